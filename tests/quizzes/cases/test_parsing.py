"""A branching case is read with every problem in it, each at its line and with a cure."""

import pytest

from tests.support.branching_cases import CASE, PATH, pressure
from trainer.quizzes.cases.case import AS_WRITTEN, Ending
from trainer.quizzes.cases.parsing import parse_case


def problems_of(text: str) -> list[str]:
    return [f"{each.line}: {each.message}" for each in parse_case(PATH, text)[1]]


def changed(old: str, new: str) -> str:
    assert CASE.count(old) == 1, old
    return CASE.replace(old, new)


def line_of(words: str, text: str = CASE) -> int:
    return next(number for number, line in enumerate(text.split("\n"), start=1) if words in line)


def test_a_whole_case_is_read_without_a_problem() -> None:
    assert problems_of(CASE) == []
    case = pressure()
    assert (case.slug, case.title, case.code, case.minutes, case.clock) == ("pressure", "Pressure climbs", "V1", 15, 0)
    assert [scene.id for scene in case.scenes] == ["arrival", "dosing", "climbs", "settles", "tense", "harm"]
    assert [scene.ending for scene in case.scenes[2:]] == [None, Ending.GOOD, Ending.MIXED, Ending.HARM]
    assert [measure.id for measure in case.shown] == ["systolic", "saturation"]
    assert [each.text for each in case.read_again] == ["curriculum/pharmacology/routes.md#peak"]
    assert case.scene("arrival").choices[0].points == {"monitoring": 2, "scope": 2}


