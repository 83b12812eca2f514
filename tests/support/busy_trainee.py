"""A trainee of the clinic to whom everything happened that a record can hold."""

from dataclasses import dataclass
from typing import Final

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.care_course import ROUTES, SCREENING, care_course
from tests.support.clinic import COURSE, ILSE, MAREN, SVEN, actor_of, after, enrolment_of, publish
from trainer.access import Actor
from trainer.actions import noting, reading, supervising, taking_quizzes
from trainer.actions.answering_comments import Answer, answer_comment
from trainer.actions.commenting import ask_again, comment_on_section, note_answers_seen
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.actions.noting import Draft
from trainer.actions.sweeping import close_due_attempts
from trainer.curriculum.change import Change
from trainer.curriculum.commenting import Act, Said
from trainer.ids import AttemptId
from trainer.queries.reader import reader_of
from trainer.quizzes.asking import ask
from trainer.quizzes.checks import lay_out
from trainer.storage.database import Database

REASON: Final = "=1+1; she was ill\n-and asked early"
"""Why Sven gave a further attempt; a spreadsheet would take it for a formula."""
ANSWER: Final = "Whom you would ask at night"
"""What an instructor answered to the trainee."""
NOTE: Final = "A word of my own"
"""What the trainee wrote: as a note, in a check, in a quiz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """The attempts of the trainee: by what may be shown of them today."""

    actor: Actor
    explained: tuple[AttemptId, ...]
    kept_back: AttemptId
    begun: AttemptId


def make_busy(database: Database, address: str = MAREN, *, note: str = NOTE) -> Busy:
    """Let a trainee of the evening cohort do everything in fifteen days.

    `routes` fails twice, is asked for and granted, and passes; `begin` is handed in; `screening` is closed by the
    platform when its time is up, with its reasons kept back; `presence` is begun.
    """
    actor = actor_of(database, address)
    for day, section in enumerate(("peak", "onset", "summary")):
        reading.finish_section(database, actor, COURSE, ROUTES, section, after(days=day, hours=1))
    _check(database, actor, "whom-to-call", f"{note} in a check")
    noting.add_note(database, actor, COURSE, ROUTES, "summary", Draft(words=note), after(days=2, hours=2))
    noting.mark_section(database, actor, COURSE, ROUTES, "peak", after(days=2, hours=3))
    _comment(database, actor, note)
    first = finish(database, actor, "routes", {"hours": "7", "transfer": "true"}, after(days=3))
    second = finish(database, actor, "routes", {}, after(days=5))
    taking_quizzes.ask_for_attempt(database, actor, COURSE, "routes", after(days=6))
    sven, enrolment = actor_of(database, SVEN), enrolment_of(database, actor)
    supervising.grant_attempts(database, sven, enrolment, "routes", 2, REASON, 0, after(days=7))
    third = finish(
        database,
        actor,
        "routes",
        {**RIGHT_ROUTES, "whom": {"who": "doctor", "when": f"{note} in a quiz"}},
        after(days=8),
    )
    asked = finish(database, actor, "begin", {"known": "always"}, after(days=9))
    reading.open_section(database, actor, COURSE, SCREENING, "heart", after(days=10))
    timed = begin(database, actor, "screening", after(days=10))
    timed.answer("pulse", "never", after(days=10, minutes=1))
    close_due_attempts(database, after(days=11))
    presence = begin(database, actor, "presence", after(days=14))
    presence.answer("stay", "always", after(days=14))
    return Busy(actor=actor, explained=(first.id, second.id, third.id, asked.id), kept_back=timed.id, begun=presence.id)


def change_routes(database: Database) -> None:
    """On the twelfth day the module `routes` changes materially."""
    text = care_course()["curriculum/pharmacology/routes.md"].decode().replace("Ask first.", "Ask twice.")
    changed = care_course({"curriculum/pharmacology/routes.md": text})
    publish(database, changed, after(days=12), Options(change=Change.MATERIAL, note="Asking is named."))
    list(refold_outdated(database, after(days=13)))


def _comment(database: Database, actor: Actor, note: str) -> None:
    """A comment that an instructor answers, and to which the trainee adds something."""
    said = Said(kind="question", words=f"{note} to the authors", quote="Ask first")
    comment_id = comment_on_section(database, actor, COURSE, ROUTES, "summary", said, 0, after(days=2, hours=4))
    answer = Answer(act=Act.ANSWERED, words=ANSWER)
    answer_comment(database, actor_of(database, ILSE), COURSE, comment_id, answer, 0, after(days=2, hours=5))
    note_answers_seen(database, actor, {comment_id: 1})
    ask_again(database, actor, COURSE, comment_id, f"{note} once more", 1, after(days=2, hours=6))


def _check(database: Database, actor: Actor, name: str, typed: str) -> None:
    with database.reading() as session:
        edition = reader_of(session, database, actor, COURSE, after()).edition
        revision_id = edition.revisions[f"curriculum/{ROUTES}.md"].revision_id
        check = lay_out(database.library.module(session, revision_id).checks[name], revision_id.hex)
    [slot] = ask(check.question, check.placed, check.salt).slots
    reading.answer_check(database, actor, COURSE, ROUTES, check.code, {slot.name: [typed]}, after(days=2))
