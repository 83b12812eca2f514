"""Where people choose how often they are written to."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.actions import choosing_mail
from trainer.errors import Invalid
from trainer.queries.mail_choices import mail_choices_page
from trainer.reminding import Rhythm
from trainer.web.edge import actor, db, now, settings

mail_choices = Blueprint("mail_choices", __name__, url_prefix="/account/mail")


@mail_choices.get("/")
def page() -> ResponseReturnValue:
    """Show what was chosen."""
    return _page(None, {})


@mail_choices.post("/")
def choose() -> ResponseReturnValue:
    """Remember what was chosen."""
    try:
        chosen = choosing_mail.choose(db(), actor(), request.form.get("rhythm", ""), now())
    except Invalid as error:
        return _page(request.form.get("rhythm", ""), dict(error.problems)), 422
    flash(_SAVED[chosen], "good")
    return redirect(url_for(".page"), 303)


def _page(rhythm: str | None, errors: dict[str, str]) -> str:
    with db().reading() as session:
        found = mail_choices_page(session, actor())
    return render_template(
        "account/mail.html",
        page=found,
        chosen=found.rhythm.value if rhythm is None else rhythm,
        choices=_CHOICES,
        errors=errors,
        has_mail=bool(settings().smtp_url),
    )


_CHOICES: Final = (
    (Rhythm.AT_ONCE, "At once", "a mail soon after it happens"),
    (Rhythm.DAILY, "Once a day", "in the morning, if there is news"),
    (Rhythm.WEEKLY, "Once a week", "on Monday morning, if there is news"),
    (Rhythm.NONE, "Not at all", "only what you have to know"),
)
_SAVED: Final = {
    Rhythm.AT_ONCE: "Saved. You are written to soon after something happens.",
    Rhythm.DAILY: "Saved. You are written to once a day at most.",
    Rhythm.WEEKLY: "Saved. You are written to once a week at most.",
    Rhythm.NONE: "Saved. You are written to of nothing but what you have to know.",
}
