"""A supervisor marks an answer with its rubric."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.marking_results import give_result
from trainer.clock import Now
from trainer.curriculum import plain
from trainer.curriculum.note_words import cleaned
from trainer.errors import Invalid, NotFound, Stale
from trainer.quizzes.marking import Marking, Turn, next_turn, settled
from trainer.quizzes.questions.extended import Extended
from trainer.storage.adding import add, add_words, lock_enrolment
from trainer.storage.database import Database
from trainer.storage.marking import MarkingDraft, MarkingRow
from trainer.storage.marking_rows import Given, ToMark, answer_to_mark, may_mark

LONGEST: Final = 4_000
_MISSING: Final = "There is no such page."
_MEANWHILE: Final = "Somebody marked this answer since this page was opened. Look at it as it is now."


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a marker's form carries: the rubric's items that the answer received, and words for who wrote it.

    `has_none` says that it received none of them; without it a form in which nothing is ticked is not done yet.
    `seen` is how many markings of the answer the form could show, `draft` how often the draft had been saved.
    """

    items: frozenset[str]
    words: str
    seen: int
    draft: int
    has_none: bool = False


def save_draft(database: Database, actor: Actor, answer_id: UUID, judgement: Judgement, now: Now) -> int:
    """Keep what a marker has decided so far for their eyes alone; gives the number that the next save carries.

    Raises Stale where another page of the marker's saved something else; Invalid; NotFound.
    """
    words = _bounded(judgement.words)
    with database.writing() as session:
        answer, question = _hold(session, database, actor, answer_id)
        items = plain.to_text(sorted(_known(question, judgement.items)))
        draft = session.get(MarkingDraft, (answer.id, actor.person_id))
        if draft and (draft.items, draft.words) == (items, words):
            return draft.number
        if (draft.number if draft else 0) != judgement.draft:
            raise Stale("You marked this answer on another page after this one was opened. Nothing of it is lost.")
        number = judgement.draft + 1
        if draft is None:
            add(
                session,
                MarkingDraft(
                    answer_id=answer.id,
                    person_id=actor.person_id,
                    items=items,
                    words=words,
                    number=number,
                    changed_at=now.at,
                ),
            )
        else:
            draft.items, draft.words, draft.number, draft.changed_at = items, words, number, now.at
        session.commit()
    return number


def mark(database: Database, actor: Actor, answer_id: UUID, judgement: Judgement, now: Now) -> None:
    """Mark an answer at the turn that it is; where everything of its attempt is marked, its result is given.

    Sent twice, the first counts. Raises Stale where somebody marked it meanwhile; Invalid; NotFound.
    """
    words = _bounded(judgement.words)
    with database.writing() as session:
        answer, question = _hold(session, database, actor, answer_id)
        received = _chosen(question, judgement)
        if _is_repeat(answer, actor, received, words):
            return
        turn = next_turn(question, answer.markings, actor.person_id)
        # A second marker sees nothing of the first, so a form opened as the first serves for the second.
        if turn is None or (turn is Turn.DECISION and judgement.seen != len(answer.given)):
            raise Stale(_MEANWHILE)
        _add(session, actor, answer, turn, received, words, now)
        give_result(session, database, actor, answer.attempt_id, now)
        session.commit()


def correct(database: Database, actor: Actor, answer_id: UUID, judgement: Judgement, now: Now) -> None:
    """Mark a settled answer anew, with words that say why; the result follows as a new score, the earlier one stays.

    Raises Stale where somebody marked it meanwhile; Invalid; NotFound.
    """
    words = _bounded(judgement.words)
    if not words:
        raise Invalid([("words", "Write why the marking changes; the person who wrote the answer reads it.")])
    with database.writing() as session:
        answer, question = _hold(session, database, actor, answer_id)
        received = _chosen(question, judgement)
        if _is_repeat(answer, actor, received, words):
            return
        stands = settled(question, answer.markings)
        if stands is None or judgement.seen != len(answer.given):
            raise Stale(_MEANWHILE)
        if received == stands.received:
            raise Invalid([("items", "These are the items that the answer has; choose others, or leave it.")])
        _add(session, actor, answer, Turn.CORRECTION, received, words, now)
        give_result(session, database, actor, answer.attempt_id, now)
        session.commit()


def _hold(session: Session, database: Database, actor: Actor, answer_id: UUID) -> tuple[ToMark, Extended]:
    """An answer that the actor may mark, held so that nobody else marks it at this moment."""
    answer = answer_to_mark(session, answer_id)
    if answer is None or not may_mark(actor, answer):
        raise NotFound(_MISSING)
    lock_enrolment(session, answer.enrolment_id)
    held = answer_to_mark(session, answer_id)  # read anew: the lock may have waited for another marker
    question = database.library.quiz(session, answer.revision_id).question(answer.question)
    if held is None or not isinstance(question, Extended):
        raise NotFound(_MISSING)
    return held, question


def _known(question: Extended, items: Iterable[str]) -> frozenset[str]:
    chosen = frozenset(items)
    if not chosen <= question.keys():
        raise Invalid([("items", "The rubric has no such item; open the answer again.")])
    return chosen


def _chosen(question: Extended, judgement: Judgement) -> frozenset[str]:
    received = _known(question, judgement.items)
    if not received and not judgement.has_none:
        raise Invalid([("items", "Choose what the answer has, or say that it has none of it.")])
    if received and judgement.has_none:
        raise Invalid([("items", "You chose items, and also that the answer has none of them; take one of both away.")])
    return received


def _bounded(words: str) -> str:
    words = cleaned(words)
    if len(words) > LONGEST:
        raise Invalid([("words", f"Shorten this to {LONGEST:,} characters; it has {len(words):,}.")])
    return words


def _is_repeat(answer: ToMark, actor: Actor, received: frozenset[str], words: str) -> bool:
    """Whether the actor's latest marking says what is sent now: the second click of a double one."""
    own = [each for each in answer.given if each.marking.marker_id == actor.person_id]
    return bool(own) and _said(own[-1]) == (received, words) and own[-1] is answer.given[-1]


def _said(given: Given) -> tuple[frozenset[str], str]:
    return given.marking.received, given.words or ""


def _add(
    session: Session, actor: Actor, answer: ToMark, turn: Turn, received: frozenset[str], words: str, now: Now
) -> Marking:
    text_id, digest = add_words(session, actor.person_id, "marking", words) if words else (None, None)
    row = MarkingRow(
        id=uuid4(),
        person_id=answer.person_id,
        actor_id=actor.person_id,
        at=now.at,
        answer_id=answer.id,
        number=len(answer.given) + 1,
        turn=turn.value,
        items=plain.to_text(sorted(received)),
        text_id=text_id,
        text_digest=digest,
    )
    add(session, row)
    draft = session.get(MarkingDraft, (answer.id, actor.person_id))
    if draft:
        session.delete(draft)
    subject = f"enrolment:{answer.enrolment_id} attempt:{answer.attempt_id} answer:{answer.id}"
    audit(session, actor, f"record:answer:{_EVENTS[turn]}", subject, now)
    return Marking(marker_id=actor.person_id, turn=turn, received=received)


_EVENTS: Final = {
    Turn.FIRST: "marked",
    Turn.SECOND: "marked",
    Turn.DECISION: "decided",
    Turn.CORRECTION: "corrected",
}
