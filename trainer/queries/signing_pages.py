"""The pages on which somebody signs, withdraws, appeals, decides or comments: each with what it is about."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.observing import asked as asked_words
from trainer.curriculum.observing import carrying, missing_for
from trainer.curriculum.requirements.competency import LEVELS, Competency
from trainer.errors import NotFound
from trainer.queries.requirement_competency import Anchor, anchors_of
from trainer.queries.requirement_seen import AppealRow, RemarkRow, Seen, SignatureRow, seen_by
from trainer.queries.requirements import supervised_enrolment
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id
from trainer.storage.observing import Appeal, Encounter
from trainer.storage.signing_off import Entry, SignOff
from trainer.storage.standings import current_standings

_NAMES = {"entry": "your entry", "sign_off": "this signature", "encounter": "this encounter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPage:
    """A competency to sign. `levels` are those that the encounters carry; `missing` says why there is none."""

    enrolment_id: UUID
    name: str
    id: str
    title: str
    asked: str
    anchors: tuple[Anchor, ...]
    levels: tuple[tuple[str, str], ...]
    missing: str
    carried_by: tuple[date, ...]
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPage:
    """A signature to withdraw, and whether the item and the course are complete now."""

    enrolment_id: UUID
    name: str
    title: str
    signature: SignatureRow
    withdrawn: SignatureRow | None
    is_complete: bool
    course_completed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealPage:
    """A withdrawn signature with the appeal against it, where there is one. `may_decide` is for supervisors."""

    enrolment_id: UUID
    course: str
    name: str
    title: str
    anchor: str
    signature: SignatureRow
    withdrawal: SignatureRow
    appeal: AppealRow | None
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkPage:
    """Something recorded about the actor, with what they said to it so far."""

    course: str
    about: str
    about_id: UUID
    what: str
    remarks: tuple[RemarkRow, ...]


def sign_page(
    session: Session, database: Database, actor: Actor, enrolment_id: UUID, competency: str, now: Now
) -> SignPage:
    """A competency of somebody whom the actor supervises. Raises NotFound."""
    enrolment = supervised_enrolment(session, actor, enrolment_id, now)
    rules = database.library.rules(session, enrolment.rules_revision_id)
    asked = [each for each in rules.requirements if isinstance(each, Competency) and each.id == competency]
    seen = seen_by(session, actor, enrolment, now)
    if not asked or not seen.may_sign:
        raise NotFound("There is no such page.")
    found = asked[0]
    rated = seen.rated_for_actor()
    possible = [level for level in LEVELS if level >= found.level]
    levels = [level for level in possible if not missing_for(found, rated, level, now.today)]
    carried = {each.id for each in carrying(rated, found.item, found.level, now.today)}
    days = session.scalars(select(Encounter.held_on).where(Encounter.id.in_(carried)).order_by(Encounter.held_on))
    return SignPage(
        enrolment_id=enrolment_id,
        name=seen.name,
        id=found.id,
        title=found.title,
        asked=asked_words(found),
        anchors=anchors_of(found),
        levels=tuple((str(level), f"{level}, {LEVELS[level]}") for level in levels),
        missing=missing_for(found, rated, found.level, now.today),
        carried_by=tuple(days),
        seen=max((each.number for each in seen.signatures_of(found.item)), default=0),
    )


def withdraw_page(session: Session, database: Database, actor: Actor, sign_off_id: UUID, now: Now) -> WithdrawPage:
    """A signature of any kind about somebody whom the actor supervises. Raises NotFound."""
    signed = session.get(SignOff, sign_off_id)
    if signed is None or signed.decision != "accepted":
        raise NotFound("There is no such page.")
    enrolment = supervised_enrolment(session, actor, signed.enrolment_id, now)
    seen = seen_by(session, actor, enrolment, now)
    if not seen.may_sign:
        raise NotFound("There is no such page.")
    standings = current_standings(session, database.library, enrolment, now.at)
    return WithdrawPage(
        enrolment_id=enrolment.enrolment_id,
        name=seen.name,
        title=_title(session, database, enrolment, signed.item),
        signature=_by_id(seen, sign_off_id),
        withdrawn=seen.withdrawals().get(sign_off_id),
        is_complete=standings.requirement(signed.item).completed_at is not None,
        course_completed_at=standings.course.completed_at,
    )


def own_appeal(session: Session, database: Database, actor: Actor, withdrawal_id: UUID, now: Now) -> AppealPage:
    """A withdrawal of one's own signature. Raises NotFound for any other."""
    withdrawal = session.get(SignOff, withdrawal_id)
    if withdrawal is None or withdrawal.decision != "withdrawn" or withdrawal.person_id != actor.person_id:
        raise NotFound("There is no such page.")
    enrolment = enrolment_by_id(session, withdrawal.enrolment_id, now.today)
    if enrolment is None:
        raise NotFound("There is no such page.")
    return _appeal(session, database, actor, enrolment, withdrawal_id, now)


def supervised_appeal(session: Session, database: Database, actor: Actor, appeal_id: UUID, now: Now) -> AppealPage:
    """An appeal of somebody whom the actor supervises. Raises NotFound for any other."""
    appeal = session.get(Appeal, appeal_id)
    if appeal is None:
        raise NotFound("There is no such page.")
    enrolment = supervised_enrolment(session, actor, appeal.enrolment_id, now)
    return _appeal(session, database, actor, enrolment, appeal.sign_off_id, now)


def remark_page(session: Session, actor: Actor, about: str, about_id: UUID, now: Now) -> RemarkPage:
    """Something recorded about the actor. Raises NotFound for anything else."""
    tables: dict[str, type[Entry] | type[SignOff] | type[Encounter]]
    tables = {"entry": Entry, "sign_off": SignOff, "encounter": Encounter}
    table = tables.get(about)
    if table is None:
        raise NotFound("There is no such page.")
    row = session.execute(select(table.person_id, table.enrolment_id).where(table.id == about_id)).one_or_none()
    enrolment = enrolment_by_id(session, row.enrolment_id, now.today) if row else None
    if row is None or enrolment is None or row.person_id != actor.person_id:
        raise NotFound("There is no such page.")
    seen = seen_by(session, actor, enrolment, now)
    return RemarkPage(
        course=enrolment.course,
        about=about,
        about_id=about_id,
        what=_NAMES[about],
        remarks=seen.remarks.get(about_id, ()),
    )


def _appeal(
    session: Session, database: Database, actor: Actor, enrolment: EnrolmentRow, withdrawal_id: UUID, now: Now
) -> AppealPage:
    seen = seen_by(session, actor, enrolment, now)
    withdrawal = _by_id(seen, withdrawal_id)
    signature = next(each for each in seen.signatures if each.id == withdrawal.withdraws_id)
    found = seen.appeals.get(withdrawal_id)
    is_second = seen.may_sign and withdrawal.by_id != actor.person_id
    return AppealPage(
        enrolment_id=enrolment.enrolment_id,
        course=enrolment.course,
        name=seen.name,
        title=_title(session, database, enrolment, signature.item),
        anchor=signature.item.replace(":", "-"),
        signature=signature,
        withdrawal=withdrawal,
        appeal=found,
        may_decide=is_second and found is not None and found.decision is None,
    )


def _title(session: Session, database: Database, enrolment: EnrolmentRow, item: str) -> str:
    rules = database.library.rules(session, enrolment.rules_revision_id)
    titles = {each.item: each.title for each in rules.requirements}
    return titles.get(item, item.partition(":")[2])


def _by_id(seen: Seen, sign_off_id: UUID) -> SignatureRow:
    return next(each for each in seen.signatures if each.id == sign_off_id)
