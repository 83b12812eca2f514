"""One's own data as one archive."""

import os
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, cast

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from trainer.actions.exporting import note_export
from trainer.queries.own_data import own_data_page, write_own_data
from trainer.queries.subjects import DataSubject
from trainer.web.edge import actor, db, now, settings

own_data = Blueprint("own_data", __name__, url_prefix="/account")

_IN_MEMORY: Final = 1024 * 1024
_PIECE: Final = 64 * 1024


@own_data.get("/data")
def page() -> ResponseReturnValue:
    """Say what the archive holds."""
    with db().reading() as session:
        return render_template("account/data.html", page=own_data_page(session, db(), actor(), now()))


@own_data.post("/data.zip")
def archive() -> ResponseReturnValue:
    """Hand over all that is kept about oneself; a large archive goes by way of a file that nobody else can open."""
    who = actor()
    note_export(db(), who, who.person_id, now())
    file = cast(BinaryIO, SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 (closed when it is sent, or below)
    try:
        with db().reading() as session:
            subject = DataSubject(person_id=who.person_id, name=who.name)
            write_own_data(session, db(), subject, now(), settings().zone, file)
    except BaseException:
        file.close()
        raise
    response = Response(_pieces(file), mimetype="application/zip")
    response.call_on_close(file.close)
    response.content_length = file.seek(0, os.SEEK_END)
    response.headers["Content-Disposition"] = f'attachment; filename="my-data-{now().today.isoformat()}.zip"'
    return response


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
