"""Who chose what: everybody, those who did well, those who did badly."""

from tests.quizzes.reading import question_from
from trainer.quizzes.questions.question import BLANK, Response
from trainer.quizzes.statistics.choices import choice_tables, groups

WHICH = question_from("""
    type: single-choice
    options:
      - {id: this, text: This, correct: true, why: So.}
      - {id: that, text: That, why: So.}
      - {id: other, text: Other, why: So.}
""")
PAIRS = question_from("""
    type: matching
    pairs:
      - {id: vein, left: Vein, right: Minutes, why: So.}
      - {id: muscle, left: Muscle, right: Hours, why: So.}
    also:
      - {id: never, right: Never, why: So.}
""")
SEVERAL = question_from("""
    type: multiple-choice
    options:
      - {id: one, text: One, correct: true, why: So.}
      - {id: two, text: Two, correct: true, why: So.}
      - {id: three, text: Three, why: So.}
""")
NUMBER = question_from("""
    type: numeric
    answer: 3
    why: So.
""")


def chose(*keys: str) -> Response:
    return Response(chosen=(("choice", keys),))


def test_the_groups_are_the_upper_and_the_lower_27_per_cent() -> None:
    assert groups(range(1, 101)) == (74, 27)
    assert groups([5] * 30) is None
    assert groups([]) is None


def test_those_with_the_same_total_stand_in_the_same_group() -> None:
    answered = [(chose("this"), 9)] * 4 + [(chose("that"), 5)] * 3 + [(chose("other"), 1)] * 5
    (table,) = choice_tables(WHICH, answered)
    assert (table.n, table.upper, table.lower) == (12, 4, 5)
    assert [(each.key, each.is_right, each.chosen, each.upper, each.lower) for each in table.options] == [
        ("this", True, 4, 4, 0),
        ("that", False, 3, 0, 0),
        ("other", False, 5, 0, 5),
    ]
    assert table.misleading == ()


def test_a_wrong_option_that_the_good_choose_misleads() -> None:
    (table,) = choice_tables(WHICH, [(chose("that"), 9)] * 5 + [(chose("this"), 1)] * 5)
    assert [option.key for option in table.misleading] == ["that"]


def test_a_blank_has_a_line_of_its_own() -> None:
    (table,) = choice_tables(WHICH, [(BLANK, 1), (chose("this"), 2)])
    assert [(each.key, each.chosen) for each in table.options] == [("this", 1), ("that", 0), ("other", 0), ("", 1)]


def test_a_key_that_the_question_no_longer_has_counts_as_blank() -> None:
    (table,) = choice_tables(WHICH, [(chose("gone"), 1)])
    assert table.options[-1].chosen == 1


def test_several_options_count_each() -> None:
    (table,) = choice_tables(SEVERAL, [(chose("one", "three"), 1), (chose("one"), 1)])
    assert [(each.key, each.is_right, each.chosen) for each in table.options] == [
        ("one", True, 2),
        ("two", True, 0),
        ("three", False, 1),
    ]


def test_each_place_of_a_matching_question_has_its_table() -> None:
    response = Response(chosen=(("muscle", ("never",)), ("vein", ("vein",))))
    vein, muscle = choice_tables(PAIRS, [(response, 1)])
    assert (vein.label, muscle.label) == ("Vein", "Muscle")
    assert {each.key for each in vein.options if each.is_right} == {"vein"}
    assert {each.key: each.chosen for each in muscle.options} == {"vein": 0, "muscle": 0, "never": 1}


def test_words_and_numbers_have_no_table() -> None:
    assert choice_tables(NUMBER, [(Response(chosen=(("value", ("3",)),)), 1)]) == ()
