"""A clinic that is served by processes of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.server import Server
from tests.support.databases import url_of
from trainer.storage.database import Database


@pytest.fixture
def server(clinic: Database, tmp_path: Path) -> Iterator[Server]:
    """A server of the clinic, started."""
    server = Server(url_of(clinic), tmp_path)
    try:
        server.start()
        yield server
    finally:
        server.end()
