"""Words that must not be seen any more are removed for good, and everything else stays as it was."""

import hashlib

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.care_course import ROUTES
from tests.support.clinic import ADA, COURSE, ILSE, NILS, actor_of, after, publish
from tests.support.drafts import draft
from tests.support.publications import facts
from tests.support.redactions import MODULE, NAME, QUIZ, WHY, corrected, found, named, named_once, redact
from trainer.access import Actor
from trainer.actions import commenting, noting, redacting
from trainer.actions.folding import refold_outdated
from trainer.actions.noting import Draft
from trainer.actions.publications import Plan, plan, withdraw
from trainer.actions.redacting import Why
from trainer.curriculum.change import Change
from trainer.curriculum.commenting import Said
from trainer.curriculum.redaction_reason import Reason
from trainer.errors import Invalid, NotFound, Stale
from trainer.queries.result import result_page
from trainer.storage.content import AuditEntry, Document, Revision
from trainer.storage.database import Database
from trainer.storage.drafts import DraftVersion
from trainer.storage.learning import Completion, Score
from trainer.storage.notes import Note
from trainer.storage.people import Words
from trainer.storage.redactions import Redaction, RedactionItem


@pytest.fixture
def course(clinic: Database) -> Database:
    """A course in which a patient's name stood in the second edition, and stands no more."""
    return named_once(clinic)


@pytest.fixture
def ada(clinic: Database) -> Actor:
    """The administrator."""
    return actor_of(clinic, ADA)


def revision(database: Database, number: int, path: str = MODULE) -> Revision:
    with database.reading() as session:
        found = select(Revision).join(Document).where(Document.path == path, Revision.number == number)
        return session.scalars(found).one()


def test_the_words_go_from_each_revision_and_all_else_of_it_stays(course: Database, ada: Actor) -> None:
    before, quiz = revision(course, 2), revision(course, 2, QUIZ)
    assert before.source
    assert quiz.source

    assert redact(course, ada) == 1

    after_it = revision(course, 2)
    assert after_it.source == before.source.replace(b"Hilda\n  Sommer", "‹removed›\n  ‹removed›".encode())
    assert revision(course, 2, QUIZ).source == quiz.source.replace(b"Hilda Sommer", "‹removed›".encode())
    assert after_it.fingerprint == before.fingerprint == hashlib.sha256(before.source).hexdigest()
    assert (after_it.author_id, after_it.at, after_it.note) == (before.author_id, before.at, before.note)
    assert (after_it.redactions, revision(course, 1).redactions, revision(course, 3).redactions) == (1, 0, 0)


def test_who_did_it_when_and_why_stays_with_a_digest_of_the_words(course: Database, ada: Actor) -> None:
    redact(course, ada)
    with course.reading() as session:
        [fact] = session.scalars(select(Redaction))
        words = session.get_one(Words, fact.text_id)
        items = session.scalars(select(RedactionItem.places)).all()
        events = session.scalars(select(AuditEntry.event)).all()
    assert (fact.actor_id, fact.at, fact.kind, fact.reason) == (ada.person_id, after(hours=3).at, "words", "patient")
    assert words.words == "A patient can be recognised by it."
    assert fact.digest == hashlib.sha256(f"{words.salt}\0{NAME}".encode()).hexdigest()
    assert sorted(items) == [1, 1]
    assert "content:words:redacted" in events


def test_the_same_words_twice_are_one_redaction(course: Database, ada: Actor) -> None:
    seen = found(course).digest
    again = [redacting.redact_words(course, ada, COURSE, NAME, WHY, seen, after(hours=3)) for _ in range(2)]
    assert again == [1, 1]


def test_words_that_stand_at_other_places_by_now_are_looked_at_again(course: Database, ada: Actor) -> None:
    seen = found(course).digest
    draft(course, after(hours=2), new=f"\nAs {NAME} was.\n")
    with pytest.raises(Stale):
        redacting.redact_words(course, ada, COURSE, NAME, WHY, seen, after(hours=3))
    assert revision(course, 2).redactions == 0


def test_drafts_and_saved_versions_lose_them_too(course: Database, ada: Actor) -> None:
    draft(course, after(hours=2), new=f"\nAs {NAME} was.\n")
    draft(course, after(hours=2), old="As Hilda", new="So as Hilda")
    redact(course, ada)
    with course.reading() as session:
        kept = [source.decode() for source in session.scalars(select(DraftVersion.source))]
    assert [text.rpartition("\n\n")[2] for text in kept] == ["As ‹removed› was.\n", "So as ‹removed› was.\n"]


def test_what_is_published_now_must_be_free_of_them_first(clinic: Database, ada: Actor) -> None:
    database = named(clinic)
    with pytest.raises(Invalid, match=f"{MODULE} holds the words as it is published now"):
        redact(database, ada)
    publish(database, corrected(), after(hours=2))
    assert redact(database, ada) == 1


