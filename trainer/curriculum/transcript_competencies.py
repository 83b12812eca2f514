"""What a transcript says of competencies: at which level who saw them, and what was signed, withdrawn, decided."""

from collections.abc import Sequence

from trainer.curriculum.transcript import Column, Value
from trainer.curriculum.transcript_facts import TranscriptFacts
from trainer.curriculum.transcript_titles import Titles

COMPETENCIES = (
    Column(key="competency", heading="Competency"),
    Column(key="event", heading="What was recorded"),
    Column(key="level", heading="Level", is_number=True),
    Column(key="seen_on", heading="Seen on"),
    Column(key="setting", heading="Where"),
    Column(key="recorded", heading="Recorded"),
    Column(key="by", heading="By"),
)


def competency_rows(facts: TranscriptFacts, titles: Titles) -> Sequence[tuple[Value, ...]]:
    """Each rating above 0, signature, withdrawal, appeal and decision, by competency and then by time."""
    ordered = sorted(facts.competencies, key=lambda each: (titles.item_place(each.item), each.at, each.event))
    return [
        (titles.item(each.item)[1], each.event, each.level, each.seen_on, each.setting, each.at, each.by)
        for each in ordered
    ]
