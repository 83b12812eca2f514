"""A trainee opens and finishes sections, and answers knowledge checks."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.folding import refold
from trainer.actions.open_module import OpenModule, hold_open_module
from trainer.clock import Now
from trainer.curriculum.outline import ModuleOutline
from trainer.errors import Invalid, NotFound
from trainer.quizzes.asking import read
from trainer.quizzes.checks import find_check
from trainer.quizzes.questions.question import BLANK
from trainer.quizzes.response_text import chosen_to_json, written_to_json
from trainer.storage.adding import add, add_once, add_words
from trainer.storage.answers import latest_check_answers
from trainer.storage.database import Database
from trainer.storage.learning import CheckAnswer, Reading


def open_section(database: Database, actor: Actor, course: str, module: str, section: str, now: Now) -> None:
    """Record that a section came into view. The first opening of a module moves its standing."""
    with database.writing() as session:
        place = hold_open_module(session, database, actor, course, module, now)
        _require_section(place.module, section)
        if record_reading(session, actor, place, section, "opened", now):
            refold(session, database, place.enrolment, actor.person_id, now)
        session.commit()


def finish_section(database: Database, actor: Actor, course: str, module: str, section: str, now: Now) -> None:
    """Record that a section was read to its end, in the revision that is published now; twice does nothing more."""
    with database.writing() as session:
        place = hold_open_module(session, database, actor, course, module, now)
        _require_section(place.module, section)
        is_new = record_reading(session, actor, place, section, "finished", now)
        record_reading(session, actor, place, section, "opened", now)
        if is_new:
            refold(session, database, place.enrolment, actor.person_id, now)
        session.commit()


def answer_check(
    database: Database,
    actor: Actor,
    course: str,
    module: str,
    check: str,
    form: Mapping[str, Sequence[str]],
    now: Now,
) -> None:
    """Record an answer to a knowledge check, named by its code; the same answer again adds nothing.

    Raises Invalid where the form holds no answer.
    """
    with database.writing() as session:
        place = hold_open_module(session, database, actor, course, module, now)
        source = database.library.module(session, place.revision.revision_id)
        found = find_check(source.checks, place.revision.revision_id.hex, check)
        if found is None:
            raise NotFound("There is no such question here.")
        response = read(found.question, found.placed, found.salt, form)
        if isinstance(response, str):
            raise Invalid([("", response)])
        if response == BLANK:
            raise Invalid([("", "Choose an answer first.")])
        last = latest_check_answers(session, place.enrolment.enrolment_id, place.revision.revision_id).get(found.id)
        if last and last.response == response:
            return
        text_id, digest = None, None
        if response.written:
            text_id, digest = add_words(session, actor.person_id, "check answer", written_to_json(response))
        kept = CheckAnswer(
            person_id=actor.person_id,
            actor_id=actor.person_id,
            at=now.at,
            enrolment_id=place.enrolment.enrolment_id,
            revision_id=place.revision.revision_id,
            edition_id=place.enrolment.edition_id,
            check_id=found.id,
            number=last.number + 1 if last else 1,
            chosen=chosen_to_json(response),
            text_id=text_id,
            text_digest=digest,
        )
        add(session, kept)
        session.commit()


def _require_section(module: ModuleOutline, section: str) -> None:
    if section not in {each.id for each in module.sections}:
        raise NotFound("This section is no longer part of the module.")


def record_reading(session: Session, actor: Actor, place: OpenModule, section: str, kind: str, now: Now) -> bool:
    """Record that a section was "opened" or "finished", in the caller's transaction; tells whether that is new."""
    return add_once(
        session,
        Reading,
        person_id=actor.person_id,
        actor_id=actor.person_id,
        at=now.at,
        enrolment_id=place.enrolment.enrolment_id,
        revision_id=place.revision.revision_id,
        edition_id=place.enrolment.edition_id,
        section=section,
        kind=kind,
    )
