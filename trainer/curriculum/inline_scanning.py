"""Replaces the constructs within a paragraph by tokens, in one pass."""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from trainer.curriculum.constructs import (
    AutoLink,
    Citation,
    Code,
    Constructs,
    FootnoteMark,
    Formula,
    GapMark,
    Image,
    LineBreak,
    Literal,
    Mistake,
    Target,
    TaskBox,
    What,
    without_private,
)
from trainer.curriculum.html_names import HTML_NAMES, INLINE_NAMES

_SPECIAL: Final = re.compile(r"[\\`$\[\]<&{]|!\[")
_MARKDOWN_ESCAPES: Final = frozenset("*_{}()>#+-.!|\\")
_ESCAPABLE: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_IN_QUOTE: Final = re.compile(r"\n(?: {0,3}>)* *")
_CITATION: Final = re.compile(r"\[\s*(@[^\[\]]{0,2000})\]")
_KEY: Final = re.compile(r"\s*@([A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?)\s*")
_FOOTNOTE: Final = re.compile(r"\[\^([^\[\]\s]{1,80})\]")
_TASK: Final = re.compile(r"\[([ xX])\](?=\s)")
_BEFORE_TASK: Final = re.compile(r"(?: {0,3}>)* *(?:[-*+]|\d{1,9}[.)]) +")
_TARGET: Final = re.compile(
    r"\(\s{0,9}(?:<([^<>\n]{0,2000})>|((?:[^\s()<>\\]|\\.|\([^\s()]{0,2000}\)){0,2000}))"
    r"(?:\s{1,9}(?:\"((?:[^\"\\]|\\.){0,2000})\"|'((?:[^'\\]|\\.){0,2000})'))?\s{0,9}\)"
)
_REFERENCE: Final = re.compile(r"\[[^\[\]\n]{0,200}\]")
_ADDRESS: Final = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,30}:[^\s<>]{1,2000})>")
_MAIL: Final = re.compile(r"<([A-Za-z0-9.+_-]{1,100}@[A-Za-z0-9-]{1,100}(?:\.[A-Za-z0-9-]{1,100}){1,10})>")
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]{0,40})(\s[^<>]{0,2000}|/)?>?")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_GAP: Final = re.compile(r"\{\{([a-z0-9][a-z0-9-]*)\}\}")
_AMOUNT: Final = re.compile(r"[0-9][^\\^_={}]*?(?<![\\A-Za-z])[A-Za-z]{2}")
_LONGEST_FORMULA: Final = 2000
_MAY_STAND: Final = ", ".join(f"<{name}>" for name in ("br", *sorted(INLINE_NAMES)))


