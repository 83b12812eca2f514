"""Authors upload files: pictures are made anew, hostile ones refused with words, and nothing of two authors is lost."""

from collections.abc import Mapping
from io import BytesIO
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.clinic import ADA, COURSE, ILSE, MAREN, NILS, actor_of, after
from tests.support.media_files import MP3, VTT, mp4, pdf
from tests.support.pictures import SECRET, moving, picture, size_of
from trainer.actions import bringing_back, drafting, uploading
from trainer.actions.carrying_out import carry_out_due
from trainer.actions.drafting import Seen
from trainer.actions.publications import Plan, plan
from trainer.actions.uploading import BothFiles, Incoming, Replaced, Uploaded
from trainer.curriculum.change import Change
from trainer.curriculum.media_pointers import fingerprint, read_pointer
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.queries.figures import piece_of, served_file
from trainer.queries.media_page import FileState, MediaRow, media_page
from trainer.queries.writing import writing_page
from trainer.storage.content import Blob
from trainer.storage.database import Database
from trainer.storage.drafts import GivenUp

NOTHING_SEEN = Seen(version=0, revision=None)
CURVE = "curriculum/figures/routes.svg"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400">\n<title>Anew</title>\n<path d="M0 0H9"/>\n</svg>\n'
)


def send(
    database: Database, data: bytes, filename: str = "scan.png", *, who: str = ILSE, name: str = "", words: str = ""
) -> Uploaded:
    """Upload a file as somebody."""
    incoming = Incoming(file=BytesIO(data), filename=filename, name=name, alternative=words)
    return uploading.upload(database, actor_of(database, who), COURSE, incoming, None, after())


def replace(database: Database, data: bytes, path: str, seen: Seen, who: str = ILSE) -> Uploaded:
    """Upload a file in the place of another."""
    incoming = Incoming(file=BytesIO(data), filename="anything")
    return uploading.upload(
        database, actor_of(database, who), COURSE, incoming, Replaced(path=path, seen=seen), after()
    )


def why_not(database: Database, data: bytes, filename: str = "scan.png", **more: str) -> list[tuple[str, str]]:
    """Why a file is not taken in."""
    with pytest.raises(Invalid) as refused:
        send(database, data, filename, **more)
    return list(refused.value.problems)


def row(database: Database, path: str) -> MediaRow:
    """A file as the page shows it."""
    with database.reading() as session:
        found = media_page(session, actor_of(database, ILSE), COURSE).row(path)
    assert found is not None
    return found


def bytes_of(database: Database, digest: str, extension: str, who: str = ILSE) -> bytes:
    """What somebody gets at the address of a file."""
    with database.reading() as session:
        file = served_file(session, actor_of(database, who), digest, extension)
    return piece_of(database, file, 0, file.size)


def publish_drafts(database: Database, versions: Mapping[str, int]) -> None:
    """Publish drafts at once."""
    wanted = Plan(versions=versions, change=Change.CLARIFICATION, note="", due_at=after(minutes=1).at)
    plan(database, actor_of(database, ILSE), COURSE, wanted, after())
    carry_out_due(database, after(minutes=2))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_made_anew_upright_and_tells_nothing_else(clinic: Database, kind: str) -> None:
    sent = picture(kind, (64, 48), notes=True) + b"<script>alert(1)</script>"
    assert SECRET in sent

    done = send(clinic, sent, "IMG 0042.HEIC.png")

    extension = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}[kind]
    assert done.path == f"curriculum/figures/img-0042-heic.{extension}"
    kept = bytes_of(clinic, done.digest, extension)
    assert fingerprint(kept) == done.digest
    assert size_of(kept) == (48, 64)
    assert [word for word in (SECRET, b"Exif", b"eXIf", b"EXIF", b"xmp", b"script") if word in kept] == []


