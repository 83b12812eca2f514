"""Writes what the platform's messages say."""

import textwrap
from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from trainer.actions.sending import Message
from trainer.paths import data_folder
from trainer.reminding import REQUIRED, Told
from trainer.settings import Settings
from trainer.tokens import mail_token

_PATHS: Final = {
    "invitation": "invitations",
    "reset": "reset",
    "address-confirm": "account/address",
    "address-changed": "address",
    "address-taken": "",
}
_WIDTH: Final = 72
_MOST_NOTICES: Final = 20
_LONGEST_TITLE: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A message's words; `unsubscribe` is the address that ends such mails, '' where the reader has to get them."""

    subject: str
    body: str
    unsubscribe: str


def link_of(base_url: str, kind: str, token: str) -> str:
    """The address that the reader of an invitation, or of a link for a new password, opens."""
    return f"{base_url}/{_PATHS[kind]}/{token}"


def text_of(message: Message, settings: Settings) -> Text:
    """What a message says: of one thing its own text, of several a line for each."""
    base = settings.base_url
    if message.person_id is None or message.kind in _PATHS:
        return _text(message.kind, {"link": link_of(base, message.kind, message.token)})
    unsubscribe = ""
    if not REQUIRED.issuperset(notice.kind for notice in message.notices):
        unsubscribe = f"{base}/mail/{mail_token(settings.secret_key, message.person_id)}"
    further = {"unsubscribe": unsubscribe, "choose": f"{base}/account/mail"}
    said = [_said(notice, base) for notice in message.notices]
    if len(said) == 1:
        return _text(message.notices[0].kind.value, {**said[0], **further})
    lines = [{"line": _line(notice, base), "link": _link(notice, base)} for notice in message.notices]
    return _text("digest", {"notices": lines, "most": _MOST_NOTICES, "home": f"{base}/", **further})


def _text(name: str, given: dict[str, object]) -> Text:
    template, values = _template(name), {"unsubscribe": "", **given}
    return Text(
        subject=_flat(_block(template, "subject", values)),
        body=_wrapped(template.render(values)),
        unsubscribe=str(values["unsubscribe"]),
    )


def _said(notice: Told, base: str) -> dict[str, object]:
    day = f"{notice.day.day} {notice.day:%B %Y}" if notice.day else ""
    title = textwrap.shorten(_flat(notice.title), _LONGEST_TITLE, placeholder=" …")
    return {"title": title, "day": day, "count": notice.count, "link": _link(notice, base)}


def _link(notice: Told, base: str) -> str:
    return f"{base}/{notice.path}"


def _line(notice: Told, base: str) -> str:
    return _flat(_block(_template(notice.kind.value), "line", _said(notice, base)))


def _block(template: Template, name: str, values: dict[str, object]) -> str:
    return "".join(template.blocks[name](template.new_context(values)))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _wrapped(text: str) -> str:
    """Short lines; an address stays in one piece, on a line of its own where it stood so."""
    return "\n".join(_wrapped_line(line) for line in text.strip().splitlines()) + "\n"


def _wrapped_line(line: str) -> str:
    if "://" in line or len(line) <= _WIDTH:
        return line
    return textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.txt")


@cache
def _environment() -> Environment:
    # Plain text has no signs to escape, and nothing of it is ever shown as HTML.
    return Environment(
        loader=FileSystemLoader(data_folder("templates") / "mail"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )
