"""Tests for reading references.bib."""

import pytest

from trainer.curriculum.bibliography import PATH, Name, Source, parse_bibliography, plain
from trainer.problem import is_blocking

ENTRY = (
    "@article{hirlinger1984,\n  author = {Hirlinger, W. K. and Dick, W.},\n  title = {Ketamine},\n  year = {1984}\n}\n"
)


def only(text: str) -> Source:
    """The one entry of a bibliography without problems."""
    sources, problems = parse_bibliography(PATH, text)
    assert problems == ()
    (source,) = sources.values()
    return source


def problems_of(text: str) -> list[str]:
    """The problems of a bibliography as 'line: message'."""
    return [f"{problem.line}: {problem.message}" for problem in parse_bibliography(PATH, text)[1]]


def test_an_entry_is_read_with_its_line() -> None:
    source = only("% a comment\n\n" + ENTRY)
    assert (source.key, source.kind, source.line) == ("hirlinger1984", "article", 3)
    assert source.authors == (Name(family="Hirlinger", given="W. K."), Name(family="Dick", given="W."))
    assert source.fields == {"title": "Ketamine", "year": "1984"}


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"Clinical Pharmacology \& Therapeutics", "Clinical Pharmacology & Therapeutics"),
        (r"{CI}-581 in man", "CI-581 in man"),
        ("27--30", "27–30"),
        (r"Ne{\c{s}}e M{\"u}ller", "Neşe Müller"),
        (r"\emph{In vivo} 5\,mg, $p$ < 0.05", "In vivo 5 mg, p < 0.05"),
        ("Plain", "Plain"),
    ],
)
def test_latex_becomes_plain_words(latex: str, words: str) -> None:
    assert plain(latex) == words


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("{{U.S. Food and Drug Administration}}", Name(family="U.S. Food and Drug Administration")),
        ("{van der Schrier, Rutger}", Name(family="van der Schrier", given="Rutger")),
        ("{Panos Zanos}", Name(family="Zanos", given="Panos")),
        ("{Zarate, Jr., Carlos A.}", Name(family="Zarate", given="Carlos A., Jr.")),
    ],
)
def test_names_are_read_in_every_form(written: str, name: Name) -> None:
    assert only(f"@misc{{a, author = {written}, title = {{T}}, year = 2020}}").authors == (name,)


def test_strings_are_put_in_and_months_are_known() -> None:
    source = only(
        '@string{bja = "British Journal"}\n@article{a, author={B, C}, title={T}, journal=bja, month=jan, year=1}'
    )
    assert source.fields["journal"] == "British Journal"
    assert source.fields["month"] == "January"


def test_a_string_of_one_bibliography_is_not_known_in_the_next() -> None:
    parse_bibliography(PATH, '@string{bja = "British Journal"}')
    assert problems_of("@article{a, author={B, C}, title={T}, journal=bja, year=1}") == [
        "1: this is not valid BibTeX (undefined string: bja); check braces, quotes and commas here and above"
    ]


def test_a_key_that_stands_twice_is_a_problem_whatever_its_case() -> None:
    assert problems_of(ENTRY + ENTRY.replace("hirlinger1984", "Hirlinger1984")) == [
        "6: the key 'Hirlinger1984' stands twice (first in line 1); keep one or change one"
    ]


def test_an_entry_that_breaks_off_does_not_hide_the_others() -> None:
    sources, problems = parse_bibliography(PATH, "@article{a, title = {T}\n  year = 1\n}\n" + ENTRY)
    assert "hirlinger1984" in sources
    assert any(is_blocking(problem) and problem.line == 2 for problem in problems)


def test_what_a_reference_needs_is_asked_for() -> None:
    assert problems_of("@misc{a,\n}") == [
        "1: the entry 'a' has no author, editor or institution; add one",
        "1: the entry 'a' has no title; add 'title = {...}'",
        "1: the entry 'a' has no year and will read 'n.d.'; add 'year = {...}'",
    ]


def test_a_doi_is_written_bare_and_an_address_is_encrypted() -> None:
    found = problems_of(
        ENTRY.replace("year = {1984}", "year = 1984, doi = {https://doi.org/10.1/x}, url = {http://a.org}")
    )
    assert found == [
        "1: the DOI 'https://doi.org/10.1/x' is not one; write it bare, such as 'doi = {10.1000/182}'",
        "1: the address 'http://a.org' does not begin with 'https://' and will not be a link",
    ]


def test_a_key_that_cannot_be_cited_is_a_problem() -> None:
    assert problems_of("@misc{a<b>, title={T}}") == [
        "1: 'a<b>' cannot be cited; use letters, digits, '-', '_', '.' and ':' for a key"
    ]
