"""Reads sources that somebody pasted as BibTeX or RIS, to be looked at before they are added."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from trainer.curriculum.bibliography import KEY, Source, plain, read_source
from trainer.curriculum.bibliography_entries import EntryPlace, read_entries
from trainer.curriculum.bibliography_marks import FIELDS as MARKS
from trainer.curriculum.bibliography_marks import STATUS, Status
from trainer.curriculum.bibliography_ris import entry_of
from trainer.curriculum.bibliography_writing import (
    ORDER,
    Unwritable,
    bare_doi,
    entry_text,
    names_written,
    normal_doi,
    proposed_key,
    written,
)
from trainer.curriculum.ris import RisRecord, is_ris, read_ris
from trainer.problem import Problem, is_blocking
from trainer.yaml_text import Report

MOST: Final = 50
"""Sources that are taken at a time: each that is new takes some milliseconds to be written in a style."""
LONGEST_TEXT: Final = 200_000
PASTED: Final = "pasted"
_MOST_PROBLEMS: Final = 20
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff\ue000-\uf8ff]")
_INVISIBLE: Final = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_KINDS: Final = MappingProxyType(
    {
        "report": "techreport",
        "thesis": "phdthesis",
        "electronic": "online",
        "www": "online",
        "conference": "inproceedings",
    }
)
_FIELDS: Final = MappingProxyType({"journaltitle": "journal", "location": "address", "issue": "number"})
_HOW: Final = re.compile(r"\\url\s*\{([^{}]*)\}")


class Likeness(StrEnum):
    """Why a pasted source may stand in the bibliography already."""

    DOI = "doi"
    TITLE = "title"
    PASTED = "pasted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A source that a pasted one may be: by its key, or, where it was pasted too, by its number there."""

    why: Likeness
    key: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedSource:
    """One source: what would be added, how it is understood, what is left out of it, what is wrong with it.

    `number` counts from 1, `line` is where it begins in what was pasted.
    """

    number: int
    line: int
    key: str
    text: str
    source: Source
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    alike: tuple[Alike, ...]

    @property
    def can_be_added(self) -> bool:
        """Whether nothing stands in the way."""
        return not any(map(is_blocking, self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """Everything that was pasted; `problems` are those of no single source."""

    sources: tuple[PastedSource, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Understood:
    kind: str
    line: int
    fields: dict[str, str]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_pasted(text: str, existing: Mapping[str, Source], keys: Mapping[int, str] | None = None) -> Pasted:
    """What was pasted, beside the sources that there are; `keys` are those that somebody chose, by number."""
    report = Report(PASTED)
    if len(text) > LONGEST_TEXT:
        report.error(1, f"this has {len(text):,} characters, more than {LONGEST_TEXT:,}; paste it in parts")
        return Pasted(sources=(), problems=tuple(report.problems))
    text = _INVISIBLE.sub("", _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))
    found, lines = _from_ris(text, report) if is_ris(text) else _from_bibtex(text, report)
    if not found and not any(map(is_blocking, report.problems)):
        report.error(1, "there is no source here; paste BibTeX ('@article{...}') or RIS ('TY  - JOUR')")
    if len(lines) > MOST:
        report.warn(lines[MOST], f"only the first {MOST} of {len(lines)} sources are taken; paste the others then")
    taken = {key.lower() for key in existing}
    look = _Look(existing)
    sources = []
    for number, each in enumerate(found, start=1):
        sources.append(_source(number, each, (keys or {}).get(number, ""), taken, look))
        taken.add(sources[-1].key.lower())
    return Pasted(sources=tuple(sources), problems=tuple(sorted(set(report.problems))[:_MOST_PROBLEMS]))


def _from_bibtex(text: str, report: Report) -> tuple[list[_Understood], list[int]]:
    """The first sources, and the lines on which all begin."""
    entries = list(read_entries(text, report))
    return [_understood(entry) for entry in entries[:MOST]], [entry.line for entry in entries]


def _understood(entry: EntryPlace) -> _Understood:
    fields: dict[str, str] = {}
    left_out: list[str] = []
    for each in entry.fields:
        name, value = each.name.lower(), " ".join(each.value.split())
        name = _FIELDS.get(name, name)
        if name == "date":
            fields.setdefault("year", plain(value)[:4])
        elif name == "howpublished" and (url := _HOW.search(value)):
            fields.setdefault("url", url[1])
        elif name not in ORDER or name in fields:
            left_out.append(name)
        elif value:
            fields[name] = value
    if plain(fields.get(STATUS, "")) not in set(Status):  # other programs mean other things by it
        left_out += [name for name in MARKS if fields.pop(name, "")]
    _mend_addresses(fields)
    kind = _KINDS.get(entry.kind, entry.kind)
    kind = kind if kind.isalpha() and kind.isascii() else "misc"
    problem = Problem(PASTED, entry.line, "this source breaks off; mend its braces, quotes and commas, then look again")
    return _Understood(
        kind=kind,
        line=entry.line,
        fields=fields,
        left_out=tuple(left_out),
        problems=() if entry.is_whole else (problem,),
    )


def _mend_addresses(fields: dict[str, str]) -> None:
    """Write a DOI bare, also one that was given as an address; a link that only says the same goes."""
    url = plain(fields.get("url", ""))
    if "doi.org/10." in url:
        fields.setdefault("doi", bare_doi(url))
        del fields["url"]
    if "doi" in fields:
        doi = bare_doi(plain(fields["doi"]))
        fields["doi"] = doi if plain(doi) == doi else fields["doi"]


def _from_ris(text: str, report: Report) -> tuple[list[_Understood], list[int]]:
    """The first sources, and the lines on which all begin."""
    records = read_ris(text, report)
    return [_of_record(record) for record in records[:MOST]], [record.line for record in records]


def _of_record(record: RisRecord) -> _Understood:
    own = Report(PASTED)
    entry = entry_of(record, own)
    fields: dict[str, str] = {}
    for role, names in (("author", entry.authors), ("editor", entry.editors)):
        try:
            fields |= {role: names_written(names)} if names else {}
        except Unwritable as error:
            own.error(record.line, _as_problem(error))
    for name, words in entry.fields.items():
        try:
            fields[name] = written(name, words)
        except Unwritable as error:
            own.error(record.line, f"'{name}': {_as_problem(error)}")
    return _Understood(
        kind=entry.kind, line=record.line, fields=fields, left_out=entry.left_out, problems=tuple(own.problems)
    )


def _as_problem(error: Unwritable) -> str:
    return str(error).rstrip(".")


class _Look:
    """Finds what a pasted source may be already."""

    def __init__(self, existing: Mapping[str, Source]) -> None:
        self._dois: dict[str, Alike] = {}
        self._titles: dict[tuple[str, str], Alike] = {}
        for key, source in existing.items():
            self._note(source, Alike(why=Likeness.DOI, key=key), Alike(why=Likeness.TITLE, key=key))

    def alike(self, source: Source, number: int) -> tuple[Alike, ...]:
        """The sources like this one, which is known from now on."""
        doi, title = _names_of(source)
        found = [self._dois.get(doi), self._titles.get(title)]
        twin = Alike(why=Likeness.PASTED, number=number)
        self._note(source, twin, twin)
        seen: dict[tuple[str, int], Alike] = {}
        for each in found:
            if each:
                seen.setdefault((each.key, each.number), each)
        return tuple(seen.values())

    def _note(self, source: Source, by_doi: Alike, by_title: Alike) -> None:
        doi, title = _names_of(source)
        if doi:
            self._dois.setdefault(doi, by_doi)
        if title[0]:
            self._titles.setdefault(title, by_title)


def _names_of(source: Source) -> tuple[str, tuple[str, str]]:
    """By what a source is known again: its DOI; its title and year."""
    title = re.sub(r"[\W_]+", "", source.fields.get("title", "")).casefold()
    return normal_doi(source.fields.get("doi", "")), (title, source.fields.get("year", ""))


def _source(number: int, found: _Understood, key: str, taken: set[str], look: _Look) -> PastedSource:
    own = Report(PASTED)
    own.problems += found.problems
    key = key.strip() or proposed_key(_read("x", found, Report(PASTED)), taken)
    if not KEY.fullmatch(key):
        own.error(found.line, f"'{key[:60]}' is no key; use letters, digits, '-', '_', '.' and ':'")
    elif key.lower() in taken:
        own.error(found.line, f"the key '{key[:60]}' is taken; choose another one")
    source = _read(key if KEY.fullmatch(key) else "x", found, own)
    return PastedSource(
        number=number,
        line=found.line,
        key=key,
        text=entry_text(found.kind, key, found.fields),
        source=source,
        left_out=found.left_out,
        problems=tuple(sorted(own.problems)),
        alike=look.alike(source, number),
    )


def _read(key: str, found: _Understood, report: Report) -> Source:
    """The entry as it would be read from the file, with its problems at the line of what was pasted."""
    of_entry = Report(PASTED)
    entry = next(read_entries(entry_text(found.kind, key, found.fields), of_entry))
    source = read_source(entry, of_entry)
    report.problems += [Problem(PASTED, found.line, each.message, each.severity) for each in of_entry.problems]
    return source
