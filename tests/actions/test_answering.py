"""Answers are saved one after the other, never over each other, and only while the attempt runs."""

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, Taken, begin, finish
from tests.support.care_course import ROUTES
from tests.support.clinic import COURSE, after
from trainer.access import Actor
from trainer.actions import reading, taking_quizzes
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.quizzes.questions.question import Response
from trainer.storage.database import Database
from trainer.storage.learning import Answer


@pytest.fixture
def attempt(clinic: Database, maren: Actor) -> Taken:
    """Maren's first attempt at the quiz that has every type of question."""
    return begin(clinic, maren, "routes", after())


def answers_of(attempt: Taken) -> list[tuple[str, int, str, bool]]:
    """Every answer ever saved: question, number, keys, whether it was given for good."""
    every = select(Answer).where(Answer.attempt_id == attempt.id).order_by(Answer.question, Answer.number)
    with attempt.database.reading() as session:
        rows = session.scalars(every)
        return [(row.question, row.number, row.chosen, row.is_final) for row in rows]


def test_an_answer_is_kept_by_the_authors_keys_with_its_number_and_time(attempt: Taken) -> None:
    saved = attempt.answer("im-peak", "at-once", after(minutes=5))

    assert (saved.number, saved.at) == (1, after(minutes=5).at)
    assert answers_of(attempt) == [("im-peak", 1, '{"choice":["at-once"]}', False)]


def test_every_type_of_question_is_saved(attempt: Taken) -> None:
    for question, given in RIGHT_ROUTES.items():
        attempt.answer(question, given, after())

    assert answers_of(attempt) == [
        ("hours", 1, '{"value":["3"]}', False),
        ("im-peak", 1, '{"choice":["within-20"]}', False),
        ("peaks", 1, '{"muscle":["muscle"],"vein":["vein"]}', False),
        ("signs", 1, '{"choice":["chest-pain","no-urine"]}', False),
        ("steps", 1, '{"1":["ask"],"2":["call"],"3":["note"]}', False),
        ("transfer", 1, '{"choice":["false"]}', False),
        ("whom", 1, '{"who":["doctor"]}', False),
    ]


def test_another_answer_gets_the_next_number_and_leaves_the_first(attempt: Taken) -> None:
    attempt.answer("im-peak", "at-once", after(minutes=1))
    saved = attempt.answer("im-peak", "within-20", after(minutes=2), seen=1)

    assert saved.number == 2
    assert answers_of(attempt) == [
        ("im-peak", 1, '{"choice":["at-once"]}', False),
        ("im-peak", 2, '{"choice":["within-20"]}', False),
    ]


def test_the_same_answer_again_changes_nothing_whatever_the_page_saw(attempt: Taken) -> None:
    attempt.answer("whom", RIGHT_ROUTES["whom"], after(minutes=1))
    for seen in (0, 1, 7):
        again = attempt.answer("whom", RIGHT_ROUTES["whom"], after(minutes=2), seen=seen)
        assert (again.number, again.at) == (1, after(minutes=1).at)

    assert len(answers_of(attempt)) == 1


def test_a_page_that_did_not_see_the_last_answer_gets_both_and_overwrites_none(attempt: Taken) -> None:
    attempt.answer("im-peak", "at-once", after(minutes=1))

    for seen in (0, 2, 99):
        with pytest.raises(Stale) as stale:
            attempt.answer("im-peak", "within-20", after(minutes=2), seen=seen)
        assert stale.value.current == Response(chosen=(("choice", ("at-once",)),))
    assert answers_of(attempt) == [("im-peak", 1, '{"choice":["at-once"]}', False)]


def test_a_number_that_was_never_given_is_stale(attempt: Taken) -> None:
    with pytest.raises(Stale) as stale:
        attempt.answer("im-peak", "at-once", after(), seen=3)

    assert stale.value.current is None
    assert answers_of(attempt) == []


def test_the_other_answer_is_taken_with_the_number_that_stands(attempt: Taken) -> None:
    attempt.answer("im-peak", "at-once", after(minutes=1))
    with pytest.raises(Stale):
        attempt.answer("im-peak", "within-20", after(minutes=2))

    assert attempt.answer("im-peak", "within-20", after(minutes=3), seen=1).number == 2


def test_an_answer_can_be_taken_back(attempt: Taken) -> None:
    attempt.answer("im-peak", "at-once", after(minutes=1))
    attempt.answer("im-peak", (), after(minutes=2), seen=1)

    assert answers_of(attempt)[-1] == ("im-peak", 2, "{}", False)


def test_a_question_that_the_attempt_does_not_hold_is_not_found(clinic: Database, jonas: Actor, attempt: Taken) -> None:
    foreign = begin(clinic, jonas, "routes", after())
    for code in ("im-peak", "", "0" * 12, foreign.code("im-peak")):
        with pytest.raises(NotFound):
            taking_quizzes.answer(clinic, attempt.actor, attempt.id, code, {}, 0, after())


