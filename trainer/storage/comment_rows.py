"""Reads comments: somebody's own, those of a course, and what followed upon them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    ScalarSelect,
    Select,
    Uuid,
    bindparam,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.anchoring import Quote
from trainer.curriculum.commenting import Act, CommentKind, CommentState, quote_from_text, state_after
from trainer.curriculum.course import Kind
from trainer.storage.base import Moment
from trainer.storage.comments import Comment, CommentReply, CommentSeen
from trainer.storage.content import Document, Edition, Revision
from trainer.storage.people import Person, Words
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """A comment as it was made, and what followed last: `number` is the highest number of that, 0 for none.

    `seen` is the number up to which its writer has seen that. `words` is empty where nothing was written, or what was
    written has been erased; then `is_erased`.
    """

    id: UUID
    course_id: UUID
    document_id: UUID
    path: str
    document_kind: Kind
    revision_id: UUID
    revision: int
    edition: int
    section: str
    kind: CommentKind
    quote: Quote
    words: str
    is_erased: bool
    wants_mail: bool
    person_id: UUID
    name: str
    is_active: bool
    at: datetime
    last: Act | None
    number: int
    seen: int

    @property
    def is_news(self) -> bool:
        """Whether an author said the last word, and the writer has not seen it."""
        return self.number > self.seen and self.last in (Act.ANSWERED, Act.SETTLED)

    @property
    def state(self) -> CommentState:
        """Whose turn it is."""
        return state_after(self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRow:
    """Something that followed upon a comment. `edition` is the one that mended the text."""

    number: int
    act: Act
    words: str
    edition: int | None
    actor_id: UUID
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Which comments of a course are wanted; all of them where nothing is asked for."""

    state: CommentState | None = None
    kind: CommentKind | None = None
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many comments there are of one document, kind and state."""

    path: str
    kind: CommentKind
    state: CommentState
    number: int


def own_comments(session: Session, person_id: UUID, course_id: UUID) -> tuple[CommentRow, ...]:
    """What somebody told the authors of a course, the newest first: one statement."""
    return _read(run(session, _OWN, person_id=person_id, course_id=course_id).all())


def comments_by(session: Session, person_id: UUID) -> tuple[CommentRow, ...]:
    """What somebody told the authors of whatever course, the newest first: one statement."""
    return _read(run(session, _OF_PERSON, person_id=person_id).all())


def own_comments_on(session: Session, person_id: UUID, document_id: UUID) -> tuple[CommentRow, ...]:
    """What somebody told the authors about a document, the newest first: one statement."""
    return _read(run(session, _OWN_ON, person_id=person_id, document_id=document_id).all())


def comment_by_id(session: Session, comment_id: UUID) -> CommentRow | None:
    """A comment by its id."""
    return next(iter(_read(run(session, _BY_ID, comment_id=comment_id).all())), None)


def comments_of_course(
    session: Session, course_id: UUID, wanted: Narrowed, *, most: int | None = None, after: int = 0
) -> tuple[CommentRow, ...]:
    """Comments of a course, the newest first, from the one after the first `after`: one statement."""
    found = _COMMENTS.where(Document.course_id == course_id)
    if wanted.state:
        found = found.where(_stands(wanted.state))
    if wanted.kind:
        found = found.where(Comment.kind == wanted.kind.value)
    if wanted.path:
        found = found.where(Document.path == wanted.path)
    return _read(session.execute(found.order_by(*_NEWEST_FIRST).limit(most).offset(after)).all())


def counts_of_course(session: Session, course_id: UUID) -> tuple[Counted, ...]:
    """How many comments of a course there are, by document, kind and state: one statement."""
    last = _last_act().label("last")
    each = select(Document.path, Comment.kind, last).join(Document).where(Document.course_id == course_id).subquery()
    grouped = (each.c.path, each.c.kind, each.c.last)
    rows = session.execute(select(*grouped, func.count().label("total")).group_by(*grouped))
    return tuple(
        Counted(path=row.path, kind=CommentKind(row.kind), state=state_after(_act(row.last)), number=row.total)
        for row in rows
    )


def open_counts(course_ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """How many open comments each document of some courses has: its course as `id`, its path as `words`, `number`."""
    return (
        select(Document.course_id.label("id"), Document.path.label("words"), func.count(Comment.id).label("number"))
        .join(Comment, Comment.document_id == Document.id)
        .where(Document.course_id.in_(course_ids), _stands(CommentState.OPEN))
        .group_by(Document.course_id, Document.path)
    )


def replies_to(session: Session, comment_ids: Collection[UUID]) -> Mapping[UUID, tuple[ReplyRow, ...]]:
    """What followed upon some comments, the oldest first: one statement."""
    found: dict[UUID, list[ReplyRow]] = defaultdict(list)
    for row in run(session, _REPLIES, comment_ids=list(comment_ids)):
        reply = ReplyRow(
            number=row.number,
            act=Act(row.act),
            words=row.words or "",
            edition=row.edition,
            actor_id=row.actor_id,
            name=row.name,
            at=row.at,
        )
        found[row.comment_id].append(reply)
    return {comment_id: tuple(replies) for comment_id, replies in found.items()}


def last_number(session: Session, person_id: UUID, document_id: UUID) -> int:
    """The number of somebody's last comment on a document; 0 for none."""
    return int(run(session, _LAST_NUMBER, person_id=person_id, document_id=document_id).scalar_one())


