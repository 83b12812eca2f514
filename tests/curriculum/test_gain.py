"""How much better people did afterwards, with how surely that is known."""

import pytest

from trainer.curriculum.gain import gain


def test_five_people_who_each_gained_differently() -> None:
    # Changes 10, 20, 30, 40, 50: mean 30, s = 15.811, s / sqrt(5) = 7.071, t with 4 degrees of freedom 2.776.
    found = gain([(50, 60), (50, 70), (50, 80), (50, 90), (50, 100)])
    assert found is not None
    assert (found.people, found.before, found.after, found.change) == (5, 50, 80, 30)
    assert found.low == pytest.approx(10.37, abs=0.01)
    assert found.high == pytest.approx(49.63, abs=0.01)


def test_fewer_than_five_tell_nothing() -> None:
    assert gain([(50, 60)] * 4) is None


def test_many_people_use_the_table_s_last_line() -> None:
    found = gain([(50, 60), (50, 62)] * 50)
    assert found is not None
    assert found.high - found.low == pytest.approx(2 * 2.042 * 1.005038 / 10, abs=0.001)
