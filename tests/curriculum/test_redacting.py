"""Words are found wherever they stand in a text, and a mark takes their place without moving a line."""

import pytest

from trainer.curriculum.redacting import lines_nearly, passage, places_of, repeats, without
from trainer.curriculum.redacting_quotes import without_words


def removed(text: str, words: str) -> str:
    return without(text, places_of(text, words))


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Ask Ada Berg first.", "Ada Berg", "Ask ‹removed› first."),
        ("Ada Berg asked Ada Berg.", "Ada Berg", "‹removed› asked ‹removed›."),
        ("Ask Ada  \t Berg.", "Ada Berg", "Ask ‹removed›."),
        ("Ask Ada Berg.", "Ada\n   Berg ", "Ask ‹removed›."),
        ("(Ada Berg)", "Ada Berg", "(‹removed›)"),
        ("Für Søren Å. da", "Søren Å.", "Für ‹removed› da"),
        ("a (b) [c] $1 \\d", "(b) [c] $1 \\d", "a ‹removed›"),
    ],
)
def test_exact_words_are_replaced(text: str, words: str, left: str) -> None:
    assert removed(text, words) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Say I feel\ncalm now.", "Say ‹removed›\n‹removed› now."),
        ("- item: Say I feel\n    calm now.", "- item: Say ‹removed›\n    ‹removed› now."),
        ("> Say I feel\n> calm now.", "> Say ‹removed›\n> ‹removed› now."),
        ("# Say I feel\n# calm now.", "# Say ‹removed›\n# ‹removed› now."),
        ('"Say I feel\\\n  calm now."', '"Say ‹removed›\\\n  ‹removed› now."'),
        ("Say I feel  \r\ncalm now.", "Say ‹removed›  \r\n‹removed› now."),
        ("Say I feel\n\ncalm now.", "Say ‹removed›\n\n‹removed› now."),
    ],
)
def test_words_that_are_wrapped_keep_their_lines(text: str, left: str) -> None:
    assert removed(text, "I feel calm") == left


@pytest.mark.parametrize("text", ["Ann-", "Annual", "MariAnn", "ann", "A nn", "1Ann"])
def test_parts_of_other_words_and_other_capitals_are_left(text: str) -> None:
    expected = "‹removed›-" if text == "Ann-" else text
    assert removed(text, "Ann") == expected


def test_each_place_names_its_line_and_its_sentence() -> None:
    text = "One.\n\nTwo: ask Ada\nBerg, please.\n"
    [place] = places_of(text, "Ada Berg")
    assert place.line == 3
    shown = passage(text, place)
    assert (shown.before, shown.words, shown.after) == ("One. Two: ask ", "Ada Berg", ", please.")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ask ADA berg", (1,)),
        ("\nask **Ada** _Berg_", (2,)),
        ("Ada, 'Berg'", (1,)),
        ("Ada\u0301 Berg", ()),
        ("A\u0301da Berg", ()),
        ("Ada Berg", ()),
        ("Ada von Berg", ()),
    ],
)
def test_words_in_another_form_are_pointed_at(text: str, lines: tuple[int, ...]) -> None:
    assert lines_nearly(text, "Ada Berg") == lines


def test_letters_composed_otherwise_are_pointed_at() -> None:
    assert lines_nearly("Rene\u0301 Berg", "Ren\u00e9 Berg") == (1,)


@pytest.mark.parametrize(("reason", "is_repeated"), [("It names ada BERG.", True), ("It names somebody.", False)])
def test_a_reason_must_not_repeat_the_words(reason: str, is_repeated: bool) -> None:
    assert repeats(reason, "Ada Berg") is is_repeated


@pytest.mark.parametrize(
    ("pieces", "left"),
    [
        (("Ask ", "Ada Berg", " first."), ("Ask ", "‹removed›", " first.")),
        (("Ask Ada", " Berg ", "first."), ("Ask ‹removed›", "‹removed› ", "first.")),
        (("Ask ", "ADA “Berg”", "."), ("Ask ", "‹removed›”", ".")),
        (("a Berg said.", "Why?", "So."), ("‹removed› said.", "Why?", "So.")),
        (("He", "asked", " of Ada B"), ("He", "asked", " of ‹removed›")),
        (("He", "asked", " of Ad"), ("He", "asked", " of Ad")),
        (("", "", ""), ("", "", "")),
    ],
)
def test_quotations_lose_the_words_also_where_they_cut_them(pieces: tuple[str, ...], left: tuple[str, ...]) -> None:
    assert without_words(pieces, "Ada Berg") == left
