"""What supervisors decided about somebody or shared with them, for their own data."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from trainer.curriculum.transcript import plain_of
from trainer.queries.decided import Said, notes_of, placements_of
from trainer.storage.enrolments import EnrolmentRow

Json = dict[str, object]


def own_decisions(session: Session, enrolments: Sequence[EnrolmentRow]) -> list[Json]:
    """For each enrolment the notes that its trainee can read, and by whom it was paused or moved, the newest first.

    Excusals stand in the transcripts.
    """
    return [
        {
            "course": enrolment.course,
            "enrolment": enrolment.number,
            "notes": [
                _said(note.said)
                for note in notes_of(session, enrolment.enrolment_id)
                if note.said.is_shared and note.withdrawn is None
            ],
            "placements": [
                {"what": each.kind, "cohort": each.cohort, "at": plain_of(each.at), "by": each.by}
                for each in placements_of(session, enrolment.enrolment_id)
            ],
        }
        for enrolment in enrolments
    ]


def _said(said: Said) -> Json:
    return {"words": said.words, "at": plain_of(said.at), "by": said.by}
