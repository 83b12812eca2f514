"""Times are kept with their zone, or not at all."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from trainer.storage.database import Database
from trainer.storage.people import Lease

CENTRAL_EUROPE = timezone(timedelta(hours=1))


def keep(database: Database, until: datetime) -> None:
    with database.writing() as session:
        session.add(Lease(name="sweep", holder="one", until=until))
        session.commit()


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="a time without a zone cannot be stored"):
        keep(database, datetime(2026, 11, 2, 9, 30))  # noqa: DTZ001 -- this is the mistake


def test_comparing_with_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 2, 9, 30)  # noqa: DTZ001 -- this is the mistake
    with database.reading() as session, pytest.raises(StatementError, match="a time without a zone"):
        session.scalars(select(Lease).where(Lease.until < naive)).all()


def test_a_time_comes_back_in_utc_to_the_microsecond(database: Database) -> None:
    keep(database, datetime(2026, 11, 2, 10, 30, 0, 123456, tzinfo=CENTRAL_EUROPE))
    with database.reading() as session:
        until = session.scalars(select(Lease.until)).one()
    assert until == datetime(2026, 11, 2, 9, 30, 0, 123456, tzinfo=UTC)
    assert until.tzinfo is UTC


def test_times_are_compared_as_points_in_time(database: Database) -> None:
    keep(database, datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
    later_by_the_clock_but_earlier = datetime(2026, 11, 2, 10, 0, tzinfo=CENTRAL_EUROPE)
    with database.reading() as session:
        found = session.scalars(select(Lease.name).where(Lease.until > later_by_the_clock_but_earlier)).all()
    assert found == ["sweep"]
