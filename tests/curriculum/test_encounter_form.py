"""What a supervisor types about an encounter, and what is said where it cannot be used."""

from datetime import date
from uuid import UUID

import pytest

from trainer.curriculum.encounter_form import read_encounter, read_levels
from trainer.curriculum.observing import Setting
from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.competency import Competency
from trainer.curriculum.requirements.requirement import Role

CONSENT = Competency(id="consent", title="Consent", anchors={})
PRESENCE = Competency(id="presence", title="Presence", anchors={})
TODAY = date(2026, 11, 23)
KEY = "7d4f9a52-6f3f-4a52-9f6b-1f0a3c5d7e90"
TYPED = {
    "key": KEY,
    "held_on": "2026-11-20",
    "phase": "dosing",
    "setting": "simulation",
    "role": "lead",
    "second": "",
    "level-consent": "3",
    "note": " Steady voice. ",
}


def problems(**changes: str) -> dict[str, str]:
    typed = TYPED | {name.replace("level_", "level-"): each for name, each in changes.items()}
    read, found = read_encounter(typed, [CONSENT, PRESENCE], TODAY)
    assert read is None
    return dict(found)


def test_a_whole_form_is_read_and_what_was_not_rated_was_not_seen() -> None:
    read, found = read_encounter(TYPED, [CONSENT, PRESENCE], TODAY)
    assert found == []
    assert read is not None
    assert (read.key, read.held_on, read.phase) == (UUID(KEY), date(2026, 11, 20), Phase.DOSING)
    assert (read.setting, read.role, read.second_id) == (Setting.SIMULATION, Role.LEAD, None)
    assert read.levels == {"competency:consent": 3, "competency:presence": 0}
    assert read.note == "Steady voice."


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"held_on": "20.11.2026"}, "held_on", "such as 2026-11-20"),
        ({"held_on": "2026-11-24"}, "held_on", "has not come yet"),
        ({"held_on": "2006-11-20"}, "held_on", "look at the year"),
        ({"phase": "intake"}, "phase", "Choose the phase"),
        ({"setting": ""}, "setting", "live session or a simulation"),
        ({"role": "individual"}, "role", "what the trainee was"),
        ({"second": "Ruth"}, "second", "from the list"),
        ({"level_consent": "4"}, "level-consent", "from 0 to 3"),
        ({"level_consent": "0"}, "levels", "at least one competency"),
        ({"key": "7"}, "", "load the page again"),
        ({"note": "x" * 2001}, "note", "2000 characters"),
    ],
)
def test_each_field_says_what_to_change(changes: dict[str, str], field: str, words: str) -> None:
    found = problems(**changes)
    assert list(found) == [field]
    assert words in found[field]


def test_everything_wrong_is_said_at_once() -> None:
    assert sorted(problems(held_on="", phase="", setting="", role="")) == ["held_on", "phase", "role", "setting"]


def test_a_note_that_could_tell_who_a_client_is_comes_back_with_the_passage() -> None:
    assert "“Anna Miller”" in problems(note="He stayed quiet when Anna Miller cried.")["note"]


def test_a_reason_keeps_such_a_note_and_stands_beneath_it() -> None:
    typed = TYPED | {"note": "As Anna Miller teaches.", "kept_because": "She is our teacher."}
    read, found = read_encounter(typed, [CONSENT, PRESENCE], TODAY)
    assert found == []
    assert read is not None
    assert read.note == "As Anna Miller teaches.\n\nKept as it stands: She is our teacher."


def test_a_second_observer_may_have_seen_nothing() -> None:
    assert read_levels({}, [CONSENT, PRESENCE]) == ({"competency:consent": 0, "competency:presence": 0}, [])
