"""The first pages of a course say what to do next, where one stands, and why it is not complete."""

import pytest

from tests.support.attempts import RIGHT_ROUTES, Given, begin, finish
from tests.support.care_course import PRESENCE, ROUTES, SCREENING, care_course
from tests.support.clinic import ADA, COURSE, EVENING, IDA, ILSE, NILS, SVEN, actor_of, after, publish
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.curriculum.state import State
from trainer.errors import NotFound
from trainer.queries.home import HomePage, NextStep, area_page, home_page, standing_page
from trainer.queries.module import ClosedModulePage, ModulePage, module_page
from trainer.queries.reader import courses_of
from trainer.storage.database import Database

ALWAYS: dict[str, Given] = dict.fromkeys(("pulse", "mood", "sleep", "diet"), "always")


def home(database: Database, actor: Actor, now: Now | None = None) -> HomePage:
    with database.reading() as session:
        return home_page(session, database, actor, COURSE, now or after(hours=1))


def step(database: Database, actor: Actor, now: Now | None = None) -> NextStep:
    found = home(database, actor, now).next
    assert found is not None
    return found


def read(database: Database, actor: Actor, module: str, *sections: str) -> None:
    for section in sections:
        reading.finish_section(database, actor, COURSE, module, section, after())


def complete(database: Database, actor: Actor) -> None:
    """Do everything that the course asks for."""
    read(database, actor, ROUTES, "peak", "onset", "summary")
    finish(database, actor, "routes", RIGHT_ROUTES, after())
    read(database, actor, SCREENING, "heart", "mood")
    finish(database, actor, "screening", ALWAYS, after())
    read(database, actor, PRESENCE, "return")
    finish(database, actor, "presence", {"stay": "always", "wait": "always"}, after())
    finish(database, actor, "begin", {}, after())


def test_a_pre_test_comes_before_anything_is_read(clinic: Database, maren: Actor) -> None:
    page = home(clinic, maren)

    assert (page.name, page.cohort, page.done, page.total, page.unmet) == ("Maren", EVENING, 0, 4, 7)
    assert page.days_left == 59
    assert page.next is not None
    assert (page.next.kind, page.next.label, page.next.target) == ("quiz", "Before you begin", "begin")
    assert page.next.sentence == "1 question; any result counts."
    assert [(quiz.slug, quiz.state) for quiz in page.quizzes] == [("begin", State.NOT_STARTED)]


def test_somebody_who_was_tested_begins_with_the_first_module(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "begin", {}, after())

    page = home(clinic, maren)

    assert page.next is not None
    assert (page.next.kind, page.next.label, page.next.target, page.next.section) == (
        "module",
        "Begin here",
        ROUTES,
        None,
    )
    assert [(area.id, area.done, area.total) for area in page.areas] == [("pharmacology", 0, 2), ("sessions", 0, 1)]


def test_the_next_step_goes_on_where_one_was(clinic: Database, maren: Actor) -> None:
    read(clinic, maren, ROUTES, "peak")
    found = step(clinic, maren)
    assert (found.kind, found.label, found.target, found.section) == (
        "module",
        "Continue where you were",
        ROUTES,
        "onset",
    )
    assert found.sentence.startswith("Section 2 of 3, ")

    read(clinic, maren, ROUTES, "onset", "summary")
    assert (step(clinic, maren).kind, step(clinic, maren).target) == ("quiz", "routes")

    attempt = begin(clinic, maren, "routes", after(hours=1))
    assert (step(clinic, maren).kind, step(clinic, maren).target) == ("attempt", str(attempt.id))


def test_while_one_waits_for_a_quiz_the_next_module_comes_first(clinic: Database, maren: Actor) -> None:
    read(clinic, maren, ROUTES, "peak", "onset", "summary")
    finish(clinic, maren, "routes", {}, after(hours=1))

    assert step(clinic, maren, after(hours=2)).target == PRESENCE
    assert step(clinic, maren, after(hours=26)).target == "routes"


def test_a_closed_module_says_what_opens_it_and_is_no_link(clinic: Database, maren: Actor) -> None:
    with clinic.reading() as session:
        rows = area_page(session, clinic, maren, COURSE, "pharmacology", after()).area.modules
        page = module_page(session, clinic, maren, COURSE, SCREENING, after())
    closed = next(row for row in rows if row.key == SCREENING)
    assert (closed.is_open, closed.url, closed.why) == (False, "", "Opens when “Routes” is done")
    assert isinstance(page, ClosedModulePage)
    assert page.opens_after == ((ROUTES, "Routes"),)

    read(clinic, maren, ROUTES, "peak", "onset", "summary")
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    with clinic.reading() as session:
        assert isinstance(module_page(session, clinic, maren, COURSE, SCREENING, after()), ModulePage)


def test_everything_done_completes_the_course(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren)
    page = home(clinic, maren)

    assert (page.done, page.total, page.unmet, page.completed_at, page.next) == (4, 4, 0, after().at, None)
    with clinic.reading() as session:
        standing = standing_page(session, clinic, maren, COURSE, after())
    assert (standing.unmet, standing.met) == ((), ("Routes", "Screening", "Presence", "Where you begin"))


