"""Adds a migration to a copy of ours, to see what a migration of tomorrow would do."""

import shutil
from pathlib import Path

from trainer.storage.version import SCRIPTS, newest_version

_MIGRATION = '''
"""A migration of tomorrow."""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{newest}"


def upgrade():
    {upgrade}
'''


def scripts_with(folder: Path, upgrade: str) -> Path:
    """The folder of our migrations and of one more that does what `upgrade` says in Python."""
    scripts = shutil.copytree(SCRIPTS, folder / "migrations")
    words = _MIGRATION.format(newest=newest_version(), upgrade=upgrade)
    (scripts / "versions" / "next.py").write_text(words)
    return scripts
