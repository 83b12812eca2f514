"""What gives the questions of a course away."""

from collections.abc import Sequence

import pytest

from tests.curriculum.small_course import QUIZ, ROUTES, course_files
from trainer.curriculum.assembling import assemble
from trainer.curriculum.quality.course_quality import CourseQuality, bank_in_words
from trainer.curriculum.quality.examining import examine
from trainer.curriculum.quality.finding import Finding, Rule

HEAD = "title: Routes\nmodule: ../curriculum/pharmacology/routes.md\nquestions:\n"
POOL = "title: All\npurpose: {purpose}\nquestions:\n"


def choice(
    number: int, *options: str, prompt: str = "", right: Sequence[int] = (0,), objective: str = "compare"
) -> str:
    """A question with these options, of which those at the places `right` are right."""
    kind = "single-choice" if len(right) == 1 else "multiple-choice"
    listed = "".join(
        f"      - {{id: o{place}, text: '{text}', why: Because.{', correct: true' if place in right else ''}}}\n"
        for place, text in enumerate(options)
    )
    return (
        f"  - id: q{number}\n    type: {kind}\n    objective: {objective}\n"
        f"    prompt: '{prompt or f'Which is question {number}?'}'\n    cite: [zanos2018]\n    options:\n{listed}"
    )


def statement(number: int, *, is_true: bool) -> str:
    """A statement to judge."""
    return (
        f"  - id: q{number}\n    type: true-false\n    objective: compare\n    prompt: Statement {number}.\n"
        f"    answer: {str(is_true).lower()}\n    why: {{true: Yes., false: No.}}\n"
    )


def quality(quiz: str, **more: str) -> CourseQuality:
    """What is found in the small course with this quiz, and with other quizzes by name."""
    return examine(assemble(course_files({QUIZ: quiz, **{f"quizzes/{name}.yml": text for name, text in more.items()}})))


def found(quiz: str, *rules: Rule, **more: str) -> list[Finding]:
    """What of some kinds is found."""
    return [each for each in quality(quiz, **more).findings if each.rule in rules]


def test_an_objective_is_asked_about_twice() -> None:
    none, one, two = (
        found(HEAD + "".join(choice(number, "Up", "Down") for number in range(count)), Rule.OBJECTIVE)
        for count in (0, 1, 2)
    )

    assert [(each.line, each.message) for each in one if each.file == ROUTES] == [
        (7, "one question only asks about the objective 'compare'; write 1 more in the module's quiz")
    ]
    assert [each.message.split(";")[0] for each in none if each.file == ROUTES] == [
        "no question asks about the objective 'compare'"
    ]
    assert [each for each in two if each.file == ROUTES] == []


def test_questions_of_the_whole_course_count_for_an_objective_once_each() -> None:
    asked = choice(7, "Up", "Down", objective="pharmacology/routes#compare")
    pools = {name: POOL.format(purpose=name) + asked for name in ("pre-test", "final")}

    with_one = found(HEAD + choice(1, "Up", "Down"), Rule.OBJECTIVE, **pools)
    with_none = found(HEAD + statement(1, is_true=True).replace("compare", "other"), Rule.OBJECTIVE, **pools)

    assert [each for each in with_one if each.file == ROUTES] == []
    assert [each.message.split(";")[0] for each in with_none if each.file == ROUTES] == [
        "one question only asks about the objective 'compare'"
    ]


@pytest.mark.parametrize("sweeping", ["All of the above", "None of the above", "Both of these options"])
def test_an_option_that_stands_for_others_is_a_warning(sweeping: str) -> None:
    cues = found(HEAD + choice(1, "Up", sweeping), Rule.CUE)

    assert [(each.line, each.is_warning) for each in cues] == [(11, True)]


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (("Ask", "Always wait"), [11]),
        (("Never wait", "Ask"), [10]),
        (("Always ask", "Never ask"), []),
        (("Ask", '"I have never waited."'), []),
        (("Ask", "Wait"), []),
    ],
)
def test_an_absolute_word_on_one_side_gives_it_away(options: tuple[str, ...], lines: list[int]) -> None:
    assert [each.line for each in found(HEAD + choice(1, *options), Rule.CUE)] == lines


def test_a_rare_word_of_the_question_that_comes_back_in_the_right_option_is_told() -> None:
    echo = choice(1, "Call about the headache", "Wait an hour", prompt="She names a headache. What now?")
    shared = choice(2, "Call about the rash", "Wait with the rash", prompt="She shows a rash. What now?")

    cues = found(HEAD + echo + shared, Rule.CUE)
    often = found(HEAD + "".join(echo.replace("q1", f"q{number}") for number in range(4)), Rule.CUE)

    assert often == []
    assert [(each.line, each.is_warning, each.message.split(" of ")[0]) for each in cues] == [(4, False, "'headache'")]


