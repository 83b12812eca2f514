"""An edition as files."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.curriculum.documents import reached
from trainer.errors import Invalid
from trainer.storage.database import Database
from trainer.storage.editions import documents_of, newest_editions


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFiles:
    """The newest edition of a course: the exact bytes of each document by path.

    Documents that were kept though course.yml no longer reaches them are left out, so that the files
    make the same course again.
    """

    course: str
    number: int
    files: Mapping[str, bytes]


def edition_files(database: Database, course: str | None) -> EditionFiles:
    """The newest edition of a course. Raises Invalid where there is none, or several and none is named."""
    with database.reading() as session:
        heads = newest_editions(session)
        found = [head for head in heads if course in (None, head.course)]
        if not found:
            raise Invalid([("course", f"There is no course '{course}'." if course else "Nothing is published yet.")])
        if len(found) > 1:
            slugs = ", ".join(head.course for head in found)
            raise Invalid([("course", f"There are several courses ({slugs}); name one with --course.")])
        documents = documents_of(session, found[0].edition_id)
        files = {path: document.content for path, document in sorted(documents.items())}
        files = reached(files, frozenset(files))
        return EditionFiles(course=found[0].course, number=found[0].number, files=files)
