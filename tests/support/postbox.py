"""A mail server that keeps what it gets."""

import asyncio
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.site import free_port


class Postbox:
    """What a mail server got, or refuses: `came` holds envelopes with their messages, `visitors` who is connected."""

    def __init__(self, delay: Callable[[], float] | None = None) -> None:
        self.came: list[tuple[str, list[str], EmailMessage]] = []
        self.refuses = ""
        self.visitors = 0
        self._delay = delay
        # The names by which the mail server finds them.
        setattr(self, "handle_RCPT", self._admit)  # noqa: B010
        setattr(self, "handle_DATA", self._take)  # noqa: B010

    async def _admit(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Whether somebody of this address is here."""
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def _take(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take a message, and say so, each after a while where the server is a slow one."""
        assert isinstance(envelope.content, bytes)
        await self._wait()
        message: Any = message_from_bytes(envelope.content, policy=policy.default)  # an EmailMessage by that policy
        self.came.append((str(envelope.mail_from), [str(each) for each in envelope.rcpt_tos], message))
        await self._wait()
        return "250 OK"

    async def _wait(self) -> None:
        if self._delay:
            await asyncio.sleep(self._delay())


class PostOffice(Controller):
    """A mail server of a postbox, on a port of its own, that knows whether anybody is connected."""

    def __init__(self, postbox: Postbox) -> None:
        super().__init__(postbox, hostname="127.0.0.1", port=free_port())

    def factory(self) -> SMTP:
        """A conversation with somebody who connects."""
        return _Conversation(self.handler, **self.SMTP_kwargs)


class _Conversation(SMTP):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.event_handler.visitors += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.event_handler.visitors -= 1
