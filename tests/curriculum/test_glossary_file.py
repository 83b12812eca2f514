"""Tests for reading glossary.yml."""

from trainer.curriculum.course import Term
from trainer.curriculum.glossary_file import PATH, parse_glossary
from trainer.yaml_text import SourceText


def problems_of(text: str) -> list[str]:
    """The problems of a glossary as 'line: message'."""
    return [f"{problem.line}: {problem.message}" for problem in parse_glossary(PATH, text)[1]]


def test_terms_are_read_in_their_order() -> None:
    terms, problems = parse_glossary(
        PATH,
        "troche:\n  term: Troche\n  definition: A lozenge.\n"
        "im:\n  term: Intramuscular\n  also: [IM]\n  definition: >-\n    Into a\n    muscle.\n",
    )
    assert problems == ()
    assert list(terms.values()) == [
        Term(key="troche", term="Troche", also=(), definition=SourceText("A lozenge.", 3)),
        Term(key="im", term="Intramuscular", also=("IM",), definition=SourceText("Into a muscle.", 8)),
    ]


def test_a_glossary_may_be_empty() -> None:
    assert parse_glossary(PATH, "\n") == ({}, ())


def test_a_term_without_definition_is_left_out_with_a_problem() -> None:
    terms, problems = parse_glossary(PATH, "a:\n  term: A\nb: {term: B, definition: C}\n")
    assert list(terms) == ["b"]
    assert [problem.line for problem in problems] == [2]


def test_a_key_that_is_no_id_or_stands_twice_is_a_problem() -> None:
    assert problems_of("A b: {term: A, definition: B}\n") == [
        "1: 'A b' is not an id; use lower-case letters, digits and hyphens"
    ]
    assert problems_of("a: {term: A, definition: B}\na: {term: A, definition: B}\n") == [
        "2: the key 'a' stands twice (first in line 1); keep one"
    ]


def test_an_unknown_key_is_a_problem() -> None:
    assert problems_of("a: {term: A, definition: B, synonyms: [C]}\n") == [
        "1: unknown key 'synonyms'; known are: also, definition, term"
    ]
