"""Reads how a quiz behaves while it is taken, and says which pairings are impossible."""

import re
from collections.abc import Sequence

from trainer.quizzes.behaviour import ONE_TRY, Behaviour
from trainer.quizzes.certainty import CertaintyTable, Shown
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Feedback, Terms
from trainer.yaml_text import Fields

_MOST_TRIES = 5
_MARKS = re.compile(r"-?[0-9]{1,2}( -?[0-9]{1,2}){2}")


def read_behaviour(fields: Fields) -> Behaviour:
    """The tries at a question, what each further one costs, and whether certainty is asked."""
    tries = fields.integer("tries", ONE_TRY.tries, least=1, most=_MOST_TRIES) or ONE_TRY.tries
    cost = fields.integer("try_cost", ONE_TRY.try_cost, least=0, most=100)
    if fields.has("try_cost") and tries == 1:
        fields.error("there is one try at a question, so none costs anything; add 'tries' or remove this", "try_cost")
    return Behaviour(tries=tries, try_cost=ONE_TRY.try_cost if cost is None else cost, certainty=_read_table(fields))


def check_behaviour(terms: Terms, questions: Sequence[Question], fields: Fields) -> None:
    """Report what cannot be: tries that teach nothing or cannot pass, certainty where nobody is right or wrong."""
    tries, certainty = terms.behaviour.tries, terms.behaviour.certainty
    if tries > 1 and terms.feedback in (Feedback.AFTER_PASS, Feedback.POINTS_ONLY):
        cure = "use 'feedback: after-each' or 'after-submission', or remove 'tries'"
        told = f"after each try one is told whether it was right, which '{terms.feedback.value}' keeps back"
        fields.error(f"{told}; {cure}", "tries")
    for question in questions:
        common = question.common
        line = common.hints[0].line if common.hints else common.line
        if len(common.hints) >= tries > 1:
            fields.report.error(
                line, f"a hint follows a try that was not the last, so there can be {tries - 1}; remove some"
            )
        elif common.hints and tries == 1:
            fields.report.error(line, "a hint is shown between two tries, and there is one; add 'tries: 2' to the quiz")
        if tries > 1 and common.safety_critical:
            fields.report.error(
                common.line,
                f"'{common.id}' is safety-critical, which a second try could not put right; remove 'tries' from the "
                "quiz, or move the question",
            )
        if question.is_marked_by_person and terms.feedback is Feedback.AFTER_EACH:
            fields.report.error(
                common.line,
                f"reasons are shown after each question, but '{common.id}' is marked by a person later; use "
                "'feedback: after-submission', or move the question",
            )
        if question.is_marked_by_person and (tries > 1 or certainty):
            what = "'tries' checks answers" if tries > 1 else "'certainty' is compared with being right"
            fields.report.error(
                common.line, f"{what}, but '{common.id}' is marked by a person; move it to another quiz"
            )


def _read_table(fields: Fields) -> CertaintyTable | None:
    usual = CertaintyTable()
    is_asked = fields.has("certainty")
    shown = fields.one_of("certainty", Shown, Shown.BESIDE)
    right = _marks(fields, "certainty_right", fields.words("certainty_right", required=False), usual.right)
    wrong = _marks(fields, "certainty_wrong", fields.words("certainty_wrong", required=False), usual.wrong)
    if not is_asked:
        for key in ("certainty_right", "certainty_wrong"):
            if fields.has(key):
                fields.error("nobody is asked how sure they are; add 'certainty: beside' or remove this", key)
        return None
    table = CertaintyTable(right=right, wrong=wrong, shown=shown)
    if not table.rewards_honesty:
        fields.warn(
            "with these marks saying how sure one is does not pay; each level should gain more and risk more, the "
            "highest most, as 1 2 3 and 0 -2 -6 do",
            "certainty",
        )
    return table


def _marks(fields: Fields, key: str, words: str, usual: tuple[int, int, int]) -> tuple[int, int, int]:
    if not words:
        return usual
    if not _MARKS.fullmatch(words):
        fields.error(f"'{key}' must be three whole numbers, for low, middle and high, as in 1 2 3", key)
        return usual
    low, middle, high = map(int, words.split())
    return low, middle, high
