"""A quiz's rules in words, as its start page tells them."""

from datetime import date
from typing import assert_never

from trainer.curriculum.outline import QuizOutline
from trainer.queries.behaviour_rules import tries_rules
from trainer.quizzes.policy import Counts, Policy
from trainer.quizzes.quiz import Feedback, Page, Purpose, Terms


def rules_in_words(quiz: QuizOutline, terms: Terms) -> tuple[str, ...]:
    """The rules of a quiz in sentences; `terms` are those that hold for the person who reads them."""
    rules = [f"{quiz.questions} questions, {'one at a time' if terms.page is Page.ONE else 'all on one page'}."]
    if terms.purpose is Purpose.PRE_TEST:
        rules.append("This shows where you begin. Any result counts; there is nothing to pass.")
    else:
        rules.append(f"You pass with {terms.pass_mark} % of the points.")
    if quiz.critical:
        held = "One question is" if quiz.critical == 1 else f"{quiz.critical} of the questions are"
        rules.append(
            f"{held} safety-critical. Less than full points on one of them fails the attempt, whatever the total; "
            "a blank counts as wrong. They are not marked in the quiz."
        )
    attempts = "one attempt" if terms.attempts == 1 else f"{terms.attempts} attempts"
    wait = f", with {_hours(terms.wait_hours)} between them" if terms.wait_hours and terms.attempts > 1 else ""
    rules.append(f"You have {attempts}{wait}.")
    rules += [*_which_counts(terms), *_when_open(terms.policy)]
    if terms.minutes:
        rules.append(
            f"You have {terms.minutes} minutes from the moment you start; then the attempt is submitted with what was "
            "saved. The clock runs on while you are away."
        )
        if terms.policy.grace_minutes:
            grace = "one minute" if terms.policy.grace_minutes == 1 else f"{terms.policy.grace_minutes} minutes"
            rules.append(f"What arrives up to {grace} after the end still counts, so that a slow line costs nothing.")
    elif terms.policy.closes:
        rules.append("There is no other time limit. Every answer is saved; you can leave and come back on any device.")
    else:
        rules.append("There is no time limit. Every answer is saved; you can leave and come back on any device.")
    rules += tries_rules(terms.behaviour)
    rules.append(
        {
            Feedback.AFTER_EACH: "You see the reasons after each question; an answer you have checked is final."
            if terms.behaviour.tries == 1
            else "You see the reasons of a question as soon as its answer is final.",
            Feedback.AFTER_SUBMISSION: "You see the reasons for every answer after submitting.",
            Feedback.AFTER_PASS: "You see the reasons when you have passed, or when no attempt is left. "
            "Before that the result names what to read again.",
            Feedback.POINTS_ONLY: "You see your points and what to read again. The reasons are not shown, since the "
            "same questions are asked of others and later.",
        }[terms.feedback]
    )
    return tuple(rules)


def _hours(hours: int) -> str:
    return "one hour" if hours == 1 else f"{hours} hours"


def _which_counts(terms: Terms) -> tuple[str, ...]:
    if terms.attempts == 1:
        return ()
    match terms.policy.counts:
        case Counts.BEST:
            return ()
        case Counts.LAST:
            return ("The last attempt that you hand in is your result, also where an earlier one was better.",)
        case Counts.FIRST:
            return ("Only your first attempt counts; the others are for practice, unless a supervisor opens one.",)
        case _:
            assert_never(terms.policy.counts)


def _when_open(policy: Policy) -> tuple[str, ...]:
    end = f"the end of {_day(policy.closes)}, when an attempt that is still open is submitted" if policy.closes else ""
    if policy.opens and policy.closes:
        return (f"It is open from {_day(policy.opens)} to {end}.",)
    if policy.opens:
        return (f"It is open from {_day(policy.opens)} on.",)
    return (f"It is open until {end}.",) if policy.closes else ()


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
