"""Reads references.bib."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from trainer.curriculum.bibliography_entries import EntryPlace, read_entries
from trainer.curriculum.bibliography_marks import Mark, check_successors, read_mark
from trainer.curriculum.documents import BIBLIOGRAPHY_PATH
from trainer.problem import Problem
from trainer.yaml_text import Report

PATH: Final = BIBLIOGRAPHY_PATH
KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")
_DOI: Final = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_SPACE: Final = re.compile(r"\\[,;:! ]")
_COMMAND: Final = re.compile(r"\\[A-Za-z]+\s*|\\(.)|\$")
_NEEDS_DECODING: Final = re.compile(r"[\\{}~$]|--|``|''")
LONGEST: Final = 5000
_KEPT: Final = 10_000  # values: some 200 bytes each; one change of a bibliography leaves thousands as they were
_NAMED: Final = ("author", "editor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person, or an institution (which has no `given`)."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entry of the bibliography in plain words. `kind` and the names of fields are in lower case.

    Two that say the same are equal wherever they stand. `mark` tells that no claim should rest on it any more.
    """

    key: str
    kind: str
    line: int = field(compare=False)
    authors: tuple[Name, ...]
    editors: tuple[Name, ...]
    fields: Mapping[str, str]
    mark: Mark | None = None


@lru_cache(8)
def parse_bibliography(path: str, text: str) -> tuple[Mapping[str, Source], tuple[Problem, ...]]:
    """Read the entries that can be read, by key, in the author's order. Problems are sorted.

    Kept for the last few texts: a page asks for the sources, for their problems, and for those that are published.
    """
    report = Report(path)
    sources: dict[str, Source] = {}
    lower_case: dict[str, Source] = {}
    for entry in read_entries(text, report):
        if not KEY.fullmatch(entry.key):
            cure = "use letters, digits, '-', '_', '.' and ':' for a key"
            report.error(entry.line, f"'{entry.key[:60]}' cannot be cited; {cure}")
        elif same := lower_case.get(entry.key.lower()):
            message = f"the key '{entry.key}' stands twice (first in line {same.line}); keep one or change one"
            report.error(entry.line, message)
        else:
            lower_case[entry.key.lower()] = sources[entry.key] = read_source(entry, report)
    check_successors({key: source.mark for key, source in sources.items() if source.mark}, sources, report)
    return MappingProxyType(sources), tuple(sorted(report.problems))


def read_source(entry: EntryPlace, report: Report) -> Source:
    """An entry in plain words; what is wrong with it goes into `report`."""
    key, line = entry.key, entry.line
    fields: dict[str, str] = {}
    names: dict[str, tuple[Name, ...]] = {}
    for each in entry.fields:
        name, value = each.name.lower(), " ".join(each.value.split())
        if name in fields or name in names:
            report.error(line, f"the entry '{key}' has '{name}' twice; keep one")
        elif len(value) > LONGEST:
            report.error(line, f"'{name}' of the entry '{key}' is longer than {LONGEST} characters; shorten it")
        elif name in _NAMED:
            names[name] = _read_names(value, key, line, report)
        elif value:
            fields[name] = plain(value)
    source = Source(
        key=key,
        kind=entry.kind,
        line=line,
        authors=names.get("author", ()),
        editors=names.get("editor", ()),
        fields=fields,
        mark=read_mark(key, fields, {each.name.lower(): each.line for each in entry.fields}, report),
    )
    _check(source, report)
    return source


def _read_names(value: str, key: str, line: int, report: Report) -> tuple[Name, ...]:
    names = []
    for text in split_name_list(value):
        try:
            names.append(read_name(text))
        except PybtexError:
            report.error(line, f"the name '{text[:60]}' in the entry '{key}' cannot be read; write 'Family, Given'")
    return tuple(names)


@lru_cache(_KEPT)
def read_name(text: str) -> Name:
    """A name as BibTeX writes it. Raises PybtexError for one that it cannot read."""
    if text.startswith("{") and text.endswith("}"):
        return Name(family=plain(text))
    person = Person(text)
    family = plain(" ".join(person.prelast_names + person.last_names))
    given = plain(" ".join(person.first_names + person.middle_names))
    lineage = plain(" ".join(person.lineage_names))
    return Name(family=family, given=f"{given}, {lineage}" if lineage else given)


@lru_cache(_KEPT)
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
