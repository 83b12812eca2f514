"""Reads the documents of the project as their readers see them: headings, tables, fenced blocks, links."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.source import ROOT

_FENCE = re.compile(r"(?P<marks>`{3,})(?P<info>.*)")
_HEADING = re.compile(r"(?P<marks>#{1,6}) (?P<words>.+)")
_LINK = re.compile(r"\[[^\[\]]*\]\((?P<target>[^()\s]+)\)")
_SOURCE = re.compile(r"(?:src|srcset|href)=\"(?P<target>[^\"]+)\"")
_CODE = re.compile(r"(`+)(.+?)\1")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block; `language` colours it, `about` says what the block is."""

    line: int
    language: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all below it up to the next heading of any level."""

    level: int
    title: str
    body: str

    def table(self) -> list[list[str]]:
        """The rows of the first table, its head left out; empty where there is none."""
        lines = self.body.split("\n")
        start = next((place for place, line in enumerate(lines) if re.fullmatch(r"\|[-:| ]+\|", line)), None)
        rows = []
        for line in lines[start + 1 :] if start is not None else []:
            if not line.startswith("|"):
                break
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        return rows


@dataclass(frozen=True, slots=True)
class Document:
    """A document by its path from the root of the project."""

    path: str

    @property
    def text(self) -> str:
        """As it was written."""
        return (ROOT / self.path).read_text(encoding="utf-8")

    @property
    def prose(self) -> str:
        """The text with the lines of fenced blocks left empty."""
        inside = {
            line for fence in self.fences() for line in range(fence.line, fence.line + fence.text.count("\n") + 2)
        }
        return "\n".join("" if number in inside else line for number, line in enumerate(self.text.split("\n"), 1))

    def fences(self) -> list[Fence]:
        """Its fenced blocks, in order."""
        return list(_fences(self.text.split("\n")))

    def sections(self) -> list[Section]:
        """Its sections, in order; what a fenced block holds is left out of them."""
        found = [(place, _HEADING.fullmatch(line)) for place, line in enumerate(self.prose.split("\n"))]
        heads = [(place, heading) for place, heading in found if heading]
        lines = self.prose.split("\n")
        ends = [place for place, _ in heads[1:]] + [len(lines)]
        return [
            Section(len(heading["marks"]), heading["words"], "\n".join(lines[place + 1 : end]))
            for (place, heading), end in zip(heads, ends, strict=True)
        ]

    def section(self, title: str) -> Section:
        """The section of a title. Raises StopIteration where there is none."""
        return next(section for section in self.sections() if section.title == title)

    def anchors(self) -> set[str]:
        """The fragments by which its headings are linked, as code hosts make them."""
        counted: Counter[str] = Counter()
        anchors = set()
        for section in self.sections():
            words = re.sub(r"[^\w\- ]", "", section.title.lower()).replace(" ", "-")
            anchors.add(f"{words}-{counted[words]}" if counted[words] else words)
            counted[words] += 1
        return anchors

    def links(self) -> list[str]:
        """Where its links and pictures lead."""
        words = _CODE.sub("", self.prose)
        return [found["target"] for pattern in (_LINK, _SOURCE) for found in pattern.finditer(words)]


def all_documents() -> list[Document]:
    """README.md and everything in docs/."""
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [Document(path.relative_to(ROOT).as_posix()) for path in paths]


def resolved(document: Document, target: str) -> tuple[Path, str]:
    """The file that a link within the project leads to, and its fragment."""
    path, _, fragment = target.partition("#")
    own = ROOT / document.path
    return (own.parent / path).resolve() if path else own, fragment


def codes(cell: str) -> list[str]:
    """What stands between backticks."""
    return [found[2] for found in _CODE.finditer(cell)]


def _fences(lines: list[str]) -> Iterator[Fence]:
    number = 0
    while number < len(lines):
        opening = _FENCE.fullmatch(lines[number])
        number += 1
        if opening:
            first = number
            while not re.fullmatch(rf"`{{{len(opening['marks'])},}}", lines[number]):
                number += 1
            language, _, about = opening["info"].partition(" ")
            yield Fence(first, language, about, "\n".join(lines[first:number]) + "\n")
            number += 1
