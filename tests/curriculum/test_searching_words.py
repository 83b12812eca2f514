"""What search takes for the same word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.curriculum.searching_words import beginning, stem, stems_in, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Naïve PATIENTS", ("naive", "patients")),
        ("Größe, Ångström, cœur, Łódź", ("grosse", "angstrom", "coeur", "lodz")),
        ("e\u0301te\u0301 and été", ("ete", "and", "ete")),
        ("the patient's and the patients’ troche", ("the", "patient", "and", "the", "patients", "troche")),
        ("don't", ("dont",)),
        ("half-life, 0.5 mg/kg, CO₂", ("half", "life", "0", "5", "mg", "kg", "co2")),
        ('"quoted" *starred* (NEAR) AND: -minus', ("quoted", "starred", "near", "and", "minus")),
        ("… — ' \" * ( ) : - _", ()),
    ],
)
def test_the_words_of_a_text(text: str, words: tuple[str, ...]) -> None:
    assert words_in(text) == words


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("hallucination hallucinations hallucinating hallucinate", "hallucin"),
        ("ketamine ketamine's Ketamin", "ketamin"),
        ("dose doses dosing dosed", "dose"),
        ("benzo benzos", "benzo"),
        ("infusion infusions", "infus"),
    ],
)
def test_forms_of_a_word_have_one_stem(words: str, root: str) -> None:
    assert set(stems_in(words)) == {root}


def test_numbers_and_foreign_letters_are_spelled_in_letters_of_ascii() -> None:
    assert stems_in("10 mg 10mg 5 μg Боль") == ("n10", "mg", "n10mg", "n5", "u3bcg", "u431u43eu43bu44c")


def test_a_beginning_begins_the_stem_of_a_word_that_is_not_cut_off_before_it() -> None:
    assert stem("ketamine").startswith(beginning("keta"))
    assert stem("10mg").startswith(beginning("10"))
    assert stem("боль").startswith(beginning("бо"))


def test_a_word_without_end_is_cut_off() -> None:
    assert [len(word) for word in words_in("x" * 5000)] == [40]


@given(st.text())
def test_stems_hold_nothing_that_a_database_could_take_for_a_sign(text: str) -> None:
    assert all(re.fullmatch("[a-z][a-z0-9]*", each) for each in stems_in(text))
    assert all(re.fullmatch("[a-z][a-z0-9]*", beginning(each)) for each in words_in(text))
