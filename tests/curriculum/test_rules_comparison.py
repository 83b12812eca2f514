"""Whether one revision of a course's rules asks for more than another."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.curriculum.small_outline import rules
from trainer.curriculum.course import ModulesRule, QuizzesRule, Rules
from trainer.curriculum.rules_comparison import harder_lines, requires_the_same


def asking(modules: str, read: str, quizzes: str) -> Rules:
    """Rules that name modules by one letter each."""
    return rules(*modules, read=ModulesRule(read), quizzes=QuizzesRule(quizzes))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # equal
        (asking("ab", "all", "passed"), asking("ab", "all", "passed")),
        (asking("ab", "all", "passed"), asking("ba", "all", "passed")),
        (asking("ab", "none", "none"), asking("ab", "none", "none")),
        # easier
        (asking("ab", "all", "passed"), asking("a", "all", "passed")),
        (asking("ab", "all", "passed"), asking("ab", "all", "none")),
        (asking("ab", "all", "passed"), asking("ab", "none", "passed")),
        (asking("ab", "all", "passed"), asking("", "none", "none")),
        (asking("ab", "all", "none"), asking("ab", "none", "none")),
        # a module that nothing is asked of
        (asking("a", "none", "none"), asking("ab", "none", "none")),
        (asking("a", "all", "passed"), asking("ab", "none", "none")),
    ],
)
def test_rules_that_ask_for_no_more(old: Rules, new: Rules) -> None:
    assert harder_lines(old, new) == ()


READING = "reading every section was not required"
PASSING = "passing the quizzes was not required"


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        # harder
        (asking("a", "all", "passed"), asking("ab", "all", "passed"), ["the module b was not required"]),
        (asking("a", "all", "none"), asking("a", "all", "passed"), [PASSING]),
        (asking("a", "none", "passed"), asking("a", "all", "passed"), [READING]),
        (asking("a", "none", "none"), asking("a", "all", "passed"), [READING, PASSING]),
        (asking("a", "none", "passed"), asking("ab", "none", "passed"), ["the module b was not required"]),
        # mixtures: one requirement gone, another come
        (asking("ab", "all", "passed"), asking("bc", "all", "passed"), ["the module c was not required"]),
        (asking("a", "all", "none"), asking("a", "none", "passed"), [PASSING]),
        (asking("a", "none", "passed"), asking("a", "all", "none"), [READING]),
        (asking("ab", "all", "none"), asking("a", "all", "passed"), [PASSING]),
        (asking("a", "all", "passed"), asking("ab", "all", "none"), ["the module b was not required"]),
        # every line is named
        (
            asking("a", "none", "none"),
            asking("bc", "all", "passed"),
            ["the module b was not required", "the module c was not required", READING, PASSING],
        ),
    ],
)
def test_rules_that_ask_for_more_say_in_what(old: Rules, new: Rules, lines: list[str]) -> None:
    assert list(harder_lines(old, new)) == lines


def test_quizzes_of_the_course_are_asked_for_even_where_no_module_is() -> None:
    assert harder_lines(asking("", "all", "none"), asking("", "all", "passed")) == (PASSING,)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (asking("ab", "all", "passed"), asking("ba", "all", "passed"), True),
        (asking("ab", "all", "passed"), asking("a", "all", "passed"), False),
        (asking("a", "all", "passed"), asking("a", "none", "passed"), False),
        (asking("a", "all", "passed"), asking("a", "all", "none"), False),
    ],
)
def test_the_order_of_modules_asks_for_nothing(old: Rules, new: Rules, same: bool) -> None:
    assert requires_the_same(old, new) is same


every_rules = some.builds(
    asking,
    some.lists(some.sampled_from("abc"), unique=True).map("".join),
    some.sampled_from(["all", "none"]),
    some.sampled_from(["passed", "none"]),
)


@given(every_rules, every_rules)
def test_rules_that_are_the_same_are_not_harder(one: Rules, other: Rules) -> None:
    assert harder_lines(one, one) == ()
    if requires_the_same(one, other):
        assert harder_lines(one, other) == ()


@given(every_rules, every_rules, every_rules)
def test_easier_than_easier_is_easier(first: Rules, second: Rules, third: Rules) -> None:
    if not harder_lines(first, second) and not harder_lines(second, third):
        assert harder_lines(first, third) == ()
