"""What became of an uploaded document, and when it expires."""

from datetime import date, timedelta
from enum import Enum
from typing import Final

NOTICE: Final = timedelta(days=30)
"""How long before its last day a page says that a document expires."""
MOST_YEARS: Final = 15
"""How far ahead the last day of a document may lie; a later one was mistyped."""
TYPES: Final = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
"""The media types of documents, with the ending of a file of each."""


class DocumentState(Enum):
    """What became of an upload."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"

    @property
    def word(self) -> str:
        """The state as pages say it."""
        return _WORDS[self]

    @property
    def mark(self) -> tuple[str, str]:
        """The tone and the drawing of the state."""
        return _MARKS[self]

    @property
    def counts(self) -> bool:
        """Whether somebody still needs the file: to look at it, or as what an acceptance rests on."""
        return self in (DocumentState.WAITING, DocumentState.ACCEPTED)


_WORDS: Final = {
    DocumentState.WAITING: "Waits for a supervisor",
    DocumentState.ACCEPTED: "Accepted",
    DocumentState.EXPIRED: "Expired",
    DocumentState.RETURNED: "Returned",
    DocumentState.WITHDRAWN: "Acceptance withdrawn",
    DocumentState.REPLACED: "Replaced before it was looked at",
}
_MARKS: Final = {
    DocumentState.WAITING: ("note", "clock"),
    DocumentState.ACCEPTED: ("good", "tick"),
    DocumentState.EXPIRED: ("warning", "expired"),
    DocumentState.RETURNED: ("warning", "back"),
    DocumentState.WITHDRAWN: ("warning", "back"),
    DocumentState.REPLACED: ("note", "dash"),
}


def document_state(
    decision: str | None, *, is_withdrawn: bool, is_latest: bool, valid_until: date | None, today: date
) -> DocumentState:
    """What became of an upload by its last decision, `accepted`, `returned` or none, on a day."""
    if decision is None:
        return DocumentState.WAITING if is_latest else DocumentState.REPLACED
    if decision == "returned":
        return DocumentState.RETURNED
    if is_withdrawn:
        return DocumentState.WITHDRAWN
    return DocumentState.EXPIRED if valid_until and today > valid_until else DocumentState.ACCEPTED


def expiry_line(valid_until: date | None, today: date) -> str:
    """That what was accepted expires soon, or has expired, in a sentence; empty long before it."""
    if valid_until is None or today < valid_until - NOTICE:
        return ""
    if today > valid_until:
        return "It has expired. Upload the renewed document."
    days = (valid_until - today).days
    if days == 0:
        return "Today is its last day. Upload the renewed document as soon as you have it."
    return f"It expires in {days} {'day' if days == 1 else 'days'}. Upload the renewed document as soon as you have it."


def why_not_until(valid_until: date | None, today: date) -> str:
    """What is wrong with the last day that somebody says stands on a document; empty where nothing is."""
    if valid_until is None:
        return "Say until when it is valid, as it stands on the document: day, month and year."
    if valid_until < today:
        return "This day has passed. Upload a document that is still valid."
    if valid_until > today.replace(year=today.year + MOST_YEARS, day=min(today.day, 28)):
        return f"This is more than {MOST_YEARS} years ahead. Look at the year again."
    return ""
