"""A module of the clinic with some text, and what people tell its authors about it."""

from typing import Final
from uuid import UUID

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.care_course import PRESENCE, care_course, module_file
from tests.support.clinic import COURSE, ILSE, actor_of, after, publish
from trainer.access import Actor
from trainer.actions.answering_comments import Answer, answer_comment
from trainer.actions.commenting import comment_on_question, comment_on_section
from trainer.actions.folding import refold_outdated
from trainer.actions.showing_reasons import note_reasons_shown
from trainer.curriculum.commenting import Act, Said
from trainer.storage.database import Database

PATH: Final = "curriculum/sessions/presence.md"
RETURN: Final = (
    "## The return {#return}\n\nThe room is quiet. Say what you see, and say it slowly. Then wait a little.\n"
)
QUOTE: Final = "Say what you see, and say it slowly"


def republish(database: Database, body: str, hours: float) -> None:
    """Publish the module with another text."""
    text = module_file("Presence", "S1", body)
    publish(database, care_course({PATH: text}), after(hours=hours))
    list(refold_outdated(database, after(hours=hours)))


def tell(
    database: Database, who: str, words: str = "What?", quote: str = QUOTE, kind: str = "question", seen: int = 0
) -> UUID:
    """Tell something about the module's section `return`."""
    said = Said(kind=kind, words=words, quote=quote)
    return comment_on_section(database, actor_of(database, who), COURSE, PRESENCE, "return", said, seen, after(hours=2))


def tell_of_question(database: Database, actor: Actor) -> UUID:
    """Tell something about a question of an attempt whose reasons were shown."""
    attempt = finish(database, actor, "routes", RIGHT_ROUTES, after())
    note_reasons_shown(database, actor, attempt.id, after())
    said, code = Said(kind="wrong", words="Both are right."), attempt.code("im-peak")
    return comment_on_question(database, actor, COURSE, attempt.id, code, said, 0, after(hours=2))


def answer(database: Database, comment_id: UUID, act: Act = Act.ANSWERED, seen: int = 0) -> None:
    """Let an instructor answer."""
    given = Answer(act=act, words="So it is.")
    answer_comment(database, actor_of(database, ILSE), COURSE, comment_id, given, seen, after(hours=3))
