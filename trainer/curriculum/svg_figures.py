"""Checks SVG figures against a list of what they may hold."""

import math
import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from trainer.curriculum.svg_names import ATTRIBUTES, ELEMENTS
from trainer.yaml_text import Report

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_LENGTH: Final = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)(?:px)?\s*")
_VIEW_BOX: Final = re.compile(
    r"\s*-?[\d.]{1,12}[\s,]+-?[\d.]{1,12}[\s,]+(\d{1,6}(?:\.\d{1,6})?)[\s,]+(\d{1,6}(?:\.\d{1,6})?)\s*"
)
_OWN_REFERENCE: Final = re.compile(r"\s*#[^\s]+\s*")
_URL: Final = re.compile(r"url\s*+\(\s*+['\"]?+\s*+(?!#)", re.IGNORECASE)
_CSS_REFUSED: Final = re.compile(
    r"@(?!media\b)[a-z-]*|\\|<|javascript:|(?:expression|image-set|image|src|attr|element)\s*\(", re.IGNORECASE
)
_DEEPEST: Final = 100


def read_svg(data: bytes, report: Report) -> tuple[int, int] | None:
    """The size in CSS pixels; None, with the reasons in `report`, where this is no SVG that may be shown."""
    checker = _Checker(report=report)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: checker.start(name, attributes, parser.CurrentLineNumber)
    parser.EndElementHandler = lambda _: checker.end()
    parser.CharacterDataHandler = checker.characters
    parser.StartDoctypeDeclHandler = lambda *_: checker.doctype(parser.CurrentLineNumber)
    parser.ProcessingInstructionHandler = lambda *_: checker.instruction(parser.CurrentLineNumber)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        report.error(error.lineno, f"this is not well-formed SVG ({reason}); save it anew as plain SVG")
        return None
    except _Stop:
        return None
    return checker.finish()


class _Stop(Exception):
    """The file cannot be read on: what follows could mean anything."""


@dataclass(slots=True, kw_only=True)
class _Checker:
    report: Report
    _open: list[str] = field(default_factory=list)
    _style: list[str] = field(default_factory=list)
    _style_line: int = 0
    _size: tuple[int, int] | None = None
    _has_title: bool = False

    def doctype(self, line: int) -> None:
        self.report.error(line, "a DOCTYPE is not used here; remove the line, or save the figure as plain SVG")
        raise _Stop

    def instruction(self, line: int) -> None:
        self.report.error(line, "a processing instruction ('<?...?>') is not used here; remove it")

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        namespace, _, tag = name.rpartition(" ")
        if not self._open:
            self._start_root(namespace, tag, attributes, line)
        if len(self._open) > _DEEPEST:
            self.report.error(line, f"elements are nested more than {_DEEPEST} deep; simplify the figure")
            raise _Stop
        self._check_element(namespace, tag, attributes, line)
        if self._open == ["svg"] and tag == "title":
            self._has_title = True
        self._open.append(tag)
        if tag == "style":
            self._style, self._style_line = [], line

    def _check_element(self, namespace: str, tag: str, attributes: dict[str, str], line: int) -> None:
        if namespace != _SVG or tag not in ELEMENTS:
            self.report.error(line, f"the element '{tag[:40]}' is not used in figures; {_element_cure(tag)}")
            return
        for full_name, value in attributes.items():
            self._check_attribute(full_name, value, line)

    def _start_root(self, namespace: str, tag: str, attributes: dict[str, str], line: int) -> None:
        if tag != "svg" or namespace != _SVG:
            self.report.error(line, f"a figure begins with '<svg xmlns=\"{_SVG}\" ...>'; write it so")
            raise _Stop
        self._size = _size(attributes)
        if self._size is None:
            self.report.error(line, "this figure has no size; add 'viewBox=\"0 0 640 400\"' with its own numbers")

    def _check_attribute(self, full_name: str, value: str, line: int) -> None:
        namespace, _, name = full_name.rpartition(" ")
        shown = f'{name[:40]}="{value[:40]}"'
        if namespace == _XML or (not namespace and name.startswith("aria-")):
            return
        if not namespace and name.lower().startswith("on"):
            self.report.error(line, f"the attribute '{name[:40]}' runs a script; figures only show, so remove it")
        elif name == "href" and namespace in ("", _XLINK):
            if not _OWN_REFERENCE.fullmatch(value):
                self.report.error(line, f"'{shown}' leads out of the figure; refer to an id in it, such as '#arrow'")
        elif not namespace and name == "style":
            self._check_css(value, line)
        elif namespace or name not in ATTRIBUTES:
            cure = "remove it, or save the figure as plain SVG"
            self.report.error(line, f"the attribute '{name[:40]}' is not used in figures; {cure}")
        elif _URL.search(value):
            cure = "refer to an id in the figure, such as 'url(#fade)'"
            self.report.error(line, f"'{shown}' loads something from elsewhere; {cure}")

    def characters(self, text: str) -> None:
        if self._open and self._open[-1] == "style":
            self._style.append(text)

    def end(self) -> None:
        if self._open.pop() == "style":
            self._check_css("".join(self._style), self._style_line)

    def _check_css(self, css: str, first_line: int) -> None:
        without_comments = _without_comments(css)
        for pattern, cure in (
            (_URL, "loads something from elsewhere; use 'url(#id)' with an id of the figure"),
            (_CSS_REFUSED, "is not used in figures; plain rules and '@media' may stand"),
        ):
            if found := pattern.search(without_comments):
                line = first_line + without_comments.count("\n", 0, found.start())
                self.report.error(line, f"'{found[0].strip()[:40]}' in the style {cure}")

    def finish(self) -> tuple[int, int] | None:
        if not self._has_title:
            self.report.warn(1, "this figure has no title; add '<title>What it shows</title>' below its first line")
        return self._size


def _without_comments(css: str) -> str:
    """The rules with each comment replaced by its line breaks; one that is never closed stays."""
    kept: list[str] = []
    position = 0
    while (start := css.find("/*", position)) >= 0 and (end := css.find("*/", start + 2)) >= 0:
        kept += [css[position:start], "\n" * css.count("\n", start, end)]
        position = end + 2
    return "".join([*kept, css[position:]])


def _element_cure(tag: str) -> str:
    match tag.lower():
        case "script" | "animate" | "set" | "animatetransform" | "animatemotion":
            return "figures stand still and run nothing; remove it"
        case "image":
            return "draw it with shapes, or give the whole figure as PNG"
        case "foreignobject":
            return "write words with '<text>'"
        case "a":
            return "a figure holds no links; put them into the text around it"
        case _:
            return "remove it, or save the figure as plain SVG"


def _size(attributes: dict[str, str]) -> tuple[int, int] | None:
    width, height = (_LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height"))
    box = _VIEW_BOX.fullmatch(attributes.get("viewBox", ""))
    if width and height:
        size = float(width[1]), float(height[1])
    elif box and float(box[1]) > 0 and float(box[2]) > 0:
        ratio = float(box[2]) / float(box[1])
        if width:
            size = float(width[1]), float(width[1]) * ratio
        elif height:
            size = float(height[1]) / ratio, float(height[1])
        else:
            size = float(box[1]), float(box[2])
    else:
        return None
    return (max(1, math.ceil(size[0])), max(1, math.ceil(size[1]))) if min(size) > 0 else None
