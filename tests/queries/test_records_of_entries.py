"""What transcripts and archives say of documents and reflections."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.support.beyond_modules import ask_for_more
from tests.support.clinic import COURSE, SVEN, UTC, actor_of, after, enrolment_of
from tests.support.media_files import pdf
from trainer.access import Actor
from trainer.actions import deciding_documents, documents, reflecting
from trainer.actions.documents import Sent
from trainer.actions.reflecting import Written
from trainer.queries.own_data import write_own_data
from trainer.queries.subjects import DataSubject
from trainer.queries.transcript import supervised_transcript
from trainer.storage.database import Database
from trainer.storage.document_rows import documents_of
from trainer.tiers import Tier

SECRET = "OLIVINE"


@pytest.fixture
def recorded(clinic: Database, maren: Actor) -> Database:
    """Maren's licence was accepted; she kept a private reflection twice, and has another that is not kept yet."""
    ask_for_more(clinic)
    sent = Sent(file=BytesIO(pdf()), valid_until=after(days=300).today, seen=0)
    documents.upload(clinic, maren, COURSE, "licence", sent, after(hours=1))
    with clinic.reading() as session:
        [uploaded] = documents_of(session, enrolment_of(clinic, maren), after().today)
    deciding_documents.accept(clinic, actor_of(clinic, SVEN), uploaded.id, "", after(hours=2))
    for version, words in enumerate((f"{SECRET} one", f"{SECRET} two")):
        written = Written(words=words, tier=Tier.PRIVATE, draft=0, version=version)
        reflecting.keep(clinic, maren, COURSE, "position", written, after(hours=3 + version))
    draft = Written(words=f"{SECRET} three", tier=Tier.PRIVATE, draft=0, version=0)
    reflecting.save_draft(clinic, maren, COURSE, "first-session", draft, after(hours=5))
    return clinic


def archive(database: Database, maren: Actor, *, with_reflections: bool) -> dict[str, bytes]:
    out = BytesIO()
    subject = DataSubject(person_id=maren.person_id, name=maren.name)
    with database.reading() as session:
        write_own_data(session, database, subject, after(days=1), UTC, out, with_reflections=with_reflections)
    with ZipFile(out) as files:
        return {name: files.read(name) for name in files.namelist()}


def test_a_transcript_says_that_they_are_there_and_not_what_they_say(recorded: Database, maren: Actor) -> None:
    with recorded.reading() as session:
        page = supervised_transcript(
            session, recorded, actor_of(recorded, SVEN), enrolment_of(recorded, maren), after(days=1), UTC
        )

    tables = {table.key: [[cell.text for cell in row] for row in table.rows] for table in page.transcript.tables}
    day = after().today.isoformat()
    [[title, upload, _, valid, became, _, by]] = tables["documents"]
    assert (title, upload, became, by) == ("Licence to practise", "1", "accepted", "Sven")
    assert valid == after(days=300).today.isoformat()
    [[title, first, _, versions]] = tables["reflections"]
    assert (title, versions) == ("Where you stand", "2")
    assert first >= day
    assert SECRET not in repr(page)
    assert "private" not in repr(tables["reflections"])


def test_ones_own_archive_holds_the_files_and_every_word(recorded: Database, maren: Actor) -> None:
    files = archive(recorded, maren, with_reflections=True)

    assert files["documents/care-1/licence-1.pdf"] == pdf()
    [licence] = json.loads(files["documents.json"])
    assert (licence["file"], licence["state"]) == ("documents/care-1/licence-1.pdf", "accepted")
    draft, kept = json.loads(files["reflections.json"])
    assert draft["not_kept_yet"]["words"] == f"{SECRET} three"
    assert [version["words"] for version in kept["kept"]] == [f"{SECRET} one", f"{SECRET} two"]


def test_an_archive_that_goes_through_other_hands_has_no_word_of_a_reflection(recorded: Database, maren: Actor) -> None:
    files = archive(recorded, maren, with_reflections=False)

    assert [name for name, content in files.items() if SECRET.encode() in content] == []
    assert [each["kept_back"] for each in json.loads(files["reflections.json"])] == [["words"], ["words"]]
    assert {each["kind"] for each in json.loads(files["words.json"]) if "kept_back" in each} == {"reflection"}
