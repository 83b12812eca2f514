"""Where administrators say for how long records are kept."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import retention_rules
from trainer.curriculum.retention import KINDS, RecordKind
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.queries.retention import retention_page
from trainer.web.edge import actor, db, now, whole_number

retention = Blueprint("retention", __name__, url_prefix="/administer/retention")


@retention.before_request
def site_only() -> None:
    """Let nobody in but administrators of the whole site."""
    if not actor().may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Your role does not include this page.")


@retention.get("/")
def page() -> ResponseReturnValue:
    """How long each kind is kept."""
    return _page(None, {})


@retention.post("/<kind>")
def keep(kind: str) -> ResponseReturnValue:
    """Keep a kind for longer, or for a shorter time."""
    if kind not in {each.value for each in RecordKind}:
        raise NotFound("There is no such kind of record.")
    which, form = RecordKind(kind), request.form
    try:
        is_new = retention_rules.set_rule(
            db(),
            actor(),
            which,
            length=whole_number(form.get("length"), 0),
            stays=form.get("stays") == "yes",
            seen=whole_number(form.get("seen"), 0),
            reason=form.get("reason", ""),
            now=now(),
        )
    except Invalid as error:
        return _page(which, dict(error.problems)), 422
    except Stale:
        return _page(which, {"length": "Somebody else set this meanwhile. Look at what holds now, then set it."}), 409
    flash(f"{KINDS[which].title}: {'set' if is_new else 'this held already'}.", "good")
    return redirect(url_for(".page"), 303)


def _page(kind: RecordKind | None, errors: dict[str, str]) -> str:
    with db().reading() as session:
        found = retention_page(session, actor())
    given = request.form if errors else {}
    return render_template("administer/retention.html", page=found, kinds=KINDS, wrong=kind, errors=errors, given=given)
