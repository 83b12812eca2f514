"""A document as its reviewer meets it: the text, its source by lines, what was said of it, and what to sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import kind_of
from trainer.curriculum.edition import EditionView
from trainer.curriculum.reviewing import (
    DocumentReview,
    Reviewed,
    Signature,
    a_year_after,
    document_review,
    signed_up_to,
)
from trainer.curriculum.reviewing_lines import line_now, words_of_line
from trainer.curriculum.text_differences import TextDifference, text_difference
from trainer.errors import NotFound
from trainer.queries.history_sections import SectionDifference, differing, sections_in
from trainer.queries.reviewing import course_to_review
from trainer.queries.reviewing_look import Look, look_of
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition
from trainer.storage.kept_texts import kept_text
from trainer.storage.review_rows import (
    CommentRow,
    UnderReview,
    UnsentComment,
    comments_on,
    last_signature,
    reviews_of_document,
    sources_of,
    under_review,
    unsent_comments,
    writers_since,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewHead:
    """Which document a page is about; `module`, `quiz` and `case` name its page for learners."""

    course: str
    course_title: str
    path: str
    title: str
    kind: Kind
    module: str | None
    quiz: str | None
    case: str | None
    revision: int
    revision_id: UUID
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A comment that was not sent yet. `line` is where its words stand now; 0 for the whole text, and for what is gone.

    `written_on` is the number of an earlier revision on which it was written, 0 for this one.
    """

    draft_id: UUID
    revision_id: UUID
    line: int
    own_line: int
    quote: str
    words: str
    version: int
    written_on: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment that was sent, with where its line stands in this revision and the words that stood there."""

    comment: CommentRow
    line: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReview:
    """A review of any revision, the newest first; `may_withdraw` tells whether this reader may end it."""

    review: Reviewed
    may_withdraw: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A document to be reviewed. `reviews_here` is the number that a decision has to have seen.

    `is_own` tells that the reader wrote of it since it was last signed, `may_review` that they are a reviewer at all.
    `changed` is how the source differs from what was last signed, of revision `signed`, 0 where nothing was;
    `changed_sections` how a module's page does, None where that cannot be shown.
    """

    head: ReviewHead
    review: DocumentReview
    look: Look
    lines: tuple[str, ...]
    unsent: tuple[Unsent, ...]
    said: tuple[Said, ...]
    past: tuple[PastReview, ...]
    reviews_here: int
    is_own: bool
    may_review: bool
    signature: Signature
    latest_due: date
    signed: int
    changed: TextDifference | None
    changed_sections: tuple[SectionDifference, ...] | None

    @property
    def can_decide(self) -> bool:
        """Whether the reader may sign or return this revision."""
        return self.may_review and not self.is_own


