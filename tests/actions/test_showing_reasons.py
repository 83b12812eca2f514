"""That somebody was shown the reasons of a question is on record once."""

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.care_course import ROUTES
from tests.support.clinic import COURSE, after
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.showing_reasons import note_reasons_shown
from trainer.errors import NotFound
from trainer.ids import AttemptId
from trainer.queries.result import result_page
from trainer.storage.database import Database
from trainer.storage.passages import ReasonsShown


def noted(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(row.question, row.digest) for row in session.scalars(select(ReasonsShown))]


def is_to_note(database: Database, actor: Actor, attempt_id: AttemptId) -> bool:
    with database.reading() as session:
        page = result_page(session, database, actor, attempt_id)
    assert page is not None
    return page.is_to_note


def test_each_question_of_the_attempt_is_noted_once(clinic: Database, maren: Actor) -> None:
    attempt = finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    assert is_to_note(clinic, maren, attempt.id)

    note_reasons_shown(clinic, maren, attempt.id, after())
    first = noted(clinic)
    note_reasons_shown(clinic, maren, attempt.id, after(hours=1))

    assert sorted(question for question, _ in first) == sorted(RIGHT_ROUTES)
    assert len({digest for _, digest in first}) == 7
    assert noted(clinic) == first
    assert not is_to_note(clinic, maren, attempt.id)


def test_a_supervisor_who_looks_notes_nothing(clinic: Database, maren: Actor, sven: Actor) -> None:
    attempt = finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    assert not is_to_note(clinic, sven, attempt.id)


def test_nothing_is_to_note_while_reasons_are_kept_back(clinic: Database, maren: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    first = finish(clinic, maren, "screening", {"pulse": "never"}, after())
    assert not is_to_note(clinic, maren, first.id)


def test_nobody_notes_it_for_somebody_else(clinic: Database, maren: Actor, jonas: Actor) -> None:
    attempt = finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    with pytest.raises(NotFound):
        note_reasons_shown(clinic, jonas, attempt.id, after())
    assert noted(clinic) == []
