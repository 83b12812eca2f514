"""What happened in one person's enrolment, in words, the newest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.outline import Outline
from trainer.curriculum.quoting import quoted
from trainer.curriculum.transcript_titles import Titles
from trainer.queries import person_facts
from trainer.queries.decided import ERASED
from trainer.queries.person_facts import Statement
from trainer.queries.person_head import PersonHead, Supervised, supervised
from trainer.quizzes.accommodations import Accommodation
from trainer.quizzes.easing_in_words import in_words
from trainer.quizzes.scoring import percent
from trainer.storage.database import Database
from trainer.storage.prepared import run

ON_A_PAGE: Final = 50
LAST_PAGE: Final = 200
"""Beyond it nobody leafs: it is reached by choosing one kind."""


class Kind(Enum):
    """What a line of the timeline is about."""

    READING = "reading"
    QUIZZES = "quizzes"
    PRACTICE = "practice"
    DECISIONS = "decisions"
    COMPLETED = "completed"
    CERTIFICATES = "certificates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact: `by` is None where the person did it; `attempt_id` leads to what they saw."""

    at: datetime
    kind: Kind
    sentence: str
    by: str | None
    words: str
    attempt_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """A page of the timeline, of one kind or of all; `newer` and `older` are pages beside it."""

    head: PersonHead
    kind: Kind | None
    kinds: tuple[Kind, ...]
    events: tuple[Event, ...]
    number: int
    newer: int | None
    older: int | None


AnyRow = Row[*tuple[Any, ...]]  # of a statement of person_facts, whose columns are taken by name
Tell = Callable[[AnyRow, Titles], str]


@dataclass(frozen=True, slots=True)
class _Source:
    kind: Kind
    statement: Statement
    tell: Tell


def timeline_page(
    session: Session, database: Database, actor: Actor, enrolment_id: UUID, kind: str, number: int, now: Now
) -> TimelinePage:
    """A page of what happened in an enrolment that the actor supervises: one statement for each kind of fact.

    An unknown `kind` is every kind; a `number` beyond the last page is an empty page. Raises NotFound.
    """
    person = supervised(session, database, actor, enrolment_id, now)
    chosen = next((each for each in Kind if each.value == kind), None)
    number = min(max(1, number), LAST_PAGE)
    most = number * ON_A_PAGE + 1
    sources = [each for each in _SOURCES if chosen in (None, each.kind)]
    found = [
        (row, rank, source)
        for rank, source in enumerate(sources)
        for row in run(session, source.statement, enrolment_id=enrolment_id, most=most)
    ]
    found.sort(key=lambda each: (each[0].at, each[1], each[0].id), reverse=True)
    here = found[most - 1 - ON_A_PAGE : most - 1]
    titles = _titles(session, database, person, [row for row, _, _ in here])
    return TimelinePage(
        head=person.head,
        kind=chosen,
        kinds=tuple(Kind),
        events=tuple(_event(row, source, titles) for row, _, source in here),
        number=number,
        newer=number - 1 if number > 1 else None,
        older=number + 1 if len(found) >= most and number < LAST_PAGE else None,
    )


def _titles(session: Session, database: Database, person: Supervised, rows: Sequence[AnyRow]) -> Titles:
    """Titles of today, and those of the editions in which something was done that is gone since."""
    outline = person.edition.outline
    known = {module.path for module in outline.modules()} | {quiz.path for quiz in outline.quizzes}
    sections = {(module.path, section.id) for module in outline.modules() for section in module.sections}
    earlier: dict[int, Outline] = {}
    for row in rows:
        mapping = dict(row._mapping)
        if "edition_id" not in mapping:
            continue
        is_known = (row.path, row.section) in sections if "section" in mapping else row.path in known
        if not is_known:
            earlier[row.edition] = database.library.edition(session, row.edition_id).outline
    return Titles(outline, earlier, person.rules.requirements)


def _event(row: AnyRow, source: _Source, titles: Titles) -> Event:
    mapping = dict(row._mapping)
    words = ""
    if mapping.get("text_id"):
        words = mapping["words"] if mapping["words"] is not None else ERASED
    return Event(
        at=row.at,
        kind=source.kind,
        sentence=source.tell(row, titles),
        by=None if row.actor_id == row.person_id else row.name,
        words=words,
        attempt_id=mapping.get("attempt_id"),
    )


def _reading(row: AnyRow, titles: Titles) -> str:
    verb = "Finished" if row.kind == "finished" else "Opened"
    return f"{verb} the section {quoted(titles.section(row.path, row.section))} of {quoted(titles.module(row.path))}."


def _attempt(row: AnyRow, titles: Titles) -> str:
    return f"Began attempt {row.number} at {quoted(titles.quiz(row.path))}."


def _submission(row: AnyRow, titles: Titles) -> str:
    told = f"Attempt {row.number} at {quoted(titles.quiz(row.path))} was handed in"
    return f"{told}, for a person to mark." if row.points is None else f"{told}: {_came_to(row)}."


def _later_score(row: AnyRow, titles: Titles) -> str:
    what = "was scored anew, since a question was corrected" if row.correction_id else "was marked"
    return f"Attempt {row.number} at {quoted(titles.quiz(row.path))} {what}: {_came_to(row)}."


