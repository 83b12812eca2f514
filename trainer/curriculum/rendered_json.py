"""The stored form of what rendering made."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, TypeVar, assert_never

from trainer.curriculum.rendered import (
    CheckPart,
    Gap,
    MarginNote,
    NoteKind,
    Part,
    Piece,
    Prose,
    RenderedModule,
    RenderedSection,
    RenderedTexts,
    SourceNote,
    Words,
)
from trainer.curriculum.safe_html import trusted

FORMAT: Final = 1
"""Raise it when the form changes: reading refuses any other."""

_Json: TypeAlias = Any  # what json.loads gives; a wrong shape raises and becomes a ValueError in _read
_Rendered = TypeVar("_Rendered")


def to_json(rendered: RenderedModule | RenderedTexts) -> str:
    """The stored form; equal values give equal texts."""
    match rendered:
        case RenderedModule():
            kind, body = "module", _module_out(rendered)
        case RenderedTexts():
            kind, body = "texts", _texts_out(rendered)
        case _:
            assert_never(rendered)
    return json.dumps({"format": FORMAT, kind: body}, ensure_ascii=False, separators=(",", ":"))


def module_from_json(stored: str) -> RenderedModule:
    """Read a stored module. Raises ValueError for what `to_json` of this version did not write."""
    return _read(stored, "module", _module_in)


def texts_from_json(stored: str) -> RenderedTexts:
    """Read stored texts. Raises ValueError for what `to_json` of this version did not write."""
    return _read(stored, "texts", _texts_in)


def _read(stored: str, kind: str, read: Callable[[_Json], _Rendered]) -> _Rendered:
    try:
        body = json.loads(stored)
        if body["format"] != FORMAT:
            raise ValueError(f"format {body['format']}, not {FORMAT}")
        return read(body[kind])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"this is not a stored {kind} of this version: {error!r}") from error


def _module_out(module: RenderedModule) -> Mapping[str, object]:
    return {
        "content_note": module.content_note,
        "opening": [_part_out(part) for part in module.opening],
        "opening_notes": [_note_out(note) for note in module.opening_notes],
        "sections": [_section_out(section) for section in module.sections],
        "sources": [_source_out(source) for source in module.sources],
        "texts": _texts_out(module.texts),
    }


def _module_in(body: _Json) -> RenderedModule:
    note = body["content_note"]
    return RenderedModule(
        content_note=None if note is None else trusted(note),
        opening=tuple(_part_in(part) for part in body["opening"]),
        opening_notes=tuple(_note_in(note) for note in body["opening_notes"]),
        sections=tuple(_section_in(section) for section in body["sections"]),
        sources=tuple(_source_in(source) for source in body["sources"]),
        texts=_texts_in(body["texts"]),
    )


def _section_out(section: RenderedSection) -> Mapping[str, object]:
    return {
        "id": section.id,
        "title": section.title,
        "parts": [_part_out(part) for part in section.parts],
        "notes": [_note_out(note) for note in section.notes],
    }


def _section_in(body: _Json) -> RenderedSection:
    return RenderedSection(
        id=body["id"],
        title=trusted(body["title"]),
        parts=tuple(_part_in(part) for part in body["parts"]),
        notes=tuple(_note_in(note) for note in body["notes"]),
    )


def _part_out(part: Part) -> Mapping[str, object]:
    match part:
        case Prose():
            return {"html": part.html}
        case CheckPart():
            return {"check": part.check_id}
        case _:
            assert_never(part)


def _part_in(body: _Json) -> Part:
    return CheckPart(check_id=body["check"]) if "check" in body else Prose(html=trusted(body["html"]))


def _note_out(note: MarginNote) -> Mapping[str, object]:
    return {"kind": note.kind.value, "label": note.label, "anchor": note.anchor, "html": note.html}


def _note_in(body: _Json) -> MarginNote:
    return MarginNote(
        kind=NoteKind(body["kind"]), label=body["label"], anchor=body["anchor"], html=trusted(body["html"])
    )


def _source_out(source: SourceNote) -> Mapping[str, object]:
    return {
        "number": source.number,
        "key": source.key,
        "anchor": source.anchor,
        "short": source.short,
        "html": source.html,
    }


def _source_in(body: _Json) -> SourceNote:
    return SourceNote(
        number=body["number"],
        key=body["key"],
        anchor=body["anchor"],
        short=body["short"],
        html=trusted(body["html"]),
    )


def _texts_out(texts: RenderedTexts) -> Mapping[str, object]:
    return {
        "by_source": dict(texts.by_source),
        "pieces": {source: [_piece_out(piece) for piece in pieces] for source, pieces in texts.pieces.items()},
        "sources": dict(texts.sources),
    }


def _texts_in(body: _Json) -> RenderedTexts:
    return RenderedTexts(
        by_source={source: trusted(html) for source, html in body["by_source"].items()},
        pieces={source: tuple(_piece_in(piece) for piece in pieces) for source, pieces in body["pieces"].items()},
        sources={key: trusted(html) for key, html in body["sources"].items()},
    )


def _piece_out(piece: Piece) -> Mapping[str, object]:
    match piece:
        case Words():
            return {"html": piece.html}
        case Gap():
            return {"gap": piece.name}
        case _:
            assert_never(piece)


def _piece_in(body: _Json) -> Piece:
    return Gap(name=body["gap"]) if "gap" in body else Words(html=trusted(body["html"]))
