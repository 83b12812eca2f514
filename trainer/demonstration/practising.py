"""Trainees keep ledgers of their practicum, and supervisors countersign and hold meetings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from trainer.access import Actor, RoleName
from trainer.actions import countersigning, ledger, meeting, withdrawing
from trainer.curriculum.ledger import Typed
from trainer.curriculum.meeting_plan import TypedMeeting
from trainer.demonstration.learner import Learner
from trainer.queries.ledger import own_ledger
from trainer.queries.ledger_view import EntryView
from trainer.queries.meetings import Attendee, meeting_page

_OBSERVED: Final = Typed(item="practicum:observed", minutes="120", phase="dosing", role="observer")
_SECOND: Final = Typed(item="practicum:second", minutes="120", phase="dosing", role="second", route="sublingual")
_INTEGRATION: Final = Typed(item="practicum:integration-sessions", minutes="60", phase="integration", role="second")
_CONSULTATION: Final = Typed(item="practicum:individual-consultation", minutes="60", role="individual-consultation")
_TOO_LONG: Final = "We met for an hour, not for an hour and a half."
_WHO: Final = "Which of us was in the room? Please look again."
_QUIET: Final = "I noticed how much I wanted to explain, and said nothing. The silence was mine to bear, not theirs."
_QUOTED: Final = "I read Ellen Whitfield on silence the evening before, and leaned on it too much."


def keep_ledgers(supervisor: Actor, learners: Sequence[Learner]) -> None:
    """Two trainees of the evening group enter what they did, and have entries in every state."""
    by_name = {learner.actor.name: learner for learner in learners}
    mara, chidi = by_name.get("Mara Lindqvist"), by_name.get("Chidi Abara")
    if mara:
        _keep_in_every_state(mara, supervisor)
    if chidi:
        _keep_far_along(chidi, supervisor)


def hold_meetings(supervisor: Actor, learners: Sequence[Learner]) -> None:
    """One drill was held, one more was held and waits for its list, and one is to come."""
    first = learners[0]
    [cohort_id] = [role.cohort_id for role in supervisor.roles if role.name is RoleName.SUPERVISOR]
    if cohort_id is None:
        return
    drill = _plan(first, supervisor, cohort_id, "Airway drill with the team", 24)
    people = {each.name: each.enrolment_id for each in _people(first, supervisor, drill)}
    there = ("Mara Lindqvist", "Chidi Abara", "Lea Brandt", "Jonas Eriksen", "Nadia Petrova")
    wanted = [people[name] for name in there if name in people]
    meeting.record_attendance(first.database, supervisor, drill, wanted, first.days_ago(23))
    mistaken = next(each for each in _people(first, supervisor, drill) if each.standing and "Jonas" in each.name)
    if mistaken.standing:
        reason = "He was ill that day; I ticked the wrong line."
        withdrawing.withdraw_sign_off(
            first.database, supervisor, mistaken.standing.sign_off_id, reason, False, first.days_ago(22)
        )
    _plan(first, supervisor, cohort_id, "Raised blood pressure: a drill in the treatment room", 2)
    _plan(first, supervisor, cohort_id, "A patient who wants to leave: drill with the team", -12)


def _keep_in_every_state(learner: Learner, supervisor: Actor) -> None:
    client = _code(learner, 30)
    signed = _enter(learner, supervisor, replace(_OBSERVED, route="intramuscular", code=client), 29, _QUIET)
    _sign(learner, supervisor, signed, 27, "You held the silence well.")
    returned = _enter(learner, supervisor, replace(_CONSULTATION, minutes="90"), 21)
    countersigning.give_back(
        learner.database,
        supervisor,
        returned,
        _TOO_LONG,
        0,
        learner.days_ago(20),
    )
    answer = _typed(learner, supervisor, _CONSULTATION, 21)
    new = ledger.replace_entry(
        learner.database, learner.actor, learner.course, returned, answer, (), learner.days_ago(19)
    )
    _sign(learner, supervisor, new, 18)
    taken_back = _enter(learner, supervisor, replace(_OBSERVED, route="sublingual", code=client), 15)
    _sign(learner, supervisor, taken_back, 14)
    [signature] = [each for each in _ledger(learner) if each.id == taken_back]
    if signature.last:
        reason = "I signed the session of another trainee. I will look it up and sign again."
        withdrawing.withdraw_sign_off(
            learner.database, supervisor, signature.last.id, reason, False, learner.days_ago(13)
        )
    open_one = _enter(learner, supervisor, replace(_INTEGRATION, code=client), 9)
    countersigning.give_back(
        learner.database,
        supervisor,
        open_one,
        _WHO,
        0,
        learner.days_ago(8),
    )
    typed = _typed(learner, supervisor, replace(_SECOND, code=client), 4, _QUOTED, "She is the author of a book.")
    shown = ("Ellen Whitfield",)
    ledger.add_entry(
        learner.database, learner.actor, learner.course, typed, shown, len(_ledger(learner)), learner.days_ago(3)
    )


def _keep_far_along(learner: Learner, supervisor: Actor) -> None:
    clients = (_code(learner, 45), _code(learner, 44))
    sessions = [
        replace(_OBSERVED, route=route, code=client) for route in ("intramuscular", "sublingual") for client in clients
    ]
    sessions += [replace(_SECOND, code=clients[0]), replace(_SECOND, code=clients[1], route="intramuscular")]
    sessions += [replace(_INTEGRATION, code=client) for client in clients]
    sessions += [_CONSULTATION] * 4
    for number, session in enumerate(sessions):
        day = 43 - number * 3
        entry_id = _enter(learner, supervisor, session, day)
        if number < len(sessions) - 1:
            _sign(learner, supervisor, entry_id, day - 1)


def _code(learner: Learner, day: float) -> str:
    with learner.database.reading() as session:
        now = learner.days_ago(day)
        there = own_ledger(session, learner.database, learner.actor, learner.course, now).codes
    ledger.give_code(learner.database, learner.actor, learner.course, len(there), now)
    with learner.database.reading() as session:
        return own_ledger(session, learner.database, learner.actor, learner.course, now).codes[-1]


def _typed(
    learner: Learner, supervisor: Actor, typed: Typed, day: float, reflection: str = "", reason: str = ""
) -> Typed:
    held_on = learner.days_ago(day + 1).today.isoformat()
    asked = str(supervisor.person_id)
    return replace(typed, held_on=held_on, supervisor=asked, reflection=reflection, reason=reason)


def _enter(learner: Learner, supervisor: Actor, typed: Typed, day: float, reflection: str = "") -> UUID:
    seen = len(_ledger(learner))
    filled = _typed(learner, supervisor, typed, day, reflection)
    return ledger.add_entry(learner.database, learner.actor, learner.course, filled, (), seen, learner.days_ago(day))


def _ledger(learner: Learner) -> Sequence[EntryView]:
    with learner.database.reading() as session:
        return own_ledger(session, learner.database, learner.actor, learner.course, learner.days_ago(0)).entries


def _sign(learner: Learner, supervisor: Actor, entry_id: UUID, day: float, words: str = "") -> None:
    countersigning.countersign(learner.database, supervisor, entry_id, words, 0, learner.days_ago(day))


def _plan(learner: Learner, supervisor: Actor, cohort_id: UUID, title: str, day: float) -> UUID:
    held_on = (learner.days_ago(0).today - timedelta(days=day)).isoformat()
    typed = TypedMeeting(item="meetings:emergency-drills", title=title, held_on=held_on, minutes="60")
    return meeting.plan(learner.database, supervisor, cohort_id, typed, 9, learner.days_ago(max(day, 0) + 7))


def _people(learner: Learner, supervisor: Actor, meeting_id: UUID) -> Sequence[Attendee]:
    with learner.database.reading() as session:
        return meeting_page(session, learner.database, supervisor, meeting_id, learner.days_ago(0)).people
