"""An instructor finds a wrong key after people have answered by it."""

from collections.abc import Mapping
from typing import Final

from trainer.access import Actor
from trainer.actions.rescoring import Decided, correct
from trainer.clock import Now
from trainer.queries.correcting import correct_page
from trainer.quizzes.rescoring import KeyPolicy
from trainer.storage.database import Database

_QUIZ: Final = "quizzes/routes.yml"
_QUESTION: Final = "wafer-share"
_RIGHT, _WRONG = b"answer: 29\n", b"answer: 39\n"
_WHY: Final = "The key named the figure of another study. Whoever was asked this question has its points."


def with_wrong_key(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The course as it was while the key was wrong."""
    return {path: text.replace(_RIGHT, _WRONG, 1) if path == _QUIZ else text for path, text in files.items()}


def mend(database: Database, instructor: Actor, course: str, now: Now) -> None:
    """Give everybody the points, now that the corrected question is published."""
    with database.reading() as session:
        page = correct_page(session, database, instructor, course, _QUIZ, _QUESTION, KeyPolicy.ALL, now)
    if page.shown:
        decided = Decided(policy=KeyPolicy.ALL, words=_WHY, seen=page.seen, digest=page.shown.digest)
        correct(database, instructor, course, _QUIZ, _QUESTION, decided, now)
