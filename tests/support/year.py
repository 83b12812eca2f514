"""Thirty people in two cohorts who learn through a compressed year, by the real actions with the clock moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.support.clinic import COURSE, PASSWORD, actor_of
from tests.support.year_course import Files, begins
from trainer import clock
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import cohorts, inviting, publishing, signing_in, sweeping
from trainer.actions.editions import Options
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.demonstration.learner import Learner
from trainer.storage.content import Cohort
from trainer.storage.database import Database

SPRING: Final = "Spring"
SUMMER: Final = "Summer"
AUTUMN: Final = "Autumn"
ADA: Final = "ada@example.org"
SVEN: Final = "sven@example.org"
RUTH: Final = "ruth@example.org"
DORA: Final = "dora@example.org"
OTTO: Final = "otto@example.org"
IN_SPRING: Final = 18
IN_SUMMER: Final = 12
_STAFF: Final = (
    (ADA, "Ada Kern", RoleName.ADMINISTRATOR, None),
    (SVEN, "Sven Dahl", RoleName.SUPERVISOR, SPRING),
    (RUTH, "Ruth Lange", RoleName.SUPERVISOR, SPRING),
    (DORA, "Dora Petrov", RoleName.SUPERVISOR, SUMMER),
    (OTTO, "Otto Winter", RoleName.SUPERVISOR, SUMMER),
)
_NAMES: Final = (
    "Alma Birk", "Bruno Falk", "Clara Holm", "Dario Lind", "Edda Moor", "Finn Nord", "Gesa Otte", "Henri Paul",
    "Ines Quast", "Jakob Reh", "Karla Sand", "Levin Thal", "Mina Ufer", "Nora Veit", "Oskar Wied", "=Pia Xander",
    "Quirin Yster", "Rosa Zorn", "Selma Arp", "Timo Brix", "Ulla Cord", "Vera Dorn", "Wim Eck", "Xenia Frey",
    "Yara Graf", "Zeno Hark", "Anouk Iser", "Bela Jahn", "Cleo Kolb", "Dora Lutz",
)  # fmt: skip
"""One name begins like a formula of a spreadsheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A clinic in which a year is lived; `first` is its first morning."""

    database: Database
    first: Now

    def day(self, number: float) -> Now:
        """A moment so many days after the first morning."""
        at = self.first.at + timedelta(days=number)
        return Now(at, at.date())

    def actor(self, address: str) -> Actor:
        """Somebody, as actions see them today."""
        return actor_of(self.database, address)

    def learner(self, number: int) -> Learner:
        """A trainee, whose deeds name the day of the year on which they happen."""
        actor = self.actor(_address(number))
        return Learner(database=self.database, actor=actor, course=COURSE, days_ago=self.day)

    def learners(self, numbers: Iterable[int]) -> list[Learner]:
        """Several trainees."""
        return [self.learner(number) for number in numbers]

    def supervisors(self, number: int) -> tuple[Actor, Actor]:
        """The two supervisors of a trainee's first cohort."""
        addresses = (SVEN, RUTH) if number < IN_SPRING else (DORA, OTTO)
        return self.actor(addresses[0]), self.actor(addresses[1])

    def cohort(self, name: str) -> UUID:
        """The id of a cohort."""
        with self.database.reading() as session:
            return session.scalars(select(Cohort.id).where(Cohort.name == name)).one()

    def publish(
        self, files: Files, day: float, change: Change = Change.CLARIFICATION, harder_from: float | None = None
    ) -> Files:
        """Publish, which must make a new edition; gives the files."""
        reach = self.day(harder_from).today if harder_from is not None else None
        options = Options(change=change, harder_from=reach, retire=True)
        outcome = publishing.publish(self.database, PLATFORM, files, (), options, self.day(day))
        assert outcome.number is not None, outcome.problems
        return files

    def sweep(self, day: float) -> None:
        """Let happen what happens by itself."""
        sweeping.sweep(self.database, self.day(day))

    def add_cohort(self, name: str, begins_on: float, ends_on: float, day: float) -> None:
        """Add a cohort from one day until another."""
        starts, ends = self.day(begins_on).today, self.day(ends_on).today
        cohorts.add_cohort(self.database, PLATFORM, name, COURSE, starts, ends, self.day(day))


def begin(database: Database, days_ago: int = 364) -> Year:
    """Publish the course and let everybody join, so many days before today."""
    today = clock.now(ZoneInfo("UTC")).at.replace(hour=0, minute=5, second=0, microsecond=0)
    at = today - timedelta(days=days_ago)
    year = Year(database=database, first=Now(at, at.date()))
    year.publish(begins(), -2)
    year.add_cohort(SPRING, 0, 300, -1)
    year.add_cohort(SUMMER, 0, 360, -1)
    for address, name, role, cohort in _STAFF:
        _join(year, address, name, role, cohort)
    for number, name in enumerate(_NAMES):
        cohort = SPRING if number < IN_SPRING else SUMMER
        _join(year, _address(number), name, RoleName.TRAINEE, cohort)
    return year


def _join(year: Year, address: str, name: str, role: RoleName, cohort: str | None) -> None:
    now = year.day(0)
    token = inviting.invite(year.database, PLATFORM, address, role, course=None, cohort=cohort, now=now)
    session_token = inviting.accept(year.database, token, name, PASSWORD, "a test", now)
    signing_in.sign_out(year.database, session_token, now)


def _address(number: int) -> str:
    return f"trainee{number}@example.org"
