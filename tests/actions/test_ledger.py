"""A trainee enters sessions and consultations, and answers what was returned."""

import hashlib
import re

import pytest
from sqlalchemy import select

from tests.support.clinic import COURSE, DORA, IDA, ILSE, actor_of, after
from tests.support.practicum import (
    OBSERVED,
    REFLECTION,
    ask_for_practicum,
    code_for,
    codes,
    consulted,
    enter,
    entries,
    observed,
)
from trainer.access import Actor
from trainer.actions import countersigning, ledger
from trainer.curriculum.ledger import Typed
from trainer.curriculum.ledger_sums import EntryState
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.ledger import OverruledWarning
from trainer.storage.people import Words
from trainer.storage.signing_off import Entry

NAMED = "Carla Mendez sat beside me on 3 May."


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for practicum."""
    return ask_for_practicum(clinic)


def problems(database: Database, actor: Actor, typed: Typed, shown: tuple[str, ...] = ()) -> dict[str, str]:
    with pytest.raises(Invalid) as invalid:
        ledger.add_entry(database, actor, COURSE, typed, shown, 0, after(hours=1))
    return dict(invalid.value.problems)


def test_codes_are_given_one_by_one_and_a_double_click_gives_one(asked: Database, maren: Actor, jonas: Actor) -> None:
    ledger.give_code(asked, maren, COURSE, 0, after())
    ledger.give_code(asked, maren, COURSE, 0, after(seconds=1))
    ledger.give_code(asked, maren, COURSE, 1, after(seconds=2))
    ledger.give_code(asked, jonas, COURSE, 0, after(seconds=3))

    given = codes(asked, maren) + codes(asked, jonas)
    assert (len(codes(asked, maren)), len(codes(asked, jonas)), len(set(given))) == (2, 1, 3)
    assert all(re.fullmatch(r"([bdfglmnprstvz][aeiou]){2}-([bdfglmnprstvz][aeiou]){2}", code) for code in given)


def test_an_entry_is_a_fact_of_choices_with_its_reflection_beside_it(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    client = code_for(asked, maren)
    entry_id = enter(asked, maren, observed(client, sven, reflection=f"  {REFLECTION}\r\n"))

    with asked.reading() as session:
        entry = session.get_one(Entry, entry_id)
        words = session.get_one(Words, entry.text_id)
        audited = session.scalars(select(AuditEntry.subject).where(AuditEntry.event == "record:entry:added")).all()
    assert (entry.person_id, entry.actor_id, entry.supervisor_id) == (
        maren.person_id, maren.person_id, sven.person_id
    )  # fmt: skip
    assert (entry.item, entry.number, entry.held_on, entry.minutes) == (OBSERVED, 1, after().today, 120)
    assert (entry.phase, entry.role, entry.route, entry.client) == ("dosing", "observer", "intramuscular", client)
    assert (words.words, words.kind, words.person_id) == (REFLECTION, "reflection", maren.person_id)
    assert entry.text_digest == hashlib.sha256(f"{words.salt}\0{REFLECTION}".encode()).hexdigest()
    assert audited == [f"enrolment:{entry.enrolment_id} {OBSERVED} entry:{entry_id}"]
    assert entries(asked, maren)[0].state is EntryState.WAITING


def test_a_double_click_adds_one_entry_and_the_same_session_later_is_another(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    first = enter(asked, maren, consulted(sven), seen=0)
    assert enter(asked, maren, consulted(sven), seen=0) == first
    other = enter(asked, maren, consulted(sven, minutes="30"), seen=0)
    again = enter(asked, maren, consulted(sven), seen=2)

    assert [row.id for row in entries(asked, maren)] == [first, other, again]


def test_what_is_not_among_the_choices_is_refused_with_all_reasons_at_once(
    asked: Database, maren: Actor, jonas: Actor, sven: Actor
) -> None:
    tomorrow = after(days=1).today.isoformat()
    assert set(problems(asked, maren, Typed())) == {"item", "held_on", "minutes", "role", "supervisor"}
    assert set(problems(asked, maren, consulted(sven, held_on=tomorrow, minutes="61"))) == {"held_on", "minutes"}
    assert set(problems(asked, maren, consulted(maren))) == {"supervisor"}
    assert set(problems(asked, maren, consulted(actor_of(asked, DORA)))) == {"supervisor"}
    assert set(problems(asked, maren, consulted(sven, reflection="x" * 4001))) == {"reflection"}
    of_jonas = code_for(asked, jonas)
    assert set(problems(asked, maren, observed(of_jonas, sven))) == {"code"}
    assert entries(asked, maren) == ()


def test_a_reflection_with_a_name_is_refused_with_the_passage_and_stays_with_a_reason(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    typed = consulted(sven, reflection=f"A calm hour.\n{NAMED}")
    refused = problems(asked, maren, typed)
    assert set(refused) == {"reflection", "reason"}
    assert "Line 2: “Carla Mendez” looks like somebody’s name" in refused["reflection"]
    assert "Line 2: “3 May” looks like a date" in refused["reflection"]

    reasoned = consulted(sven, reflection=NAMED, reason=" She is a colleague. ")
    assert "More was found" in problems(asked, maren, reasoned, ("Carla Mendez",))["reason"]
    entry_id = ledger.add_entry(asked, maren, COURSE, reasoned, ("3 May", "Carla Mendez"), 0, after(hours=1))
    with asked.reading() as session:
        fact = session.scalars(select(OverruledWarning)).one()
        why = session.get_one(Words, fact.text_id).words
    assert (fact.entry_id, fact.found, fact.person_id, why) == (
        entry_id, 2, maren.person_id, "She is a colleague."
    )  # fmt: skip
    assert entries(asked, maren)[0].overruled == "She is a colleague."


def test_a_returned_entry_is_answered_by_a_new_one_that_takes_its_place(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    entry_id = enter(asked, maren, consulted(sven))
    countersigning.give_back(asked, sven, entry_id, "It was 45 minutes.", 0, after(hours=2))
    answer = consulted(sven, minutes="45")
    new_id = ledger.replace_entry(asked, maren, COURSE, entry_id, answer, (), after(hours=3))
    assert ledger.replace_entry(asked, maren, COURSE, entry_id, answer, (), after(hours=3, seconds=1)) == new_id

    old, new = entries(asked, maren)
    assert (old.state, old.replaced_by_id, old.decisions[0].words) == (
        EntryState.REPLACED, new_id, "It was 45 minutes."
    )  # fmt: skip
    assert (new.state, new.replaces_id, new.minutes, new.number) == (EntryState.WAITING, entry_id, 45, 2)
    with pytest.raises(Stale, match="replaced"):
        ledger.replace_entry(asked, maren, COURSE, entry_id, consulted(sven, minutes="30"), (), after(hours=4))


def test_what_is_countersigned_cannot_be_replaced(asked: Database, maren: Actor, sven: Actor) -> None:
    entry_id = enter(asked, maren, consulted(sven))
    countersigning.countersign(asked, sven, entry_id, "", 0, after(hours=2))
    with pytest.raises(Stale, match="countersigned"):
        ledger.replace_entry(asked, maren, COURSE, entry_id, consulted(sven, minutes="45"), (), after(hours=3))
    assert len(entries(asked, maren)) == 1


def test_nobody_writes_in_the_ledger_of_somebody_else(asked: Database, maren: Actor, jonas: Actor, sven: Actor) -> None:
    entry_id = enter(asked, maren, consulted(sven))
    for other in (jonas, actor_of(asked, IDA)):
        with pytest.raises(NotFound):
            ledger.replace_entry(asked, other, COURSE, entry_id, consulted(sven), (), after(hours=2))
    for staff in (sven, actor_of(asked, ILSE)):
        with pytest.raises(NotFound):
            ledger.add_entry(asked, staff, COURSE, consulted(sven), (), 0, after(hours=2))
        with pytest.raises(NotFound):
            ledger.give_code(asked, staff, COURSE, 0, after())
    assert len(entries(asked, maren)) == 1
