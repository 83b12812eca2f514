"""A run of a branching case is begun, gone on with, and ended, whatever is clicked."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.support.branching_cases import CASE, SLUG, course_with_case
from tests.support.clinic import COURSE, ILSE, actor_of, after, publish
from tests.support.players import Player, player_of
from trainer.access import Actor
from trainer.actions import playing_cases
from trainer.errors import Invalid, NotFound
from trainer.storage.cases import CaseChoice, CaseRun
from trainer.storage.database import Database


@pytest.fixture
def player(clinic: Database, maren: Actor) -> Player:
    """Maren, in whose course the case is published."""
    return player_of(clinic, maren)


def count(database: Database, table: type[CaseRun | CaseChoice]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_double_click_begins_one_run(player: Player) -> None:
    assert player.begin() == player.begin()
    assert count(player.database, CaseRun) == 1


def test_a_run_goes_on_where_it_stopped(player: Player) -> None:
    run = player.begin()
    player.choose(run, "rest")
    assert player.begin(after(days=9)) == run
    assert player.row(run).choices == ("rest",)


def test_a_new_run_is_the_next_and_in_another_variation(player: Player) -> None:
    first = player.begin()
    player.choose(first, "start-now")
    second = player.begin(after(days=2))
    player.choose(second, "start-now")
    third = player.begin(after(days=3))
    rows = [player.row(each) for each in (first, second, third)]
    assert [(row.number, row.variation) for row in rows] == [(1, "usual"), (2, "higher"), (3, "usual")]


def test_what_is_kept_of_a_choice(player: Player) -> None:
    run = player.begin()
    player.choose(run, "rest", now=after(days=1, hours=1))
    with player.database.reading() as session:
        kept = session.scalars(select(CaseChoice)).one()
    assert (kept.run_id, kept.number, kept.choice, kept.minutes) == (run, 1, "rest", 10)
    assert (kept.person_id, kept.actor_id) == (player.actor.person_id, player.actor.person_id)
    assert kept.at == after(days=1, hours=1).at


def test_the_same_choice_sent_twice_is_made_once(player: Player) -> None:
    run = player.begin()
    code = player.code(run, "rest")
    for _ in range(2):
        assert playing_cases.choose(player.database, player.actor, run, 0, code, after(days=1))
    assert player.row(run).choices == ("rest",)


def test_another_choice_from_an_older_page_changes_nothing_and_says_so(player: Player) -> None:
    run = player.begin()
    older = player.code(run, "reassure")
    player.choose(run, "rest")
    assert not playing_cases.choose(player.database, player.actor, run, 0, older, after(days=1))
    assert player.row(run).choices == ("rest",)


def test_a_form_from_nowhere_changes_nothing(player: Player) -> None:
    run = player.begin()
    code = player.code(run, "rest")
    for seen in (-1, 1, 7):
        assert not playing_cases.choose(player.database, player.actor, run, seen, code, after(days=1))
    for words in ("", "rest", "nothing", "\x00", code + "0"):
        with pytest.raises(Invalid):
            playing_cases.choose(player.database, player.actor, run, 0, words, after(days=1))
    assert count(player.database, CaseChoice) == 0


def test_nothing_is_chosen_after_the_end(player: Player) -> None:
    run = player.begin()
    code = player.code(run, "start-now")
    player.choose(run, "start-now")
    assert not playing_cases.choose(player.database, player.actor, run, 1, code, after(days=1))


def test_a_run_is_its_persons_own(player: Player, jonas: Actor) -> None:
    run = player.begin()
    code = player.code(run, "rest")
    with pytest.raises(NotFound):
        playing_cases.choose(player.database, jonas, run, 0, code, after(days=1))
    with pytest.raises(NotFound):
        playing_cases.choose(player.database, player.actor, uuid4(), 0, code, after(days=1))


def test_staff_begin_no_run(player: Player) -> None:
    ilse = actor_of(player.database, ILSE)
    with pytest.raises(NotFound):
        playing_cases.begin(player.database, ilse, COURSE, SLUG, after(days=1))
    with pytest.raises(NotFound):
        playing_cases.begin(player.database, player.actor, COURSE, "nothing", after(days=1))


def test_a_run_ends_by_the_text_with_which_it_began(player: Player) -> None:
    run = player.begin()
    player.choose(run, "rest")
    new = CASE.replace("- id: watch\n        text: Watch, and write down", "- id: observe\n        text: Observe")
    publish(player.database, course_with_case(new), after(days=2))
    player.choose(run, "watch", now=after(days=3))
    page = player.page(run, 2)
    assert page.stage.end is not None
    assert page.stage.end.path[1].chosen == "Watch, and write down"
    again = player.begin(after(days=4))
    player.choose(again, "rest", "observe", now=after(days=4))
    assert player.row(again).revision_id != player.row(run).revision_id
