"""What reviewers said of a document, as its authors meet it: where each line stands in what is written now."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.reviewing import DocumentReview, document_review
from trainer.curriculum.reviewing_lines import line_now, words_of_line
from trainer.errors import NotFound
from trainer.queries.writing import authored_course
from trainer.storage.database import Database
from trainer.storage.draft_rows import drafts_of
from trainer.storage.editions import newest_edition
from trainer.storage.review_rows import CommentRow, comments_on, reviews_of_document, sources_of, under_review


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedComment:
    """A comment with the line on which its words stand now, 0 where it is about the whole, or its words are gone."""

    comment: CommentRow
    line: int
    quote: str

    @property
    def is_gone(self) -> bool:
        """Whether the words of which it speaks are no longer there."""
        return self.comment.line != 0 and self.line == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCommentsPage:
    """Every comment on a document, and what its reviews mean."""

    course: str
    path: str
    title: str
    review: DocumentReview
    is_draft: bool
    open: tuple[PlacedComment, ...]
    settled: tuple[PlacedComment, ...]


def review_comments_page(
    session: Session, database: Database, actor: Actor, course: str, path: str, now: Now
) -> ReviewCommentsPage:
    """What reviewers said of a document: seven statements. Raises NotFound."""
    course_id = authored_course(session, actor, course)
    found, newest = under_review(session, course_id, path), newest_edition(session, course)
    if found is None or newest is None:
        raise NotFound("There is no such document.")
    edition = database.library.edition(session, newest.edition_id)
    module = next((each for each in edition.outline.modules() if each.path == path), None)
    quiz = next((each for each in edition.outline.quizzes if each.path == path), None)
    reviews = reviews_of_document(session, found.document_id)
    draft = drafts_of(session, course_id, path).get(path)
    text = (draft.source if draft else found.source).decode("utf-8", "replace")
    every = _placed(session, course_id, path, text)
    return ReviewCommentsPage(
        course=course,
        path=path,
        title=module.title if module else quiz.title if quiz else path,
        review=document_review(
            reviews, revision=found.number, review_by=module.review_by if module else None, today=now.today
        ),
        is_draft=draft is not None,
        open=tuple(each for each in every if each.comment.settled is None),
        settled=tuple(each for each in every if each.comment.settled is not None),
    )


def open_comments(session: Session, course_id: UUID, path: str, text: str) -> tuple[PlacedComment, ...]:
    """What is still to be settled of a document, in the order of its text: one statement, two where there is any."""
    every = [each for each in _placed(session, course_id, path, text) if each.comment.settled is None]
    return tuple(sorted(every, key=lambda each: each.line))


def _placed(session: Session, course_id: UUID, path: str, text: str) -> tuple[PlacedComment, ...]:
    comments = comments_on(session, course_id, path)
    sources = sources_of(session, {each.revision_id for each in comments})
    return tuple(
        PlacedComment(
            comment=each,
            line=line_now(sources[each.revision_id], each.line, text),
            quote=words_of_line(sources[each.revision_id], each.line),
        )
        for each in comments
    )
