"""Two people write from the same text, and nothing of either is lost."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.curriculum.merging import Conflict, merge

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=12).map(
    lambda lines: "".join(f"{each}\n" for each in lines)
)


def test_changes_at_different_places_are_both_taken() -> None:
    base = "one\ntwo\nthree\nfour\nfive\n"

    merged = merge(base, "ONE\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nFIVE\nsix\n")

    assert (merged.text, merged.conflicts) == ("ONE\ntwo\nthree\nfour\nFIVE\nsix\n", 0)


def test_changes_at_the_same_place_both_stand_there() -> None:
    merged = merge("one\ntwo\nthree\n", "one\nmine\nthree\n", "one\ntheirs\nthree\n")

    assert merged.conflicts == 1
    assert merged.text == "one\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> theirs\nthree\n"


def test_each_place_where_both_wrote_is_told_with_its_line_and_both_texts() -> None:
    base = "one\ntwo\nthree\nfour\nfive\n"

    merged = merge(base, "ONE\ntwo\nthree\nmy four\nand more\nfive\n", "1\ntwo\nthree\nfive\n")

    assert merged.places == (
        Conflict(line=1, mine="ONE\n", theirs="1\n"),
        Conflict(line=8, mine="my four\nand more\n", theirs=""),
    )
    assert merged.text.split("\n")[7] == "<<<<<<< yours"


def test_the_same_change_is_taken_once() -> None:
    merged = merge("one\ntwo\n", "one\n2\n", "one\n2\n")

    assert (merged.text, merged.conflicts) == ("one\n2\n", 0)


def test_what_one_removed_and_the_other_left_alone_is_gone() -> None:
    merged = merge("one\ntwo\nthree\n", "one\nthree\n", "one\ntwo\nthree\nfour\n")

    assert (merged.text, merged.conflicts) == ("one\nthree\nfour\n", 0)


def test_a_last_line_without_an_end_does_not_run_into_a_mark() -> None:
    merged = merge("one", "mine", "theirs")

    assert merged.text == "<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> theirs\n"


@given(TEXTS, TEXTS)
def test_where_only_one_wrote_their_text_stands(base: str, mine: str) -> None:
    assert merge(base, mine, base).text == mine
    assert merge(base, base, mine).text == mine


@given(TEXTS, TEXTS, TEXTS)
def test_every_new_line_of_either_is_kept(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs).text.splitlines()

    for text in (mine, theirs):
        for line in set(text.splitlines()) - set(base.splitlines()):
            assert line in merged


def test_thousands_of_lines_that_differ_are_one_place_and_nobody_waits_for_them() -> None:
    base = "first\n" + "a\n" * 40_000 + "last\n"
    mine, theirs = base.replace("a\na\n", "a\nb\n"), base.replace("a\na\n", "c\na\n")

    merged = merge(base, mine, theirs)

    assert merged.conflicts == 1
    assert merged.text.startswith("first\n<<<<<<< yours\na\nb\n")
    assert merged.text.endswith("c\na\n>>>>>>> theirs\nlast\n")
