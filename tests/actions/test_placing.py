"""A supervisor lets somebody pause, go on, or learn in another cohort."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.attempts import begin
from tests.support.care_course import ROUTES, care_course, module_file
from tests.support.clinic import (
    ADA,
    COURSE,
    DAY,
    DORA,
    EVENING,
    ILSE,
    MAREN,
    actor_of,
    after,
    enrolment_of,
    publish,
)
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import cohorts, excusing, inviting, placing, reading
from trainer.actions.editions import Options
from trainer.actions.folding import verify
from trainer.errors import Invalid, NotFound, Stale
from trainer.queries.person import person_page
from trainer.queries.person_transfer import TransferPage, transfer_page
from trainer.storage.content import AuditEntry, Cohort
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id
from trainer.storage.learning import Placement, Submission
from trainer.storage.people import Role

WHY = "A family matter until the spring."
ENDS = after(days=59).today


def pause(database: Database, actor: Actor, of: Actor, *, day: float = 4, seen: int = 1, reason: str = WHY) -> None:
    placing.pause(database, actor, enrolment_of(database, of), reason, seen, after(days=day))


def resume(database: Database, actor: Actor, of: Actor, *, day: float, seen: int = 2) -> None:
    placing.resume(database, actor, enrolment_of(database, of), "Back again.", seen, after(days=day))


def enrolment(database: Database, of: Actor) -> EnrolmentRow:
    with database.reading() as session:
        found = enrolment_by_id(session, enrolment_of(database, of), after(days=20).today)
    assert found is not None
    return found


def placements(database: Database, of: Actor) -> list[tuple[str, int]]:
    with database.reading() as session:
        rows = session.scalars(
            select(Placement).where(Placement.enrolment_id == enrolment_of(database, of)).order_by(Placement.number)
        )
        return [(row.kind, row.number) for row in rows]


def cohort_id(database: Database, name: str = DAY) -> UUID:
    with database.reading() as session:
        return session.scalars(select(Cohort.id).where(Cohort.name == name)).one()


def shown(database: Database, actor: Actor, of: Actor) -> TransferPage:
    with database.reading() as session:
        return transfer_page(session, database, actor, enrolment_of(database, of), cohort_id(database), after(days=4))


def transfer(database: Database, actor: Actor, of: Actor, *, seen: int = 1, rules: UUID | None = None) -> None:
    rules = rules or shown(database, actor_of(database, ADA), of).rules_seen
    target, moment = cohort_id(database), after(days=4)
    placing.transfer(database, actor, enrolment_of(database, of), target, WHY, seen, rules, moment)


def test_while_somebody_pauses_nothing_is_due_and_then_the_last_day_is_later(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    assert enrolment(clinic, maren).ends_on == ENDS

    pause(clinic, sven, maren, day=4)
    assert (enrolment(clinic, maren).ends_on, enrolment(clinic, maren).paused_on) == (None, after(days=4).today)

    resume(clinic, sven, maren, day=14)
    found = enrolment(clinic, maren)
    assert (found.ends_on, found.paused_on, found.days_paused) == (ENDS + timedelta(days=10), None, 10)
    assert placements(clinic, maren) == [("joined", 1), ("paused", 2), ("resumed", 3)]


def test_two_pauses_add_up(clinic: Database, maren: Actor, sven: Actor) -> None:
    pause(clinic, sven, maren, day=4)
    resume(clinic, sven, maren, day=5)
    pause(clinic, sven, maren, day=8, seen=3)
    resume(clinic, sven, maren, day=11, seen=4)

    assert enrolment(clinic, maren).days_paused == 4


def test_an_open_attempt_is_handed_in_as_it_is_when_somebody_pauses(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    attempt = begin(clinic, maren, "routes", after(days=4, hours=-1))
    attempt.answer("im-peak", "within-20", after(days=4, minutes=-30))

    pause(clinic, sven, maren)

    with clinic.reading() as session:
        [submission] = session.scalars(select(Submission))
    assert (submission.attempt_id, submission.at) == (attempt.id, after(days=4).at)
    assert (submission.person_id, submission.actor_id) == (maren.person_id, sven.person_id)
    assert list(verify(clinic, after(days=4))) == []


def test_a_timed_attempt_past_its_time_is_dated_when_its_time_was_over(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    enrolment, opens = enrolment_of(clinic, maren), f"module:{ROUTES}"
    excusing.excuse(clinic, sven, enrolment, opens, WHY, is_shared=False, seen=0, now=after(days=2))
    attempt = begin(clinic, maren, "screening", after(days=3))
    due_at = attempt.head.due_at

    pause(clinic, sven, maren)

    with clinic.reading() as session:
        [submission] = session.scalars(select(Submission))
    assert due_at is not None
    assert submission.at == due_at < after(days=4).at


def test_a_double_click_pauses_and_resumes_once(clinic: Database, maren: Actor, sven: Actor) -> None:
    pause(clinic, sven, maren)
    pause(clinic, sven, maren)
    resume(clinic, sven, maren, day=14)
    resume(clinic, sven, maren, day=14)

    assert enrolment(clinic, maren).days_paused == 10
    assert len(placements(clinic, maren)) == 3


def test_pausing_twice_and_resuming_what_does_not_pause_is_told(clinic: Database, maren: Actor, sven: Actor) -> None:
    with pytest.raises(Stale, match="not paused"):
        resume(clinic, sven, maren, day=4, seen=1)
    pause(clinic, sven, maren)
    with pytest.raises(Stale, match="since this page was opened"):
        pause(clinic, actor_of(clinic, ADA), maren, reason="Another reason.")
    with pytest.raises(Stale, match="paused already"):
        pause(clinic, sven, maren, seen=2)


def test_a_pause_needs_a_reason_and_a_supervisor_of_the_cohort(clinic: Database, maren: Actor, sven: Actor) -> None:
    with pytest.raises(Invalid, match="Write in a sentence why"):
        pause(clinic, sven, maren, reason=" \r\n ")
    for actor in (maren, actor_of(clinic, DORA), actor_of(clinic, ILSE)):
        with pytest.raises(NotFound):
            pause(clinic, actor, maren)
        with pytest.raises(NotFound):
            resume(clinic, actor, maren, day=4)
    assert placements(clinic, maren) == [("joined", 1)]


def test_a_transfer_moves_the_record_and_who_sees_it(clinic: Database, maren: Actor, sven: Actor) -> None:
    reading.finish_section(clinic, maren, COURSE, ROUTES, "peak", after())
    ada, dora = actor_of(clinic, ADA), actor_of(clinic, DORA)

    transfer(clinic, ada, maren)

    assert enrolment(clinic, maren).cohort == DAY
    assert placements(clinic, maren) == [("joined", 1), ("moved", 2)]
    with clinic.reading() as session:
        page = person_page(session, clinic, dora, enrolment_of(clinic, maren), after(days=5))
        with pytest.raises(NotFound):
            person_page(session, clinic, sven, enrolment_of(clinic, maren), after(days=5))
        roles = session.scalars(select(Role).where(Role.person_id == maren.person_id)).all()
        [entry] = session.scalars(select(AuditEntry).where(AuditEntry.event == "record:enrolment:transferred"))
    assert page.items[0].evidence == "1 of 3 sections finished. No attempt at the quiz."
    assert [role.cohort_id for role in roles] == [cohort_id(clinic)]
    assert str(cohort_id(clinic, EVENING)) in entry.subject
    assert list(verify(clinic, after(days=5))) == []


def test_who_was_transferred_can_be_invited_to_the_new_cohort_and_not_to_the_old(
    clinic: Database, maren: Actor
) -> None:
    transfer(clinic, actor_of(clinic, ADA), maren)
    now = after(days=6)

    with pytest.raises(Invalid):
        inviting.invite(clinic, PLATFORM, MAREN, RoleName.TRAINEE, course=None, cohort=EVENING, now=now)
    inviting.invite(clinic, PLATFORM, MAREN, RoleName.TRAINEE, course=None, cohort=DAY, now=now)


def test_a_transfer_asks_for_the_right_to_supervise_both_cohorts(clinic: Database, maren: Actor, sven: Actor) -> None:
    for actor in (sven, actor_of(clinic, DORA), actor_of(clinic, ILSE), maren):
        with pytest.raises(NotFound):
            shown(clinic, actor, maren)
        with pytest.raises(NotFound):
            transfer(clinic, actor, maren)
    assert placements(clinic, maren) == [("joined", 1)]


def test_a_double_click_transfers_once_and_nobody_is_moved_to_where_they_are(clinic: Database, maren: Actor) -> None:
    ada = actor_of(clinic, ADA)
    rules = shown(clinic, ada, maren).rules_seen
    transfer(clinic, ada, maren, rules=rules)
    transfer(clinic, ada, maren, rules=rules)

    assert placements(clinic, maren) == [("joined", 1), ("moved", 2)]
    with pytest.raises(Invalid, match="cohort of today"):
        transfer(clinic, ada, maren, seen=2, rules=rules)


def test_rules_that_changed_since_the_page_was_shown_stop_a_transfer(clinic: Database, maren: Actor) -> None:
    ada = actor_of(clinic, ADA)
    with pytest.raises(Stale, match="rules of that cohort were changed"):
        transfer(clinic, ada, maren, rules=UUID(int=9))
    assert placements(clinic, maren) == [("joined", 1)]
    assert enrolment(clinic, maren).cohort == EVENING


def test_days_paused_in_one_cohort_do_not_count_in_the_next(clinic: Database, maren: Actor, sven: Actor) -> None:
    pause(clinic, sven, maren, day=1)
    resume(clinic, sven, maren, day=3)
    transfer(clinic, actor_of(clinic, ADA), maren, seen=3)

    found = enrolment(clinic, maren)
    assert (found.days_paused, found.ends_on) == (0, ENDS)


def test_who_pauses_goes_on_pausing_in_the_next_cohort_from_that_day(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    pause(clinic, sven, maren, day=1)
    transfer(clinic, actor_of(clinic, ADA), maren, seen=2)

    assert enrolment(clinic, maren).paused_on == after(days=4).today


def test_a_transfer_shows_before_it_is_done_what_changes(clinic: Database, maren: Actor) -> None:
    course = care_course()["curriculum/course.yml"].decode()
    harder = course.replace("modules: [presence]", "modules: [presence, absence]")
    absence = module_file("Absence", "S2", "## One {#one}\n\nText.\n")
    files = {"curriculum/course.yml": harder, "curriculum/sessions/absence.md": absence}
    publish(clinic, care_course(files), after(days=1), Options())
    ada = actor_of(clinic, ADA)
    later = cohort_id_of_a_new_cohort(clinic)

    with clinic.reading() as session:
        page = transfer_page(session, clinic, ada, enrolment_of(clinic, maren), later, after(days=4))

    assert page.more == ("the module sessions/absence was not required",)
    assert (page.less, page.asked, page.released) == ((), ("Absence",), ())
    assert (page.starts_on, page.ends_on, page.ends_on_here) == (after(days=3).today, date(2027, 12, 1), ENDS)
    assert "Absence" in [unmet.title for unmet in page.unmet]
    assert (page.completes, page.is_complete) == (False, False)


def cohort_id_of_a_new_cohort(database: Database) -> UUID:
    moment = after(days=3)
    return cohorts.add_cohort(database, PLATFORM, "Later", COURSE, moment.today, date(2027, 12, 1), moment)
