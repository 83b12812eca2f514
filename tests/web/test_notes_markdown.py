"""The download holds what the page shows, and no note can break its structure."""

from datetime import UTC, date, datetime
from uuid import UUID

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.curriculum.anchoring import Quote, Standing
from trainer.curriculum.note_words import cleaned
from trainer.queries.notes import ListedModule, ListedSection, NotesPage, OwnNote
from trainer.queries.reader import CourseHead
from trainer.web.notes_markdown import as_markdown, escaped

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def note(words: str = "", quote: str = "", standing: Standing = Standing.HERE) -> OwnNote:
    return OwnNote(
        id=UUID(int=1),
        quote=Quote(words=quote),
        now=None,
        words=words,
        number=1,
        standing=standing,
        made_in="peak",
        edition=3,
        created_at=AT,
        changed_at=AT,
    )


def written(*modules: ListedModule) -> str:
    head = CourseHead(slug="care", title="A course of *care*", edition=3, is_enrolled=True)
    page = NotesPage(course=head, modules=modules, notes=1, marks=0, marks_only=False)
    return as_markdown(page, lambda day: f"{day:%d %B %Y}" if isinstance(day, date) else "")


def module(*notes: OwnNote, title: str = "Routes", is_marked: bool = False) -> ListedModule:
    section = ListedSection(id="peak", title="Peak", is_marked=is_marked, notes=notes)
    return ListedModule(key="pharmacology/routes", title=title, sections=(section,))


def test_a_note_stands_under_module_and_section_with_quote_edition_and_date() -> None:
    assert written(module(note("One\ntwo\n\nthree", "The words"), is_marked=True)) == (
        "# Notes: A course of \\*care\\*\n\n## Routes\n\n### Peak\n\nTo come back to.\n\n> The words\n\n"
        "One\\\ntwo\n\nthree\n\n*Note made in edition 3 on 02 November 2026.*\n"
    )


def test_what_became_of_the_words_is_said() -> None:
    ends = {
        standing: written(module(note(quote="x", standing=standing))).rstrip("*\n").rpartition("2026.")[2].strip()
        for standing in Standing
    }
    assert ends == {
        Standing.HERE: "",
        Standing.CHANGED: "These words were changed since.",
        Standing.MOVED: "These words were moved since.",
        Standing.GONE: "The text was changed since, and these words are gone.",
    }


def test_an_empty_list_says_so() -> None:
    assert written() == "# Notes: A course of \\*care\\*\n\nThere are no notes yet.\n"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("# heading", "\\# heading"),
        ("- item", "\\- item"),
        ("+ item", "\\+ item"),
        ("12. item", "12\\. item"),
        ("> quote", "\\> quote"),
        ("=====", "\\====="),
        ("    code", "code"),
        ("<script>", "\\<script\\>"),
        ("[a](b) `c` *d* _e_", "\\[a\\](b) \\`c\\` \\*d\\* \\_e\\_"),
        ("3 mg/kg is 2.5 too much - no", "3 mg/kg is 2.5 too much - no"),
    ],
)
def test_marks_of_markdown_are_words(line: str, kept: str) -> None:
    assert escaped(line) == kept


MARKS = st.text(alphabet="#>*_-+=`~[]()<>!|\\&1. \n\ta", max_size=60)


@given(MARKS, MARKS)
def test_no_note_breaks_the_structure(words: str, quote: str) -> None:
    """Whatever is noted, Markdown finds the headings of the list, and otherwise only paragraphs and quotes."""
    held = note(cleaned(words) or "x", " ".join(quote.split()))
    html = markdown.markdown(written(module(held, note("after"))), extensions=["tables", "fenced_code"])

    assert [html.count(f"<{tag}") for tag in ("h1", "h2", "h3", "h4", "li", "pre", "table", "hr", "a ", "img")] == [
        1,
        1,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ]
    assert html.count("<blockquote>") == bool(held.quote.words)
    assert "<p>after</p>" in html
