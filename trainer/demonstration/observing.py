"""Supervisors of the demonstration watch trainees at work, sign what they saw, and take a signature back."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID, uuid5

from trainer.access import Actor
from trainer.actions import appealing, observing, remarking, signing_off, withdrawing
from trainer.demonstration.learner import Learner
from trainer.queries.requirements import RequirementsPage, own_requirements
from trainer.storage.enrolments import own_enrolment

_KEYS: Final = UUID("5f0f6c2e-54a1-4ad1-9c1c-9f6f6f0e7c11")
_MOST: Final = {
    "screening": 3,
    "scope": 3,
    "consent": 3,
    "preparation": 2,
    "presence": 3,
    "difficult-experience": 2,
    "integration": 2,
}
_SECOND: Final = {"screening": 3, "scope": 2, "consent": 3, "preparation": 2, "presence": 2, "boundaries": 2}
_TOO_EARLY: Final = "In the second encounter the right to stop was stated by me, not by Chidi. I signed too early."
_APPEAL: Final = "I stated it before we went in, and the patient said it back. The second observer was in the room."
_UNSEEN: Final = "I looked at my notes again: one of the two calls was closed by the nurse."
_HEARD: Final = "I closed both calls, and the nurse repeated the second one. Please ask her."
_ASKED: Final = "I spoke with the nurse, who remembers both calls. The signature was right."
_WRONG_PERSON: Final = "I had the wrong trainee before me in the list; it was another evening."
_MUCH_TALK: Final = (
    "I agree about the talking. The patient had asked me to go on speaking, as we had agreed beforehand."
)


def watch(first: Actor, second: Actor, learners: Sequence[Learner]) -> None:
    """Encounters in every state, signatures, one withdrawn with an open appeal, one restored upon an appeal."""
    by_name = {learner.actor.name: learner for learner in learners}
    nadia = by_name["Nadia Petrova"]
    _one_who_is_watched(by_name["Mara Lindqvist"], first, second)
    _one_who_appeals(by_name["Chidi Abara"], first, second)
    _one_whose_signature_was_restored(by_name["Lea Brandt"], first, second)
    mistaken = _see(nadia, first, 6, {"presence": 2})
    observing.withdraw_encounter(nadia.database, first, mistaken, _WRONG_PERSON, nadia.days_ago(5))


def _one_who_is_watched(learner: Learner, first: Actor, second: Actor) -> None:
    both = _see(
        learner, first, 16, _MOST | {"presence": 1}, second=second, note="Warm, and a little too quick to explain."
    )
    _rate(learner, second, both, _SECOND, 15)
    remarking.remark(learner.database, learner.actor, "encounter", both, _MUCH_TALK, 0, learner.days_ago(14))
    _see(learner, first, 3, {"consent": 3, "presence": 2}, second=second, setting="simulation")


def _one_who_appeals(learner: Learner, first: Actor, second: Actor) -> None:
    both = _see(learner, first, 30, _MOST, second=second, role="lead")
    _rate(learner, second, both, _SECOND | {"presence": 3}, 29)
    _see(learner, first, 19, _MOST, role="lead")
    _sign(learner, first, "consent", 3, 18, "The patient said it back in whole sentences.")
    _sign(learner, first, "presence", 3, 18)
    _sign(learner, second, "preparation", 2, 12)
    withdrawal_id = _withdraw(learner, first, "competency:consent", _TOO_EARLY, 6)
    appealing.appeal(learner.database, learner.actor, withdrawal_id, _APPEAL, learner.days_ago(4))


def _one_whose_signature_was_restored(learner: Learner, first: Actor, second: Actor) -> None:
    for day in (28, 22):
        _see(learner, first, day, {"scope": 3, "preparation": 3})
    _sign(learner, first, "scope", 3, 21)
    withdrawal_id = _withdraw(learner, first, "competency:scope", _UNSEEN, 15)
    appealing.appeal(learner.database, learner.actor, withdrawal_id, _HEARD, learner.days_ago(13))
    appeal_id = _page(learner).appeals[withdrawal_id].id
    appealing.decide_appeal(learner.database, second, appeal_id, "restored", _ASKED, learner.days_ago(9))


def _see(
    learner: Learner,
    by: Actor,
    day: float,
    levels: Mapping[str, int],
    *,
    second: Actor | None = None,
    role: str = "second",
    setting: str = "live",
    note: str = "",
) -> UUID:
    values = {
        "key": str(uuid5(_KEYS, f"{learner.actor.name} {day}")),
        "held_on": learner.days_ago(day + 1).today.isoformat(),
        "phase": "dosing",
        "setting": setting,
        "role": role,
        "second": str(second.person_id) if second else "",
        "note": note,
    }
    values |= {f"level-{competency}": str(level) for competency, level in levels.items()}
    return observing.record_encounter(learner.database, by, _enrolment(learner), values, learner.days_ago(day))


def _rate(learner: Learner, by: Actor, encounter_id: UUID, levels: Mapping[str, int], day: float) -> None:
    values = {f"level-{competency}": str(level) for competency, level in levels.items()}
    observing.rate_second(learner.database, by, encounter_id, values, learner.days_ago(day))


def _sign(learner: Learner, by: Actor, competency: str, level: int, day: float, words: str = "") -> None:
    signing_off.sign_competency(
        learner.database, by, _enrolment(learner), competency, level, words, 0, learner.days_ago(day)
    )


def _withdraw(learner: Learner, by: Actor, item: str, reason: str, day: float) -> UUID:
    parts = [row.part for group in _page(learner).groups for row in group.rows if row.requirement.item == item]
    [signature] = [each for part in parts for each in getattr(part, "signatures", ())]
    withdrawing.withdraw_sign_off(learner.database, by, signature.id, reason, False, learner.days_ago(day))
    return _page(learner).withdrawals[signature.id].id


def _page(learner: Learner) -> RequirementsPage:
    with learner.database.reading() as session:
        return own_requirements(session, learner.database, learner.actor, learner.course, learner.days_ago(0))


def _enrolment(learner: Learner) -> UUID:
    with learner.database.reading() as session:
        found = own_enrolment(session, learner.actor.person_id, learner.course, learner.days_ago(0).today)
    if found is None:
        raise LookupError(f"{learner.actor.name} is not enrolled")
    return found.enrolment_id
