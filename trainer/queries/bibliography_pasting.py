"""The page on which sources that somebody pasted are looked at before they are added."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.documents import BIBLIOGRAPHY_PATH
from trainer.curriculum.safe_html import Html
from trainer.problem import Problem
from trainer.queries.writing import WritingPage, writing_page
from trainer.quizzes.editing_tree import CannotEdit

if TYPE_CHECKING:
    from trainer.curriculum.bibliography import Source
    from trainer.curriculum.bibliography_pasting import Alike, PastedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeRow:
    """A source that a pasted one may be, with its entry in APA style."""

    alike: "Alike"
    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedRow:
    """A pasted source as readers would get it. `is_there` tells that the very same was added before, under its key."""

    pasted: "PastedSource"
    html: Html
    alike: tuple[AlikeRow, ...]
    is_there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedPage:
    """Everything that was pasted, beside the newest text of the bibliography."""

    document: WritingPage
    text: str
    rows: tuple[PastedRow, ...]
    problems: tuple[Problem, ...]

    def chosen(self, numbers: Collection[int]) -> tuple[PastedRow, ...]:
        """The rows of some numbers that are not there yet."""
        return tuple(row for row in self.rows if row.pasted.number in numbers and not row.is_there)


def pasted_page(
    session: Session, actor: Actor, course: str, text: str, keys: Mapping[int, str] | None = None
) -> PastedPage:
    """What was pasted: three statements. `keys` are those that somebody chose, by number. Raises NotFound."""
    from trainer.curriculum.bibliography import parse_bibliography  # noqa: PLC0415 (reads bibliographies)
    from trainer.curriculum.bibliography_pasting import read_pasted  # noqa: PLC0415

    document = writing_page(session, actor, course, BIBLIOGRAPHY_PATH, may_be_new=True)
    existing, _ = parse_bibliography(BIBLIOGRAPHY_PATH, document.text)
    pasted = read_pasted(text, existing, keys)
    return PastedPage(
        document=document,
        text=text,
        rows=_rows(pasted.sources, existing, keys or {}),
        problems=pasted.problems,
    )


def _rows(
    pasted: Collection["PastedSource"], existing: Mapping[str, "Source"], keys: Mapping[int, str]
) -> tuple[PastedRow, ...]:
    from trainer.curriculum.citations import Citations  # noqa: PLC0415 (writes sources in a style)
    from trainer.curriculum.markup import MarkdownEngine  # noqa: PLC0415

    markup = MarkdownEngine()
    by_number = {each.number: each.source for each in pasted}

    def html(source: "Source") -> Html:
        return markup.clean(Citations({source.key: source}).reference(source.key))

    return tuple(
        PastedRow(
            pasted=each,
            html=html(each.source),
            alike=tuple(
                AlikeRow(alike=alike, html=html(existing[alike.key] if alike.key else by_number[alike.number]))
                for alike in each.alike
            ),
            is_there=each.number in keys and existing.get(each.key) == each.source,
        )
        for each in pasted
    )


def with_added(page: PastedPage, rows: Collection[PastedRow]) -> str | Mapping[str, str]:
    """The text with pasted sources below the others, or what stands in the way."""
    from trainer.curriculum.bibliography_editing import added  # noqa: PLC0415 (reads bibliographies)

    try:
        return added(page.document.text, [row.pasted.text for row in rows])
    except CannotEdit as error:
        place = f" (line {error.line} of the text)" if error.line else ""
        return {"form": f"{error.message[:1].upper()}{error.message[1:]}{place}."}
