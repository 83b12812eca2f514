"""The page on which a document is written: its text, how it will look, who else is there, what can be put in."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.errors import NotFound
from trainer.queries.at_work import Colleague, colleagues_at
from trainer.queries.comments_authoring import OpenComment, open_comments_of_readers
from trainer.queries.media_page import alternatives_of
from trainer.queries.review_comments import PlacedComment, open_comments
from trainer.queries.writing import WritingPage, authored_course, course_with_drafts, writing_page
from trainer.queries.writing_preview import PreviewPage, preview_of
from trainer.storage.draft_rows import saved_text

Picks = Mapping[str, tuple[tuple[str, str, str, str], ...]]
"""What can be put in, by kind ('sources', 'terms', 'sections', 'figures'): label, about, text, more to search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingRoom:
    """A document to be written on. `person` tells the author's own pages from others' in a shared browser."""

    person: str
    document: WritingPage
    preview: PreviewPage
    colleagues: tuple[Colleague, ...]
    of_reviewers: tuple[PlacedComment, ...]
    of_readers: tuple[OpenComment, ...]

    @property
    def is_markdown(self) -> bool:
        """Whether its text is Markdown; the other texts are YAML and BibTeX."""
        return self.document.kind is Kind.MODULE

    @property
    def problem_list(self) -> list[list[object]]:
        """The problems as the script takes them: line, message, severity."""
        return self.preview.problem_list


def writing_room(session: Session, actor: Actor, course: str, path: str, now: Now) -> WritingRoom:
    """A document's page: ten statements, eleven where a reviewer commented on it. Raises NotFound."""
    document = writing_page(session, actor, course, path)
    course_id = authored_course(session, actor, course)
    files = course_with_drafts(session, course_id, course)
    return WritingRoom(
        person=str(actor.person_id),
        document=document,
        preview=preview_of(files, course, path),
        colleagues=colleagues_at(session, actor, course_id, path, now),
        of_reviewers=open_comments(session, course_id, path, document.text),
        of_readers=open_comments_of_readers(session, course_id, path, document.text),
    )


def picks(session: Session, actor: Actor, course: str, path: str) -> Picks:
    """What can be put into a document: five statements. Raises NotFound."""
    from trainer.curriculum.insertable import insertables  # noqa: PLC0415 (renders: loaded by those who write)

    course_id = authored_course(session, actor, course)
    files = course_with_drafts(session, course_id, course)
    if path not in files:
        raise NotFound("There is no such document.")
    found = insertables(files, path, alternatives_of(session, course_id))
    return {
        kind: tuple((each.label, each.about, each.text, each.more) for each in every)
        for kind, every in (
            ("sources", found.sources),
            ("terms", found.terms),
            ("sections", found.sections),
            ("figures", found.figures),
            ("exercises", found.exercises),
        )
    }


def saved_version(session: Session, actor: Actor, course: str, path: str, version: int) -> str:
    """What was saved as a version of a document: two statements. Raises NotFound."""
    text = saved_text(session, authored_course(session, actor, course), path, version)
    if text is None:
        raise NotFound("This version is no longer kept.")
    return text.decode()
