"""A trainee uploads a document, a supervisor accepts or returns it, and it expires on its day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.support.beyond_modules import LICENCE, ask_for_more
from tests.support.clinic import ADA, COURSE, DORA, IDA, ILSE, actor_of, after, enrolment_of
from tests.support.media_files import mp4, pdf
from tests.support.pictures import picture
from trainer.access import Actor, HeldRole, RoleName
from trainer.actions import deciding_documents, documents, opening_documents
from trainer.actions.documents import Sent
from trainer.actions.folding import verify
from trainer.clock import Now
from trainer.curriculum.state import State, requirement_state
from trainer.curriculum.uploaded_documents import DocumentState
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.document_rows import DocumentRow, documents_of
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.signing_off import EntryFile, SignOff
from trainer.storage.standings import stored_standings

NEXT_YEAR = after(days=365).today


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for two documents."""
    return ask_for_more(clinic)


def upload(
    database: Database,
    actor: Actor,
    data: bytes | None = None,
    valid_until: date | None = NEXT_YEAR,
    *,
    seen: int = 0,
    now: Now | None = None,
) -> UUID:
    sent = Sent(file=BytesIO(pdf() if data is None else data), valid_until=valid_until, seen=seen)
    documents.upload(database, actor, COURSE, "licence", sent, now or after(hours=1))
    return uploads(database, actor, now)[-1].id


def uploads(database: Database, actor: Actor, now: Now | None = None) -> Sequence[DocumentRow]:
    with database.reading() as session:
        return documents_of(session, enrolment_of(database, actor), (now or after()).today, LICENCE)


def states(database: Database, actor: Actor, now: Now | None = None) -> list[DocumentState]:
    return [row.state for row in uploads(database, actor, now)]


def standing(database: Database, actor: Actor, now: Now) -> tuple[State, date | None]:
    assert list(verify(database, now)) == []
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), now.today)
        assert enrolment is not None
        stored = stored_standings(session, enrolment)
    assert stored is not None
    reached = stored.requirement(LICENCE)
    return requirement_state(reached, ends_on=None, today=now.today), reached.valid_until


def signatures(database: Database) -> list[tuple[int, str]]:
    with database.reading() as session:
        rows = session.execute(select(SignOff.number, SignOff.decision).order_by(SignOff.number))
        return [(row.number, row.decision) for row in rows]


def test_an_upload_waits_and_counts_from_when_it_is_accepted(asked: Database, maren: Actor, sven: Actor) -> None:
    entry = upload(asked, maren)
    assert states(asked, maren) == [DocumentState.WAITING]
    assert standing(asked, maren, after(hours=1)) == (State.NOT_STARTED, None)

    deciding_documents.accept(asked, sven, entry, "", after(hours=2))

    assert states(asked, maren) == [DocumentState.ACCEPTED]
    assert standing(asked, maren, after(hours=2)) == (State.DONE, NEXT_YEAR)


