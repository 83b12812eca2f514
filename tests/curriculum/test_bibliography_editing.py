"""Entries of the bibliography change within their own lines: every field of the one that is shipped, and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.curriculum.bibliography import parse_bibliography
from trainer.curriculum.bibliography_editing import added, changed, entry_at, without
from trainer.curriculum.bibliography_entries import EntryPlace, read_entries
from trainer.curriculum.bibliography_form import EntryForm, Unreadable, changes_of, form_of, typed_form
from trainer.quizzes.editing_tree import CannotEdit
from trainer.yaml_text import Report

SHIPPED = (Path(__file__).parents[2] / "curriculum" / "references.bib").read_text(encoding="utf-8")
ENTRIES = tuple(read_entries(SHIPPED, Report("")))
TWO = """\
% kept
@article{one,
  author = {Grant, I. S.},
  title = {The {CI}-581 story},
  journal = {A Journal},
  year = 1981
}

@book{two, title = "Two", author={B, C}, year = {2000}}
"""


def typed(entry: EntryPlace, **words: str) -> EntryForm:
    """The form of an entry as it comes back with other words."""
    form = form_of(entry)
    return typed_form(form.kind, {**form.words, **words}, entry)


def fields_of(entry: EntryPlace) -> Iterator[tuple[str, str]]:
    """The fields of an entry's form that hold words, with other words for each."""
    for name, words in form_of(entry).words.items():
        if not words:
            continue
        match name:
            case "author" | "edited_by":
                yield name, f"{words}\nÅström, Zoë, Jr."
            case "doi":
                yield name, "10.1000/x_y"
            case "url":
                yield name, "https://example.org/~a_b?c=1&d=%20"
            case "year":
                yield name, "1999"
            case "pages":
                yield name, "1–2"
            case _:
                yield name, f"{words} & 100 % more"


