"""How somebody likes to read: the page where it is chosen, and what it makes of every page."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.actions import preferring
from trainer.comfort import Comfort, LineWidth, Motion, TextSize, Theme
from trainer.errors import Invalid, NotFound
from trainer.queries.signed_in import Identity
from trainer.web.edge import actor, db, session_id, user

comfort = Blueprint("comfort", __name__, url_prefix="/account/comfort")


def attributes_of(identity: Identity) -> dict[str, str]:
    """What stands on <html> for the stylesheet and scripts; what is as it comes stands there not."""
    chosen, usual = identity.comfort, Comfort()
    found = {
        "data-text": (chosen.text_size, usual.text_size),
        "data-width": (chosen.line_width, usual.line_width),
        "data-theme": (chosen.theme, usual.theme),
        "data-motion": (chosen.motion, usual.motion),
    }
    attributes = {name: value.value for name, (value, left_alone) in found.items() if value != left_alone}
    return {**attributes, "data-keeps": "yes"} if identity.keeps_until else attributes


@comfort.get("/")
def page() -> ResponseReturnValue:
    """Show what was chosen, with a sample."""
    chosen = _identity().comfort
    fields = {
        "text_size": chosen.text_size.value,
        "line_width": chosen.line_width.value,
        "theme": chosen.theme.value,
        "motion": chosen.motion.value,
    }
    return _page(fields, {})


@comfort.post("/")
def choose() -> ResponseReturnValue:
    """Remember what was chosen; the page that follows shows it."""
    try:
        preferring.choose(db(), actor(), request.form)
    except Invalid as error:
        return _page(request.form.to_dict(), dict(error.problems)), 422
    flash("Saved. Every page looks like this now, on every device.", "good")
    return redirect(url_for(".page"), 303)


@comfort.post("/device")
def keep() -> ResponseReturnValue:
    """Say whether this browser keeps modules."""
    is_kept = preferring.keep_modules(db(), actor(), session_id(), request.form.get("keeps", ""))
    if is_kept:
        flash("From now on this device keeps the modules that you open, until you sign out.", "good")
    else:
        flash("This device keeps no modules.", "good")
    return redirect(url_for(".page", _anchor="device"), 303)


def _page(fields: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "account/comfort.html",
        fields=fields,
        errors=errors,
        choices=_CHOICES,
        keeps_until=_identity().keeps_until,
    )


def _identity() -> Identity:
    found = user()
    if found is None:
        raise NotFound("There is no such page.")
    return found.identity


_CHOICES = (
    (
        "text_size",
        "Text size",
        ((TextSize.NORMAL, "Normal"), (TextSize.LARGE, "Large"), (TextSize.LARGER, "Larger")),
    ),
    (
        "line_width",
        "Width of a line",
        ((LineWidth.NARROW, "Narrow"), (LineWidth.NORMAL, "Normal"), (LineWidth.WIDE, "Wide")),
    ),
    (
        "theme",
        "Theme",
        ((Theme.DEVICE, "As the device"), (Theme.LIGHT, "Light"), (Theme.DARK, "Dark")),
    ),
    ("motion", "Motion", ((Motion.DEVICE, "As the device"), (Motion.REDUCED, "Reduced"))),
)
