"""What the course says of its own sources is what its files hold."""

import re

from tests.house.source import ROOT
from trainer.curriculum.bibliography import parse_bibliography, plain

TEXT = (ROOT / "docs/clinical-sources.md").read_text("utf-8")
BIBLIOGRAPHY, _ = parse_bibliography("references.bib", (ROOT / "curriculum/references.bib").read_text("utf-8"))


def section(title: str) -> str:
    return re.split(r"^##+ ", TEXT.partition(f" {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def keys(text: str) -> set[str]:
    return set(re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.MULTILINE))


def test_every_entry_that_was_not_fully_verified_is_listed() -> None:
    notes = {key: plain(source.fields.get("note", "")) for key, source in BIBLIOGRAPHY.items()}
    doubtful = {key for key, note in notes.items() if not note.startswith("verified") or "not peer reviewed" in note}

    assert all(notes.values())
    assert keys(section("Entries that were not fully verified")) == doubtful


def test_the_number_of_works_is_right() -> None:
    assert f"is the whole list, {len(BIBLIOGRAPHY)} works" in TEXT


def test_every_module_with_an_empty_field_is_listed() -> None:
    fields = {
        path.stem
        for path in (ROOT / "curriculum").glob("*/*.md")
        if re.search(
            r"_{4,}.*set by the medical director|clinic's rule \(set by the medical director\)",
            path.read_text("utf-8"),
            re.I,
        )
    }

    assert fields - keys(section("What the medical director sets")) == set()


def test_sources_that_are_named_exist() -> None:
    named = set(re.findall(r"`([a-z]+[0-9]{4}[a-z]?|[a-z]+pi|[a-z]+rems)`", TEXT))

    assert named
    assert named - set(BIBLIOGRAPHY) == set()
