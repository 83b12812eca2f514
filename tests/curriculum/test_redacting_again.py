"""Words that were removed are known again, though nobody keeps them."""

from datetime import UTC, datetime

import pytest

from trainer.curriculum.redacting_again import RemovedWords, come_back, removed_digest

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
WORDS = "Ada Berg"
REMOVED = RemovedWords(length=len(WORDS), salt="salt", digest=removed_digest("salt", WORDS), at=AT)


def lines(text: str, known: str = "") -> list[int]:
    return [line for line, _ in come_back(text, [REMOVED], known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask Ada Berg.", [1]),
        ("Ask\n\nAda\n  > Berg.\nAda Berg", [3, 5]),
        ("Ada Berg", [1]),
        ("Ask Ada Bergs.", []),
        ("Ask Nada Berg.", []),
        ("Ask ada berg.", []),
        ("Ada Ber", []),
        ("", []),
    ],
)
def test_each_line_is_told_on_which_they_stand_again(text: str, found: list[int]) -> None:
    assert lines(text) == found


@pytest.mark.parametrize(
    "known", ["", "Ask first.", "Ask Ada.", "Ask  Berg.", "Ask Ada Ber.", "Ada Bergs", "Ask ‹removed›."]
)
def test_a_text_that_was_known_to_be_free_changes_nothing_about_it(known: str) -> None:
    assert lines("Ask Ada Berg.", known) == [1]


def test_a_text_as_it_was_before_is_not_looked_through() -> None:
    assert lines("Ask Ada Berg.", "Ask Ada Berg.") == []


def test_the_digest_tells_nothing_without_its_salt() -> None:
    assert removed_digest("salt", WORDS) != removed_digest("other", WORDS)
