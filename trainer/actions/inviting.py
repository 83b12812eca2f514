"""People are invited, and join."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from trainer import passwords
from trainer.access import Actor, Permission, RoleName
from trainer.actions.auditing import audit
from trainer.actions.bulk_forgetting import forget_name
from trainer.actions.enrolling import Scope, enrol, find_scope, give_role, require_fitting, require_same_cohort
from trainer.actions.posting import post
from trainer.actions.signing_in import check_password, start_session, still_holds
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.ids import PersonId
from trainer.mail_addresses import is_mail_address
from trainer.person_names import name_problem
from trainer.storage.adding import add, add_once
from trainer.storage.database import Database
from trainer.storage.people import Invitation, Person, Role
from trainer.tokens import digest_of, email_key, new_token

_NOT_YOURS = "This is not the password of your account here."
INVITATION_LASTS = timedelta(days=14)


def invite(
    database: Database, actor: Actor, address: str, role: RoleName, *, course: str | None, cohort: str | None, now: Now
) -> str:
    """Invite an address and give the link's token; the message waits in the outbox.

    Raises Invalid for an address that is none, or a trainee without a course or cohort.
    """
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator invites people.")
    if not is_mail_address(address.strip()):
        raise Invalid([("address", f"'{address}' is not an e-mail address.")])
    token = new_token()
    with database.writing() as session:
        scope = find_scope(session, course=course, cohort=cohort)
        require_fitting(role, scope)
        known = session.scalar(select(Person.id).where(Person.email_key == email_key(address)))
        if role is RoleName.TRAINEE and known:
            require_same_cohort(session, known, scope)
        invitation = Invitation(
            id=uuid4(),
            digest=digest_of(token),
            address=address.strip(),
            email_key=email_key(address),
            role=role,
            course_id=scope.course_id,
            cohort_id=scope.cohort_id,
            invited_by=actor.person_id,
            created_at=now.at,
            expires_at=now.at + INVITATION_LASTS,
        )
        add(session, invitation)
        post(session, "invitation", token, now, invitation_id=invitation.id)
        audit(session, actor, "people:invitation:made", f"invitation:{invitation.id}", now)
        session.commit()
    return token


def accept(
    database: Database, token: str, name: str, password: str, browser: str, now: Now, *, network: str = ""
) -> str:
    """Join by an invitation's token and give the token of a session.

    Somebody who is known already keeps name and password, and must give that password; somebody who was
    deactivated joins anew. Raises NotFound for a link that does not work, Invalid for the fields,
    NotAllowed after too many wrong passwords.
    """
    with database.reading() as session:
        invitation = _live_invitation(session, digest_of(token), now)
        is_known = bool(session.scalar(_active(invitation.email_key)))
    checked, kept = None, ""
    if is_known:
        checked = check_password(database, invitation.address, password, network, now)
        if checked is None:
            raise Invalid([("password", _NOT_YOURS)])
    else:
        _require_fields(name, password, invitation.address)
        kept = passwords.hashed(password)
    session_token = new_token()
    with database.writing() as session:
        invitation = _live_invitation(session, digest_of(token), now)
        taken = session.execute(
            update(Invitation)
            .where(Invitation.id == invitation.id, Invitation.accepted_at.is_(None), Invitation.expires_at > now.at)
            .values(accepted_at=now.at)
        )
        if not taken.rowcount:  # type: ignore[attr-defined]  # an update gives a CursorResult
            raise NotFound("This invitation has been used.")
        if checked and not still_holds(session, checked):
            raise Invalid([("password", _NOT_YOURS)])
        forget_name(session, invitation.id)
        person_id = checked.person_id if checked else _join(session, name.strip(), invitation, kept, now)
        member = Actor(person_id=PersonId(person_id), name=name)
        scope = Scope(course_id=invitation.course_id, cohort_id=invitation.cohort_id)
        give_role(session, person_id, RoleName(invitation.role), scope, now)
        if invitation.role == RoleName.TRAINEE:
            enrol(session, database, member, scope, now)
        audit(session, member, "people:invitation:accepted", f"invitation:{invitation.id}", now)
        start_session(session, person_id, session_token, browser, now)
        session.commit()
    return session_token


def end_invitations(session: Session, key: str, now: Now) -> None:
    """Let no invitation of an address work any more, inside the caller's transaction."""
    open_still = (Invitation.accepted_at.is_(None), Invitation.expires_at > now.at)
    session.execute(update(Invitation).where(Invitation.email_key == key, *open_still).values(expires_at=now.at))


def _active(key: str) -> Select[UUID]:
    return select(Person.id).where(Person.email_key == key, Person.is_active)


def _live_invitation(session: Session, digest: str, now: Now) -> Invitation:
    invitation = session.scalar(
        select(Invitation).where(
            Invitation.digest == digest, Invitation.accepted_at.is_(None), Invitation.expires_at > now.at
        )
    )
    if invitation is None:
        raise NotFound("This invitation does not work any more.")
    return invitation


def _require_fields(name: str, password: str, address: str) -> None:
    problems = []
    if name_problem(name):
        problems.append(("name", name_problem(name)))
    weak = passwords.weakness(password, address)
    if weak:
        problems.append(("password", weak))
    if problems:
        raise Invalid(problems)


def _join(session: Session, name: str, invitation: Invitation, kept: str, now: Now) -> UUID:
    """Add a person, or let one in again who was deactivated, with no role of before."""
    is_added = add_once(
        session,
        Person,
        id=uuid4(),
        name=name,
        address=invitation.address,
        email_key=invitation.email_key,
        password_hash=kept,
        is_active=True,
        created_at=now.at,
    )
    person = session.scalars(select(Person).where(Person.email_key == invitation.email_key).with_for_update()).one()
    if not is_added and person.is_active:
        raise NotFound("There is an account for this address already; open the link again.")
    if not is_added:
        person.name, person.password_hash, person.is_active = name, kept, True
        session.flush()
        session.execute(delete(Role).where(Role.person_id == person.id))
    return person.id
