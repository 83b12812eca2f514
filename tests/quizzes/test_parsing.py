"""A quiz file is read with every problem in it."""

from fractions import Fraction

import pytest

from tests.quizzes.reading import quiz_from, usable_quiz
from trainer.problem import Problem, Severity
from trainer.quizzes.parsing import parse_question, parse_quiz
from trainer.quizzes.questions.numeric import Numeric
from trainer.quizzes.quiz import Feedback, Page, Purpose, Quiz, Terms
from trainer.yaml_text import Report, SourceText, read_yaml

MODULE = "module: ../curriculum/pharmacology/routes.md\n"


def test_a_whole_quiz_is_read(routes: Quiz) -> None:
    assert routes.path == "quizzes/routes.yml"
    assert routes.title == "Routes"
    assert routes.module == "curriculum/pharmacology/routes.md"
    assert routes.module_line == 2
    assert [question.type for question in routes.questions] == [
        "single-choice",
        "multiple-choice",
        "true-false",
        "numeric",
        "matching",
        "ordering",
        "fill-in",
    ]
    assert routes.terms == Terms(pass_mark=80, attempts=3, wait_hours=24, minutes=20)


def test_what_every_question_has_is_read(routes: Quiz) -> None:
    peak = routes.question("im-peak").common

    assert peak.line == 8
    assert peak.objective == "compare-routes"
    assert peak.safety_critical
    assert peak.points == 1
    assert peak.prompt == SourceText("When does the concentration peak after an intramuscular injection?", 12)
    assert peak.cite == (SourceText("hirlinger1984", 20),)
    assert peak.read_again == SourceText("curriculum/pharmacology/routes.md#time-to-peak", 21)
    assert routes.question("signs").common.points == 2


def test_a_question_that_is_not_there_is_a_broken_promise(routes: Quiz) -> None:
    with pytest.raises(LookupError, match=r"quizzes/routes\.yml has no question 'else'"):
        routes.question("else")


def test_terms_that_are_left_out_have_their_defaults() -> None:
    quiz, problems = quiz_from(MODULE)

    assert problems == []
    assert quiz is not None
    assert quiz.terms == Terms(
        purpose=Purpose.MODULE,
        gate=False,
        page=Page.ALL,
        pass_mark=80,
        attempts=3,
        wait_hours=0,
        minutes=None,
        draw=None,
        shuffle=True,
        feedback=Feedback.AFTER_SUBMISSION,
    )


def test_a_gate_shows_reasons_after_it_is_passed_unless_it_says_otherwise() -> None:
    gate = usable_quiz(MODULE + "gate: true\n")
    open_gate = usable_quiz(MODULE + "gate: true\nfeedback: after-each\n")

    assert gate.terms.feedback is Feedback.AFTER_PASS
    assert open_gate.terms.feedback is Feedback.AFTER_EACH


def test_terms_are_read() -> None:
    quiz, problems = quiz_from(
        "purpose: final\npage: one\npass_mark: 100\nattempts: 1\nminutes: 45\nshuffle: false\n",
        "- {id: q, type: numeric, objective: pharmacology/routes#peak, prompt: How many?, answer: 1, why: So.}",
    )

    assert problems == []
    assert quiz is not None
    assert quiz.module is None
    assert quiz.terms == Terms(
        purpose=Purpose.FINAL, page=Page.ONE, pass_mark=100, attempts=1, minutes=45, shuffle=False
    )


@pytest.mark.parametrize(
    ("term", "problem"),
    [
        ("attempts: 0", "3: error: 'attempts' must be a whole number from 1 to 100, found a number '0'"),
        ("attempts: 101", "3: error: 'attempts' must be a whole number from 1 to 100, found a number '101'"),
        ("attempts: three", "3: error: 'attempts' must be a whole number from 1 to 100, found text 'three'"),
        ("pass_mark: 0", "3: error: 'pass_mark' must be a whole number from 1 to 100, found a number '0'"),
        ("pass_mark: 80.5", "3: error: 'pass_mark' must be a whole number from 1 to 100, found a number '80.5'"),
        ("wait_hours: -1", "3: error: 'wait_hours' must be a whole number from 0 to 8760, found a number '-1'"),
        ("minutes: 0", "3: error: 'minutes' must be a whole number from 1 to 1440, found a number '0'"),
        ("shuffle: no", "3: error: 'shuffle' must be true or false, found text 'no'"),
        ("page: two", "3: error: 'two' is not a choice for 'page'; known are: all, one"),
        ("feedback: after-pas", "3: error: 'after-pas' is not a choice for 'feedback'; did you mean 'after-pass'?"),
        ("atempts: 3", "3: error: unknown key 'atempts'; did you mean 'attempts'?"),
        ("minutes:", "3: error: 'minutes' is empty; write its value or leave the key out"),
        ("draw: 2", "3: error: 'draw' is 2, but there are only 1 questions; lower it or remove it"),
    ],
)
def test_a_term_out_of_bounds_is_an_error_with_its_line(term: str, problem: str) -> None:
    quiz, problems = quiz_from(f"{MODULE}{term}\n")

    assert quiz is None
    assert problems == [problem]


