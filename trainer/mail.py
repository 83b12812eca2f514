"""Hands the platform's messages to a mail server."""

import smtplib
import ssl
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from trainer.actions.sending import Message
from trainer.mail_texts import text_of
from trainer.settings import Settings


def written(message: Message, settings: Settings) -> EmailMessage:
    """A message as it goes out; its Message-ID is the one in the outbox."""
    text = text_of(message, settings)
    mail = EmailMessage()
    mail["Subject"] = text.subject
    mail["From"] = settings.mail_from
    local, _, domain = message.address.rpartition("@")
    mail["To"] = str(Address(addr_spec=f"{local}@{domain.encode('idna').decode()}"))
    mail["Date"] = formatdate(usegmt=True)
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    if text.unsubscribe:
        # RFC 8058: a mail program may send a POST to this address for its reader, without asking anything.
        mail["List-Unsubscribe"] = f"<{text.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(text.body)
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
