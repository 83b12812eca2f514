"""What readers told the authors of a course: all of it, one alone, and what is open of a document."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.comment_lines import line_of
from trainer.curriculum.commenting import CommentKind, CommentState
from trainer.curriculum.course import Kind
from trainer.curriculum.edition import EditionView
from trainer.errors import NotFound
from trainer.queries.comment_places import place_of
from trainer.queries.comments import Talk
from trainer.queries.writing import authored_course, writing_page
from trainer.storage.comment_rows import (
    CommentRow,
    Counted,
    Narrowed,
    comment_by_id,
    comments_of_course,
    counts_of_course,
    replies_to,
)
from trainer.storage.content import Edition
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition

ON_A_PAGE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsPage:
    """Comments of a course, the newest first: those of one page, of `total` that are wanted.

    The counts are of everything, whatever is shown: by state, by kind, and by document (path, title, number).
    """

    course: str
    course_title: str
    edition: int
    wanted: Narrowed
    talks: tuple[Talk, ...]
    page: int
    total: int
    states: Mapping[CommentState, int]
    kinds: Mapping[CommentKind, int]
    documents: tuple[tuple[str, str, int], ...]

    @property
    def everything(self) -> int:
        """How many comments there are in all."""
        return sum(self.states.values())

    @property
    def pages(self) -> int:
        """How many pages there are of what is wanted."""
        return -(-self.total // ON_A_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPage:
    """One comment. `revision` is what the document has now, 0 where it is retired; `editions` came later."""

    course: str
    talk: Talk
    edition: int
    revision: int
    editions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenComment:
    """An open comment on a document that is written on; `line` is 0 where its section is gone, and in quizzes."""

    comment: CommentRow
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceToWrite:
    """Where a comment belongs in what authors write: a line of a text (0 for none), or a quiz.

    `question` is empty where the quiz no longer has it.
    """

    path: str
    is_quiz: bool
    line: int
    question: str


def comments_page(
    session: Session, database: Database, actor: Actor, course: str, wanted: Narrowed, page: int
) -> CommentsPage:
    """What readers told the authors: five statements, however much it is. Raises NotFound."""
    course_id, edition = _course(session, database, actor, course)
    counts = counts_of_course(session, course_id)
    total = sum(each.number for each in counts if _is_wanted(each, wanted))
    page = min(max(page, 1), max(1, -(-total // ON_A_PAGE)))
    rows = comments_of_course(session, course_id, wanted, most=ON_A_PAGE, after=(page - 1) * ON_A_PAGE)
    replies = replies_to(session, [row.id for row in rows])
    return CommentsPage(
        course=course,
        course_title=edition.outline.title,
        edition=edition.number,
        wanted=wanted,
        talks=tuple(
            Talk(comment=row, place=place_of(session, database, edition, row), replies=replies.get(row.id, ()))
            for row in rows
        ),
        page=page,
        total=total,
        states={state: sum(each.number for each in counts if each.state is state) for state in CommentState},
        kinds={kind: sum(each.number for each in counts if each.kind is kind) for kind in CommentKind},
        documents=_documents(edition, counts),
    )


def comment_page(session: Session, database: Database, actor: Actor, course: str, comment_id: UUID) -> CommentPage:
    """One comment with all that followed: five statements. Raises NotFound."""
    course_id, edition = _course(session, database, actor, course)
    row = comment_by_id(session, comment_id)
    if row is None or row.course_id != course_id:
        raise NotFound("There is no such comment.")
    replies = replies_to(session, [row.id]).get(row.id, ())
    later = (Edition.course_id == course_id, Edition.number > row.edition)
    editions = session.scalars(select(Edition.number).where(*later).order_by(Edition.number.desc()))
    ref = edition.revisions.get(row.path)
    return CommentPage(
        course=course,
        talk=Talk(comment=row, place=place_of(session, database, edition, row), replies=replies),
        edition=edition.number,
        revision=ref.number if ref else 0,
        editions=tuple(editions),
    )


def open_comments_of_readers(session: Session, course_id: UUID, path: str, text: str) -> tuple[OpenComment, ...]:
    """What is open of a document, with its lines in a text of it, the newest first: one statement."""
    rows = comments_of_course(session, course_id, Narrowed(state=CommentState.OPEN, path=path))
    return tuple(
        OpenComment(comment=row, line=0 if row.document_kind is Kind.QUIZ else line_of(text, row.section, row.quote))
        for row in rows
    )


def place_to_write(session: Session, database: Database, actor: Actor, course: str, comment_id: UUID) -> PlaceToWrite:
    """Where to write about a comment, in the draft if there is one: six statements. Raises NotFound."""
    course_id, edition = _course(session, database, actor, course)
    row = comment_by_id(session, comment_id)
    if row is None or row.course_id != course_id:
        raise NotFound("There is no such comment.")
    now = place_of(session, database, edition, row)
    if row.document_kind is Kind.QUIZ:
        return PlaceToWrite(path=row.path, is_quiz=True, line=0, question=now.section or "")
    text = writing_page(session, actor, course, row.path).text
    line = line_of(text, now.section or row.section, now.reads or row.quote)
    return PlaceToWrite(path=row.path, is_quiz=False, line=line, question="")


def _course(session: Session, database: Database, actor: Actor, course: str) -> tuple[UUID, EditionView]:
    course_id = authored_course(session, actor, course)
    head = newest_edition(session, course)
    if head is None:
        raise NotFound("There is no such page.")
    return course_id, database.library.edition(session, head.edition_id)


def _is_wanted(each: Counted, wanted: Narrowed) -> bool:
    return (
        (wanted.state is None or each.state is wanted.state)
        and (wanted.kind is None or each.kind is wanted.kind)
        and (not wanted.path or each.path == wanted.path)
    )


def _documents(edition: EditionView, counts: tuple[Counted, ...]) -> tuple[tuple[str, str, int], ...]:
    """Every document with comments, in the order of the course; what it no longer holds comes last, by its path."""
    outline = edition.outline
    titles = {module.path: module.title for module in outline.modules()}
    titles |= {quiz.path: quiz.title for quiz in outline.quizzes}
    found = Counter[str]()
    for each in counts:
        found[each.path] += each.number
    places = {path: place for place, path in enumerate(titles)}
    ordered = sorted(found, key=lambda path: (places.get(path, len(places)), path))
    return tuple((path, titles.get(path, path), found[path]) for path in ordered)
