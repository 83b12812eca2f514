"""What changed in a module, read and confirmed in one place."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions.confirming import confirm_changes
from trainer.errors import Stale
from trainer.queries.changes import changes_page
from trainer.queries.module import ClosedModulePage
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs

changes = Blueprint("changes", __name__, url_prefix="/courses/<course>")
changes.before_request(needs(Permission.LEARN, Permission.READ_COURSE))


@changes.get("/modules/<area>/<name>/changes")
def page(course: str, area: str, name: str) -> ResponseReturnValue:
    """What changed since one finished it, and every revision with its note."""
    return _show(course, f"{area}/{name}")


@changes.post("/modules/<area>/<name>/changes")
def confirm(course: str, area: str, name: str) -> ResponseReturnValue:
    """Note that what changed was read, in the revision that the page showed."""
    key, revision = f"{area}/{name}", whole_number(request.form.get("revision"), 0)
    try:
        confirm_changes(db(), actor(), course, key, revision, now())
    except Stale as error:
        return _show(course, key, stale=str(error), status=409)
    flash("Noted: you have read what changed in this module.", "good")
    return redirect(url_for(".page", course=course, area=area, name=name), 303)


def _show(course: str, key: str, *, stale: str = "", status: int = 200) -> ResponseReturnValue:
    with db().reading() as session:
        found = changes_page(session, db(), actor(), course, key, now())
    if isinstance(found, ClosedModulePage):
        return render_template("learn/closed_module.html", page=found), 403
    return render_template("learn/changes.html", page=found, stale=stale), status