def review_page(session: Session, database: Database, actor: Actor, course: str, path: str, now: Now) -> ReviewPage:
    """A document as its reviewer meets it: eight statements, eleven after a change. Raises NotFound."""
    course_id = course_to_review(session, actor, course)
    found, newest = under_review(session, course_id, path), newest_edition(session, course)
    if found is None or newest is None:
        raise NotFound("There is no such document.")
    edition = database.library.edition(session, newest.edition_id)
    head, review_by = _head(edition, found, course)
    reviews = reviews_of_document(session, found.document_id)
    comments = comments_on(session, course_id, path)
    unsent = unsent_comments(session, actor.person_id, found.document_id)
    signed = signed_up_to(reviews)
    others = {each.revision_id for each in comments} | {each.revision_id for each in unsent}
    others |= {each.revision_id for each in reviews if each.revision == signed}
    texts = _Texts(found=found, earlier=sources_of(session, others - {found.revision_id}))
    may_review = actor.may(Permission.REVIEW, course_id=course_id)
    may_withdraw_any = actor.may(Permission.ADMINISTER, course_id=course_id)
    return ReviewPage(
        head=head,
        review=document_review(reviews, revision=found.number, review_by=review_by, today=now.today),
        look=look_of(session, database, edition, path),
        lines=tuple(texts.now.rstrip("\n").split("\n")),
        unsent=tuple(texts.unsent(each) for each in unsent),
        said=tuple(texts.said(each) for each in comments),
        past=tuple(
            PastReview(
                review=each,
                may_withdraw=not each.is_withdrawn
                and (may_withdraw_any or (may_review and each.by_id == actor.person_id)),
            )
            for each in reversed(reviews)
        ),
        reviews_here=sum(each.revision == found.number for each in reviews),
        is_own=actor.person_id in writers_since(session, course_id, found, signed),
        may_review=may_review,
        signature=last_signature(session, actor.person_id) or Signature(name=actor.name),
        latest_due=a_year_after(now.today),
        signed=signed,
        changed=_changed(reviews, signed, texts),
        changed_sections=_changed_sections(session, database, course_id, newest.edition_id, found, signed),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """The text under review, and those of the revisions on which something was said or signed."""

    found: UnderReview
    earlier: Mapping[UUID, str]

    @property
    def now(self) -> str:
        return self.found.source.decode("utf-8", "replace")

    def of(self, revision_id: UUID) -> str:
        return self.earlier.get(revision_id, self.now)

    def unsent(self, draft: UnsentComment) -> Unsent:
        before = self.of(draft.revision_id)
        return Unsent(
            draft_id=draft.draft_id,
            revision_id=draft.revision_id,
            line=line_now(before, draft.line, self.now),
            own_line=draft.line,
            quote=words_of_line(before, draft.line),
            words=draft.words,
            version=draft.version,
            written_on=draft.revision if draft.revision_id != self.found.revision_id else 0,
        )

    def said(self, comment: CommentRow) -> Said:
        before = self.of(comment.revision_id)
        line = line_now(before, comment.line, self.now)
        return Said(comment=comment, line=line, quote=words_of_line(before, comment.line))


def _head(edition: EditionView, found: UnderReview, course: str) -> tuple[ReviewHead, date | None]:
    """What the document is, and by when it says that it wants to be reviewed. Raises NotFound."""
    ref = edition.revisions.get(found.path)
    if ref is None or ref.revision_id != found.revision_id:
        raise NotFound("There is no such document.")
    module = next((each for each in edition.outline.modules() if each.path == found.path), None)
    quiz = next((each for each in edition.outline.quizzes if each.path == found.path), None)
    case = next((each for each in edition.outline.cases if each.path == found.path), None)
    titled = module or quiz or case
    head = ReviewHead(
        course=course,
        course_title=edition.outline.title,
        path=found.path,
        title=titled.title if titled else found.path,
        kind=Kind(ref.kind),
        module=module.key if module else None,
        quiz=quiz.slug if quiz else None,
        case=case.slug if case else None,
        revision=found.number,
        revision_id=found.revision_id,
        published_at=found.at,
    )
    return head, module.review_by if module else None


def _changed(reviews: Sequence[Reviewed], signed: int, texts: _Texts) -> TextDifference | None:
    last = next((each.revision_id for each in reviews if each.revision == signed), None)
    if last is None or last == texts.found.revision_id:
        return None
    return text_difference(texts.of(last), texts.now)


def _changed_sections(
    session: Session, database: Database, course_id: UUID, newest: UUID, found: UnderReview, signed: int
) -> tuple[SectionDifference, ...] | None:
    """How the page of a module differs from the one that was signed, as in the first edition that held it."""
    if not 0 < signed < found.number or kind_of(found.path) is not Kind.MODULE:
        return None
    before = kept_text(session, course_id, found.path, f"r{signed}")
    if before is None or before.edition_id is None:
        return None
    left = sections_in(session, database.library, before.edition_id, found.path)
    right = sections_in(session, database.library, newest, found.path)
    return None if left is None or right is None else tuple(differing(left, right))
