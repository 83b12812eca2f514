"""How a source became another is shown by lines, with the words that came and went."""

from trainer.curriculum.text_differences import Fate, TextDifference, text_difference


def written(difference: TextDifference) -> list[list[str]]:
    """Each passage as lines such as '-2 one [two]': sign, number, words, the marked ones in brackets."""
    signs = {Fate.SAME: " ", Fate.GONE: "-", Fate.COME: "+"}
    return [
        ["folded" if passage.is_folded else "shown"]
        + [
            f"{signs[line.fate]}{line.now or line.before} "
            + "".join(f"[{run.words}]" if run.is_marked else run.words for run in line.runs)
            for line in passage.lines
        ]
        for passage in difference.passages
    ]


def test_equal_texts_have_nothing_to_show() -> None:
    assert text_difference("One.\nTwo.\n", "One.\nTwo.\n") == TextDifference(
        passages=(), gone=0, come=0, is_invisible=False
    )


def test_a_changed_line_stands_as_it_was_and_as_it_is_with_its_words_marked() -> None:
    found = text_difference("Give 50 mg at once.\nWait.\n", "Give 100 mg at once.\nWait.\n")

    assert written(found) == [["shown", "-1 Give [50 ]mg at once.", "+1 Give [100 ]mg at once.", " 2 Wait.", " 3 "]]
    assert (found.gone, found.come) == (1, 1)


def test_what_stands_far_from_a_change_is_folded() -> None:
    old = "\n".join(f"Line {number}" for number in range(1, 13))

    found = text_difference(old, old.replace("Line 6", "Row 6"))

    assert written(found) == [
        ["shown", " 1 Line 1", " 2 Line 2", " 3 Line 3"],
        ["shown", " 4 Line 4", " 5 Line 5", "-6 [Line ]6", "+6 [Row ]6", " 7 Line 7", " 8 Line 8"],
        ["folded", " 9 Line 9", " 10 Line 10", " 11 Line 11", " 12 Line 12"],
    ]


def test_a_line_that_came_stands_beside_none_that_it_does_not_resemble() -> None:
    found = text_difference("Ask about pain.\nSleep.", "Something else.\nAsk about pain now.\nSleep.")

    assert written(found) == [
        ["shown", "+1 Something else.", "-1 Ask about pain.", "+2 Ask about pain [now].", " 3 Sleep."]
    ]


def test_a_text_that_begins_or_ends_is_all_new_or_all_gone() -> None:
    assert written(text_difference("", "One.")) == [["shown", "+1 One."]]
    assert written(text_difference("One.", "")) == [["shown", "-1 One."]]


def test_white_space_at_the_ends_of_lines_is_said_and_not_shown() -> None:
    found = text_difference("One. \r\nTwo.", "One.\nTwo.")

    assert (found.passages, found.is_invisible) == ((), True)


def test_texts_that_share_thousands_of_equal_lines_are_compared_all_the_same() -> None:
    found = text_difference("a\n" * 20_000, "b\n" + "a\n" * 19_000 + "c\n")

    assert (found.gone, found.come) == (20_000, 19_002)
