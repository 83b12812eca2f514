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
    """An attempt, and who handed it in. `pass_mark` is that of its revision; None where any result counts.

    `before` is the score that stood before a mended key corrected it, in hundredths, and whether that passed.
    """

    fact: AttemptFact
    revision: int
    edition: int
    pass_mark: int | None
    was_closed_by_time: bool
    was_closed_by_pause: bool = False
    before: tuple[int, int, bool] | None = None


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
    """An item was found complete, by the rules of a revision of course.yml; `is_withdrawn` where it counts no more."""

    item: str
    revision: int
    edition: int
    rules: int
    at: datetime
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionIn:
    """A supervisor excused somebody from an item, let them pause, moved them, or took such a thing back.

    `what` says it in words; it is about an item or a cohort. The trainee reads the reason where it `is_shared`.
    """

    what: str
    item: str | None
    cohort: str | None
    at: datetime
    by: str
    reason: str
    is_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateIn:
    """A certificate, and whether it still holds; everybody who may see it reads why it was revoked, if it was."""

    serial: str
    name: str
    at: datetime
    by: str
    status: str
    ended_at: datetime | None
    why_revoked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticumIn:
    """An entry of the practicum ledger; `state` says in words what became of it, `by` who decided last."""

    item: str
    held_on: date
    minutes: int
    role: str
    phase: str
    route: str
    client: str
    state: str
    decided_at: datetime | None
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendedIn:
    """Attendance at a live meeting was signed, or taken back again."""

    item: str
    title: str
    held_on: date
    minutes: int
    state: str
    decided_at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIn:
    """A document was uploaded; `state` says in words what became of it."""

    item: str
    number: int
    at: datetime
    valid_until: date | None
    state: str
    decided_at: datetime | None
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionIn:
    """A reflection was kept, so many times; neither its words nor who may read it."""

    item: str
    first_at: datetime
    last_at: datetime
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyIn:
    """A competency was seen in an encounter on `seen_on`, or something was signed, withdrawn or decided about it."""

    item: str
    event: str
    at: datetime
    by: str
    level: int | None = None
    seen_on: date | None = None
    setting: str | None = None


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
    their numbers; reasons that are not shared are shown where `shows_reasons` says so.
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
    decisions: Sequence[DecisionIn]
    certificates: Sequence[CertificateIn]
    documents: Sequence[DocumentIn]
    reflections: Sequence[ReflectionIn]
    practicum: Sequence[PracticumIn] = ()
    meetings: Sequence[AttendedIn] = ()
    competencies: Sequence[CompetencyIn] = ()
    earlier: Mapping[int, Outline]
    shows_reasons: bool
