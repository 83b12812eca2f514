"""The statistics of a quiz for its authors, without anybody's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.course import Kind
from trainer.errors import NotFound
from trainer.queries.history import DocumentHead, document_head
from trainer.quizzes.questions.question import Control, Question
from trainer.quizzes.scoring import hundredths
from trainer.quizzes.statistics.figure import FEWEST
from trainer.quizzes.statistics.items import QuestionFigures
from trainer.quizzes.statistics.looks import Known, Look, looks
from trainer.quizzes.statistics.quiz_figures import QuizFigures, quiz_figures
from trainer.quizzes.statistics.spread_bars import Bar, spread_bars
from trainer.quizzes.statistics.sureness import Sure, sureness
from trainer.quizzes.statistics.times import Saves, TimeSpent, times_spent
from trainer.quizzes.statistics.versions import Gathered, Scored, Version, gather
from trainer.storage.content import Document
from trainer.storage.database import Database
from trainer.storage.mark_rows import (
    AttemptMarks,
    AttemptSaves,
    attempt_marks,
    count_scores,
    newest_saves,
    revisions_numbered,
)

MOST_TIMED: Final = 200
"""From so many attempts at most, the newest, times are estimated."""
_MOST_SAVES: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which statistics: of first attempts or of all, the versions of a question apart or pooled."""

    first: bool = True
    pooled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question, or a version of it, with its figures. `place` numbers the lines of the page."""

    place: int
    version: Version
    figures: QuestionFigures
    time: TimeSpent | None
    look: Look | None

    @property
    def words(self) -> str:
        """What is asked, as its author wrote it, on one line."""
        return " ".join(self.version.question.common.prompt.text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPage:
    """The statistics of a quiz: `n` attempts counted. Below `fewest` no figure is shown.

    It `is_complete` where everybody saw every question. Times, and how `sure` people were of right answers, are from
    the newest `timed` attempts.
    """

    document: DocumentHead
    wanted: Wanted
    n: int
    fewest: int
    figures: QuizFigures
    lines: tuple[QuestionLine, ...]
    looks: tuple[QuestionLine, ...]
    bars: tuple[Bar, ...]
    timed: int
    sure: tuple[Sure, ...]
    has_versions: bool
    is_complete: bool

    @property
    def is_told(self) -> bool:
        """Whether there are enough attempts to show anything."""
        return self.n >= self.fewest

    @property
    def command(self) -> str:
        """What prints the same figures of the table of marks: it names the questions that do not give one point."""
        others = [f"{line.version.column}={_plain(line)}" for line in self.lines if line.figures.asked.maximum != 1]
        return "".join(["trainer statistics FILE.csv", *(f" --maximum {each}" for each in others)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read of a quiz to make its statistics."""

    document: DocumentHead
    document_id: UUID
    attempts: tuple[AttemptMarks, ...]
    gathered: Gathered


def statistics_page(
    session: Session, database: Database, actor: Actor, course: str, path: str, wanted: Wanted
) -> StatisticsPage:
    """The statistics of a quiz, however many attempts there are: eight statements. Raises NotFound.

    One more where a revision was not read before. Made once for each number of scores, since to add up millions of
    marks takes a while: then four statements.
    """
    document, document_id = quiz_of(session, database, actor, course, path)
    scores = count_scores(session, document_id)
    kept = database.library.keep(
        session,
        "statistics",
        f"{document_id}:{scores}:{wanted.first}:{wanted.pooled}",
        lambda: _made(session, read_marks(session, database, document, document_id, wanted), wanted),
    )
    return replace(kept, document=document)


def _made(session: Session, read: Read, wanted: Wanted) -> StatisticsPage:
    figures = quiz_figures(read.gathered.table)
    newest = _newest(session, read, wanted)
    lines = _lines(read, figures, newest)
    return StatisticsPage(
        document=read.document,
        wanted=wanted,
        n=figures.n,
        fewest=FEWEST,
        figures=figures,
        lines=lines,
        looks=tuple(sorted((line for line in lines if line.look), key=_urgent)),
        bars=spread_bars(read.gathered.table),
        timed=len(newest),
        sure=_sure(read, newest),
        has_versions=bool(read.gathered.several),
        is_complete=read.gathered.table.is_complete,
    )


