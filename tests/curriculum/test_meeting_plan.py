"""What a supervisor enters of a live meeting."""

from dataclasses import replace
from datetime import date

import pytest

from trainer.curriculum.meeting_plan import MeetingPlan, TypedMeeting, read_meeting
from trainer.curriculum.requirements.amount import Amount
from trainer.curriculum.requirements.meetings import Meetings

DRILLS = Meetings(id="drills", title="Drills", amount=Amount(asked=2, in_hours=False))
TYPED = TypedMeeting(item="meetings:drills", title="  Airway\n drill ", held_on="2026-12-01", minutes="60")
TODAY = date(2026, 11, 23)


def test_a_meeting_is_read_with_its_title_in_one_line() -> None:
    assert read_meeting(TYPED, {DRILLS.item: DRILLS}, TODAY) == (
        MeetingPlan(item="meetings:drills", title="Airway drill", held_on=date(2026, 12, 1), minutes=60),
        [],
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"item": "practicum:observed"}, "item"),
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"held_on": "soon"}, "held_on"),
        ({"held_on": "2029-01-01"}, "held_on"),
        ({"held_on": "2019-01-01"}, "held_on"),
        ({"minutes": ""}, "minutes"),
    ],
)
def test_what_cannot_be_kept_is_a_problem_of_its_field(change: dict[str, str], field: str) -> None:
    plan, problems = read_meeting(replace(TYPED, **change), {DRILLS.item: DRILLS}, TODAY)
    assert (plan, [name for name, _ in problems]) == (None, [field])
