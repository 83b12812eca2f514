"""An administrator says for how long a kind of record is kept."""

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.clock import Now
from trainer.curriculum.retention import RecordKind, Rule, problems_of_rule
from trainer.errors import Invalid, NotAllowed, Stale
from trainer.storage.adding import add, add_words, lock_name
from trainer.storage.database import Database
from trainer.storage.retention import RetentionRule
from trainer.storage.retention_rows import rules_of_retention

LONGEST_REASON = 1000


def set_rule(
    database: Database, actor: Actor, kind: RecordKind, *, length: int, stays: bool, seen: int, reason: str, now: Now
) -> bool:
    """Keep a kind of record for as long as said from now on; False where that holds already.

    `seen` is the number of the rule that the form showed. Raises Stale where another was set since, and Invalid.
    """
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator says how long records are kept.")
    reason = reason.strip()
    rule = Rule(kind=kind, length=length, stays=stays, number=seen + 1)
    problems = problems_of_rule(rule)
    if not reason:
        problems.append(("reason", "Say why: whoever administers after you reads it."))
    elif len(reason) > LONGEST_REASON:
        problems.append(("reason", f"Shorten the reason to {LONGEST_REASON:,} characters."))
    if problems:
        raise Invalid(problems)
    with database.writing() as session:
        lock_name(session, f"retention of {kind}")
        current = rules_of_retention(session)[kind]
        if (current.length, current.stays) == (length, stays):
            return False
        if current.number != seen:
            raise Stale("Somebody else set this meanwhile.", current)
        text_id, digest = add_words(session, actor.person_id, "retention", reason)
        fact = RetentionRule(
            person_id=actor.person_id,
            actor_id=actor.person_id,
            at=now.at,
            kind=kind.value,
            number=rule.number,
            length=length,
            is_kept=stays,
            text_id=text_id,
            text_digest=digest,
        )
        add(session, fact)
        audit(
            session,
            actor,
            "people:retention:set",
            f"retention:{kind.value} {length} {'stays' if stays else 'goes'}",
            now,
        )
        session.commit()
    return True