def _came_to(row: AnyRow) -> str:
    result = percent(Fraction(row.points), Fraction(row.maximum))
    return f"{result} %, {'passed' if row.is_passed else 'not passed'}"


def _request(row: AnyRow, titles: Titles) -> str:
    return f"Asked for another attempt at {quoted(titles.quiz(row.path))}."


def _grant(row: AnyRow, titles: Titles) -> str:
    count = "One further attempt" if row.attempts == 1 else f"{row.attempts} further attempts"
    return f"{count} at {quoted(titles.quiz(row.path))} {'was' if row.attempts == 1 else 'were'} opened."


def _accommodation(row: AnyRow, titles: Titles) -> str:
    where = quoted(titles.quiz(row.path)) if row.path else "every quiz"
    if row.withdraws_id:
        return f"An accommodation at {where} was taken back."
    eased = Accommodation(time_factor=row.time_factor, attempts=row.attempts, closes=row.closes_on)
    return f"An accommodation at {where}: {in_words(eased)}"


def _completion(row: AnyRow, titles: Titles) -> str:
    return f"{_item(row.item, titles)} was found complete."


def _withdrawal(row: AnyRow, titles: Titles) -> str:
    return f"The completion of {_item(row.item, titles, begins=False)} was withdrawn."


def _excusal(row: AnyRow, titles: Titles) -> str:
    if row.withdraws_id:
        return f"The excusal from {_item(row.item, titles, begins=False)} was withdrawn: it is asked again."
    return f"Excused from {_item(row.item, titles, begins=False)}."


def _placement(row: AnyRow, _titles: Titles) -> str:
    cohort = f"the cohort {quoted(row.cohort)}" if row.cohort else "no cohort"
    match row.kind:
        case "moved":
            return f"Transferred to {cohort}."
        case "paused":
            return "Paused: nothing is due until the enrolment goes on."
        case "resumed":
            return "Goes on after a pause."
        case _:
            return f"Joined, in {cohort}."


def _note(row: AnyRow, _titles: Titles) -> str:
    if row.withdraws_id:
        return "A note was withdrawn."
    return "A note that the trainee can read." if row.is_shared else "A note for supervisors."


def _entry(row: AnyRow, titles: Titles) -> str:
    verb = "Corrected an entry" if row.replaces_id else "Added an entry"
    return f"{verb} for {_item(row.item, titles, begins=False)}."


def _sign_off(row: AnyRow, titles: Titles) -> str:
    what = {"accepted": "was given", "returned": "was refused, and the entry returned", "withdrawn": "was withdrawn"}
    return f"A signature for {_item(row.item, titles, begins=False)} {what[row.decision]}."


def _encounter(row: AnyRow, _titles: Titles) -> str:
    return f"An encounter of {row.held_on:%d %B %Y} was recorded."


def _certificate(row: AnyRow, _titles: Titles) -> str:
    return f"The certificate {row.serial} was issued."


def _certificate_change(row: AnyRow, _titles: Titles) -> str:
    if row.kind == "revoked":
        return f"The certificate {row.serial} was revoked."
    name = "with a corrected name " if row.kind == "name-corrected" else ""
    return f"The certificate {row.serial} was issued anew {name}as {row.replaced_by}."


def _item(item: str, titles: Titles, *, begins: bool = True) -> str:
    kind, title = titles.item(item)
    if kind == "course":
        return "The course" if begins else "the course"
    return quoted(title)


_SOURCES: Final = (
    # Of one moment, what stands later here comes first on the page, since it followed from the rest.
    _Source(Kind.DECISIONS, person_facts.PLACEMENTS, _placement),
    _Source(Kind.READING, person_facts.READINGS, _reading),
    _Source(Kind.QUIZZES, person_facts.ATTEMPTS, _attempt),
    _Source(Kind.QUIZZES, person_facts.SUBMISSIONS, _submission),
    _Source(Kind.QUIZZES, person_facts.LATER_SCORES, _later_score),
    _Source(Kind.QUIZZES, person_facts.REQUESTS, _request),
    _Source(Kind.DECISIONS, person_facts.GRANTS, _grant),
    _Source(Kind.DECISIONS, person_facts.ACCOMMODATIONS, _accommodation),
    _Source(Kind.PRACTICE, person_facts.ENTRIES, _entry),
    _Source(Kind.PRACTICE, person_facts.ENCOUNTERS, _encounter),
    _Source(Kind.PRACTICE, person_facts.SIGN_OFFS, _sign_off),
    _Source(Kind.DECISIONS, person_facts.NOTES, _note),
    _Source(Kind.DECISIONS, person_facts.EXCUSALS, _excusal),
    _Source(Kind.DECISIONS, person_facts.WITHDRAWALS, _withdrawal),
    _Source(Kind.COMPLETED, person_facts.COMPLETIONS, _completion),
    _Source(Kind.CERTIFICATES, person_facts.CERTIFICATES, _certificate),
    _Source(Kind.CERTIFICATES, person_facts.CERTIFICATE_CHANGES, _certificate_change),
)