def said_since(session: Session, person_id: UUID, since: datetime) -> int:
    """How many comments and further questions somebody wrote since a moment: one statement."""
    return int(run(session, _SAID_SINCE, person_id=person_id, since=since).scalar_one())


def sent_since(session: Session, person_id: UUID, document_id: UUID, seen: int) -> tuple[CommentRow, ...]:
    """Somebody's comments on a document that have a number above `seen`."""
    return _read(run(session, _SENT_SINCE, person_id=person_id, document_id=document_id, seen=seen).all())


def _read(rows: Sequence[Row[Any]]) -> tuple[CommentRow, ...]:  # twenty columns, taken by name
    return tuple(
        CommentRow(
            id=row.id,
            course_id=row.course_id,
            document_id=row.document_id,
            path=row.path,
            document_kind=Kind(row.document_kind),
            revision_id=row.revision_id,
            revision=row.revision,
            edition=row.edition,
            section=row.section,
            kind=CommentKind(row.kind),
            quote=quote_from_text(row.quote),
            words=row.words or "",
            is_erased=row.text_id is not None and row.words is None,
            wants_mail=row.wants_mail,
            person_id=row.person_id,
            name=row.name,
            is_active=row.is_active,
            at=row.at,
            last=_act(row.last),
            number=row.last_number,
            seen=row.seen,
        )
        for row in rows
    )


def _act(value: str | None) -> Act | None:
    return Act(value) if value else None


def _last_act() -> ScalarSelect[str]:
    return (
        select(CommentReply.act)
        .where(CommentReply.comment_id == Comment.id)
        .order_by(CommentReply.number.desc())
        .limit(1)
        .correlate(Comment)
        .scalar_subquery()
    )


def _last_number() -> ScalarSelect[int]:
    later = aliased(CommentReply)
    highest = select(func.coalesce(func.max(later.number), 0)).where(later.comment_id == Comment.id)
    return highest.correlate(Comment).scalar_subquery()


def _stands(state: CommentState) -> ColumnElement[bool]:
    """Whether a comment stands like this, by its last act."""
    acts = [act.value for act in Act if state_after(act) is state]
    found = _last_act().in_(acts)
    return or_(found, _last_act().is_(None)) if state_after(None) is state else found


