"""What a transcript says of practicum, consultation and live meetings: choices and signatures, never words."""

from collections.abc import Sequence

from trainer.curriculum.transcript import Column, Value
from trainer.curriculum.transcript_facts import TranscriptFacts
from trainer.curriculum.transcript_titles import Titles

PRACTICUM = (
    Column(key="practicum", heading="Practicum or consultation"),
    Column(key="held_on", heading="Day"),
    Column(key="minutes", heading="Minutes", is_number=True),
    Column(key="role", heading="Role"),
    Column(key="phase", heading="Phase"),
    Column(key="route", heading="Route"),
    Column(key="client", heading="Patient"),
    Column(key="signature", heading="Signature"),
    Column(key="decided", heading="Decided"),
    Column(key="by", heading="By"),
)
MEETINGS = (
    Column(key="meeting", heading="Meeting"),
    Column(key="for", heading="For"),
    Column(key="held_on", heading="Day"),
    Column(key="minutes", heading="Minutes", is_number=True),
    Column(key="attendance", heading="Attendance"),
    Column(key="decided", heading="Decided"),
    Column(key="by", heading="By"),
)


def practicum_rows(facts: TranscriptFacts, titles: Titles) -> Sequence[tuple[Value, ...]]:
    """Each entry of the ledger with how it stands."""
    return [
        (
            titles.item(each.item)[1],
            each.held_on,
            each.minutes,
            each.role,
            each.phase or None,
            each.route or None,
            each.client or None,
            each.state,
            each.decided_at,
            each.by,
        )
        for each in facts.practicum
    ]


def meeting_rows(facts: TranscriptFacts, titles: Titles) -> Sequence[tuple[Value, ...]]:
    """Each meeting at which attendance was signed, also where it was taken back."""
    return [
        (each.title, titles.item(each.item)[1], each.held_on, each.minutes, each.state, each.decided_at, each.by)
        for each in facts.meetings
    ]