def test_the_bibliography_that_is_shipped_is_read_whole() -> None:
    assert len(ENTRIES) > 90
    assert all(entry.is_whole and SHIPPED[entry.start] == "@" and SHIPPED[entry.end - 1] == "}" for entry in ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_every_field_changes_within_the_lines_of_its_entry_and_back(entry: EntryPlace) -> None:
    text = SHIPPED[max(0, entry.start - 500) : entry.end + 500]
    start = text.index(f"{{{entry.key},") - len(entry.kind) - 1
    before, after = text[:start], text[start + entry.end - entry.start :]
    for name, words in fields_of(entry):
        place = entry_at(text, entry.key)
        wanted = typed(place, **{name: words})
        new = changed(text, entry.key, entry.kind, changes_of(place, wanted))

        assert (new.startswith(before), new.endswith(after), new != text) == (True, True, True), name
        found = entry_at(new, entry.key)
        assert form_of(found).words == wanted.words, name
        back = changed(new, entry.key, entry.kind, changes_of(found, form_of(place)))
        assert form_of(entry_at(back, entry.key)) == form_of(place), name


def test_one_change_of_the_whole_file_touches_its_own_lines_only() -> None:
    entry = entry_at(SHIPPED, "grant1981")
    new = changed(SHIPPED, "grant1981", "article", changes_of(entry, typed(entry, volume="54", number="")))

    assert (
        new
        == SHIPPED[: entry.start]
        + SHIPPED[entry.start : entry.end].replace("{53}", "{54}").replace("  number = {8},\n", "")
        + SHIPPED[entry.end :]
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_a_form_that_comes_back_as_it_went_changes_nothing(entry: EntryPlace) -> None:
    assert changes_of(entry, typed(entry)) == {}
    assert changed(SHIPPED, entry.key, entry.kind, {}) == SHIPPED


def test_a_new_field_stands_behind_those_that_come_before_it() -> None:
    assert changed(TWO, "one", "article", {"volume": "53", "doi": "10.1000/1"}) == TWO.replace(
        "  year = 1981\n", "  year = 1981,\n  volume = {53},\n  doi = {10.1000/1}\n"
    )
    assert changed(TWO, "two", "book", {"editor": "D, E", "publisher": "P"}) == TWO.replace(
        "author={B, C}, year = {2000}}", "author={B, C}, editor = {D, E}, year = {2000}, publisher = {P}}"
    )


def test_a_field_goes_with_its_line() -> None:
    assert changed(TWO, "one", "article", {"title": None}) == TWO.replace("  title = {The {CI}-581 story},\n", "")
    assert changed(TWO, "one", "article", {"year": None}) == TWO.replace("  year = 1981\n", "")
    assert changed(TWO, "two", "book", {"author": None}) == TWO.replace(" author={B, C},", "")


def test_words_that_stay_keep_how_they_were_written() -> None:
    entry = entry_at(TWO, "one")

    changes = changes_of(entry, typed(entry, title="The whole CI-581 story", author="Grant, I. S.\nOtto & Sons"))

    assert changes == {"title": "The whole {CI}-581 story", "author": "Grant, I. S. and {Otto \\& Sons}"}


def test_another_type_takes_the_journal_along() -> None:
    entry = entry_at(TWO, "one")
    form = typed_form("incollection", form_of(entry).words, entry)

    new = changed(TWO, "one", form.kind, changes_of(entry, form))

    assert new == TWO.replace("@article{one", "@incollection{one").replace(
        "journal = {A Journal}", "booktitle = {A Journal}"
    )


@pytest.mark.parametrize(
    ("name", "words", "error"),
    [
        ("title", "", "A source needs a title."),
        ("title", "a } b", "A source cannot hold the sign “}”; leave it out."),
        ("title", "x" * 5001, "This is longer than 5,000 characters."),
        ("doi", "10.1", "This is no DOI; one looks like 10.1093/bja/53.8.805."),
        (
            "author",
            "Grant, I. and Otto, J.",
            "“Grant, I. and Otto, J.” cannot be read as one name; write “Family, Given”.",
        ),
        ("status_date", "tomorrow", "Write a year, a month or a day: 2010, 2010-02 or 2010-02-02."),
        ("status_note", "Why", "Say what became of the source, or empty the fields below."),
    ],
)
def test_what_makes_no_entry_is_told_at_its_field(name: str, words: str, error: str) -> None:
    entry = entry_at(TWO, "one")

    with pytest.raises(Unreadable) as found:
        changes_of(entry, typed(entry, **{name: words}))

    assert error in found.value.errors.values()


def test_an_entry_goes_with_its_lines() -> None:
    assert without(TWO, "two") == TWO[: TWO.index("@book")].rstrip("\n") + "\n"
    assert without(TWO, "one") == "% kept\n\n" + TWO[TWO.index("@book") :]


def test_new_entries_stand_below_the_others() -> None:
    new = "@misc{three,\n  title = {T}\n}\n"
    assert added("", [new]) == new
    assert added(TWO, [new, new.replace("three", "four")]) == f"{TWO}\n{new}\n{new.replace('three', 'four')}"
    assert added(TWO.rstrip("\n"), [new]) == f"{TWO}\n{new}"


def test_nothing_is_added_below_an_entry_that_is_never_closed() -> None:
    broken = TWO + "\n@misc{open,\n  title = {never closed\n"
    with pytest.raises(CannotEdit) as found:
        added(broken, ["@misc{three,\n  title = {T}\n}\n"])
    assert found.value.line == 11


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there is no entry 'one' any more"),
        (TWO + TWO.replace("% kept\n", ""), "the key 'one' stands twice"),
        (TWO.replace("1981", "{1981"), "this text is not valid BibTeX there"),
    ],
)
def test_what_no_form_can_change_is_told(text: str, message: str) -> None:
    with pytest.raises(CannotEdit, match=message):
        changed(text, "one", "article", {"title": "T"})


def test_a_value_that_would_swallow_what_follows_is_refused() -> None:
    with pytest.raises(CannotEdit):
        changed(TWO, "one", "article", {"title": "T}, x = {"})
    assert parse_bibliography("x", TWO)[1] == ()
