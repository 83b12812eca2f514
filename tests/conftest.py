"""Fixtures for every test, and the order in which the folders run."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

import hypothesis
import pytest

from tests.support.databases import PostgresqlTemplates, SqliteTemplates, Templates
from tests.support.postgresql import PrivateServer
from tests.support.scratch import scratch_folder
from tests.support.statements import Statements, counted
from trainer.storage.database import Database

HERE = Path(__file__).parent

FROM_PURE_TO_BROWSER = (
    "house",
    "docs",
    "kinetics",
    "quizzes",
    "curriculum",
    "bulk",
    "",
    "storage",
    "actions",
    "queries",
    "cli",
    "serving",
    "web",
    "browser",
)
"""The folders of tests in the order in which they run; '' is this one. A new folder gets its place here."""

pytest_plugins = ["tests.support.nothing_left_out", "tests.support.in_the_clinic"]
collect_ignore = ["bench"]

# A slow machine is no mistake.
hypothesis.settings.register_profile("trainer", deadline=None)
hypothesis.settings.load_profile("trainer")

# No test, and no program that one starts, runs with the settings of whoever runs it.
for name in [name for name in os.environ if name.startswith("TRAINER_")]:
    del os.environ[name]


@pytest.fixture(scope="session")
def templates_of() -> Iterator[Callable[[str], Templates]]:
    """The templates of 'sqlite' or 'postgresql'; the server starts when first asked for."""
    servers: list[PrivateServer] = []

    @cache
    def of(kind: str) -> Templates:
        if kind == "sqlite":
            return SqliteTemplates(scratch_folder())
        servers.append(PrivateServer())
        return PostgresqlTemplates(servers[0])

    yield of
    for server in servers:
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def templates(request: pytest.FixtureRequest, templates_of: Callable[[str], Templates]) -> Iterator[Templates]:
    """Hands out databases, filled or not; a test that asks for it runs once on each kind of database."""
    templates = templates_of(request.param)
    yield templates
    templates.take_back()


@pytest.fixture
def database(templates: Templates) -> Database:
    """A database of the newest schema in which nothing has happened yet."""
    return templates.get("newest")


@pytest.fixture
def count_statements() -> Callable[[Database], AbstractContextManager[Statements]]:
    """Counts SQL: `with count_statements(database) as statements: ...` and then `len(statements)`."""
    return counted


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what is quick and fails first before what needs a database or a browser."""
    items.sort(key=lambda item: FROM_PURE_TO_BROWSER.index(_folder(item)))


def _folder(item: pytest.Item) -> str:
    folder = item.path.relative_to(HERE).parts[:-1]
    name = folder[0] if folder else ""
    if name not in FROM_PURE_TO_BROWSER:
        raise pytest.UsageError(f"tests/{name} has no place in FROM_PURE_TO_BROWSER of tests/conftest.py yet")
    return name
