"""An author's browser that saves, publishes and restores without a pause, and repeats each until it is acknowledged."""

import http.client
import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from tests.serving.signed_in import Came, SignedIn
from tests.support.clinic import COURSE

_ACTS: Final = {"save": 6, "publish": 2, "plan": 1, "restore": 1}
_FIELD: Final = re.compile(r'name="(version|revision)" value="([^"]*)"')
_TEXT: Final = re.compile(r'<textarea[^>]*id="text"[^>]*>\n(.*?)</textarea>', re.DOTALL)
_PUBLICATION: Final = re.compile(r"/publications/([0-9a-f-]{36})")


@dataclass(slots=True)
class Author:
    """Somebody who writes one document, in which the line `Round N.` becomes another with every save.

    `saved` holds the words that the server has acknowledged by version, `planned` the versions of acknowledged
    publications by id, `first` what was there before, `text` what was acknowledged last, `sent` what was sent last.
    """

    browser: SignedIn
    path: str
    line: str
    chance: Random
    first: str = ""
    text: str = ""
    sent: str = ""
    saved: dict[int, str] = field(default_factory=dict)
    planned: dict[str, int] = field(default_factory=dict)
    restored: int = 0
    repeated: int = 0
    faults: list[str] = field(default_factory=list)
    _version: str = ""
    _revision: str = ""
    _round: int = 0

    def write_until(self, is_over: threading.Event) -> None:
        """Do one thing after the other by chance; a fault ends it."""
        self._open(is_over)
        while not is_over.is_set() and not self.faults:
            [act] = self.chance.choices(tuple(_ACTS), tuple(_ACTS.values()))
            if act == "restore":
                self._restore(is_over)
            self._save(is_over)
            if act == "publish":
                self._publish(is_over, lambda: {"when": "now"})
            elif act == "plan":
                self._publish(is_over, _in_five_seconds)

    @property
    def acknowledged(self) -> int:
        """How many things were acknowledged."""
        return len(self.saved) + len(self.planned) + self.restored

    def _open(self, is_over: threading.Event) -> None:
        came = self._until_answered(is_over, lambda: self.browser.get(self._at("write")), 200)
        if came is None:
            return
        found = _TEXT.search(came.text)
        assert found is not None
        self.text = unescape(found[1])
        self.first = self.first or self.text
        self._version, self._revision = (
            dict(_FIELD.findall(came.text)).get(name, "") for name in ("version", "revision")
        )

    def _save(self, is_over: threading.Event) -> None:
        """As the editor's script does it: always with what was seen before, also when it is sent again."""
        if is_over.is_set():
            return
        self._round += 1
        head, _, _ = self.text.partition(self.line.partition("{")[0])
        self.sent = head + self.line.format(self._round)
        came = self._send(is_over, "write", {"text": self.sent}, 200)
        if came is None:
            return
        said = json.loads(came.text)
        self._version = str(said["version"])
        self._revision = said.get("revision") or self._revision
        if said.get("text", self.sent) != self.sent:
            self.faults.append(f"words were changed in {said}")
        self.text = self.sent
        if said["version"]:
            self.saved[said["version"]] = self.text

    def _publish(self, is_over: threading.Event, when: Callable[[], Mapping[str, str]]) -> None:
        """Decide to publish what was saved last; while an earlier decision waits, another is refused."""
        version = int(self._version or 0)
        fields = {"draft": f"{version}:{self.path}", "change": "clarification"}
        path = f"/author/{COURSE}/publish"
        came = self._until_answered(is_over, lambda: self.browser.post(path, {**fields, **when()}), 303, 409)
        found = _PUBLICATION.search(came.text) if came and came.status == 303 else None
        if found:
            self.planned[found[1]] = version

    def _restore(self, is_over: threading.Event) -> None:
        """Take what was saved once, or the first revision, as the draft."""
        version = self.chance.choice([0, *self.saved])
        self.sent = self.saved.get(version, self.first)
        kept = f"v{version}" if version else "r1"
        if self._send(is_over, "restore", {"kept": kept}, 303) is None:
            return
        self.restored += 1
        self.text = self.sent
        self._open(is_over)
        if self.text != self.sent:
            self.faults.append(f"{kept} was restored as something else")

    def _send(self, is_over: threading.Event, what: str, fields: Mapping[str, str], status: int) -> Came | None:
        form = {**fields, "version": self._version, "revision": self._revision}
        return self._until_answered(is_over, lambda: self.browser.post(self._at(what), form), status)

    def _until_answered(self, is_over: threading.Event, ask: Callable[[], Came], *expected: int) -> Came | None:
        """Ask until there is an answer; None where it is over before, or the answer is a fault."""
        while not is_over.is_set():
            try:
                came = ask()
            except (OSError, http.client.HTTPException):
                self.repeated += 1
                is_over.wait(0.02)
                continue
            if came.status in expected:
                return came
            self.faults.append(f"{came.status} instead of {expected}: {_words(came.text)}")
            return None
        return None

    def _at(self, what: str) -> str:
        return f"/author/{COURSE}/{what}/{self.path}"


def _in_five_seconds() -> Mapping[str, str]:
    due = datetime.now(ZoneInfo("UTC")) + timedelta(seconds=5)
    return {"when": "later", "day": f"{due:%Y-%m-%d}", "hour": f"{due:%H:%M:%S}"}


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())[:600]
