"""A person's own notes and marks, for the archive of their data."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from trainer.curriculum.transcript import plain_of
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.notes import kept_in_course


def own_notes(session: Session, enrolments: Sequence[EnrolmentRow]) -> list[dict[str, object]]:
    """What somebody noted and marked for themselves: one statement for each enrolment."""
    found: list[dict[str, object]] = []
    for enrolment in enrolments:
        notes, marks = kept_in_course(session, enrolment.enrolment_id)
        found.append(
            {
                "course": enrolment.course,
                "enrolment": enrolment.number,
                "notes": [
                    {
                        "module": note.path,
                        "section": note.section,
                        "edition": note.edition,
                        "quote": note.quote,
                        "words_before": note.before,
                        "words_after": note.after,
                        "note": note.words,
                        "made": plain_of(note.created_at),
                        "changed": plain_of(note.changed_at),
                    }
                    for note in notes
                ],
                "marked_to_come_back": [
                    {"module": mark.path, "section": mark.section, "made": plain_of(mark.created_at)} for mark in marks
                ],
            }
        )
    return found
