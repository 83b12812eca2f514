"""Warns of every claim that rests on a retracted source."""

from collections.abc import Iterator

from trainer.curriculum.bibliography_citing import citings_of
from trainer.curriculum.bibliography_marks import Status
from trainer.curriculum.citations import citations_of
from trainer.curriculum.course import Course
from trainer.problem import Problem, Severity


def claims_on_retracted(course: Course) -> Iterator[Problem]:
    """A warning at each citation of a retracted source, with the sentence that rests on it.

    A superseded one brings no warning: it may well be cited on purpose, and the desk lists what rests on it.
    """
    if "status" not in course.bibliography:
        return
    citations = citations_of(course.bibliography)
    for key, citings in citings_of(course).items():
        mark = citations.mark(key) if key in citations else None
        if mark is None or mark.status is not Status.RETRACTED:
            continue
        for citing in citings:
            message = (
                f"'{key}' was retracted, and this rests on it: “{citing.claim}”; find another source, or reword it"
            )
            yield Problem(citing.path, citing.line, message, Severity.WARNING)
