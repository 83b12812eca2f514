"""What each person of the demonstration has done, before the course was corrected and after."""

from trainer.access import Actor
from trainer.demonstration.learner import Learner

ROUTES, SCREENING, PREPARATION, SUICIDALITY = (
    "pharmacology/routes",
    "pharmacology/contraindications",
    "psychotherapeutic-techniques/preparation",
    "psychotherapeutic-techniques/suicidality",
)


def tell(learner: Learner, story: str, supervisor: Actor, *, before_change: bool) -> None:
    """Let somebody do one half of their story."""
    part = _BEFORE if before_change else _AFTER
    if story in part:
        part[story](learner, supervisor)


def _finish(learner: Learner, module: str, quiz: str, day: float) -> None:
    learner.read(module, day)
    learner.answer_checks(module, day)
    learner.attempt(quiz, day - 0.5, wrong=1)


def _complete(learner: Learner, _supervisor: Actor) -> None:
    _finish(learner, ROUTES, "routes", 8)
    learner.read(SCREENING, 7)
    learner.attempt("contraindications", 6.5, wrong=5, on_safety=True)
    learner.attempt("contraindications", 5, wrong=0)
    _finish(learner, SUICIDALITY, "suicidality", 3)


def _be_sure_and_wrong(learner: Learner, supervisor: Actor) -> None:
    """Complete what was, put a safety-critical error right, and pass with two errors of which they were sure."""
    _complete(learner, supervisor)
    learner.read(PREPARATION, 2.6)
    learner.attempt("preparation", 2.5, wrong=2)


def _complete_early(learner: Learner, _supervisor: Actor) -> None:
    _finish(learner, ROUTES, "routes", 40)
    _finish(learner, SUICIDALITY, "suicidality", 33)
    learner.read(SCREENING, 26)


def _in_the_middle(learner: Learner, _supervisor: Actor) -> None:
    learner.read(ROUTES, 20)
    learner.answer_checks(ROUTES, 20)
    learner.note(ROUTES, 20, 0, "Say this to patients before they ask.")
    learner.note(ROUTES, 20, 2)
    learner.attempt("routes", 19.5, wrong=4)


def _in_the_middle_later(learner: Learner, _supervisor: Actor) -> None:
    learner.read(ROUTES, 6)
    learner.attempt("routes", 5, wrong=1)
    learner.read(SCREENING, 3, sections=3)
    learner.note(SCREENING, 3, 1, "Which of these do we ask on the phone?\nBring it up in supervision.")
    learner.come_back_to(ROUTES, 6, 3)
    learner.come_back_to(SCREENING, 3, 2)
    learner.attempt("suicidality", 0.1, hand_in=False)


def _fail_all(learner: Learner, _supervisor: Actor) -> None:
    learner.read(SUICIDALITY, 30)
    for day in (29, 27, 25):
        learner.attempt("suicidality", day, wrong=4)
    learner.ask_for_attempt("suicidality", 2)


def _be_granted(learner: Learner, supervisor: Actor) -> None:
    learner.read(SUICIDALITY, 28)
    for day in (27, 25, 23):
        learner.attempt("suicidality", day, wrong=3)
    learner.ask_for_attempt("suicidality", 22)
    reason = "We went through the safety plan together in supervision; he explained each step in his own words."
    learner.be_granted(supervisor, "suicidality", reason, 21)


def _read_a_little(learner: Learner, _supervisor: Actor) -> None:
    learner.read(ROUTES, 12, sections=2)


def _quiz_comes_next(learner: Learner, _supervisor: Actor) -> None:
    learner.read(ROUTES, 5)


def _fail_on_safety(learner: Learner, _supervisor: Actor) -> None:
    learner.prefer(text_size="large", theme="dark")
    learner.read(SUICIDALITY, 4)
    learner.attempt("suicidality", 3, wrong=1, on_safety=True)


_BEFORE = {
    "completed before the change": _complete_early,
    "in the middle": _in_the_middle,
    "asks for an attempt": _fail_all,
    "was granted an attempt": _be_granted,
    "reading": _read_a_little,
}
_AFTER = {
    "complete": _complete,
    "all modules done": _be_sure_and_wrong,
    "in the middle": _in_the_middle_later,
    "quiz comes next": _quiz_comes_next,
    "failed on safety": _fail_on_safety,
}
