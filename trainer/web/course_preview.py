"""Where authors see the whole course as a learner would meet it."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.previewing.choice import Choice, Reader, from_address, to_address
from trainer.previewing.shelf import Preview, Shelf, shelf_for
from trainer.queries.course_preview import preview_form, preview_name
from trainer.queries.signed_in import identity
from trainer.storage.database import with_media
from trainer.tokens import digest_of
from trainer.web.course_preview_form import read_choice
from trainer.web.edge import actor, db, now, settings, user
from trainer.web.gates import needs
from trainer.web.guise import Band, Guise, answered

course_preview = Blueprint("course_preview", __name__, url_prefix="/author/<course>/as-learner")
course_preview.before_request(needs(Permission.AUTHOR))

_LEARNERS: Final = re.compile(r"(courses|attempts|media|simulator)/")
_OURS: Final = re.compile(rb'(=|: ?)"/(courses|attempts|media|simulator)/')
_READERS: Final = {
    Reader.NEW: "a new trainee",
    Reader.ALONG: "a trainee on the way",
    Reader.FREE: "a trainee to whom everything is open",
    Reader.STAFF: "a member of staff",
}


@course_preview.get("")
def page(course: str) -> ResponseReturnValue:
    """Choose which drafts are in, as whom, and on which day."""
    choice = from_address(request.args.get("choice", "")) or Choice(day=now().today)
    with db().reading() as session:
        found = preview_form(session, db(), actor(), course)
    return render_template("author/preview.html", page=found, choice=choice, errors={})


@course_preview.post("")
def choose(course: str) -> ResponseReturnValue:
    """Go to the course as it was chosen."""
    with db().reading() as session:
        found = preview_form(session, db(), actor(), course)
    choice, problems = read_choice(request.form, [draft.path for draft in found.drafts], now().today)
    if problems:
        return render_template("author/preview.html", page=found, choice=choice, errors=problems), 422
    return redirect(url_for(".inside", course=course, choice=to_address(choice), path=f"courses/{course}/"), 303)


@course_preview.route("/<choice>/<path:path>", methods=["GET", "POST"])
def inside(course: str, choice: str, path: str) -> ResponseReturnValue:
    """A page of the course as the chosen learner meets it, from a database of its own."""
    chosen = from_address(choice)
    if chosen is None or not _LEARNERS.match(path):
        abort(404)
    name = _name(course, choice, chosen)
    preview = _shelf().find(name)
    if preview is None:
        return _wait(course, choice, name)
    if preview.database is None:
        return render_template("author/preview_stopped.html", course=course, choice=choice, made=preview.made), 422
    prefix = url_for(".inside", course=course, choice=choice, path="x").removesuffix("/x")
    guise = _guise(course, choice, chosen, preview)
    if guise is None:
        _shelf().forget(name)
        return _wait(course, choice, name)
    return _moved(answered(guise, _environ(path)), prefix)


@course_preview.post("/<choice>/again")
def again(course: str, choice: str) -> ResponseReturnValue:
    """Begin the preview anew: what was read and answered in it is gone."""
    chosen = from_address(choice)
    if chosen is None:
        abort(404)
    _shelf().forget(_name(course, choice, chosen))
    flash("The preview begins anew.", "note")
    return redirect(url_for(".inside", course=course, choice=choice, path=f"courses/{course}/"), 303)


def _name(course: str, choice: str, chosen: Choice) -> str:
    with db().reading() as session:
        return preview_name(session, actor(), course, choice, chosen.drafts)


def _shelf() -> Shelf:
    """The previews of this installation."""
    kept = current_app.extensions
    if "trainer.previews" not in kept:
        kept["trainer.previews"] = shelf_for(settings().database_url)
    shelf: Shelf = kept["trainer.previews"]
    return shelf


def _wait(course: str, choice: str, name: str) -> ResponseReturnValue:
    """Say that it is being made; the page asks again by itself."""
    url = db().writer.url.render_as_string(hide_password=False)
    _shelf().begin(
        name,
        {
            "database_url": url,
            "zone": str(settings().zone),
            "media_folder": str(settings().media_folder or ""),
            "course": course,
            "choice": choice,
        },
    )
    if request.method == "POST":  # what was sent was about another making of the preview
        return redirect(url_for(".inside", course=course, choice=choice, path=f"courses/{course}/"), 303)
    return render_template("author/preview_wait.html", course=course, choice=choice, here=request.full_path.rstrip("?"))


def _guise(course: str, choice: str, chosen: Choice, preview: Preview) -> Guise | None:
    moment = chosen.moment(now(), settings().zone)
    found, signed_in = None, user()
    if preview.database and preview.made.token and signed_in:
        with preview.database.reading() as session:
            found = identity(session, digest_of(preview.made.token), moment.at)
    if not (found and preview.database and preview.made.token and signed_in):
        return None
    band = Band(
        words=f"as {_READERS[chosen.reader]} on {chosen.day:%-d %B %Y}. Nothing is recorded.",
        notes=preview.made.notes,
        links=(
            ("Change", url_for(".page", course=course, choice=choice)),
            ("Leave", url_for("author.content")),
        ),
        again_url=url_for(".again", course=course, choice=choice),
    )
    return Guise(
        database=with_media(preview.database, db()),
        token=preview.made.token,
        identity=replace(found, comfort=signed_in.identity.comfort),
        now=moment,
        band=band,
    )


def _environ(path: str) -> dict[str, Any]:  # as a WSGI server makes it
    """The request as the learner would send it, with the body that was read already."""
    body = urlencode(list(request.form.items(multi=True))).encode() if request.form else request.get_data()
    return {
        **{key: value for key, value in request.environ.items() if not key.startswith(("werkzeug.", "flask."))},
        "PATH_INFO": f"/{path}",
        "HTTP_ACCEPT_ENCODING": "",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }


def _moved(response: Response, prefix: str) -> Response:
    """The answer with the learner's addresses below that of the preview."""
    location = response.headers.get("Location", "")
    if _LEARNERS.match(location.removeprefix("/")):
        response.headers["Location"] = prefix + location
    if response.mimetype in ("text/html", "application/json"):
        response.set_data(_OURS.sub(rb'\1"%b/\2/' % prefix.encode(), response.get_data()))
    return response