def test_it_expires_on_the_day_after_its_last_and_a_renewal_takes_its_place(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    last = after(days=10)
    deciding_documents.accept(asked, sven, upload(asked, maren, valid_until=last.today), "", after(hours=2))
    assert standing(asked, maren, last) == (State.DONE, last.today)
    assert standing(asked, maren, after(days=11)) == (State.EXPIRED, last.today)

    renewed = upload(asked, maren, picture(), seen=1, now=after(days=11))
    assert standing(asked, maren, after(days=11)) == (State.EXPIRED, last.today)
    deciding_documents.accept(asked, sven, renewed, "", after(days=12))

    assert standing(asked, maren, after(days=12)) == (State.DONE, NEXT_YEAR)
    assert states(asked, maren, after(days=12)) == [DocumentState.EXPIRED, DocumentState.ACCEPTED]


def test_returning_needs_words_and_changes_no_standing(asked: Database, maren: Actor, sven: Actor) -> None:
    entry = upload(asked, maren)

    with pytest.raises(Invalid):
        deciding_documents.give_back(asked, sven, entry, "  ", after(hours=2))
    deciding_documents.give_back(asked, sven, entry, "The second page is missing.", after(hours=2))

    row = uploads(asked, maren)[0]
    assert row.state is DocumentState.RETURNED
    assert row.decided is not None
    assert (row.decided.by, row.decided.words) == ("Sven", "The second page is missing.")
    assert standing(asked, maren, after(hours=3)) == (State.NOT_STARTED, None)


def test_a_double_click_decides_once_and_two_supervisors_do_not_overrule_each_other(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    entry = upload(asked, maren)
    ada = actor_of(asked, ADA)

    deciding_documents.accept(asked, sven, entry, "", after(hours=2))
    deciding_documents.accept(asked, sven, entry, "", after(hours=2))
    with pytest.raises(Stale, match="Sven has decided about this document already: accepted"):
        deciding_documents.give_back(asked, ada, entry, "No.", after(hours=2))

    assert signatures(asked) == [(1, "accepted")]


def test_a_newer_upload_takes_the_place_of_one_that_nobody_looked_at(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    first = upload(asked, maren)
    upload(asked, maren, picture(), seen=1)

    with pytest.raises(Stale, match="newer document"):
        deciding_documents.accept(asked, sven, first, "", after(hours=2))

    assert states(asked, maren) == [DocumentState.REPLACED, DocumentState.WAITING]


def test_sending_a_form_twice_uploads_once_and_an_old_page_uploads_nothing(asked: Database, maren: Actor) -> None:
    upload(asked, maren)
    upload(asked, maren)
    with pytest.raises(Stale):
        upload(asked, maren, picture())

    assert len(uploads(asked, maren)) == 1


def test_nobody_decides_about_documents_of_other_cohorts_or_their_own(
    asked: Database, maren: Actor, jonas: Actor
) -> None:
    entry = upload(asked, maren)
    dora, ilse, ida = (actor_of(asked, address) for address in (DORA, ILSE, IDA))
    both = replace(maren, roles=(*maren.roles, HeldRole(name=RoleName.SUPERVISOR)))

    for stranger in (dora, ilse, ida, jonas, maren):
        with pytest.raises(NotFound):
            deciding_documents.accept(asked, stranger, entry, "", after(hours=2))
        with pytest.raises(NotFound):
            opening_documents.open_supervised_file(asked, stranger, entry, after(hours=2))
    with pytest.raises(NotAllowed):
        deciding_documents.accept(asked, both, entry, "", after(hours=2))

    assert signatures(asked) == []


def test_a_supervisor_who_opens_the_file_stands_in_the_audit_log(asked: Database, maren: Actor, sven: Actor) -> None:
    entry = upload(asked, maren)

    opened = opening_documents.open_supervised_file(asked, sven, entry, after(hours=2))
    own = opening_documents.open_own_file(asked, maren, entry)

    assert (opened.name, opened.media_type, opened.body) == ("licence-1.pdf", "application/pdf", pdf())
    assert own == opened
    with asked.reading() as session:
        rows = session.execute(
            select(AuditEntry.actor_id, AuditEntry.event, AuditEntry.subject).where(AuditEntry.event.like("%document%"))
        ).all()
    assert [(row.actor_id, row.event) for row in rows] == [
        (maren.person_id, "record:document:uploaded"),
        (sven.person_id, "record:document:opened"),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 cut short", "no whole PDF"),
        (pdf(b"/OpenAction << /S /JavaScript /JS (x) >>"), "holds a script"),
        (mp4(), "no PDF, PNG or JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PDF, PNG or JPEG"),
        (b"\x89PNG\r\n\x1a\nnot a picture", "no whole PNG"),
        (b"%PDF-1.7" + b" " * 10_000_000 + b"%%EOF", "more than 10 MB"),
    ],
)
def test_what_is_no_document_is_refused_with_its_cure(asked: Database, maren: Actor, data: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words) as raised:
        upload(asked, maren, data)

    assert [field for field, _ in raised.value.problems] == ["file"]
    assert uploads(asked, maren) == ()


def test_everything_that_is_wrong_is_said_at_once(asked: Database, maren: Actor) -> None:
    with pytest.raises(Invalid) as raised:
        upload(asked, maren, b"", after().today - timedelta(days=1))

    assert [field for field, _ in raised.value.problems] == ["file", "valid_until"]


def test_nothing_of_where_a_picture_was_taken_is_kept(asked: Database, maren: Actor) -> None:
    taken = picture("JPEG", notes=True)
    assert b"Exif" in taken

    entry = upload(asked, maren, taken)

    kept = opening_documents.open_own_file(asked, maren, entry)
    assert kept.media_type == "image/jpeg"
    assert b"Exif" not in kept.body


def test_a_document_that_does_not_expire_counts_without_a_day(asked: Database, maren: Actor, sven: Actor) -> None:
    sent = Sent(file=BytesIO(pdf()), valid_until=None, seen=0)
    documents.upload(asked, maren, COURSE, "confidentiality", sent, after(hours=1))
    with asked.reading() as session:
        row = documents_of(session, enrolment_of(asked, maren), after().today, "document:confidentiality")[0]

    deciding_documents.accept(asked, sven, row.id, "", after(hours=2))

    with asked.reading() as session:
        row = documents_of(session, enrolment_of(asked, maren), after(days=9000).today, "document:confidentiality")[0]
    assert row.state is DocumentState.ACCEPTED


def test_its_owner_removes_the_bytes_once_nobody_needs_them(asked: Database, maren: Actor, sven: Actor) -> None:
    entry = upload(asked, maren)
    with pytest.raises(NotAllowed):
        documents.remove_file(asked, maren, COURSE, entry, after(hours=1))
    deciding_documents.give_back(asked, sven, entry, "The second page is missing.", after(hours=2))

    for stranger in (actor_of(asked, IDA), sven):
        with pytest.raises(NotFound):
            documents.remove_file(asked, stranger, COURSE, entry, after(hours=3))
    documents.remove_file(asked, maren, COURSE, entry, after(hours=3))
    documents.remove_file(asked, maren, COURSE, entry, after(hours=3))

    with asked.reading() as session:
        assert (
            session.scalars(select(func.count()).select_from(EntryFile).where(EntryFile.body.is_not(None))).one() == 0
        )
    with pytest.raises(NotFound):
        opening_documents.open_own_file(asked, maren, entry)
    assert states(asked, maren) == [DocumentState.RETURNED]
    assert [row.is_there for row in uploads(asked, maren)] == [False]


def test_a_document_that_expired_while_it_waited_is_not_accepted(asked: Database, maren: Actor, sven: Actor) -> None:
    entry = upload(asked, maren, valid_until=after(days=2).today)

    with pytest.raises(Invalid, match="expired meanwhile"):
        deciding_documents.accept(asked, sven, entry, "", after(days=3))


def test_what_nobody_asks_for_is_not_taken(asked: Database, maren: Actor, sven: Actor) -> None:
    sent = Sent(file=BytesIO(pdf()), valid_until=None, seen=0)

    with pytest.raises(NotFound):
        documents.upload(asked, maren, COURSE, "passport", sent, after())
    with pytest.raises(NotFound):
        documents.upload(asked, sven, COURSE, "licence", sent, after())
