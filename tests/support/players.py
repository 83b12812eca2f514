"""People of the clinic who play a branching case."""

from dataclasses import dataclass
from uuid import UUID

from tests.support.branching_cases import SLUG, course_with_case
from tests.support.clinic import COURSE, after, publish
from trainer.access import Actor
from trainer.actions import playing_cases
from trainer.clock import Now
from trainer.queries.case_run import CaseRunPage, case_run_page
from trainer.quizzes.cases.codes import coded, salt_of
from trainer.quizzes.cases.playing import play
from trainer.storage.case_rows import RunRow, run_by_id
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who plays the case, which is published."""

    database: Database
    actor: Actor

    def begin(self, now: Now | None = None) -> UUID:
        """Begin a run, or go on with the open one."""
        return playing_cases.begin(self.database, self.actor, COURSE, SLUG, now or after(days=1))

    def row(self, run: UUID) -> RunRow:
        """A run as it is kept."""
        with self.database.reading() as session:
            row = run_by_id(session, run)
        assert row is not None
        return row

    def code(self, run: UUID, choice: str) -> str:
        """By what the form of the run's scene names a choice."""
        row = self.row(run)
        with self.database.reading() as session:
            case = self.database.library.case(session, row.revision_id)
        scene = play(case, row.variation, row.choices).scene
        found = coded(scene, salt_of(row.id, row.revision_id)).items()
        return next(code for code, each in found if each.id == choice)

    def choose(self, run: UUID, *choices: str, now: Now | None = None) -> None:
        """Make choices one after another."""
        for choice in choices:
            seen, code = len(self.row(run).choices), self.code(run, choice)
            assert playing_cases.choose(self.database, self.actor, run, seen, code, now or after(days=1))

    def page(self, run: UUID, seen: int | None = None) -> CaseRunPage:
        """The page of a run."""
        with self.database.reading() as session:
            return case_run_page(session, self.database, self.actor, run, seen)


def player_of(database: Database, actor: Actor) -> Player:
    """Somebody of the clinic, in whose course the case is published now."""
    publish(database, course_with_case(), after())
    return Player(database, actor)
