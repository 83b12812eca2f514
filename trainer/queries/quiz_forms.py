"""The pages on which a quiz is edited with forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.addresses import links_of
from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import kind_of
from trainer.curriculum.module_file import parse_module
from trainer.errors import NotFound
from trainer.problem import Problem
from trainer.queries.at_work import Colleague, colleagues_on
from trainer.queries.form_source import BrokenFormPage, FormSource, newest
from trainer.queries.questions import FeedbackView, QuestionView, feedback_view, question_view
from trainer.queries.writing import WritingPage, authored_course, course_with_drafts, writing_page
from trainer.quizzes.asking import read
from trainer.quizzes.blueprint import ObjectiveShare, blueprint
from trainer.quizzes.checks import lay_out
from trainer.quizzes.editing_form import FormQuestion, QuizForm, read_form
from trainer.quizzes.editing_places import PART
from trainer.quizzes.editing_tree import CannotEdit
from trainer.quizzes.form_fields import FormField, QuestionFields, question_fields, quiz_fields
from trainer.quizzes.parsing import read_quiz
from trainer.quizzes.questions.question import BLANK, Question
from trainer.quizzes.quiz import Purpose, Quiz

if TYPE_CHECKING:
    from trainer.curriculum.previewing import Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question in the list; `problems` are those of its lines."""

    key: str
    number: int
    type: str
    prompt: str
    objective: str
    is_critical: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlueprintRow:
    """An objective of the blueprint with its words, empty where no module has it."""

    share: ObjectiveShare
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizFormPage:
    """A quiz as a form. `problems` are those outside of its questions; `colleagues` have it open too."""

    document: WritingPage
    seen: FormSource
    colleagues: tuple[Colleague, ...]
    title: str
    fields: tuple[FormField, ...]
    questions: tuple[QuestionRow, ...]
    blueprint: tuple[BlueprintRow, ...]
    drawn: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFormPage:
    """A question as a form, with how a trainee would meet it, where it can be read so far."""

    document: WritingPage
    seen: FormSource
    colleagues: tuple[Colleague, ...]
    quiz_title: str
    key: str
    number: int
    type: str
    total: int
    before: str | None
    after: str | None
    fields: QuestionFields
    objectives: Mapping[str, str]
    needs_ids: bool
    problems: tuple[Problem, ...]
    view: QuestionView | None
    parts: tuple[QuestionRow, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TryPage:
    """A question to be tried; `feedback` once it is answered, `problem` where the answer cannot be read."""

    document: WritingPage
    key: str
    number: int
    view: QuestionView | None
    feedback: FeedbackView | None
    problem: str


def quiz_form_page(
    session: Session, actor: Actor, course: str, path: str, now: Now, seen: FormSource | None = None
) -> QuizFormPage | BrokenFormPage:
    """A quiz as a form: nine statements. `seen` is shown instead of the newest text. Raises NotFound."""
    document, files = quiz_files(session, actor, course, path)
    seen = seen or newest(document)
    try:
        form = read_form(seen.text)
    except CannotEdit as error:
        return BrokenFormPage(document=document, line=error.line or 1, message=error.message)
    problems = previewed({**files, path: seen.text.encode()}, course, path).problems
    quiz = read_quiz(path, seen.text)[0]
    objectives = objectives_of(files, quiz)
    shares = blueprint(quiz, tuple(objectives)) if quiz else ()
    by_question = [_problems_of(form, question.key, problems) for question in form.questions]
    inside = {problem for each in by_question for problem in each}
    return QuizFormPage(
        document=document,
        seen=seen,
        colleagues=colleagues_on(session, actor, course, path, now),
        title=_title(form, path),
        fields=quiz_fields(form),
        questions=tuple(
            _row(question, number, found)
            for number, (question, found) in enumerate(zip(form.questions, by_question, strict=True), start=1)
        ),
        blueprint=tuple(BlueprintRow(share=share, text=objectives.get(share.objective, "")) for share in shares),
        drawn=quiz.drawn_count if quiz else 0,
        problems=tuple(problem for problem in problems if problem not in inside),
    )


def question_form_page(
    session: Session, actor: Actor, course: str, path: str, key: str, now: Now, seen: FormSource | None = None
) -> QuestionFormPage | BrokenFormPage:
    """A question as a form: nine statements. `seen` is shown instead of the newest text. Raises NotFound."""
    document, files = quiz_files(session, actor, course, path)
    seen = seen or newest(document)
    try:
        form = read_form(seen.text)
    except CannotEdit as error:
        return BrokenFormPage(document=document, line=error.line or 1, message=error.message)
    siblings = beside(form, key)
    place = place_of(siblings, key)
    question, keys = siblings[place], [each.key for each in siblings]
    objectives = objectives_of(files, read_quiz(path, seen.text)[0])
    found = previewed({**files, path: seen.text.encode()}, course, path)
    parts = tuple(
        _row(part, number, _problems_of(form, part.key, found.problems))
        for number, part in enumerate(question.parts, start=1)
    )
    in_parts = {problem for part in parts for problem in part.problems}
    return QuestionFormPage(
        document=document,
        seen=seen,
        colleagues=colleagues_on(session, actor, course, path, now),
        quiz_title=_title(form, path),
        key=key,
        number=place + 1,
        type=question.type,
        total=len(keys),
        before=keys[place - 1] if place else None,
        after=keys[place + 1] if place + 1 < len(keys) else None,
        fields=question_fields(question, tuple(objectives)),
        objectives=objectives,
        needs_ids=any((entry.place.entry or "").startswith("~") for entry in question.entries),
        problems=tuple(each for each in _problems_of(form, key, found.problems) if each not in in_parts),
        view=_shown(found, path, key, place + 1),
        parts=parts,
        part_of=key.partition(PART)[0] if question.is_part else None,
    )


def try_page(
    session: Session, actor: Actor, course: str, path: str, key: str, sent: Mapping[str, Sequence[str]]
) -> TryPage | BrokenFormPage:
    """A question to be answered, or with what `sent` answers and why: seven statements. Raises NotFound."""
    document, files = quiz_files(session, actor, course, path)
    try:
        place = place_of(beside(read_form(document.text), key), key)
    except CannotEdit as error:
        return BrokenFormPage(document=document, line=error.line or 1, message=error.message)
    found = previewed(files, course, path)
    question = _question_at(found, key)
    if question is None or found.quiz is None:
        return TryPage(document=document, key=key, number=place + 1, view=None, feedback=None, problem="")
    check, texts = lay_out(question, path), found.quiz[1]
    response = read(question, check.placed, check.salt, sent) if sent else None
    problem = response if isinstance(response, str) else ""
    answered = BLANK if response is None or isinstance(response, str) else response
    view = question_view(question, check.placed, check.salt, texts, number=place + 1, response=answered)
    feedback = None
    if sent and not problem:
        mark = question.mark(answered, check.placed.arrangement)
        feedback = feedback_view(question, check.placed, check.salt, texts, answered, fraction=mark)
    return TryPage(document=document, key=key, number=place + 1, view=view, feedback=feedback, problem=problem)


def quiz_files(session: Session, actor: Actor, course: str, path: str) -> tuple[WritingPage, Mapping[str, bytes]]:
    """A quiz, and every document of its course with drafts in their places. Raises NotFound."""
    document = writing_page(session, actor, course, path)
    if kind_of(path) is not Kind.QUIZ:
        raise NotFound("There is no such quiz.")
    return document, course_with_drafts(session, authored_course(session, actor, course), course)


def beside(form: QuizForm, key: str) -> tuple[FormQuestion, ...]:
    """The questions among which one stands: all of the quiz, or the parts of its case. Raises NotFound."""
    whole, _, part = key.partition(PART)
    return form.questions[place_of(form.questions, whole)].parts if part else form.questions


def place_of(questions: Sequence[FormQuestion], key: str) -> int:
    """Where a question stands, counted from 0. Raises NotFound."""
    for place, question in enumerate(questions):
        if question.key == key:
            return place
    raise NotFound("There is no such question in this quiz; it may have been retired.")


def previewed(files: Mapping[str, bytes], course: str, path: str) -> "Preview":
    """The quiz at a path as trainees would meet it."""
    from trainer.curriculum.previewing import preview  # noqa: PLC0415 (renders: loaded by those who write)

    return preview(files, path, links_of(course))


def _shown(found: "Preview", path: str, key: str, number: int) -> QuestionView | None:
    question = _question_at(found, key)
    if question is None or found.quiz is None:
        return None
    check = lay_out(question, path)
    return question_view(question, check.placed, check.salt, found.quiz[1], number=number)


def objectives_of(files: Mapping[str, bytes], quiz: Quiz | None) -> Mapping[str, str]:
    """What questions may name: the objectives of the quiz's module, or of all modules, with their words."""
    if quiz is None:
        return {}
    is_of_module, found = quiz.terms.purpose is Purpose.MODULE, {}
    for path in [quiz.module or ""] if is_of_module else sorted(files):
        if path not in files or kind_of(path) is not Kind.MODULE:
            continue
        module, _ = parse_module(path, files[path].decode("utf-8", "replace"))
        if module:
            before = "" if is_of_module else f"{module.key}#"
            found.update({f"{before}{objective.id}": objective.text for objective in module.objectives})
    return found


def _problems_of(form: QuizForm, key: str, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems in the lines of a question; those of a case are those of its parts too."""
    siblings = beside(form, key)
    place = place_of(siblings, key)
    following = siblings[place + 1 :] or _after_case(form, key)
    end = following[0].own.line if following else None
    first = siblings[place].own.line
    return tuple(problem for problem in problems if problem.line >= first and (end is None or problem.line < end))


def _after_case(form: QuizForm, key: str) -> tuple[FormQuestion, ...]:
    whole, _, part = key.partition(PART)
    return form.questions[place_of(form.questions, whole) + 1 :] if part else ()


def _question_at(found: "Preview", key: str) -> Question | None:
    whole, _, part = key.partition(PART)
    questions = found.quiz[0].questions if found.quiz else ()
    question = next((each for each in questions if each.common.id == whole), None)
    if question is None or not part:
        return question
    return next((each for each in question.parts if each.common.id == part), None)


def _row(question: FormQuestion, number: int, problems: tuple[Problem, ...]) -> QuestionRow:
    return QuestionRow(
        key=question.key,
        number=number,
        type=question.type,
        prompt=_words(question, "prompt"),
        objective=_words(question, "objective"),
        is_critical=_words(question, "safety_critical") == "true",
        problems=problems,
    )


def _words(question: FormQuestion, key: str) -> str:
    found = question.own.fields.get(key, "")
    return found if isinstance(found, str) else ""


def _title(form: QuizForm, path: str) -> str:
    title = form.own.fields.get("title", "")
    return title if isinstance(title, str) and title else path.rpartition("/")[2]
