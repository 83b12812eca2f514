"""The pages of a quiz with tries and certainty say what each costs and brings, before and after."""

from typing import Any

import pytest

from tests.support.attempts import Given, Taken
from tests.support.behaving import CERTAINTY, HINTS, TRIES, begin_behaving, behaving
from tests.support.clinic import COURSE, after
from trainer.access import Actor
from trainer.actions import taking_quizzes
from trainer.curriculum.safe_html import Html
from trainer.queries.attempt import attempt_page
from trainer.queries.behaviour_views import LevelView, TriesView
from trainer.queries.calibration_views import CertaintyMark, LevelResult, sureness
from trainer.queries.own_data_questions import attempts_in_words
from trainer.queries.questions import QuestionView
from trainer.queries.quiz import QuizPage, quiz_page
from trainer.queries.result import QuestionResult, ResultPage, result_page
from trainer.storage.answers import so_far
from trainer.storage.database import Database
from trainer.storage.enrolments import own_enrolment


def start_page(database: Database, actor: Actor, terms: str) -> QuizPage:
    behaving(database, terms)
    with database.reading() as session:
        return quiz_page(session, database, actor, COURSE, "presence", after())


def send(attempt: Taken, question: str, given: Given, seen: int, *, sure: str = "", is_check: bool = False) -> None:
    form = {**attempt.form(question, given), "certainty": [sure]}
    code = attempt.code(question)
    taking_quizzes.answer(attempt.database, attempt.actor, attempt.id, code, form, seen, after(), is_final=is_check)


def shown(attempt: Taken, question: str) -> QuestionView:
    with attempt.database.reading() as session:
        page = attempt_page(session, attempt.database, attempt.actor, attempt.id, None, after())
    assert page
    [found] = [each for each in page.shown if each.name == attempt.code(question)]
    return found


def result_of(attempt: Taken) -> ResultPage:
    attempt.submit(after(minutes=1))
    with attempt.database.reading() as session:
        page = result_page(session, attempt.database, attempt.actor, attempt.id)
    assert page
    return page


def at(page: ResultPage, attempt: Taken, question: str) -> QuestionResult:
    [found] = [each for each in page.questions if each.view.name == attempt.code(question)]
    return found


def test_the_start_page_states_the_cost_of_a_try_with_an_example(clinic: Database, maren: Actor) -> None:
    page = start_page(clinic, maren, f"{TRIES}\ntry_cost: 25")

    assert page.rules[4] == (
        "You can check an answer and try again, up to 3 times for each question; each further try costs 25 % of its "
        "points. For example, a question of 1 point that is right at the second try earns 0.75 points. An answer that "
        "is right, and the last try, are final."
    )
    assert page.certainty is None


def test_the_start_page_shows_the_marks_and_when_which_level_pays(clinic: Database, maren: Actor) -> None:
    rules = start_page(clinic, maren, CERTAINTY).certainty

    assert rules
    assert [(level.words, level.right, level.wrong) for level in rules.levels] == [
        ("Unsure", 1, 0),
        ("Fairly sure", 2, -2),
        ("Sure", 3, -6),
    ]
    assert rules.advice == (
        "Being honest pays: “fairly sure” is best from a chance of 67 % of being right, “sure” from 80 %; below that, "
        "“unsure”."
    )
    assert rules.example == (
        "For example, one right answer of which you are fairly sure (+2) and one wrong answer of which you are sure "
        "(−6) make −4: an average of −2.0."
    )
    assert rules.decides == (
        "The average of these marks stands beside the result. Whether you pass is decided by right answers alone."
    )


def test_certainty_in_the_result_says_so_and_still_decides_nothing(clinic: Database, maren: Actor) -> None:
    rules = start_page(clinic, maren, "certainty: in-result").certainty

    assert rules
    assert rules.decides == (
        "The average of these marks stands in the result. Whether you pass is decided by right answers alone."
    )


def test_a_hint_comes_after_a_try_and_reasons_after_none(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, TRIES, HINTS)
    assert shown(attempt, "stay").tries == TriesView(used=0, allowed=3, outcome="", hints=(), next_percent=100)

    send(attempt, "stay", "never", 0, is_check=True)
    first = shown(attempt, "stay")
    send(attempt, "stay", "later", 1, is_check=True)
    second = shown(attempt, "stay")
    send(attempt, "stay", "at-times", 2, is_check=True)
    last = shown(attempt, "stay")

    leaving, one = Html("Think of <em>leaving</em>."), Html("One is right.")
    assert first.tries == TriesView(used=1, allowed=3, outcome="wrong", hints=(leaving,), next_percent=67)
    assert second.tries == TriesView(used=2, allowed=3, outcome="wrong", hints=(leaving, one), next_percent=34)
    assert last.tries == TriesView(used=3, allowed=3, outcome="wrong", hints=(), next_percent=None)
    assert (first.feedback, second.feedback, last.feedback, last.is_final) == (None, None, None, True)


