"""Turns an author's text into HTML for a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from trainer.curriculum.constructs import (
    AutoLink,
    Citation,
    Constructs,
    FootnoteMark,
    Image,
    Target,
    without_private,
)
from trainer.curriculum.dressing import dress
from trainer.curriculum.gaps import cut_at_gaps
from trainer.curriculum.inline_scanning import scan_inline
from trainer.curriculum.markup import MarkdownEngine
from trainer.curriculum.rendered import CheckPart, Gap, Part, Piece, Prose, Words
from trainer.curriculum.resolving import Resolver
from trainer.curriculum.safe_html import Html
from trainer.curriculum.scanning import scan
from trainer.curriculum.token_filling import CHECK, fill
from trainer.yaml_text import Report, SourceText

MOST_CHARACTERS: Final = 30_000
MOST_LINES: Final = 2_000
"""Of one text. No section is as long, and no attack takes more than a few seconds with so little."""
_NOT_IN_TITLES: Final = (AutoLink, Citation, FootnoteMark, Image, Target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typesetter:
    """Typesets texts with one resolver; mistakes go into its report."""

    markup: MarkdownEngine
    resolver: Resolver

    @property
    def report(self) -> Report:
        """Where mistakes go."""
        return self.resolver.report

    def parts(self, source: SourceText, checks: Mapping[int, str]) -> tuple[Part, ...]:
        """A section's text, cut at its knowledge checks, whose ids `checks` tells by line."""
        root = self._tree(source, checks=checks)
        root.extend(self._footnotes())
        parts: list[Part] = []
        run: list[Element] = []
        for element in root:
            if element.tag == CHECK:
                parts += self._prose(run)
                parts += [CheckPart(check_id=check_id)] if (check_id := element.get("id")) else []
                run = []
            else:
                run.append(element)
        return (*parts, *self._prose(run))

    def _prose(self, run: list[Element]) -> list[Part]:
        return [Prose(html=self.markup.html(*run))] if run else []

    def callouts(self, source: SourceText, kind: str) -> tuple[Html, ...]:
        """The callouts of a kind in a section's text, each on its own."""
        root = self._tree(source, checks={})
        wanted = f"callout callout-{kind}"
        return tuple(self.markup.html(each) for each in root.iter("aside") if each.get("class") == wanted)

    def text(self, source: SourceText) -> Html:
        """A short text: phrasing content where it is one paragraph, else blocks."""
        root = self._tree(source)
        if len(root) == 1 and root[0].tag == "p":
            return self.markup.inner_html(root[0])
        return self.markup.html(*root)

    def blocks(self, source: SourceText) -> Html:
        """A text of paragraphs."""
        return self.markup.html(*self._tree(source))

    def title(self, words: str, plain: str, line: int) -> Html:
        """A section's title: phrasing content without links and marks; `plain` stands in where it has some."""
        constructs = Constructs()
        scanned = scan_inline(without_private(words), line, constructs, gaps=False)
        if any(isinstance(found.what, _NOT_IN_TITLES) for found in constructs.found):
            cure = "move links, sources and pictures into the text"
            self.report.error(line, f"a section's heading holds words only; {cure}")
            return self.markup.text(plain)
        return self.markup.inner_html(self._filled(scanned, constructs))

    def pieces(self, source: SourceText) -> tuple[Piece, ...]:
        """A prompt, cut at its gaps; its paragraphs are parted by line breaks."""
        blocks = list(self._tree(source, gaps=True))
        if any(block.tag != "p" for block in blocks):
            cure = "take lists, tables and pictures out"
            self.report.error(source.line, f"a prompt with gaps is made of paragraphs; {cure}")
        return tuple(
            Gap(name=part) if isinstance(part, str) else Words(html=self.markup.inner_html(part))
            for part in cut_at_gaps(blocks)
        )

    def _inline(self, source: SourceText) -> Element:
        """A caption, as an element that holds phrasing content."""
        constructs = Constructs()
        return self._filled(scan_inline(without_private(source.text), source.line, constructs, gaps=False), constructs)

    def _filled(self, scanned: str, constructs: Constructs) -> Element:
        root = self.markup.parse_line(scanned)
        fill(root, constructs, self.resolver, self._inline, self._spoken)
        dress(root, self.report, has_headings=False)
        root.tag = "span"
        return root

    def _tree(self, source: SourceText, *, checks: Mapping[int, str] | None = None, gaps: bool = False) -> Element:
        scanned = scan(self._of_bearable_length(source), checks=checks, gaps=gaps)
        root = self.markup.parse(scanned.markdown)
        fill(root, scanned.constructs, self.resolver, self._inline, self._spoken)
        dress(root, self.report, has_headings=checks is not None)
        return root

    def _spoken(self, path: str) -> list[Element]:
        """What is said in a recording. Its problems belong to the transcript, and are told with those of this text."""
        found = self.resolver.transcript(path)
        if found is None:
            return []
        report = Report(found[0])
        resolver = replace(
            self.resolver, report=report, numbering=None, footnotes=None, notes={}, footnote_letters={}, place=""
        )
        inner = replace(self, resolver=resolver)
        elements = [element for text in _in_bearable_parts(found[1]) for element in inner._tree(text)]
        self.report.problems.extend(report.problems)
        return elements

    def _of_bearable_length(self, source: SourceText) -> SourceText:
        if len(source.text) <= MOST_CHARACTERS and source.text.count("\n") < MOST_LINES:
            return source
        limit = f"{MOST_CHARACTERS:,} characters or {MOST_LINES:,} lines"
        self.report.error(source.line, f"this text has more than {limit}; cut it into several sections")
        return SourceText("\n".join(source.text[:MOST_CHARACTERS].split("\n")[:MOST_LINES]), source.line)

    def _footnotes(self) -> list[Element]:
        """The footnotes that the text above has called, as a list at its end."""
        letters = dict(self.resolver.footnote_letters)
        if not letters:
            return []
        definitions = self.resolver.footnotes or {}
        inner = replace(self, resolver=replace(self.resolver, footnotes=None))
        notes = Element("ol", {"class": "footnotes"})
        for footnote_id, letter in letters.items():
            note = SubElement(notes, "li", {"id": f"fn-{self.resolver.place}-{letter}"})
            note.extend(inner._tree(definitions[footnote_id]))
            last = note[-1] if len(note) and note[-1].tag == "p" else SubElement(note, "p")
            back = SubElement(
                last,
                "a",
                {
                    "class": "footnote-back",
                    "href": f"#fnref-{self.resolver.place}-{letter}",
                    "aria-label": f"Back to footnote {letter} in the text",
                },
            )
            back.text = "↩"
        return [notes]


def _in_bearable_parts(source: SourceText) -> Iterator[SourceText]:
    """A long text in parts that end between paragraphs."""
    part: list[str] = []
    first = source.line
    for line, text in enumerate(source.text.split("\n"), source.line):
        if not text.strip() and sum(map(len, part)) > MOST_CHARACTERS // 2:
            yield SourceText("\n".join(part), first)
            part, first = [], line
        part.append(text)
    yield SourceText("\n".join(part), first)
