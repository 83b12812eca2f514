"""Keeps what could tell who a client is out of words, unless somebody says why they may stay."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.curriculum.client_privacy import LONGEST_REASON, client_details, problems_of_details
from trainer.curriculum.note_words import cleaned
from trainer.errors import Invalid
from trainer.storage.adding import add, add_words
from trainer.storage.ledger import OverruledWarning


def require_no_details(field: str, words: str, reason: str, shown: Collection[str]) -> int:
    """How many passages stay because of the reason; `words` are cleaned, `shown` is what the form had shown of them.

    Raises Invalid where something is found and there is no reason, or where something is found that was not shown
    when the reason was written.
    """
    found = client_details(words)
    if not found:
        return 0
    given = cleaned(reason)
    problems = []
    if not given:
        problems = problems_of_details(field, words)
        problems.append(("reason", "Change the words; or, if nobody can be recognized by them, say here why."))
    elif any(passage.words not in shown for passage in found):
        problems = problems_of_details(field, words)
        problems.append(("reason", "More was found than you were shown. Look again whether the reason holds for it."))
    elif len(given) > LONGEST_REASON:
        problems = [("reason", f"Shorten the reason to {LONGEST_REASON:,} characters.")]
    if problems:
        raise Invalid(problems)
    return len(found)


def keep_overruling(
    session: Session,
    actor_id: UUID,
    enrolment_id: UUID,
    found: int,
    reason: str,
    now: Now,
    *,
    entry_id: UUID | None = None,
    encounter_id: UUID | None = None,
    person_id: UUID | None = None,
) -> None:
    """Add the fact that words stay in which `found` passages were found, and why; nothing where none was.

    It concerns `person_id`, the actor where nobody else is named.
    """
    if not found:
        return
    text_id, digest = add_words(session, actor_id, "overruling", cleaned(reason))
    fact = OverruledWarning(
        person_id=person_id or actor_id,
        actor_id=actor_id,
        at=now.at,
        enrolment_id=enrolment_id,
        entry_id=entry_id,
        encounter_id=encounter_id,
        found=found,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, fact)
