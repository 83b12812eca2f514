"""Tests for how sources are named and written out."""

import pytest

from trainer.curriculum.bibliography import PATH, parse_bibliography
from trainer.curriculum.citations import Citations


def citations(text: str) -> Citations:
    """The sources of a bibliography."""
    return Citations(parse_bibliography(PATH, text)[0])


ARTICLE = (
    "@article{a, author = {Hirlinger, W. K. and Dick, W.}, title = {Ketamine: in man?},"
    ' journal = {Der An{\\"a}sthesist},'
    " volume = 33, number = 6, pages = {272--275}, year = 1984, doi = {10.1000/182}, note = {verified: by somebody}}"
)


@pytest.mark.parametrize(
    ("names", "short"),
    [
        ("Dick, W.", "Dick, 1984"),
        ("Hirlinger, W. K. and Dick, W.", "Hirlinger & Dick, 1984"),
        ("A, B. and C, D. and E, F.", "A et al., 1984"),
        ("A, B. and others", "A et al., 1984"),
        ("{World Health Organization}", "World Health Organization, 1984"),
    ],
)
def test_a_short_name_is_made_of_names_and_year(names: str, short: str) -> None:
    assert citations(f"@misc{{a, author = {{{names}}}, title = {{T}}, year = 1984}}").short("a") == short


def test_an_institution_or_else_the_title_stands_in_for_authors() -> None:
    both = citations(
        "@misc{a, institution = {{FDA}}, title = {T}}\n@misc{b, title = {One two three four five six seven}}"
    )
    assert both.short("a") == "FDA, n.d."
    assert both.short("b") == "“One two three four five six…”, n.d."


def test_sources_of_the_same_people_and_year_have_letters_by_title() -> None:
    both = citations(
        "@misc{x, author = {Andrade, C.}, title = {Zebra}, year = 2017}\n"
        "@misc{y, author = {Andrade, C.}, title = {Apple}, year = 2017}\n"
        "@misc{z, author = {Andrade, C.}, title = {Apple}, year = 2018}\n"
    )
    assert [both.short(key) for key in ("x", "y", "z")] == ["Andrade, 2017b", "Andrade, 2017a", "Andrade, 2018"]
    assert both.reference("x") == "Andrade, C. (2017b). <i>Zebra</i>."


def test_an_article_is_written_in_apa_style_and_the_internal_note_is_not_shown() -> None:
    assert citations(ARTICLE).reference("a") == (
        "Hirlinger, W. K., &amp; Dick, W. (1984). Ketamine: in man? <i>Der Anästhesist</i>, <i>33</i>(6), 272–275. "
        '<a href="https://doi.org/10.1000/182" rel="noopener noreferrer">https://doi.org/10.1000/182</a>'
    )


def test_a_book_with_editors_names_them_once() -> None:
    book = "@book{a, editor = {Wolfson, Phil and Hartelius, Glenn}, title = {Papers}, publisher = {MAPS}, year = 2016}"
    assert citations(book).reference("a") == "Wolfson, P., &amp; Hartelius, G. (Eds.). (2016). <i>Papers</i>. MAPS."


def test_a_chapter_names_its_book() -> None:
    chapter = (
        "@incollection{a, author = {Roe, Pei-fei}, title = {Part}, booktitle = {Whole}, editor = {Doe, Jo},"
        " pages = {1--9}, publisher = {House}, year = 2001}"
    )
    assert citations(chapter).reference("a") == (
        "Roe, P.-F. (2001). Part. In J. Doe (Ed.), <i>Whole</i> (pp. 1–9). House."
    )


def test_a_page_of_an_institution_has_its_address_as_a_link() -> None:
    page = "@misc{a, institution = {{FDA}}, title = {Alert}, year = 2023, url = {https://a.org/b?c=1&d=2}}"
    assert citations(page).reference("a") == (
        'FDA. (2023). <i>Alert</i>. <a href="https://a.org/b?c=1&amp;d=2" rel="noopener noreferrer">https://a.org/b?c=1&amp;d=2</a>'
    )


def test_an_address_that_is_not_encrypted_is_words() -> None:
    page = "@misc{a, institution = {{FDA}}, title = {Alert}, year = 2023, url = {http://a.org}}"
    assert citations(page).reference("a") == "FDA. (2023). <i>Alert</i>. http://a.org"


def test_a_source_without_author_begins_with_its_title_once() -> None:
    assert citations("@misc{a, title = {Alert}, year = 2023}").reference("a") == "<i>Alert</i>. (2023)."


def test_many_authors_end_with_et_al_where_the_entry_does() -> None:
    entry = "@misc{a, author = {Abbar, M. and Demattei, C. and others}, title = {T}, year = 2022}"
    assert citations(entry).reference("a") == "Abbar, M., Demattei, C., et al. (2022). <i>T</i>."


def test_marks_of_html_in_an_entry_are_words() -> None:
    entry = '@misc{a, author = {{A & <b>}}, title = {<script>alert("x")</script>}, year = 2022}'
    written = citations(entry).reference("a")
    assert written == ("A &amp; &lt;b&gt;. (2022). <i>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</i>.")


@pytest.mark.parametrize(
    "entry",
    [
        "@misc{a, }",
        "@misc{a, title = {}}",
        "@misc{a, title = {T}, year = {in press}}",
        "@misc{a, title = {T}, year = {99999999999999999999}}",
        "@misc{a, title = {T}, author = {,}}",
        "@misc{a, title = {T}, author = { and and }}",
        "@unheardof{a, title = {T}, pages = {--}, volume = {x}, number = {1--2}, edition = {Second}}",
        "@article{a, title = {%s}}" % ("x" * 4000),
    ],
)
def test_an_odd_entry_is_written_all_the_same(entry: str) -> None:
    sources = citations(entry)
    assert sources.short("a")
    assert sources.reference("a")