def test_a_photograph_is_made_smaller(clinic: Database) -> None:
    done = send(clinic, picture("JPEG", (3000, 1500)))
    assert size_of(bytes_of(clinic, done.digest, "jpg")) == (2400, 1200)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty. Choose another."),
        (b"<!DOCTYPE html><script>alert(1)</script>", "This is a web page."),
        (b"PK\x03\x04" + b"\x00" * 60, "This is a ZIP archive, or a document of a word processor."),
        (b"GIF89a" + b"\x00" * 60, "This is a GIF."),
        (b"MZ\x90\x00", "A course cannot hold this kind of file."),
        (b"\x89PNG\r\n\x1a\n<html>", "This is no whole PNG; save the picture anew."),
        (picture("JPEG", (640, 480))[:900], "This JPEG is broken or cut short; save the picture anew."),
        (moving(), "This picture moves; save one of its pictures, or upload a video."),
    ],
    ids=["nothing", "a page", "an archive", "a GIF", "a program", "a page as PNG", "half a JPEG", "a moving one"],
)
def test_a_file_that_is_no_picture_is_refused_in_words(clinic: Database, data: bytes, words: str) -> None:
    ((field, said),) = why_not(clinic, data)
    assert (field, said.startswith(words)) == ("file", True), said


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(clinic: Database) -> None:
    small = picture("PNG", (8, 8))
    bomb = small[:16] + (60_000).to_bytes(4, "big") * 2 + small[24:]
    assert why_not(clinic, bomb) == [
        (
            "file",
            "This picture has 60,000 × 60,000 pixels in 75 bytes, more than can be worked on; "
            "make it no wider than 2,400 pixels.",
        )
    ]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>alert(1)</script>", "Line 3: the element 'script' is not used in figures; "
         "figures stand still and run nothing; remove it."),
        ('<foreignObject width="9" height="9"/>', "Line 3: the element 'foreignObject' is not used in figures; "
         "write words with '<text>'."),
        ('<use href="https://evil.example/x.svg#a"/>', "Line 3: 'href=\"https://evil.example/x.svg#a\"' leads out of "
         "the figure; refer to an id in it, such as '#arrow'."),
        ('<path onclick="alert(1)"/>', "Line 3: the attribute 'onclick' runs a script; "
         "figures only show, so remove it."),
    ],
)  # fmt: skip
def test_a_drawing_that_does_more_than_show_is_refused_with_its_line(clinic: Database, inside: str, words: str) -> None:
    drawing = SVG.replace(b'<path d="M0 0H9"/>', inside.encode())
    assert why_not(clinic, drawing, "drawing.svg") == [("file", words)]


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ilse\\Scan (2).PNG", "scan-2"),
        ("Größe.png", "grosse"),
        ("症状.png", "file"),
        ("a" * 300 + ".png", "a" * 60),
        ("photo.png.exe", "photo-png"),
        ("-.png", "file"),
        ("x\u202egnp.exe", "xgnp"),
    ],
)
def test_a_name_is_made_of_the_files_own(clinic: Database, filename: str, name: str) -> None:
    assert send(clinic, picture(), filename).path == f"curriculum/figures/{name}.png"


@pytest.mark.parametrize("name", ["Scan", "a b", "../x", "a" * 61, "é", "-x", "x.png"])
def test_a_name_that_no_file_of_a_course_has_is_refused(clinic: Database, name: str) -> None:
    words = "Use up to 60 lower-case letters, digits and hyphens, such as 'peak-levels'."
    assert why_not(clinic, picture(), name=name) == [("name", words)]


def test_the_same_file_twice_is_one_draft(clinic: Database) -> None:
    first = send(clinic, picture(), "scan.png", words="A red square")
    assert send(clinic, picture(), "scan.png", words="A red square") == first
    assert (row(clinic, first.path).version, row(clinic, first.path).says) == (1, "A red square")


def test_a_name_that_is_taken_is_not_written_over(clinic: Database) -> None:
    send(clinic, picture(), "scan.png")
    taken = "There is a file curriculum/figures/scan.png already; give this one another name, or replace that file."
    assert why_not(clinic, picture(colour="blue"), "scan.png") == [("name", taken)]


def test_a_figure_is_published_with_the_text_that_shows_it_and_seen_by_trainees_only_then(clinic: Database) -> None:
    done = send(clinic, picture(), "scan.png", words="A red square")
    with pytest.raises(NotFound):
        bytes_of(clinic, done.digest, "png", MAREN)
    module = "curriculum/pharmacology/screening.md"
    with clinic.reading() as session:
        shown = writing_page(session, actor_of(clinic, ILSE), COURSE, module)
    text = shown.text + "\n![A red square](../figures/scan.png)\n"
    seen = Seen(version=0, revision=shown.revision)
    saved = drafting.save(clinic, actor_of(clinic, ILSE), COURSE, module, text, seen, after())

    publish_drafts(clinic, {done.path: done.version, module: saved.version})

    found = row(clinic, done.path)
    assert (found.state, found.digest, [text.path for text in found.used_in]) == (
        FileState.PUBLISHED,
        done.digest,
        [module],
    )
    assert bytes_of(clinic, done.digest, "png", MAREN) == bytes_of(clinic, done.digest, "png")


def test_a_published_figure_is_replaced_and_its_earlier_one_comes_back(clinic: Database) -> None:
    before = row(clinic, CURVE)
    done = replace(clinic, SVG, CURVE, Seen(version=0, revision=before.revision))
    publish_drafts(clinic, {CURVE: done.version})
    after_it = row(clinic, CURVE)
    assert (after_it.state, after_it.digest) == (FileState.PUBLISHED, fingerprint(SVG))

    seen = Seen(version=0, revision=after_it.revision)
    back = uploading.take(clinic, actor_of(clinic, ILSE), COURSE, CURVE, before.digest, seen, after())
    publish_drafts(clinic, {CURVE: back.version})

    assert row(clinic, CURVE).digest == before.digest


