"""Writes the platform's messages, and hands them to a mail server."""

import smtplib
import ssl
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from trainer.actions.sending import Message
from trainer.settings import Settings

_SUBJECTS = {
    "invitation": "You are invited to Trainer",
    "reset": "A new password for Trainer",
    "review-soon": "A clinical review is due soon",
    "review-overdue": "A clinical review is overdue",
    "review-returned": "A reviewer returned a text of yours",
    "answer": "The authors answered you",
}
_TEXTS = {
    "invitation": (
        "Hello,\n\nyou are invited to a training on this platform. Open this link to join:\n\n{link}\n\n"
        "It works for 14 days. If you did not expect it, you can leave it alone: nothing happens without you.\n"
    ),
    "reset": (
        "Hello,\n\nsomebody, probably you, asked for a new password. Open this link to choose one:\n\n{link}\n\n"
        "It works for two hours. If it was not you, you can leave it alone: your password stays as it is.\n"
    ),
    "review-soon": (
        "Hello,\n\nsome of what you review is to be signed within the next 30 days. It stands here, the most urgent "
        "first:\n\n{link}\n\nUntil that day readers see the signature as it is.\n"
    ),
    "review-overdue": (
        "Hello,\n\nthe day has passed on which some of what you review was to be signed. It stands here, the most "
        "urgent first:\n\n{link}\n\nReaders see that a new review has been due since that day.\n"
    ),
    "review-returned": (
        "Hello,\n\na clinician returned a text that you wrote, with comments on its lines. They stand here, with what "
        "to do next:\n\n{link}\n\nReaders see that no clinical review of it stands at present.\n"
    ),
    "answer": (
        "Hello,\n\nwhat you told the authors of a course was answered. You asked for a mail when that happens. Read it "
        "here:\n\n{link}\n"
    ),
}
_PATHS = {
    "invitation": "invitations",
    "reset": "reset",
    "review-soon": "review",
    "review-overdue": "review",
    "review-returned": "author",
    "answer": "courses",
}


def link_of(base_url: str, kind: str, token: str) -> str:
    """The address that a message's reader opens."""
    return f"{base_url}/{_PATHS[kind]}/{token}"


def written(message: Message, settings: Settings) -> EmailMessage:
    """A message as it goes out; its Message-ID is the one in the outbox."""
    mail = EmailMessage()
    mail["Subject"] = _SUBJECTS[message.kind]
    mail["From"] = settings.mail_from
    local, _, domain = message.address.rpartition("@")
    mail["To"] = str(Address(addr_spec=f"{local}@{domain.encode('idna').decode()}"))
    mail["Date"] = formatdate(usegmt=True)
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_TEXTS[message.kind].format(link=link_of(settings.base_url, message.kind, message.token)))
    return mail


def send(message: Message, settings: Settings) -> None:
    """Hand a message to the server of TRAINER_SMTP_URL. Raises OSError where that fails."""
    parts = urlsplit(settings.smtp_url)
    port = parts.port or (465 if parts.scheme == "smtps" else 587 if parts.scheme == "smtp+starttls" else 25)
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=20, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=20)
    with server:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        try:
            server.send_message(written(message, settings))
        except (ValueError, MessageError) as error:
            raise OSError(f"the message cannot be written: {error}") from error
