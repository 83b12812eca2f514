"""What is asked about a course, which forms are kept, and that too few answers tell nothing."""

from trainer.curriculum.evaluating import (
    Answers,
    Choices,
    Occasion,
    Words,
    count_choices,
    gather_words,
    questions,
    read_answers,
    settled,
)

OBJECTIVES = (("pharmacology/routes#compare", "Compare five routes", "Routes"),)
CURRENT = Choices(key="current", text="Was the content up to date?", choices=(("yes", "Yes"), ("no", "No")))
CHANGE = Words(key="change", text="What will you do differently?")
FULL = {"pharmacology/routes#compare": "partly", "current": "yes", "bias": "no", "access": "yes"}


def said(*words: str) -> list[Answers]:
    return [Answers(chosen={"current": "yes"}, words={"change": each}) for each in words]


def test_each_objective_is_asked_about_first_with_its_module() -> None:
    first, *others = questions(Occasion.AFTER, OBJECTIVES)
    assert isinstance(first, Choices)
    assert (first.key, first.text, first.about) == ("pharmacology/routes#compare", "Compare five routes", "Routes")
    assert [each.key for each in others] == [
        "current",
        "bias",
        "bias-words",
        "access",
        "access-words",
        "change",
        "barriers",
    ]


def test_a_form_with_every_choice_is_kept_and_empty_words_are_left_out() -> None:
    read = read_answers(questions(Occasion.AFTER, OBJECTIVES), {**FULL, "change": " Slow down\r\n", "barriers": " "})
    assert read == Answers(chosen=FULL, words={"change": "Slow down"})


def test_every_missing_or_strange_choice_is_said_at_once() -> None:
    read = read_answers(questions(Occasion.AFTER, OBJECTIVES), {**FULL, "bias": "maybe", "access": ""})
    assert read == (
        ("bias", "Not answered yet: Did you see bias, for example a commercial interest or a one-sided view?"),
        ("access", "Not answered yet: Could you read and use everything?"),
    )


def test_words_that_are_too_long_are_refused_with_their_limit() -> None:
    read = read_answers((CHANGE,), {"change": "a" * 2001})
    assert read == (("change", "Shorten this to 2000 characters."),)


def test_four_answers_give_no_figure_and_five_do() -> None:
    assert count_choices(CURRENT, said(*"abcd")).counts is None
    assert count_choices(CURRENT, said(*"abcde")).counts == (("Yes", 5), ("No", 0))


def test_words_stand_by_letters_and_only_from_five_people_on() -> None:
    assert gather_words(CHANGE, said("d", "a", "c", "b")).words == ()
    assert gather_words(CHANGE, said("d", "a", "c", "b", "e")).words == ("a", "b", "c", "d", "e")


def test_a_sixth_answer_is_told_together_with_the_tenth() -> None:
    assert len(settled(said(*"abcdef"))) == 5
    assert len(settled(said(*"abcdefghij"))) == 10