def test_what_was_changed_since_a_check_is_told_nothing_about(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, TRIES)
    send(attempt, "waiting", "calm", 0, is_check=True)
    part = shown(attempt, "waiting").tries
    send(attempt, "waiting", ("calm", "words"), 1)

    assert part
    assert part.outcome == "part"
    assert shown(attempt, "waiting").tries == TriesView(used=1, allowed=3, outcome="", hints=(), next_percent=67)


def test_reasons_follow_the_last_try_where_they_follow_each_question(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, f"{TRIES}\nfeedback: after-each")
    send(attempt, "stay", "never", 0, is_check=True)
    assert shown(attempt, "stay").feedback is None
    send(attempt, "stay", "always", 1, is_check=True)

    feedback = shown(attempt, "stay").feedback
    assert feedback
    assert feedback.outcome == "right"


def test_each_question_shows_the_level_that_was_chosen(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, CERTAINTY)
    assert [level.is_chosen for level in shown(attempt, "stay").certainty] == [False, False, False]

    send(attempt, "stay", "never", 0, sure="2")

    assert shown(attempt, "stay").certainty == (
        LevelView(value=1, words="Unsure", right=1, wrong=0),
        LevelView(value=2, words="Fairly sure", right=2, wrong=-2, is_chosen=True),
        LevelView(value=3, words="Sure", right=3, wrong=-6),
    )


def test_the_result_tells_the_try_and_calls_a_right_answer_right(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, TRIES)
    send(attempt, "stay", "never", 0, is_check=True)
    send(attempt, "stay", "always", 1, is_check=True)

    found = at(result_of(attempt), attempt, "stay")

    assert found.feedback
    assert (found.tried, found.feedback.outcome, float(found.points or 0)) == (2, "right", 0.67)


@pytest.mark.parametrize(
    ("given", "sure", "mark", "right"),
    [("always", "3", 3, 1), ("always", "", 1, 1), ("never", "3", -6, 0), ("never", "2", -2, 0), ("never", "1", 0, 0)],
)
def test_the_result_tells_the_mark_and_how_often_each_level_was_right(
    clinic: Database, maren: Actor, given: str, sure: str, mark: int, right: int
) -> None:
    attempt = begin_behaving(clinic, maren, CERTAINTY)
    send(attempt, "stay", given, 0, sure=sure)

    page = result_of(attempt)

    words = {"1": "Unsure", "2": "Fairly sure", "3": "Sure", "": ""}[sure]
    assert at(page, attempt, "stay").certainty == CertaintyMark(words=words, mark=mark)
    assert at(page, attempt, "waiting").certainty is None
    assert page.calibration
    assert (page.calibration.answers, page.calibration.total, page.calibration.most) == (1, mark, 3)
    [level] = [level for level in page.calibration.levels if level.answers]
    assert level == LevelResult(words=words or "Unsure", answers=1, right=right, percent=100 * right)
    assert page.calibration.confident_errors == (1 if (given, sure) == ("never", "3") else 0)


def test_a_question_that_was_dropped_has_no_certainty_mark(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, CERTAINTY)
    send(attempt, "stay", "never", 0, sure="3")
    send(attempt, "waiting", "nothing", 0, sure="2")
    with clinic.reading() as session:
        saved = so_far(session, attempt.id).answers

    found = sureness(attempt.head.quiz, attempt.head.layout.questions, saved, {"waiting": 0})

    assert found
    assert found.marks == {"waiting": CertaintyMark(words="Fairly sure", mark=-2)}
    assert found.calibration.confident_errors == 0


def test_certainty_is_kept_back_with_the_reasons(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, f"{CERTAINTY}\nfeedback: after-pass")
    send(attempt, "stay", "never", 0, sure="3")

    page = result_of(attempt)

    assert not page.shows_reasons
    assert page.calibration is None
    assert [each.certainty for each in page.questions] == [None, None]


def test_ones_own_data_tell_the_try_and_the_certainty(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, f"{TRIES}\n{CERTAINTY}\nshuffle: false")
    send(attempt, "stay", "never", 0, sure="3", is_check=True)

    def told() -> dict[str, Any]:  # as JSON has it
        with clinic.reading() as session:
            enrolment = own_enrolment(session, maren.person_id, COURSE, after().today)
            assert enrolment
            [words] = attempts_in_words(session, clinic, maren, enrolment, after(minutes=2))
        return words.content

    [running, _] = told()["questions"]
    result_of(attempt)
    [stay, _] = told()["questions"]

    assert (running["tries"], running["certainty"]) == (1, "Sure")
    assert (stay["counted_try"], stay["certainty"], stay["mark"]) == (1, "Sure", -6)
    assert told()["certainty_marks"] == {
        "sum": -6,
        "average": "−6.0",
        "levels": {
            "Unsure": {"answers": 0, "right": 0},
            "Fairly sure": {"answers": 0, "right": 0},
            "Sure": {"answers": 1, "right": 0},
        },
    }