@pytest.mark.parametrize("purpose", ["pre-test", "final"])
def test_only_the_quiz_of_a_module_has_a_module(purpose: str) -> None:
    course_question = "- {id: q, type: numeric, objective: a/b#c, prompt: How many?, answer: 1, why: So.}"

    assert quiz_from(f"purpose: {purpose}\n", course_question)[1] == []
    assert quiz_from(f"purpose: {purpose}\n{MODULE}", course_question)[1] == [
        f"3: error: a {purpose} belongs to the whole course; remove 'module', or 'purpose'"
    ]
    assert quiz_from("")[1] == [
        "1: error: 'module' is missing; "
        "add 'module: ../curriculum/AREA/MODULE.md', or 'purpose: pre-test' or 'purpose: final'"
    ]


def test_a_pre_test_is_no_gate() -> None:
    _, problems = quiz_from(
        "purpose: pre-test\ngate: true\n",
        "- {id: q, type: numeric, objective: a/b#c, prompt: How many?, answer: 1, why: So.}",
    )

    assert problems == ["3: error: a pre-test counts when it is submitted, so it cannot be a gate; remove 'gate'"]


@pytest.mark.parametrize(
    "path",
    [
        "curriculum/pharmacology/routes.md",
        "/curriculum/pharmacology/routes.md",
        "../../curriculum/pharmacology/routes.md",
        "../curriculum/pharmacology/routes.md#time",
        "../curriculum/routes.md",
        "../curriculum/pharmacology/../routes.md",
        "https://example.org/curriculum/pharmacology/routes.md",
        "..\\curriculum\\pharmacology\\routes.md",
        "routes",
    ],
)
def test_a_module_is_named_by_its_path(path: str) -> None:
    quiz, problems = quiz_from(f"module: '{path}'\n")

    assert quiz is None
    assert problems == ["2: error: this is not the path of a module; write it as '../curriculum/AREA/MODULE.md'"]


def test_a_question_of_a_quiz_needs_an_objective() -> None:
    question = "- {id: q, type: numeric, prompt: How many?, answer: 1, why: So.}"

    assert quiz_from(MODULE, question)[1] == [
        "4: error: 'objective' is missing; add 'objective: ...' with the id of an objective of the module"
    ]
    assert quiz_from("purpose: final\n", question)[1] == [
        "4: error: 'objective' is missing; "
        "add 'objective: AREA/MODULE#OBJECTIVE', such as 'pharmacology/routes#compare-routes'"
    ]


def test_an_objective_has_the_form_that_its_quiz_asks_for() -> None:
    question = "- {id: q, type: numeric, objective: %s, prompt: How many?, answer: 1, why: So.}"

    assert quiz_from(MODULE, question % "a/b#c")[1] == [
        "4: error: 'a/b#c' does not name an objective here; "
        "add 'objective: ...' with the id of an objective of the module"
    ]
    assert quiz_from("purpose: final\n", question % "c")[1] == [
        "4: error: 'c' does not name an objective here; "
        "add 'objective: AREA/MODULE#OBJECTIVE', such as 'pharmacology/routes#compare-routes'"
    ]


def test_a_broken_question_does_not_hide_the_problems_of_the_next() -> None:
    quiz, problems = quiz_from(
        MODULE,
        """
        - {id: a, type: singel-choice, objective: o, prompt: One?}
        - {id: b, objective: o, prompt: Two?}
        - {id: c, type: numeric, objective: o, prompt: Three?, why: So.}
        - just words
        - {type: numeric, objective: o, answer: 1, why: So., unti: h}
        """,
    )

    assert quiz is None
    assert problems == [
        "5: error: 'singel-choice' is not a type of question; did you mean 'single-choice'?",
        "6: error: 'type' is missing; add 'type:' with one of "
        "calculated, case, extended, fill-in, hotspot, matching, multiple-choice, numeric, ordering, panel-rating, "
        "single-choice, true-false",
        "7: error: 'answer' is missing; add 'answer: ...' with a number",
        "8: error: an entry of 'questions' must be a group of keys, found text",
        "9: error: 'id' is missing; add 'id: ...' with a word that no other question here has",
        "9: error: 'prompt' is missing; add 'prompt: ...' with what is asked",
        "9: error: unknown key 'unti'; did you mean 'unit'?",
    ]


def test_question_ids_are_unique_in_a_quiz_even_where_a_question_is_broken() -> None:
    _, problems = quiz_from(
        MODULE,
        """
        - {id: a, type: numeric, objective: o, prompt: One?, why: So.}
        - {id: a, type: numeric, objective: o, prompt: Two?, answer: 1, why: So.}
        """,
    )

    assert problems[1:] == ["6: error: the id 'a' stands twice in this quiz (first in line 5); change one"]


@pytest.mark.parametrize(("written", "points"), [("0.25", Fraction(1, 4)), ("100", 100), ("1.50", Fraction(3, 2))])
def test_points_are_kept_exactly(written: str, points: Fraction) -> None:
    quiz = usable_quiz(
        MODULE, f"- {{id: q, type: numeric, objective: o, prompt: One?, answer: 1, why: So., points: {written}}}"
    )

    assert quiz.question("q").common.points == points


