"""Competencies signed, withdrawn, appealed against and restored, with the completions that rest on them."""

from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.support.clinic import DORA, actor_of, after, enrolment_of
from tests.support.observed_clinic import CONSENT, ask_for_competencies, observed, second_supervisor
from trainer.access import Actor
from trainer.actions.appealing import appeal, decide_appeal
from trainer.actions.folding import verify
from trainer.actions.observing import withdraw_encounter
from trainer.actions.remarking import remark
from trainer.actions.signing_off import sign_competency
from trainer.actions.withdrawing import withdraw_sign_off
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.queries.requirements import RequirementsPage, own_requirements
from trainer.storage.database import Database
from trainer.storage.observing import Appeal
from trainer.storage.signing_off import SignOff


@pytest.fixture
def practising(clinic: Database) -> Database:
    return ask_for_competencies(clinic)


@pytest.fixture
def marens(practising: Database, maren: Actor) -> UUID:
    return enrolment_of(practising, maren)


@pytest.fixture
def ruth(practising: Database) -> Actor:
    return second_supervisor(practising)


def seen_twice(database: Database, by: Actor, enrolment_id: UUID) -> None:
    observed(database, by, enrolment_id, level_presence="2")
    observed(database, by, enrolment_id)


def sign(database: Database, by: Actor, enrolment_id: UUID, *, seen: int = 0, day: float = 2) -> UUID:
    sign_competency(database, by, enrolment_id, "consent", 3, "Well said back.", seen, after(days=day))
    with database.reading() as session:
        return session.scalars(
            select(SignOff.id).where(SignOff.item == CONSENT).order_by(SignOff.number.desc()).limit(1)
        ).one()


def page_of(database: Database, person: Actor, day: float = 5) -> RequirementsPage:
    with database.reading() as session:
        return own_requirements(session, database, person, "care", after(days=day))


def states(database: Database, person: Actor) -> list[str]:
    return [row.state.value for group in page_of(database, person).groups for row in group.rows]


def test_a_competency_seen_too_seldom_is_refused_with_what_is_missing(
    practising: Database, sven: Actor, marens: UUID
) -> None:
    observed(practising, sven, marens)
    with pytest.raises(NotAllowed, match="seen in 1 of 2 encounters that are asked for; 1 further one is missing"):
        sign(practising, sven, marens)


def test_a_signature_completes_the_competency_and_the_last_one_the_course(
    practising: Database, sven: Actor, maren: Actor, marens: UUID
) -> None:
    seen_twice(practising, sven, marens)
    sign(practising, sven, marens)
    assert states(practising, maren) == ["done", "in-progress"]
    assert page_of(practising, maren).completed_at is None
    sign_competency(practising, sven, marens, "presence", 2, "", 0, after(days=3))
    assert page_of(practising, maren).completed_at == after(days=3).at
    assert list(verify(practising, after(days=4))) == []


def test_a_signature_that_rests_on_withdrawn_encounters_is_refused(
    practising: Database, sven: Actor, marens: UUID
) -> None:
    seen_twice(practising, sven, marens)
    encounter_id, _ = observed(practising, sven, marens, level_consent="1")
    withdraw_encounter(practising, sven, encounter_id, "Wrong person.", after(days=2))
    sign(practising, sven, marens)  # the two others carry it


def test_a_double_click_signs_once_and_a_second_supervisor_is_told(
    practising: Database, sven: Actor, ruth: Actor, marens: UUID
) -> None:
    seen_twice(practising, sven, marens)
    sign(practising, sven, marens)
    sign(practising, sven, marens)
    with practising.reading() as session:
        assert session.scalars(select(func.count()).select_from(SignOff)).one() == 1
    with pytest.raises(Stale):
        sign(practising, ruth, marens)


def test_the_supervisor_of_another_cohort_signs_and_withdraws_nothing(
    practising: Database, sven: Actor, marens: UUID
) -> None:
    dora = actor_of(practising, DORA)
    seen_twice(practising, sven, marens)
    with pytest.raises(NotFound):
        sign(practising, dora, marens)
    signed = sign(practising, sven, marens)
    with pytest.raises(NotFound):
        withdraw_sign_off(practising, dora, signed, "No.", False, after(days=3))


def test_withdrawing_takes_the_completion_back_and_leaves_the_course_complete(
    practising: Database, sven: Actor, maren: Actor, marens: UUID
) -> None:
    seen_twice(practising, sven, marens)
    signed = sign(practising, sven, marens)
    sign_competency(practising, sven, marens, "presence", 2, "", 0, after(days=3))
    withdraw_sign_off(practising, sven, signed, "The second encounter was a simulation of mine.", False, after(days=4))
    assert states(practising, maren) == ["in-progress", "done"]
    assert page_of(practising, maren).completed_at == after(days=3).at
    assert list(verify(practising, after(days=4))) == []


def test_the_completion_of_the_course_goes_too_where_the_supervisor_says_so(
    practising: Database, sven: Actor, maren: Actor, marens: UUID
) -> None:
    seen_twice(practising, sven, marens)
    signed = sign(practising, sven, marens)
    sign_competency(practising, sven, marens, "presence", 2, "", 0, after(days=3))
    withdraw_sign_off(practising, sven, signed, "It was not seen.", True, after(days=4))
    assert page_of(practising, maren).completed_at is None


