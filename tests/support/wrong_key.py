"""A quiz whose first question has the wrong key, and six people who took it before that was found."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from tests.support.attempts import taken
from tests.support.courses import quiz_text, single_choice, tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import published
from tests.support.trainees import find, join
from trainer.access import PLATFORM, Actor
from trainer.actions.cohorts import add_cohort
from trainer.actions.rescoring import Decided, correct
from trainer.ids import AttemptId
from trainer.queries.correcting import CorrectPage, correct_page
from trainer.quizzes.rescoring import KeyPolicy
from trainer.storage.database import Database
from trainer.storage.learning import Attempt

QUIZ: Final = "quizzes/third.yml"
WHY: Final = "The key said no, and yes is right."
OTHERS: Final = "".join(single_choice(name) for name in ("second", "third", "fourth", "fifth"))
TERMS: Final = "pass_mark: 80\n"
WRONG: Final = quiz_text("practice/third", terms=TERMS, questions=single_choice("first", right="no") + OTHERS)
RIGHT: Final = quiz_text("practice/third", terms=TERMS, questions=single_choice("first", right="yes") + OTHERS)
ANSWERS: Final = {
    "Anna": ("no", "yes"),
    "Ben": ("yes", "yes"),
    "Cora": ("yes", "no"),
    "Dan": ("no", "no"),
    "Eve": ("perhaps", "yes"),
    "Finn": ("yes", "yes"),
}
"""What each said to 'first', and to 'second'; the rest is right. Finn has not handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongKey:
    """The database, and each attempt by name."""

    database: Database
    attempts: dict[str, AttemptId]

    def page(self, policy: KeyPolicy | None = None, actor: Actor = PLATFORM) -> CorrectPage:
        """What the page shows."""
        with self.database.reading() as session:
            return correct_page(session, self.database, actor, "tiny", QUIZ, "first", policy, november(6))

    def decide(self, policy: KeyPolicy, *, lowers: int | None = None, words: str = WHY) -> Decided:
        """What the form would send."""
        page = self.page(policy)
        assert page.shown is not None
        return Decided(policy=policy, words=words, seen=page.seen, digest=page.shown.digest, lowers=lowers)

    def correct(self, policy: KeyPolicy, *, lowers: int | None = None) -> None:
        """Look at it, and say yes."""
        correct(self.database, PLATFORM, "tiny", QUIZ, "first", self.decide(policy, lowers=lowers), november(6))

    def scores(self, name: str) -> list[tuple[int, int, int, bool]]:
        """Number, points, maximum and whether it passed, of each score of an attempt."""
        attempt = taken(self.database, find(self.database, name).actor, self.attempts[name])
        return [(each.number, each.points, each.maximum, each.is_passed) for each in attempt.scores()]


def wrong_key(templates: Templates, *, mended: bool = True) -> WrongKey:
    """Six people took the quiz; then the question was corrected and published, unless it is not `mended` yet."""
    database = templates.get("a wrong key", _taken)
    if mended:
        published(database, tiny_course(files={QUIZ: RIGHT}), november(5))
    return WrongKey(database=database, attempts={name: _attempt(database, name) for name in ANSWERS})


def _attempt(database: Database, name: str) -> AttemptId:
    with database.reading() as session:
        found: UUID = session.scalars(
            select(Attempt.id).where(Attempt.person_id == find(database, name).actor.person_id)
        ).one()
    return AttemptId(found)


def _taken(database: Database) -> None:
    published(database, tiny_course(files={QUIZ: WRONG}), november(1))
    add_cohort(database, PLATFORM, "Autumn", "tiny", date(2026, 11, 1), date(2026, 12, 18), november(1))
    for name, (first, second) in ANSWERS.items():
        trainee = join(database, name, november(2), cohort="Autumn")
        trainee.read("practice/third", november(3))
        attempt = taken(database, trainee.actor, trainee.start("third", november(3)))
        said = {"first": first, "second": second, "third": "yes", "fourth": "yes", "fifth": "yes"}
        for question, option in said.items():
            attempt.answer(question, option, november(3))
        if name != "Finn":
            attempt.submit(november(3))
