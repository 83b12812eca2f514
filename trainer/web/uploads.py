"""Where authors upload figures, recordings and handouts, and look after them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from trainer.access import Permission
from trainer.actions import drafting, uploading
from trainer.actions.drafting import Seen
from trainer.actions.uploading import BothFiles, Incoming, Replaced, Uploaded
from trainer.curriculum.media_use import BEGINNING, RECORDINGS, transcripts_of
from trainer.errors import Invalid, NotFound, Stale
from trainer.queries.media_page import MediaPage, media_page
from trainer.web.edge import actor, db, now, wants_json, whole_number
from trainer.web.gates import needs

uploads = Blueprint("uploads", __name__, url_prefix="/author/<course>/media")
uploads.before_request(needs(Permission.AUTHOR))

_MOST_FILES: Final = 20


@uploads.get("/")
def page(course: str) -> ResponseReturnValue:
    """Every figure, recording and handout, and a form for more."""
    return _show(course)


@uploads.post("/")
def add(course: str) -> ResponseReturnValue:
    """Take files in, each as a draft; what cannot be taken is said by file, and the others are kept."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not 1 <= len(files) <= _MOST_FILES:
        return _refused(course, [("file", f"Choose a file, or up to {_MOST_FILES} at once.")])
    problems: list[tuple[str, str]] = []
    taken: list[Uploaded] = []
    for file in files:
        try:
            taken.append(uploading.upload(db(), actor(), course, _incoming(file, len(files)), _replaced(), now()))
        except Invalid as error:
            prefix = f"{file.filename}: " if len(files) > 1 else ""
            problems += [(field, prefix + words) for field, words in error.problems]
        except Stale as error:
            return _both(course, error)
    for each in taken:
        flash(_told(each), "good")
    if problems:
        return _refused(course, problems)
    if wants_json():
        return {"path": taken[0].path}
    return redirect(url_for(".page", course=course) + f"#{_anchor(taken[0].path)}", 303)


@uploads.post("/take")
def take(course: str) -> ResponseReturnValue:
    """Put a file in its place that was uploaded for it before, over what stands there now."""
    form = request.form
    try:
        done = uploading.take(db(), actor(), course, form.get("path", ""), form.get("digest", ""), _seen(), now())
    except Stale as error:
        return _both(course, error)
    flash(_told(done), "good")
    return redirect(url_for(".page", course=course) + f"#{_anchor(done.path)}", 303)


@uploads.post("/words")
def describe(course: str) -> ResponseReturnValue:
    """Say what a file shows to those who do not see or hear it."""
    path, words = request.form.get("path", ""), request.form.get("says", "")
    try:
        uploading.describe(db(), actor(), course, path, request.form.get("digest", ""), words, now())
    except Invalid as error:
        return _refused(course, error.problems)
    flash("Kept. These words are put in with the file from now on; a text that shows it already keeps its own.", "good")
    return redirect(url_for(".page", course=course) + f"#{_anchor(path)}", 303)


@uploads.post("/give-up")
def give_up(course: str) -> ResponseReturnValue:
    """Give up the draft of a file; its bytes are kept."""
    path = request.form.get("path", "")
    drafting.give_up(db(), actor(), course, path, whole_number(request.form.get("version"), 0), now())
    flash(f"The draft of {path} is given up. What is published stays as it is.", "good")
    return redirect(url_for(".page", course=course), 303)


@uploads.post("/transcript")
def begin_transcript(course: str) -> ResponseReturnValue:
    """Begin the transcript of a recording as a draft, and go on to write it."""
    with db().reading() as session:
        found = media_page(session, actor(), course).row(request.form.get("path", ""))
    if found is None or not found.path.endswith(RECORDINGS):
        raise NotFound("There is no such recording.")
    path = transcripts_of(found.path)[0]
    drafting.save(db(), actor(), course, path, BEGINNING, Seen(version=0, revision=None), now())
    return redirect(url_for("writing.page", course=course, path=path), 303)


def _incoming(file: FileStorage, number: int) -> Incoming:
    """A file as the form has it; name and words are those of a file alone."""
    form = request.form if number == 1 else {}
    return Incoming(
        file=file.stream,  # type: ignore[arg-type]  # Werkzeug spools it to a file, or keeps a small one in memory
        filename=file.filename or "",
        name=form.get("name", ""),
        alternative=form.get("says", ""),
    )


def _replaced() -> Replaced | None:
    path = request.form.get("path", "")
    return Replaced(path=path, seen=_seen()) if path else None


def _seen() -> Seen:
    return Seen(version=whole_number(request.form.get("version"), 0), revision=_uuid(request.form.get("revision")))


def _uuid(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


def _told(done: Uploaded) -> str:
    if not done.version:
        return f"{done.path} is published like this already; nothing was changed."
    return f"{done.path} is there, as a draft. Readers see it once it is published."


def _anchor(path: str) -> str:
    """The id of a file's entry on the page."""
    return path.removeprefix("curriculum/").replace("/", "-").replace(".", "-")


def _read(course: str) -> MediaPage:
    with db().reading() as session:
        return media_page(session, actor(), course)


def _show(course: str, problems: Sequence[tuple[str, str]] = (), status: int = 200) -> ResponseReturnValue:
    found = _read(course)
    replaced = found.row(request.values.get("replace") or request.form.get("path", ""))
    shown = {"unused": found.unused, "drafts": found.drafts}.get(request.args.get("show", ""), found.rows)
    return render_template(
        "author/media.html",
        page=found,
        shown=shown,
        show=request.args.get("show", ""),
        replaced=replaced,
        problems=problems,
        form=request.form,
        anchor=_anchor,
    ), status


def _refused(course: str, problems: Sequence[tuple[str, str]]) -> ResponseReturnValue:
    if wants_json():
        return {"message": " ".join(words for _, words in problems)}, 422
    return _show(course, problems, 422)


def _both(course: str, error: Stale) -> ResponseReturnValue:
    """Two files for one place: both are shown, and either can be taken."""
    both: BothFiles = error.current
    if wants_json():
        return {"message": str(error)}, 409
    extension = both.path.rpartition(".")[2].replace("jpeg", "jpg")
    return render_template("author/media_both.html", course=course, both=both, extension=extension), 409
