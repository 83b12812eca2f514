"""What a course is made of, as its authors wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.requirement import Requirement
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz
from trainer.yaml_text import SourceText


class Kind(StrEnum):
    """What a document of a course is."""

    COURSE = "course"
    MODULE = "module"
    QUIZ = "quiz"
    CASE = "case"
    BIBLIOGRAPHY = "bibliography"
    GLOSSARY = "glossary"
    FIGURE = "figure"
    MEDIA = "media"


class ModulesRule(StrEnum):
    """Which modules completion requires to be read."""

    ALL = "all"
    NONE = "none"


class QuizzesRule(StrEnum):
    """What completion requires of quizzes."""

    PASSED = "passed"
    NONE = "none"


class EvaluationRule(StrEnum):
    """Whether those who completed the course are asked about it, and whether before their certificate."""

    NONE = "none"
    OFFERED = "offered"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a revision of course.yml requires: its modules in order, what is asked of them, and what beside them."""

    modules: tuple[str, ...]
    read: ModulesRule = ModulesRule.ALL
    quizzes: QuizzesRule = QuizzesRule.PASSED
    requirements: tuple[Requirement, ...] = ()
    evaluation: EvaluationRule = EvaluationRule.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One of the parts of a course; `modules` are keys such as 'pharmacology/routes'."""

    id: str
    title: str
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Somebody who wrote the course."""

    name: str
    qualification: str = ""
    disclosure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a reader may want to know of the course; an empty field is shown as not yet set."""

    authors: tuple[Author, ...] = ()
    is_not: SourceText | None = None
    contact: str = ""
    help: SourceText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFile:
    """What course.yml says."""

    slug: str
    title: str
    areas: tuple[Area, ...]
    rules: Rules
    about: About


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What a reader can do after a module."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a module under one level-two heading; `source` begins with that heading's line."""

    id: str
    title: str
    source: SourceText
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module as written. `key` is 'area/name'; `path` is where its file lies."""

    key: str
    path: str
    area: str
    title: str
    code: str
    minutes: int
    phases: tuple[Phase, ...]
    objectives: tuple[Objective, ...]
    requires: tuple[str, ...] = ()
    review_by: date | None = None
    content_note: SourceText | None = None
    opening: SourceText
    sections: tuple[Section, ...]
    checks: Mapping[str, Question] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the glossary."""

    key: str
    term: str
    also: tuple[str, ...]
    definition: SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture: its bytes' digest (SHA-256, hex), its kind and its size in CSS pixels."""

    path: str
    digest: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A recording, a handout or captions; `width` and `height` are 0 where nothing moves on a screen."""

    path: str
    digest: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A whole course, checked."""

    file: CourseFile
    modules: Mapping[str, Module]
    quizzes: tuple[Quiz, ...]
    bibliography: str
    glossary: Mapping[str, Term]
    figures: Mapping[str, Figure]
    media: Mapping[str, Medium] = field(default_factory=dict)
    transcripts: Mapping[str, SourceText] = field(default_factory=dict)
    cases: tuple[BranchingCase, ...] = ()

    def quiz_of(self, module: str) -> Quiz | None:
        """The quiz of a module, by the module's key."""
        path = self.modules[module].path
        return next((quiz for quiz in self.quizzes if quiz.module == path), None)
