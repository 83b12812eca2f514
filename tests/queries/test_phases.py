"""The modules by phase: where one stands in each, what is open next, and why the rest is closed."""

import pytest

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.care_course import PRESENCE, ROUTES, SCREENING, care_course
from tests.support.clinic import COURSE, ILSE, NILS, actor_of, after, publish
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.folding import refold_outdated
from trainer.curriculum.phases import Phase
from trainer.curriculum.state import State
from trainer.errors import NotFound
from trainer.queries.phases import PhaseCard, PhasesPage, phases_page
from trainer.storage.database import Database


def page_of(database: Database, actor: Actor) -> PhasesPage:
    with database.reading() as session:
        return phases_page(session, database, actor, COURSE, after(days=1))


def cards(database: Database, actor: Actor) -> dict[Phase | None, PhaseCard]:
    return {card.phase: card for card in page_of(database, actor).phases}


def next_in(card: PhaseCard) -> str | None:
    return card.next.key if card.next else None


def use(database: Database, phases: dict[str, str]) -> None:
    """Publish the course with modules that are used in these phases."""
    changed = {}
    for module, words in phases.items():
        path = f"curriculum/{module}.md"
        changed[path] = care_course()[path].decode().replace("phases: [dosing]", f"phases: [{words}]")
    publish(database, care_course(changed), after())
    list(refold_outdated(database, after()))


def test_a_module_stands_in_each_of_its_phases_in_the_courses_order(clinic: Database, maren: Actor) -> None:
    use(clinic, {ROUTES: "preparation, dosing", SCREENING: "screening", PRESENCE: "preparation"})

    found = {phase: [row.key for row in card.modules] for phase, card in cards(clinic, maren).items()}

    assert found == {
        Phase.SCREENING: [SCREENING],
        Phase.PREPARATION: [ROUTES, PRESENCE],
        Phase.DOSING: [ROUTES],
        Phase.INTEGRATION: [],
    }
    assert cards(clinic, maren)[Phase.PREPARATION].minutes == 40


def test_a_phase_says_what_is_open_next_in_it_and_why_the_rest_is_closed(clinic: Database, maren: Actor) -> None:
    use(clinic, {ROUTES: "preparation", SCREENING: "dosing", PRESENCE: "preparation"})
    before = cards(clinic, maren)
    [closed] = before[Phase.DOSING].modules
    assert (before[Phase.PREPARATION].done, next_in(before[Phase.PREPARATION])) == (0, ROUTES)
    assert (closed.url, closed.why, next_in(before[Phase.DOSING])) == ("", "Opens when “Routes” is done", None)

    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())

    now = cards(clinic, maren)
    assert [row.state for row in now[Phase.PREPARATION].modules] == [State.DONE, State.NOT_STARTED]
    assert (now[Phase.PREPARATION].done, next_in(now[Phase.PREPARATION])) == (1, PRESENCE)
    assert next_in(now[Phase.DOSING]) == SCREENING


def test_modules_that_name_no_phase_are_not_lost(clinic: Database, maren: Actor) -> None:
    assert None not in cards(clinic, maren)

    use(clinic, {PRESENCE: ""})

    assert [row.key for row in cards(clinic, maren)[None].modules] == [PRESENCE]


def test_staff_read_everything_by_phase_too_and_others_nothing(clinic: Database) -> None:
    page = page_of(clinic, actor_of(clinic, ILSE))
    assert (page.course.is_enrolled, all(row.is_open for card in page.phases for row in card.modules)) == (False, True)
    with pytest.raises(NotFound):
        page_of(clinic, actor_of(clinic, NILS))
