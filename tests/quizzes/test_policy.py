"""Which of somebody's attempts can be their result."""

from trainer.quizzes.policy import Counts, Policy


def taken(counts: Counts) -> list[int]:
    """Of five attempts at a quiz of three, the last two granted, the numbers of those that can be the result."""
    return [number for number in range(1, 6) if Policy(counts=counts).takes(number, last=5, allowed=3)]


def test_the_best_can_be_any() -> None:
    assert taken(Counts.BEST) == [1, 2, 3, 4, 5]


def test_the_last_is_the_last_that_was_handed_in() -> None:
    assert taken(Counts.LAST) == [5]


def test_where_the_first_counts_those_given_later_do_too() -> None:
    assert taken(Counts.FIRST) == [1, 4, 5]
