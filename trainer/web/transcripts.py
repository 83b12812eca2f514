"""Transcripts: a page, a CSV and a JSON of the same cells."""

import re
import unicodedata
from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.curriculum.transcript import Transcript
from trainer.curriculum.transcript_writing import to_csv, to_json
from trainer.queries.transcript import TranscriptPage, own_transcript, supervised_transcript
from trainer.web.edge import actor, db, now, settings
from trainer.web.gates import needs

transcripts = Blueprint("transcripts", __name__, url_prefix="/courses/<course>")
transcripts.before_request(needs(Permission.LEARN))
supervised = Blueprint("supervised_transcripts", __name__, url_prefix="/supervise/enrolments/<uuid:enrolment_id>")
supervised.before_request(needs(Permission.SUPERVISE))


@transcripts.get("/transcript")
def page(course: str) -> ResponseReturnValue:
    """What one did in a course."""
    return render_template("learn/transcript.html", page=_own(course))


@transcripts.get("/transcript.csv")
def as_csv(course: str) -> ResponseReturnValue:
    """One's transcript for a spreadsheet."""
    return _csv(_own(course))


@transcripts.get("/transcript.json")
def as_json(course: str) -> ResponseReturnValue:
    """One's transcript for a program."""
    return _json(_own(course))


@supervised.get("/transcript")
def page_of(enrolment_id: UUID) -> ResponseReturnValue:
    """What somebody did in a course, for a supervisor."""
    return render_template("learn/transcript.html", page=_supervised(enrolment_id))


@supervised.get("/transcript.csv")
def csv_of(enrolment_id: UUID) -> ResponseReturnValue:
    """Somebody's transcript for a spreadsheet."""
    return _csv(_supervised(enrolment_id))


@supervised.get("/transcript.json")
def json_of(enrolment_id: UUID) -> ResponseReturnValue:
    """Somebody's transcript for a program."""
    return _json(_supervised(enrolment_id))


def plain_name(words: str) -> str:
    """Words as a part of a file's name that every system takes: small letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-")


def _own(course: str) -> TranscriptPage:
    with db().reading() as session:
        return own_transcript(session, db(), actor(), course, now(), settings().zone)


def _supervised(enrolment_id: UUID) -> TranscriptPage:
    with db().reading() as session:
        return supervised_transcript(session, db(), actor(), enrolment_id, now(), settings().zone)


def _csv(found: TranscriptPage) -> Response:
    return _file(found, to_csv, "csv", "text/csv; charset=utf-8; header=present")


def _json(found: TranscriptPage) -> Response:
    return _file(found, to_json, "json", "application/json")


def _file(found: TranscriptPage, write: Callable[[Transcript], bytes], ending: str, kind: str) -> Response:
    parts = ("transcript", found.course, found.name, now().today.isoformat())
    name = "-".join(filter(None, map(plain_name, parts)))
    response = Response(write(found.transcript), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
