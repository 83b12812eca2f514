"""What a question says of its tries, its hints and how sure somebody is, while an attempt is taken."""

from dataclasses import dataclass
from typing import Final

from trainer.curriculum.rendered import RenderedTexts
from trainer.curriculum.safe_html import Html
from trainer.quizzes.behaviour import Behaviour
from trainer.quizzes.certainty import Certainty, CertaintyTable
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.question import Question
from trainer.storage.answers import SavedAnswer

LEVELS: Final = {Certainty.LOW: "Unsure", Certainty.MIDDLE: "Fairly sure", Certainty.HIGH: "Sure"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """A certainty to choose, with the marks that it brings."""

    value: int
    words: str
    right: int
    wrong: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TriesView:
    """The tries at a question. `outcome` is of the answer that is shown; empty where it was not checked.

    `next_percent` is what another try can still earn; None after the last.
    """

    used: int
    allowed: int
    outcome: str
    hints: tuple[Html, ...]
    next_percent: int | None


def level_views(table: CertaintyTable, chosen: Certainty | None = None) -> tuple[LevelView, ...]:
    """The three levels with their marks."""
    return tuple(
        LevelView(
            value=each.value,
            words=LEVELS[each],
            right=table.mark(each, is_right=True),
            wrong=table.mark(each, is_right=False),
            is_chosen=each is chosen,
        )
        for each in Certainty
    )


def tries_view(
    behaviour: Behaviour, question: Question, placed: Placed, saved: SavedAnswer | None, texts: RenderedTexts
) -> TriesView | None:
    """The tries at a question, and the hints that are due; None where the quiz has but one."""
    if behaviour.tries == 1:
        return None
    used = saved.tries if saved else 0
    is_final = bool(saved and saved.is_final)
    outcome = ""
    if saved and saved.tried:
        fraction = question.mark(saved.response, placed.arrangement)
        outcome = "right" if fraction == 1 else "part" if fraction > 0 else "wrong"
    texts = texts.filled(question.values(placed.arrangement))
    hints = () if is_final else question.common.hints[:used]
    return TriesView(
        used=used,
        allowed=behaviour.tries,
        outcome=outcome,
        hints=tuple(texts.html(hint.text) for hint in hints),
        next_percent=None if is_final else int(behaviour.part_left(used + 1) * 100),
    )
