"""What would change for one person in another cohort of the course, shown before it is done."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Date, Uuid, bindparam, literal, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.asked import asked_items
from trainer.curriculum.course import Rules
from trainer.curriculum.excusing import item_title
from trainer.curriculum.outline import Outline
from trainer.curriculum.rules_comparison import harder_lines
from trainer.curriculum.state import Unmet, why_not_complete
from trainer.errors import NotFound
from trainer.queries.decided import placements_of
from trainer.queries.person_head import PersonHead, Supervised, supervised
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.enrolments import rules_of_cohort
from trainer.storage.facts import facts_of
from trainer.storage.standings import fold_enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPage:
    """A transfer before it is done.

    `more` are lines of the rules there that the rules here did not have, `less` the other way round; `asked` and
    `released` are titles of what becomes required of this person, and of what is required no more. `unmet` is what
    would keep the course from being complete there. `rules_seen` and `placements_seen` go into the form.
    """

    head: PersonHead
    cohort_id: UUID
    cohort: str
    starts_on: date
    ends_on: date
    ends_on_here: date | None
    is_over: bool
    more: tuple[str, ...]
    less: tuple[str, ...]
    asked: tuple[str, ...]
    released: tuple[str, ...]
    unmet: tuple[Unmet, ...]
    completes: bool
    is_complete: bool
    rules_seen: UUID
    placements_seen: int


def transfer_page(
    session: Session, database: Database, actor: Actor, enrolment_id: UUID, cohort_id: UUID, now: Now
) -> TransferPage:
    """What a transfer would change. Raises NotFound unless the actor supervises both cohorts."""
    person = supervised(session, database, actor, enrolment_id, now)
    today = bindparam("today", value=now.today, type_=Date)
    row = session.execute(
        select(
            Cohort.name,
            Cohort.starts_on,
            Cohort.ends_on,
            rules_of_cohort(literal(cohort_id, Uuid()), today).label("rules_revision_id"),
        ).where(Cohort.id == cohort_id, Cohort.course_id == person.enrolment.course_id)
    ).one_or_none()
    course_id = person.enrolment.course_id
    may = actor.may(Permission.SUPERVISE, course_id=course_id, cohort_id=cohort_id)
    if row is None or not may or cohort_id == person.enrolment.cohort_id:
        raise NotFound("There is no such cohort.")
    outline, rules = person.edition.outline, database.library.rules(session, row.rules_revision_id)
    there = replace(person.enrolment, rules_revision_id=row.rules_revision_id)
    folded = fold_enrolment(session, database.library, there, facts_of(session, enrolment_id), now.at).standings
    was_complete = person.standings.course.completed_at is not None
    return TransferPage(
        head=person.head,
        cohort_id=cohort_id,
        cohort=row.name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        ends_on_here=person.enrolment.ends_on,
        is_over=row.ends_on < now.today,
        more=harder_lines(person.rules, rules),
        less=harder_lines(rules, person.rules),
        asked=_added(outline, person.rules, rules, person),
        released=_added(outline, rules, person.rules, person),
        unmet=why_not_complete(outline, rules, folded, now.at),
        completes=folded.course.completed_at is not None and not was_complete,
        is_complete=was_complete,
        rules_seen=row.rules_revision_id,
        placements_seen=len(placements_of(session, enrolment_id)),
    )


def _added(outline: Outline, before: Rules, after: Rules, person: Supervised) -> tuple[str, ...]:
    known = set(asked_items(outline, before))
    reached = person.standings
    excused = {each.item for each in reached.modules.values() if each.is_excused}
    excused |= {each.item for each in reached.quizzes.values() if each.is_excused}
    excused |= {each.item for each in reached.requirements.values() if each.is_excused}
    added = [item for item in asked_items(outline, after) if item not in known and item not in excused]
    titles = {item: item_title(item, outline, after) for item in added}
    return tuple(titles.values())
