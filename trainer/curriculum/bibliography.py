"""Reads references.bib."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser, month_names
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from trainer.curriculum.documents import BIBLIOGRAPHY_PATH
from trainer.problem import Problem
from trainer.yaml_text import Report

PATH: Final = BIBLIOGRAPHY_PATH
KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")
_DOI: Final = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_SPACE: Final = re.compile(r"\\[,;:! ]")
_COMMAND: Final = re.compile(r"\\[A-Za-z]+\s*|\\(.)|\$")
_NEEDS_DECODING: Final = re.compile(r"[\\{}~$]|--|``|''")
_LONGEST: Final = 5000
_NAMED: Final = ("author", "editor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person, or an institution (which has no `given`)."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entry of the bibliography in plain words. `kind` and the names of fields are in lower case."""

    key: str
    kind: str
    line: int
    authors: tuple[Name, ...]
    editors: tuple[Name, ...]
    fields: Mapping[str, str]


def parse_bibliography(path: str, text: str) -> tuple[Mapping[str, Source], tuple[Problem, ...]]:
    """Read the entries that can be read, by key, in the author's order. Problems are sorted."""
    report = Report(path)
    sources: dict[str, Source] = {}
    lower_case: dict[str, Source] = {}
    for line, kind, key, fields in _entries(text, report):
        if not KEY.fullmatch(key):
            report.error(line, f"'{key[:60]}' cannot be cited; use letters, digits, '-', '_', '.' and ':' for a key")
        elif same := lower_case.get(key.lower()):
            report.error(line, f"the key '{key}' stands twice (first in line {same.line}); keep one or change one")
        else:
            lower_case[key.lower()] = sources[key] = _read_source(key, kind, line, fields, report)
    return sources, tuple(sorted(report.problems))


def _entries(text: str, report: Report) -> Iterator[tuple[int, str, str, list[tuple[str, list[str]]]]]:
    def note(error: PybtexError) -> None:
        line = getattr(error, "lineno", None) or 1
        cure = "check braces, quotes and commas here and above"
        reason = f"{getattr(error, 'error_type', 'error')}: {error.args[0]}"
        report.error(line, f"this is not valid BibTeX ({reason}); {cure}")

    parser = LowLevelParser(text, macros=dict(month_names), handle_error=note)
    line, counted = 1, 0
    for entry in parser:
        line += text.count("\n", counted, parser.command_start)
        counted = parser.command_start
        kind = entry[0].lower()
        if kind not in ("string", "preamble"):
            key, fields = entry[1]
            yield line, kind, key or "", fields


def _read_source(key: str, kind: str, line: int, values: list[tuple[str, list[str]]], report: Report) -> Source:
    fields: dict[str, str] = {}
    names: dict[str, tuple[Name, ...]] = {}
    for field, parts in values:
        name, value = field.lower(), " ".join("".join(parts).split())
        if name in fields or name in names:
            report.error(line, f"the entry '{key}' has '{name}' twice; keep one")
        elif len(value) > _LONGEST:
            report.error(line, f"'{name}' of the entry '{key}' is longer than {_LONGEST} characters; shorten it")
        elif name in _NAMED:
            names[name] = _read_names(value, key, line, report)
        elif value:
            fields[name] = plain(value)
    source = Source(
        key=key, kind=kind, line=line, authors=names.get("author", ()), editors=names.get("editor", ()), fields=fields
    )
    _check(source, report)
    return source


def _read_names(value: str, key: str, line: int, report: Report) -> tuple[Name, ...]:
    names = []
    for text in split_name_list(value):
        try:
            names.append(_read_name(text))
        except PybtexError:
            report.error(line, f"the name '{text[:60]}' in the entry '{key}' cannot be read; write 'Family, Given'")
    return tuple(names)


def _read_name(text: str) -> Name:
    if text.startswith("{") and text.endswith("}"):
        return Name(family=plain(text))
    person = Person(text)
    family = plain(" ".join(person.prelast_names + person.last_names))
    given = plain(" ".join(person.first_names + person.middle_names))
    lineage = plain(" ".join(person.lineage_names))
    return Name(family=family, given=f"{given}, {lineage}" if lineage else given)


def plain(latex: str) -> str:
    """The words of a LaTeX text: accents and dashes made, braces and commands dropped."""
    if not _NEEDS_DECODING.search(latex):
        return latex
    try:
        decoded = str(Text.from_latex(latex))
    except (PybtexError, ValueError, RecursionError):
        decoded = latex.replace("{", "").replace("}", "")
    words = _COMMAND.sub(lambda found: found[1] or "", _SPACE.sub(" ", decoded))
    return words.replace("\xa0", " ").strip()


def _check(source: Source, report: Report) -> None:
    fields = source.fields
    if "title" not in fields:
        report.error(source.line, f"the entry '{source.key}' has no title; add 'title = {{...}}'")
    if not (source.authors or source.editors or "institution" in fields or "organization" in fields):
        report.warn(source.line, f"the entry '{source.key}' has no author, editor or institution; add one")
    if "year" not in fields:
        report.warn(source.line, f"the entry '{source.key}' has no year and will read 'n.d.'; add 'year = {{...}}'")
    if (doi := fields.get("doi")) and not _DOI.fullmatch(doi):
        report.error(source.line, f"the DOI '{doi[:80]}' is not one; write it bare, such as 'doi = {{10.1000/182}}'")
    if (url := fields.get("url")) and not is_https(url):
        report.warn(source.line, f"the address '{url[:80]}' does not begin with 'https://' and will not be a link")


def is_https(url: str) -> bool:
    """Whether an address may become a link."""
    return re.fullmatch(r"https://[^\s\"<>\\]+", url) is not None


def is_doi(doi: str) -> bool:
    """Whether a text is a bare DOI."""
    return _DOI.fullmatch(doi) is not None