def test_a_case_without_variations_has_the_one_that_is_written() -> None:
    case, _ = parse_case(PATH, CASE[: CASE.index("variations:")] + CASE[CASE.index("first:") :])
    assert case is not None
    assert case.variations == (AS_WRITTEN,)


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            "first: arrival",
            "first: arival",
            "first:",
            "there is no scene 'arival' to begin with; did you mean 'arrival'?",
        ),
        (
            "        then: harm\n",
            "        then: harmm\n",
            "then: harmm",
            "there is no scene 'harmm'; did you mean 'harm'?",
        ),
        ("        consequence: She nods.\n", "", "- id: reassure", "'consequence' is missing; add"),
        ("        why: Watching is the work.\n", "", "- id: look-away", "'why' is missing; add"),
        ("        then: harm\n", "        points: {}\n", "- id: start-now", "the key 'points' stands twice"),
        (
            "change: {systolic: 12, saturation: -3}",
            "change: {sistolic: 12}",
            "sistolic",
            "'sistolic' is no measure of this case; did you mean 'systolic'?",
        ),
        (
            "points: {monitoring: 1, scope: 0}",
            "points: {monitoring: 3}",
            "monitoring: 3",
            "'monitoring' must be a whole number from 0 to 2, found a number '3'",
        ),
        (
            "points: {monitoring: 1, scope: 0}",
            "points: {consent: 1}",
            "consent: 1",
            "'consent' is no competency of this case",
        ),
        (
            "          - {scene: settles}\n",
            "",
            "when: {systolic: 170}",
            "the last line of 'then' has a condition; add a last line",
        ),
        (
            "{when: {hurry: 2}, scene: tense}",
            "{scene: tense}",
            "- {scene: tense}",
            "this line has no condition, so that none below is ever reached",
        ),
        (
            "        then: harm\n",
            "        then: dosing\n",
            "critical: true",
            "a critical error ends the run, but 'dosing' is no ending",
        ),
        (
            "competencies: [monitoring, scope]",
            "competencies: [monitoring, scope, consent]",
            "competencies:",
            "no choice earns points in the competency 'consent'",
        ),
        (
            "start: 98, shown: true, least: 60",
            "start: 98, shown: true, least: 160",
            "least: 160",
            "'least' is 160 and 'most' 100; 'least' must be the smaller one",
        ),
        (
            "start: {systolic: 164}",
            "start: {systolic: 264}",
            "systolic: 264",
            "'systolic' starts at 264 in 'higher', but runs from 60 to 240",
        ),
        ("  - id: climbs\n", "  - id: dosing\n", "title: It climbs", "the id 'dosing' stands twice"),
        (
            "    seconds: 60\n",
            "    seconds: never\n",
            "seconds: never",
            "'seconds' must be a whole number from 5 to 3600",
        ),
        ("ending: good", "ending: fine", "ending: fine", "'fine' is not a choice for 'ending'"),
        (
            "[../../curriculum/pharmacology/routes.md#peak]",
            "[../pharmacology/routes.md]",
            "read_again",
            "'../pharmacology/routes.md' is no section of a module",
        ),
        ("debrief: What", "debreif: What", "debreif", "unknown key 'debreif'; did you mean 'debrief'?"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_a_cure(old: str, new: str, at: str, message: str) -> None:
    text = changed(old, new)
    found = problems_of(text)
    assert any(message in each for each in found), found
    near = [int(each.partition(":")[0]) for each in found if message in each]
    assert abs(near[0] - line_of(at, text)) <= 8


def test_every_mistake_is_told_at_once() -> None:
    text = changed("        consequence: She nods.\n", "").replace("        why: Watching is the work.\n", "")
    assert len(problems_of(text)) == 2


def test_a_scene_to_which_nothing_leads_is_a_problem() -> None:
    text = changed("          - {when: {hurry: 2}, scene: tense}\n", "")
    assert problems_of(text) == [
        f"{line_of('id: tense', text)}: no choice leads to the scene 'tense', nor does the case begin with it; "
        "lead a choice to it with 'then', or take it out"
    ]


def test_a_circle_without_a_way_out_is_a_problem() -> None:
    text = CASE.replace("then: settles\n", "then: dosing\n").replace("scene: settles}", "scene: climbs}")
    text = text.replace("{when: {hurry: 2}, scene: tense}", "{when: {hurry: 2}, scene: climbs}")
    found = problems_of(text)
    assert any("no way leads from the scene 'dosing' to an ending" in each for each in found)
    assert any("no way leads from the scene 'climbs' to an ending" in each for each in found)


def test_a_scene_whose_conditions_never_hold_is_a_problem() -> None:
    text = changed("{when: {hurry: 2}, scene: tense}", "{when: {hurry: 3}, scene: tense}")
    assert problems_of(text) == [
        f"{line_of('id: tense', text)}: no run ever comes to the scene 'tense', whatever is chosen; "
        "change the numbers in 'when' or 'below', or what choices change"
    ]


def test_a_circle_that_measures_close_is_a_problem() -> None:
    """Every way out of it asks for a pressure that falls with nothing, so that a run stays in it for ever."""
    text = changed("{id: settles, title", "{id: settled, title").replace("then: settles\n", "then: dosing\n")
    text = text.replace("{scene: settles}", "{below: {systolic: 100}, scene: settled}\n          - {scene: climbs}")
    text = text.replace("        change: {systolic: -20}\n", "").replace(
        "        change: {systolic: -8, hurry: -5}\n", ""
    )
    text = text.replace("start: 148", "start: 90")
    found = problems_of(text)
    assert any("a run can come to 'climbs' and never to an ending from there" in each for each in found), found


def test_a_scene_with_one_choice_and_an_ending_with_choices_are_problems() -> None:
    text = changed("  - {id: settles, title: She wakes, ending: good, room: She smiles.}", (
        "  - {id: settles, title: She wakes, room: She smiles.}"
    ))  # fmt: skip
    assert any("a scene has two to five choices, this one 0" in each for each in problems_of(text))
    text = changed("    title: It climbs\n", "    title: It climbs\n    ending: mixed\n")
    assert any("an ending has no choices" in each for each in problems_of(text))


def test_what_is_no_yaml_is_told() -> None:
    assert problems_of("title: [") != []
    assert problems_of("") == ["1: there is nothing here; write the keys that the format asks for"]
