"""How often people were right, by how sure they were."""

from trainer.quizzes.certainty import Certainty
from trainer.quizzes.statistics.sureness import sureness


def test_each_certainty_has_the_part_that_was_right() -> None:
    low, middle, high = sureness([(Certainty.HIGH, True), (Certainty.HIGH, False), (Certainty.LOW, False)])
    assert (high.right.value, high.right.n) == (0.5, 2)
    assert (low.right.value, low.right.n) == (0, 1)
    assert (middle.right.value, middle.right.why) == (None, "Nobody was this sure.")


def test_where_nobody_was_asked_there_is_nothing() -> None:
    assert sureness([]) == ()
