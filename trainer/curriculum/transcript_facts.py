"""What a transcript is told of an enrolment: its facts, each with the edition and revision that it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from trainer.curriculum.course import Rules
from trainer.curriculum.outline import Outline
from trainer.curriculum.progress import AttemptFact
from trainer.curriculum.standing import Standings


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingIn:
    """A section was opened or finished."""

    path: str
    section: str
    is_finished: bool
    revision: int
    edition: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptIn:
    """An attempt, and who handed it in. `pass_mark` is that of its revision; None where any result counts."""

    fact: AttemptFact
    revision: int
    edition: int
    pass_mark: int | None
    was_closed_by_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpIn:
    """A further attempt was asked for, or some were granted: then `attempts` says how many, `by` who gave them."""

    path: str
    at: datetime
    attempts: int | None = None
    by: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionIn:
    """An item was found complete, by the rules of a revision of course.yml."""

    item: str
    revision: int
    edition: int
    rules: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Who is enrolled in what, since when, and what is in force for them now."""

    name: str
    number: int
    at: datetime
    cohort: str | None
    starts_on: date | None
    ends_on: date | None
    edition: int
    rules_revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptFacts:
    """All that a transcript rests on.

    `earlier` are the outlines of the editions in which something was done that is no longer published, by
    their numbers; the reasons of grants are shown where `shows_reasons` says so.
    """

    enrolled: Enrolled
    outline: Outline
    rules: Rules
    standings: Standings
    made_at: datetime
    made_on: date
    readings: Sequence[ReadingIn]
    attempts: Sequence[AttemptIn]
    help: Sequence[HelpIn]
    completions: Sequence[CompletionIn]
    earlier: Mapping[int, Outline]
    shows_reasons: bool
