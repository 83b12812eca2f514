"""A signed-in browser of somebody, over real connections."""

import http.client
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.support.clinic import PASSWORD


@dataclass(frozen=True, slots=True)
class Came:
    """What a server answered."""

    status: int
    cookie: str
    text: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Its cookie, and the token that its forms carry."""

    host: str
    cookie: str
    csrf: str

    def get(self, path: str) -> Came:
        """Open a page."""
        return ask(self.host, "GET", path, {"Cookie": self.cookie})

    def post(self, path: str, fields: Mapping[str, str | Sequence[str]]) -> Came:
        """Send a form as a page's script does."""
        headers = {"Cookie": self.cookie, "Accept": "application/json"}
        return ask(self.host, "POST", path, headers, self.encoded(fields))

    def encoded(self, fields: Mapping[str, str | Sequence[str]]) -> str:
        """A form as it goes over the wire."""
        return urlencode({**fields, "csrf_token": self.csrf}, doseq=True)


def sign_in(host: str, address: str) -> SignedIn:
    """Sign in through the page."""
    page = ask(host, "GET", "/sign-in", {})
    fields = urlencode({"address": address, "password": PASSWORD, "csrf_token": _token(page.text)})
    entered = ask(host, "POST", "/sign-in", {"Cookie": page.cookie}, fields)
    assert entered.status == 303, entered
    account = ask(host, "GET", "/account/", {"Cookie": entered.cookie})
    return SignedIn(host, account.cookie or entered.cookie, _token(account.text))


def ask(host: str, method: str, path: str, headers: Mapping[str, str], body: str | None = None) -> Came:
    """Ask over a connection of its own. Raises OSError and HTTPException where no whole answer comes."""
    form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
    connection = http.client.HTTPConnection(host, timeout=30)
    try:
        connection.request(method, path, body, {**headers, **form})
        answer = connection.getresponse()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return Came(answer.status, cookie, answer.read().decode())
    finally:
        connection.close()


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]
