"""Lays out the knowledge checks of a module revision, the same for everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from trainer.quizzes.codes import code
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOutCheck:
    """A knowledge check with the order in which it is shown. `code` is its opaque name in the page."""

    id: str
    code: str
    question: Question
    placed: Placed
    salt: str


def lay_out(question: Question, salt: str) -> LaidOutCheck:
    """Show a check in an order that follows from `salt`, an opaque value of the module's revision."""
    check_id = question.common.id
    random = Random(f"{salt}/{check_id}")  # noqa: S311 (the order of a check's options keeps no secret)
    placed = Placed(id=check_id, arrangement=question.arrange(random, shuffle=True))
    return LaidOutCheck(id=check_id, code=code(salt, "question", check_id), question=question, placed=placed, salt=salt)


def find_check(checks: Mapping[str, Question], salt: str, name: str) -> LaidOutCheck | None:
    """The check whose code is `name`; None where the revision holds no such check."""
    return next((check for check in (lay_out(each, salt) for each in checks.values()) if check.code == name), None)
