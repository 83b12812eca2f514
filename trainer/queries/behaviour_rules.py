"""How a quiz behaves, in the words of its start page."""

from dataclasses import dataclass
from fractions import Fraction

from trainer.queries.behaviour_views import LevelView, level_views
from trainer.quizzes.behaviour import Behaviour
from trainer.quizzes.certainty import Certainty, CertaintyTable, Shown
from trainer.quizzes.quiz import Purpose, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyRules:
    """The marks for being sure, before anybody chooses. `advice` says when which level pays, `example` reckons one."""

    levels: tuple[LevelView, ...]
    advice: str
    example: str
    decides: str


def tries_rules(behaviour: Behaviour) -> tuple[str, ...]:
    """What is said of several tries, with an example of their cost; nothing where there is one."""
    if behaviour.tries == 1:
        return ()
    cost = f"costs {behaviour.try_cost} % of its points" if behaviour.try_cost else "costs nothing"
    second = int(behaviour.part_left(2) * 100)
    return (
        f"You can check an answer and try again, up to {behaviour.tries} times for each question; each further try "
        f"{cost}. For example, a question of 1 point that is right at the second try earns {_points(second)}. An "
        "answer that is right, and the last try, are final.",
    )


def certainty_rules(terms: Terms) -> CertaintyRules | None:
    """What is said of how sure one is; None where the quiz does not ask."""
    table = terms.behaviour.certainty
    if table is None:
        return None
    return CertaintyRules(
        levels=level_views(table), advice=_advice(table), example=_example(table), decides=_decides(terms, table)
    )


def average_words(mark: Fraction) -> str:
    """A mean mark as people write it: with its sign and one digit."""
    tenths = (abs(mark) * 20 + 1) // 2
    return f"{'−' if mark < 0 else '+'}{tenths // 10}.{tenths % 10}" if tenths else "0"


def _advice(table: CertaintyTable) -> str:
    thresholds = table.thresholds()
    if thresholds is None or not table.rewards_honesty:
        return "Say what you think."
    middle, high = (_percent(each) for each in thresholds)
    return (
        f"Being honest pays: “fairly sure” is best from a chance of {middle} % of being right, “sure” from {high} %; "
        "below that, “unsure”."
    )


def _example(table: CertaintyTable) -> str:
    right, sure = table.mark(Certainty.MIDDLE, is_right=True), table.mark(Certainty.HIGH, is_right=False)
    total = right + sure
    return (
        f"For example, one right answer of which you are fairly sure ({_signed(right)}) and one wrong answer of which "
        f"you are sure ({_signed(sure)}) make {_signed(total)}: an average of {average_words(Fraction(total, 2))}."
    )


def _decides(terms: Terms, table: CertaintyTable) -> str:
    place = "stands in the result" if table.shown is Shown.IN_RESULT else "stands beside the result"
    if terms.purpose is Purpose.PRE_TEST:
        return f"The average of these marks {place}. It changes no points."
    return f"The average of these marks {place}. Whether you pass is decided by right answers alone."


def _signed(mark: int) -> str:
    return f"{mark:+d}".replace("-", "−") if mark else "0"


def _percent(chance: Fraction) -> int:
    return round(chance * 100)


def _points(hundredths: int) -> str:
    return f"{hundredths / 100:.2f} points".replace("1.00 points", "1 point")
