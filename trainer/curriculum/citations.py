"""Says how a source is named in the text, and how it stands in a list of references."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from importlib.resources import as_file, files
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from trainer.curriculum.bibliography import Name, Source, is_doi, is_https, parse_bibliography
from trainer.curriculum.bibliography_marks import Mark, Status

_CSL_KINDS: Final = MappingProxyType(
    {
        "article": "article-journal",
        "book": "book",
        "booklet": "pamphlet",
        "inbook": "chapter",
        "incollection": "chapter",
        "inproceedings": "paper-conference",
        "manual": "report",
        "mastersthesis": "thesis",
        "online": "webpage",
        "phdthesis": "thesis",
        "proceedings": "book",
        "techreport": "report",
        "unpublished": "manuscript",
    }
)
_CSL_FIELDS: Final = MappingProxyType(
    {
        "title": "title",
        "journal": "container-title",
        "booktitle": "container-title",
        "volume": "volume",
        "number": "issue",
        "pages": "page",
        "edition": "edition",
        "publisher": "publisher",
        "school": "publisher",
        "address": "publisher-place",
    }
)
# citeproc-py joins a field's words to its HTML as they are, so what would be markup travels in disguise.
_DISGUISE: Final = str.maketrans({"&": "\ue002", "<": "\ue003", ">": "\ue004", '"': "\ue005"})
_UNDISGUISE: Final = str.maketrans({"\ue002": "&amp;", "\ue003": "&lt;", "\ue004": "&gt;", "\ue005": "&quot;"})
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_DOUBLE_STOP: Final = re.compile(r"([?!]|(?<!\.)\.)\.(?!\.)")
_NO_YEAR: Final = "n.d."
_OTHERS: Final = Name(family="others")
_STYLED: Final = 2000  # entries: some 1 KB each
_WEB: Final = re.compile(r"https://[^\s<>\"\\]*[^\s<>\"\\.,;:)\]]")


@lru_cache(maxsize=8)
def citations_of(bibliography: str) -> "Citations":
    """The sources of a bibliography, given its text. Kept for the last few texts: reading takes a while."""
    sources, _ = parse_bibliography("curriculum/references.bib", bibliography)
    return Citations(sources)


class Citations:
    """Names sources after the seventh edition of the APA's manual."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._suffixes = _year_suffixes(sources)

    def __contains__(self, key: str) -> bool:
        return key in self._sources

    def in_order(self) -> tuple[str, ...]:
        """Every key, in the order of a list of references: by names and year, then by title."""
        return tuple(sorted(self._sources, key=lambda key: (self.short(key).casefold(), _title(self._sources[key]))))

    def line(self, key: str) -> int:
        """The line of an entry. Raises KeyError for an unknown key."""
        return self._sources[key].line

    def source(self, key: str) -> Source:
        """An entry as it was read. Raises KeyError for an unknown key."""
        return self._sources[key]

    def says_the_same(self, key: str, other: "Citations") -> bool:
        """Whether an entry's reference is the same in another bibliography. Raises KeyError where either lacks it."""
        mine, theirs = self._sources[key], other.source(key)
        is_alike = mine == theirs and self.short(key) == other.short(key)
        return is_alike and self._warning(mine.mark) == other._warning(theirs.mark)

    def short(self, key: str) -> str:
        """Names and year as plain text: 'Hirlinger & Dick, 1984'. Raises KeyError for an unknown key."""
        source = self._sources[key]
        return f"{_short_names(source)}, {_year(source)}{self._suffixes.get(key, '')}"

    def in_text(self, key: str) -> str:
        """The same as a text names it, which tells at once that a source was retracted. Raises KeyError."""
        mark = self._sources[key].mark
        return f"{self.short(key)}, retracted" if mark and mark.status is Status.RETRACTED else self.short(key)

    def mark(self, key: str) -> Mark | None:
        """What became of a source, where no claim should rest on it. Raises KeyError for an unknown key."""
        return self._sources[key].mark

    def title(self, key: str) -> str:
        """The title of a source as plain text. Raises KeyError for an unknown key."""
        return _title(self._sources[key])

    def reference(self, key: str) -> str:
        """The full entry as HTML made of words, `i`, `strong` and links, not yet sanitised.

        Raises KeyError for an unknown key; an entry too odd for the style is written plainly.
        """
        source = self._sources[key]
        entry = self._in_style(key) or f"{escape(self.short(key))}. {escape(_title(source))}."
        parts = (self._warning(source.mark), entry, _address(source), _reason(source.mark))
        return " ".join(part for part in parts if part)

    def is_odd(self, key: str) -> bool:
        """Whether the style cannot write an entry, so that it is written plainly."""
        return self._in_style(key) is None

    def _warning(self, mark: Mark | None) -> str:
        """What stands before a source on which nothing should rest, as HTML: a sign and words."""
        match mark.status if mark else None:
            case None:
                return ""
            case Status.RETRACTED:
                return "<strong>⚠\ufe0e Retracted:</strong>"
            case Status.SUPERSEDED:
                by = f" by {self.short(mark.by)}" if mark and mark.by in self._sources else ""
                return f"<strong>↻ Superseded{escape(by)}:</strong>"

    def _in_style(self, key: str) -> str | None:
        source = self._sources[key]
        words = (source.kind, source.authors, source.editors, tuple(source.fields.items()))
        return _styled(*words, self._suffixes.get(key, ""))


