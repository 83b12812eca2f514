"""The bytes of large files, before anything names them."""

from tests.support.media_files import MP3
from trainer.actions.keeping_media import without_removed
from trainer.curriculum.media_pointers import Pointer, fingerprint, write_pointer
from trainer.storage.content import Blob
from trainer.storage.database import Database

BREATH, HUM, SPOKEN = "curriculum/media/breath.mp3", "curriculum/media/hum.mp3", "curriculum/media/breath.md"


def test_a_recording_that_was_removed_for_good_is_not_kept_again(database: Database) -> None:
    files = {BREATH: pointing(MP3), HUM: pointing(MP3 * 2), SPOKEN: b"One.\n"}
    with database.writing() as session:
        session.add(Blob(digest=fingerprint(MP3), content=b""))
        session.commit()

    assert set(without_removed(database, files)) == {HUM, SPOKEN}


def pointing(data: bytes) -> bytes:
    """What stands in the place of a recording."""
    return write_pointer(Pointer(digest=fingerprint(data), size=len(data), media_type="audio/mpeg"))
