"""Knowledge checks are answered as often as one likes, each answer a fact that never counts."""

import hashlib
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from tests.support.care_course import PRESENCE, ROUTES, SCREENING, care_course
from tests.support.clinic import COURSE, ILSE, actor_of, after, publish
from trainer.access import Actor
from trainer.actions import reading
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.queries.reader import reader_of
from trainer.quizzes.asking import ask
from trainer.quizzes.checks import LaidOutCheck, lay_out
from trainer.storage.database import Database
from trainer.storage.learning import CheckAnswer
from trainer.storage.people import Words


def check_of(database: Database, actor: Actor, name: str) -> LaidOutCheck:
    """A check of the module on routes, as its page lays it out today."""
    with database.reading() as session:
        edition = reader_of(session, database, actor, COURSE, after(days=6)).edition
        revision_id = edition.revisions[f"curriculum/{ROUTES}.md"].revision_id
        return lay_out(database.library.module(session, revision_id).checks[name], revision_id.hex)


def answer(database: Database, actor: Actor, name: str, given: str | Sequence[str], now: Now) -> None:
    """Answer a check by the authors' key, or in words."""
    check = check_of(database, actor, name)
    [slot] = ask(check.question, check.placed, check.salt).slots
    by_key = {choice.secret_key: choice.value for choice in slot.choices}
    keys = [given] if isinstance(given, str) else given
    form = {slot.name: [by_key.get(key, key) for key in keys]}
    reading.answer_check(database, actor, COURSE, ROUTES, check.code, form, now)


def answers(database: Database) -> list[CheckAnswer]:
    with database.reading() as session:
        return list(session.scalars(select(CheckAnswer).order_by(CheckAnswer.check_id, CheckAnswer.number)))


def test_an_answer_is_kept_with_the_revision_it_was_given_to(clinic: Database, maren: Actor) -> None:
    answer(clinic, maren, "swallowed", "no-change", after(hours=1))

    [kept] = answers(clinic)
    assert (kept.check_id, kept.number, kept.chosen) == ("swallowed", 1, '{"choice":["no-change"]}')
    assert (kept.person_id, kept.at, kept.text_id) == (maren.person_id, after(hours=1).at, None)


def test_another_answer_is_added_and_the_same_is_not(clinic: Database, maren: Actor) -> None:
    for given in ("no-change", "no-change", "later-lower", "later-lower", "no-change"):
        answer(clinic, maren, "swallowed", given, after())

    assert [(kept.number, kept.chosen) for kept in answers(clinic)] == [
        (1, '{"choice":["no-change"]}'),
        (2, '{"choice":["later-lower"]}'),
        (3, '{"choice":["no-change"]}'),
    ]


def test_words_stand_beside_the_fact_and_the_same_words_are_kept_once(clinic: Database, maren: Actor) -> None:
    for given in ("prescriber", " prescriber ", "family"):
        answer(clinic, maren, "whom-to-call", given, after())

    with clinic.reading() as session:
        words = {row.id: row for row in session.scalars(select(Words))}
    first, second = answers(clinic)
    assert len(words) == 2
    assert [words[each.text_id].words for each in (first, second) if each.text_id] == [
        '{"who":"prescriber"}',
        '{"who":"family"}',
    ]
    salt = words[first.text_id].salt if first.text_id else None
    assert first.text_digest == hashlib.sha256(f'{salt}\0{{"who":"prescriber"}}'.encode()).hexdigest()
    assert (first.chosen, second.number) == ("{}", 2)


def test_a_blank_and_what_cannot_be_read_are_refused(clinic: Database, maren: Actor) -> None:
    for name, given in (
        ("swallowed", ()),
        ("swallowed", "something"),
        ("swallowed", ("later-lower", "no-change")),
        ("whom-to-call", " "),
        ("whom-to-call", "x" * 201),
    ):
        with pytest.raises(Invalid):
            answer(clinic, maren, name, given, after())
    assert answers(clinic) == []


def test_a_check_of_an_older_revision_is_no_longer_there(clinic: Database, maren: Actor) -> None:
    old = check_of(clinic, maren, "swallowed")
    path = f"curriculum/{ROUTES}.md"
    publish(clinic, care_course({path: care_course()[path].decode().replace("Ask first.", "Ask.")}), after())

    with pytest.raises(NotFound):
        reading.answer_check(clinic, maren, COURSE, ROUTES, old.code, {}, after())


def test_checks_that_are_not_there_or_not_open_are_refused(clinic: Database, maren: Actor) -> None:
    code = check_of(clinic, maren, "swallowed").code
    for module, name in ((ROUTES, "swallowed"), (ROUTES, ""), (PRESENCE, code)):
        with pytest.raises(NotFound):
            reading.answer_check(clinic, maren, COURSE, module, name, {}, after())
    with pytest.raises(NotAllowed):
        reading.answer_check(clinic, maren, COURSE, SCREENING, code, {}, after())
    with pytest.raises(NotFound):
        reading.answer_check(clinic, actor_of(clinic, ILSE), COURSE, ROUTES, code, {}, after())
