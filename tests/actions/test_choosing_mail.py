"""People choose how often they are written to, and what waits for them waits accordingly."""

from uuid import UUID

import pytest

from tests.support.clinic import MAREN, after
from tests.support.mail import notices, sent, told
from trainer.access import Actor
from trainer.actions.choosing_mail import choose, stop
from trainer.actions.gathering import gather
from trainer.actions.posting import tell
from trainer.actions.sending import Message, send_next
from trainer.errors import Invalid, NotFound
from trainer.queries.mail_choices import mail_choices_page
from trainer.reminding import NoticeKind, Rhythm
from trainer.storage.database import Database


@pytest.fixture(autouse=True)
def everybody_has_their_invitation(clinic: Database) -> None:
    """What the clinic began with waits no more."""
    sent(clinic, after(days=-1))


def happen(database: Database, actor: Actor, kind: NoticeKind = NoticeKind.CHANGED) -> None:
    with database.writing() as session:
        tell(session, kind, [actor.person_id], "courses/care/progress", after(), title="Care")
        session.commit()


def refuse(_message: Message) -> None:
    raise ConnectionRefusedError


def rhythm_of(database: Database, actor: Actor) -> Rhythm:
    with database.reading() as session:
        return mail_choices_page(session, actor).rhythm


def test_nobody_has_to_choose(clinic: Database, maren: Actor) -> None:
    with clinic.reading() as session:
        page = mail_choices_page(session, maren)
    assert (page.rhythm, page.address, page.waiting, page.next_at) == (Rhythm.AT_ONCE, MAREN, 0, None)


@pytest.mark.parametrize("rhythm", Rhythm)
def test_a_choice_is_remembered_and_the_last_one_counts(clinic: Database, maren: Actor, rhythm: Rhythm) -> None:
    choose(clinic, maren, "weekly", after())
    choose(clinic, maren, rhythm.value, after(minutes=1))
    choose(clinic, maren, rhythm.value, after(minutes=1))

    assert rhythm_of(clinic, maren) is rhythm


@pytest.mark.parametrize("garbage", ["", "hourly", "none ", "\0", "'; DROP TABLE person"])
def test_anything_else_is_refused(clinic: Database, maren: Actor, garbage: str) -> None:
    with pytest.raises(Invalid):
        choose(clinic, maren, garbage, after())
    assert rhythm_of(clinic, maren) is Rhythm.AT_ONCE


def test_what_waits_for_next_week_comes_at_once_when_that_is_chosen(clinic: Database, maren: Actor) -> None:
    choose(clinic, maren, "weekly", after())
    happen(clinic, maren)
    assert told(clinic, after(minutes=5)) == []

    choose(clinic, maren, "at-once", after(minutes=6))

    assert told(clinic, after(minutes=6)) == [(MAREN, ["changed"])]


def test_the_page_says_what_waits_and_until_when(clinic: Database, maren: Actor) -> None:
    choose(clinic, maren, "daily", after())
    happen(clinic, maren)
    happen(clinic, maren)

    with clinic.reading() as session:
        page = mail_choices_page(session, maren)
    assert page.waiting == 2
    assert page.next_at is not None
    assert page.next_at.date() == after(days=1).today


def test_whoever_wants_no_mail_gets_none_not_even_what_waits(clinic: Database, maren: Actor) -> None:
    happen(clinic, maren)
    gather(clinic, after())
    assert send_next(clinic, refuse, after())
    choose(clinic, maren, "daily", after())
    happen(clinic, maren)

    stop(clinic, maren.person_id, after(minutes=1))
    happen(clinic, maren)

    assert notices(clinic) == []
    assert sent(clinic, after(days=20)) == []
    assert rhythm_of(clinic, maren) is Rhythm.NONE


def test_what_has_to_be_known_outlives_that(clinic: Database, maren: Actor) -> None:
    happen(clinic, maren, NoticeKind.REVOKED)
    gather(clinic, after())

    stop(clinic, maren.person_id, after())

    assert told(clinic, after()) == [(MAREN, ["revoked"])]


def test_a_link_to_nobody_stops_nothing(clinic: Database) -> None:
    with pytest.raises(NotFound):
        stop(clinic, UUID(int=99), after())
