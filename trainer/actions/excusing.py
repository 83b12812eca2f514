"""A supervisor excuses somebody from what completion asks for, or takes that back."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.folding import refold
from trainer.actions.held_enrolment import hold_supervised, is_repeat, require_words
from trainer.clock import Now
from trainer.curriculum.excusing import excusable, resting_on
from trainer.errors import Invalid, NotFound
from trainer.storage.adding import add, add_words
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.learning import Completion
from trainer.storage.standings import current_standings
from trainer.storage.supervising import Excusal, Withdrawal

_WHY = "Write in a sentence why; it is kept with the record."


def excuse(
    database: Database,
    actor: Actor,
    enrolment_id: UUID,
    item: str,
    reason: str,
    *,
    is_shared: bool,
    seen: int,
    now: Now,
) -> None:
    """Ask an item of somebody no more; where the course is complete without it, it completes in the same commit.

    `seen` is how many excusals and withdrawals the enrolment had when the form was made, so that a double click
    excuses once. The trainee reads the reason where it `is_shared`. Raises NotFound, Invalid, Stale.
    """
    with database.writing() as session:
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        words = require_words("reason", reason, _WHY)
        earlier = _earlier(session, enrolment_id)
        if len(earlier) != seen:
            last = earlier[-1]
            is_repeat(session, actor, last.actor_id, last.text_id, words)
            return
        _require_open(session, database, enrolment, item, now)
        number = sum(each.item == item for each in earlier) + 1
        _add(session, actor, enrolment, now, item=item, number=number, words=words, is_shared=is_shared)
        audit(session, actor, "record:item:excused", f"enrolment:{enrolment_id} {item}", now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()


def withdraw_excusal(
    database: Database,
    actor: Actor,
    enrolment_id: UUID,
    excusal_id: UUID,
    reason: str,
    *,
    is_shared: bool,
    completions_too: bool,
    now: Now,
) -> None:
    """Ask an excused item again.

    What was completed because of it stays complete unless `completions_too`: then every completion that rests on
    it is withdrawn for the same reason. An excusal that was withdrawn before is left as it is, unless for another
    reason. Raises NotFound, Invalid, Stale.
    """
    with database.writing() as session:
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        earlier = _earlier(session, enrolment_id)
        excusal = next((each for each in earlier if each.id == excusal_id and each.withdraws_id is None), None)
        if excusal is None:
            raise NotFound("There is no such excusal.")
        words = require_words("reason", reason, _WHY)
        lifting = next((each for each in earlier if each.withdraws_id == excusal_id), None)
        if lifting:
            is_repeat(session, actor, lifting.actor_id, lifting.text_id, words)
            return
        number = sum(each.item == excusal.item for each in earlier) + 1
        lifted = _add(
            session,
            actor,
            enrolment,
            now,
            item=excusal.item,
            number=number,
            words=words,
            is_shared=is_shared,
            withdraws_id=excusal_id,
        )
        if completions_too:
            _withdraw_completions(session, actor, enrolment, lifted, now)
        audit(session, actor, "record:excusal:withdrawn", f"enrolment:{enrolment_id} {excusal.item}", now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()


def _earlier(session: Session, enrolment_id: UUID) -> list[Excusal]:
    found = select(Excusal).where(Excusal.enrolment_id == enrolment_id).order_by(Excusal.at, Excusal.number)
    return list(session.scalars(found))


def _require_open(session: Session, database: Database, enrolment: EnrolmentRow, item: str, now: Now) -> None:
    outline = database.library.edition(session, enrolment.edition_id).outline
    rules = database.library.rules(session, enrolment.rules_revision_id)
    standings = current_standings(session, database.library, enrolment, now.at)
    if item not in excusable(outline, rules, standings):
        message = "Choose something that is asked and not done yet; what is done needs no excuse."
        raise Invalid([("item", message)])


def _add(
    session: Session,
    actor: Actor,
    enrolment: EnrolmentRow,
    now: Now,
    *,
    item: str,
    number: int,
    words: str,
    is_shared: bool,
    withdraws_id: UUID | None = None,
) -> Excusal:
    text_id, digest = add_words(session, actor.person_id, "excusal", words)
    excusal = Excusal(
        person_id=enrolment.person_id,
        actor_id=actor.person_id,
        at=now.at,
        enrolment_id=enrolment.enrolment_id,
        item=item,
        number=number,
        withdraws_id=withdraws_id,
        is_shared=is_shared,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, excusal)
    return excusal


def _withdraw_completions(session: Session, actor: Actor, enrolment: EnrolmentRow, lifted: Excusal, now: Now) -> None:
    """Withdraw what rests on an excusal, and what rests on that."""
    rows = session.execute(
        select(Completion.id, Completion.counted)
        .outerjoin(Withdrawal, Withdrawal.completion_id == Completion.id)
        .where(Completion.enrolment_id == enrolment.enrolment_id, Withdrawal.id.is_(None))
    ).all()
    for completion_id in resting_on(lifted.withdraws_id, [(row.id, row.counted) for row in rows]):
        withdrawal = Withdrawal(
            person_id=enrolment.person_id,
            actor_id=actor.person_id,
            at=now.at,
            enrolment_id=enrolment.enrolment_id,
            completion_id=completion_id,
            text_id=lifted.text_id,
            text_digest=lifted.text_digest,
        )
        add(session, withdrawal)
        audit(session, actor, "record:completion:withdrawn", f"completion:{completion_id}", now)
