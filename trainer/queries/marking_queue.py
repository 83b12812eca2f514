"""What waits to be marked, question by question."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.searching_passages import prompt_in_words
from trainer.quizzes.marking import Turn, next_turn, settled
from trainer.quizzes.questions.extended import Extended
from trainer.storage.database import Database
from trainer.storage.marking import MarkingDraft
from trainer.storage.marking_rows import ToMark, answers_within_reach

_LONGEST_PROMPT: Final = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueQuestion:
    """A question with its answers: `yours` wait for the actor, `decisions` of them because two markers differ.

    `others` wait for somebody else, `next_id` is the first of the actor's; `pairs` were marked twice.
    """

    course: str
    slug: str
    question: str
    quiz: str
    prompt: str
    yours: int
    decisions: int
    drafts: int
    others: int
    done: int
    pairs: int
    oldest_at: datetime | None
    next_id: UUID | None
    markers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """Everything to mark; the questions with most waiting first."""

    questions: tuple[QueueQuestion, ...]

    @property
    def yours(self) -> int:
        """How many answers wait for the actor."""
        return sum(each.yours for each in self.questions)


def queue_page(session: Session, database: Database, actor: Actor) -> QueuePage:
    """What the actor may mark: three statements, whatever the number of answers, and those for texts not read yet."""
    groups: dict[tuple[UUID, str], list[ToMark]] = defaultdict(list)
    for answer in answers_within_reach(session, actor):
        groups[answer.document_id, answer.question].append(answer)
    drafts = set(session.scalars(select(MarkingDraft.answer_id).where(MarkingDraft.person_id == actor.person_id)))
    rows = [_row(session, database, actor, group, drafts) for group in groups.values()]
    ordered = sorted(rows, key=lambda row: (-row.yours, row.oldest_at is None, row.oldest_at, row.quiz, row.question))
    return QueuePage(questions=tuple(ordered))


def turns_of(
    session: Session, database: Database, actor: Actor, answers: Sequence[ToMark]
) -> Mapping[UUID, Turn | None]:
    """What the actor may do with each answer, by its id."""
    return {
        answer.id: next_turn(extended_of(session, database, answer), answer.markings, actor.person_id)
        for answer in answers
    }


def extended_of(session: Session, database: Database, answer: ToMark) -> Extended:
    """The question of an answer, as it was in its attempt."""
    question = database.library.quiz(session, answer.revision_id).question(answer.question)
    assert isinstance(question, Extended)  # only those are put into the queue
    return question


def _row(
    session: Session, database: Database, actor: Actor, answers: Sequence[ToMark], drafts: set[UUID]
) -> QueueQuestion:
    turns = turns_of(session, database, actor, answers)
    is_done = {each.id for each in answers if settled(extended_of(session, database, each), each.markings)}
    yours = [each for each in answers if turns[each.id]]
    newest = max(answers, key=lambda each: each.handed_in_at)
    question = extended_of(session, database, newest)
    edition = database.library.edition(session, newest.edition_id)
    prompt = prompt_in_words(question, database.library.rendered_texts(session, edition, newest.path))
    return QueueQuestion(
        course=newest.course,
        slug=newest.slug,
        question=newest.question,
        quiz=database.library.quiz(session, newest.revision_id).title,
        prompt=prompt if len(prompt) <= _LONGEST_PROMPT else f"{prompt[:_LONGEST_PROMPT]}…",
        yours=len(yours),
        decisions=sum(turns[each.id] is Turn.DECISION for each in yours),
        drafts=sum(each.id in drafts for each in yours),
        others=len(answers) - len(yours) - len(is_done),
        done=len(is_done),
        pairs=sum(len(each.given) > 1 and each.given[1].marking.turn is Turn.SECOND for each in answers),
        oldest_at=min((each.handed_in_at for each in yours), default=None),
        next_id=yours[0].id if yours else None,
        markers=question.markers,
    )