def test_somebody_elses_attempt_is_not_found(clinic: Database, jonas: Actor, sven: Actor, attempt: Taken) -> None:
    form = attempt.form("im-peak", "within-20")
    for other in (jonas, sven):
        with pytest.raises(NotFound):
            taking_quizzes.answer(clinic, other, attempt.id, attempt.code("im-peak"), form, 0, after())
        with pytest.raises(NotFound):
            taking_quizzes.read_answer(clinic, other, attempt.id, attempt.code("im-peak"), form)
        with pytest.raises(NotFound):
            taking_quizzes.submit(clinic, other, attempt.id, after())
        with pytest.raises(NotFound):
            taking_quizzes.close_when_due(clinic, other, attempt.id, after())
    assert answers_of(attempt) == []


def test_what_cannot_be_read_is_a_sentence_at_its_question(attempt: Taken) -> None:
    unreadable = [
        ("im-peak", ["within-20"]),
        ("im-peak", ["within-20", "at-once"]),
        ("im-peak", ["0" * 12]),
        ("im-peak", ["\0"]),
        ("hours", ["three"]),
        ("hours", ["1e400"]),
        ("hours", ["9" * 31]),
        ("hours", ["9" * 5000]),
        ("hours", ["1", "2"]),
        ("hours", ["NaN"]),
        ("signs", ["x"] * 2000),
        ("transfer", ["true", "false"]),
    ]
    for question, sent in unreadable:
        [name, *_] = attempt.form(question, ())
        with pytest.raises(Invalid) as invalid:
            taking_quizzes.answer(
                attempt.database, attempt.actor, attempt.id, attempt.code(question), {name: sent}, 0, after()
            )
        [(field, sentence)] = invalid.value.problems
        assert field == attempt.code(question)
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    assert answers_of(attempt) == []


def test_words_that_cannot_be_kept_are_refused(attempt: Taken) -> None:
    for typed in ("a" * 201, "a" * 3000, "\0", "to\x07day", "\ud800"):
        with pytest.raises(Invalid):
            attempt.answer("whom", {"when": typed}, after())

    assert answers_of(attempt) == []


def test_one_item_in_two_places_is_refused(attempt: Taken) -> None:
    with pytest.raises(Invalid, match="One item stands in two places"):
        attempt.answer("steps", {"1": "ask", "2": "ask"}, after())


def test_an_answer_after_the_submission_is_refused_and_changes_nothing(attempt: Taken) -> None:
    attempt.submit(after(hours=1))

    with pytest.raises(NotAllowed, match="was submitted"):
        attempt.answer("im-peak", "within-20", after(hours=2))
    assert answers_of(attempt) == []


def test_an_answer_counts_to_the_last_moment_and_not_at_the_due_time(clinic: Database, maren: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    attempt = begin(clinic, maren, "screening", after())

    attempt.answer("pulse", "always", after(minutes=29, seconds=59))
    with pytest.raises(NotAllowed, match="time of this attempt is over"):
        attempt.answer("mood", "always", after(minutes=30))
    assert [question for question, *_ in answers_of(attempt)] == ["pulse"]


def test_an_answer_given_for_good_stays_where_reasons_follow_each_question(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "presence", after())
    attempt.answer("stay", "never", after())
    attempt.answer("stay", "never", after(), seen=1, is_final=True)

    with pytest.raises(NotAllowed, match="for good"):
        attempt.answer("stay", "always", after(), seen=2)
    assert attempt.answer("stay", "never", after(), seen=0, is_final=True).number == 2
    assert attempt.answer("wait", "never", after()).number == 1
    assert answers_of(attempt)[:2] == [
        ("stay", 1, '{"choice":["never"]}', False),
        ("stay", 2, '{"choice":["never"]}', True),
    ]


def test_nothing_is_given_for_good_where_reasons_come_later(attempt: Taken) -> None:
    attempt.answer("im-peak", "at-once", after(), is_final=True)
    attempt.answer("im-peak", "within-20", after(), seen=1, is_final=True)

    assert [is_final for *_, is_final in answers_of(attempt)] == [False, False]


def test_a_blank_is_not_given_for_good(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "presence", after())

    with pytest.raises(Invalid, match="Answer first"):
        attempt.answer("stay", (), after(), is_final=True)
    assert answers_of(attempt) == []


def test_a_form_of_several_questions_answers_the_one_that_is_named(attempt: Taken) -> None:
    form = {**attempt.form("transfer", "true"), **attempt.form("im-peak", "at-once"), "go": ["2"]}

    taking_quizzes.answer(attempt.database, attempt.actor, attempt.id, attempt.code("im-peak"), form, 0, after())

    assert answers_of(attempt) == [("im-peak", 1, '{"choice":["at-once"]}', False)]
