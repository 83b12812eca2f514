"""What somebody keeps of a course: how much is still known by area, and each question with its next day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.outline import Outline, QuizOutline
from trainer.curriculum.recalling import Forecast, Remembered, forecast, rests
from trainer.curriculum.safe_html import Html
from trainer.errors import NotFound
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.queries.recalling import enrolment_of
from trainer.storage.database import Database
from trainer.storage.kept_questions import KeptQuestion, kept_questions
from trainer.storage.recall_rows import CardRow, cards_of, today_of

ELSEWHERE = "Quizzes of the whole course"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaKept:
    """An area of which questions are kept; `forecast` is None where none was reviewed yet."""

    title: str
    questions: int
    forecast: Forecast | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizKept:
    """A quiz of which questions are kept; it `rests` while its questions are not asked."""

    slug: str
    title: str
    questions: int
    due: int
    left: int
    rests: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """All that somebody keeps, and what they chose. `whole` is of every area together; what was left is not in it."""

    course: CourseHead
    rests: bool
    by_mail: bool
    whole: Forecast | None
    areas: tuple[AreaKept, ...]
    quizzes: tuple[QuizKept, ...]
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionKept:
    """A question that is kept. `due_on` is None once it was left, `recall` (0 to 1) before the first review."""

    name: str
    prompt: tuple[Html | None, ...]
    last_on: date | None
    due_on: date | None
    recall: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizKeptPage:
    """The questions of one quiz that somebody keeps."""

    course: CourseHead
    slug: str
    title: str
    rests: bool
    questions: tuple[QuestionKept, ...]


def kept_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> KeptPage:
    """What somebody keeps: four statements for texts that were read before. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    enrolment_id = enrolment_of(reader)
    today = today_of(session, enrolment_id, now.today, now.zone)
    every = kept_questions(session, database.library, reader.edition, cards_of(session, enrolment_id))
    quizzes = tuple(_quizzes(reader, every, now.today))
    asked = [each for each in every if each.card.due_on]
    return KeptPage(
        course=reader.head,
        rests=today.rests,
        by_mail=today.by_mail,
        whole=forecast((remembered(each.card) for each in asked), now.today),
        areas=tuple(
            AreaKept(title=title, questions=len(of_area), forecast=forecast(map(_of, of_area), now.today))
            for title, of_area in by_area(reader.edition.outline, asked)
        ),
        quizzes=quizzes,
        due=0 if today.rests else sum(0 if each.rests else each.due for each in quizzes),
    )


def quiz_kept_page(
    session: Session, database: Database, actor: Actor, course: str, slug: str, now: Now
) -> QuizKeptPage:
    """The questions of a quiz that somebody keeps. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    enrolment_id, quiz = enrolment_of(reader), reader.edition.outline.quiz(slug)
    if quiz is None:
        raise NotFound("There is no such quiz.")
    document_id = reader.edition.revisions[quiz.path].document_id
    cards = [each for each in cards_of(session, enrolment_id) if each.document_id == document_id]
    every = kept_questions(session, database.library, reader.edition, cards)
    if not every:
        raise NotFound("You keep no question of this quiz.")
    texts = database.library.rendered_texts(session, reader.edition, quiz.path)
    asked = database.library.quiz(session, every[0].ref.revision_id).questions
    order = {question.common.id: place for place, question in enumerate(asked)}
    return QuizKeptPage(
        course=reader.head,
        slug=slug,
        title=quiz.title,
        rests=rests(quiz, reader.standings.quiz(slug)),
        questions=tuple(
            QuestionKept(
                name=each.name(enrolment_id),
                prompt=tuple(getattr(piece, "html", None) for piece in texts.prompt(each.question.common.prompt.text)),
                last_on=each.card.last_on,
                due_on=each.card.due_on,
                recall=remembered(each.card).recall(now.today),
            )
            for each in sorted(every, key=lambda each: order[each.card.question])
        ),
    )


def remembered(card: CardRow) -> Remembered:
    """A card as forecasts take it."""
    return Remembered(stability=card.stability, last_on=card.last_on)


def by_area(outline: Outline, every: Iterable[KeptQuestion]) -> tuple[tuple[str, tuple[KeptQuestion, ...]], ...]:
    """Questions by the title of their area, in the order of the course; those of the whole course come last."""
    areas = {module.key: area.title for area in outline.areas for module in area.modules}
    gathered: dict[str, list[KeptQuestion]] = defaultdict(list)
    for each in every:
        gathered[areas.get(each.quiz.module or "", ELSEWHERE)].append(each)
    titles = dict.fromkeys([*(area.title for area in outline.areas), ELSEWHERE])
    return tuple((title, tuple(gathered[title])) for title in titles if title in gathered)


def _of(each: KeptQuestion) -> Remembered:
    return remembered(each.card)


def _quizzes(reader: Reader, every: Iterable[KeptQuestion], today: date) -> Iterable[QuizKept]:
    gathered: dict[str, list[KeptQuestion]] = defaultdict(list)
    for each in every:
        gathered[each.quiz.slug].append(each)
    for quiz in reader.edition.outline.quizzes:
        own = gathered.get(quiz.slug)
        if own:
            yield _quiz(quiz, reader, [each.card for each in own], today)


def _quiz(quiz: QuizOutline, reader: Reader, cards: list[CardRow], today: date) -> QuizKept:
    return QuizKept(
        slug=quiz.slug,
        title=quiz.title,
        questions=len(cards),
        due=sum(each.due_on is not None and each.due_on <= today for each in cards),
        left=sum(each.due_on is None for each in cards),
        rests=rests(quiz, reader.standings.quiz(quiz.slug)),
    )
