"""The clinic's course with practicum, consultation and drills asked for beside its modules."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from tests.support.care_course import care_course
from tests.support.clinic import COURSE, after, publish
from tests.support.courses import COURSE_FILE
from trainer.access import Actor
from trainer.actions import ledger
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.curriculum.ledger import Typed
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.enrolments import own_enrolment
from trainer.storage.ledger_rows import LedgerRow, codes_of, ledger_of

OBSERVED: Final = "practicum:observed"
CONSULTED: Final = "practicum:consultation"
DRILLS: Final = "meetings:drills"
ASKED: Final = """\
complete_when: {modules: all, quizzes: passed}
requirements:
  practicum:
    - {id: observed, title: Observed sessions, count: 2, roles: [observer], phases: [dosing], routes: 2}
    - {id: consultation, title: Consultation, hours: 1}
  meetings:
    - {id: drills, title: Emergency drills, count: 2}
"""
REFLECTION: Final = "I wanted to speak, and stayed silent."


def ask_for_practicum(database: Database) -> Database:
    """Publish the course anew, with practicum and drills asked of everybody from now on."""
    files = care_course()
    files[COURSE_FILE] += ASKED.encode()
    publish(database, files, after(), Options(harder_from=after().today))
    for _ in refold_outdated(database, after()):
        pass
    return database


def code_for(database: Database, actor: Actor) -> str:
    """A new code for a client."""
    seen = codes(database, actor)
    ledger.give_code(database, actor, COURSE, len(seen), after())
    return codes(database, actor)[-1]


def codes(database: Database, actor: Actor) -> list[str]:
    """The codes that somebody was given."""
    with database.reading() as session:
        return list(codes_of(session, _enrolment(database, actor)))


def observed(client: str, supervisor: Actor, **changes: Any) -> Typed:  # the fields of Typed
    """What is typed of a dosing session that was observed ten days before now."""
    typed = Typed(
        item=OBSERVED,
        held_on=after().today.isoformat(),
        minutes="120",
        phase="dosing",
        role="observer",
        route="intramuscular",
        code=client,
        supervisor=str(supervisor.person_id),
        reflection=REFLECTION,
    )
    return replace(typed, **changes)


def consulted(supervisor: Actor, **changes: Any) -> Typed:  # the fields of Typed
    """What is typed of a consultation, which has no client, phase or route."""
    typed = Typed(
        item=CONSULTED,
        held_on=after().today.isoformat(),
        minutes="60",
        role="individual-consultation",
        supervisor=str(supervisor.person_id),
    )
    return replace(typed, **changes)


def enter(database: Database, actor: Actor, typed: Typed, *, hours: float = 1, seen: int | None = None) -> UUID:
    """Add an entry some hours after everybody joined."""
    there = len(entries(database, actor)) if seen is None else seen
    return ledger.add_entry(database, actor, COURSE, typed, (), there, after(hours=hours))


def entries(database: Database, actor: Actor) -> tuple[LedgerRow, ...]:
    """Somebody's whole ledger."""
    with database.reading() as session:
        return ledger_of(session, _enrolment(database, actor))


def cohort_id(database: Database, name: str) -> UUID:
    """The id of a cohort of the clinic."""
    with database.reading() as session:
        return session.scalars(select(Cohort.id).where(Cohort.name == name)).one()


def _enrolment(database: Database, actor: Actor) -> UUID:
    with database.reading() as session:
        enrolment = own_enrolment(session, actor.person_id, COURSE, after().today)
    assert enrolment is not None
    return enrolment.enrolment_id
