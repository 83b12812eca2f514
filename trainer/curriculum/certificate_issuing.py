"""Whether a certificate may be issued, with every reason why not yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from trainer.curriculum.certificate import Certified
from trainer.curriculum.reviewing import Reviewed, ReviewState, document_review
from trainer.curriculum.state import Unmet


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleCompleted:
    """A module on which a completion of the course rests, as it was on the day of its own completion.

    `reviews` are those of its document that stood at that moment, of every revision up to the one completed.
    """

    title: str
    minutes: int
    revision: int
    completed_on: date
    review_by: date | None
    reviews: Sequence[Reviewed]

    @property
    def review(self) -> ReviewState:
        """What its clinical reviews meant at that moment."""
        return document_review(
            self.reviews, revision=self.revision, review_by=self.review_by, today=self.completed_on
        ).state


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseCompleted:
    """A completion of the course that stands, and what it rests on; times are whole minutes that were signed for."""

    completion_id: UUID
    edition_id: UUID
    course: str
    edition: int
    completed_on: date
    modules: Sequence[ModuleCompleted]
    practicum: int
    meetings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a certificate would rest on: the completion, if there is one that stands, and what is not met."""

    completed: CourseCompleted | None
    unmet: Sequence[Unmet]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuable:
    """Whether a certificate may be issued: not while there is a reason why not.

    `unreviewed` are the modules that had no current clinical review when they were completed, each with the state of
    its reviews then: for those the course director says why it is issued nevertheless. `provider` is who provides the
    training, as it is set now.
    """

    completed: CourseCompleted | None
    reasons: tuple[Unmet, ...]
    unreviewed: tuple[tuple[str, ReviewState], ...]
    provider: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing that somebody else has to do stands in the way."""
        return self.completed is not None and not self.reasons

    def certified(self) -> Certified:
        """What the certificate would state. Raises ValueError where there is nothing to certify."""
        if self.completed is None:
            raise ValueError("the course is not complete")
        return Certified(
            course=self.completed.course,
            edition=self.completed.edition,
            completed_on=self.completed.completed_on,
            study=sum(module.minutes for module in self.completed.modules),
            practicum=self.completed.practicum,
            meetings=self.completed.meetings,
            is_reviewed=not self.unreviewed,
            provider=self.provider,
        )


def issuable(ground: Ground) -> Issuable:
    """What stands in the way of a certificate, all at once.

    A further condition of the course, such as an evaluation to be filled in first, comes into `Ground.unmet`, where
    trainees and supervisors read it in the same words.
    """
    modules = ground.completed.modules if ground.completed else ()
    unreviewed = tuple((each.title, each.review) for each in modules if each.review is not ReviewState.REVIEWED)
    return Issuable(completed=ground.completed, reasons=tuple(ground.unmet), unreviewed=unreviewed)


def in_words(state: ReviewState) -> str:
    """What was missing at that moment, as a supervisor reads it."""
    return {
        ReviewState.NEVER: "no clinician had signed it",
        ReviewState.OVERDUE: "its review was overdue",
        ReviewState.CHANGED: "it had changed materially since it was signed",
        ReviewState.RETURNED: "a reviewer had returned it to its authors",
        ReviewState.WITHDRAWN: "its signature had been withdrawn",
        ReviewState.REVIEWED: "it was reviewed",
    }[state]
