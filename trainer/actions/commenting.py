"""Readers tell the authors what is unclear or wrong, and ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission, require_own
from trainer.actions.chosen_passage import chosen_passage, shortened
from trainer.actions.open_module import hold_open_module
from trainer.clock import Now
from trainer.curriculum.anchoring import Quote
from trainer.curriculum.commenting import (
    A_WHILE,
    MOST_IN_A_WHILE,
    Act,
    CommentKind,
    Said,
    problems_of_comment,
    problems_of_reply,
    quote_as_text,
)
from trainer.curriculum.note_words import LONGEST_QUOTE, cleaned
from trainer.curriculum.searching_passages import prompt_in_words
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.quizzes.codes import code
from trainer.quizzes.drawing import layout_from_json
from trainer.storage.adding import add, add_once, add_words, lock_name
from trainer.storage.attempts import hold_attempt
from trainer.storage.comment_rows import comment_by_id, last_number, replies_to, said_since, sent_since
from trainer.storage.comments import Comment, CommentReply, CommentSeen
from trainer.storage.content import CourseRow, Document
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition
from trainer.storage.enrolments import own_enrolment
from trainer.storage.learning import Attempt, Submission
from trainer.storage.passages import ReasonsShown


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    enrolment_id: UUID | None
    document_id: UUID
    revision_id: UUID
    edition_id: UUID
    section: str
    quote: Quote
    attempt_id: UUID | None = None


def comment_on_section(
    database: Database, actor: Actor, course: str, module: str, section: str, said: Said, seen: int, now: Now
) -> UUID:
    """Tell the authors something about a section, or about the words of it that are quoted.

    `seen` is the number of the person's last comment on the module when the form was made: what was sent since with
    just these words is the same comment, so that a double click makes one. Raises Invalid; NotAllowed for a module that
    is not open.
    """
    wanted = shortened(said.quote, said.before, said.after)
    words = _words(said)
    with database.writing() as session:
        place = _in_module(session, database, actor, course, module, section, wanted, now)
        comment_id = _keep(session, actor, place, said, words, seen, now)
        session.commit()
        return comment_id


def comment_on_question(
    database: Database, actor: Actor, course: str, attempt_id: UUID, question: str, said: Said, seen: int, now: Now
) -> UUID:
    """Tell the authors something about a question of one's own attempt, once it is handed in or explained.

    That it is wrong needs a reason. `question` is the code by which the attempt's pages name it; `seen` is as for a
    section.
    """
    words = _words(said)
    if said.kind == CommentKind.WRONG and not words:
        raise Invalid([("words", "Write why you think so.")])
    with database.writing() as session:
        place = _in_attempt(session, database, actor, course, attempt_id, question)
        comment_id = _keep(session, actor, place, said, words, seen, now)
        session.commit()
        return comment_id


def ask_again(database: Database, actor: Actor, course: str, comment_id: UUID, words: str, seen: int, now: Now) -> None:
    """Add something to one's own comment after what followed up to the number `seen`; it is open again then.

    The same words twice are added once. Raises Invalid; Stale where somebody was there first.
    """
    words = cleaned(words)
    with database.writing() as session:
        lock_name(session, f"comment:{comment_id}")
        row = comment_by_id(session, comment_id)
        if row is None or not _is_of(session, row.course_id, course):
            raise NotFound("There is no such comment.")
        require_own(actor, row.person_id)
        if row.number != seen:
            last = replies_to(session, [comment_id])[comment_id][-1] if row.number else None
            if last and (last.act, last.words, last.actor_id, last.number) == (
                Act.ASKED, words, actor.person_id, seen + 1
            ):  # fmt: skip
                return
            raise Stale("Something followed upon this comment after this page was opened.", row)
        problems = problems_of_reply(Act.ASKED, words, row.state)
        if problems:
            raise Invalid(problems)
        _require_patience(session, actor, now)
        text_id, digest = add_words(session, actor.person_id, "comment", words)
        reply = CommentReply(
            person_id=actor.person_id,
            actor_id=actor.person_id,
            at=now.at,
            comment_id=comment_id,
            number=seen + 1,
            act=Act.ASKED.value,
            text_id=text_id,
            text_digest=digest,
        )
        add(session, reply)
        session.commit()


def note_answers_seen(database: Database, actor: Actor, seen: Mapping[UUID, int]) -> None:
    """Note up to which number the actor has seen what followed upon their comments; a lower one changes nothing."""
    with database.writing() as session:
        own = set(session.scalars(select(Comment.id).where(Comment.id.in_(seen), Comment.person_id == actor.person_id)))
        for comment_id in sorted(own):
            number = seen[comment_id]
            if not add_once(session, CommentSeen, comment_id=comment_id, number=number):
                later = (CommentSeen.comment_id == comment_id, CommentSeen.number < number)
                session.execute(update(CommentSeen).where(*later).values(number=number))
        session.commit()


def _words(said: Said) -> str:
    words = cleaned(said.words)
    problems = problems_of_comment(said.kind, words)
    if problems:
        raise Invalid(problems)
    return words


def _in_module(
    session: Session,
    database: Database,
    actor: Actor,
    course: str,
    module: str,
    section: str,
    wanted: Quote,
    now: Now,
) -> _Place:
    if actor.has(Permission.LEARN) and own_enrolment(session, actor.person_id, course, now.today):
        place = hold_open_module(session, database, actor, course, module, now)
        enrolment_id, edition_id = place.enrolment.enrolment_id, place.enrolment.edition_id
        edition = place.edition
    else:
        head = newest_edition(session, course)
        if head is None or not actor.may_read(head.course_id):
            raise NotFound("There is no such page.")
        enrolment_id, edition_id = None, head.edition_id
        edition = database.library.edition(session, edition_id)
    outline = edition.outline.module(module)
    if outline is None:
        raise NotFound("There is no such module.")
    ref = edition.revisions[outline.path]
    return _Place(
        enrolment_id=enrolment_id,
        document_id=ref.document_id,
        revision_id=ref.revision_id,
        edition_id=edition_id,
        section=section,
        quote=chosen_passage(session, database, edition, outline.path, section, wanted),
    )


def _in_attempt(
    session: Session, database: Database, actor: Actor, course: str, attempt_id: UUID, question: str
) -> _Place:
    held = hold_attempt(session, attempt_id)
    if held is None:
        raise NotFound("There is no such attempt.")
    require_own(actor, held.person_id)
    attempt = session.get_one(Attempt, attempt_id)
    document = session.get_one(Document, attempt.document_id)
    layout = layout_from_json(attempt.layout)
    asked = next((each.id for each in layout.questions if code(layout.salt, "question", each.id) == question), None)
    if asked is None or not _is_of(session, document.course_id, course):
        raise NotFound("There is no such question.")
    shown = (ReasonsShown.attempt_id == attempt_id, ReasonsShown.question == asked)
    is_submitted = select(Submission.id).where(Submission.attempt_id == attempt_id)
    if session.scalar(select(or_(exists().where(*shown), is_submitted.exists()))) is not True:
        raise NotAllowed("You can tell the authors about a question once you have handed in, or see its reasons.")
    texts = database.library.rendered_texts(
        session, database.library.edition(session, attempt.edition_id), document.path
    )
    words = prompt_in_words(database.library.quiz(session, attempt.revision_id).question(asked), texts)
    return _Place(
        enrolment_id=attempt.enrolment_id,
        document_id=attempt.document_id,
        revision_id=attempt.revision_id,
        edition_id=attempt.edition_id,
        section=asked,
        quote=Quote(words=words[:LONGEST_QUOTE]),
        attempt_id=attempt_id,
    )


def _is_of(session: Session, course_id: UUID, course: str) -> bool:
    return session.scalar(select(CourseRow.slug).where(CourseRow.id == course_id)) == course


def _keep(session: Session, actor: Actor, place: _Place, said: Said, words: str, seen: int, now: Now) -> UUID:
    lock_name(session, f"comments of {actor.person_id}")
    for row in sent_since(session, actor.person_id, place.document_id, seen):
        if (row.section, row.kind, row.quote, row.words) == (place.section, said.kind, place.quote, words):
            return row.id
    _require_patience(session, actor, now)
    quote_id = quote_digest = text_id = text_digest = None
    if place.quote.words:
        quote_id, quote_digest = add_words(session, actor.person_id, "passage", quote_as_text(place.quote))
    if words:
        text_id, text_digest = add_words(session, actor.person_id, "comment", words)
    comment = Comment(
        person_id=actor.person_id,
        actor_id=actor.person_id,
        at=now.at,
        enrolment_id=place.enrolment_id,
        document_id=place.document_id,
        revision_id=place.revision_id,
        edition_id=place.edition_id,
        attempt_id=place.attempt_id,
        section=place.section,
        number=last_number(session, actor.person_id, place.document_id) + 1,
        kind=said.kind,
        wants_mail=said.wants_mail,
        quote_id=quote_id,
        quote_digest=quote_digest,
        text_id=text_id,
        text_digest=text_digest,
    )
    add(session, comment)
    return comment.id


def _require_patience(session: Session, actor: Actor, now: Now) -> None:
    if said_since(session, actor.person_id, now.at - A_WHILE) >= MOST_IN_A_WHILE:
        sentence = (
            f"You have told the authors {MOST_IN_A_WHILE} things within a day, which is the most. "
            "Keep this one as a note, and tell them tomorrow."
        )
        raise Invalid([("words", sentence)])
