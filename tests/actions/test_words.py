"""Words that people typed stand beside the fact and can be erased while the score stands."""

import hashlib
import json
from fractions import Fraction

from sqlalchemy import select, update

from tests.support.attempts import RIGHT_ROUTES, begin
from tests.support.clinic import after
from trainer.access import Actor
from trainer.queries.attempt import attempt_page
from trainer.queries.result import result_page
from trainer.storage.database import Database
from trainer.storage.learning import Answer
from trainer.storage.people import Words


def test_the_fact_names_the_words_by_a_salted_digest_and_does_not_hold_them(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "routes", after())
    attempt.answer("whom", {"who": "doctor", "when": "  At the   Onset "}, after())

    with clinic.reading() as session:
        answer = session.scalars(select(Answer)).one()
        words = session.scalars(select(Words).where(Words.id == answer.text_id)).one()
    assert json.loads(answer.chosen) == {"who": ["doctor"]}
    assert words.words == '{"when":"At the Onset"}'
    assert (words.kind, words.person_id) == ("answer", maren.person_id)
    assert words.salt is not None
    assert len(words.salt) == 32
    assert answer.text_digest == hashlib.sha256(f'{words.salt}\0{{"when":"At the Onset"}}'.encode()).hexdigest()


def test_equal_words_of_two_people_have_different_digests(clinic: Database, maren: Actor, jonas: Actor) -> None:
    for actor in (maren, jonas):
        begin(clinic, actor, "routes", after()).answer("whom", {"when": "at the onset"}, after())

    with clinic.reading() as session:
        digests = session.scalars(select(Answer.text_digest)).all()
    assert len(set(digests)) == 2


def test_an_answer_without_words_keeps_no_row_for_them(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "routes", after())
    attempt.answer("whom", {"who": "doctor"}, after())
    attempt.answer("whom", {"who": "doctor"}, after(), seen=1)

    with clinic.reading() as session:
        assert session.scalars(select(Words)).all() == []


def test_a_repeat_or_a_conflict_leaves_no_words_behind(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "routes", after())
    attempt.answer("whom", {"when": "at the onset"}, after())
    attempt.answer("whom", {"when": "at the onset"}, after())

    with clinic.reading() as session:
        assert len(session.scalars(select(Words)).all()) == 1


def test_words_can_be_erased_while_the_score_and_its_page_stand(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "routes", after())
    for question, given in RIGHT_ROUTES.items():
        attempt.answer(question, given, after())
    attempt.submit(after())
    [before] = attempt.scores()

    with clinic.writing() as session:
        session.execute(update(Words).values(words=None, salt=None))
        session.commit()

    [score] = attempt.scores()
    with clinic.reading() as session:
        page = result_page(session, clinic, maren, attempt.id)
    assert (score.points, score.maximum, score.is_passed, score.marks) == (800, 800, True, before.marks)
    assert page is not None
    assert (page.percent, page.is_passed) == (100, True)
    [asked] = [each for each in page.questions if each.view.type == "fill-in"]
    assert [slot.typed for slot in asked.view.slots] == ["", ""]
    assert asked.points == asked.possible == Fraction(1)


def test_an_open_attempt_whose_words_were_erased_can_still_be_seen(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "routes", after())
    attempt.answer("whom", {"who": "doctor", "when": "at the onset"}, after())

    with clinic.writing() as session:
        session.execute(update(Words).values(words=None, salt=None))
        session.commit()

    with clinic.reading() as session:
        page = attempt_page(session, clinic, maren, attempt.id, None, after())
    assert page is not None
    [asked] = [question for question in page.shown if question.type == "fill-in"]
    assert [(slot.typed, slot.chosen != "") for slot in asked.slots] == [("", True), ("", False)]
