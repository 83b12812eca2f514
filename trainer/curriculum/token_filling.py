"""Puts the things that tokens stand for back into what Markdown parsed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never
from xml.etree.ElementTree import Element

from trainer.curriculum.constructs import (
    TOKEN,
    AutoLink,
    Break,
    CalloutMark,
    CheckMark,
    Citation,
    Code,
    CodeBlock,
    Construct,
    Constructs,
    ExerciseMark,
    FootnoteMark,
    Formula,
    GapMark,
    HeadingMark,
    Image,
    LineBreak,
    Literal,
    Mistake,
    Target,
    TaskBox,
)
from trainer.curriculum.exercises.placing import Typesetting, placed
from trainer.curriculum.formulas import to_mathml
from trainer.curriculum.media_players import complete_recording
from trainer.curriculum.resolving import NUMBERS, Resolver
from trainer.quizzes.paths import from_root
from trainer.yaml_text import SourceText

CALLOUT: Final = "x-callout"
CHECK: Final = "x-check"
GAP: Final = "x-gap"
HEADING: Final = "x-heading"
NOTHING: Final = "x-nothing"
"""Elements that never reach a page: later steps take them out."""

Inline: TypeAlias = Callable[[SourceText], Element]
Spoken: TypeAlias = Callable[[str], Sequence[Element]]
_Filling: TypeAlias = str | Element


def fill(root: Element, constructs: Constructs, resolver: Resolver, inline: Inline, spoken: Spoken) -> None:
    """Replace every token below `root`; `inline` typesets a caption, `spoken` what is said in a recording."""
    _Filler(constructs=constructs, resolver=resolver, inline=inline, spoken=spoken).fill(root)


@dataclass(slots=True, kw_only=True)
class _Filler:
    constructs: Constructs
    resolver: Resolver
    inline: Inline
    spoken: Spoken

    def fill(self, element: Element) -> None:
        if element.tag == "code":
            element.text = self.constructs.sources(element.text or "")
            return
        if element.tag == "a":
            self._fill_link(element)
        children = list(element)
        text, element.text = element.text, None
        for child in children:
            element.remove(child)
        self._append(element, text)
        for child in children:
            tail, child.tail = child.tail, None
            self.fill(child)
            element.append(child)
            self._append(element, tail)

    def _append(self, element: Element, text: str | None) -> None:
        for filling in self._fillings(text or ""):
            if isinstance(filling, Element):
                if filling.get("class") == NUMBERS:
                    _close_up(element)
                element.append(filling)
            elif len(element):
                element[-1].tail = (element[-1].tail or "") + filling
            else:
                element.text = (element.text or "") + filling

    def _fillings(self, text: str) -> Iterator[_Filling]:
        end = 0
        for token in TOKEN.finditer(text):
            yield text[end : token.start()]
            yield self._filling(self.constructs.found[int(token[1])])
            end = token.end()
        yield text[end:]

    def _fill_link(self, element: Element) -> None:
        token = TOKEN.fullmatch(element.get("href", ""))
        found = self.constructs.found[int(token[1])] if token else None
        element.attrib.clear()
        attributes = None
        if found and isinstance(found.what, Target):
            attributes = self.resolver.link(found.what.target, found.line)
        if attributes is None:
            element.tag = "span"
        else:
            element.attrib.update(attributes)

    def _filling(self, found: Construct) -> _Filling:
        """What stands on the page for a construct."""
        what, line = found.what, found.line
        match what:
            case Literal():
                return what.text
            case LineBreak():
                return Element("br")
            case Code():
                return _element("code", what.text)
            case CodeBlock():
                return _block(what.text)
            case ExerciseMark():
                content = SourceText(what.content, line + 1)
                exercise = placed(what.kind, content, Typesetting(inline=self.inline, resolver=self.resolver))
                return _block(what.content) if exercise is None else exercise
            case Formula():
                return self._formula(what, found)
            case Citation():
                return _or(self.resolver.citation(what.keys, line), found.source)
            case Target():
                return found.source
            case AutoLink():
                attributes = self.resolver.link(what.address, line)
                return _element("a", what.address.removeprefix("mailto:"), attributes) if attributes else found.source
            case Image():
                return self._figure(what, line)
            case FootnoteMark():
                return _or(self.resolver.footnote(what.id, line), found.source)
            case HeadingMark():
                return _element(HEADING, None, {"line": str(line), "level": str(what.level), "id": what.id or ""})
            case CalloutMark():
                return _element(CALLOUT, None, {"line": str(line), "kind": what.kind})
            case TaskBox():
                label = "Done" if what.is_done else "Open"
                return _element(
                    "span", "☑" if what.is_done else "☐", {"class": "task", "role": "img", "aria-label": label}
                )
            case GapMark():
                return _element(GAP, None, {"name": what.name})
            case CheckMark():
                return _element(CHECK, None, {"id": what.id or ""})
            case Break():
                return Element(NOTHING)
            case Mistake():
                self.resolver.report.error(line, what.message)
                return found.source
            case _:
                assert_never(what)

    def _formula(self, formula: Formula, found: Construct) -> _Filling:
        mathml = to_mathml(formula.tex, is_display=formula.is_display)
        if isinstance(mathml, str):
            self.resolver.report.error(found.line, f"the formula '{formula.tex[:60]}' cannot be shown: {mathml}")
            return _element("code", found.source)
        return mathml

    def _figure(self, image: Image, line: int) -> _Filling:
        picture = self.resolver.image(image.target, image.alt, line)
        if picture is None:
            return _element("em", image.alt or image.caption or image.target)
        figure = Element("figure", {"data-line": str(line)})
        figure.append(picture)
        if image.caption or picture.tag != "img":
            caption = self.inline(SourceText(image.caption or image.alt, line))
            caption.tag = "figcaption"
            figure.append(caption)
        if picture.tag != "img":
            path = from_root(self.resolver.report.file, image.target) or ""
            complete_recording(figure, self.spoken(path))
        return figure


def _close_up(element: Element) -> None:
    """Drop the space before raised numbers, which stand at the word they follow."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() or None
    elif element.text:
        element.text = element.text.rstrip() or None


def _or(element: Element | None, source: str) -> _Filling:
    return source if element is None else element


def _block(text: str) -> Element:
    block = Element("pre")
    block.append(_element("code", text + "\n"))
    return block


def _element(tag: str, text: str | None, attributes: dict[str, str] | None = None) -> Element:
    element = Element(tag, attributes or {})
    element.text = text
    return element
