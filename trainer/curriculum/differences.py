"""Tells what differs between two safe texts, block by block, with the words marked that came and went."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element

from trainer.curriculum.differences_blocks import Block, blocks_of
from trainer.curriculum.differences_marks import mark
from trainer.curriculum.differences_words import different_words, likeness
from trainer.curriculum.marked_html import marked_html
from trainer.curriculum.safe_html import Html

ALIKE: Final = 0.4
"""Blocks that have less in common are shown as one that went and one that came."""
_MOST_PAIRED: Final = 2_500


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPlace:
    """A knowledge check between stretches of text: what it asks, and a value that is equal while it is the same."""

    id: str
    prompt: str
    essence: str


Piece: TypeAlias = Html | CheckPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """So many blocks that did not change."""

    blocks: int
    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Differs:
    """What changed: as it was, as it is. None where something came or went as a whole.

    `words` are sentences on what marks cannot show: pictures, formulas, knowledge checks.
    """

    before: Html | None = None
    now: Html | None = None
    words: tuple[str, ...] = ()


Stretch: TypeAlias = Same | Differs


def difference(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Stretch, ...]:
    """The stretches of a text in order; one that did not change is one `Same`, or empty."""
    before, now = _units(old, "Before"), _units(new, "Now")
    found: list[Stretch] = []
    keys = [_key(unit) for unit in before], [_key(unit) for unit in now]
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(_same(now[new_from:new_to]))
        else:
            found += _differing(before[old_from:old_to], now[new_from:new_to])
    return tuple(found)


def says_the_same(old: Sequence[Piece], new: Sequence[Piece]) -> bool:
    """Whether two texts say the same in the same order, whatever the form of their blocks."""
    if old == new:
        return True
    return [_key(unit) for unit in _units(old, "")] == [_key(unit) for unit in _units(new, "")]


_Unit: TypeAlias = Block | CheckPlace


def _units(pieces: Sequence[Piece], side: str) -> list[_Unit]:
    units: list[_Unit] = []
    for piece in pieces:
        if isinstance(piece, CheckPlace):
            units.append(piece)
        else:
            units += blocks_of(piece, side)
    return units


def _key(unit: _Unit) -> str:
    return unit.key if isinstance(unit, Block) else f"check:{unit.id} {unit.essence}"


def _same(units: list[_Unit]) -> Same:
    return Same(blocks=len(units), html=_html([unit for unit in units if isinstance(unit, Block)]))


def _differing(before: list[_Unit], now: list[_Unit]) -> Iterator[Differs]:
    """What stands in the place of what; blocks that came or went in a row stay together."""
    gone: list[Block] = []
    come: list[Block] = []
    for old, new in _paired(before, now):
        if isinstance(old, Block) and new is None:
            gone.append(old)
            continue
        if isinstance(new, Block) and old is None:
            come.append(new)
            continue
        yield from _whole(gone, come)
        gone, come = [], []
        yield _pair(old, new)
    yield from _whole(gone, come)


def _whole(gone: list[Block], come: list[Block]) -> Iterator[Differs]:
    if gone:
        yield Differs(before=_html(gone))
    if come:
        yield Differs(now=_html(come))


def _pair(old: _Unit | None, new: _Unit | None) -> Differs:
    if isinstance(old, Block) and isinstance(new, Block):
        words = _said(old, new)
        old, new = _own(old), _own(new)
        went, came = different_words([token.key for token in old.tokens], [token.key for token in new.tokens])
        mark(old, went, "del")
        mark(new, came, "ins")
        return Differs(before=_html([old]), now=_html([new]), words=words)
    if isinstance(old, CheckPlace) and isinstance(new, CheckPlace):
        return Differs(words=(f"A knowledge check was changed: {new.prompt}",))
    if isinstance(new, CheckPlace):
        return Differs(words=(f"A knowledge check was added: {new.prompt}",))
    prompt = old.prompt if isinstance(old, CheckPlace) else ""
    return Differs(words=(f"A knowledge check was taken out: {prompt}",))


def _said(old: Block, new: Block) -> tuple[str, ...]:
    changed = {key.partition(":")[0] for key in old.wholes ^ new.wholes}
    sentences = [f"A {kind} was changed." for kind in ("picture", "formula") if kind in changed]
    if old.element.tag == "div" and (rows := _rows(old)) and (now := _rows(new)) and rows != now:
        sentences.append(f"The table has {now} rows now; it had {rows}.")
    return tuple(sentences)


def _rows(block: Block) -> int:
    return sum(1 for _ in block.element.iter("tr"))


def _own(block: Block) -> Block:
    """A copy of a block, to be marked."""
    element = deepcopy(block.element)
    copies = dict(zip(block.element.iter(), element.iter(), strict=True))
    tokens = tuple(replace(token, element=copies[token.element]) for token in block.tokens)
    return replace(block, element=element, tokens=tokens)


def _paired(before: list[_Unit], now: list[_Unit]) -> list[tuple[_Unit | None, _Unit | None]]:
    """Which block became which, in order, so that as much as possible is alike."""
    if len(before) * len(now) > _MOST_PAIRED:
        return [(unit, None) for unit in before] + [(None, unit) for unit in now]
    gains = [[_gain(old, new) for new in now] for old in before]
    best = [[0.0] * (len(now) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(now))):
            together = gains[i][j] + best[i + 1][j + 1] if gains[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    found: list[tuple[_Unit | None, _Unit | None]] = []
    i = j = 0
    while i < len(before) and j < len(now):
        if gains[i][j] and best[i][j] == gains[i][j] + best[i + 1][j + 1]:
            found.append((before[i], now[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append((before[i], None))
            i += 1
        else:
            found.append((None, now[j]))
            j += 1
    return found + [(unit, None) for unit in before[i:]] + [(None, unit) for unit in now[j:]]


def _gain(old: _Unit, new: _Unit) -> float:
    if isinstance(old, CheckPlace) or isinstance(new, CheckPlace):
        return float(isinstance(old, CheckPlace) and isinstance(new, CheckPlace) and old.id == new.id)
    like = likeness([token.key for token in old.tokens], [token.key for token in new.tokens])
    if old.element.tag == new.element.tag == "figure":
        return max(like, ALIKE)
    return like if like >= ALIKE else 0.0


def _html(blocks: list[Block]) -> Html:
    """Blocks as HTML; items that stood in one list stand in one list again."""
    elements: list[Element] = []
    parent = None
    for block in blocks:
        if parent is not None and block.parent is parent:
            elements[-1].extend(deepcopy(item) for item in block.element)
        else:
            elements.append(deepcopy(block.element))
        parent = block.parent
    return marked_html(*elements)
