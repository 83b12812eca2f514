"""For how long records are kept, as administrators see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.retention import KINDS, Kind, RecordKind, Rule, usual_rule
from trainer.errors import NotAllowed
from trainer.storage.erasure_plan import past_its_time
from trainer.storage.people import Person
from trainer.storage.retention_rows import RuleChange, rule_changes, rules_of_retention


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A kind with the rule that holds; `usual` holds where nobody has set another."""

    kind: Kind
    rule: Rule
    usual: Rule
    last: RuleChange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPage:
    """Every kind, and every change of a rule, the newest first."""

    lines: tuple[RuleLine, ...]
    changes: tuple[RuleChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLine:
    """Somebody of whose record a kind is past its time; `name` may be erased already."""

    person_id: UUID
    name: str
    kind: RecordKind


def retention_page(session: Session, actor: Actor) -> RetentionPage:
    """The rules: two statements."""
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator sees how long records are kept.")
    rules, changes = rules_of_retention(session), rule_changes(session)
    lines = (
        RuleLine(
            kind=KINDS[kind],
            rule=rules[kind],
            usual=usual_rule(kind),
            last=next((each for each in changes if each.rule.kind is kind), None),
        )
        for kind in RecordKind
    )
    return RetentionPage(lines=tuple(lines), changes=changes)


def past_lines(session: Session, now: Now, most: int) -> Iterator[PastLine]:
    """What the next rounds of the sweep erase since its time is over, for up to so many people of each kind."""
    found = list(past_its_time(session, now.today, now.zone, most))
    people = select(Person.id, Person.name).where(Person.id.in_({each.person_id for each in found}))
    names = {row.id: row.name for row in session.execute(people)}
    for each in found:
        yield PastLine(person_id=each.person_id, name=names[each.person_id], kind=each.kind)
