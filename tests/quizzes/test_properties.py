"""What holds for every answer, every draw and every file."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.problem import is_blocking
from trainer.quizzes.asking import Asked, AskedSlot, ask, read
from trainer.quizzes.drawing import Placed, draw, layout_from_json, layout_to_json
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.questions.multiple_choice import Credit, MultipleChoice
from trainer.quizzes.questions.parts.options import Option
from trainer.quizzes.questions.question import BLANK, Choice, Common, Control, Question, Response
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.response_text import chosen_to_json, response_from_json, written_to_json
from trainer.quizzes.scoring import Given, score
from trainer.yaml_text import SourceText

SALT = "5a17"
PLACED = Placed(id="q", arrangement={})
quickly = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
seeds = st.integers(min_value=0, max_value=2**32)
typed = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"[+-]?[0-9]{1,6}([.,][0-9]{1,6})?( h)?", fullmatch=True),
    st.sampled_from(["first", "At once.", "3", "NaN", "1e999", "\ud800", "\x00", "９", "9" * 5_000]),
)


@st.composite
def filled_forms(draw_value: st.DrawFn, asked: Asked) -> Mapping[str, list[str]]:
    """A form that holds values of the question, words, and values that it never held."""
    return {slot.name: draw_value(values_of(slot)) for slot in asked.slots}


def values_of(slot: AskedSlot) -> st.SearchStrategy[list[str]]:
    own = [choice.value for choice in slot.choices]
    one = st.one_of(typed, st.sampled_from(own)) if own else typed
    return st.lists(st.sampled_from(own) if own else one, max_size=3) | st.lists(one, max_size=2)


def answered(data: st.DataObject, question: Question, placed: Placed) -> Response:
    """Any response to a question that its form can give."""
    form = data.draw(filled_forms(ask(question, placed, SALT)))
    response = read(question, placed, SALT, form)
    return BLANK if isinstance(response, str) else response


@quickly
@given(data=st.data(), seed=seeds)
def test_a_mark_is_never_below_nothing_or_above_everything(every_type: Quiz, data: st.DataObject, seed: int) -> None:
    for placed in draw(every_type, seed=seed, salt=SALT).questions:
        question = every_type.question(placed.id)
        assert 0 <= question.mark(answered(data, question, placed), placed.arrangement) <= 1


@quickly
@given(data=st.data(), seed=seeds, other_seed=seeds)
def test_the_order_in_which_options_are_shown_never_matters(
    routes: Quiz, data: st.DataObject, seed: int, other_seed: int
) -> None:
    other = draw(routes, seed=other_seed, salt=SALT)
    for placed in draw(routes, seed=seed, salt=SALT).questions:
        question = routes.question(placed.id)
        response = answered(data, question, placed)
        here = question.remarks(response, placed.arrangement)
        there = question.remarks(response, other.placed(placed.id).arrangement)
        assert {(each.slot, each.key): each for each in here} == {(each.slot, each.key): each for each in there}
        assert read(question, other.placed(placed.id), SALT, form_of(question, placed, response)) == response


@quickly
@given(data=st.data(), seed=seeds)
def test_what_was_answered_is_read_back_from_the_form_that_shows_it(
    every_type: Quiz, data: st.DataObject, seed: int
) -> None:
    for placed in draw(every_type, seed=seed, salt=SALT).questions:
        question = every_type.question(placed.id)
        response = answered(data, question, placed)
        assert read(question, placed, SALT, form_of(question, placed, response)) == response


def form_of(question: Question, placed: Placed, response: Response) -> Mapping[str, list[str]]:
    """The form that a browser sends back when nothing is changed."""
    return {
        slot.name: [slot.typed]
        if slot.control in (Control.NUMBER, Control.TEXT, Control.LONG_TEXT)
        else [choice.value for choice in slot.choices if choice.is_chosen]
        for slot in ask(question, placed, SALT, response).slots
    }


@quickly
@given(data=st.data(), seed=seeds)
def test_an_attempt_is_scored_the_same_each_time_and_after_being_stored(
    every_type: Quiz, data: st.DataObject, seed: int
) -> None:
    layout = draw(every_type, seed=seed, salt=SALT)
    responses = {placed.id: answered(data, every_type.question(placed.id), placed) for placed in layout.questions}
    stored = {key: (chosen_to_json(response), written_to_json(response)) for key, response in responses.items()}
    restored = {key: response_from_json(*texts) for key, texts in reversed(stored.items())}
    given_there = {key: Given(response=response) for key, response in responses.items()}
    given_again = {key: Given(response=response) for key, response in restored.items()}

    result = score(every_type, layout.questions, given_there)

    assert restored == responses
    assert score(every_type, layout.questions, given_again) == result
    assert 0 <= result.points <= result.maximum == 15
    assert score(every_type, list(reversed(layout.questions)), given_there).points == result.points


@quickly
@given(seed=seeds, salt=st.text(alphabet="0123456789abcdef", max_size=64))
def test_a_layout_is_read_back_as_it_was_stored(every_type: Quiz, seed: int, salt: str) -> None:
    layout = draw(every_type, seed=seed, salt=salt)

    assert layout_from_json(layout_to_json(layout)) == layout


@quickly
@given(seed=seeds)
def test_a_blank_earns_nothing_and_nothing_was_chosen(every_type: Quiz, seed: int) -> None:
    for placed in draw(every_type, seed=seed, salt=SALT).questions:
        question = every_type.question(placed.id)
        assert read(question, placed, SALT, {}) == BLANK
        assert question.mark(BLANK, placed.arrangement) == 0
        assert not any(remark.was_chosen for remark in question.remarks(BLANK, placed.arrangement))


@quickly
@given(
    seed=seeds, salts=st.lists(st.text(alphabet="0123456789abcdef", min_size=8), min_size=2, max_size=2, unique=True)
)
def test_codes_differ_within_a_form_and_between_attempts(every_type: Quiz, seed: int, salts: list[str]) -> None:
    codes = []
    for salt in salts:
        for placed in draw(every_type, seed=seed, salt=salt).questions:
            asked = ask(every_type.question(placed.id), placed, salt)
            codes += [asked.name, *(slot.name for slot in asked.slots)]
            codes += [choice.value for slot in asked.slots for choice in slot.choices]

    assert len(set(codes)) == len(codes)


@quickly
@given(st.lists(st.booleans(), min_size=2, max_size=8).filter(any), st.sampled_from(Credit), st.randoms())
def test_choosing_everything_gains_nothing_where_half_or_more_is_wrong(
    correct: list[bool], credit: Credit, random: Random
) -> None:
    options = tuple(
        Option(key=f"o{n}", text=SourceText(f"O{n}", 1), correct=is_right, why=None)
        for n, is_right in enumerate(correct)
    )
    common = Common(id="q", line=1, prompt=SourceText("?", 1))
    question = MultipleChoice(common=common, options=options, credit=credit)
    right = {option.key for option in options if option.correct}
    wrong = question.keys() - right
    some = {key for key in sorted(question.keys()) if random.random() < 0.5}

    def mark(keys: frozenset[str] | set[str]) -> Fraction:
        return question.mark(Response(chosen=(("choice", tuple(sorted(keys))),)), {})

    assert mark(right) == 1
    assert mark(wrong) == mark(set()) == 0
    assert mark(some | right) >= mark(some)
    assert mark(some | wrong) <= mark(some)
    assert ask(question, PLACED, SALT) == ask(with_right_options(question, wrong), PLACED, SALT)
    assert (mark(question.keys()) == 0) is (len(wrong) >= len(right)) or credit is Credit.ALL_OR_NOTHING


def with_right_options(question: MultipleChoice, right: frozenset[str]) -> MultipleChoice:
    """The same question with another answer key."""
    options = tuple(replace(option, correct=option.key in right) for option in question.options)
    return replace(question, options=options)


@quickly
@given(st.text(alphabet="abcde: -\n{}[]'\"|>#&*!%@\\?,~.0123", max_size=200))
def test_no_text_makes_the_parser_fail(text: str) -> None:
    quiz, problems = parse_quiz("quizzes/q.yml", text)

    assert quiz is None
    assert any(map(is_blocking, problems))
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems)


@settings(parent=quickly, max_examples=100)
@given(data=st.data())
def test_a_quiz_with_a_line_broken_keeps_all_its_questions_or_says_why(one_of_each: str, data: st.DataObject) -> None:
    lines = one_of_each.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(
        st.sampled_from(
            ["", "x", "  - ", "    gaps: {}", lines[at] + " ]", lines[at][2:], "  " + lines[at], "    why:"]
        )
        | st.text(max_size=10)
    )

    quiz, problems = parse_quiz("quizzes/routes.yml", "\n".join(lines))

    assert (quiz is None) is any(map(is_blocking, problems))
    if quiz:
        assert len(quiz.questions) == sum("type: " in line for line in lines)


@pytest.mark.parametrize("control", list(Control))
def test_every_control_is_met_in_the_quiz_of_these_tests(every_type: Quiz, control: Control) -> None:
    slots = [slot for question in every_type.questions for slot in question.slots({})]

    assert control in {slot.control for slot in slots}
    assert all(isinstance(choice, Choice) for slot in slots for choice in slot.choices)
