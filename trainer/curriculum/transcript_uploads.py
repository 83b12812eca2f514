"""What a transcript says of documents and reflections: that they are there, never what they say."""

from collections.abc import Sequence

from trainer.curriculum.transcript import Column, Value
from trainer.curriculum.transcript_facts import TranscriptFacts
from trainer.curriculum.transcript_titles import Titles

DOCUMENTS = (
    Column(key="document", heading="Document"),
    Column(key="upload", heading="Upload", is_number=True),
    Column(key="uploaded", heading="Uploaded"),
    Column(key="valid_until", heading="Valid until"),
    Column(key="became", heading="What became of it"),
    Column(key="decided", heading="Decided"),
    Column(key="by", heading="By"),
)
REFLECTIONS = (
    Column(key="reflection", heading="Reflection"),
    Column(key="first_kept", heading="First kept"),
    Column(key="last_kept", heading="Last kept"),
    Column(key="versions", heading="Versions", is_number=True),
)


def document_rows(facts: TranscriptFacts, titles: Titles) -> Sequence[tuple[Value, ...]]:
    """Each upload with what became of it."""
    return [
        (titles.item(each.item)[1], each.number, each.at, each.valid_until, each.state, each.decided_at, each.by)
        for each in facts.documents
    ]


def reflection_rows(facts: TranscriptFacts, titles: Titles) -> Sequence[tuple[Value, ...]]:
    """Each reflection that was kept."""
    return [(titles.item(each.item)[1], each.first_at, each.last_at, each.versions) for each in facts.reflections]
