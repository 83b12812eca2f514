"""What becomes of an answer when it is checked: which try it was, and whether another may follow."""

from dataclasses import dataclass, replace

from trainer.quizzes.certainty import Certainty
from trainer.quizzes.questions.question import Arrangement, Question, Response
from trainer.quizzes.quiz import Feedback, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of an answer beside its response: `tried` is None where it was only saved, or there is one try."""

    tried: int | None = None
    is_final: bool = False
    certainty: Certainty | None = None


def may_check(terms: Terms) -> bool:
    """Whether an answer can be checked before the attempt is handed in."""
    return terms.feedback is Feedback.AFTER_EACH or terms.behaviour.tries > 1


def check(
    terms: Terms, question: Question, arrangement: Arrangement, response: Response, kept: Kept, *, tries: int
) -> Kept:
    """What is kept of an answer that is checked after so many `tries`: a right one, and the last, are for good."""
    if terms.behaviour.tries == 1:
        return replace(kept, is_final=True)
    tried = tries + 1
    is_final = tried >= terms.behaviour.tries or question.mark(response, arrangement) == 1
    return replace(kept, tried=tried, is_final=is_final)
