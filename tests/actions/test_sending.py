"""What waits in the outbox is sent at least once, under one Message-ID, and not while its link is dead."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from tests.support.clinic import JONAS, MAREN, PASSWORD, after
from trainer.access import PLATFORM, RoleName
from trainer.actions import inviting, people, resetting
from trainer.actions.sending import Message, mark_shown, send_next
from trainer.clock import Now
from trainer.storage.database import Database
from trainer.storage.people import Outbox

NEW = "nora@example.org"


class Killed(BaseException):
    """The process ends at this point."""


def invite(database: Database) -> str:
    return inviting.invite(database, PLATFORM, NEW, RoleName.INSTRUCTOR, course=None, cohort=None, now=after())


def reset(database: Database, address: str, now: Now | None = None) -> str:
    token = resetting.ask_for_reset(database, address, now or after())
    assert token is not None
    return token


def row(database: Database, message_id: str) -> Outbox:
    with database.reading() as session:
        return session.scalars(select(Outbox).where(Outbox.message_id == message_id)).one()


def sent(database: Database, now: Now) -> list[Message]:
    """Send everything that is due, and tell what was sent."""
    messages: list[Message] = []
    while send_next(database, messages.append, now):
        continue
    return messages


def refuse(_message: Message) -> None:
    raise ConnectionRefusedError


@contextmanager
def killed() -> Iterator[None]:
    with pytest.raises(Killed):
        yield


@pytest.fixture(autouse=True)
def everybody_has_their_invitation(clinic: Database) -> None:
    """The invitations with which the clinic began are accepted, and written to nobody any more."""
    assert sent(clinic, after(days=-1)) == []


def test_a_message_goes_to_the_address_of_its_person_with_its_link(clinic: Database) -> None:
    token = reset(clinic, MAREN)

    [message] = sent(clinic, after(minutes=1))

    assert (message.kind, message.address, message.name, message.token) == ("reset", MAREN, "Maren", token)
    kept = row(clinic, message.message_id)
    assert (kept.state, kept.token, kept.sent_at) == ("sent", None, after(minutes=1).at)
    assert sent(clinic, after(days=1)) == []


def test_an_invitation_goes_to_the_address_that_was_invited(clinic: Database) -> None:
    token = invite(clinic)

    [message] = sent(clinic, after())

    assert (message.kind, message.address, message.token) == ("invitation", NEW, token)


def test_several_messages_go_out_in_the_order_in_which_they_were_written(clinic: Database) -> None:
    reset(clinic, MAREN, after())
    reset(clinic, JONAS, after(minutes=1))

    assert [message.address for message in sent(clinic, after(minutes=2))] == [MAREN, JONAS]


def test_a_message_that_failed_is_tried_again_later_under_the_same_id(clinic: Database) -> None:
    reset(clinic, MAREN)
    assert send_next(clinic, refuse, after())
    assert not send_next(clinic, refuse, after(minutes=1))

    [message] = sent(clinic, after(minutes=2))

    assert row(clinic, message.message_id).state == "sent"
    assert row(clinic, message.message_id).tries == 1


def test_one_message_that_fails_does_not_hold_up_the_next(clinic: Database) -> None:
    reset(clinic, MAREN, after())
    reset(clinic, JONAS, after(minutes=1))
    delivered: list[str] = []

    def deliver(message: Message) -> None:
        if message.address == MAREN:
            raise OSError("no such mailbox")
        delivered.append(message.address)

    while send_next(clinic, deliver, after(minutes=1)):
        continue
    assert delivered == [JONAS]


def test_a_message_is_given_up_after_twelve_tries(clinic: Database) -> None:
    invite(clinic)
    moments = [after(hours=4 * number) for number in range(20)]

    tries = sum(send_next(clinic, refuse, moment) for moment in moments)

    assert tries == 12
    with clinic.reading() as session:
        given_up = session.scalars(select(Outbox).where(Outbox.created_at == after().at)).one()
    assert (given_up.state, given_up.tries, given_up.token) == ("failed", 12, None)


def test_a_process_killed_between_sending_and_noting_sends_the_same_id_again(clinic: Database) -> None:
    reset(clinic, MAREN)
    delivered: list[Message] = []

    def deliver_and_die(message: Message) -> None:
        delivered.append(message)
        raise Killed

    with killed():
        send_next(clinic, deliver_and_die, after())

    assert sent(clinic, after(minutes=4)) == []
    delivered += sent(clinic, after(minutes=5))
    assert len(delivered) == 2
    assert delivered[0] == delivered[1]


def test_a_message_that_another_process_is_sending_is_not_sent_beside_it(clinic: Database) -> None:
    reset(clinic, MAREN)
    beside: list[bool] = []

    def deliver(_message: Message) -> None:
        beside.append(send_next(clinic, refuse, after()))

    assert send_next(clinic, deliver, after())
    assert beside == [False]


def test_a_link_that_no_longer_works_is_not_sent(clinic: Database) -> None:
    reset(clinic, MAREN)
    used = reset(clinic, JONAS)
    resetting.choose_password(clinic, used, "tea in the garden", after(minutes=1))
    accepted = invite(clinic)
    inviting.accept(clinic, accepted, "Nora", PASSWORD, "a test", after(minutes=1))

    assert sent(clinic, after(hours=2)) == []
    with clinic.reading() as session:
        late = session.execute(select(Outbox.state, Outbox.token).where(Outbox.created_at >= after().at)).all()
    assert [tuple(each) for each in late] == [("failed", None)] * 3


def test_somebody_deactivated_is_written_to_no_more(clinic: Database) -> None:
    reset(clinic, MAREN)
    people.deactivate(clinic, PLATFORM, MAREN, after())

    assert sent(clinic, after()) == []


def test_a_link_shown_on_the_command_line_is_not_sent_too(clinic: Database) -> None:
    mark_shown(clinic, invite(clinic), after())

    assert sent(clinic, after()) == []
