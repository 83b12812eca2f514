"""Trainees upload documents that a course asks for; supervisors accept or return them."""

from datetime import date
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import deciding_documents, opening_documents
from trainer.actions import documents as own_documents
from trainer.actions.documents import Sent
from trainer.actions.opening_documents import OpenedFile
from trainer.errors import Invalid, Stale
from trainer.queries.document_pages import document_page, document_to_decide
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs

documents = Blueprint("documents", __name__, url_prefix="/courses/<course>/documents")
documents.before_request(needs(Permission.LEARN))
supervised = Blueprint("supervised_documents", __name__, url_prefix="/supervise/documents/<uuid:entry_id>")
supervised.before_request(needs(Permission.SUPERVISE))

_SANDBOX: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_PDF: Final = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
"""A browser shows no PDF in a sandbox. One has no scripts here: they were looked for when it was uploaded."""


@documents.get("/<document_id>")
def page(course: str, document_id: str) -> ResponseReturnValue:
    """A document that the course asks for, with what one uploaded."""
    return _own(course, document_id, {})


@documents.post("/<document_id>")
def upload(course: str, document_id: str) -> ResponseReturnValue:
    """Upload it, or its renewal."""
    chosen = request.files.get("file")
    sent = Sent(
        file=chosen.stream if chosen and chosen.filename else None,  # type: ignore[arg-type]  # Werkzeug's stream is one
        valid_until=_day(request.form.get("valid_until", "")),
        seen=whole_number(request.form.get("seen"), 0),
    )
    try:
        own_documents.upload(db(), actor(), course, document_id, sent, now())
    except Invalid as error:
        return _own(course, document_id, dict(error.problems), 422)
    except Stale as error:
        return _own(course, document_id, {"file": str(error)}, 409)
    flash("Uploaded. A supervisor of your cohort looks at it.", "good")
    return redirect(url_for(".page", course=course, document_id=document_id), 303)


@documents.get("/files/<uuid:entry_id>")
def own_file(course: str, entry_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 -- the address names the course
    """The file of one's own document."""
    return _file(opening_documents.open_own_file(db(), actor(), entry_id))


@documents.post("/<document_id>/files/<uuid:entry_id>/remove")
def remove(course: str, document_id: str, entry_id: UUID) -> ResponseReturnValue:
    """Remove the bytes of one's own document that is needed no more."""
    own_documents.remove_file(db(), actor(), course, entry_id, now())
    flash("The file is removed. That it was uploaded, and what was decided about it, stays in your record.", "good")
    return redirect(url_for(".page", course=course, document_id=document_id), 303)


@supervised.get("")
def page_of(entry_id: UUID) -> ResponseReturnValue:
    """A document of somebody whom one supervises, to be accepted or returned."""
    return _shown(entry_id, {})


@supervised.get("/file")
def file_of(entry_id: UUID) -> ResponseReturnValue:
    """Its file; that it was opened stands in the audit log."""
    return _file(opening_documents.open_supervised_file(db(), actor(), entry_id, now()))


@supervised.post("")
def decide(entry_id: UUID) -> ResponseReturnValue:
    """Accept or return it."""
    words = request.form.get("words", "")
    decision = request.form.get("decision")
    acts = {"accept": deciding_documents.accept, "return": deciding_documents.give_back}
    if decision not in acts:
        return _shown(entry_id, {"": "Say whether you accept or return it."}, 422)
    try:
        acts[decision](db(), actor(), entry_id, words, now())
    except Invalid as error:
        return _shown(entry_id, dict(error.problems), 422)
    except Stale as error:
        return _shown(entry_id, {"decision": str(error)}, 409)
    flash("Accepted." if decision == "accept" else "Returned, with your words.", "good")
    return redirect(url_for(".page_of", entry_id=entry_id), 303)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def _own(course: str, document_id: str, errors: dict[str, str], status: int = 200) -> ResponseReturnValue:
    with db().reading() as session:
        found = document_page(session, db(), actor(), course, document_id, now())
    day = request.form.get("valid_until", "")
    return render_template("learn/document.html", page=found, errors=errors, valid_until=day), status


def _shown(entry_id: UUID, errors: dict[str, str], status: int = 200) -> ResponseReturnValue:
    with db().reading() as session:
        found = document_to_decide(session, db(), actor(), entry_id, now())
    words = request.form.get("words", "")
    return render_template("supervise/document.html", page=found, errors=errors, words=words), status


def _file(opened: OpenedFile) -> Response:
    """The bytes as they are, kept nowhere on their way; opened by itself it runs nothing."""
    response = Response(opened.body, mimetype=opened.media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{opened.name}"'
    response.headers["Content-Security-Policy"] = _PDF if opened.extension == "pdf" else _SANDBOX
    response.headers["Cache-Control"] = "no-store"
    return response
