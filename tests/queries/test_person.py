"""The pages about one person: decisions and what happened, for a supervisor; what the trainee sees of it."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.busy_trainee import make_busy
from tests.support.care_course import PRESENCE, ROUTES, SCREENING, care_course, module_file
from tests.support.clinic import ADA, COURSE, DAY, DORA, ILSE, actor_of, after, enrolment_of, publish
from trainer.access import Actor
from trainer.actions import excusing, placing, reading, supervisor_notes
from trainer.actions.folding import refold_outdated
from trainer.curriculum.state import State
from trainer.errors import NotFound
from trainer.queries.cohorts_page import cohort_page
from trainer.queries.home import HomePage, StandingPage, home_page, standing_page
from trainer.queries.person import PersonPage, person_page
from trainer.queries.person_decisions import DecisionsPage, decisions_page
from trainer.queries.person_timeline import ON_A_PAGE, TimelinePage, timeline_page
from trainer.queries.person_transfer import transfer_page
from trainer.queries.result import result_page
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.supervising import Excusal

WHY = "She taught this herself."


def excuse(database: Database, actor: Actor, of: Actor, item: str, *, shared: bool = False, seen: int = 0) -> None:
    enrolment = enrolment_of(database, of)
    excusing.excuse(database, actor, enrolment, item, WHY, is_shared=shared, seen=seen, now=after(days=2))


def pause(database: Database, actor: Actor, of: Actor, *, seen: int = 1) -> None:
    placing.pause(database, actor, enrolment_of(database, of), "On leave.", seen, after(days=3))


def person(database: Database, actor: Actor, of: Actor, *, days: float = 5) -> PersonPage:
    with database.reading() as session:
        return person_page(session, database, actor, enrolment_of(database, of), after(days=days))


def decisions(database: Database, actor: Actor, of: Actor, *, days: float = 5) -> DecisionsPage:
    with database.reading() as session:
        return decisions_page(session, database, actor, enrolment_of(database, of), after(days=days))


def timeline(database: Database, actor: Actor, of: Actor, kind: str = "", number: int = 1) -> TimelinePage:
    with database.reading() as session:
        return timeline_page(session, database, actor, enrolment_of(database, of), kind, number, after(days=15))


def standing(database: Database, actor: Actor, *, days: float = 5) -> StandingPage:
    with database.reading() as session:
        return standing_page(session, database, actor, COURSE, after(days=days))


def home(database: Database, actor: Actor, *, days: float = 5) -> HomePage:
    with database.reading() as session:
        return home_page(session, database, actor, COURSE, after(days=days))


def test_standing_says_on_what_each_state_rests(clinic: Database, maren: Actor, sven: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after(hours=1))
    begin(clinic, maren, "presence", after(hours=2))
    excuse(clinic, sven, maren, f"module:{SCREENING}")

    page = person(clinic, sven, maren)

    assert [(item.title, item.state, item.evidence) for item in page.items] == [
        ("Routes", State.DONE, "3 of 3 sections finished. One attempt: best result 100 %, passed."),
        ("Screening", State.EXCUSED, "0 of 2 sections finished. No attempt at the quiz."),
        ("Presence", State.QUIZ_OPEN, "0 of 1 section finished. One attempt, not handed in."),
        ("Where you begin", State.NOT_STARTED, "No attempt at the quiz."),
    ]
    excused = page.items[1].excused
    assert excused is not None
    assert (excused.by, excused.at, excused.words) == ("Sven", after(days=2).at, WHY)
    assert page.items[0].completed_at == after(hours=1).at


def test_the_reasons_are_word_for_word_those_of_the_trainee(clinic: Database, maren: Actor, sven: Actor) -> None:
    finish(clinic, maren, "routes", {}, after())
    excuse(clinic, sven, maren, "quiz:begin")

    assert person(clinic, sven, maren).unmet == tuple(unmet for unmet, _ in standing(clinic, maren).unmet)


def test_a_trainee_sees_by_whom_they_are_excused_and_the_reason_only_where_it_is_shared(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    excuse(clinic, sven, maren, f"module:{ROUTES}", shared=True)
    excuse(clinic, sven, maren, "quiz:begin", seen=1)

    page = standing(clinic, maren)

    assert {(row.title, row.said.by, row.said.is_shared) for row in page.excused} == {
        ("Where you begin", "Sven", False),
        ("Routes", "Sven", True),
    }
    assert {"Routes", "Where you begin"}.isdisjoint(unmet.title for unmet, _ in page.unmet)
    assert page.rules == ("Finish every section of 2 modules.", "Pass the quizzes of 2 modules.")


def test_an_excused_item_is_no_part_of_what_is_left_to_do(clinic: Database, maren: Actor, sven: Actor) -> None:
    finish(clinic, maren, "begin", {}, after())
    assert (home(clinic, maren).done, home(clinic, maren).total) == (1, 4)
    excuse(clinic, sven, maren, f"module:{ROUTES}")

    page = home(clinic, maren)

    assert (page.done, page.total) == (1, 3)
    assert [row.state for row in page.areas[0].modules] == [State.EXCUSED, State.NOT_STARTED]
    assert page.next is not None
    assert page.next.title == "Screening"


def test_a_cohort_shows_who_is_excused(clinic: Database, maren: Actor, sven: Actor) -> None:
    excuse(clinic, sven, maren, f"module:{ROUTES}")
    with clinic.reading() as session:
        cohort = session.scalars(select(Cohort.id).where(Cohort.name == "Evening")).one()
        page = cohort_page(session, clinic, sven, cohort, after(days=3))

    [row] = [row for row in page.people if row.name == "Maren"]
    assert row.across.cells[0].state is State.EXCUSED


def test_while_somebody_pauses_nothing_is_overdue(clinic: Database, maren: Actor, sven: Actor) -> None:
    assert {item.state for item in person(clinic, sven, maren, days=61).items} == {State.OVERDUE}
    pause(clinic, sven, maren)

    assert {item.state for item in person(clinic, sven, maren, days=61).items} == {State.NOT_STARTED}
    assert {row.state for area in home(clinic, maren, days=61).areas for row in area.modules} == {State.NOT_STARTED}
    assert standing(clinic, maren).paused_on == after(days=3).today


def test_decisions_offer_what_is_asked_and_tell_what_was_decided(clinic: Database, maren: Actor, sven: Actor) -> None:
    excuse(clinic, sven, maren, f"module:{ROUTES}")
    begin(clinic, maren, "presence", after(days=2))

    page = decisions(clinic, sven, maren)

    assert page.choices == (
        (f"module:{SCREENING}", "Screening"),
        ("quiz:screening", "Quiz: Screening"),
        (f"module:{PRESENCE}", "Presence"),
        ("quiz:presence", "Quiz: Presence"),
        ("quiz:begin", "Quiz: Where you begin"),
    )
    assert [(each.row.title, each.row.said.words) for each in page.excusals] == [("Routes", WHY)]
    assert (page.excusals_seen, page.placements_seen, page.open_quizzes) == (1, 1, ("Presence",))
    assert page.cohorts == ()
    assert [name for _, name in decisions(clinic, actor_of(clinic, ADA), maren).cohorts] == [DAY]


def test_a_withdrawal_offers_what_was_completed_because_of_the_excusal(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    reading.finish_section(clinic, maren, COURSE, PRESENCE, "return", after())
    excuse(clinic, sven, maren, "quiz:presence")

    [each] = decisions(clinic, sven, maren).excusals
    assert each.completed == ("Presence",)


def test_the_timeline_tells_everything_in_words_the_newest_first(clinic: Database, maren: Actor, sven: Actor) -> None:
    busy = make_busy(clinic)
    pause(clinic, sven, maren)
    supervisor_notes.add_note(
        clinic, sven, enrolment_of(clinic, maren), "For us.", is_shared=False, seen=0, now=after(days=14)
    )

    page = timeline(clinic, sven, maren)

    sentences = [event.sentence for event in page.events]
    assert sentences[0] == "A note for supervisors."
    assert sentences[-1] == "Joined, in the cohort “Evening”."
    assert "Asked for another attempt at “Routes”." in sentences
    assert "2 further attempts at “Routes” were opened." in sentences
    assert "“Routes” was found complete." in sentences
    assert "Finished the section “Peak” of “Routes”." in sentences
    assert [event.at for event in page.events] == sorted((event.at for event in page.events), reverse=True)
    linked = {event.attempt_id for event in page.events if event.attempt_id}
    assert set(busy.explained) <= linked
    assert (page.number, page.newer, page.older) == (1, None, None)


def test_the_timeline_is_filtered_by_kind_and_an_unknown_kind_is_every_kind(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    reading.finish_section(clinic, maren, COURSE, ROUTES, "peak", after())
    finish(clinic, maren, "routes", {}, after(hours=1))
    excuse(clinic, sven, maren, "quiz:begin")

    def told(kind: str) -> list[str]:
        return [event.sentence for event in timeline(clinic, sven, maren, kind).events]

    assert sorted(told("reading")) == [
        "Finished the section “Peak” of “Routes”.",
        "Opened the section “Peak” of “Routes”.",
    ]
    assert told("quizzes") == [
        "Attempt 1 at “Routes” was handed in: 0 %, not passed.",
        "Began attempt 1 at “Routes”.",
    ]
    assert told("decisions") == ["Excused from “Where you begin”.", "Joined, in the cohort “Evening”."]
    assert told("completed") == told("practice") == []
    assert len(told("nonsense")) == len(told("")) == 6


def test_the_timeline_is_paged(clinic: Database, maren: Actor, sven: Actor) -> None:
    for number in range(ON_A_PAGE + 5):
        words = f"Note {number}"
        supervisor_notes.add_note(
            clinic, sven, enrolment_of(clinic, maren), words, is_shared=False, seen=number, now=after(minutes=number)
        )

    first, second = (timeline(clinic, sven, maren, "", number) for number in (1, 2))

    assert [event.words for event in first.events] == [f"Note {number}" for number in range(54, 4, -1)]
    assert [event.words for event in second.events] == ["Note 4", "Note 3", "Note 2", "Note 1", "Note 0", ""]
    assert (first.newer, first.older, second.newer, second.older) == (None, 2, 1, None)
    assert timeline(clinic, sven, maren, "", 0).number == 1
    assert timeline(clinic, sven, maren, "", 999_999_999).events == ()


def test_the_timeline_names_what_is_no_longer_published_as_it_was(clinic: Database, maren: Actor, sven: Actor) -> None:
    reading.finish_section(clinic, maren, COURSE, PRESENCE, "return", after())
    text = module_file("Presence", "S1", "## Staying {#staying}\n\nStay a while.\n")
    publish(clinic, care_course({"curriculum/sessions/presence.md": text}), after(days=1))
    list(refold_outdated(clinic, after(days=1)))

    told = {event.sentence for event in timeline(clinic, sven, maren, "reading").events}
    assert told == {
        "Opened the section “The return” of “Presence”.",
        "Finished the section “The return” of “Presence”.",
    }


def test_an_attempt_that_a_pause_handed_in_says_so(clinic: Database, maren: Actor, sven: Actor) -> None:
    attempt = begin(clinic, maren, "routes", after(days=2))
    pause(clinic, sven, maren)

    with clinic.reading() as session:
        page = result_page(session, clinic, maren, attempt.id)
    assert page is not None
    assert (page.was_closed_by_pause, page.was_closed_by_time) == (True, False)


def test_the_pages_about_somebody_whom_one_does_not_supervise_are_not_there(
    clinic: Database, maren: Actor, jonas: Actor, sven: Actor
) -> None:
    ada = actor_of(clinic, ADA)
    with clinic.reading() as session:
        day = session.scalars(select(Cohort.id).where(Cohort.name == DAY)).one()
    for actor in (maren, jonas, actor_of(clinic, DORA), actor_of(clinic, ILSE)):
        for page in (decisions, timeline):
            with pytest.raises(NotFound):
                page(clinic, actor, maren)
    for actor, cohort in ((sven, day), (ada, UUID(int=3)), (ada, decided_cohort(clinic, maren))):
        with clinic.reading() as session, pytest.raises(NotFound):
            transfer_page(session, clinic, actor, enrolment_of(clinic, maren), cohort, after(days=1))


def decided_cohort(database: Database, of: Actor) -> UUID:
    with database.reading() as session:
        return session.scalars(select(Cohort.id).where(Cohort.name == "Evening")).one()


def test_no_excusal_is_told_to_who_has_none(clinic: Database, maren: Actor) -> None:
    assert standing(clinic, maren).excused == ()
    with clinic.reading() as session:
        assert session.scalars(select(Excusal)).all() == []
