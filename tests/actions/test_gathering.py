"""What somebody is to be told comes together in one message, when they chose, under a Message-ID that stays."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.support.clinic import JONAS, MAREN, actor_of, after
from tests.support.mail import notices, sent, told
from tests.support.statements import Statements
from trainer.access import PLATFORM, Actor
from trainer.actions import people
from trainer.actions.choosing_mail import choose
from trainer.actions.gathering import gather
from trainer.actions.posting import tell
from trainer.actions.retrying import retry
from trainer.actions.sending import Message, send_next
from trainer.actions.sweeping import prune
from trainer.clock import Now
from trainer.queries.outbox import unsent_messages
from trainer.reminding import NoticeKind
from trainer.storage.database import Database
from trainer.storage.people import Outbox, Person

Counting = Callable[[Database], AbstractContextManager[Statements]]


def happen(database: Database, kind: NoticeKind, who: Iterable[UUID], now: Now, title: str = "Care") -> None:
    with database.writing() as session:
        tell(session, kind, who, f"courses/care/{kind}", now, title=title)
        session.commit()


def refuse(_message: Message) -> None:
    raise ConnectionRefusedError


def messages(database: Database) -> list[Outbox]:
    """The messages that were written since everybody joined."""
    with database.reading() as session:
        rows = session.scalars(select(Outbox).where(Outbox.created_at >= after().at).order_by(Outbox.created_at))
        return list(rows)


def test_what_happened_once_comes_at_once_by_itself(clinic: Database, maren: Actor) -> None:
    sent(clinic, after())
    happen(clinic, NoticeKind.GRANTED, [maren.person_id], after(minutes=1), "Routes")

    [message] = sent(clinic, after(minutes=1))

    assert (message.kind, message.address) == ("granted", MAREN)
    assert [(each.kind, each.title, each.path) for each in message.notices] == [
        (NoticeKind.GRANTED, "Routes", "courses/care/granted")
    ]
    assert notices(clinic) == []
    assert sent(clinic, after(days=20)) == []


def test_a_day_of_news_comes_in_one_message_the_next_morning(clinic: Database, maren: Actor, jonas: Actor) -> None:
    sent(clinic, after())
    choose(clinic, maren, "daily", after())
    for number in range(3):
        happen(clinic, NoticeKind.RETURNED, [maren.person_id], after(minutes=number), f"Entry {number}")
        happen(clinic, NoticeKind.WAITING, [maren.person_id, jonas.person_id], after(minutes=number))

    first = told(clinic, after(minutes=5))
    second = told(clinic, after(days=2))

    assert first == [(JONAS, ["waiting"])]
    assert second == [(MAREN, ["returned", "waiting", "returned", "returned"])]


def test_what_somebody_has_to_know_comes_at_once_and_by_itself(clinic: Database, maren: Actor) -> None:
    sent(clinic, after())
    for rhythm in ("none", "weekly", "at-once"):
        choose(clinic, maren, rhythm, after())
        happen(clinic, NoticeKind.REVOKED, [maren.person_id], after())
        happen(clinic, NoticeKind.CHANGED, [maren.person_id], after())

        kinds = sorted(kinds for _, kinds in told(clinic, after()))

        assert kinds == ([["changed"], ["revoked"]] if rhythm == "at-once" else [["revoked"]])
        choose(clinic, maren, "none", after())


def test_whoever_left_meanwhile_is_told_nothing(clinic: Database, maren: Actor) -> None:
    sent(clinic, after())
    happen(clinic, NoticeKind.CHANGED, [maren.person_id], after())
    people.deactivate(clinic, PLATFORM, MAREN, after())

    assert gather(clinic, after()) == 0
    assert notices(clinic) == []


def test_a_message_that_fails_keeps_its_words_and_its_message_id(clinic: Database, maren: Actor) -> None:
    sent(clinic, after())
    happen(clinic, NoticeKind.CHANGED, [maren.person_id], after())
    gather(clinic, after())
    [written] = messages(clinic)
    assert send_next(clinic, refuse, after())
    happen(clinic, NoticeKind.GRANTED, [maren.person_id], after(minutes=1))

    came = sent(clinic, after(minutes=2))

    assert [(each.message_id == written.message_id, each.kind) for each in came] == [
        (True, "changed"),
        (False, "granted"),
    ]


def test_what_was_given_up_can_be_tried_again_by_hand(clinic: Database, maren: Actor) -> None:
    sent(clinic, after())
    happen(clinic, NoticeKind.CHANGED, [maren.person_id], after())
    gather(clinic, after())
    for number in range(12):
        assert send_next(clinic, refuse, after(hours=5 * number))
    [given_up] = [each for each in unsent_messages(clinic) if each.created_at >= after().at]
    assert (given_up.kind, given_up.address, given_up.is_given_up, given_up.tries, given_up.fault) == (
        "changed",
        MAREN,
        True,
        12,
        "ConnectionRefusedError",
    )

    assert retry(clinic, after(days=4)).again == 1

    assert told(clinic, after(days=4)) == [(MAREN, ["changed"])]


def test_trying_again_by_hand_leaves_alone_what_a_process_may_be_sending(clinic: Database, maren: Actor) -> None:
    sent(clinic, after())
    happen(clinic, NoticeKind.CHANGED, [maren.person_id], after())
    gather(clinic, after())
    beside: list[int] = []

    def deliver(_message: Message) -> None:
        beside.append(retry(clinic, after()).again)
        beside.append(int(send_next(clinic, refuse, after())))

    assert send_next(clinic, deliver, after())
    assert beside == [0, 0]


def test_what_was_never_sent_goes_after_thirty_days(clinic: Database, maren: Actor) -> None:
    happen(clinic, NoticeKind.CHANGED, [maren.person_id], after())
    gather(clinic, after())
    happen(clinic, NoticeKind.CHANGED, [maren.person_id], after(hours=1))

    prune(clinic, after(days=31))

    assert notices(clinic) == []
    assert messages(clinic) == []


def test_gathering_for_two_hundred_takes_as_many_statements_as_for_one(
    clinic: Database, maren: Actor, count_statements: Counting
) -> None:
    newcomers = [Person(id=uuid4(), name="N", address="n@example.org", is_active=True, created_at=after().at)]
    newcomers += [Person(id=uuid4(), name="N", is_active=True, created_at=after().at) for _ in range(198)]
    with clinic.writing() as session:
        session.add_all(newcomers)
        session.commit()
    counts = []
    for some in ([maren.person_id], [maren.person_id, *(person.id for person in newcomers)]):
        for _ in range(3):
            happen(clinic, NoticeKind.WAITING, some, after())
        with count_statements(clinic) as statements:
            assert gather(clinic, after()) == len(some)
        counts.append(sum(not each.startswith("SELECT pg_advisory") for each in statements.seen))

    assert counts == [5, 5]


def test_two_batches_split_nobodys_news(clinic: Database, maren: Actor, jonas: Actor) -> None:
    sent(clinic, after())
    for number in range(4):
        happen(clinic, NoticeKind.RETURNED, [maren.person_id, jonas.person_id], after(minutes=number), f"E{number}")

    assert gather(clinic, after(minutes=9), batch=1) == 2

    assert told(clinic, after(minutes=9)) == [(JONAS, ["returned"] * 4), (MAREN, ["returned"] * 4)]
    assert actor_of(clinic, MAREN) == maren
