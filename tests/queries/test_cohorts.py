"""A cohort's page: everybody by item, in an order, in part, and the last weeks."""

from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.beyond_modules import ask_for_more
from tests.support.care_course import PRESENCE, ROUTES, care_course, module_file
from tests.support.clinic import ADA, COURSE, DORA, ILSE, MAREN, actor_of, after, enrolment_of, publish
from tests.support.cohorts import cohort, cohort_id, names, row_of
from tests.support.practicum import DRILLS, ask_for_practicum
from tests.support.year_deeds import upload_licence
from trainer.access import PLATFORM, Actor
from trainer.actions import excusing, people, placing, reading
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.curriculum.state import State
from trainer.demonstration.learner import Learner
from trainer.errors import NotFound
from trainer.queries.cohorts import cohorts_page
from trainer.queries.cohorts_asked import Asked, Sort, asked_by
from trainer.queries.cohorts_page import cohort_page
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment
from trainer.storage.people import Person


def test_a_cohort_that_one_does_not_supervise_is_not_there(clinic: Database, maren: Actor) -> None:
    with clinic.reading() as session:
        for actor in (maren, actor_of(clinic, DORA), actor_of(clinic, ILSE)):
            with pytest.raises(NotFound):
                cohort_page(session, clinic, actor, cohort_id(clinic), after())
        with pytest.raises(NotFound):
            cohort_page(session, clinic, actor_of(clinic, ADA), UUID(int=5), after())


