"""The pages of branching cases: the list, the start, a run, and what supervisors see."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from tests.support.branching_cases import CASE, PATH, SLUG, course_with_case
from tests.support.clinic import COURSE, ILSE, actor_of, after, enrolment_of, publish
from tests.support.players import Player, player_of
from tests.support.publications import newest
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions.folding import refold_outdated
from trainer.errors import NotFound
from trainer.queries.case_look import case_look_page
from trainer.queries.cases import CasePage, CasesPage, case_page, cases_page
from trainer.queries.home import area_page, home_page
from trainer.queries.person import person_page
from trainer.queries.reviewing_look import ChoicePart, look_of
from trainer.quizzes.cases.case import Ending
from trainer.storage.database import Database


@pytest.fixture
def player(clinic: Database, maren: Actor) -> Player:
    """Maren, in whose course the case is published."""
    return player_of(clinic, maren)


def cases(player: Player) -> CasesPage:
    with player.database.reading() as session:
        return cases_page(session, player.database, player.actor, COURSE, after(days=5))


def start(player: Player) -> CasePage:
    with player.database.reading() as session:
        return case_page(session, player.database, player.actor, COURSE, SLUG, after(days=5))


def told(found: object) -> str:
    return repr(found)


def test_a_case_is_listed_before_it_is_played(player: Player) -> None:
    [row] = cases(player).cases
    assert (row.slug, row.title, row.code, row.minutes, row.has_note) == (SLUG, "Pressure climbs", "V1", 15, True)
    assert row.competencies == ("Monitoring", "Scope and teamwork")
    assert (row.runs, row.best, row.last, row.open_run) == (0, None, None, None)


def test_the_best_and_the_last_run_are_listed_by_competency(player: Player) -> None:
    well = player.begin()
    player.choose(well, "rest", "watch")
    error = player.begin()
    player.choose(error, "start-now")
    open_run = player.begin()
    [row] = cases(player).cases
    assert row.best is not None
    assert row.last is not None
    assert (row.best.id, row.best.ending, row.best.is_critical) == (well, Ending.GOOD, False)
    assert (row.last.id, row.last.ending, row.last.is_critical) == (error, Ending.HARM, True)
    assert [(each.title, each.points, each.possible) for each in row.best.earned] == [
        ("Monitoring", 4, 4),
        ("Scope and teamwork", 2, 2),
    ]
    assert (row.runs, row.open_run) == (3, open_run)
    assert [run.number for run in start(player).runs] == [3, 2, 1]


def test_the_start_tells_what_it_is_about_and_nothing_of_its_scenes(player: Player) -> None:
    page = start(player)
    assert "your role" not in page.about
    assert "<em>therapist</em>" in page.about
    assert page.content_note == "<p>Tells of a medical emergency.</p>"
    assert page.has_hurry
    assert "She arrives late" not in told(page)


def test_a_scene_tells_nothing_of_reasons_points_names_or_what_comes_later(player: Player) -> None:
    run = player.begin()
    stage = player.page(run, 0).stage
    assert stage.scene is not None
    assert stage.scene.title == "She arrives late"
    assert stage.scene.says == "I am fine, can we <em>just</em> start?"
    assert {str(words) for _, words in stage.scene.choices} == {
        "Ask her to sit, and measure again",
        "Tell her that it is only nerves",
        "Start at once",
    }
    for word in (
        "start-now",
        "A high reading",
        "She sits down",
        "usual",
        "harm",
        "Hurry",
        "monitoring",
        "Monitoring",
        "Not the same",
    ):
        assert word not in told(stage), word
    assert [(each.label, each.value, each.words) for each in stage.monitor.readings] == [
        ("Upper blood pressure", 148, "at the start"),
        ("Oxygen saturation", 98, "at the start"),
    ]


def test_what_comes_of_a_choice_stands_before_one_goes_on(player: Player) -> None:
    run = player.begin()
    player.choose(run, "rest")
    stage = player.page(run).stage
    assert stage.outcome is not None
    assert stage.scene is None
    assert (stage.outcome.chosen, stage.outcome.consequence) == (
        "Ask her to sit, and measure again",
        "<p>She sits down.</p>",
    )
    assert "Hirlinger" in stage.outcome.why
    assert stage.monitor.announced == (
        "Minute 10. Upper blood pressure 140 mmHg, down 8; Oxygen saturation 98 %, unchanged."
    )
    assert "closes her eyes" not in told(stage)
    gone_on = player.page(run, 1).stage
    assert gone_on.scene is not None
    assert gone_on.scene.title == "The prescriber gives the dose"
    assert player.page(run, 0).stage == stage == player.page(run, 9).stage


def test_the_end_tells_everything(player: Player) -> None:
    run = player.begin()
    player.choose(run, "rest", "look-away", "call")
    assert player.page(run).stage.end is None
    end = player.page(run, 3).stage.end
    assert end is not None
    assert (end.title, end.ending, end.critical_error) == ("She wakes", Ending.GOOD, None)
    assert "What mattered was the first reading" in end.debrief
    assert [each.points for each in end.path] == [
        (("Monitoring", 2, 2), ("Scope and teamwork", 2, 2)),
        (("Monitoring", 0, 2),),
        (("Monitoring", 2, 2), ("Scope and teamwork", 2, 2)),
    ]
    assert end.variation == "As told"
    assert end.read_again == (("Routes: Peak", f"/courses/{COURSE}/modules/pharmacology/routes#section-peak"),)


def test_a_critical_error_is_named_at_the_end(player: Player) -> None:
    run = player.begin()
    player.choose(run, "start-now")
    outcome = player.page(run).stage.outcome
    assert outcome is not None
    assert outcome.is_critical
    end = player.page(run, 1).stage.end
    assert end is not None
    assert end.critical_error is not None
    assert end.critical_error.chosen == "Start at once"
    assert end.ending is Ending.HARM


def test_somebody_elses_run_is_not_there(player: Player, jonas: Actor) -> None:
    run = player.begin()
    with pytest.raises(NotFound):
        Player(player.database, jonas).page(run)


def test_staff_try_a_case_by_its_address_alone(player: Player) -> None:
    with player.database.reading() as session:
        first = case_look_page(session, player.database, actor_of(player.database, ILSE), COURSE, SLUG, {})
        after_choice = case_look_page(
            session, player.database, actor_of(player.database, ILSE), COURSE, SLUG, {"path": "1", "choice": "2"}
        )
        end = case_look_page(
            session, player.database, actor_of(player.database, ILSE), COURSE, SLUG, {"path": "3", "seen": "1"}
        )
    assert first.stage.scene is not None
    assert [value for value, _ in first.stage.scene.choices] == ["1", "2", "3"]
    assert (after_choice.path, after_choice.stage.made) == ("1.2", 2)
    assert after_choice.stage.outcome is not None
    assert end.stage.end is not None


@pytest.mark.parametrize(
    "asked",
    [
        {"path": "9"},
        {"path": "x"},
        {"path": "0"},
        {"path": "1..2"},
        {"path": "1.1.1"},
        {"path": ".".join("1" * 900)},
        {"choice": "\x00"},
        {"variation": "nothing"},
    ],
)
def test_a_way_that_a_case_does_not_have_is_not_there(player: Player, asked: dict[str, str]) -> None:
    with player.database.reading() as session, pytest.raises(NotFound):
        case_look_page(session, player.database, actor_of(player.database, ILSE), COURSE, SLUG, asked)


def test_trainees_do_not_try_cases_without_being_recorded(player: Player) -> None:
    with player.database.reading() as session, pytest.raises(NotFound):
        case_look_page(session, player.database, player.actor, COURSE, SLUG, {})


def test_home_and_area_lead_to_cases(player: Player) -> None:
    with player.database.reading() as session:
        home = home_page(session, player.database, player.actor, COURSE, after(days=5))
        near = area_page(session, player.database, player.actor, COURSE, "pharmacology", after(days=5))
        far = area_page(session, player.database, player.actor, COURSE, "sessions", after(days=5))
    assert (home.cases, near.cases, far.cases) == (1, ((SLUG, "Pressure climbs"),), ())


def test_supervisors_see_runs_critical_errors_and_points(player: Player, sven: Actor) -> None:
    well = player.begin()
    player.choose(well, "rest", "watch")
    error = player.begin()
    player.choose(error, "start-now")
    player.begin()
    with player.database.reading() as session:
        page = person_page(session, player.database, sven, enrolment_of(player.database, player.actor), after(days=5))
    assert page.cases is not None
    [case] = page.cases.cases
    assert (case.title, case.runs, case.critical, case.is_open) == ("Pressure climbs", 2, 1, True)
    assert [(each.title, each.points, each.possible) for each in page.cases.earned] == [
        ("Monitoring", 4, 6),
        ("Scope and teamwork", 2, 4),
    ]


def test_statements_do_not_grow_with_runs_nor_with_cases(
    player: Player, sven: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    database, enrolment = player.database, enrolment_of(player.database, player.actor)
    now = after(days=5)

    def count(query: Callable[[Session], object]) -> int:
        for _ in range(2):
            with count_statements(database) as statements, database.reading() as session:
                query(session)
        return len(statements)

    run = player.begin()

    def counts() -> list[int]:
        return [
            count(lambda session: cases_page(session, database, player.actor, COURSE, now)),
            count(lambda session: case_page(session, database, player.actor, COURSE, SLUG, now)),
            count(lambda session: player.page(run) and session),
            count(lambda session: person_page(session, database, sven, enrolment, now)),
        ]

    list(refold_outdated(database, now))
    before = counts()
    player.choose(run, "rest", "look-away", "wait", "watch")
    for number in range(4):
        player.choose(player.begin(after(days=2 + number / 10)), "start-now")
    publish(database, course_with_case() | {PATH.replace(SLUG, "second"): CASE.encode()}, after(days=3))
    list(refold_outdated(database, now))
    assert before == counts() == [3, 3, 1, 8]


def test_a_reviewer_reads_every_scene_with_its_reasons(player: Player) -> None:
    with player.database.reading() as session:
        edition = newest(player.database, COURSE)
        look = look_of(session, player.database, edition, PATH)
    assert [section.title for section in look.sections] == [
        "She arrives late",
        "The prescriber gives the dose",
        "It climbs",
        "She wakes",
        "Not the same",
        "An emergency",
        "Debrief",
    ]
    choices = [part for part in look.sections[0].parts if isinstance(part, ChoicePart)]
    assert [(part.chosen, part.is_critical) for part in choices] == [
        ("Ask her to sit, and measure again", False),
        ("Tell her that it is only nerves", False),
        ("Start at once", True),
    ]
    assert "Hirlinger" in choices[0].why
