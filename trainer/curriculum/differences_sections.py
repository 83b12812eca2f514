"""Tells, section by section, how a module differs from what somebody finished of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from html import unescape

from trainer.curriculum.differences import CheckPlace, Piece, Stretch, difference, says_the_same
from trainer.curriculum.rendered import CheckPart, Part, RenderedModule, Words
from trainer.curriculum.safe_html import Html
from trainer.quizzes.questions.question import BLANK, Question


class Fate(Enum):
    """What became of a section since somebody finished it."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"
    NOT_READ = "not read yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A section as it stands in one edition; what stands before the first section has no title."""

    title: Html | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A section as it was finished and as it is; None where there is none. `stretches` only where it differs."""

    before: Text | None
    now: Text | None
    fate: Fate
    stretches: tuple[Stretch, ...]


def texts_of(module: RenderedModule, checks: Mapping[str, Question]) -> dict[str, Text]:
    """The sections of a module by id."""
    return {
        section.id: Text(title=section.title, pieces=pieces_of(section.parts, module, checks))
        for section in module.sections
    }


def pieces_of(parts: Sequence[Part], module: RenderedModule, checks: Mapping[str, Question]) -> tuple[Piece, ...]:
    """The parts of a module's text, with what its knowledge checks ask and are."""
    return tuple(_check(checks[part.check_id], module) if isinstance(part, CheckPart) else part.html for part in parts)


def pair(before: Text | None, now: Text | None, *, is_finished: bool) -> Pair:
    """Put a section as it was beside itself as it is. `is_finished` tells whether there is anything to compare with."""
    fate = _fate(before, now, is_finished=is_finished)
    stretches: tuple[Stretch, ...] = ()
    if fate in (Fate.CHANGED, Fate.NEW, Fate.REMOVED):
        stretches = difference(before.pieces if before else (), now.pieces if now else ())
    return Pair(before=before, now=now, fate=fate, stretches=stretches)


def _fate(before: Text | None, now: Text | None, *, is_finished: bool) -> Fate:
    if now is None:
        return Fate.REMOVED
    if not is_finished:
        return Fate.NOT_READ
    if before is None:
        return Fate.NEW
    is_same = _plain(before) == _plain(now) and says_the_same(before.pieces, now.pieces)
    return Fate.UNCHANGED if is_same else Fate.CHANGED


def _plain(text: Text) -> str:
    return text.title.striptags() if text.title else ""


def _check(question: Question, module: RenderedModule) -> CheckPlace:
    """A check, told from another by all that is written in it, and by what is right."""
    prompt = question.common.prompt.text
    pieces = module.texts.prompt(prompt)
    asked = "".join(unescape(piece.html.striptags()) if isinstance(piece, Words) else "…" for piece in pieces)
    right = [(remark.slot, remark.key, remark.is_right) for remark in question.remarks(BLANK, {})]
    written = sorted(text.text for text in question.texts())
    return CheckPlace(
        id=question.common.id,
        prompt=asked,
        essence=repr((question.type, prompt, written, right)),
    )
