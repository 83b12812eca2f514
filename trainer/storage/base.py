"""What every table has in common."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar, Final
from uuid import UUID, uuid4

from sqlalchemy import Date, DateTime, ForeignKey, LargeBinary, MetaData, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

MADE_ANEW: Final = {"info": {"made_anew": True}}
"""The arguments of a table that backups leave out, since everything in it follows from the rest."""


class Moment(TypeDecorator[datetime]):
    """A point in time: aware, kept and returned in UTC. A naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone, since nobody could tell later what it meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Give back UTC, whatever the server's zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The registry of all tables; constraints are named by one convention."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # SQLAlchemy declares this attribute as dict[Any, Any].
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        bytes: LargeBinary,
        datetime: Moment,
        date: Date,
        UUID: Uuid,
    }


class Immutable:
    """A table whose rows are added, never changed nor removed; triggers in the database hold it."""

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805 -- SQLAlchemy calls it with the class; its type is a union of tuples
        return (*getattr(cls, "constraints", ()), {"info": {"append_only": True}})


class Fact(Immutable):
    """Something that happened: to whom, by whom, when. Never altered; a correction is another fact."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)

    @declared_attr
    def person_id(cls) -> Mapped[UUID]:  # noqa: N805 -- as above
        """The person whom the fact concerns."""
        return mapped_column(ForeignKey("person.id"))

    @declared_attr
    def actor_id(cls) -> Mapped[UUID]:  # noqa: N805 -- as above
        """The person who did it."""
        return mapped_column(ForeignKey("person.id"))

    at: Mapped[datetime]