def test_a_draft_that_waits_to_be_published_is_taken_back_first(course: Database, ada: Actor) -> None:
    ilse = actor_of(course, ILSE)
    version = draft(course, after(hours=2), new=f"\nAs {NAME} was.\n")
    wanted = Plan(versions={MODULE: version}, change=Change.TYPO, note="", due_at=after(days=2).at)
    publication = plan(course, ilse, COURSE, wanted, after(hours=2))
    with pytest.raises(Invalid, match="waits to be published"):
        redact(course, ada)
    withdraw(course, ilse, COURSE, publication, after(hours=2))
    assert redact(course, ada) == 1


@pytest.mark.parametrize(
    ("words", "why", "field"),
    [
        ("", WHY, "words"),
        ("Hi", WHY, "words"),
        ("nowhere at all", WHY, "words"),
        ("x" * 4001, WHY, "words"),
        ("‹removed›", WHY, "words"),
        ("swallowed", WHY, "words"),
        (NAME, Why(reason=Reason.OTHER, words="  "), "why"),
        (NAME, Why(reason=Reason.OTHER, words="x" * 1001), "why"),
        (NAME, Why(reason=Reason.OTHER, words="It names HILDA sommer."), "why"),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(
    course: Database, ada: Actor, words: str, why: Why, field: str
) -> None:
    before = facts(course)
    with pytest.raises(Invalid) as refused:
        redact(course, ada, words, why)
    assert [name for name, _ in refused.value.problems] == [field]
    assert facts(course) == before


def test_words_that_are_part_of_a_key_are_refused_with_their_place(course: Database, ada: Actor) -> None:
    files = corrected()
    publish(course, {**files, QUIZ: files[QUIZ].replace(b"id: tears", b"id: crying")}, after(hours=2))
    with pytest.raises(Invalid, match=r"quizzes/routes\.yml:26: error: these words are part of what the program reads"):
        redact(course, ada, "tears")


@pytest.mark.parametrize("who", [ILSE, NILS])
def test_only_administrators_find_the_way(course: Database, who: str) -> None:
    with pytest.raises(NotFound):
        redact(course, actor_of(course, who))


def test_quotations_of_readers_lose_them_and_their_own_words_stay(clinic: Database, ada: Actor, maren: Actor) -> None:
    database = named(clinic)
    quote = "as Hilda Sommer was"
    note = Draft(quote=quote, words="Like Hilda Sommer, I think.")
    noting.add_note(database, maren, COURSE, ROUTES, "summary", note, after(hours=1))
    noting.add_note(database, maren, COURSE, ROUTES, "summary", Draft(quote="was asked"), after(hours=1))
    said = Said(kind="wrong", quote=quote, words="Who?")
    commenting.comment_on_section(database, maren, COURSE, ROUTES, "summary", said, 0, after(hours=1))
    publish(database, corrected(), after(hours=2))

    redact(database, ada)

    with database.reading() as session:
        notes = session.scalars(select(Note).order_by(Note.quote)).all()
        passage = session.scalars(select(Words.words).where(Words.kind == "passage")).one()
    assert [(each.before, each.quote, each.after) for each in notes] == [
        ("Ask first, ", "as ‹removed› was", " asked."),
        ("Ask first, as ‹removed› ", "was asked", "."),
    ]
    assert notes[0].words == "Like Hilda Sommer, I think."
    assert passage == '{"after":" asked.","before":"Ask first, ","quote":"as ‹removed› was"}'


def test_attempts_stay_explained_and_nothing_that_was_reached_moves(clinic: Database, ada: Actor, maren: Actor) -> None:
    database = named(clinic)
    taken = finish(database, maren, "routes", RIGHT_ROUTES, after(hours=1))
    publish(database, corrected(), after(hours=2))
    reached = (Score, Completion)
    with database.reading() as session:
        before = [session.scalars(select(table)).all() for table in reached]

    redact(database, ada)
    for _ in refold_outdated(database, after(hours=4)):
        pass

    with database.reading() as session:
        now = [session.scalars(select(table)).all() for table in reached]
        page = result_page(session, database, maren, taken.id)
    assert [len(rows) for rows in now] == [len(rows) for rows in before]
    assert [row.points for row in now[0]] == [row.points for row in before[0]]  # type: ignore[attr-defined]  # of Score
    assert page is not None
    assert (page.percent, len(page.questions)) == (100, 7)
    assert [row.words for row in page.removed] == ["A patient can be recognised by it."]
    reasons = str([question.feedback for question in page.questions])
    assert "It was so with ‹removed›." in reasons
    assert NAME not in reasons
