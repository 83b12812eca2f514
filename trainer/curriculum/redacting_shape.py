"""Tells whether a document still says the same to the program once words were removed from it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Final

from trainer.curriculum.course import About, Area, Author, CourseFile, Kind, Module, Objective, Section, Term
from trainer.curriculum.course_file import parse_course_file
from trainer.curriculum.documents import kind_of
from trainer.curriculum.glossary_file import parse_glossary
from trainer.curriculum.module_file import parse_module
from trainer.curriculum.redacting import Place, without
from trainer.problem import Problem, is_blocking
from trainer.quizzes.cases.case import BranchingCase, Measure, Scene
from trainer.quizzes.cases.parsing import read_case
from trainer.quizzes.parsing import read_quiz
from trainer.quizzes.questions.fill_in import WordGap
from trainer.quizzes.questions.question import Common
from trainer.quizzes.quiz import Quiz
from trainer.yaml_text import SourceText

# What only people read. All the rest (ids, keys, types, which answer is right, what refers to what) is what attempts,
# standings and links rest on.
_WORDS: Final = frozenset(
    {
        (CourseFile, "title"),
        (Area, "title"),
        (Author, "name"),
        (Author, "qualification"),
        (Author, "disclosure"),
        (About, "contact"),
        (Objective, "text"),
        (Section, "title"),
        (Module, "title"),
        (Quiz, "title"),
        (BranchingCase, "title"),
        (Scene, "title"),
        (Measure, "label"),
        (Term, "term"),
        (Term, "also"),
    }
)
_RULES: Final = frozenset(
    {(WordGap, "accept"), (Common, "cite"), (Common, "read_again"), (BranchingCase, "read_again")}
)
_COUNTED: Final = frozenset({"line", "module_line", "competencies_line", "first_line", "words"})
_MOST: Final = 10
_LOST: Final = "these words are part of what the program reads here (an id, a key or a right answer)"
_CURE: Final = "take more of the sentence, or less of it, so that only words for people go"


def why_not_same(path: str, old: str, places: tuple[Place, ...]) -> tuple[Problem, ...]:
    """The problems that keep the words at some places of a text from being removed, each at its line.

    A document of which the program understands nothing any more may lose any words.
    """
    before, problems = _read(path, old)
    known = frozenset(problem.message for problem in problems)
    if before is None or _is_same(path, before, known, without(old, places)):
        return ()
    # Each takes reading the text again; who has that many places to mend has enough to begin with.
    alone = [place for place in places[:_MOST] if not _is_same(path, before, known, without(old, (place,)))]
    return tuple(Problem(path, place.line, f"{_LOST}; {_CURE}") for place in alone or places[:_MOST])


def _is_same(path: str, before: object, known: frozenset[str], text: str) -> bool:
    now, problems = _read(path, text)
    fresh = (problem for problem in problems if is_blocking(problem) and problem.message not in known)
    return next(fresh, None) is None and _shape(before) == _shape(now)


def _read(path: str, text: str) -> tuple[object, tuple[Problem, ...]]:
    match kind_of(path):
        case Kind.COURSE:
            return parse_course_file(path, text)
        case Kind.MODULE:
            return parse_module(path, text)
        case Kind.QUIZ:
            return read_quiz(path, text)
        case Kind.CASE:
            return read_case(path, text)
        case Kind.GLOSSARY:
            return parse_glossary(path, text)
        case Kind.BIBLIOGRAPHY:
            from trainer.curriculum.bibliography import parse_bibliography  # noqa: PLC0415 (reads bibliographies)

            sources, problems = parse_bibliography(path, text)
            return tuple((key, source.kind, frozenset(source.fields)) for key, source in sources.items()), problems
        case Kind.FIGURE | Kind.MEDIA:
            return None, ()


def _shape(value: object, place: tuple[type, str] | None = None) -> object:
    """What a document says to the program: everything but words for people, and lines."""
    if isinstance(value, SourceText):
        return value.text if place in _RULES else None
    if is_dataclass(value) and not isinstance(value, type):
        return (
            type(value).__name__,
            *(
                _shape(getattr(value, field.name), (type(value), field.name))
                for field in fields(value)
                if field.name not in _COUNTED
            ),
        )
    if isinstance(value, Mapping):
        return tuple((key, _shape(each)) for key, each in value.items())
    if isinstance(value, tuple):
        return tuple(_shape(each, place) for each in value)
    return None if place in _WORDS else value
