"""Makes the PDF of a certificate, in a process of its own."""

# `python -m trainer.papers`: a Paper as JSON comes in, a PDF for each size goes out, as JSON of base64. WeasyPrint and
# the system's Pango take 50 MB and half a second to load, and a machine may have no Pango: neither is for a worker, nor
# for the process that sweeps.

import base64
import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Self

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from trainer.curriculum import plain
from trainer.curriculum.certificate import Paper, Size
from trainer.paths import data_folder, static_folder

_LONGEST: Final = 60.0  # seconds
NO_LIBRARY: Final = 3
NO_LETTERS: Final = 4
WHY: Final[Mapping[int, str]] = {
    NO_LIBRARY: "the system has no Pango; docs/operating.md says how to install it",
    NO_LETTERS: "no font of the system has every letter on it; docs/operating.md says how to install more",
}
_PAGE: Final[Mapping[Size, str]] = {Size.A4: "@page { size: A4 }", Size.LETTER: "@page { size: Letter }"}


class CannotMake(Exception):
    """No PDF could be made; the message says why."""


def made_beside(paper: Paper) -> Mapping[Size, bytes]:
    """The PDF of a certificate in each size, made by another process. Raises CannotMake."""
    try:
        told = subprocess.run(
            [sys.executable, "-P", "-m", "trainer.papers"],
            input=plain.to_text(paper).encode(),
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotMake(f"the process that makes it did not answer ({type(error).__name__})") from error
    if told.returncode != 0:
        raise CannotMake(WHY.get(told.returncode, f"the process that makes it ended with {told.returncode}"))
    return {Size(size): base64.b64decode(body) for size, body in json.loads(told.stdout).items()}


def made(paper: Paper) -> Mapping[Size, bytes]:
    """The PDF of a certificate in each size, tagged as PDF/UA-1 asks.

    Raises OSError where the system has no Pango, CannotMake where no font has every letter: a name is not to be
    printed with empty boxes.
    """
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- half a second and 50 MB, and it needs a library of the system
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- as above
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- as above

    static = static_folder()
    # Nothing is fetched from a network, whatever stands in a name.
    fetcher = URLFetcher(allowed_protocols=("file", "data"))
    page = environment().get_template("certificates/pdf.html").render(paper=paper)
    looks = "\n".join(
        file.read_text(encoding="utf-8")
        for file in (data_folder("templates") / "certificates" / "pdf.css", static / "certificate.css")
    )
    found = {}
    with MissingLetters() as missing:
        for size, page_rule in _PAGE.items():
            fonts = FontConfiguration()
            sheet = CSS(
                string=f"{looks}\n{page_rule}", base_url=f"{static.as_uri()}/", url_fetcher=fetcher, font_config=fonts
            )
            document = HTML(string=page, base_url=f"{static.as_uri()}/", url_fetcher=fetcher)
            found[size] = document.write_pdf(
                stylesheets=[sheet],
                font_config=fonts,
                pdf_variant="pdf/ua-1",
                pdf_identifier=f"{paper.serial} {size}".encode(),
            )
    if missing.seen:
        raise CannotMake(WHY[NO_LETTERS])
    return found


class MissingLetters(logging.Handler):
    """Notices letters that no font has, of which WeasyPrint only logs a warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen = False

    def __enter__(self) -> Self:
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a warning."""
        self.seen = self.seen or ".notdef" in record.getMessage()


def environment() -> Environment:
    """The templates from which papers are made."""
    environment = Environment(
        loader=FileSystemLoader(data_folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _day
    return environment


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def _main() -> int:
    paper = plain.from_text(Paper, sys.stdin.buffer.read().decode())
    try:
        bodies: Mapping[Size, Any] = made(paper)  # bytes; base64 takes any buffer
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return NO_LIBRARY
    except CannotMake:
        return NO_LETTERS
    sys.stdout.write(json.dumps({size.value: base64.b64encode(body).decode() for size, body in bodies.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(_main())
