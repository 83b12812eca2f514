"""Tells what the clinical reviews of a document mean today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

SOON: Final = timedelta(days=30)
"""So long before a review is due again reviewers are told: time enough to read a module beside other work."""


class Decision(StrEnum):
    """What a reviewer decided about a revision."""

    SIGNED = "signed"
    RETURNED = "returned"


class ReviewState(StrEnum):
    """Where a document stands with its reviewers."""

    NEVER = "never"
    REVIEWED = "reviewed"
    OVERDUE = "overdue"
    CHANGED = "changed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The name of a reviewer as they signed with it, and their licence; all empty once the words were erased."""

    name: str
    licence: str = ""
    number: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A review of a revision: its number there, the day, by whom, and what is known of it now.

    `asks_anew_at` is the number of the first material revision after it, None while there is none. `due_on` and
    `signature` belong to what was signed, `open_comments` to what was returned.
    """

    id: UUID
    revision_id: UUID
    revision: int
    number: int
    decision: Decision
    day: date
    by_id: UUID
    by: str
    due_on: date | None = None
    signature: Signature | None = None
    asks_anew_at: int | None = None
    is_withdrawn: bool = False
    comments: int = 0
    open_comments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReview:
    """What the reviews of a document mean today. `last` is the review that decides; None where there never was one.

    `due_on` is the last day on which a signature counts as fresh, or by which a first one is wanted. `open_comments`
    counts what authors have not settled yet, whatever was signed since.
    """

    state: ReviewState
    revision: int
    last: Reviewed | None
    due_on: date | None
    open_comments: int

    @property
    def is_signed(self) -> bool:
        """Whether a clinician's signature stands for the revision, even where it is due again."""
        return self.state in (ReviewState.REVIEWED, ReviewState.OVERDUE)

    @property
    def has_small_changes(self) -> bool:
        """Whether typos or clarifications were published since it was signed."""
        return self.is_signed and self.last is not None and self.last.revision < self.revision

    @property
    def is_published_anew(self) -> bool:
        """Whether something was published since it was returned: it is the reviewers' turn again."""
        return self.state is ReviewState.RETURNED and self.last is not None and self.last.revision < self.revision

    @property
    def is_with_authors(self) -> bool:
        """Whether the authors have something to do before anybody reviews it again."""
        return self.state is ReviewState.RETURNED and not self.is_published_anew

    def is_due_soon(self, today: date) -> bool:
        """Whether a signature that is fresh still, or a first one that is wanted, is due within a month."""
        return self.due_on is not None and today <= self.due_on <= today + SOON

    def is_past_due(self, today: date) -> bool:
        """Whether the day has passed by which it was to be signed, anew or for the first time."""
        return self.due_on is not None and self.due_on < today

    def waits_for_reviewers(self, today: date) -> bool:
        """Whether a reviewer is asked to look at it."""
        return not self.is_with_authors and (self.state is not ReviewState.REVIEWED or self.is_due_soon(today))


def document_review(
    reviews: Sequence[Reviewed], *, revision: int, review_by: date | None, today: date
) -> DocumentReview:
    """What the reviews of a document mean for one of its revisions. `review_by` is what the document says of itself.

    The latest review decides, by the numbers of revisions and of their reviews; one that was returned and taken back
    is as if it had not been. A signature that was withdrawn is not made good by one before it. A material change after
    a signature asks for another; typos and clarifications keep it.
    """
    known = [each for each in reviews if each.revision <= revision and not _is_taken_back(each)]
    last = max(known, key=lambda each: (each.revision, each.number), default=None)
    state = _state(last, revision, review_by, today)
    due_on = _due_on(last, review_by) if state in (ReviewState.REVIEWED, ReviewState.OVERDUE) else review_by
    open_comments = sum(each.open_comments for each in known)
    return DocumentReview(state=state, revision=revision, last=last, due_on=due_on, open_comments=open_comments)


def signed_up_to(reviews: Sequence[Reviewed]) -> int:
    """The number of the newest revision with a signature that was not withdrawn; 0 where there is none."""
    signed = (each for each in reviews if each.decision is Decision.SIGNED and not each.is_withdrawn)
    return max((each.revision for each in signed), default=0)


def a_year_after(day: date) -> date:
    """The same day of the next year; the last of February after a leap day.

    Without another day a signature counts for a year: labels, alerts and guidance change, and a text does not tell by
    itself. A reviewer may ask for less, never for more.
    """
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _is_taken_back(review: Reviewed) -> bool:
    return review.is_withdrawn and review.decision is Decision.RETURNED


def _state(last: Reviewed | None, revision: int, review_by: date | None, today: date) -> ReviewState:
    if last is None:
        return ReviewState.NEVER
    if last.decision is Decision.RETURNED:
        return ReviewState.RETURNED
    if last.is_withdrawn:
        return ReviewState.WITHDRAWN
    if last.asks_anew_at is not None and last.asks_anew_at <= revision:
        return ReviewState.CHANGED
    due_on = _due_on(last, review_by)
    return ReviewState.OVERDUE if due_on and due_on < today else ReviewState.REVIEWED


def _due_on(last: Reviewed | None, review_by: date | None) -> date | None:
    """The day on which a signature is due again: what the document says of itself counts where it comes first.

    A day that had passed when it was signed was met by signing.
    """
    if last is None or last.due_on is None:
        return review_by
    return min(last.due_on, review_by) if review_by and review_by > last.day else last.due_on