def scan_inline(text: str, line: int, constructs: Constructs, *, gaps: bool) -> str:
    """The text with tokens; `line` is the file's line on which it begins.

    Square brackets that make no link become tokens too, so that Markdown never looks for their partners.
    """
    return _Scanner(text=text, line=line, constructs=constructs, gaps=gaps).run()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A bracket or a tag that waits for its partner: its place in the output, and its text."""

    place: int
    end: int
    line: int
    text: str


@dataclass(slots=True, kw_only=True)
class _Scanner:
    text: str
    line: int
    constructs: Constructs
    gaps: bool
    _out: list[str] = field(default_factory=list)
    _brackets: list[_Open] = field(default_factory=list)
    _tags: list[_Open] = field(default_factory=list)
    _ticks: dict[int, list[int]] | None = None
    _counted: int = 0

    def run(self) -> str:
        position = 0
        while special := _SPECIAL.search(self.text, position):
            start = special.start()
            self._out.append(self.text[position:start])
            self.line += self.text.count("\n", self._counted, start)
            self._counted = start
            position = self._take(special[0], start)
        self._out.append(self.text[position:])
        for bracket in self._brackets:
            self._give_up(bracket)
        for tag in self._tags:
            name = tag.text.strip("</> \n").lower()
            message = f"'{tag.text}' is never closed; write '</{name}>' after the words it belongs to"
            self._out[tag.place] = self.constructs.add(Mistake(message=message), tag.line, tag.text)
        return "".join(self._out)

    def _take(self, mark: str, start: int) -> int:
        """Take what begins at `start`; the position after it."""
        match mark:
            case "\\":
                return self._take_escape(start)
            case "`":
                return self._take_code(start)
            case "$":
                return self._take_formula(start)
            case "[" | "![":
                return self._take_opening(mark, start)
            case "]":
                return self._take_closing(start)
            case "<":
                return self._take_angle(start)
            case "&":
                return self._take_entity(start)
            case _:
                return self._take_brace(start)

    def _put(self, what: What, start: int, end: int) -> int:
        self._out.append(self.constructs.add(what, self.line, self.text[start:end]))
        return end

    def _put_literal(self, start: int, end: int) -> int:
        return self._put(Literal(text=self.text[start:end]), start, end)

    def _give_up(self, waiting: _Open) -> None:
        """Let an opening mark that found no partner mean itself."""
        self._out[waiting.place] = self.constructs.add(Literal(text=waiting.text), waiting.line, waiting.text)

    def _take_escape(self, start: int) -> int:
        after = self.text[start + 1 : start + 2]
        if after == "\n":
            self._out.append("  ")  # Markdown's other way to break a line
            return start + 1
        if after in _MARKDOWN_ESCAPES and after:
            self._out.append(self.text[start : start + 2])
            return start + 2
        if after in _ESCAPABLE and after:
            return self._put(Literal(text=after), start, start + 2)
        return self._put_literal(start, start + 1)

    def _take_code(self, start: int) -> int:
        if self._ticks is None:
            self._ticks = defaultdict(list)
            for run in re.finditer("`+", self.text):
                self._ticks[run.end() - run.start()].append(run.start())
        opening = re.compile("`+").match(self.text, start)
        assert opening  # the caller saw a backtick here
        inside, length = opening.end(), opening.end() - start
        closings = self._ticks[length]
        index = bisect_left(closings, inside)
        if index == len(closings):
            return self._put_literal(start, inside)
        code = _IN_QUOTE.sub(" ", self.text[inside : closings[index]])
        if code.startswith(" ") and code.endswith(" ") and code.strip():
            code = code[1:-1]
        return self._put(Code(text=code), start, closings[index] + length)

    def _take_formula(self, start: int) -> int:
        marks = "$$" if self.text.startswith("$$", start) else "$"
        inside = start + len(marks)
        end = self.text.find(marks, inside, inside + _LONGEST_FORMULA)
        while end > 0 and self.text[end - 1] == "\\":
            end = self.text.find(marks, end + 1, inside + _LONGEST_FORMULA)
        if end < 0 or not self._is_formula(marks, inside, end):
            return self._put_literal(start, inside)
        tex = _IN_QUOTE.sub(" ", self.text[inside:end]).strip()
        return self._put(Formula(tex=tex, is_display=marks == "$$"), start, end + len(marks))

    def _is_formula(self, marks: str, inside: int, end: int) -> bool:
        """Tell a formula from amounts of money such as '$5 and $10'."""
        tex = self.text[inside:end]
        if not tex.strip():
            return False
        if marks == "$$":
            return True
        after = self.text[end + 1 : end + 2]
        return not (tex[0].isspace() or tex[-1].isspace() or after.isdigit() or _AMOUNT.match(tex))

    def _take_opening(self, mark: str, start: int) -> int:
        end = start + len(mark)
        if mark == "[":
            citation = _CITATION.match(self.text, start)
            if citation and not _TARGET.match(self.text, citation.end()):
                return self._take_citation(citation)
            if footnote := _FOOTNOTE.match(self.text, start):
                return self._put(FootnoteMark(id=footnote[1]), start, footnote.end())
            task = _TASK.match(self.text, start)
            if task and _BEFORE_TASK.fullmatch(self.text, self.text.rfind("\n", 0, start) + 1, start):
                return self._put(TaskBox(is_done=task[1] != " "), start, task.end())
        self._brackets.append(_Open(place=len(self._out), end=end, line=self.line, text=mark))
        self._out.append(mark)
        return end

    def _take_citation(self, citation: re.Match[str]) -> int:
        keys = []
        for part in citation[1].split(";"):
            key = _KEY.fullmatch(part)
            if not key:
                message = f"'{citation[0]}' cites nothing; write '[@key]', or '[@key; @other]' for several"
                return self._put(Mistake(message=message), citation.start(), citation.end())
            keys.append(key[1])
        return self._put(Citation(keys=tuple(dict.fromkeys(keys))), citation.start(), citation.end())

    def _take_closing(self, start: int) -> int:
        if not self._brackets:
            return self._put_literal(start, start + 1)
        opening = self._brackets.pop()
        target = _TARGET.match(self.text, start + 1)
        if target is None:
            return self._take_closing_without_target(opening, start)
        path = _unescaped(target[1] if target[1] is not None else target[2])
        if opening.text == "![":
            caption = " ".join(_unescaped(target[3] or target[4] or "").split())
            alt = " ".join(_unescaped(self.constructs.sources("".join(self._out[opening.place + 1 :]))).split())
            del self._out[opening.place :]
            self._tags = [tag for tag in self._tags if tag.place < opening.place]
            what = Image(alt=alt, target=path, caption=caption)
            self._out.append(self.constructs.add(what, opening.line, self.text[opening.end - 2 : target.end()]))
            return target.end()
        for outer in self._brackets:
            if outer.text == "[":  # a link holds no link
                self._give_up(outer)
        self._brackets = [outer for outer in self._brackets if outer.text != "["]
        token = self.constructs.add(Target(target=path), self.line, self.text[start + 2 : target.end() - 1])
        self._out.append(f"]({token})")
        return target.end()

    def _take_closing_without_target(self, opening: _Open, start: int) -> int:
        self._give_up(opening)
        after = self.text[start + 1 : start + 2]
        if after == "(":
            form = '![what it shows](../figures/name.svg "Caption")' if opening.text == "![" else "[words](target)"
            message = f"this is not a link or picture; write '{form}' with no space in the path, or '\\(' for a bracket"
            return self._put(Mistake(message=message), start, start + 1)
        if after == "[" and (reference := _REFERENCE.match(self.text, start + 1)):
            message = "links by reference are not used here; write '[words](target)'"
            return self._put(Mistake(message=message), start, reference.end())
        return self._put_literal(start, start + 1)

    def _take_angle(self, start: int) -> int:
        if address := _ADDRESS.match(self.text, start):
            return self._put(AutoLink(address=address[1]), start, address.end())
        if mail := _MAIL.match(self.text, start):
            return self._put(AutoLink(address=f"mailto:{mail[1]}"), start, mail.end())
        if self.text.startswith("<!", start) or self.text.startswith("<?", start):
            return self._take_declaration(start)
        tag = _TAG.match(self.text, start)
        if tag and tag[2].lower() in HTML_NAMES:
            return self._take_tag(tag)
        return self._put_literal(start, start + 1)

    def _take_declaration(self, start: int) -> int:
        if self.text.startswith("<!--", start):
            end = self.text.find("-->", start + 4)
            if end >= 0:
                return end + 3
            message = "this comment is not closed in its paragraph; end it with '-->', or write the '<' as '\\<'"
            return self._put(Mistake(message=message), start, start + 4)
        return self._put_literal(start, start + 1)

    def _take_tag(self, tag: re.Match[str]) -> int:
        name, is_closing = tag[2].lower(), bool(tag[1])
        is_plain = tag[0].endswith(">") and not (tag[3] or "").strip(" /\n")
        if name == "br" and is_plain:
            return self._put(LineBreak(), tag.start(), tag.end())
        if name not in INLINE_NAMES or not is_plain:
            message = (
                f"the HTML '{tag[0][:40]}' would be seen as text; write it in Markdown, or between backticks "
                f"(only {_MAY_STAND} may stand, without attributes)"
            )
            return self._put(Mistake(message=message), tag.start(), tag.end())
        if not is_closing:
            self._tags.append(_Open(place=len(self._out), end=tag.end(), line=self.line, text=tag[0]))
            self._out.append(f"<{name}>")
            return tag.end()
        if self._tags and self._out[self._tags[-1].place] == f"<{name}>":
            self._tags.pop()
            self._out.append(f"</{name}>")
            return tag.end()
        message = f"'{tag[0]}' closes nothing; remove it, or write '<{name}>' before the words it belongs to"
        return self._put(Mistake(message=message), tag.start(), tag.end())

    def _take_entity(self, start: int) -> int:
        entity = _ENTITY.match(self.text, start)
        character = without_private(unescape(entity[0])) if entity else ""
        if entity is None or character == entity[0]:
            return self._put_literal(start, start + 1)
        return self._put(Literal(text=character), start, entity.end())

    def _take_brace(self, start: int) -> int:
        gap = _GAP.match(self.text, start) if self.gaps else None
        if gap is None:
            self._out.append("{")
            return start + 1
        return self._put(GapMark(name=gap[1]), start, gap.end())


def _unescaped(text: str) -> str:
    """The text without backslashes before marks and with entities as characters."""
    return without_private(unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)))