def test_two_authors_who_replace_one_file_both_keep_theirs(clinic: Database) -> None:
    seen = Seen(version=0, revision=row(clinic, CURVE).revision)
    theirs = replace(clinic, SVG, CURVE, seen, ADA)
    mine = SVG.replace(b"Anew", b"Mine")

    with pytest.raises(Stale) as refused:
        replace(clinic, mine, CURVE, seen)

    both = refused.value.current
    assert isinstance(both, BothFiles)
    assert (both.mine, both.theirs, both.seen) == (
        fingerprint(mine),
        theirs.digest,
        Seen(version=theirs.version, revision=seen.revision),
    )
    assert row(clinic, CURVE).digest == theirs.digest
    assert bytes_of(clinic, both.mine, "svg") == mine
    done = uploading.take(clinic, actor_of(clinic, ILSE), COURSE, CURVE, both.mine, both.seen, after())
    assert (row(clinic, CURVE).digest, done.version) == (both.mine, theirs.version + 1)


def test_only_a_file_of_that_place_can_be_put_there(clinic: Database) -> None:
    other = send(clinic, SVG, "other.svg")
    seen = Seen(version=0, revision=row(clinic, CURVE).revision)
    for digest in (other.digest, "0" * 64, "../x"):
        with pytest.raises(NotFound):
            uploading.take(clinic, actor_of(clinic, ILSE), COURSE, CURVE, digest, seen, after())
        with pytest.raises(NotFound):
            uploading.describe(clinic, actor_of(clinic, ILSE), COURSE, CURVE, digest, "Words", after())


def test_a_file_is_replaced_by_one_of_its_own_kind_only(clinic: Database) -> None:
    with pytest.raises(Invalid) as refused:
        replace(clinic, picture(), CURVE, Seen(version=0, revision=row(clinic, CURVE).revision))
    assert str(refused.value) == "This is a file of another kind than the SVG that it would replace."


def test_a_draft_that_was_given_up_is_brought_back(clinic: Database) -> None:
    done, ilse = send(clinic, picture(), "scan.png"), actor_of(clinic, ILSE)
    drafting.give_up(clinic, ilse, COURSE, done.path, done.version, after())
    with clinic.reading() as session:
        given_up: UUID = session.scalars(select(GivenUp.id)).one()

    assert bringing_back.bring_back(clinic, ilse, COURSE, given_up, after()) == done.path

    assert row(clinic, done.path).digest == done.digest


def test_what_a_file_shows_can_be_said_and_said_anew(clinic: Database) -> None:
    digest, ilse = row(clinic, CURVE).digest, actor_of(clinic, ILSE)
    uploading.describe(clinic, ilse, COURSE, CURVE, digest, "Three\n curves", after())
    uploading.describe(clinic, ilse, COURSE, CURVE, digest, "Three curves that fall", after())
    assert row(clinic, CURVE).says == "Three curves that fall"
    with pytest.raises(Invalid):
        uploading.describe(clinic, ilse, COURSE, CURVE, digest, "x" * 1001, after())


def test_a_recording_is_kept_in_parts_and_stands_as_a_pointer(clinic: Database) -> None:
    sound = MP3 * 1000
    done = send(clinic, sound, "Breath.mp3", words="A voice counts")

    assert (done.path, done.digest) == ("curriculum/media/breath.mp3", fingerprint(sound))
    assert bytes_of(clinic, done.digest, "mp3") == sound
    with clinic.reading() as session:
        pointer = read_pointer(session.scalars(select(Blob.content).where(Blob.digest == done.digest)).one())
    assert pointer is not None
    assert (pointer.media_type, pointer.size) == ("audio/mpeg", 1_251_000)


def test_a_video_is_published_with_its_captions_and_its_transcript_and_not_without(clinic: Database) -> None:
    film, captions = send(clinic, mp4(), "room.mp4"), send(clinic, VTT, "room.vtt")
    assert row(clinic, film.path).lacks != ()
    publish_drafts(clinic, {film.path: film.version, captions.path: captions.version})
    assert row(clinic, film.path).state is FileState.NEW

    ilse, transcript = actor_of(clinic, ILSE), "curriculum/media/room.md"
    said = drafting.save(clinic, ilse, COURSE, transcript, "Lie down.\n", NOTHING_SEEN, after())
    publish_drafts(clinic, {film.path: film.version, captions.path: captions.version, transcript: said.version})

    assert (row(clinic, film.path).state, row(clinic, film.path).lacks) == (FileState.PUBLISHED, ())
    assert bytes_of(clinic, film.digest, "mp4", MAREN) == mp4()
    assert bytes_of(clinic, captions.digest, "vtt", MAREN) == VTT


def test_a_handout_that_acts_is_refused(clinic: Database) -> None:
    acting = pdf(b"4 0 obj\n<</S/JavaScript/JS(1)>>\nendobj")
    words = "This handout holds a script (/JavaScript); print it to a new PDF file and use that."
    assert why_not(clinic, acting, "card.pdf") == [("file", words)]
    assert send(clinic, pdf(), "card.pdf").path == "curriculum/media/card.pdf"


def test_nobody_but_the_authors_of_a_course_puts_files_into_it(clinic: Database) -> None:
    done = send(clinic, picture(), "scan.png")
    for who in (NILS, MAREN):
        with pytest.raises(NotAllowed):
            send(clinic, picture(), who=who)
        with pytest.raises(NotFound):
            bytes_of(clinic, done.digest, "png", who)
    with pytest.raises(NotFound):
        bytes_of(clinic, done.digest, "svg")
