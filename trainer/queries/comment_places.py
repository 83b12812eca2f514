"""Where the passage of a comment stands in the course as it is read now."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.curriculum.anchoring import Placed, Quote, Standing, place
from trainer.curriculum.course import Kind
from trainer.curriculum.edition import EditionView
from trainer.curriculum.section_text import OPENING
from trainer.quizzes.fingerprint import question_digest
from trainer.quizzes.quiz import Quiz
from trainer.storage.comment_rows import CommentRow
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPlace:
    """Where a comment belongs now. `quote` is as it was made; `reads` what stands in its place today, None for nothing.

    `module` and `quiz` name the document's page; both are empty where the course no longer holds it. `section` is where
    the passage stands now (of a quiz: the question), None where that is gone too.
    """

    title: str
    module: str
    quiz: str
    section: str | None
    section_title: str
    standing: Standing
    quote: Quote
    reads: Quote | None

    @property
    def is_worded_anew(self) -> bool:
        """Whether other words stand now in the place of the passage."""
        return bool(self.reads and self.reads.words != self.quote.words)


def place_of(session: Session, database: Database, edition: EditionView, comment: CommentRow) -> CommentPlace:
    """Where a comment stands in an edition; texts that were read before cost no statement."""
    if comment.document_kind is Kind.QUIZ:
        return _of_question(session, database, edition, comment)
    ref = edition.revisions.get(comment.path)
    module = next((each for each in edition.outline.modules() if each.path == comment.path), None)
    if ref is None or module is None:
        title = database.library.module(session, comment.revision_id).title
        return _gone(comment, title)
    if ref.revision_id == comment.revision_id:
        reads = comment.quote if comment.quote.words else None
        placed = Placed(standing=Standing.HERE, section=comment.section, quote=reads)
    else:
        placed = place(database.library.section_texts(session, edition, comment.path), comment.section, comment.quote)
    titles = {OPENING: "Before the first section", **{section.id: section.title for section in module.sections}}
    return CommentPlace(
        title=module.title,
        module=module.key,
        quiz="",
        section=placed.section,
        section_title=titles.get(placed.section or "", ""),
        standing=placed.standing,
        quote=comment.quote,
        reads=placed.quote,
    )


def _of_question(session: Session, database: Database, edition: EditionView, comment: CommentRow) -> CommentPlace:
    before = database.library.quiz(session, comment.revision_id)
    ref = edition.revisions.get(comment.path)
    outline = next((each for each in edition.outline.quizzes if each.path == comment.path), None)
    if ref is None or outline is None:
        return _gone(comment, before.title)
    now = database.library.quiz(session, ref.revision_id)
    asked, asks = _digest(before, comment.section), _digest(now, comment.section)
    standing = Standing.GONE if asks is None else Standing.HERE if asks == asked else Standing.CHANGED
    return CommentPlace(
        title=outline.title,
        module="",
        quiz=outline.slug,
        section=comment.section if asks else None,
        section_title="A question",
        standing=standing,
        quote=comment.quote,
        reads=None,
    )


def _digest(quiz: Quiz, question: str) -> str | None:
    found = next((each for each in quiz.questions if each.common.id == question), None)
    return question_digest(quiz.path, found) if found else None


def _gone(comment: CommentRow, title: str) -> CommentPlace:
    return CommentPlace(
        title=title,
        module="",
        quiz="",
        section=None,
        section_title="",
        standing=Standing.GONE,
        quote=comment.quote,
        reads=None,
    )