@pytest.mark.parametrize("written", ["0", "-1", "100.01", "0.001", "1e-2000"])
def test_points_out_of_bounds_are_an_error(written: str) -> None:
    _, problems = quiz_from(
        MODULE, f"- {{id: q, type: numeric, objective: o, prompt: One?, answer: 1, why: So., points: {written}}}"
    )

    assert len(problems) == 1
    assert problems[0].startswith("4: error: 'points' must be ")


@pytest.mark.parametrize(
    "link", ["routes.md", "../curriculum/pharmacology/routes", "#time-to-peak", "../../x/y.md", "https://example.org"]
)
def test_read_again_names_a_section_by_its_path(link: str) -> None:
    _, problems = quiz_from(
        MODULE, f"- {{id: q, type: numeric, objective: o, prompt: One?, answer: 1, why: So., read_again: '{link}'}}"
    )

    assert problems == [
        f"4: error: '{link}' is no section of a module; write its path from this file, "
        "such as '../curriculum/AREA/MODULE.md#SECTION'"
    ]


def test_drawing_fewer_than_the_safety_critical_questions_is_worth_a_warning() -> None:
    quiz, problems = quiz_from(
        MODULE + "draw: 1\n",
        """
        - {id: a, type: numeric, objective: o, prompt: One?, answer: 1, why: So., safety_critical: true}
        - {id: b, type: numeric, objective: o, prompt: Two?, answer: 1, why: So., safety_critical: true}
        - {id: c, type: numeric, objective: o, prompt: Three?, answer: 1, why: So.}
        """,
    )

    assert problems == ["3: warning: 'draw' is 1, but all 2 safety-critical questions are always drawn; raise it"]
    assert quiz is not None
    assert (quiz.drawn_count, quiz.critical_count) == (2, 2)


def test_drawing_as_many_as_the_safety_critical_questions_is_no_problem() -> None:
    question = "- {id: %s, type: numeric, objective: o, prompt: One?, answer: 1, why: So., safety_critical: %s}"

    assert quiz_from(MODULE + "draw: 1\n", "\n".join((question % ("a", "true"), question % ("b", "false"))))[1] == []


@pytest.mark.parametrize(("true_false", "others", "warnings"), [(1, 2, 0), (2, 5, 1), (2, 14, 0), (3, 13, 1)])
def test_more_than_one_true_false_in_eight_is_worth_a_warning(true_false: int, others: int, warnings: int) -> None:
    guessed = [
        f"- {{id: t{n}, type: true-false, objective: o, prompt: So?, answer: true, why: {{true: A., false: B.}}}}"
        for n in range(true_false)
    ]
    known = [
        f"- {{id: n{n}, type: numeric, objective: o, prompt: How many?, answer: 1, why: So.}}" for n in range(others)
    ]

    quiz, problems = quiz_from(MODULE, "\n".join(guessed + known))

    assert quiz is not None
    assert len(problems) == warnings
    assert all(problem.startswith(f"{3 + true_false}: warning: half of all guesses") for problem in problems)


def test_no_questions_are_an_error() -> None:
    assert parse_quiz("quizzes/q.yml", f"title: Q\n{MODULE}questions: []\n") == (
        None,
        (Problem("quizzes/q.yml", 3, "there are no questions; add one below"),),
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "there is nothing here; write the keys that the format asks for"),
        ("- a\n- b\n", 1, "expected keys with values here, found a list"),
    ],
)
def test_a_file_that_is_no_quiz_at_all_is_one_problem(text: str, line: int, message: str) -> None:
    assert parse_quiz("quizzes/q.yml", text) == (None, (Problem("quizzes/q.yml", line, message, Severity.ERROR),))


@pytest.mark.parametrize("text", ["a: [", "a: 'b", "\x00", "- " * 3_000, "a: b\n\tc: d", "\ud800: a", "&a [*a]"])
def test_text_that_is_no_yaml_is_a_problem_and_no_crash(text: str) -> None:
    quiz, problems = parse_quiz("quizzes/q.yml", text)

    assert quiz is None
    assert len(problems) == 1


def test_a_knowledge_check_needs_no_objective_and_counts_its_lines_in_its_file() -> None:
    report = Report("curriculum/pharmacology/routes.md")
    text = "id: troche\ntype: numeric\nprompt: How many?\nanswer: 1\nwhy: |\n  Because.\nread_again: '#time-to-peak'\n"
    fields = read_yaml(text, report, first_line=40)
    assert fields is not None

    question = parse_question(fields)

    assert report.problems == []
    assert isinstance(question, Numeric)
    assert question.common.objective is None
    assert question.common.line == 40
    assert question.common.prompt == SourceText("How many?", 42)
    assert question.why == SourceText("Because.", 45)
    assert question.common.read_again == SourceText("curriculum/pharmacology/routes.md#time-to-peak", 46)
