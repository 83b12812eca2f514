"""What the platform keeps of a person beside what they learn: account, sessions, messages, acts, words."""

import json
from collections.abc import Set
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from trainer.curriculum.transcript import plain_of
from trainer.storage.account_changes import AddressLink
from trainer.storage.content import AuditEntry, Cohort, CourseRow, Document, Revision
from trainer.storage.drafts import AtWork, DraftVersion, GivenUp, Publication
from trainer.storage.learning import Answer, Enrolment
from trainer.storage.mailing import MailChoice, Notice, Reminder
from trainer.storage.people import Invitation, Outbox, Person, Preference, Reset, Role, SignedIn, Words
from trainer.storage.recalls import RecallChoice
from trainer.storage.reviews import ReviewDraft
from trainer.storage.uploads import Upload

Json = dict[str, object]


def own_account(session: Session, person_id: UUID) -> Json:
    """One's account, without what opens it: no password, token or digest."""
    person = session.execute(
        select(Person.id, Person.name, Person.address, Person.email_key, Person.is_active, Person.created_at).where(
            Person.id == person_id
        )
    ).one()
    return {
        "person": str(person.id),
        "name": person.name,
        "address": person.address,
        "may_sign_in": person.is_active,
        "joined": plain_of(person.created_at),
        "roles": _rows(session, _roles(person_id)),
        "enrolments": _rows(session, _enrolments(person_id)),
        "reading_preferences": _rows(session, _preferences(person_id)),
        "sessions": _rows(session, _sessions(person_id)),
        "invitations": _rows(session, _invitations(person.email_key)),
        "links_for_a_new_password": _rows(session, _resets(person_id)),
        "links_for_an_address": _rows(session, _address_links(person_id)),
        "messages": _rows(session, _messages(person_id, person.email_key)),
        "mail_choice": _rows(session, _mail_choice(person_id)),
        "daily_reviews": _rows(session, _daily_reviews(person_id)),
        "messages_not_sent_yet": _rows(session, _notices(person_id)),
        "reminders": _rows(session, _reminders(person_id)),
        "acts": _rows(session, _acts(person_id)),
        "drafts_saved": _rows(session, _drafts(person_id)),
        "files_uploaded": _rows(session, _uploads(person_id)),
        "drafts_given_up": _rows(session, _given_up(person_id)),
        "open_for_writing": _rows(session, _at_work(person_id)),
        "publications_planned": _rows(session, _publications(person_id)),
        "review_comments_not_sent": _rows(session, _unsent(person_id)),
    }


def own_words(session: Session, person_id: UUID, explained: Set[UUID], without: Set[str] = frozenset()) -> list[Json]:
    """All that somebody wrote. The salt belongs to the digest that a fact holds of the words.

    Of answers in attempts that are not among the `explained`, only what was typed is there: the names of their gaps
    are the author's, and can tell what belongs into them. Of the kinds `without`, it is only said that there are some.
    """
    telling = {
        row.text_id
        for row in session.execute(
            select(Answer.text_id, Answer.attempt_id).where(Answer.person_id == person_id, Answer.text_id.is_not(None))
        )
        if row.attempt_id not in explained
    }
    found = session.scalars(select(Words).where(Words.person_id == person_id).order_by(Words.kind, Words.id))
    return [
        {"id": str(each.id), "kind": each.kind, "kept_back": ["words", "salt"]}
        if each.kind in without
        else _words(each, is_telling=each.id in telling)
        for each in found
    ]


def _words(each: Words, *, is_telling: bool) -> Json:
    if is_telling and each.words is not None:
        return {"id": str(each.id), "kind": each.kind, "typed": sorted(json.loads(each.words).values())}
    return {"id": str(each.id), "kind": each.kind, "words": each.words, "salt": each.salt}


def _rows(session: Session, statement: Select[*tuple[Any, ...]]) -> list[Json]:  # whose labels are the keys
    return [
        {name: plain_of(value) for name, value in row._mapping.items() if value is not None}
        for row in session.execute(statement)
    ]


def _roles(person_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(Role.name.label("role"), CourseRow.slug.label("course"), Cohort.name.label("cohort"), Role.granted_at)
        .outerjoin(CourseRow, Role.course_id == CourseRow.id)
        .outerjoin(Cohort, Role.cohort_id == Cohort.id)
        .where(Role.person_id == person_id)
        .order_by(Role.granted_at, Role.name)
    )


def _enrolments(person_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(CourseRow.slug.label("course"), Enrolment.number, Cohort.name.label("cohort"), Enrolment.created_at)
        .join(CourseRow, Enrolment.course_id == CourseRow.id)
        .outerjoin(Cohort, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.person_id == person_id)
        .order_by(CourseRow.slug, Enrolment.number)
    )


def _preferences(person_id: UUID) -> Select[*tuple[Any, ...]]:
    columns = [column for column in Preference.__table__.columns if column.name != "person_id"]
    return select(*columns).where(Preference.person_id == person_id)


def _sessions(person_id: UUID) -> Select[*tuple[Any, ...]]:
    kept = (SignedIn.browser, SignedIn.created_at, SignedIn.expires_at, SignedIn.ended_at, SignedIn.keeps_modules)
    return select(*kept).where(SignedIn.person_id == person_id).order_by(SignedIn.created_at)


