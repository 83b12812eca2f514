"""Measures search over 500 modules' worth of text, on both databases: `python -m tests.bench.search`."""

# Publishing the course takes the better part of the time; everything stays on this machine and is removed at the end.

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Final
from urllib.parse import quote_plus
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from tests.bench.crowd import PASSWORD
from tests.bench.large_course import COURSE, large_course
from tests.bench.servers import load
from tests.bench.visitor import sign_in
from tests.support.postgresql import PrivateServer
from tests.support.site import served
from trainer import clock
from trainer.access import PLATFORM, RoleName
from trainer.actions import cohorts, inviting, publishing
from trainer.actions.editions import Options
from trainer.storage import migrating
from trainer.storage.database import Database, open_database
from trainer.storage.passages import PassageRow

_AIM: Final = 50.0  # milliseconds, of 95 in 100 answers
_SECONDS: Final = 20.0
_PEOPLE: Final = {"trainee@example.org": RoleName.TRAINEE, "instructor@example.org": RoleName.INSTRUCTOR}
_TYPED: Final = {
    "half words": ("halluc", "ketam", "contraind", "bioavail", "subling", "intraven", "dissoc", "prescri", "pa", "do"),
    "forms": ("patients", "doses", "sessions", "hallucinations", "prescribers", "infusions", "dosing", "modules"),
    "common words": ("ketamine", "patient", "dose", "the session", "course", "what is the dose of ketamine"),
    "several words": ("blood pressure", "sublingual troche", "peak after injection", "first pass metabolism liver"),
    "mistyped": ("ketamnie", "halucinations", "contraindcations", "bioavialability", "pateint dose", "aneurism"),
    "by other names": ("AVM", "black box warning", "active placebo", "columbia suicide severity rating scale", "KAP"),
    "nothing": ("zebra", "xylophone quartz", "qqqq", "zymurgy patient"),
}


def main() -> None:
    """Fill, serve and search each kind of database."""
    lines = [f"Aim: 95 in 100 answers under {_AIM:.0f} ms at the server, one after the other over one connection.", ""]
    for kind, url, folder in _databases():
        database = open_database(url)
        print(f"  {kind}: publishing 500 modules …", file=sys.stderr, flush=True)
        passages = _fill(database)
        with served(url, folder, workers=1) as address:
            host = address.removeprefix("http://")
            for person in _PEOPLE:
                print(f"  {kind}: {person} searches …", file=sys.stderr, flush=True)
                lines += _measured(f"{kind}, {passages} passages, {person.partition('@')[0]}", host, person)
        database.close()
    print("\n".join(lines))


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        yield Path(folder)


def _databases() -> Iterator[tuple[str, str, Path]]:
    with _scratch() as folder:
        yield "SQLite", f"sqlite:///{folder}/trainer.db", folder
    server = PrivateServer()
    try:
        server.create("large")
        with _scratch() as folder:
            yield "PostgreSQL", server.url("large"), folder
    finally:
        server.stop()


def _fill(database: Database) -> int:
    now = clock.now(ZoneInfo("UTC"))
    migrating.upgrade(database)
    outcome = publishing.publish(database, PLATFORM, large_course(), (), Options(), now)
    assert outcome.number == 1, outcome.problems[:3]
    cohorts.add_cohort(database, PLATFORM, "Day", COURSE, now.today, now.today + timedelta(days=60), now)
    for address, role in _PEOPLE.items():
        cohort = "Day" if role is RoleName.TRAINEE else None
        token = inviting.invite(database, PLATFORM, address, role, course=None, cohort=cohort, now=now)
        inviting.accept(database, token, address, PASSWORD, "a bench", now)
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(PassageRow)) or 0


def _measured(what: str, host: str, person: str) -> Iterator[str]:
    visitor = sign_in(host, person)
    paths = {
        kind: [f"/courses/{COURSE}/search?q={quote_plus(words)}" for words in typed] for kind, typed in _TYPED.items()
    }
    paths["suggestions"] = [
        f"/courses/{COURSE}/search/suggestions?q={quote_plus(words)}" for words in _TYPED["half words"]
    ]
    everything: list[float] = []
    yield f"{what}:"
    for kind, each in paths.items():
        requests = [visitor.page(path) for path in each]
        load(host, [requests], expect=200, seconds=_SECONDS)  # warm
        seen = load(host, [requests * 5], expect=200, seconds=_SECONDS).milliseconds
        everything += seen
        yield f"  {kind:<16} {_numbers(seen)}"
    yield f"  {'all':<16} {_numbers(everything)}"
    yield ""


def _numbers(seen: Sequence[float]) -> str:
    late = quantiles(seen, n=20)[-1]
    return f"median {median(seen):5.1f} ms, 95 in 100 under {late:5.1f} ms, longest {max(seen):6.1f} ms, of {len(seen)}"


if __name__ == "__main__":
    main()