def test_the_matrix_has_a_state_for_each_person_and_item(clinic: Database, maren: Actor, sven: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    begin(clinic, maren, "presence", after())

    page = cohort(clinic, sven)

    assert [(group.title, [column.code for column in group.columns]) for group in page.groups] == [
        ("Pharmacology", ["P1", "P2"]),
        ("Sessions", ["S1"]),
        ("Quizzes", ["Where you begin"]),
    ]
    assert [row.name for row in page.people] == ["Greta", "Jonas", "Maren"]
    row = row_of(page, "Maren")
    assert [cell.state for cell in row.cells] == [State.DONE, State.NOT_STARTED, State.QUIZ_OPEN, State.NOT_STARTED]
    assert (row.done, row.total, row.is_complete) == (1, 4, False)
    assert [cell.words for cell in row.cells] == [
        "done",
        "not started",
        "quiz open: 0 of 1 sections are finished. Still to read: “The return”."
        " The quiz is not yet passed; the pass mark is 80 %, and no attempt has been submitted."
        " Attempt 1 is open and not yet submitted.",
        "not started",
    ]


def test_the_legend_has_every_state(clinic: Database, sven: Actor) -> None:
    assert [state.word for state in cohort(clinic, sven).states] == [
        "not started",
        "reading",
        "quiz open",
        "help needed",
        "done",
        "changed since",
        "overdue",
        "in progress",
        "excused",
        "expired",
    ]


def test_what_is_left_when_the_cohort_is_over_is_overdue(clinic: Database, sven: Actor) -> None:
    page = cohort(clinic, sven, days=61)

    assert [row.across.overdue for row in page.people] == [
        ("Routes", "Screening", "Presence", "Where you begin"),
        ("Routes", "Screening", "Presence", "Where you begin"),
        ("Routes", "Screening", "Presence", "Where you begin"),
    ]
    with clinic.reading() as session:
        [row] = cohorts_page(session, clinic, sven, after(days=61)).cohorts
    assert row.is_over


def test_a_page_that_was_made_before_tells_what_was_done_since_and_what_the_day_brings(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    before = cohort(clinic, sven)
    begin(clinic, maren, "presence", after())

    assert [row_of(before, name).cells[2].state for name in ("Jonas", "Maren")] == [State.NOT_STARTED] * 2
    states = [row_of(cohort(clinic, sven), name).cells[2].state for name in ("Jonas", "Maren")]
    assert states == [State.NOT_STARTED, State.QUIZ_OPEN]
    states = [row_of(cohort(clinic, sven, days=61), name).cells[2].state for name in ("Jonas", "Maren")]
    assert states == [State.OVERDUE, State.OVERDUE]


def test_a_cohort_behind_the_newest_edition_says_so_until_it_is_brought_up(clinic: Database, sven: Actor) -> None:
    text = module_file("Presence", "S1", "## The return {#return}\n\nStay a while.\n")
    publish(clinic, care_course({"curriculum/sessions/presence.md": text}), after())
    behind = cohort(clinic, sven)
    list(refold_outdated(clinic, after()))

    assert (behind.edition, behind.being_updated) == (2, 3)
    assert cohort(clinic, sven).being_updated == 0


def test_a_cohort_behind_new_rules_says_so_until_it_is_brought_up(clinic: Database, sven: Actor) -> None:
    course = care_course()["curriculum/course.yml"].decode()
    harder = course.replace("modules: [presence]", "modules: [presence, absence]")
    absence = module_file("Absence", "S2", "## One {#one}\n\nText.\n")
    files = {"curriculum/course.yml": harder, "curriculum/sessions/absence.md": absence}
    publish(clinic, care_course(files), after(), Options(harder_from=after(days=5).today))
    list(refold_outdated(clinic, after()))

    assert cohort(clinic, sven, days=4).being_updated == 0
    assert cohort(clinic, sven, days=5).being_updated == 3
    list(refold_outdated(clinic, after(days=5)))
    assert cohort(clinic, sven, days=5).being_updated == 0


def test_somebody_deactivated_stays_in_the_cohorts_record(clinic: Database, maren: Actor, sven: Actor) -> None:
    people.deactivate(clinic, PLATFORM, MAREN, after())

    assert row_of(cohort(clinic, sven), "Maren").done == 0


def test_what_is_beyond_modules_stands_in_a_group_of_its_own(clinic: Database, maren: Actor, sven: Actor) -> None:
    ask_for_practicum(clinic)
    excusing.excuse(
        clinic, sven, enrolment_of(clinic, maren), DRILLS, "Drills were done.", is_shared=True, seen=0, now=after()
    )

    page = cohort(clinic, sven)

    assert [(group.key, group.title) for group in page.groups][-1] == ("-beyond", "Beyond modules")
    assert [column.title for column in page.groups[-1].columns] == [
        "Observed sessions",
        "Consultation",
        "Emergency drills",
    ]
    assert [cell.words for cell in row_of(page, "Maren").cells[-3:]] == ["not started", "not started", "excused"]
    assert (row_of(page, "Maren").total, row_of(page, "Jonas").total) == (6, 7)


def test_what_has_expired_counts_as_done_no_more(clinic: Database, maren: Actor, sven: Actor) -> None:
    ask_for_more(clinic)
    learner = Learner(database=clinic, actor=maren, course=COURSE, days_ago=lambda days: after(days=days))

    upload_licence(learner, sven, 1, 10)

    rows = [row_of(cohort(clinic, sven, days=day), "Maren") for day in (10, 11)]
    assert [(row.cells[4].state, row.done, row.total) for row in rows] == [(State.DONE, 1, 9), (State.EXPIRED, 0, 9)]


def test_somebody_who_pauses_is_told_so_and_has_nothing_overdue(clinic: Database, maren: Actor, sven: Actor) -> None:
    placing.pause(clinic, sven, enrolment_of(clinic, maren), "Parental leave.", 1, after())

    row = row_of(cohort(clinic, sven, days=61), "Maren")

    assert (row.note, row.across.overdue, row.needs) == ("paused", (), ())


def test_a_module_that_is_not_open_yet_says_after_which_one_it_opens(clinic: Database, sven: Actor) -> None:
    text = module_file("Presence", "S1", "## On {#on}\n\nGo.\n", more="requires: [pharmacology/routes]\n")
    publish(clinic, care_course({"curriculum/sessions/presence.md": text}), after())
    list(refold_outdated(clinic, after()))

    assert row_of(cohort(clinic, sven), "Maren").cells[2].words == "not started: It opens after “Routes”."


def test_people_are_put_in_order_by_what_is_asked(clinic: Database, maren: Actor, jonas: Actor, sven: Actor) -> None:
    reading.finish_section(clinic, jonas, COURSE, PRESENCE, "return", after(hours=1))
    finish(clinic, jonas, "begin", {}, after(hours=2))
    finish(clinic, maren, "routes", {}, after(days=3))
    finish(clinic, maren, "routes", {}, after(days=5))

    def order(sort: Sort, *, is_backwards: bool = False) -> list[str]:
        return names(cohort(clinic, sven, days=6, asked=Asked(sort=sort, is_backwards=is_backwards)))

    assert order(Sort.NAME) == ["Greta", "Jonas", "Maren"]
    assert order(Sort.NAME, is_backwards=True) == ["Maren", "Jonas", "Greta"]
    assert order(Sort.DONE, is_backwards=True)[0] == "Jonas"
    assert order(Sort.ACTIVE) == ["Greta", "Jonas", "Maren"]
    assert order(Sort.HELP)[0] == "Maren"


def rename(session: Session, enrolment_id: UUID, name: str) -> None:
    of = select(Enrolment.person_id).where(Enrolment.id == enrolment_id).scalar_subquery()
    session.execute(update(Person).where(Person.id == of).values(name=name))


def test_names_are_in_order_whatever_their_accents_and_capitals(clinic: Database, sven: Actor) -> None:
    with clinic.writing() as session:
        for row, name in zip(cohort(clinic, sven).people, ("zoe", "Émile", "Anna"), strict=True):
            rename(session, row.enrolment_id, name)
        session.commit()

    assert names(cohort(clinic, sven)) == ["Anna", "Émile", "zoe"]
    assert names(cohort(clinic, sven, asked=Asked(words="EMI"))) == ["Émile"]


def test_an_area_shows_its_items_and_a_state_counts_only_there(clinic: Database, maren: Actor, sven: Actor) -> None:
    begin(clinic, maren, "presence", after())
    in_sessions = Asked(area="sessions", state=State.QUIZ_OPEN)

    page = cohort(clinic, sven, asked=in_sessions)

    assert [group.title for group in page.groups] == ["Sessions"]
    assert [(row.name, [cell.title for cell in row.cells]) for row in page.people] == [("Maren", ["Presence"])]
    assert names(cohort(clinic, sven, asked=Asked(area="pharmacology", state=State.QUIZ_OPEN))) == []
    assert (page.everybody, len(page.areas)) == (3, 3)
    assert not cohort(clinic, sven, asked=Asked(area="nowhere")).asked.is_part


def test_what_an_address_asks_for_comes_back_in_an_address() -> None:
    arguments = {"sort": "-done", "state": "help-needed", "area": "sessions", "q": "ma"}

    assert asked_by(arguments).arguments() == arguments
    assert asked_by({}).arguments() == {}
    assert asked_by({"sort": "name"}).by("name").arguments() == {"sort": "-name"}
    assert asked_by({"sort": "-name"}).by("done").arguments() == {"sort": "done"}


@pytest.mark.parametrize(
    "arguments",
    [{"sort": "-"}, {"sort": "--name"}, {"sort": "x" * 5000}, {"state": "DONE"}, {"q": "\x00\n\t "}, {"page": "7"}],
)
def test_an_address_that_means_nothing_asks_for_nothing(arguments: dict[str, str]) -> None:
    assert asked_by(arguments) == Asked()


def test_the_last_weeks_count_items_completed_and_people_who_did_something(
    clinic: Database, maren: Actor, jonas: Actor, sven: Actor
) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    reading.open_section(clinic, jonas, COURSE, ROUTES, "peak", after(days=7))

    trend = {week.monday: (week.completions, week.active) for week in cohort(clinic, sven, days=8).trend}

    first = after().today
    monday = first.fromordinal(first.toordinal() - first.weekday())
    assert len(trend) == 8
    assert trend[monday] == (1, 1)
    assert trend[monday.fromordinal(monday.toordinal() + 7)] == (0, 1)
    assert sum(active for _, active in trend.values()) == 2


def test_when_somebody_was_last_active_is_theirs_alone(
    clinic: Database, maren: Actor, jonas: Actor, sven: Actor
) -> None:
    attempt = begin(clinic, maren, "routes", after())
    attempt.answer("transfer", "true", after(days=2))
    reading.open_section(clinic, jonas, COURSE, ROUTES, "peak", after(days=1))

    page = cohort(clinic, sven, days=3)

    assert {row.name: row.last_on for row in page.people} == {
        "Greta": None,
        "Jonas": after(days=1).today,
        "Maren": after(days=2).today,
    }
