"""Somebody in front of a browser."""

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

from trainer.demonstration.cast import PASSWORD

COURSE = "/courses/ketamine-assisted-psychotherapy"
_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


class Seat:
    """A browser of somebody's own, and everything it complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.complaints: list[str] = []
        self.expected: set[int] = set()
        self.page = self._watched(context.new_page())

    def second_tab(self) -> Page:
        """Another page of the same browser."""
        return self._watched(self.context.new_page())

    def sign_in(self, who: str) -> None:
        """Sign in as somebody of the demonstration."""
        self.page.goto("/sign-in")
        self.page.get_by_label("E-mail address").fill(who)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def go(self, path: str) -> None:
        """Open an address of the site."""
        self.page.goto(path)

    def turn(self, *, width: int, dark: bool) -> None:
        """Give the page another width and theme while it is open."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme="dark" if dark else "light")

    def is_too_wide(self) -> bool:
        """Whether the page scrolls sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def barriers(self) -> list[str]:
        """What axe finds wrong on the page, one line each with the place."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_AXE)
        found: list[dict[str, Any]] = self.page.evaluate(  # what axe gives
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            ".then(result => result.violations)"
        )
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]

    def _watched(self, page: Page) -> Page:
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("response", self._note_response)
        return page

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")
