"""Where the link of a mail leads that asks for no more of them."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from trainer.actions import choosing_mail
from trainer.tokens import reader_of
from trainer.web.edge import db, now, settings

mail_links = Blueprint("mail_links", __name__, url_prefix="/mail")
"""Open to strangers, without a token of a form: the address itself proves that a mail was sent, and does nothing else.

By RFC 8058 a mail program sends the POST for its reader, who is signed in nowhere; the GET changes nothing, since
programs that look for viruses open every link.
"""


@mail_links.get("/<token>")
def page(token: str) -> ResponseReturnValue:
    """Ask whether the reader means it."""
    return _page(_reader(token) is not None, token, is_stopped=False)


@mail_links.post("/<token>")
def stop(token: str) -> ResponseReturnValue:
    """Write to the reader no more; a second time changes nothing."""
    reader = _reader(token)
    if reader is not None:
        choosing_mail.stop(db(), reader, now())
    return _page(reader is not None, token, is_stopped=True)


def _reader(token: str) -> UUID | None:
    return reader_of(settings().secret_key, token)


def _page(is_known: bool, token: str, *, is_stopped: bool) -> ResponseReturnValue:
    if not is_known:
        return render_template("account/mail_dead_link.html"), 404
    return render_template("account/mail_stopped.html" if is_stopped else "account/mail_stop.html", token=token)