def test_progress_lists_every_rule_that_is_not_met_with_what_was_counted(clinic: Database, maren: Actor) -> None:
    read(clinic, maren, ROUTES, "peak")
    finish(clinic, maren, "routes", {"hours": "3"}, after())
    with clinic.reading() as session:
        page = standing_page(session, clinic, maren, COURSE, after(hours=1))

    assert [(unmet.item, target) for unmet, target in page.unmet[:2]] == [
        ("module:pharmacology/routes", ROUTES),
        ("quiz:routes", "routes"),
    ]
    sentences = [unmet.sentence for unmet, _ in page.unmet]
    assert sentences[0] == "1 of 3 sections is finished. Still to read: “Onset”, “Summary”."
    assert sentences[1].startswith(
        "The quiz is not yet passed: the best result of one attempt is 12 %; the pass mark is 70 %."
    )
    assert page.unmet[1][0].until == after(hours=24).at
    assert page.rules == (
        "Finish every section of 3 modules.",
        "Pass the quizzes of 3 modules.",
        "Submit “Where you begin”; any result counts.",
    )


def test_what_is_not_required_is_not_counted_and_said_so(clinic: Database, maren: Actor) -> None:
    rules = "complete_when: {modules: none, quizzes: none}\nabout:"
    course = care_course()["curriculum/course.yml"].decode().replace("about:", rules)
    publish(clinic, care_course({"curriculum/course.yml": course}), after())
    list(refold_outdated(clinic, after()))

    page = home(clinic, maren)

    assert (page.done, page.total) == (0, 0)
    assert {row.why for area in page.areas for row in area.modules if row.is_open} == {
        "Not required of you; open to read"
    }
    with clinic.reading() as session:
        assert standing_page(session, clinic, maren, COURSE, after()).rules == ()


def test_a_material_change_after_completion_is_told_on_the_first_page(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren)
    path = f"curriculum/{ROUTES}.md"
    text = care_course()[path].decode().replace("Ask first.", "Ask twice.")
    publish(clinic, care_course({path: text}), after(days=1), Options(change=Change.MATERIAL))

    page = home(clinic, maren, after(days=1))

    assert (page.changed, page.done, page.completed_at) == (("Routes",), 4, after().at)
    row = page.areas[0].modules[0]
    assert (row.state, row.why) == (State.CHANGED_SINCE, "Changed since you finished: “Summary”")


def test_what_is_left_after_the_cohorts_end_is_overdue(clinic: Database, maren: Actor) -> None:
    states = {row.state for area in home(clinic, maren, after(days=61)).areas for row in area.modules}

    assert states == {State.OVERDUE}


def test_staff_read_everything_and_have_no_standing(clinic: Database) -> None:
    for address in (ILSE, SVEN, ADA):
        actor = actor_of(clinic, address)
        page = home(clinic, actor)
        assert (page.next, page.unmet, page.cohort, page.course.is_enrolled) == (None, 0, None, False)
        with clinic.reading() as session:
            module = module_page(session, clinic, actor, COURSE, SCREENING, after())
            with pytest.raises(NotFound):
                standing_page(session, clinic, actor, COURSE, after())
        assert isinstance(module, ModulePage)
        assert module.to_open is None


def test_a_course_is_shown_to_those_who_may_read_it(clinic: Database, maren: Actor) -> None:
    with clinic.reading() as session:
        read_by = {
            address: [head.slug for head in courses_of(session, clinic, actor_of(clinic, address), after())]
            for address in (IDA, ILSE, SVEN, NILS, ADA)
        }
        for actor, course in ((maren, "harbour"), (actor_of(clinic, NILS), COURSE), (maren, "nowhere")):
            with pytest.raises(NotFound):
                home_page(session, clinic, actor, course, after())
        with pytest.raises(NotFound):
            area_page(session, clinic, maren, COURSE, "nowhere", after())
    assert read_by == {
        IDA: ["care"],
        ILSE: ["care", "harbour"],
        SVEN: ["care"],
        NILS: ["harbour"],
        ADA: ["care", "harbour"],
    }


def test_a_view_of_a_module_offers_the_next_section_to_be_opened_once(clinic: Database, maren: Actor) -> None:
    with clinic.reading() as session:
        page = module_page(session, clinic, maren, COURSE, ROUTES, after())
    assert isinstance(page, ModulePage)
    assert (page.to_open, page.finished, page.state) == ("peak", 0, State.NOT_STARTED)

    reading.open_section(clinic, maren, COURSE, ROUTES, "peak", after())
    with clinic.reading() as session:
        page = module_page(session, clinic, maren, COURSE, ROUTES, after())
    assert isinstance(page, ModulePage)
    assert (page.to_open, page.state) == (None, State.READING)
    assert [(section.id, section.is_opened, section.is_read) for section in page.sections] == [
        ("peak", True, False),
        ("onset", False, False),
        ("summary", False, False),
    ]
