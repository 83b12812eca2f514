"""What an entry of the ledger may hold, and what entries add up to."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from trainer.curriculum.client_codes import new_code
from trainer.curriculum.ledger import Choices, Held, Typed, length_in_words, read_entry
from trainer.curriculum.ledger_sums import (
    ClientPhases,
    Counted,
    EntryState,
    Sum,
    SumTable,
    client_phases,
    state_of,
    sum_tables,
)
from trainer.curriculum.ledger_writing import ledger_csv
from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.amount import Amount
from trainer.curriculum.requirements.practicum import Practicum
from trainer.curriculum.requirements.requirement import Role

OBSERVED = Practicum(
    id="observed",
    title="Observed sessions",
    amount=Amount(asked=4, in_hours=False),
    roles=(Role.OBSERVER,),
    phases=(Phase.DOSING,),
)
CONSULTATION = Practicum(id="consultation", title="Consultation", amount=Amount(asked=600, in_hours=True))
CHOICES = Choices(
    requirements={OBSERVED.item: OBSERVED, CONSULTATION.item: CONSULTATION},
    clients=("lumo-tavi",),
    supervisors={"s1": "Sven"},
    today=date(2026, 11, 23),
)
SESSION = Typed(
    item="practicum:observed",
    held_on="2026-11-20",
    minutes="120",
    phase="dosing",
    role="observer",
    route="oral",
    code="lumo-tavi",
    supervisor="s1",
)
TALK = Typed(
    item="practicum:consultation", held_on="2026-11-20", minutes="60", role="group-consultation", supervisor="s1"
)


def counted(**changes: object) -> Counted:
    entry = Counted(
        item=OBSERVED.item,
        minutes=90,
        phase="dosing",
        role="observer",
        route="oral",
        client="lumo-tavi",
        state=EntryState.COUNTERSIGNED,
    )
    return replace(entry, **changes)  # type: ignore[arg-type]  # the fields of Counted


def test_a_session_and_a_consultation_are_read() -> None:
    assert read_entry(SESSION, CHOICES) == (
        Held(
            item="practicum:observed",
            held_on=date(2026, 11, 20),
            minutes=120,
            phase="dosing",
            role=Role.OBSERVER,
            route="oral",
            client="lumo-tavi",
        ),
        [],
    )
    held, problems = read_entry(TALK, CHOICES)
    assert held is not None
    assert (held.phase, held.route, held.client, problems) == (None, None, None, [])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"item": "practicum:nothing"}, "item"),
        ({"held_on": "20.11.2026"}, "held_on"),
        ({"held_on": "2026-11-24"}, "held_on"),
        ({"held_on": "2020-11-24"}, "held_on"),
        ({"minutes": "61"}, "minutes"),
        ({"minutes": "١٥"}, "minutes"),
        ({"role": "prescriber"}, "role"),
        ({"role": "second"}, "role"),
        ({"phase": ""}, "phase"),
        ({"phase": "sleep"}, "phase"),
        ({"phase": "integration", "route": ""}, "phase"),
        ({"route": ""}, "route"),
        ({"route": "smoked"}, "route"),
        ({"code": ""}, "code"),
        ({"code": "Anna"}, "code"),
        ({"supervisor": "s2"}, "supervisor"),
    ],
)
def test_whatever_is_no_choice_or_could_not_count_is_a_problem_of_its_field(change: dict[str, str], field: str) -> None:
    held, problems = read_entry(replace(SESSION, **change), CHOICES)
    assert held is None
    assert field in dict(problems)


def test_a_route_belongs_to_a_dosing_session_alone() -> None:
    _, problems = read_entry(replace(TALK, route="oral"), CHOICES)
    assert problems == [("route", "Only a dosing session has a route; choose “none”, or another phase.")]


def test_the_state_of_an_entry_follows_from_what_was_signed_last() -> None:
    assert [state_of(each, is_replaced=False).word for each in (None, "accepted", "returned", "withdrawn")] == [
        "Waiting", "Countersigned", "Returned", "Signature taken back"
    ]  # fmt: skip
    assert state_of("returned", is_replaced=True) is EntryState.REPLACED
    assert [state for state in EntryState if state.can_be_replaced] == [
        EntryState.WAITING, EntryState.RETURNED, EntryState.TAKEN_BACK
    ]  # fmt: skip


def test_entries_add_up_by_requirement_role_phase_and_route() -> None:
    entries = [
        counted(),
        counted(minutes=30, route="nasal"),
        counted(state=EntryState.WAITING, minutes=45),
        counted(state=EntryState.TAKEN_BACK, minutes=15),
        counted(state=EntryState.RETURNED),
        counted(state=EntryState.REPLACED),
        counted(item=CONSULTATION.item, role="individual-consultation", phase="", route="", client="", minutes=60),
    ]
    tables = sum_tables(entries, [(OBSERVED.item, "Observed"), (CONSULTATION.item, "Consultation"), ("x", "Nothing")])
    assert tables[0] == SumTable(
        key="requirement",
        heading="Requirement",
        rows=(
            Sum(label="Observed", times=2, minutes=120, waiting=2, waiting_minutes=60),
            Sum(label="Consultation", times=1, minutes=60, waiting=0, waiting_minutes=0),
        ),
    )
    assert [(table.key, [(row.label, row.times) for row in table.rows]) for table in tables[1:]] == [
        ("role", [("Observer", 2), ("Individual consultation", 1)]),
        ("phase", [("Dosing", 2)]),
        ("route", [("Oral", 1), ("Nasal", 1)]),
    ]
    assert sum_tables([], [(OBSERVED.item, "Observed")]) == ()


def test_a_client_is_whole_when_met_in_every_phase() -> None:
    entries = [counted(phase=phase, client="zupo-reli") for phase in ("integration", "screening", "dosing")]
    entries += [counted(phase="preparation", client="zupo-reli", state=EntryState.WAITING), counted(client="")]
    entries += [counted(phase=phase.value) for phase in Phase]
    assert client_phases(entries) == (
        ClientPhases(client="lumo-tavi", phases=tuple(Phase)),
        ClientPhases(client="zupo-reli", phases=(Phase.SCREENING, Phase.DOSING, Phase.INTEGRATION)),
    )
    assert [each.is_whole for each in client_phases(entries)] == [True, False]


def test_lengths_read_as_people_say_them() -> None:
    assert [length_in_words(each) for each in (15, 60, 90, 120)] == [
        "15 minutes", "1 hour", "1 hour 30 minutes", "2 hours"
    ]  # fmt: skip


def test_codes_are_speakable_never_repeat_a_syllable_and_are_no_names() -> None:
    chance = Random(7)
    codes = [new_code(chance) for _ in range(500)]
    assert len(set(codes)) == 500
    for code in codes:
        syllables = {code[0:2], code[2:4], code[5:7], code[7:9]}
        assert (len(code), code[4], len(syllables)) == (9, "-", 4)
        assert not any(word in code.replace("-", "") for word in ("nazi", "rape", "tit"))


def test_the_file_takes_no_text_for_a_formula() -> None:
    written = ledger_csv([("2026-11-20", "=1+1", "60", *[""] * 8)]).decode("utf-8-sig").split("\r\n")
    assert written[0].startswith('"Day","For","Minutes","Role"')
    assert written[1].startswith('"2026-11-20","\'=1+1","60"')
