"""Makes plain text of our own HTML: what a reader reads, in one line."""

from html.parser import HTMLParser
from typing import Final

_UNSEEN: Final = {"cites", "footnote-mark", "visually-hidden"}
_EMPTY: Final = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE: Final = {
    "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span",
    "strong", "sub", "sup", "u", "var", "wbr", "mi", "mn", "mo", "mrow", "msub", "msup", "msubsup", "semantics",
}  # fmt: skip
_ENDS_A_SENTENCE: Final = (".", "!", "?", ":", ";", "…", ".”", '."', "·")


def plain_text(html: str) -> str:
    """The words of a piece of HTML; marks of citations and footnotes are left out.

    Blocks that do not end a sentence, such as the cells of a table, are parted by '·'.
    """
    reader = _Reader()
    reader.feed(str(html))  # ours is of a kind that escapes whatever joins it
    reader.close()
    return joined(reader.blocks)


def joined(blocks: list[str]) -> str:
    """Blocks of text in one line, each without needless white space."""
    text = ""
    for block in blocks:
        words = " ".join(block.replace("\u00ad", "").split())
        if words:
            text += (" " if text.endswith(_ENDS_A_SENTENCE) else " · " if text else "") + words
    return text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            if tag == "br":
                self.blocks[-1] += " "
            return
        classes = (dict(attrs).get("class") or "").split()
        if self._unseen or _UNSEEN.intersection(classes):
            self._unseen += 1
        elif tag not in _INLINE:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if self._unseen:
            self._unseen -= 1
        elif tag not in _INLINE:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.blocks[-1] += data
