"""Whose turn it is to mark an answer, and which marking stands."""

from dataclasses import replace
from fractions import Fraction
from uuid import UUID

import pytest

from tests.quizzes.questions.test_extended import extended
from trainer.quizzes.marking import Marking, Turn, may_see, next_turn, part_of, settled

ANNA, BERT, CLEO = (UUID(int=number) for number in (1, 2, 3))
ONE = extended()
TWO = replace(ONE, markers=2, may_differ=Fraction(1))


def marking(marker: UUID, turn: str, *received: str) -> Marking:
    return Marking(marker_id=marker, turn=Turn(turn), received=frozenset(received))


ALL = marking(ANNA, "first", "stays", "notes")


def test_one_marker_settles_an_answer() -> None:
    assert next_turn(ONE, (), ANNA) is Turn.FIRST
    assert settled(ONE, ()) is None
    assert settled(ONE, (ALL,)) == ALL
    assert next_turn(ONE, (ALL,), BERT) is None
    assert part_of(ONE, ALL) == 1


def test_the_second_of_two_is_another_person_and_sees_nothing_before() -> None:
    assert next_turn(TWO, (ALL,), ANNA) is None
    assert next_turn(TWO, (ALL,), BERT) is Turn.SECOND
    assert settled(TWO, (ALL,)) is None
    assert not may_see(TWO, (ALL,))


def test_two_who_lie_as_close_as_they_may_leave_the_first_one_standing() -> None:
    close = (ALL, marking(BERT, "second", "stays"))

    assert settled(TWO, close) == ALL
    assert may_see(TWO, close)
    assert next_turn(TWO, close, CLEO) is None


@pytest.mark.parametrize("who", [ANNA, BERT, CLEO])
def test_two_who_lie_further_apart_are_decided_by_anybody(who: UUID) -> None:
    apart = (ALL, marking(BERT, "second", "notes"))
    decision = marking(who, "decision", "stays")

    assert settled(TWO, apart) is None
    assert next_turn(TWO, apart, who) is Turn.DECISION
    assert settled(TWO, (*apart, decision)) == decision
    assert part_of(TWO, decision) == Fraction(2, 3)


def test_the_latest_correction_stands() -> None:
    less, more = marking(BERT, "correction", "notes"), marking(ANNA, "correction", "stays")

    assert settled(ONE, (ALL, less, more)) == more
