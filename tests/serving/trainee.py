"""A trainee's browser that saves answers without a pause, and repeats each until it is acknowledged."""

import http.client
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.serving.signed_in import SignedIn
from tests.support.attempts import Given, Taken

Saved = tuple[str, int, Mapping[str, Sequence[str]]]
"""A question, the number under which an answer to it was acknowledged, and the form that was sent."""


@dataclass(slots=True)
class Trainee:
    """Somebody who takes a quiz; `saved` is what the server has acknowledged, in order."""

    browser: SignedIn
    attempt: Taken
    chance: Random
    saved: list[Saved] = field(default_factory=list)
    repeated: int = 0
    faults: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def answer_until(self, is_over: threading.Event) -> None:
        """Answer questions by chance, one after the other; a fault ends it."""
        while not is_over.is_set() and not self.faults:
            question = self.chance.choice(("hours", "im-peak", "whom"))
            self.save(question, self._next(question), is_over)

    def save(self, question: str, given: Given, is_over: threading.Event) -> None:
        """Send an answer until it is acknowledged, always with the number that was seen before it."""
        form = self.attempt.form(question, given)
        seen = self._numbers.get(question, 0)
        path = f"/attempts/{self.attempt.id}/answers/{self.attempt.code(question)}"
        while not is_over.is_set():
            try:
                came = self.browser.post(path, {**form, "number": str(seen)})
            except (OSError, http.client.HTTPException):
                self.repeated += 1
                is_over.wait(0.02)
                continue
            if came.status != 200:
                self.faults.append(f"{came.status} after number {seen} of {question}: {came.text}")
                return
            self._numbers[question] = json.loads(came.text)["number"]
            self.saved.append((question, self._numbers[question], form))
            return

    def _next(self, question: str) -> Given:
        """An answer that differs from the one before: the same again would not be saved."""
        number = self._numbers.get(question, 0) + 1
        match question:
            case "hours":
                return str(number)
            case "whom":
                return {"who": ("doctor", "family")[number % 2], "when": f"at {number}"}
            case _:
                return ("within-20", "at-once")[number % 2]