def _plain(line: QuestionLine) -> str:
    """The points of a question as a number that can be typed."""
    return format(float(line.figures.asked.maximum), "g")


def _urgent(line: QuestionLine) -> tuple[int, int]:
    return -(line.look.urgent if line.look else 0), line.place


def _lines(read: Read, figures: QuizFigures, newest: Sequence[AttemptSaves]) -> tuple[QuestionLine, ...]:
    times = _times(read, newest)
    by_column = {each.asked.id: each for each in figures.questions}
    shown = [(version, by_column[version.column]) for version in read.gathered.versions]
    found = {look.question: look for look in looks([(each, _known(version.question)) for version, each in shown])}
    return tuple(
        QuestionLine(
            place=place, version=version, figures=each, time=times.get(version.column), look=found.get(version.column)
        )
        for place, (version, each) in enumerate(shown, start=1)
    )


def quiz_of(session: Session, database: Database, actor: Actor, course: str, path: str) -> tuple[DocumentHead, UUID]:
    """A quiz that was published once: three statements. Raises NotFound, also for who may not author the course."""
    course_id, document = document_head(session, database, actor, course, path)
    document_id = session.scalar(
        select(Document.id).where(
            Document.course_id == course_id, Document.path == path, Document.kind == Kind.QUIZ.value
        )
    )
    if document_id is None:
        raise NotFound("There is no such quiz, or it was never published.")
    return document, document_id


def read_marks(session: Session, database: Database, document: DocumentHead, document_id: UUID, wanted: Wanted) -> Read:
    """The marks of a quiz with its questions: three statements."""
    attempts = attempt_marks(session, document_id, first=wanted.first)
    numbers = {each.seen for each in attempts} | {each.key for each in attempts}
    revisions = revisions_numbered(session, document_id, numbers)
    quizzes = database.library.quizzes(session, revisions.values())
    scored = [Scored(seen=each.seen, key=each.key, ids=each.ids, marks=each.marks) for each in attempts]
    gathered = gather({number: quizzes[each] for number, each in revisions.items()}, scored, pooled=wanted.pooled)
    return Read(document=document, document_id=document_id, attempts=attempts, gathered=gathered)


def _newest(session: Session, read: Read, wanted: Wanted) -> tuple[AttemptSaves, ...]:
    """What is known of the newest attempts, as many as can be read in a moment."""
    if len(read.attempts) < FEWEST:
        return ()
    most = max(FEWEST, min(MOST_TIMED, _MOST_SAVES // len(read.gathered.versions)))
    counted = {each.attempt_id for each in read.attempts}
    newest = newest_saves(session, read.document_id, first=wanted.first, most=most)
    return tuple(each for each in newest if each.attempt_id in counted)


def _times(read: Read, newest: Sequence[AttemptSaves]) -> Mapping[str, TimeSpent]:
    """How long questions take, by column."""
    columns = {each.attempt_id: read.gathered.columns[each.seen, each.key] for each in read.attempts}
    return times_spent(
        Saves(
            began_at=each.saves.began_at,
            answers=[(columns[each.attempt_id].get(question, ""), at) for question, at in each.saves.answers],
        )
        for each in newest
    )


def _sure(read: Read, newest: Sequence[AttemptSaves]) -> tuple[Sure, ...]:
    """How many answers were right, by how sure people said to be of them."""
    marks = {each.attempt_id: each for each in read.attempts}
    return sureness(
        (certainty, is_right(read, marks[each.attempt_id], question))
        for each in newest
        for question, certainty in each.certainty.items()
    )


def is_right(read: Read, attempt: AttemptMarks, question: str) -> bool:
    """Whether an attempt earned all points of a question."""
    if question not in attempt.ids:
        return False
    column = read.gathered.columns[attempt.seen, attempt.key].get(question)
    version = next(each for each in read.gathered.versions if each.column == column)
    return attempt.marks[attempt.ids.index(question)] >= hundredths(version.question.common.points)


def _known(question: Question) -> Known:
    return Known(is_safety_critical=question.common.safety_critical, guess=_guess(question))


def _guess(question: Question) -> float | None:
    """What blind guessing earns, where one of several options is right."""
    slots = question.slots({})
    if len(slots) != 1 or slots[0].control is not Control.RADIO:
        return None
    return float(Fraction(1, len(slots[0].choices)))
