"""Every fact has one canonical form, which a program without this code could write as well."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from sqlalchemy import inspect

from trainer.storage.append_only import append_only_tables
from trainer.storage.base import Fact, Moment
from trainer.storage.canonical import canonical
from trainer.storage.content import Blob, Edition, EditionItem, Revision, RulesInForce
from trainer.storage.learning import Answer, CheckAnswer
from trainer.storage.mailing import Reminder
from trainer.storage.redactions import RedactionItem
from trainer.storage.reviews import ReviewReminder

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
EXAMPLES: dict[type, object] = {
    UUID: UUID(int=7),
    date: date(2026, 11, 2),
    str: "words",
    int: 3,
    bool: True,
}


def an_answer(**instead: object) -> Answer:
    columns: dict[str, object] = {
        "id": UUID("6f1c0e0e-0f6b-4f7e-8b57-4d3c1c5f2a10"),
        "person_id": UUID("0d6f3f0a-52f5-4b36-9f0e-0c7f3d9f6b21"),
        "actor_id": UUID("0d6f3f0a-52f5-4b36-9f0e-0c7f3d9f6b21"),
        "at": AT,
        "attempt_id": UUID("b3c3f1b6-2f55-4a9b-8a55-7e7ac2a3e932"),
        "question": "swallowed-troche",
        "number": 2,
        "chosen": '["später"]',
        "is_final": False,
    }
    return Answer(**(columns | instead))


def test_the_form_of_an_answer() -> None:
    assert canonical(an_answer()).decode() == (
        '{"fact":{'
        '"actor_id":"0d6f3f0a-52f5-4b36-9f0e-0c7f3d9f6b21",'
        '"at":"2026-11-02T09:30:00.000000Z",'
        '"attempt_id":"b3c3f1b6-2f55-4a9b-8a55-7e7ac2a3e932",'
        '"chosen":"[\\"später\\"]",'
        '"id":"6f1c0e0e-0f6b-4f7e-8b57-4d3c1c5f2a10",'
        '"is_final":false,'
        '"number":2,'
        '"person_id":"0d6f3f0a-52f5-4b36-9f0e-0c7f3d9f6b21",'
        '"question":"swallowed-troche"},'
        '"table":"answer","version":1}'
    )


def test_a_day_is_written_as_a_day() -> None:
    names = {"id", "person_id", "actor_id", "cohort_id", "revision_id"}
    ids = dict.fromkeys(names, UUID(int=7))
    rules = RulesInForce(**ids, at=AT, number=1, first_day=date(2026, 12, 1))
    assert b'"first_day":"2026-12-01"' in canonical(rules)


def test_the_same_moment_in_another_zone_has_the_same_form() -> None:
    vienna = datetime(2026, 11, 2, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    assert canonical(an_answer(at=vienna)) == canonical(an_answer(at=AT))


def test_a_time_without_a_zone_has_none() -> None:
    with pytest.raises(ValueError, match="a time without a zone"):
        canonical(an_answer(at=datetime(2026, 11, 2, 9, 30)))  # noqa: DTZ001 -- this is the mistake


def test_a_fact_without_its_id_has_none_yet() -> None:
    with pytest.raises(ValueError, match="answer without id has no canonical form yet"):
        canonical(an_answer(id=None))


def test_a_column_without_a_value_is_left_out() -> None:
    with_words = an_answer(text_id=UUID(int=1), text_digest="2c26b4")
    assert b'"text_digest":"2c26b4","text_id":"00000000-0000-0000-0000-000000000001"' in canonical(with_words)
    assert b"text_" not in canonical(an_answer())


def test_another_value_gives_another_form() -> None:
    assert canonical(an_answer(number=2)) != canonical(an_answer(number=3))
    assert canonical(an_answer(chosen="1")) != canonical(an_answer(chosen="1 "))


@pytest.mark.parametrize("kind", Fact.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_kind_of_fact_has_a_form_with_every_column(kind: type[Fact]) -> None:
    columns = inspect(kind).mapper.columns
    fact = kind(
        **{
            column.name: AT if isinstance(column.type, Moment) else EXAMPLES[column.type.python_type]
            for column in columns
        }
    )
    form = canonical(fact).decode()
    assert all(f'"{column.name}":' in form for column in columns)


def test_whatever_is_append_only_is_a_fact_or_was_published_or_stands_beside_a_fact() -> None:
    published = {Blob.__tablename__, Revision.__tablename__, Edition.__tablename__, EditionItem.__tablename__}
    beside = {RedactionItem.__tablename__, Reminder.__tablename__, ReviewReminder.__tablename__}
    facts = {inspect(kind).mapper.local_table.name for kind in Fact.__subclasses__()}
    assert facts | published | beside == set(append_only_tables())
    assert CheckAnswer.__tablename__ in facts
