"""What merging a folder rests on: what is published, and what was."""

from collections.abc import Mapping

from trainer.curriculum.documents import reached
from trainer.curriculum.folder_merging import Ground
from trainer.errors import Invalid
from trainer.storage.database import Database
from trainer.storage.editions import (
    EditionHead,
    PublishedDocument,
    documents_of,
    edition_numbered,
    histories_of,
    newest_edition,
)


def merging_ground(database: Database, course: str, based_on: int | None) -> Ground | None:
    """What a folder of a course can be merged with; None where nothing of the course is published.

    `based_on` is the number of the edition that the folder was made from, where that is known. Raises Invalid where
    there is no such edition.
    """
    with database.reading() as session:
        head = newest_edition(session, course)
        if head is None:
            return None
        named: EditionHead | None = None
        if based_on is not None:
            named = edition_numbered(session, course, based_on)
            if named is None:
                raise Invalid([("based_on", f"There is no edition {based_on} to be based on; this is {head.number}.")])
        documents = documents_of(session, head.edition_id)
        histories = histories_of(session, head.course_id)
        return Ground(
            number=head.number,
            published=_files(documents),
            base=based_on,
            based_on=_files(documents_of(session, named.edition_id)) if named else None,
            digests={path: {*each.fingerprints, *each.redacted} for (_, path), each in histories.items()},
            from_browser=frozenset(path for path, document in documents.items() if document.origin == "browser"),
        )


def _files(documents: Mapping[str, PublishedDocument]) -> dict[str, bytes]:
    """The files of an edition as `trainer export` writes them."""
    files = {path: document.content for path, document in documents.items()}
    return reached(files, frozenset(files))
