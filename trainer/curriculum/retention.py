"""For how long each kind of record is kept, and what is erased when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

ERASED_NAME: Final = "Name erased"
"""What stands for somebody whose name was erased, on every page and in every file."""


class RecordKind(StrEnum):
    """A kind of record that is kept and erased as a whole."""

    TRAINING = "training"
    SUPERVISION = "supervision"
    PRACTICUM = "practicum"
    WRITTEN = "written"
    UPLOADS = "uploads"
    EVALUATION = "evaluation"
    OWN = "own"
    TRACES = "traces"


class Unit(StrEnum):
    """What the length of a kind's time counts."""

    YEARS = "years"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of record: what people call it, what of it can be erased, and what an administrator may set.

    Where it `may_stay`, it can be set to be kept until its day although somebody asks earlier. `holds` is said to the
    person whom it concerns.
    """

    title: str
    holds: str
    unit: Unit = Unit.YEARS
    usual: int = 7
    least: int = 1
    most: int = 50
    may_stay: bool = True
    stays: bool = False


KINDS: Final[Mapping[RecordKind, Kind]] = {
    RecordKind.TRAINING: Kind(
        title="Training record",
        holds="your name, certificates with the name printed on them and who signed, and the reason where one was "
        "revoked",
        stays=True,
    ),
    RecordKind.SUPERVISION: Kind(
        title="Words of supervisors",
        holds="what supervisors wrote about you: with signatures and observations, as reasons for their decisions, "
        "as notes; your remarks and appeals",
    ),
    RecordKind.PRACTICUM: Kind(
        title="Words in the practicum ledger",
        holds="what you wrote with your entries, and why words that could tell who a patient is were kept",
    ),
    RecordKind.WRITTEN: Kind(
        title="Written answers and reflections",
        holds="your written answers, reflections with their replies, and what you told the authors with what they "
        "answered",
    ),
    RecordKind.UPLOADS: Kind(
        title="Uploaded documents",
        holds="the files that you uploaded, such as a licence, and what you wrote with them",
    ),
    RecordKind.EVALUATION: Kind(
        title="Words in evaluations",
        holds="what you wrote when you evaluated a course",
    ),
    RecordKind.OWN: Kind(
        title="Notes and choices",
        holds="your own notes, marked sections, reflections that you have not kept, how you like to read, how often "
        "you are written to, and what your name and address were before you changed them",
        may_stay=False,
    ),
    RecordKind.TRACES: Kind(
        title="Traces of mail and sign-ins",
        holds="where you were signed in, which messages and links you were sent, and failed sign-ins",
        unit=Unit.DAYS,
        usual=30,
        least=15,  # an invitation works for fourteen days, and its message is needed as long
        most=365,
        may_stay=False,
    ),
}
"""Every kind, in the order in which pages show them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """For how many years or days a kind is kept after the last act; `number` is that of the change, 0 for none."""

    kind: RecordKind
    length: int
    stays: bool
    number: int = 0

    @property
    def words(self) -> str:
        """The length, as people say it."""
        unit = KINDS[self.kind].unit.value
        return f"{self.length} {unit if self.length != 1 else unit[:-1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of a kind when somebody is erased now: kept until a day, or, without one, erased."""

    kind: RecordKind
    kept_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What becomes of everything that is kept about somebody, if it is erased today on their request.

    `name_until` is until when their name stays: with their training record, or beside what they decided about others.
    """

    fates: tuple[Fate, ...]
    name_until: date | None

    @property
    def erased(self) -> tuple[RecordKind, ...]:
        """The kinds that go now."""
        return tuple(fate.kind for fate in self.fates if fate.kept_until is None)

    @property
    def kept(self) -> tuple[Fate, ...]:
        """The kinds that stay, each with its day."""
        return tuple(fate for fate in self.fates if fate.kept_until is not None)

    @property
    def last_day(self) -> date | None:
        """When the last of it goes; None where nothing stays."""
        return max((day for day in (*(fate.kept_until for fate in self.kept), self.name_until) if day), default=None)


def usual_rule(kind: RecordKind) -> Rule:
    """What holds until an administrator says otherwise."""
    return Rule(kind=kind, length=KINDS[kind].usual, stays=KINDS[kind].stays)


def problems_of_rule(rule: Rule) -> list[tuple[str, str]]:
    """What cannot be set so, by field."""
    kind = KINDS[rule.kind]
    found = []
    if not kind.least <= rule.length <= kind.most:
        found.append(("length", f"Give a number of {kind.unit.value} from {kind.least} to {kind.most}."))
    if rule.stays and not kind.may_stay:
        found.append(("stays", "This kind always goes when somebody is erased."))
    return found


def kept_until(rule: Rule, last_on: date) -> date:
    """The first day on which a kind is kept no longer, where the last act was on a day."""
    if KINDS[rule.kind].unit is Unit.DAYS:
        return last_on + timedelta(days=rule.length)
    return years_after(last_on, rule.length)


def cutoff(rule: Rule, today: date) -> date:
    """Whoever acted last before this day has nothing of the kind any more."""
    if KINDS[rule.kind].unit is Unit.DAYS:
        return today - timedelta(days=rule.length - 1)
    return years_after(today, -rule.length) + timedelta(days=1)


def years_after(day: date, years: int) -> date:
    """The same day of another year; of 29 February the 28th, where that year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def plan_of(
    rules: Mapping[RecordKind, Rule],
    last_on: date,
    today: date,
    *,
    decided_about_others: bool,
) -> Plan:
    """What is erased if somebody is erased today, whose last act was on a day."""
    fates = []
    for kind in RecordKind:
        until = kept_until(rules[kind], last_on)
        stays = rules[kind].stays and until > today
        fates.append(Fate(kind=kind, kept_until=until if stays else None))
    training = next((fate.kept_until for fate in fates if fate.kind is RecordKind.TRAINING), None)
    if training is None and decided_about_others:
        until = kept_until(rules[RecordKind.TRAINING], last_on)
        training = until if until > today else None
    return Plan(fates=tuple(fates), name_until=training)