def _year_suffixes(sources: Mapping[str, Source]) -> Mapping[str, str]:
    """Letters that tell apart the sources of the same people and year, in the order of their titles."""
    alike: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in sources.values():
        alike[_short_names(source), _year(source)].append(source)
    return {
        source.key: _letters(place) if _year(source) != _NO_YEAR else f"-{_letters(place)}"
        for group in alike.values()
        if len(group) > 1
        for place, source in enumerate(sorted(group, key=lambda source: (_title(source).casefold(), source.key)))
    }


def _letters(place: int) -> str:
    """0 is 'a', 25 'z', 26 'aa'."""
    letters = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters


def _title(source: Source) -> str:
    return source.fields.get("title", "Untitled")


def _year(source: Source) -> str:
    return source.fields.get("year", _NO_YEAR)


def _names(source: Source) -> tuple[Name, ...]:
    """Who stands first in an entry: authors, else editors, else the institution."""
    institution = source.fields.get("institution") or source.fields.get("organization")
    return source.authors or source.editors or ((Name(family=institution),) if institution else ())


def _short_names(source: Source) -> str:
    names = _names(source)
    if not names:
        words = _title(source).split()
        return "“" + " ".join(words[:6]) + ("…" if len(words) > 6 else "") + "”"
    if len(names) > 2 or names[-1] == _OTHERS:
        return f"{names[0].family} et al."
    return " & ".join(name.family for name in names)


@lru_cache(_STYLED)
def _styled(
    kind: str, authors: tuple[Name, ...], editors: tuple[Name, ...], fields: tuple[tuple[str, str], ...], suffix: str
) -> str | None:
    """An entry in the style, kept by everything that decides it: one takes some milliseconds, and few ever change."""
    source = Source(key="source", kind=kind, line=1, authors=authors, editors=editors, fields=dict(fields))
    item = _csl(source, suffix)
    try:
        bibliography = CitationStylesBibliography(_style(), CiteProcJSON([item]), formatter.html)
        bibliography.register(Citation([CitationItem(source.key)]))
        entry = str(bibliography.bibliography()[0])
    except Exception:  # whatever an entry does to the library is the entry's problem
        return None
    entry = _mended(entry, source, str(item["title"])).translate(_UNDISGUISE)
    return None if _PRIVATE.search(entry) or not entry.strip() else entry


def _mended(entry: str, source: Source, title: str) -> str:
    """The entry without the few slips that citeproc-py makes with this style."""
    if not _names(source):  # it repeats a title that stands in for the names
        first, mark, rest = entry.partition(f"<i>{title}</i>.")
        entry = first + mark + rest.replace(f" {mark}", "", 1)
    if source.editors and not source.authors:  # we pass editors as authors, since it would name them twice
        entry = entry.replace(" (", " (Eds.). (" if len(source.editors) > 1 else " (Ed.). (", 1)
    entry = entry.replace("(ed.)", "(Ed.)").replace("(eds.)", "(Eds.)").replace(", &amp; et al.", ", et al.")
    return _DOUBLE_STOP.sub(r"\1", entry)


@lru_cache(maxsize=1)
def _style() -> CitationStylesStyle:
    with as_file(files("trainer.curriculum") / "styles" / "apa.csl") as path:
        return CitationStylesStyle(str(path), validate=False)


def _csl(source: Source, suffix: str) -> dict[str, object]:
    item: dict[str, object] = {"id": source.key, "type": _CSL_KINDS.get(source.kind, _kind_without_one(source))}
    for field, name in _CSL_FIELDS.items():
        if field in source.fields:
            item.setdefault(name, source.fields[field].translate(_DISGUISE))
    item.setdefault("title", "Untitled")
    if names := _names(source):
        item["author"] = [_csl_name(name) for name in names]
    if source.editors and source.authors:
        item["editor"] = [_csl_name(name) for name in source.editors]
    institution = source.fields.get("institution")
    if institution and source.authors:
        item.setdefault("publisher", institution.translate(_DISGUISE))
    if (year := _year(source)) != _NO_YEAR:
        item["issued"] = {"date-parts": [[int(year)]]} if year.isdecimal() else {"literal": year.translate(_DISGUISE)}
    if suffix:
        item["year-suffix"] = suffix
    return item


def _kind_without_one(source: Source) -> str:
    return "webpage" if "url" in source.fields else "document"


def _csl_name(name: Name) -> dict[str, str]:
    family = name.family.translate(_DISGUISE)
    if name == _OTHERS:
        return {"literal": "et al."}
    if not name.given:
        return {"literal": family}
    return {"family": family, "given": _initials(name.given).translate(_DISGUISE)}


def _initials(given: str) -> str:
    """'Pei-fei Maria' is 'P.-F. M.'; the library stumbles over the small letter."""
    names, comma, lineage = given.partition(", ")
    parts = ("-".join(f"{part[0].upper()}." for part in name.split("-") if part) for name in names.split())
    return " ".join(part for part in parts if part) + comma + lineage


def _address(source: Source) -> str:
    """Where the source can be found, as HTML: a link where it is a DOI or encrypted."""
    doi, url = source.fields.get("doi", ""), source.fields.get("url", "")
    if is_doi(doi):
        return _link("https://doi.org/" + quote(doi, safe="/:;()._-"), "https://doi.org/" + doi)
    return _link(url, url) if is_https(url) else escape(url)


def _reason(mark: Mark | None) -> str:
    """Why a source was marked, and when, as HTML; addresses become links."""
    if mark is None or not (mark.note or mark.day):
        return ""
    words, end = "", 0
    for found in _WEB.finditer(mark.note):
        words += escape(mark.note[end : found.start()]) + _link(found[0], found[0])
        end = found.end()
    words += escape(mark.note[end:])
    return f"[{'; '.join(part for part in (words, escape(mark.day)) if part)}]"


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(words)}</a>'
