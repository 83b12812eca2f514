"""Makes the PDF of tables, in a process of its own."""

# `python -m trainer.sheet_papers`: Tables as JSON come in, a PDF goes out. As with certificates, the library that makes
# it is too large for a worker, and needs Pango, which a machine may not have.

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trainer.curriculum import plain
from trainer.curriculum.sheets import Sheet
from trainer.papers import NO_LETTERS, NO_LIBRARY, WHY, CannotMake, MissingLetters, environment
from trainer.paths import data_folder, static_folder

MOST_CELLS: Final = 6_000
"""So many take some ten seconds on a busy machine of two processors."""
_LONGEST: Final = 60.0  # seconds
_ACROSS: Final = 9
"""So many columns stand on a sheet of paper beside the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What is to be printed: a title, what is said below it, and the tables."""

    title: str
    about: str
    sheets: tuple[Sheet, ...]

    @property
    def cells(self) -> int:
        """How many cells there are, heads apart."""
        return sum(len(sheet.headings) * len(sheet.rows) for sheet in self.sheets)


def made_beside(tables: Tables) -> bytes:
    """The PDF, made by another process. Raises CannotMake."""
    if tables.cells > MOST_CELLS:
        raise CannotMake(
            f"there are more than {MOST_CELLS:,} cells; show fewer people or one area, or take a spreadsheet"
        )
    try:
        told = subprocess.run(
            [sys.executable, "-P", "-m", "trainer.sheet_papers"],
            input=plain.to_text(tables).encode(),
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotMake(f"the process that makes it did not answer ({type(error).__name__})") from error
    if told.returncode != 0:
        raise CannotMake(WHY.get(told.returncode, f"the process that makes it ended with {told.returncode}"))
    return told.stdout


def parted(sheet: Sheet) -> Iterator[Sheet]:
    """A table as wide as paper is: its first column again beside each further stretch of columns."""
    for start in range(1, max(2, len(sheet.headings)), _ACROSS):
        shown = (0, *range(start, min(start + _ACROSS, len(sheet.headings))))
        yield Sheet(
            title=sheet.title,
            headings=tuple(sheet.headings[place] for place in shown),
            rows=tuple(tuple(row[place] for place in shown) for row in sheet.rows),
        )


def made(tables: Tables) -> bytes:
    """The PDF, tagged as PDF/UA-1 asks. Raises OSError where the system has no Pango, CannotMake without letters."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- half a second and 50 MB, and it needs a library of the system
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- as above
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- as above

    base, fonts = f"{static_folder().as_uri()}/", FontConfiguration()
    fetcher = URLFetcher(allowed_protocols=("file", "data"))
    parts = [(sheet.title, tuple(parted(sheet))) for sheet in tables.sheets]
    page = environment().get_template("supervise/sheets_pdf.html").render(tables=tables, parts=parts)
    looks = (data_folder("templates") / "supervise" / "sheets_pdf.css").read_text(encoding="utf-8")
    sheet = CSS(string=looks, base_url=base, url_fetcher=fetcher, font_config=fonts)
    with MissingLetters() as missing:
        body = HTML(string=page, base_url=base, url_fetcher=fetcher).write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
        )
    if missing.seen:
        raise CannotMake(WHY[NO_LETTERS])
    return bytes(body)


def _main() -> int:
    tables = plain.from_text(Tables, sys.stdin.buffer.read().decode())
    try:
        body = made(tables)
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return NO_LIBRARY
    except CannotMake:
        return NO_LETTERS
    sys.stdout.buffer.write(body)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
