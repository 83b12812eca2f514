"""Grave errors by objective, with what to read again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.addresses import links_of
from trainer.curriculum.edition import EditionView
from trainer.curriculum.objectives import ObjectiveKey, objective_key
from trainer.curriculum.outline import Outline, QuizOutline
from trainer.queries.reading_again import read_again_link
from trainer.quizzes.as_scored import as_scored
from trainer.quizzes.grave_errors import GraveError, HandedIn, Outcome, grave_errors
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Purpose, Quiz
from trainer.quizzes.scoring import hundredths
from trainer.storage.grave_error_rows import ScoredAttempt
from trainer.storage.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundError:
    """A grave error of somebody, with the question as they had it; `taken` is the quiz as it was then."""

    row: ScoredAttempt
    error: GraveError
    question: Question
    quiz: QuizOutline
    taken: Quiz

    @property
    def objective(self) -> ObjectiveKey | None:
        """The objective of the question."""
        named = self.question.common.objective
        return objective_key(self.quiz.module, named) if named else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorLine:
    """One person's error at a question: in the attempt that is named, the latest of so many `times`."""

    enrolment_id: UUID
    name: str
    is_paused: bool
    attempt_id: UUID
    attempt: int
    at: datetime
    times: int
    is_safety_critical: bool
    was_sure: bool
    put_right_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionErrors:
    """A question with those who made a grave error at it; `words` are empty where it is not told which it is."""

    words: str
    slug: str
    quiz: str
    is_pre_test: bool
    lines: tuple[ErrorLine, ...]

    @property
    def is_safety_critical(self) -> bool:
        """Whether it was safety-critical when it was missed."""
        return any(line.is_safety_critical for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveErrors:
    """An objective, in words that are empty where the course holds none, with its module and what to read again."""

    text: str
    module: str
    read_again: tuple[tuple[str, str], ...]
    questions: tuple[QuestionErrors, ...]

    @property
    def is_safety_critical(self) -> bool:
        """Whether any of its questions was safety-critical."""
        return any(question.is_safety_critical for question in self.questions)

    @property
    def people(self) -> int:
        """How many people made a grave error on it."""
        return len({line.enrolment_id for question in self.questions for line in question.lines})


def errors_of(
    session: Session, library: Library, edition: EditionView, rows: Iterable[ScoredAttempt]
) -> tuple[FoundError, ...]:
    """The grave errors of everybody whose attempts are given, the latest of each first.

    What the course asks no more, a quiz or a question of it, is no error. One statement where a text was not read yet.
    """
    outlines = {quiz.path: quiz for quiz in edition.outline.quizzes}
    still = [row for row in rows if row.path in outlines]
    asked = {path: edition.revisions[path].revision_id for path in {row.path for row in still}}
    quizzes = library.quizzes(
        session, {*asked.values(), *(row.revision_id for row in still), *(row.key_id for row in still)}
    )
    questions = {key: {each.common.id: each for each in quiz.questions} for key, quiz in quizzes.items()}
    attempts: dict[UUID, list[HandedIn]] = defaultdict(list)
    by_id = {row.id: row for row in still}
    for row in still:
        counted = as_scored(quizzes[row.revision_id], quizzes[row.key_id], json.loads(row.marks), row.maximum)
        attempts[row.enrolment_id].append(_handed_in(row, outlines[row.path], counted))
    found = []
    for every in attempts.values():
        for error in grave_errors(every):
            row = by_id[error.attempt.id]
            if error.question in questions[asked[row.path]]:
                question = questions[row.revision_id][error.question]
                quiz, taken = outlines[row.path], quizzes[row.revision_id]
                found.append(FoundError(row=row, error=error, question=question, quiz=quiz, taken=taken))
    return tuple(found)


def _handed_in(row: ScoredAttempt, quiz: QuizOutline, taken: Quiz) -> HandedIn:
    marks: Mapping[str, int] = json.loads(row.marks)
    questions = {each: taken.question(each) for each in marks}
    return HandedIn(
        id=row.id,
        path=row.path,
        number=row.number,
        at=row.at,
        outcomes=tuple(
            Outcome(
                question=each,
                objective=_objective(quiz, questions[each]),
                is_right=earned >= hundredths(questions[each].common.points) and each not in row.late,
                is_safety_critical=questions[each].common.safety_critical,
                was_sure=each in row.sure,
            )
            for each, earned in marks.items()
        ),
        is_pre_test=quiz.terms.purpose is Purpose.PRE_TEST,
    )


def _objective(quiz: QuizOutline, question: Question) -> str | None:
    named = question.common.objective
    return "#".join(objective_key(quiz.module, named)) if named else None


def by_objective(outline: Outline, errors: Iterable[FoundError]) -> tuple[ObjectiveErrors, ...]:
    """Errors by their objectives: those with a safety-critical one first, then those that most people made."""
    known = {
        (module.key, each): (place, module, text)
        for place, (module, (each, text)) in enumerate(
            (module, objective) for module in outline.modules() for objective in module.objectives
        )
    }
    grouped: dict[ObjectiveKey | None, list[FoundError]] = defaultdict(list)
    for found in errors:
        grouped[found.objective if found.objective in known else None].append(found)
    groups = []
    for key, every in grouped.items():
        place, module, text = known[key] if key else (len(known), None, "")
        links = tuple(dict.fromkeys(link for each in every if (link := read_again_link(outline, each.question))))
        whole = ((module.title, links_of(outline.slug).module_url(module.key)),) if module else ()
        group = ObjectiveErrors(
            text=text,
            module=module.title if module else "",
            read_again=links or whole,
            questions=_by_question(every),
        )
        groups.append((place, group))
    groups.sort(key=lambda pair: (not pair[1].is_safety_critical, -pair[1].people, pair[0]))
    return tuple(group for _, group in groups)


def _by_question(errors: Sequence[FoundError]) -> tuple[QuestionErrors, ...]:
    grouped: dict[tuple[str, str], list[FoundError]] = defaultdict(list)
    for found in errors:
        grouped[found.quiz.path, found.error.question].append(found)
    questions = []
    for every in grouped.values():
        newest = max(every, key=lambda each: each.error.attempt.at)
        lines = sorted(map(_line, every), key=lambda line: (line.name.casefold(), line.enrolment_id))
        questions.append(
            QuestionErrors(
                words=" ".join(newest.question.common.prompt.text.split()),
                slug=newest.quiz.slug,
                quiz=newest.quiz.title,
                is_pre_test=newest.error.attempt.is_pre_test,
                lines=tuple(lines),
            )
        )
    return tuple(sorted(questions, key=lambda each: (not each.is_safety_critical, -len(each.lines), each.words)))


def _line(found: FoundError) -> ErrorLine:
    error = found.error
    return ErrorLine(
        enrolment_id=found.row.enrolment_id,
        name=found.row.name,
        is_paused=found.row.paused_on is not None,
        attempt_id=error.attempt.id,
        attempt=error.attempt.number,
        at=error.attempt.at,
        times=error.times,
        is_safety_critical=error.is_safety_critical,
        was_sure=error.was_sure,
        put_right_at=error.put_right_at,
    )
