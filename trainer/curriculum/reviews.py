"""Explains to an author why a review by a clinician does not stand in a file."""

from collections.abc import Iterable
from dataclasses import replace

from trainer.problem import Problem


def explain_reviews(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, sorted, with those about a key `reviewed_by` telling where reviews are recorded."""
    return tuple(sorted(_explained(problem) for problem in problems))


def _explained(problem: Problem) -> Problem:
    if not problem.message.startswith("unknown key 'reviewed_by'"):
        return problem
    return replace(
        problem,
        message="reviews by clinicians are recorded in the platform, not in files; "
        "remove 'reviewed_by' and have the reviewer sign this revision there",
    )
