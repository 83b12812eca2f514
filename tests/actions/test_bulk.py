"""A table of people or cohorts is carried out all at once for exactly what was seen, and taken back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.support.care_course import ROUTES
from tests.support.clinic import ADA, COURSE, DAY, EVENING, GRETA, ILSE, MAREN, SVEN, actor_of, after, enrolment_of
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions import inviting, reading
from trainer.actions.bulk_carrying_out import carry_out
from trainer.actions.bulk_taking import give_up, take
from trainer.actions.bulk_undoing import undo_import
from trainer.actions.folding import refold_outdated, verify
from trainer.actions.sweeping import prune
from trainer.bulk.reading import read_table
from trainer.bulk.table import Subject
from trainer.errors import NotAllowed, NotFound, Stale
from trainer.queries.account import open_invitation
from trainer.queries.bulk import DoneImport, PlannedImport, import_page, imports_page
from trainer.storage.base import Base
from trainer.storage.bulk import BulkImport, BulkImportItem
from trainer.storage.content import AuditEntry, Cohort, RulesInForce
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment, Placement
from trainer.storage.people import Invitation, Outbox, Role
from trainer.tokens import digest_of

NOW = after(days=21)
PEOPLE = f"""Address;Name;Role;Cohort;Course
nora@example.org;Nora Lind;;{EVENING};
ilse@example.org;;trainee;{DAY};
sven@example.org;;supervisor;{DAY};
maren@example.org;;;{EVENING};
"""
COHORTS = """Name,Course,First day,Last day,Supervisors
Spring,care,2027-02-01,2027-07-30,"sven@example.org, nora@example.org"
Summer,care,2027-06-01,2027-09-30,
"""


@pytest.fixture
def ada(clinic: Database) -> Actor:
    return actor_of(clinic, ADA)


def bring(database: Database, actor: Actor, text: str, subject: Subject = Subject.PEOPLE) -> UUID:
    taken = take(database, actor, read_table(subject, text.encode()), NOW)
    assert taken.import_id is not None, taken.faults
    return taken.import_id


def planned(database: Database, actor: Actor, import_id: UUID) -> PlannedImport:
    with database.reading() as session:
        page = import_page(session, actor, import_id, 1, NOW)
    assert isinstance(page, PlannedImport)
    return page


def done(database: Database, actor: Actor, import_id: UUID) -> DoneImport:
    with database.reading() as session:
        page = import_page(session, actor, import_id, 1, NOW)
    assert isinstance(page, DoneImport)
    return page


def carried_out(database: Database, actor: Actor, text: str, subject: Subject = Subject.PEOPLE) -> UUID:
    import_id = bring(database, actor, text, subject)
    carry_out(database, actor, import_id, planned(database, actor, import_id).digest, NOW)
    return import_id


def count(database: Database, table: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def roles_of(database: Database, address: str) -> set[str]:
    return {role.name.value for role in actor_of(database, address).roles}


def token_to(database: Database, address: str) -> str:
    with database.reading() as session:
        waits = select(Outbox.token).join(Invitation, Outbox.invitation_id == Invitation.id)
        token = session.scalars(waits.where(Invitation.email_key == address, Outbox.created_at == NOW.at)).one()
    assert token is not None
    return token


def test_a_table_is_shown_first_and_nothing_is_done(clinic: Database, ada: Actor) -> None:
    before = count(clinic, Invitation), count(clinic, Role), count(clinic, AuditEntry)
    page = planned(clinic, ada, bring(clinic, ada, PEOPLE))

    assert [(step.row, step.act.value, step.address) for step in page.steps] == [
        (2, "invited", "nora@example.org"),
        (3, "enrolled", ILSE),
        (4, "granted", SVEN),
        (5, "there", MAREN),
    ]
    assert page.writes_to == 1
    assert before == (count(clinic, Invitation), count(clinic, Role), count(clinic, AuditEntry))


def test_a_table_with_one_fault_is_not_taken(clinic: Database, ada: Actor) -> None:
    taken = take(clinic, ada, read_table(Subject.PEOPLE, (PEOPLE + "x;;;;\n").encode()), NOW)

    assert taken.import_id is None
    assert [fault.row for fault in taken.faults] == [6, 6]
    assert count(clinic, BulkImport) == 0


def test_what_was_shown_is_done_all_at_once_and_once_only(clinic: Database, ada: Actor) -> None:
    import_id = bring(clinic, ada, PEOPLE)
    seen = planned(clinic, ada, import_id).digest

    carry_out(clinic, ada, import_id, seen, NOW)
    after_once = [count(clinic, table) for table in (Invitation, Outbox, Role, Enrolment, AuditEntry)]
    carry_out(clinic, ada, import_id, seen, NOW)

    assert [count(clinic, table) for table in (Invitation, Outbox, Role, Enrolment, AuditEntry)] == after_once
    assert roles_of(clinic, ILSE) == {"instructor", "trainee"}
    with clinic.reading() as session:
        ilse = actor_of(clinic, ILSE).person_id
        enrolment = session.scalars(select(Enrolment).where(Enrolment.person_id == ilse)).one()
        placement = session.scalars(select(Placement).where(Placement.enrolment_id == enrolment.id)).one()
        day = session.scalars(select(Cohort.id).where(Cohort.name == DAY)).one()
        kept = session.scalars(select(BulkImport)).one()
        events = set(session.scalars(select(AuditEntry.event).where(AuditEntry.at == NOW.at)))
    assert (enrolment.cohort_id, placement.kind, placement.actor_id) == (day, "joined", ada.person_id)
    assert (kept.body, kept.rows) == (None, 4)
    assert events == {
        "people:import:carried-out",
        "people:invitation:made",
        "people:enrolment:made",
        "people:role:granted",
    }
    for _ in refold_outdated(clinic, NOW):
        pass
    assert list(verify(clinic, NOW)) == []


def test_whoever_was_invited_joins_under_the_name_that_was_given_and_it_is_forgotten(
    clinic: Database, ada: Actor
) -> None:
    carried_out(clinic, ada, PEOPLE)
    token = token_to(clinic, "nora@example.org")
    with clinic.reading() as session:
        link = open_invitation(session, digest_of(token), NOW.at)
    assert link is not None
    assert (link.name, link.role, link.is_known) == ("Nora Lind", "trainee", False)

    inviting.accept(clinic, token, "Nora Lind", "tea in the garden", "a test", NOW)

    assert enrolment_of(clinic, actor_of(clinic, "nora@example.org"))
    with clinic.reading() as session:
        assert set(session.scalars(select(BulkImportItem.name))) == {None}


def test_a_yes_is_for_what_was_seen_and_nothing_else(clinic: Database, ada: Actor) -> None:
    import_id = bring(clinic, ada, PEOPLE)
    seen = planned(clinic, ada, import_id).digest
    token = inviting.invite(
        clinic, ada, "nora@example.org", actor_of(clinic, MAREN).roles[0].name, course=None, cohort=EVENING, now=NOW
    )
    inviting.accept(clinic, token, "Nora", "tea in the garden", "a test", NOW)

    before = count(clinic, Role)
    with pytest.raises(Stale):
        carry_out(clinic, ada, import_id, seen, NOW)
    with pytest.raises(Stale):
        carry_out(clinic, ada, import_id, "", NOW)

    page = planned(clinic, ada, import_id)
    assert [step.act.value for step in page.steps] == ["there", "enrolled", "granted", "there"]
    assert count(clinic, Role) == before
    carry_out(clinic, ada, import_id, page.digest, NOW)


def test_a_table_that_became_wrong_is_not_carried_out(clinic: Database, ada: Actor) -> None:
    import_id = bring(clinic, ada, f"Address,Cohort,Course\nilse@example.org,{DAY},care\n")
    other = bring(clinic, ada, f"Address,Cohort\nilse@example.org,{EVENING}\n")
    seen = planned(clinic, ada, import_id).digest
    carry_out(clinic, ada, other, planned(clinic, ada, other).digest, NOW)

    with pytest.raises(Stale):
        carry_out(clinic, ada, import_id, seen, NOW)
    assert [fault.row for fault in planned(clinic, ada, import_id).faults] == [2]


def test_cohorts_are_made_under_the_rules_of_today_with_their_supervisors(clinic: Database, ada: Actor) -> None:
    carried_out(clinic, ada, COHORTS, Subject.COHORTS)

    with clinic.reading() as session:
        spring = session.scalars(select(Cohort).where(Cohort.name == "Spring")).one()
        rules = session.scalars(select(RulesInForce).where(RulesInForce.cohort_id == spring.id)).one()
        invited = session.scalars(select(Invitation).where(Invitation.cohort_id == spring.id)).one()
    assert (str(spring.starts_on), str(spring.ends_on), str(rules.first_day)) == (
        "2027-02-01",
        "2027-07-30",
        "2027-02-01",
    )
    assert (invited.email_key, invited.role) == ("nora@example.org", "supervisor")
    assert spring.id in {role.cohort_id for role in actor_of(clinic, SVEN).roles}


def test_somebody_without_a_cohort_is_enrolled_under_the_rules_of_today(clinic: Database, ada: Actor) -> None:
    carried_out(clinic, ada, "E-mail,Course\nilse@example.org,care\n")

    for _ in refold_outdated(clinic, NOW):
        pass
    assert list(verify(clinic, NOW)) == []
    enrolment = enrolment_of(clinic, actor_of(clinic, ILSE))
    with clinic.reading() as session:
        assert session.scalars(select(RulesInForce.number).where(RulesInForce.enrolment_id == enrolment)).one() == 1


def test_taking_back_ends_what_nobody_went_on_from(clinic: Database, ada: Actor) -> None:
    import_id = carried_out(clinic, ada, PEOPLE)
    facts = count(clinic, Placement)
    page = done(clinic, ada, import_id)
    assert (page.back, page.stays) == (3, 0)

    undo_import(clinic, ada, import_id, NOW)
    undo_import(clinic, ada, import_id, NOW)

    assert roles_of(clinic, ILSE) == {"instructor"}
    assert count(clinic, Placement) == facts + 1
    with clinic.reading() as session:
        nora = session.scalars(select(Invitation).where(Invitation.email_key == "nora@example.org")).one()
        waiting = session.scalars(select(Outbox.id).where(Outbox.invitation_id == nora.id)).all()
        resting = session.scalars(
            select(Enrolment.paused_on).where(Enrolment.person_id == actor_of(clinic, ILSE).person_id)
        ).one()
        events = session.scalars(select(AuditEntry.event).where(AuditEntry.event == "people:import:taken-back")).all()
    assert (nora.expires_at, waiting, resting, len(events)) == (NOW.at, [], NOW.today, 1)
    assert [line.reason.value for line in done(clinic, ada, import_id).lines] == ["link-ends", "rests", "role-ends"]
    again = planned(clinic, ada, bring(clinic, ada, PEOPLE))
    assert [step.act.value for step in again.steps] == ["invited", "granted", "granted", "there"]


def test_what_somebody_went_on_from_stays_and_is_named(clinic: Database, ada: Actor) -> None:
    import_id = carried_out(clinic, ada, PEOPLE)
    inviting.accept(clinic, token_to(clinic, "nora@example.org"), "Nora", "tea in the garden", "a test", NOW)
    reading.finish_section(clinic, actor_of(clinic, ILSE), COURSE, ROUTES, "peak", NOW)

    undo_import(clinic, ada, import_id, NOW)

    page = done(clinic, ada, import_id)
    assert [(line.who, line.reason.value) for line in page.staying] == [
        ("nora@example.org", "joined"),
        ("Ilse", "begun"),
    ]
    assert (page.back, page.stays) == (1, 2)
    assert roles_of(clinic, ILSE) == {"instructor", "trainee"}
    assert enrolment_of(clinic, actor_of(clinic, "nora@example.org"))


def test_an_empty_cohort_is_set_aside_so_that_its_name_is_free_and_another_stays(clinic: Database, ada: Actor) -> None:
    import_id = carried_out(clinic, ada, COHORTS, Subject.COHORTS)
    carried_out(clinic, ada, "Address,Cohort\nlea@example.org,Summer\n")

    undo_import(clinic, ada, import_id, NOW)

    with clinic.reading() as session:
        names = set(session.scalars(select(Cohort.name)))
    assert {name.partition(" (taken back ")[0] for name in names} == {EVENING, DAY, "Spring", "Summer"}
    assert "Summer" in names
    assert "Spring" not in names
    again = planned(clinic, ada, bring(clinic, ada, COHORTS, Subject.COHORTS))
    assert [step.act.value for step in again.steps] == ["made", "granted", "invited", "there"]


def test_only_administrators_of_the_site_bring_tables(clinic: Database, ada: Actor) -> None:
    import_id = bring(clinic, ada, PEOPLE)
    seen = planned(clinic, ada, import_id).digest
    for address in (SVEN, ILSE, MAREN):
        who = actor_of(clinic, address)
        with pytest.raises(NotAllowed):
            take(clinic, who, read_table(Subject.PEOPLE, PEOPLE.encode()), NOW)
        with pytest.raises(NotAllowed):
            carry_out(clinic, who, import_id, seen, NOW)
        with pytest.raises(NotAllowed):
            undo_import(clinic, who, import_id, NOW)
        with pytest.raises(NotAllowed):
            give_up(clinic, who, import_id)
        with clinic.reading() as session, pytest.raises(NotAllowed):
            imports_page(session, who)


def test_a_table_is_forgotten_and_what_was_done_is_not_forgotten_by_that(clinic: Database, ada: Actor) -> None:
    import_id, kept = bring(clinic, ada, PEOPLE), carried_out(clinic, ada, COHORTS, Subject.COHORTS)

    give_up(clinic, ada, import_id)
    give_up(clinic, ada, kept)

    with pytest.raises(NotFound):
        carry_out(clinic, ada, import_id, "", NOW)
    with pytest.raises(NotFound):
        undo_import(clinic, ada, import_id, NOW)
    assert done(clinic, ada, kept).counts


def test_tables_are_removed_after_two_days_and_what_was_done_after_the_days_of_traces(
    clinic: Database, ada: Actor
) -> None:
    carried_out(clinic, ada, PEOPLE)
    bring(clinic, ada, COHORTS, Subject.COHORTS)
    with pytest.raises(Stale):
        undo_import(clinic, ada, bring(clinic, ada, COHORTS, Subject.COHORTS), NOW)

    prune(clinic, after(days=22))
    assert count(clinic, BulkImport) == 3
    prune(clinic, after(days=24))
    assert count(clinic, BulkImport) == 1
    prune(clinic, after(days=60))
    assert (count(clinic, BulkImport), count(clinic, BulkImportItem)) == (0, 0)


def test_no_statement_is_for_each_row(
    clinic: Database, ada: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    def statements(rows: int, start: int) -> tuple[int, int, int]:
        lines = "".join(f"new{start + number}@example.org,Evening\n" for number in range(rows))
        import_id = bring(clinic, ada, f"Address,Cohort\n{lines}")
        seen = planned(clinic, ada, import_id).digest
        with count_statements(clinic) as doing:
            carry_out(clinic, ada, import_id, seen, NOW)
        with count_statements(clinic) as showing:
            done(clinic, ada, import_id)
        with count_statements(clinic) as undoing:
            undo_import(clinic, ada, import_id, NOW)
        return len(doing), len(showing), len(undoing)

    assert statements(2, 0) == statements(120, 1000)


def test_whoever_was_deactivated_is_invited_anew(clinic: Database, ada: Actor) -> None:
    carried_out(clinic, ada, f"Address,Cohort\n{GRETA},{EVENING}\n")

    inviting.accept(clinic, token_to(clinic, GRETA), "Greta", "tea in the garden", "a test", NOW)
    assert roles_of(clinic, GRETA) == {"trainee"}
