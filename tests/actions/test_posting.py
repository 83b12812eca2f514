"""People are told inside the act's own transaction, each as often as they chose, at one cost for many as for one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.support.clinic import ADA, IDA, ILSE, JONAS, MAREN, actor_of, after
from tests.support.mail import notices
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions.choosing_mail import choose
from trainer.actions.posting import tell
from trainer.clock import Now
from trainer.ids import SYSTEM
from trainer.reminding import NoticeKind
from trainer.storage.database import Database
from trainer.storage.mailing import Notice
from trainer.storage.people import Person

Counting = Callable[[Database], AbstractContextManager[Statements]]

EVENING = Now(datetime(2026, 11, 4, 20, tzinfo=UTC), datetime(2026, 11, 4).date())  # noqa: DTZ001 (only its day)


def test_everybody_is_told_when_they_chose_to_be(clinic: Database) -> None:
    people = {who: actor_of(clinic, who) for who in (MAREN, JONAS, IDA, ILSE)}
    for who, rhythm in ((JONAS, "daily"), (IDA, "weekly"), (ILSE, "none")):
        choose(clinic, people[who], rhythm, after())

    with clinic.writing() as session:
        some = [actor.person_id for actor in people.values()]
        tell(session, NoticeKind.CHANGED, some, "courses/care/modules/routes", EVENING, title="Routes")
        session.commit()

    with clinic.reading() as session:
        rows = session.execute(select(Person.email_key, Notice.due_at).join(Person, Notice.person_id == Person.id))
        due = {row.email_key: row.due_at for row in rows}
    assert due == {
        MAREN: datetime(2026, 11, 4, 20, tzinfo=UTC),
        JONAS: datetime(2026, 11, 5, 7, tzinfo=UTC),
        IDA: datetime(2026, 11, 9, 7, tzinfo=UTC),
    }


def test_an_act_that_is_undone_tells_nobody(clinic: Database, maren: Actor) -> None:
    with clinic.writing() as session:
        tell(session, NoticeKind.RETURNED, [maren.person_id], "courses/care/requirements", after(), title="Consent")

    assert notices(clinic) == []


def test_nobody_is_told_twice_of_one_act_and_the_platform_never(clinic: Database, maren: Actor) -> None:
    with clinic.writing() as session:
        tell(session, NoticeKind.WAITING, [maren.person_id, SYSTEM, maren.person_id], "supervise/waiting", after())
        session.commit()

    assert notices(clinic) == [("waiting", MAREN, "", "supervise/waiting")]


def test_telling_four_hundred_takes_as_many_statements_as_telling_one(
    clinic: Database, count_statements: Counting
) -> None:
    some = [actor_of(clinic, ADA).person_id, *newcomers(clinic, 399)]
    counts = []
    for number in (1, 400):
        with clinic.writing() as session, count_statements(clinic) as statements:
            tell(session, NoticeKind.CHANGED, some[:number], "courses/care/modules/routes", after(), title="Routes")
            counts.append(len(statements))
            session.commit()

    assert counts == [2, 2]
    assert len(notices(clinic)) == 401


def newcomers(database: Database, number: int) -> list[UUID]:
    people = [Person(id=uuid4(), name="N", is_active=True, created_at=after().at) for _ in range(number)]
    with database.writing() as session:
        session.add_all(people)
        session.commit()
        return [person.id for person in people]