def test_the_longest_option_is_not_right_too_often() -> None:
    eager = "".join(choice(number, "This is the long one", "Short", "Brief", "Terse") for number in range(4))
    even = choice(8, "Short", "This is the long one", "Brief", "Terse")

    quiz = [each for each in found(HEAD + eager, Rule.LENGTH) if each.file == QUIZ]
    whole = found(HEAD + "".join(choice(n, "This is the long one", "A", "B", "C") for n in range(20)), Rule.LENGTH)

    assert [each.message for each in quiz] == ["the longest option is right in 4 of 4 questions; shorten some of them"]
    assert [each.message for each in whole if each.file == "curriculum/course.yml"] == [
        "the longest option is right in 100% of 20 single-choice questions (chance: 25%); "
        "shorten right options or write more into wrong ones"
    ]
    assert found(HEAD + even, Rule.LENGTH) == []


def test_positions_are_even_in_a_quiz_and_over_the_course() -> None:
    first = "".join(choice(number, "A", "B", "C", "D") for number in range(4))
    spread = "".join(choice(number, "A", "B", "C", "D", right=(number % 4,)) for number in range(20))
    askew = "".join(choice(number, "A", "B", "C", "D", right=(number % 2,)) for number in range(20))

    assert [(each.file, each.message) for each in found(HEAD + first, Rule.POSITION)] == [
        (QUIZ, "option 1 is right in 4 of 4 questions; move some of them")
    ]
    assert found(HEAD + spread, Rule.POSITION) == []
    assert [(each.file, each.message) for each in found(HEAD + askew, Rule.POSITION)] == [
        (
            "curriculum/course.yml",
            "right options of single-choice questions stand unevenly (10, 10, 0, 0); move some of them",
        )
    ]


@pytest.mark.parametrize(("true", "is_told"), [(3, True), (4, False), (6, False), (7, True)])
def test_about_half_of_ten_statements_are_true(true: int, is_told: bool) -> None:
    quiz = HEAD + "".join(statement(number, is_true=number < true) for number in range(10))

    assert bool(found(quiz, Rule.TRUE_FALSE)) is is_told


def test_the_bank_is_told_in_figures() -> None:
    quiz = HEAD + choice(1, "Always", "Never", "Up", right=(2,)) + choice(2, "A", "Bee", "Cee", right=(1, 2))

    assert list(bank_in_words(quality(quiz + statement(3, is_true=True)).bank)) == [
        "3 questions; 6 options, 3 of them right.",
        "single-choice: the longest option is right in 0% of 1, the shortest in 100%; by chance it would be 33%.",
        "multiple-choice: the longest option is right in 100% of 1, the shortest in 0%; by chance it would be 67%.",
        "single-choice with 3 options (1): right options by place, from first to last: 0, 0, 1.",
        "multiple-choice with 3 options (1): right options by place, from first to last: 0, 1, 1.",
        "true-false: 1 of 1 statements are true.",
        "Options with words such as 'always' or 'only': 2, of which 0% are right (of all options 50%).",
    ]


def test_a_source_that_nothing_cites_is_told_and_no_more() -> None:
    sources = found(HEAD + choice(1, "A", "B"), Rule.SOURCE)

    assert [(each.file, each.line, each.is_warning) for each in sources] == [("curriculum/references.bib", 1, False)]
    assert sources[0].message.startswith("nothing cites 'hirlinger1984';")
    assert found(HEAD + choice(1, "A", "B").replace("zanos2018", "hirlinger1984"), Rule.SOURCE) == []


def test_a_question_without_a_source_names_no_dose() -> None:
    bare = choice(1, "Give 50 mg", "Wait").replace("    cite: [zanos2018]\n", "")

    assert [each.line for each in found(HEAD + bare, Rule.DOSE)] == [9]
    assert found(HEAD + choice(1, "Give 50 mg", "Wait"), Rule.DOSE) == []


def test_a_question_without_a_right_option_is_left_to_the_checker() -> None:
    unanswerable = "".join(choice(number, "A", "B", right=(5,)) for number in range(4))

    assert found(HEAD + unanswerable, Rule.CUE, Rule.POSITION, Rule.LENGTH) == []


def test_a_course_that_cannot_be_read_has_no_findings() -> None:
    assert examine(assemble({"curriculum/course.yml": b"]["})).findings == ()
