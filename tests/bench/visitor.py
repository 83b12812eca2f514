"""Somebody at a browser: signs in as people do, keeps the cookie, and writes the requests that pages would send."""

import gzip
import http.client
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import urlencode

import zstandard

from tests.bench.crowd import PASSWORD

_SQUEEZED: Final = "gzip, deflate, br, zstd"
_BROWSER: Final = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
    f"Accept-Encoding: {_SQUEEZED}",
    "Accept-Language: en-US,en;q=0.9",
)
_PAGE: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the status, the headers in small letters, and the body as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        match self.headers.get("content-encoding"):
            case "zstd":
                return zstandard.decompress(self.body).decode()
            case "gzip":
                return gzip.decompress(self.body).decode()
            case _:
                return self.body.decode()

    @property
    def on_the_wire(self) -> int:
        """The bytes of status line, headers and body."""
        head = sum(len(name) + len(value) + 4 for name, value in self.headers.items())
        return len("HTTP/1.1 200 OK\r\n") + head + len("\r\n") + len(self.body)


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in browser: its cookie, and the token that its forms carry."""

    host: str
    cookie: str
    csrf: str = ""

    def get(self, path: str) -> Answer:
        """Fetch a page, or what belongs to one."""
        return ask(self.host, "GET", path, self.cookie)

    def page(self, path: str) -> str:
        """The request for a page, in full."""
        return self._request("GET", path, f"Accept: {_PAGE}")

    def form(self, path: str, fields: Mapping[str, str]) -> str:
        """The request that a page's form makes."""
        body = urlencode({**fields, "csrf_token": self.csrf})
        return self._request("POST", path, f"Accept: {_PAGE}", "Content-Type: application/x-www-form-urlencoded", body)

    def script(self, path: str, fields: Mapping[str, Sequence[str]]) -> str:
        """The request by which the page's script saves a form as it is filled in."""
        body = urlencode({"csrf_token": [self.csrf], **fields}, doseq=True)
        content = "Content-Type: application/x-www-form-urlencoded;charset=UTF-8"
        return self._request("POST", path, "Accept: application/json", content, body)

    def _request(self, method: str, path: str, *lines: str) -> str:
        *headers, body = lines if method == "POST" else (*lines, "")
        length = (f"Content-Length: {len(body.encode())}",) if method == "POST" else ()
        first = (f"{method} {path} HTTP/1.1", f"Host: {self.host}", f"Cookie: {self.cookie}")
        return "\r\n".join((*first, *_BROWSER, *headers, *length, "", body))


def sign_in(host: str, address: str) -> Visitor:
    """Sign in through the page, and open another for the token of its forms."""
    asked = ask(host, "GET", "/sign-in")
    fields = {"address": address, "password": PASSWORD, "csrf_token": _token(asked.text)}
    entered = ask(host, "POST", "/sign-in", _cookie(asked), urlencode(fields))
    if entered.status != 303:
        raise RuntimeError(f"{address} could not sign in: {entered.status}")
    cookie = _cookie(entered)
    first = ask(host, "GET", "/account/", cookie)
    return Visitor(host, _cookie(first) or cookie, _token(first.text))


def sign_in_bare(host: str) -> Visitor:
    """Sign in to the bare application."""
    return Visitor(host, _cookie(ask(host, "GET", "/sign-in")))


def ask(host: str, method: str, path: str, cookie: str = "", body: str | None = None) -> Answer:
    """Ask for one thing, as a browser that takes it squeezed; a redirect is not followed."""
    headers = {"Accept-Encoding": _SQUEEZED} | ({"Cookie": cookie} if cookie else {})
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request(method, path, body, headers)
    came = connection.getresponse()
    answer = Answer(came.status, {name.lower(): value for name, value in came.getheaders()}, came.read())
    connection.close()
    return answer


def _cookie(answer: Answer) -> str:
    return answer.headers.get("set-cookie", "").partition(";")[0]


def _token(page: str) -> str:
    found = re.search(r'name="csrf[_-]token" (?:value|content)="([^"]+)"', page)
    if found is None:
        raise RuntimeError("the page holds no token")
    return unescape(found[1])
