"""A quiz: its questions and the terms on which it is taken."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.quizzes.behaviour import ONE_TRY, Behaviour
from trainer.quizzes.policy import ALWAYS_OPEN, Policy
from trainer.quizzes.questions.question import Question


class Purpose(StrEnum):
    """What a quiz is for. A pre-test counts when it is submitted, the others when they are passed."""

    MODULE = "module"
    PRE_TEST = "pre-test"
    FINAL = "final"


class Feedback(StrEnum):
    """When reasons are shown."""

    AFTER_EACH = "after-each"
    AFTER_SUBMISSION = "after-submission"
    AFTER_PASS = "after-pass"  # noqa: S105 (passing a quiz, not a password)
    POINTS_ONLY = "points-only"


class Page(StrEnum):
    """How many questions stand on a page."""

    ALL = "all"
    ONE = "one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms a quiz is taken.

    `pass_mark` is in per cent; `minutes` None means without a limit, `draw` None all questions.
    """

    purpose: Purpose = Purpose.MODULE
    gate: bool = False
    page: Page = Page.ALL
    pass_mark: int = 80
    attempts: int = 3
    wait_hours: int = 0
    minutes: int | None = None
    draw: int | None = None
    shuffle: bool = True
    feedback: Feedback = Feedback.AFTER_SUBMISSION
    behaviour: Behaviour = ONE_TRY
    policy: Policy = ALWAYS_OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A quiz as its authors wrote it.

    `path` is its file and `module` the file of its module, both from the course's root; `module_line`
    is the line that names the module, or the first.
    """

    path: str
    title: str
    module: str | None
    module_line: int = 1
    terms: Terms
    questions: tuple[Question, ...]

    @property
    def drawn_count(self) -> int:
        """How many questions an attempt holds: safety-critical ones are drawn beyond any number."""
        wanted = len(self.questions) if self.terms.draw is None else self.terms.draw
        return max(wanted, self.critical_count)

    @property
    def critical_count(self) -> int:
        """How many questions are safety-critical."""
        return sum(question.common.safety_critical for question in self.questions)

    def question(self, question_id: str) -> Question:
        """The question with an id. Raises LookupError where there is none."""
        for question in self.questions:
            if question.common.id == question_id:
                return question
        raise LookupError(f"{self.path} has no question '{question_id}'")
