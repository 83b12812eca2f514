"""A trainee plays a branching case: begins a run, and chooses."""

import secrets
from uuid import UUID, uuid4

from trainer.access import Actor, require_own
from trainer.actions.own_enrolment import hold_own_enrolment
from trainer.clock import Now
from trainer.errors import Invalid, NotFound
from trainer.quizzes.cases.codes import coded, salt_of
from trainer.quizzes.cases.playing import draw_variation, play
from trainer.storage.adding import add_once, add_values, lock_enrolment
from trainer.storage.case_rows import run_by_id, runs_of_case
from trainer.storage.cases import CaseChoice, CaseRun
from trainer.storage.database import Database


def begin(database: Database, actor: Actor, course: str, slug: str, now: Now) -> UUID:
    """Begin a run, or give back the one that is not over, so that a double click begins one.

    It is played by the revision that is published now, in another variation than the last run. Raises NotFound.
    """
    with database.writing() as session:
        enrolment, edition = hold_own_enrolment(session, database, actor, course, now)
        outline = edition.outline.case(slug)
        if outline is None:
            raise NotFound("There is no such case.")
        ref = edition.revisions[outline.path]
        earlier = runs_of_case(session, enrolment.enrolment_id, ref.document_id)
        last = earlier[-1] if earlier else None
        if last:
            played = play(database.library.case(session, last.revision_id), last.variation, last.choices)
            if not played.is_over:
                return last.id
        case = database.library.case(session, ref.revision_id)
        values = {
            "id": uuid4(),
            "person_id": actor.person_id,
            "actor_id": actor.person_id,
            "at": now.at,
            "enrolment_id": enrolment.enrolment_id,
            "document_id": ref.document_id,
            "number": last.number + 1 if last else 1,
            "revision_id": ref.revision_id,
            "edition_id": enrolment.edition_id,
            "variation": draw_variation(case, last.variation if last else None, secrets.randbits(32)),
        }
        add_values(session, CaseRun, values)
        session.commit()
        return UUID(str(values["id"]))


def choose(database: Database, actor: Actor, run_id: UUID, seen: int, chosen: str, now: Now) -> bool:
    """Make the choice that a form names by its code, after the `seen` choices that it saw; tells whether it stands.

    Sent twice it is made once. A form that saw less than was chosen by now changes nothing: the run stands where it
    stands. Raises NotFound for somebody else's run, Invalid where the scene offers no such choice.
    """
    with database.writing() as session:
        found = run_by_id(session, run_id)
        if found is None:
            raise NotFound("There is no such run.")
        require_own(actor, found.person_id)
        lock_enrolment(session, found.enrolment_id)
        found = run_by_id(session, run_id) or found
        played = play(database.library.case(session, found.revision_id), found.variation, found.choices)
        salt = salt_of(found.id, found.revision_id)
        if 0 <= seen < len(played.steps):
            step = played.steps[seen]
            return coded(step.scene, salt).get(chosen) == step.choice
        if seen != len(played.steps) or played.is_over:
            return False
        choice = coded(played.scene, salt).get(chosen)
        if choice is None:
            raise Invalid([("choice", "Choose what you do first.")])
        is_made = add_once(
            session,
            CaseChoice,
            id=uuid4(),
            person_id=actor.person_id,
            actor_id=actor.person_id,
            at=now.at,
            run_id=found.id,
            number=seen + 1,
            choice=choice.id,
            minutes=choice.minutes,
        )
        session.commit()
        return is_made