def test_a_withdrawal_needs_a_reason_and_a_repeat_changes_nothing(
    practising: Database, sven: Actor, ruth: Actor, marens: UUID
) -> None:
    seen_twice(practising, sven, marens)
    signed = sign(practising, sven, marens)
    with pytest.raises(Invalid):
        withdraw_sign_off(practising, sven, signed, "  ", False, after(days=3))
    withdraw_sign_off(practising, sven, signed, "Not seen.", False, after(days=3))
    withdraw_sign_off(practising, sven, signed, "Not seen.", False, after(days=3))
    with pytest.raises(Stale):
        withdraw_sign_off(practising, ruth, signed, "Not seen either.", False, after(days=3))


def test_a_competency_can_be_signed_anew_after_a_withdrawal(
    practising: Database, sven: Actor, maren: Actor, marens: UUID
) -> None:
    seen_twice(practising, sven, marens)
    signed = sign(practising, sven, marens)
    withdraw_sign_off(practising, sven, signed, "Too early.", False, after(days=3))
    sign(practising, sven, marens, seen=2, day=4)
    assert states(practising, maren) == ["done", "in-progress"]


def withdrawn(database: Database, sven: Actor, enrolment_id: UUID) -> UUID:
    seen_twice(database, sven, enrolment_id)
    signed = sign(database, sven, enrolment_id)
    withdraw_sign_off(database, sven, signed, "Too early.", False, after(days=3))
    with database.reading() as session:
        return session.scalars(select(SignOff.id).where(SignOff.withdraws_id == signed)).one()


def appealed(database: Database, sven: Actor, maren: Actor, enrolment_id: UUID) -> UUID:
    appeal(database, maren, withdrawn(database, sven, enrolment_id), "Both were whole sessions.", after(days=4))
    with database.reading() as session:
        return session.scalars(select(Appeal.id)).one()


def test_a_second_supervisor_restores_what_was_withdrawn_by_an_own_signature(
    practising: Database, sven: Actor, ruth: Actor, maren: Actor, marens: UUID
) -> None:
    appeal_id = appealed(practising, sven, maren, marens)
    decide_appeal(practising, ruth, appeal_id, "restored", "I read both forms.", after(days=5))
    assert states(practising, maren) == ["done", "in-progress"]
    with practising.reading() as session:
        last = session.scalars(select(SignOff).order_by(SignOff.number.desc()).limit(1)).one()
    assert (last.actor_id, last.decision, last.level, last.encounters) == (ruth.person_id, "accepted", 3, 2)


def test_a_second_supervisor_upholds_a_withdrawal(
    practising: Database, sven: Actor, ruth: Actor, maren: Actor, marens: UUID
) -> None:
    appeal_id = appealed(practising, sven, maren, marens)
    decide_appeal(practising, ruth, appeal_id, "upheld", "One of them broke off.", after(days=5))
    decide_appeal(practising, ruth, appeal_id, "restored", "Twice.", after(days=5))
    assert states(practising, maren) == ["in-progress", "in-progress"]
    (found,) = page_of(practising, maren).appeals.values()
    assert (found.decision, found.decided_by, found.reason) == ("upheld", "Ruth", "One of them broke off.")


def test_who_withdrew_does_not_decide(practising: Database, sven: Actor, maren: Actor, marens: UUID) -> None:
    appeal_id = appealed(practising, sven, maren, marens)
    with pytest.raises(NotAllowed, match="A second supervisor decides"):
        decide_appeal(practising, sven, appeal_id, "upheld", "No.", after(days=5))
    with pytest.raises(NotFound):
        decide_appeal(practising, actor_of(practising, DORA), appeal_id, "upheld", "No.", after(days=5))


def test_an_appeal_is_made_once_by_the_trainee_alone(
    practising: Database, sven: Actor, maren: Actor, jonas: Actor, marens: UUID
) -> None:
    withdrawal_id = withdrawn(practising, sven, marens)
    with pytest.raises(NotFound):
        appeal(practising, jonas, withdrawal_id, "Let me.", after(days=4))
    appeal(practising, maren, withdrawal_id, "First words.", after(days=4))
    appeal(practising, maren, withdrawal_id, "Second words.", after(days=4))
    assert [found.words for found in page_of(practising, maren).appeals.values()] == ["First words."]


def test_characters_that_nobody_types_are_taken_out_of_words(
    practising: Database, sven: Actor, maren: Actor, marens: UUID
) -> None:
    encounter_id, _ = observed(practising, sven, marens, level_presence="2", note="Calm\x00 and \u202eslow.")
    sign_competency(practising, sven, marens, "presence", 2, "Well\x00 done.", 0, after(days=2))
    remark(practising, maren, "encounter", encounter_id, "Thank\x00 you.", 0, after(days=2))
    page = page_of(practising, maren)
    assert [said.words for said in page.remarks[encounter_id]] == ["Thank you."]
    assert [encounter.note for encounter in page.encounters] == ["Calm and slow."]
    parts = [row.part for group in page.groups for row in group.rows if row.requirement.id == "presence"]
    assert [each.words for part in parts for each in getattr(part, "signatures", ())] == ["Well done."]


def test_a_trainee_comments_on_what_is_recorded_about_them_and_nobody_else_does(
    practising: Database, sven: Actor, maren: Actor, jonas: Actor, marens: UUID
) -> None:
    encounter_id, _ = observed(practising, sven, marens)
    remark(practising, maren, "encounter", encounter_id, "I was ill that day.", 0, after(days=2))
    remark(practising, maren, "encounter", encounter_id, "I was ill that day.", 0, after(days=2))
    with pytest.raises(NotFound):
        remark(practising, jonas, "encounter", encounter_id, "So was I.", 0, after(days=2))
    with pytest.raises(NotFound):
        remark(practising, maren, "person", maren.person_id, "Me.", 0, after(days=2))
    assert [said.words for said in page_of(practising, maren).remarks[encounter_id]] == ["I was ill that day."]
