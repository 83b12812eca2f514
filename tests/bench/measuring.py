"""Runs every kind of load against the served platform and the bare application, in turn, three times."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.bench import bare
from tests.bench.crowd import SUPERVISOR, Crowd
from tests.bench.rounds import Aim, Compared
from tests.bench.servers import CONNECTIONS, Load, bare_flask
from tests.bench.stretches import Stretch, Taking, answering, handing_in, reading, size_of
from tests.bench.visitor import Visitor, sign_in, sign_in_bare
from trainer.storage.database import Database

ROUNDS: Final = 3
_AIMS: Final = {"module page": Aim(ratio=0.6), "saving an answer": Aim(ratio=0.5)}


def module_path(people: Crowd) -> str:
    """The module page that is measured."""
    return f"/courses/{people.course}/modules/{people.modules[-1]}"


def sign_everybody_in(host: str, people: Crowd) -> Mapping[str, Visitor]:
    """A visitor for each address."""
    addresses = [SUPERVISOR, *(each.address for each in (*people.cohort, *people.early))]
    with ThreadPoolExecutor(4) as threads:
        return dict(zip(addresses, threads.map(lambda address: sign_in(host, address), addresses), strict=True))


def measure(
    visitors: Mapping[str, Visitor],
    people: Crowd,
    database: Database,
    folder: Path,
    tell: Callable[[str], None],
    wanted: Sequence[str] = (),
) -> list[Compared]:
    """Each kind of load as all rounds saw it; the servers are warm before the first.

    Only kinds whose name holds one of the `wanted` words, where there are any.
    """
    readers = [visitors[each.address] for each in people.cohort[:CONNECTIONS]]
    supervisors = [visitors[SUPERVISOR]] * CONNECTIONS
    pages = {
        "module page": (module_path(people), readers),
        "home page": (f"/courses/{people.course}/", readers),
        "cohort of 200": (f"/supervise/cohorts/{people.cohort_id}", supervisors),
    }
    takings = _takings(visitors, people)
    bare.prepare(folder / "bare.db", [size_of(who[0], path) for path, who in pages.values()])
    with bare_flask(folder / "bare.db", folder / "bare.log") as bare_host:
        visitor = sign_in_bare(bare_host)
        stretches = [
            *(reading(name, path, who, visitor) for name, (path, who) in pages.items()),
            answering("saving an answer", takings, database, visitor),
            handing_in("submitting", takings, database, visitor),
        ]
        stretches = [each for each in stretches if not wanted or any(word in each.name for word in wanted)]
        tell("Warming up")
        _go_round(stretches, 0)
        rounds = []
        for number in range(1, ROUNDS + 1):
            tell(f"Round {number} of {ROUNDS}")
            rounds.append(_go_round(stretches, number))
    return [
        Compared(
            stretch.name,
            [seen[stretch.name][0] for seen in rounds],
            [seen[stretch.name][1] for seen in rounds],
            _AIMS.get(stretch.name, Aim()),
        )
        for stretch in stretches
    ]


def _go_round(stretches: Sequence[Stretch], number: int) -> dict[str, tuple[Load, Load]]:
    return {stretch.name: (stretch.ours(number), stretch.bare(number)) for stretch in stretches}


def _takings(visitors: Mapping[str, Visitor], people: Crowd) -> list[Taking]:
    """Who takes which attempt in each round: first the early people all of theirs, then everybody another quiz."""
    warming_up = [(visitors[each.address], attempt) for each in people.early for attempt in each.attempts]
    rounds = [
        [
            (visitors[each.address], each.attempts[(place + number) % len(each.attempts)])
            for place, each in enumerate(people.cohort)
        ]
        for number in range(ROUNDS)
    ]
    return [warming_up, *rounds]
