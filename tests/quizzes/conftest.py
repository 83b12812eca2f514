"""What the tests of quizzes are given: a quiz of every type, and ways to read text."""

from collections.abc import Callable, Mapping
from textwrap import dedent, indent

import pytest

from trainer.quizzes.parsing import parse_question, parse_quiz
from trainer.quizzes.questions.question import Question, Response
from trainer.quizzes.quiz import Quiz
from trainer.yaml_text import Report, read_yaml

ONE_OF_EACH = """\
title: Routes
module: ../curriculum/pharmacology/routes.md
pass_mark: 80
attempts: 3
wait_hours: 24
minutes: 20
questions:
  - id: im-peak
    type: single-choice
    objective: compare-routes
    safety_critical: true
    prompt: When does the concentration peak after an intramuscular injection?
    options:
      - id: within-20
        text: Within about twenty minutes
        correct: true
        why: Median peaks of 15 to 30 minutes were measured [@hirlinger1984].
      - {id: at-once, text: At once, why: The muscle has to give it up first.}
      - {id: after-2-h, text: After two hours, why: That is later than any route peaks.}
    cite: [hirlinger1984]
    read_again: ../curriculum/pharmacology/routes.md#time-to-peak
  - id: signs
    type: multiple-choice
    objective: compare-routes
    points: 2
    prompt: Which of these call for the prescriber?
    credit: per-option
    options:
      - {id: chest-pain, text: Chest pain, correct: true, why: It may be the heart.}
      - {id: no-urine, text: Pain on passing water, correct: true, why: It may be the bladder.}
      - {id: tears, text: Tears, why: They are welcome.}
      - {id: yawning, text: Yawning, why: It passes.}
  - id: transfer
    type: true-false
    objective: translate-doses
    prompt: Milligrams transfer between routes.
    answer: false
    why: {true: Bioavailability differs by route., false: Each route has its own bioavailability.}
  - id: hours
    type: numeric
    objective: compare-routes
    prompt: How long?
    answer: 3
    tolerance: 0.5
    unit: h
    why: It was measured.
  - id: peaks
    type: matching
    objective: compare-routes
    prompt: Match each route with its peak.
    pairs:
      - {id: vein, left: Vein, right: At the end of the infusion, why: Nothing delays it.}
      - {id: muscle, left: Muscle, right: Within half an hour, why: It has to be taken up.}
    also: [{id: skin, right: After a day, why: No route peaks so late.}]
  - id: steps
    type: ordering
    objective: translate-doses
    prompt: What comes first?
    items:
      - {id: ask, text: Ask the patient, why: Nothing begins without consent.}
      - {id: call, text: Call the prescriber, why: They decide.}
      - {id: note, text: Write it down, why: Last.}
  - id: whom
    type: fill-in
    objective: translate-doses
    prompt: 'Call the {{who}} {{when}}.'
    gaps:
      who:
        options:
          - {id: p, text: prescriber, correct: true, why: They decide.}
          - {id: f, text: family, why: They do not decide.}
      when: {accept: [first, at once], why: It cannot wait.}
"""


@pytest.fixture
def one_of_each() -> str:
    """The text of a quiz with a question of each type and no problem."""
    return ONE_OF_EACH


@pytest.fixture
def routes() -> Quiz:
    """A quiz with a question of each type."""
    quiz, problems = parse_quiz("quizzes/routes.yml", ONE_OF_EACH)
    assert problems == ()
    assert quiz is not None
    return quiz


@pytest.fixture
def question_from() -> Callable[[str], Question]:
    """Reads a question's keys, of which none may be a problem; `id` and `prompt` are given."""

    def read(keys: str) -> Question:
        report = Report("curriculum/pharmacology/routes.md")
        fields = read_yaml(_with_id_and_prompt(keys), report)
        assert fields is not None
        question = parse_question(fields)
        assert report.problems == []
        assert question is not None
        return question

    return read


@pytest.fixture
def problems_of() -> Callable[[str], list[str]]:
    """Reads a question's keys and says what is wrong with them as 'line: severity: message'.

    The keys begin in line 1; `id` and `prompt` are given below them unless they are among them.
    """

    def read(keys: str) -> list[str]:
        report = Report("x")
        fields = read_yaml(_with_id_and_prompt(keys), report)
        if fields is not None:
            parse_question(fields)
        return [str(problem).removeprefix("x:") for problem in sorted(report.problems)]

    return read


@pytest.fixture
def quiz_from() -> Callable[..., tuple[Quiz | None, list[str]]]:
    """Reads a quiz with a module, from the terms and questions given, with its problems as sentences."""

    def read(terms: str = "", questions: str = "", path: str = "quizzes/q.yml") -> tuple[Quiz | None, list[str]]:
        body = questions or "- {id: q, type: numeric, objective: o, prompt: How many?, answer: 1, why: So.}"
        text = f"title: Q\n{dedent(terms)}questions:\n{indent(dedent(body), '  ')}\n"
        quiz, problems = parse_quiz(path, text)
        return quiz, [str(problem).removeprefix(f"{path}:") for problem in problems]

    return read


@pytest.fixture
def answer() -> Callable[[Question, Mapping[str, tuple[str, ...]]], Response]:
    """Answers a question by slot; the answer must be accepted."""

    def respond(question: Question, values: Mapping[str, tuple[str, ...]]) -> Response:
        response = question.respond(values)
        assert isinstance(response, Response), response
        return response

    return respond


def _with_id_and_prompt(keys: str) -> str:
    body = dedent(keys).strip("\n")
    given = {"id": "q", "prompt": "What is it?"}
    missing = [f"{key}: {value}" for key, value in given.items() if f"\n{key}:" not in f"\n{body}"]
    return "\n".join((body, *missing)) + "\n"
