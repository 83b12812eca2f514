"""Turns what RIS says of a source into the fields of a BibTeX entry, in plain words."""

import re
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import Final

from trainer.curriculum.bibliography import Name
from trainer.curriculum.bibliography_writing import bare_doi
from trainer.curriculum.ris import RisRecord
from trainer.yaml_text import Report

_KINDS: Final = MappingProxyType(
    {
        "ABST": "article",
        "EJOUR": "article",
        "JFULL": "article",
        "JOUR": "article",
        "MGZN": "article",
        "NEWS": "article",
        "BOOK": "book",
        "EBOOK": "book",
        "EDBOOK": "book",
        "CHAP": "incollection",
        "ECHAP": "incollection",
        "CONF": "inproceedings",
        "CPAPER": "inproceedings",
        "RPRT": "techreport",
        "THES": "phdthesis",
        "BLOG": "misc",
        "ELEC": "misc",
        "GEN": "misc",
        "ICOMM": "misc",
        "UNPB": "misc",
        "WEB": "misc",
    }
)
_LEFT_OUT: Final = MappingProxyType({"AB": "abstract", "N2": "abstract", "KW": "keywords", "N1": "notes"})
_USED: Final = re.compile(r"A[123U]|BT|CY|D[AOP]|E[DPT]|I[DS]|J[2AFO]|L[12K]|P[BPY]|S[NP]|T[12I]|UR|VL|Y1")
_TAG: Final = re.compile(r"</?(?:i|b|em|strong|sub|sup|scp|span|sc)>", re.IGNORECASE)
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainEntry:
    """An entry in plain words, with the tags that say nothing which an entry holds."""

    kind: str
    authors: tuple[Name, ...]
    editors: tuple[Name, ...]
    fields: dict[str, str]
    left_out: tuple[str, ...]


def entry_of(record: RisRecord, report: Report) -> PlainEntry:
    """The entry that a record makes; what is odd goes into `report`."""
    kind = _KINDS.get(record.kind)
    if kind is None:
        report.warn(record.line, f"'{record.kind[:20]}' is no type that is known here; it is taken as “Other”")
        kind = "misc"
    editors = record.all("ED") + (record.all("A2") if kind in ("book", "incollection", "inproceedings") else ())
    fields = {
        "title": record.first("TI", "T1") or (record.first("BT") if kind == "book" else ""),
        **_container(kind, record),
        "year": next(iter(_YEAR.findall(record.first("PY", "Y1", "DA"))), ""),
        "edition": record.first("ET"),
        "volume": record.first("VL"),
        "number": record.first("IS"),
        "pages": _pages(record),
        **_publisher(kind, record),
        "address": record.first("CY", "PP"),
        "isbn": record.first("SN") if kind in ("book", "incollection") else "",
        **_address(record),
    }
    return PlainEntry(
        kind=kind,
        authors=tuple(_name(words, record, report) for words in record.all("AU", "A1")),
        editors=tuple(_name(words, record, report) for words in dict.fromkeys(editors)),
        fields={name: _plain(words) for name, words in fields.items() if _plain(words)},
        left_out=tuple(
            sorted(
                {
                    _LEFT_OUT.get(each.tag, each.tag)
                    for each in record.values
                    if each.words and not _USED.fullmatch(each.tag)
                }
            )
        ),
    )


def _plain(words: str) -> str:
    """Words without the HTML that publishers leave in titles, and without what no BibTeX value can hold."""
    return " ".join(re.sub(r"[\\{}\x00-\x1f\x7f]", " ", unescape(_TAG.sub("", words))).split())


def _container(kind: str, record: RisRecord) -> dict[str, str]:
    if kind == "article":
        return {"journal": record.first("T2", "JF", "JO", "JA", "J2")}
    return {"booktitle": record.first("T2", "BT")} if kind in ("incollection", "inproceedings") else {}


def _publisher(kind: str, record: RisRecord) -> dict[str, str]:
    names = {"phdthesis": "school", "techreport": "institution"}
    return {} if kind == "article" else {names.get(kind, "publisher"): record.first("PB")}


def _pages(record: RisRecord) -> str:
    first, last = record.first("SP"), record.first("EP")
    return f"{first}–{last}" if first and last and last != first and not re.search(r"[-–]", first) else first or last


def _address(record: RisRecord) -> dict[str, str]:
    addresses = [words.split()[0] for words in record.all("UR", "LK", "L2", "L1")]
    doi = bare_doi(record.first("DO")) or next(
        (bare_doi(address) for address in addresses if "doi.org/10." in address), ""
    )
    others = [address for address in addresses if "doi.org/" not in address and address.startswith("http")]
    return {"doi": doi, "url": "" if doi else next(iter(others), "")}


def _name(words: str, record: RisRecord, report: Report) -> Name:
    parts = [part.strip() for part in _plain(words).split(",")]
    if len(parts) == 1:
        message = f"'{parts[0][:60]}' has no comma, so it is taken as an institution; a person is “Family, Given”"
        report.warn(record.line, message)
        return Name(family=parts[0])
    given = ", ".join(part for part in parts[1:3] if part)
    return Name(family=parts[0], given=given) if parts[0] else Name(family=given)
