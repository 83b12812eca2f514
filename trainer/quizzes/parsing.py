"""Reads a quiz file, or one question, with every problem in it."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final, assert_never

from trainer.problem import Problem, is_blocking
from trainer.quizzes.parsing_behaviour import check_behaviour, read_behaviour
from trainer.quizzes.parsing_policy import read_policy
from trainer.quizzes.paths import from_root
from trainer.quizzes.questions import TYPES
from trainer.quizzes.questions.parts.common_keys import MODULE, WORD, read_id, read_points, read_read_again
from trainer.quizzes.questions.question import Common, Question
from trainer.quizzes.questions.true_false import TrueFalse
from trainer.quizzes.quiz import Feedback, Page, Purpose, Quiz, Terms
from trainer.yaml_text import ID, Fields, Report, SourceText, nearest, read_yaml

_COURSE_OBJECTIVE: Final = re.compile(rf"{WORD}/{WORD}#{WORD}")
_HOURS_OF_A_YEAR: Final = 8760
_QUESTIONS_PER_TRUE_FALSE: Final = 8


class _Objective(Enum):
    """How a question names its objective."""

    MAY_BE_LEFT_OUT = auto()
    OF_THE_MODULE = auto()
    OF_THE_COURSE = auto()


def parse_quiz(path: str, text: str) -> tuple[Quiz | None, tuple[Problem, ...]]:
    """Read a quiz; None where a problem stops it from being published. Problems are sorted by line."""
    quiz, problems = read_quiz(path, text)
    return (None if any(map(is_blocking, problems)) else quiz), problems


def read_quiz(path: str, text: str) -> tuple[Quiz | None, tuple[Problem, ...]]:
    """Read a quiz as far as it can be read, so that the rest of it can be checked; None where it is no YAML."""
    report = Report(path)
    fields = read_yaml(text, report)
    quiz = None if fields is None else _read_quiz(path, fields)
    return quiz, tuple(sorted(report.problems))


def parse_question(fields: Fields) -> Question | None:
    """Read a question outside a quiz (a knowledge check), which needs no objective.

    Problems go into the fields' report. A question with mistakes may still be returned, so that it
    can be previewed; whether it may be published is the report's to say.
    """
    question = _read_question(fields, _Objective.MAY_BE_LEFT_OUT, {})
    if question and question.common.hints:
        fields.error("a knowledge check is answered as often as one likes, without hints; remove them", "hints")
    if question and question.is_marked_by_person:
        fields.error("a knowledge check is answered at once, and nobody marks it; use another type", "type")
    return question


def _read_quiz(path: str, fields: Fields) -> Quiz:
    title = fields.words("title")
    terms = _read_terms(fields)
    module = _read_module(path, fields, terms.purpose)
    objective = _Objective.OF_THE_MODULE if terms.purpose is Purpose.MODULE else _Objective.OF_THE_COURSE
    entries = fields.groups("questions", required=True, cure="add 'questions:' with a list of questions below")
    if fields.has("questions") and not entries:
        fields.error("there are no questions; add one below", "questions")
    taken: dict[str, int] = {}
    questions = tuple(question for entry in entries if (question := _read_question(entry, objective, taken)))
    fields.finish()
    _check_draw(terms, len(entries), questions, fields)
    check_behaviour(terms, questions, fields)
    _warn_of_guessing(questions, len(entries), fields.report)
    line = fields.line_of("module")
    return Quiz(path=path, title=title, module=module, module_line=line, terms=terms, questions=questions)


def _read_terms(fields: Fields) -> Terms:
    purpose = fields.one_of("purpose", Purpose, Purpose.MODULE)
    gate = fields.yes_no("gate", False) or False
    if gate and purpose is Purpose.PRE_TEST:
        fields.error("a pre-test counts when it is submitted, so it cannot be a gate; remove 'gate'", "gate")
    default = Terms()
    attempts = _whole(fields, "attempts", default.attempts, least=1, most=100)
    minutes = fields.integer("minutes", None, least=1, most=24 * 60)
    return Terms(
        purpose=purpose,
        gate=gate,
        page=fields.one_of("page", Page, default.page),
        pass_mark=_whole(fields, "pass_mark", default.pass_mark, least=1, most=100),
        attempts=attempts,
        wait_hours=_whole(fields, "wait_hours", default.wait_hours, least=0, most=_HOURS_OF_A_YEAR),
        minutes=minutes,
        draw=fields.integer("draw", None, least=1, most=1000),
        shuffle=fields.yes_no("shuffle", True) is not False,
        feedback=fields.one_of("feedback", Feedback, Feedback.AFTER_PASS if gate else default.feedback),
        behaviour=read_behaviour(fields),
        policy=read_policy(fields, attempts=attempts, is_limited=minutes is not None),
    )


def _whole(fields: Fields, key: str, default: int, *, least: int, most: int) -> int:
    found = fields.integer(key, default, least=least, most=most)
    return default if found is None else found


def _read_module(path: str, fields: Fields, purpose: Purpose) -> str | None:
    match purpose:
        case Purpose.MODULE:
            cure = "add 'module: ../curriculum/AREA/MODULE.md', or 'purpose: pre-test' or 'purpose: final'"
            link = fields.text("module", cure=cure)
            module = from_root(path, link.text) if link else None
            if link and not MODULE.fullmatch(module or ""):
                fields.error("this is not the path of a module; write it as '../curriculum/AREA/MODULE.md'", "module")
            return module
        case Purpose.PRE_TEST | Purpose.FINAL:
            if fields.has("module"):
                fields.error(f"a {purpose} belongs to the whole course; remove 'module', or 'purpose'", "module")
            return None
        case _:
            assert_never(purpose)


def _read_question(fields: Fields, objective: _Objective, taken: dict[str, int]) -> Question | None:
    common = _read_common(fields, objective, taken)
    type_name = fields.words("type", cure=f"add 'type:' with one of {', '.join(TYPES)}")
    if type_name not in TYPES:
        if type_name:
            fields.error(f"'{type_name}' is not a type of question; {nearest(type_name, list(TYPES))}", "type")
        return None
    question = TYPES[type_name].parse(fields, common)
    fields.finish()
    return question


def _read_common(fields: Fields, objective: _Objective, taken: dict[str, int]) -> Common:
    return Common(
        id=read_id(fields, taken),
        line=fields.line,
        prompt=fields.text("prompt", cure="add 'prompt: ...' with what is asked") or SourceText("", fields.line),
        objective=_read_objective(fields, objective),
        safety_critical=fields.yes_no("safety_critical", False) or False,
        points=read_points(fields),
        cite=fields.texts("cite"),
        read_again=read_read_again(fields),
        hints=fields.texts("hints"),
    )


def _read_objective(fields: Fields, objective: _Objective) -> str | None:
    match objective:
        case _Objective.MAY_BE_LEFT_OUT:
            required, form, cure = False, ID, "use the id of an objective of this module"
        case _Objective.OF_THE_MODULE:
            required, form, cure = True, ID, "add 'objective: ...' with the id of an objective of the module"
        case _Objective.OF_THE_COURSE:
            required, form = True, _COURSE_OBJECTIVE
            cure = "add 'objective: AREA/MODULE#OBJECTIVE', such as 'pharmacology/routes#compare-routes'"
        case _:
            assert_never(objective)
    found = fields.text("objective", required=required, cure=cure)
    if found is None:
        return None
    if not form.fullmatch(found.text):
        fields.error(f"'{found.text}' does not name an objective here; {cure}", "objective")
        return None
    return found.text


def _check_draw(terms: Terms, count: int, questions: Sequence[Question], fields: Fields) -> None:
    critical = sum(question.common.safety_critical for question in questions)
    if terms.draw is None:
        return
    if terms.draw > count:
        fields.error(f"'draw' is {terms.draw}, but there are only {count} questions; lower it or remove it", "draw")
    elif terms.draw < critical:
        fields.warn(
            f"'draw' is {terms.draw}, but all {critical} safety-critical questions are always drawn; raise it", "draw"
        )


def _warn_of_guessing(questions: Sequence[Question], count: int, report: Report) -> None:
    guessable = [question for question in questions if isinstance(question, TrueFalse)]
    allowed = max(1, count // _QUESTIONS_PER_TRUE_FALSE)
    for question in guessable[allowed:]:
        report.warn(
            question.common.line,
            f"half of all guesses at true-false are right: at most one such question per {_QUESTIONS_PER_TRUE_FALSE} "
            "is advised; make this one a single choice",
        )
