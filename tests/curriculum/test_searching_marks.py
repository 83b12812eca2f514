"""How a passage shows why it was found."""

from collections.abc import Iterable

import pytest

from trainer.curriculum.searching_marks import Piece, best_stretch, found_words, marked
from trainer.curriculum.searching_queries import Wanted, corrected, understand
from trainer.curriculum.searching_vocabulary import Vocabulary, vocabulary_of

NOTHING = vocabulary_of([])


def wanted(typed: str, vocabulary: Vocabulary = NOTHING) -> tuple[Wanted, ...]:
    return understand(typed, vocabulary)


def shown(pieces: Iterable[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("dose", "Doses and dosing: a dose, overdose.", "[Doses] and [dosing]: a [dose], overdose."),
        ("halluc", "He hallucinates; hallucinations.", "He [hallucinates]; [hallucinations]."),
        ("naive", "A naïve reader", "A [naïve] reader"),
        ("patient", "The patient's troche", "The [patient's] troche"),
        ("<b>", "a <b>bold</b> claim", "a <[b]>bold</[b]> claim"),
        ("other", "Nothing of it", "Nothing of it"),
        ("x", "", ""),
    ],
)
def test_words_looked_for_are_marked(typed: str, text: str, expected: str) -> None:
    assert shown(marked(text, wanted(typed))) == expected


def test_the_stretch_with_most_of_the_words_is_shown() -> None:
    filler = "Words that say nothing of it stand here one after the other and go on. "
    text = f"A dose alone. {filler * 8}Here the dose meets the liver. {filler * 8}"
    stretch = shown(best_stretch(text, wanted("liver dose")))
    assert stretch.startswith("…\u00a0Here the [dose] meets the [liver]. Words")
    assert stretch.endswith("\u00a0…")
    assert len(stretch) < 280


def test_a_short_text_is_shown_whole() -> None:
    assert shown(best_stretch("Ask first.", wanted("ask"))) == "[Ask] first."


def test_without_a_word_found_the_beginning_is_shown() -> None:
    stretch = shown(best_stretch("word " * 200, wanted("other")))
    assert stretch.startswith("word word")
    assert stretch.endswith("word\u00a0…")


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert len(shown(best_stretch("x" * 5000, wanted("other")))) == 262


def test_of_the_words_in_place_of_a_mistyped_one_those_found_are_named() -> None:
    one = Wanted(typed="ketamnie", alternatives=(("ketamin",),), beginnings=(), near=("ketamine", "ketamines", "kept"))
    assert found_words("Ketamine peaks", one) == ("ketamine", "ketamines")
    assert corrected(one, NOTHING) == one
