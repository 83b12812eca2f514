"""Writes sources as BibTeX, in the style of a file that people keep."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from pybtex.exceptions import PybtexError

from trainer.curriculum.bibliography import Name, Source, plain, read_name

ORDER: Final = (
    "author",
    "editor",
    "title",
    "journal",
    "booktitle",
    "year",
    "edition",
    "volume",
    "number",
    "pages",
    "publisher",
    "school",
    "institution",
    "organization",
    "address",
    "isbn",
    "issn",
    "doi",
    "url",
    "status",
    "superseded_by",
    "status_note",
    "status_date",
    "note",
)
"""In which order the fields of an entry stand."""
_BARE: Final = frozenset({"doi", "url"})
_ESCAPES: Final = re.compile(r"[&%$#_]|~|-(?=-)|`(?=`)|'(?=')")
_UNWRITABLE: Final = re.compile(r"[\\{}\x00-\x1f\x7f\ud800-\udfff]")
_FOLDED: Final = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "đ": "d", "ı": "i"})
_RANGE: Final = re.compile(r"(?<=[\w.])\s*[-–—]+\s*(?=[\w.])")


class Unwritable(Exception):
    """Words that BibTeX cannot hold; the message says which and what to do."""


def entry_text(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry of lines, given its fields as BibTeX writes them, without their braces."""
    names = [*(name for name in ORDER if name in fields), *(name for name in fields if name not in ORDER)]
    lines = ",\n".join(f"  {name} = {{{fields[name]}}}" for name in names)
    return f"@{kind}{{{key},\n{lines}\n}}\n"


def written(name: str, words: str) -> str:
    """Plain words as BibTeX writes them in a field, to be read as the same words. Raises Unwritable."""
    words = " ".join(words.split())
    if name == "pages":
        return _RANGE.sub("--", _escaped(words))
    if name in _BARE and plain(words) == words:
        return words
    return _escaped(words)


def _escaped(words: str) -> str:
    if found := _UNWRITABLE.search(words):
        raise Unwritable(f"A source cannot hold the sign “{found[0]}”; leave it out.")
    latex = _ESCAPES.sub(_escape, words)
    if plain(latex) != words:
        raise Unwritable("These words cannot be kept as they are; write them without unusual signs.")
    return latex


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return "{\\textasciitilde}" if sign == "~" else f"{sign}{{}}" if sign in "-`'" else f"\\{sign}"


def names_written(names: Sequence[Name]) -> str:
    """Names as BibTeX writes them in one field. Raises Unwritable."""
    return " and ".join(map(name_written, names))


def name_written(name: Name) -> str:
    """A name as BibTeX writes it: an institution in braces, 'Jr.' between family and given names. Raises Unwritable."""
    family, given = _escaped(name.family), _escaped(name.given)
    if name == Name(family="others"):
        return family
    if not given:
        return f"{{{family}}}"
    first, comma, lineage = given.rpartition(", ")
    text = f"{family}, {lineage}, {first}" if comma else f"{family}, {given}"
    if " and " in f" {text.lower()} " or not _reads_as(text, name):
        raise Unwritable(f"“{name.family}, {name.given}” cannot be read as one name; write “Family, Given”.")
    return text


def _reads_as(text: str, name: Name) -> bool:
    try:
        return read_name(text) == name
    except PybtexError:
        return False


def normal_doi(words: str) -> str:
    """A DOI bare, as it is compared: without an address before it, in lower case, without a stop behind it."""
    return bare_doi(words).lower()


def bare_doi(words: str) -> str:
    """A DOI without an address or 'doi:' before it, and without a stop behind it."""
    return re.sub(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:\s*", "", words.strip(), flags=re.I).rstrip(".,; ")


def proposed_key(source: Source, taken: Collection[str]) -> str:
    """A key such as 'grant1981', with a letter where there is one like it. `taken` are in lower case."""
    base = (_stem(source) or "source") + (re.sub(r"\D", "", source.fields.get("year", ""))[:4] or "nd")
    if base not in taken and f"{base}a" not in taken and f"{base}b" not in taken:
        return base
    letters = [chr(number) for number in range(ord("b"), ord("z") + 1)]
    endings = [*letters, *(first + second for first in letters for second in letters)]
    return next((f"{base}{ending}" for ending in endings if f"{base}{ending}" not in taken), f"{base}-{len(taken)}")


def _stem(source: Source) -> str:
    names = source.authors or source.editors
    if names and (names[0].given or " " not in names[0].family):
        return _letters(names[0].family)
    institution = names[0].family if names else source.fields.get("institution", source.fields.get("organization", ""))
    words = institution.split()
    if len(words) > 1:
        return _letters("".join(word[0] for word in words if word[0].isupper())) or _letters(words[0])
    if words:
        return _letters(words[0])
    return next((_letters(word) for word in source.fields.get("title", "").split() if len(_letters(word)) > 3), "")


def _letters(words: str) -> str:
    """The letters of words as a key holds them: lower case, without accents."""
    ascii_words = unicodedata.normalize("NFKD", words.translate(_FOLDED)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", ascii_words.lower())[:30]
