"""Of every table, and of every column that names a text, it is decided what erasing somebody does to it."""

from sqlalchemy import inspect

from trainer.storage.base import Base, Fact
from trainer.storage.erasing_tables import ERASED, FACTS_STAY, STAYS
from trainer.storage.erasing_texts import OWNED, STAYING
from trainer.storage.schema import metadata


def test_it_is_decided_once_of_every_table() -> None:
    assert sorted(metadata.tables) == sorted([*ERASED, *FACTS_STAY, *STAYS])


def test_facts_stand() -> None:
    facts = {inspect(each.class_).local_table.name for each in Base.registry.mappers if issubclass(each.class_, Fact)}
    assert facts == FACTS_STAY


def test_it_is_decided_of_every_column_that_names_a_text() -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "text"
    }
    assert columns == {each.name for each in OWNED} | STAYING.keys()
    assert not {each.name for each in OWNED} & STAYING.keys()
