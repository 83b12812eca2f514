"""Questions whose reasons somebody saw come back in their daily review; it changes no result."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.clinic import COURSE, after
from tests.support.publications import rows
from tests.support.recalls import Keeper, keeper_of_routes
from trainer.access import Actor
from trainer.actions import folding, recalling
from trainer.actions.folding_recalls import fold_all_recalls
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.storage.database import Database
from trainer.storage.learning import Score, StandingRow
from trainer.storage.passages import ReasonsShown
from trainer.storage.recalls import RecallCard, RecallFold


@pytest.fixture
def keeper(clinic: Database, maren: Actor) -> Keeper:
    """Maren passed the quiz, with one wrong answer, and saw the reasons."""
    return keeper_of_routes(clinic, maren, after(), transfer="true")


def cards(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as session:
        found = session.execute(select(RecallCard.__table__).order_by(RecallCard.question))
        return [tuple(row) for row in found]


def test_each_question_enters_by_how_it_was_answered(keeper: Keeper) -> None:
    today = after().today
    assert keeper.due_on(after()) == {
        **dict.fromkeys(RIGHT_ROUTES, today + timedelta(days=2)),
        "transfer": today + timedelta(days=1),
    }
    assert [(each.kind, each.number, each.scheduling) for each in keeper.recalls()] == [("quiz", 1, "fsrs-6/1")] * 7


def test_nothing_enters_before_its_reasons_were_seen(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    assert Keeper(clinic, maren).due_on(after()) == {}


def test_what_was_not_known_is_asked_first_and_only_what_is_due(keeper: Keeper) -> None:
    tomorrow = keeper.page(after(days=1))
    assert (tomorrow.number, tomorrow.total, tomorrow.more) == (1, 1, 0)
    assert tomorrow.asked is not None
    assert tomorrow.asked.name == keeper.name("transfer", after())
    assert keeper.page(after(days=2)).total == 7


def test_a_right_answer_puts_it_off_and_a_wrong_one_brings_it_back_tomorrow(keeper: Keeper) -> None:
    now = after(days=2)
    keeper.answer("hours", "3", now)
    keeper.answer("im-peak", "at-once", now)
    due = keeper.due_on(now)
    assert due["hours"] == now.today + timedelta(days=11)
    assert due["im-peak"] == now.today + timedelta(days=1)
    assert (keeper.page(now).number, keeper.page(now).total) == (3, 7)


def test_every_type_of_question_can_be_reviewed(keeper: Keeper) -> None:
    now = after(days=2)
    for question, given in RIGHT_ROUTES.items():
        keeper.answer(question, given, now)
    reviews = [each for each in keeper.recalls() if each.kind == "review"]
    assert {each.question: each.rating for each in reviews} == dict.fromkeys(RIGHT_ROUTES, 3)
    page = keeper.page(now)
    assert (page.asked, page.reviewed, page.more, page.kept) == (None, 7, 0, 7)


def test_who_does_not_know_says_so(keeper: Keeper) -> None:
    now = after(days=2)
    form = {"unknown": ["yes"]}
    recalling.answer(keeper.database, keeper.actor, COURSE, keeper.name("hours", now), form, 1, now)
    assert keeper.due_on(now)["hours"] == now.today + timedelta(days=1)


def test_an_empty_form_is_no_answer(keeper: Keeper) -> None:
    now = after(days=2)
    with pytest.raises(Invalid, match="say that you do not know"):
        recalling.answer(keeper.database, keeper.actor, COURSE, keeper.name("hours", now), {}, 1, now)
    assert len(keeper.recalls()) == 7


def test_a_second_click_and_an_old_page_add_nothing(keeper: Keeper) -> None:
    now = after(days=2)
    name, right, wrong = keeper.name("hours", now), keeper.form("hours", "3", now), keeper.form("hours", "4", now)
    first = recalling.answer(keeper.database, keeper.actor, COURSE, name, right, 1, now)
    again = recalling.answer(keeper.database, keeper.actor, COURSE, name, right, 1, now)
    other = recalling.answer(keeper.database, keeper.actor, COURSE, name, wrong, 1, now)
    assert (first.is_repeat, again.is_repeat, other.is_repeat) == (False, True, True)
    assert first.id == again.id == other.id
    assert len(keeper.recalls()) == 8


def test_a_question_that_is_not_due_is_not_asked(keeper: Keeper) -> None:
    with pytest.raises(NotAllowed):
        keeper.answer("hours", "3", after(days=1))


def test_nobody_answers_what_somebody_else_keeps(keeper: Keeper, jonas: Actor) -> None:
    now = after(days=2)
    with pytest.raises(NotFound):
        recalling.answer(keeper.database, jonas, COURSE, keeper.name("hours", now), {"unknown": ["yes"]}, 1, now)
    recall = keeper.answer("hours", "3", now)
    with pytest.raises(NotFound):
        recalling.judge(keeper.database, jonas, COURSE, recall.id, "easy", now)


def test_ones_own_word_changes_the_day_and_counts_once(keeper: Keeper) -> None:
    now = after(days=2)
    recall = keeper.answer("hours", "3", now)
    good = keeper.due_on(now)["hours"]
    due = {}
    for word in ("easy", "easy", "hard", "good"):
        recalling.judge(keeper.database, keeper.actor, COURSE, recall.id, word, now)
        due[word] = keeper.due_on(now)["hours"]
    assert due["good"] == good == now.today + timedelta(days=11)
    assert due["hard"] == now.today + timedelta(days=8)
    assert due["easy"] == now.today + timedelta(days=19)
    assert [each.rating for each in keeper.recalls() if each.kind == "word"] == [4, 2, 3]


def test_a_wrong_answer_and_an_older_one_are_not_judged(keeper: Keeper) -> None:
    wrong = keeper.answer("hours", "4", after(days=2))
    with pytest.raises(NotAllowed, match="asked again on the next day"):
        recalling.judge(keeper.database, keeper.actor, COURSE, wrong.id, "easy", after(days=2))
    right = keeper.answer("im-peak", "within-20", after(days=2))
    keeper.answer("im-peak", "within-20", after(days=13))
    with pytest.raises(NotAllowed, match="asked again since"):
        recalling.judge(keeper.database, keeper.actor, COURSE, right.id, "easy", after(days=13))
    with pytest.raises(Invalid):
        recalling.judge(keeper.database, keeper.actor, COURSE, right.id, "splendid", after(days=13))


def test_what_somebody_knows_is_left_and_can_be_taken_up(keeper: Keeper) -> None:
    now = after(days=2)
    name = keeper.name("hours", now)
    for _ in range(2):
        recalling.leave(keeper.database, keeper.actor, COURSE, name, now)
    assert keeper.due_on(now)["hours"] is None
    assert keeper.page(now).total == 6
    for _ in range(2):
        recalling.leave(keeper.database, keeper.actor, COURSE, name, now, taken_up=True)
    assert keeper.due_on(now)["hours"] == now.today
    assert [each.kind for each in keeper.recalls() if each.question == "hours"] == ["quiz", "left", "taken-up"]


def test_reviews_rest_while_somebody_wants_it(keeper: Keeper) -> None:
    now = after(days=2)
    recalling.choose(keeper.database, keeper.actor, COURSE, now, rests=True, by_mail=False)
    assert (keeper.page(now).rests, keeper.page(now).asked) == (True, None)
    recalling.choose(keeper.database, keeper.actor, COURSE, now, rests=False, by_mail=True)
    assert keeper.page(now).total == 7


def test_questions_rest_while_an_attempt_at_their_quiz_is_open(clinic: Database, maren: Actor) -> None:
    keeper = Keeper(clinic, maren)
    keeper.take("routes", {"hours": "3"}, after())
    begin(clinic, maren, "routes", after(days=3))
    name, form = keeper.name("hours", after(days=3)), keeper.form("hours", "3", after(days=3))
    assert keeper.page(after(days=3)).asked is None
    with pytest.raises(NotAllowed, match="rests"):
        recalling.answer(clinic, maren, COURSE, name, form, 1, after(days=3))


def test_a_review_changes_no_result_and_no_standing(keeper: Keeper) -> None:
    def what_counts() -> list[object]:
        with keeper.database.reading() as session:
            scores = session.execute(select(Score.__table__).order_by(Score.id)).all()
            standings = session.execute(select(StandingRow.__table__).order_by(StandingRow.item)).all()
        counted = {table: number for table, number in rows(keeper.database).items() if not table.startswith("recall")}
        return [scores, standings, counted]

    now, before = after(days=2), what_counts()
    wrong = keeper.answer("im-peak", "at-once", now)
    right = keeper.answer("hours", "3", now)
    recalling.judge(keeper.database, keeper.actor, COURSE, right.id, "hard", now)
    recalling.leave(keeper.database, keeper.actor, COURSE, keeper.name("signs", now), now)
    assert wrong.id != right.id
    assert what_counts() == before
    assert list(folding.verify(keeper.database, now)) == []


def test_the_cards_follow_from_the_facts(keeper: Keeper) -> None:
    for day, given in ((2, "3"), (13, "4"), (14, "3")):
        recall = keeper.answer("hours", given, after(days=day))
    recalling.judge(keeper.database, keeper.actor, COURSE, recall.id, "easy", after(days=14))
    recalling.leave(keeper.database, keeper.actor, COURSE, keeper.name("signs", after(days=14)), after(days=14))
    stored = cards(keeper.database)
    with keeper.database.writing() as session:
        session.query(RecallCard).delete()
        session.query(RecallFold).delete()
        session.commit()
    assert fold_all_recalls(keeper.database, after(days=15)) == 1
    assert cards(keeper.database) == stored
    assert fold_all_recalls(keeper.database, after(days=15)) == 0


def test_what_was_shown_before_there_were_reviews_is_asked_too(clinic: Database, maren: Actor) -> None:
    attempt = finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    with clinic.writing() as session:
        session.add(
            ReasonsShown(
                person_id=maren.person_id,
                actor_id=maren.person_id,
                at=after().at,
                attempt_id=attempt.id,
                question="hours",
                digest="as it was",
            )
        )
        session.commit()
    fold_all_recalls(clinic, after(days=5))
    keeper = Keeper(clinic, maren)
    assert keeper.due_on(after(days=5)) == {"hours": after(days=1).today}
    keeper.answer("hours", "3", after(days=5))
    assert keeper.due_on(after(days=5)) == {"hours": after(days=7).today}
