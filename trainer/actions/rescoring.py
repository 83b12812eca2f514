"""Scores attempts anew where the key of a question was wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.actions.folding import refold
from trainer.actions.posting import News, tell_each
from trainer.actions.scoring import scored
from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.curriculum.note_words import cleaned
from trainer.errors import Invalid, NotFound, Stale
from trainer.quizzes.rescoring import KeyPolicy
from trainer.reminding import NoticeKind
from trainer.storage.adding import add, add_values, add_words, lock_name
from trainer.storage.content import CourseRow, Document
from trainer.storage.correcting import Correction
from trainer.storage.correcting_ground import Ground, Rescored, digest_of, ground_of
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Attempt, Enrolment, Score

LONGEST_REASON: Final = 2000
_MEANWHILE: Final = (
    "Somebody handed in, published or corrected meanwhile, so that what this would change is no longer what you saw. "
    "Look at it again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What an author's form carried: the policy, why, and what was seen of its effect.

    `seen` is the number of the last correction then, `digest` names the changes shown. `lowers` is the answer to the
    second question: how many results are to be lowered as well, None where none is.
    """

    policy: KeyPolicy
    words: str
    seen: int
    digest: str
    lowers: int | None = None


def correct(
    database: Database, actor: Actor, course: str, path: str, question: str, decided: Decided, now: Now
) -> None:
    """Score anew everybody who answered a question before it was mended, in one transaction; twice does it once.

    A result that would be lower stays as it is unless `lowers` says how many. Raises NotFound, Invalid; Stale where
    the changes are others than those that were seen.
    """
    with database.writing() as session:
        document_id, revision_id, title = _quiz(session, database, actor, course, path)
        lock_name(session, f"correction:{document_id}")
        _lock_enrolments(session, document_id)
        ground = ground_of(session, database, document_id, revision_id, question)
        if ground.seen != decided.seen:
            if _is_repeat(ground, actor, question, decided):
                return
            raise Stale(_MEANWHILE)
        rescored = _decide(ground, decided)
        correction_id = _record(session, actor, ground, decided, now)
        told = _score(session, actor, ground, rescored, correction_id, now)
        for enrolment_id in sorted({each.attempt.enrolment_id for each in rescored}):
            enrolment = enrolment_by_id(session, enrolment_id, now.today)
            if enrolment:
                refold(session, database, enrolment, actor.person_id, now)
        news = [
            News(person_id=person, kind=NoticeKind.CORRECTED, path=f"attempts/{attempt}/result", title=title)
            for person, attempt in told.items()
        ]
        tell_each(session, news, now)
        audit(session, actor, "content:question:corrected", f"correction:{correction_id} document:{document_id}", now)
        session.commit()


def _quiz(session: Session, database: Database, actor: Actor, course: str, path: str) -> tuple[UUID, UUID, str]:
    """The quiz, the revision of it that is published now, and its title. Raises NotFound."""
    row = session.execute(
        select(Document.id, Document.course_id)
        .join(CourseRow, Document.course_id == CourseRow.id)
        .where(CourseRow.slug == course, Document.path == path, Document.kind == Kind.QUIZ.value)
    ).one_or_none()
    head = newest_edition(session, course)
    if row is None or head is None or not actor.may(Permission.AUTHOR, course_id=row.course_id):
        raise NotFound("There is no such page.")
    ref = database.library.edition(session, head.edition_id).revisions.get(path)
    if ref is None:
        raise NotFound("This quiz is not part of the course any more.")
    return row.id, ref.revision_id, database.library.quiz(session, ref.revision_id).title


def _lock_enrolments(session: Session, document_id: UUID) -> None:
    """Let nobody who took the quiz move before this ends, one after another in one order."""
    took = select(Attempt.enrolment_id).where(Attempt.document_id == document_id)
    session.execute(
        select(Enrolment.id).where(Enrolment.id.in_(took)).order_by(Enrolment.id).with_for_update(key_share=True)
    ).all()


def _is_repeat(ground: Ground, actor: Actor, question: str, decided: Decided) -> bool:
    last = ground.corrections[-1]
    sent = (question, decided.policy, decided.lowers is not None, cleaned(decided.words), actor.person_id)
    is_same = (last.question, last.policy, last.lowers, last.words, last.actor_id) == sent
    return is_same and last.number == decided.seen + 1


def _decide(ground: Ground, decided: Decided) -> tuple[Rescored, ...]:
    """The attempts that get another result. Raises Invalid, Stale."""
    problems = []
    words = cleaned(decided.words)
    if not ground.wrong:
        problems.append(("", "Nobody answered another wording of this question, so that there is nothing to score."))
    elif decided.policy not in ground.policies:
        problems.append(("policy", _impossible(ground)))
    if not words:
        problems.append(("words", "Write what was wrong; whoever is concerned reads it with the result."))
    if len(words) > LONGEST_REASON:
        problems.append(("words", f"Write at most {LONGEST_REASON:,} characters; here are {len(words):,}."))
    if problems:
        raise Invalid(problems)
    every = ground.rescored(decided.policy)
    if digest_of(every) != decided.digest:
        raise Stale(_MEANWHILE)
    if any(not each.change.after.maximum for each in every):
        sentence = "Somebody's attempt held no other question, and nothing would be left of it. Choose something else."
        raise Invalid([("policy", sentence)])
    falling = sum(each.change.lowers for each in every)
    if decided.lowers is None:
        return tuple(each for each in every if not each.change.lowers)
    if decided.lowers != falling:
        raise Invalid([("lowers", f"Type {falling} to lower that many results, or leave the box empty to lower none.")])
    return every


def _impossible(ground: Ground) -> str:
    if ground.now is None:
        return "The quiz holds this question no more; drop it, or give everybody the points."
    named = ", ".join(f"'{key}' ({number})" for key, number in ground.unknown.items())
    return f"The corrected question does not know what people chose: {named}. Choose something else."


def _record(session: Session, actor: Actor, ground: Ground, decided: Decided, now: Now) -> UUID:
    text_id, digest = add_words(session, actor.person_id, "correction", cleaned(decided.words))
    correction = Correction(
        id=uuid4(),
        person_id=actor.person_id,
        actor_id=actor.person_id,
        at=now.at,
        document_id=ground.document_id,
        number=decided.seen + 1,
        question=ground.question,
        old_revision_id=list(ground.wrong)[-1],
        revision_id=ground.revision_id,
        policy=decided.policy.value,
        lowers=decided.lowers is not None,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, correction)
    return correction.id


def _score(
    session: Session, actor: Actor, ground: Ground, rescored: Sequence[Rescored], correction_id: UUID, now: Now
) -> Mapping[UUID, UUID]:
    """Add the scores; gives who is to be told, with the last of their attempts concerned."""
    rows = [
        {
            "id": uuid4(),
            "person_id": each.attempt.person_id,
            "actor_id": actor.person_id,
            "at": now.at,
            "attempt_id": each.attempt.id,
            "correction_id": correction_id,
            **scored(each.change.after, number=each.attempt.score_number + 1, revision_id=ground.revision_id),
        }
        for each in rescored
    ]
    add_values(session, Score, *rows)
    ordered = sorted(rescored, key=lambda each: each.attempt.number)
    return {each.attempt.person_id: each.attempt.id for each in ordered if each.attempt.is_active}
