"""The page of figures and media reads no bytes, and as many statements however many files there are."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

from tests.support.clinic import COURSE, ILSE, actor_of, after
from tests.support.media_files import pdf
from tests.support.statements import Statements
from trainer.actions.uploading import Incoming, upload
from trainer.queries.media_page import media_page
from trainer.storage.database import Database


def test_it_takes_as_many_statements_however_many_files_there_are(
    clinic: Database, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    ilse = actor_of(clinic, ILSE)

    def counted() -> int:
        with count_statements(clinic) as statements, clinic.reading() as session:
            media_page(session, ilse, COURSE)
        return len(statements)

    before = counted()
    for number in range(12):
        incoming = Incoming(file=BytesIO(pdf(b"%d" % number)), filename=f"card-{number}.pdf")
        upload(clinic, ilse, COURSE, incoming, None, after())

    assert (before, counted()) == (6, 6)
