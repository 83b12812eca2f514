"""Shows an entry of the bibliography as a form, and reads what the filled form changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Final

from pybtex.bibtex.utils import split_name_list
from pybtex.exceptions import PybtexError

from trainer.curriculum.bibliography import Name, is_doi, plain, read_name
from trainer.curriculum.bibliography_entries import EntryPlace
from trainer.curriculum.bibliography_marks import is_day
from trainer.curriculum.bibliography_writing import Unwritable, bare_doi, name_written, written

KINDS: Final = MappingProxyType(
    {
        "article": "Article in a journal",
        "book": "Book",
        "incollection": "Chapter of a book",
        "inproceedings": "Paper at a conference",
        "techreport": "Report",
        "phdthesis": "Doctoral thesis",
        "mastersthesis": "Master’s thesis",
        "online": "Web page",
        "misc": "Other",
    }
)
"""The types that a form offers; an entry of another type keeps it."""
_NAMES: Final = ("author", "edited_by")
_OTHERWISE: Final = MappingProxyType({"edited_by": "editor", "mark": "status"})
_CONTAINERS: Final = ("journal", "booktitle")
_THESES: Final = ("phdthesis", "mastersthesis")
_FIELDS: Final = (
    "author",
    "edited_by",
    "title",
    "container",
    "year",
    "edition",
    "volume",
    "number",
    "pages",
    "publisher",
    "institution",
    "address",
    "isbn",
    "doi",
    "url",
    "mark",
    "superseded_by",
    "status_note",
    "status_date",
    "note",
)
MOST: Final = 5000


class Unreadable(Exception):
    """What was typed makes no entry; `errors` says why by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryForm:
    """An entry as people read it: its kind, and words by field; names stand one on each line."""

    kind: str
    words: Mapping[str, str]


def form_of(entry: EntryPlace) -> EntryForm:
    """What a form shows of an entry."""
    words = dict.fromkeys(_FIELDS, "")
    for name in _FIELDS:
        field = entry.field(_in_file(name, entry, entry.kind))
        if field and name in _NAMES:
            words[name] = "\n".join(_shown(raw) for raw in _raw_names(field.value))
        elif field:
            words[name] = plain(" ".join(field.value.split()))
    return EntryForm(kind=entry.kind, words=words)


def changes_of(entry: EntryPlace, typed: EntryForm) -> Mapping[str, str | None]:
    """The fields that a filled form changes, as BibTeX writes them. Raises Unreadable."""
    shown = form_of(entry)
    errors = _checked(typed)
    changes: dict[str, str | None] = {}
    for name in _FIELDS:
        old, new = _in_file(name, entry, entry.kind), _in_file(name, entry, typed.kind)
        words = typed.words.get(name, "")
        field = entry.field(old)
        if words == shown.words[name]:
            if old != new and field:
                changes |= {old: None, new: field.value}
            continue
        if old != new and field:
            changes[old] = None
        try:
            changes[new] = _written(name, words, field.value if field else "") if words else None
        except Unwritable as error:
            errors.setdefault(name, str(error))
    if errors:
        raise Unreadable(errors)
    return changes


def typed_form(kind: str, typed: Mapping[str, str], entry: EntryPlace) -> EntryForm:
    """What a browser sent, made even: spaces, empty lines, a DOI without its address."""
    known = {**KINDS, entry.kind: ""}
    words = {name: typed.get(name, "") for name in _FIELDS}
    for name in _FIELDS:
        if name in _NAMES:
            lines = (" ".join(line.split()) for line in words[name].splitlines())
            words[name] = "\n".join(line for line in lines if line)
        else:
            words[name] = " ".join(words[name].split())
    words["doi"] = bare_doi(words["doi"])
    return EntryForm(kind=kind if kind in known else entry.kind, words=words)


def _checked(typed: EntryForm) -> dict[str, str]:
    """What is wrong with what was typed, by field."""
    words = typed.words
    errors = {name: f"This is longer than {MOST:,} characters." for name, each in words.items() if len(each) > MOST}
    if not words["title"]:
        errors["title"] = "A source needs a title."
    if words["doi"] and not is_doi(words["doi"]):
        errors["doi"] = "This is no DOI; one looks like 10.1093/bja/53.8.805."
    if not words["mark"] and (words["superseded_by"] or words["status_note"] or words["status_date"]):
        errors["mark"] = "Say what became of the source, or empty the fields below."
    if words["status_date"] and not is_day(words["status_date"]):
        errors["status_date"] = "Write a year, a month or a day: 2010, 2010-02 or 2010-02-02."
    return errors


def _in_file(name: str, entry: EntryPlace, kind: str) -> str:
    """The field of the file that a field of the form stands for."""
    if name == "container":
        there = next((each for each in _CONTAINERS if entry.field(each)), None)
        fitting = "journal" if kind == "article" else "booktitle"
        return there if there and kind == entry.kind else fitting
    if name == "publisher":
        return "school" if kind in _THESES else "publisher"
    return _OTHERWISE.get(name, name)


def _raw_names(value: str) -> list[str]:
    return [str(raw) for raw in split_name_list(" ".join(value.split()))]


def _shown(raw: str) -> str:
    """A name as a form shows it: 'Family, Given', or an institution, in braces where it has a comma."""
    try:
        name = read_name(raw)
    except PybtexError:
        return plain(raw)
    if name.given:
        return f"{name.family}, {name.given}"
    return f"{{{name.family}}}" if "," in name.family else name.family


def _written(name: str, words: str, old: str) -> str:
    if name not in _NAMES:
        return _keeping(name, words, " ".join(old.split()))
    kept = {_shown(raw): raw for raw in _raw_names(old)}
    return " and ".join(kept.get(line) or name_written(_typed_name(line)) for line in words.split("\n"))


def _typed_name(line: str) -> Name:
    if line.startswith("{") and line.endswith("}"):
        return Name(family=line[1:-1].strip())
    family, _, given = line.partition(",")
    return Name(family=family.strip(), given=", ".join(part.strip() for part in given.split(",") if part.strip()))


def _keeping(name: str, words: str, old: str) -> str:
    """Words as BibTeX writes them; those that stood there keep how they were written, such as '{CI}-581'."""
    raw, new = old.split(" "), words.split(" ")
    if plain(old) != " ".join(map(plain, raw)):
        return written(name, words)
    blocks = SequenceMatcher(None, list(map(plain, raw)), new, autojunk=False).get_matching_blocks()
    made: list[str] = []
    at = 0
    for block in blocks:
        if at < block.b:
            made.append(written(name, " ".join(new[at : block.b])))
        made += raw[block.a : block.a + block.size]
        at = block.b + block.size
    text = " ".join(made)
    return text if plain(text) == words else written(name, words)
