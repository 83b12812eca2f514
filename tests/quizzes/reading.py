"""Reads an author's questions and quizzes, and answers them, for tests."""

from collections.abc import Mapping
from textwrap import dedent, indent

from trainer.quizzes.parsing import parse_question, parse_quiz
from trainer.quizzes.questions.question import Question, Response
from trainer.quizzes.quiz import Quiz
from trainer.yaml_text import Report, read_yaml


def question_from(keys: str) -> Question:
    """Read a question's keys, of which none may be a problem; `id` and `prompt` are given."""
    report = Report("curriculum/pharmacology/routes.md")
    fields = read_yaml(_with_id_and_prompt(keys), report)
    assert fields is not None
    question = parse_question(fields)
    assert report.problems == []
    assert question is not None
    return question


def problems_of(keys: str) -> list[str]:
    """Read a question's keys and say what is wrong with them as 'line: severity: message'.

    The keys begin in line 1; `id` and `prompt` are given below them unless they are among them.
    """
    report = Report("x")
    fields = read_yaml(_with_id_and_prompt(keys), report)
    if fields is not None:
        parse_question(fields)
    return [str(problem).removeprefix("x:") for problem in sorted(report.problems)]


def quiz_from(terms: str = "", questions: str = "", path: str = "quizzes/q.yml") -> tuple[Quiz | None, list[str]]:
    """Read a quiz, from the terms and questions given, with its problems as sentences."""
    body = questions or "- {id: q, type: numeric, objective: o, prompt: How many?, answer: 1, why: So.}"
    text = f"title: Q\n{dedent(terms)}questions:\n{indent(dedent(body), '  ')}\n"
    quiz, problems = parse_quiz(path, text)
    return quiz, [str(problem).removeprefix(f"{path}:") for problem in problems]


def usable_quiz(terms: str, questions: str = "") -> Quiz:
    """Read a quiz that must have no error; warnings are passed over."""
    quiz, problems = quiz_from(terms, questions)
    assert quiz is not None, problems
    return quiz


def answer(question: Question, values: Mapping[str, tuple[str, ...]]) -> Response:
    """Answer a question by slot; the answer must be accepted."""
    response = question.respond(values)
    assert isinstance(response, Response), response
    return response


def _with_id_and_prompt(keys: str) -> str:
    body = dedent(keys).strip("\n")
    given = {"id": "q", "prompt": "What is it?"}
    missing = [f"{key}: {value}" for key, value in given.items() if f"\n{key}:" not in f"\n{body}"]
    return "\n".join((body, *missing)) + "\n"
