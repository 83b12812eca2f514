"""Lets people of the demonstration play branching cases: well, badly, and half-way."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from trainer.actions import playing_cases
from trainer.clock import Now
from trainer.demonstration.learner import Learner
from trainer.queries.reader import reader_of
from trainer.quizzes.cases.case import Choice, Scene
from trainer.quizzes.cases.codes import coded, salt_of
from trainer.quizzes.cases.playing import Play, play
from trainer.storage.case_rows import RunRow, run_by_id

_PLAYERS: Final = (
    ("trainee@example.org", (("badly", 9.0), ("well", 8.0), ("half", 0.3))),
    ("chidi@example.org", (("badly", 6.0),)),
)
_MOST: Final = 60
"""How often somebody chooses in a run, lest a case that leads in circles keep the demonstration for ever."""


def play_cases(by_address: Mapping[str, Learner]) -> None:
    """Two people play the first case of the course; where there is none nobody does."""
    for address, runs in _PLAYERS:
        if address in by_address:
            for how, day in runs:
                _play(by_address[address], how, day)


def _play(learner: Learner, how: str, day: float) -> None:
    now = learner.days_ago(day)
    with learner.database.reading() as session:
        cases = reader_of(session, learner.database, learner.actor, learner.course, now).edition.outline.cases
    if not cases:
        return
    run_id = playing_cases.begin(learner.database, learner.actor, learner.course, cases[0].slug, now)
    for made in range(3 if how == "half" else _MOST):
        row, played = _stands(learner, run_id)
        if played.is_over:
            return
        choice = _worst(played.scene) if how == "badly" and made > 1 else _best(played.scene)
        codes = coded(played.scene, salt_of(row.id, row.revision_id))
        chosen = next(code for code, each in codes.items() if each.id == choice.id)
        playing_cases.choose(learner.database, learner.actor, run_id, made, chosen, _later(learner, day, made))


def _stands(learner: Learner, run_id: UUID) -> tuple[RunRow, Play]:
    with learner.database.reading() as session:
        row = run_by_id(session, run_id)
        assert row is not None
        case = learner.database.library.case(session, row.revision_id)
    return row, play(case, row.variation, row.choices)


def _later(learner: Learner, day: float, made: int) -> Now:
    """A minute for each choice."""
    return learner.days_ago(day - (made + 1) / 1440)


def _best(scene: Scene) -> Choice:
    return max(scene.choices, key=lambda each: (not each.is_critical, sum(each.points.values())))


def _worst(scene: Scene) -> Choice:
    return max(scene.choices, key=lambda each: (each.is_critical, -sum(each.points.values())))