def _invitations(email_key: str | None) -> Select[*tuple[Any, ...]]:
    return (
        select(Invitation.role, Invitation.created_at, Invitation.expires_at, Invitation.accepted_at)
        .where(Invitation.email_key == email_key)
        .order_by(Invitation.created_at)
    )


def _resets(person_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(Reset.created_at, Reset.expires_at, Reset.used_at)
        .where(Reset.person_id == person_id)
        .order_by(Reset.created_at)
    )


def _address_links(person_id: UUID) -> Select[*tuple[Any, ...]]:
    kept = (AddressLink.kind, AddressLink.address, AddressLink.created_at, AddressLink.expires_at, AddressLink.ended_at)
    return select(*kept).where(AddressLink.person_id == person_id).order_by(AddressLink.created_at)


def _messages(person_id: UUID, email_key: str | None) -> Select[*tuple[Any, ...]]:
    return (
        select(Outbox.kind, Outbox.state, Outbox.created_at, Outbox.sent_at)
        .outerjoin(Invitation, Outbox.invitation_id == Invitation.id)
        .where(or_(Outbox.person_id == person_id, Invitation.email_key == email_key))
        .order_by(Outbox.created_at)
    )


def _mail_choice(person_id: UUID) -> Select[*tuple[Any, ...]]:
    return select(MailChoice.rhythm, MailChoice.changed_at).where(MailChoice.person_id == person_id)


def _daily_reviews(person_id: UUID) -> Select[*tuple[Any, ...]]:
    chosen = (RecallChoice.rests, RecallChoice.by_mail, RecallChoice.changed_at)
    return (
        select(CourseRow.slug.label("course"), *chosen)
        .join(Enrolment, RecallChoice.enrolment_id == Enrolment.id)
        .join(CourseRow, Enrolment.course_id == CourseRow.id)
        .where(Enrolment.person_id == person_id)
        .order_by(CourseRow.slug, Enrolment.number)
    )


def _notices(person_id: UUID) -> Select[*tuple[Any, ...]]:
    said = (Notice.kind, Notice.title, Notice.day, Notice.created_at, Notice.due_at)
    return select(*said).where(Notice.person_id == person_id).order_by(Notice.created_at, Notice.kind)


def _reminders(person_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(CourseRow.slug.label("course"), Reminder.kind, Reminder.subject, Reminder.at)
        .join(Enrolment, Reminder.enrolment_id == Enrolment.id)
        .join(CourseRow, Enrolment.course_id == CourseRow.id)
        .where(Enrolment.person_id == person_id)
        .order_by(Reminder.at, Reminder.kind)
    )


def _acts(person_id: UUID) -> Select[*tuple[Any, ...]]:
    """What somebody did to content, people and records; on whom is left out, since it names other people."""
    return (
        select(AuditEntry.event, AuditEntry.at)
        .where(AuditEntry.actor_id == person_id)
        .order_by(AuditEntry.at, AuditEntry.id)
    )


def _drafts(person_id: UUID) -> Select[*tuple[Any, ...]]:
    """Which texts somebody saved and when; the texts themselves are the course's."""
    return (
        select(CourseRow.slug.label("course"), DraftVersion.path, DraftVersion.version, DraftVersion.at)
        .join(CourseRow, DraftVersion.course_id == CourseRow.id)
        .where(DraftVersion.author_id == person_id)
        .order_by(DraftVersion.at, DraftVersion.path)
    )


def _uploads(person_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(CourseRow.slug.label("course"), Upload.path, Upload.digest, Upload.alternative, Upload.at)
        .join(CourseRow, Upload.course_id == CourseRow.id)
        .where(Upload.person_id == person_id)
        .order_by(Upload.at, Upload.path)
    )


def _given_up(person_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(CourseRow.slug.label("course"), GivenUp.path, GivenUp.version, GivenUp.at)
        .join(CourseRow, GivenUp.course_id == CourseRow.id)
        .where(GivenUp.person_id == person_id)
        .order_by(GivenUp.at, GivenUp.path)
    )


def _at_work(person_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(CourseRow.slug.label("course"), AtWork.path, AtWork.seen_at)
        .join(CourseRow, AtWork.course_id == CourseRow.id)
        .where(AtWork.person_id == person_id)
        .order_by(AtWork.seen_at, AtWork.path)
    )


def _publications(person_id: UUID) -> Select[*tuple[Any, ...]]:
    said = (Publication.planned_at, Publication.due_at, Publication.change, Publication.note, Publication.state)
    return (
        select(CourseRow.slug.label("course"), *said, Publication.edition)
        .join(CourseRow, Publication.course_id == CourseRow.id)
        .where(Publication.person_id == person_id)
        .order_by(Publication.planned_at)
    )


def _unsent(person_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CourseRow.slug.label("course"),
            Document.path,
            Revision.number.label("revision"),
            ReviewDraft.line,
            ReviewDraft.words,
            ReviewDraft.changed_at,
        )
        .join(Revision, ReviewDraft.revision_id == Revision.id)
        .join(Document, Revision.document_id == Document.id)
        .join(CourseRow, Document.course_id == CourseRow.id)
        .where(ReviewDraft.person_id == person_id)
        .order_by(ReviewDraft.changed_at)
    )
