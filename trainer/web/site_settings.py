"""Where administrators change what is safe to change in the browser."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions.site_settings import set_default, set_value
from trainer.errors import Invalid, NotAllowed
from trainer.queries.site_settings import settings_page
from trainer.settings_shown import shown
from trainer.web.edge import actor, db, now, settings, whole_number

site_settings = Blueprint("site_settings", __name__, url_prefix="/administer/settings")


@site_settings.before_request
def site_only() -> None:
    """Let nobody in but administrators of the whole site."""
    if not actor().may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Your role does not include this page.")


@site_settings.get("")
def page() -> ResponseReturnValue:
    """Every setting, with what it does and who changed it."""
    return _page({}, "", "")


@site_settings.post("/<name>")
def change(name: str) -> ResponseReturnValue:
    """Give a setting another value."""
    given = request.form.get("value", "")
    try:
        set_value(db(), actor(), name, given, whole_number(request.form.get("seen"), -1), now())
    except Invalid as error:
        return _page(dict(error.problems), name, given), 422
    flash("The setting is saved; every page has it from now on.", "good")
    return redirect(url_for(".page"), 303)


@site_settings.post("/<name>/default")
def restore(name: str) -> ResponseReturnValue:
    """Let a setting go back to its default."""
    set_default(db(), actor(), name, whole_number(request.form.get("seen"), -1), now())
    flash("The setting has its default again.", "good")
    return redirect(url_for(".page"), 303)


def _page(errors: dict[str, str], name: str, given: str) -> str:
    with db().reading() as session:
        found = settings_page(session, actor(), shown(settings()))
    return render_template("administer/settings.html", page=found, errors=errors, name=name, given=given)