_NEWEST_FIRST: Final = (Comment.at.desc(), Comment.number.desc(), Comment.id)
_quoted, _said = aliased(Words), aliased(Words)
_COMMENTS: Final[Select[*tuple[Any, ...]]] = (  # twenty columns and more, taken by name in _read
    select(
        Comment.id,
        Document.course_id,
        Comment.document_id,
        Document.path,
        Document.kind.label("document_kind"),
        Comment.revision_id,
        Revision.number.label("revision"),
        Edition.number.label("edition"),
        Comment.section,
        Comment.kind,
        _quoted.words.label("quote"),
        Comment.text_id,
        _said.words,
        Comment.wants_mail,
        Comment.person_id,
        Person.name,
        Person.is_active,
        Comment.at,
        _last_act().label("last"),
        _last_number().label("last_number"),
        func.coalesce(CommentSeen.number, 0).label("seen"),
    )
    .join(Document, Comment.document_id == Document.id)
    .join(Revision, Comment.revision_id == Revision.id)
    .join(Edition, Comment.edition_id == Edition.id)
    .join(Person, Comment.person_id == Person.id)
    .outerjoin(_quoted, Comment.quote_id == _quoted.id)
    .outerjoin(_said, Comment.text_id == _said.id)
    .outerjoin(CommentSeen, CommentSeen.comment_id == Comment.id)
)
# The type of a reference is known only once its table is.
_PERSON: Final = bindparam("person_id", type_=Uuid)
_DOCUMENT: Final = bindparam("document_id", type_=Uuid)
_OF_PERSON: Final = _COMMENTS.where(Comment.person_id == _PERSON).order_by(*_NEWEST_FIRST)
_OWN: Final = _OF_PERSON.where(Document.course_id == bindparam("course_id", type_=Uuid))
_OWN_ON: Final = _OF_PERSON.where(Comment.document_id == _DOCUMENT)
_SENT_SINCE: Final = _OWN_ON.where(Comment.number > bindparam("seen", type_=Integer))
_BY_ID: Final = _COMMENTS.where(Comment.id == bindparam("comment_id", type_=Uuid))
UNSEEN_ANSWERS: Final[Select[*tuple[Any, ...]]] = (  # four columns, in which notes.py asks for marks too
    select(Comment.document_id, Document.path, Comment.section, Comment.at.label("created_at"))
    .join(Document, Comment.document_id == Document.id)
    .join(CommentReply, (CommentReply.comment_id == Comment.id) & (CommentReply.number == _last_number()))
    .outerjoin(CommentSeen, CommentSeen.comment_id == Comment.id)
    .where(
        Comment.person_id == _PERSON,
        Document.course_id == bindparam("course_id", type_=Uuid),
        CommentReply.act.in_([Act.ANSWERED.value, Act.SETTLED.value]),
        CommentReply.number > func.coalesce(CommentSeen.number, 0),
    )
)
"""Somebody's comments in a course of which an author said the last word, and they have not seen it."""
_LAST_NUMBER: Final = select(func.coalesce(func.max(Comment.number), 0)).where(
    Comment.person_id == _PERSON, Comment.document_id == _DOCUMENT
)
_SINCE: Final = bindparam("since", type_=Moment)
_SAID: Final = union_all(
    select(Comment.id).where(Comment.person_id == _PERSON, Comment.at > _SINCE),
    select(CommentReply.id).where(
        CommentReply.person_id == _PERSON, CommentReply.act == Act.ASKED.value, CommentReply.at > _SINCE
    ),
).subquery()
_SAID_SINCE: Final = select(func.count()).select_from(_SAID)
_REPLIES: Final = (
    select(
        CommentReply.comment_id,
        CommentReply.number,
        CommentReply.act,
        Words.words,
        Edition.number.label("edition"),
        CommentReply.actor_id,
        Person.name,
        CommentReply.at,
    )
    .join(Person, CommentReply.actor_id == Person.id)
    .outerjoin(Words, CommentReply.text_id == Words.id)
    .outerjoin(Edition, CommentReply.edition_id == Edition.id)
    .where(CommentReply.comment_id.in_(bindparam("comment_ids", expanding=True)))
    .order_by(CommentReply.number)
)
