"""Whether the database can serve this program."""

from trainer.storage.database import Database, Unreachable
from trainer.storage.version import newest_version, version_of


def is_ready(database: Database) -> bool:
    """Whether the database answers, with the schema of this program."""
    try:
        return version_of(database) == newest_version()
    except Unreachable:
        return False
