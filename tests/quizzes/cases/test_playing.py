"""Choices lead to scenes, measures and points; the same always to the same."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.branching_cases import CASE, PATH, pressure
from trainer.quizzes.cases.case import BranchingCase, Ending
from trainer.quizzes.cases.chart import strips
from trainer.quizzes.cases.codes import coded
from trainer.quizzes.cases.map import map_of
from trainer.quizzes.cases.moments import every_moment
from trainer.quizzes.cases.parsing import parse_case
from trainer.quizzes.cases.playing import NoSuchChoice, Play, draw_variation, play
from trainer.quizzes.cases.scoring import Earned, best, earned, together

WELL = ("rest", "watch")


def at(variation: str, *choices: str) -> Play:
    return play(pressure(), variation, choices)


def test_a_run_that_goes_well() -> None:
    played = at("usual", *WELL)
    assert [moment.clock for moment in played.moments] == [0, 10, 15]
    assert [moment.state["systolic"] for moment in played.moments] == [148, 140, 152]
    assert (played.scene.id, played.scene.ending, played.is_over) == ("settles", Ending.GOOD, True)
    assert played.critical_error is None
    assert earned(played) == (
        Earned(competency="monitoring", points=4, possible=4),
        Earned(competency="scope", points=2, possible=2),
    )


def test_what_is_hidden_decides_where_a_choice_leads() -> None:
    assert at("usual", "reassure", "watch").scene.id == "tense"


def test_a_measure_stays_within_what_it_can_be() -> None:
    assert at("usual", "rest").now.state["hurry"] == 0


def test_another_variation_goes_another_way() -> None:
    assert at("higher", *WELL).scene.id == "settles"
    assert at("higher", "rest", "look-away", "wait", "watch").scene.id == "climbs"


def test_a_critical_error_ends_the_run_whatever_the_points() -> None:
    played = at("usual", "start-now")
    assert played.is_over
    assert played.critical_error is not None
    assert earned(played) == (
        Earned(competency="monitoring", points=0, possible=2),
        Earned(competency="scope", points=0, possible=2),
    )


def test_a_choice_that_is_not_offered_is_refused() -> None:
    for choices in (("nothing",), ("rest", "rest"), (*WELL, "watch")):
        with pytest.raises(NoSuchChoice):
            at("usual", *choices)


def test_a_new_run_has_another_variation_than_the_last() -> None:
    case = pressure()
    assert draw_variation(case, None, 7) == "usual"
    assert {draw_variation(case, "usual", chance) for chance in range(9)} == {"higher"}
    one = replace(case, variations=case.variations[:1])
    assert draw_variation(one, "usual", 3) == "usual"
    assert draw_variation(case, "gone", 3) in ("usual", "higher")


def test_the_best_run_is_without_a_critical_error_and_then_the_one_with_most_points() -> None:
    well, worse, error = at("usual", *WELL), at("usual", "reassure", "watch"), at("usual", "start-now")
    assert best([error, worse, well, at("usual", "rest")]) is well
    assert best([error]) is error
    flattering, _ = parse_case(
        PATH,
        CASE.replace(
            "points: {monitoring: 0}\n        then: harm", "points: {monitoring: 2, scope: 2}\n        then: harm"
        ),
    )
    assert flattering is not None
    plays = [play(flattering, "usual", choices) for choices in (("start-now",), ("reassure", "watch"))]
    assert best(plays) is plays[1]
    assert best([at("usual", "rest")]) is None
    assert together([well, error]) == (
        Earned(competency="monitoring", points=4, possible=6),
        Earned(competency="scope", points=2, possible=4),
    )


def test_codes_tell_nothing_and_are_their_own_in_each_run() -> None:
    scene = pressure().scene("arrival")
    one, other = coded(scene, "a"), coded(scene, "b")
    assert list(one) == sorted(one)
    assert one.keys().isdisjoint(other)
    assert all(len(code) == 12 and "start" not in code for code in one)


def test_a_chart_has_a_strip_for_each_unit_and_keeps_values_apart() -> None:
    played = at("usual", "rest", "look-away")
    pressure_strip, saturation_strip = strips(played.case.shown, played.moments)
    assert (pressure_strip.unit, saturation_strip.unit) == ("mmHg", "%")
    assert list(pressure_strip.ticks) == [(140, 82.0), (160, 14.0)]
    assert list(pressure_strip.times) == [(0, 44.0), (15, 312.0)]
    assert pressure_strip.lines[0].points == "44.0,54.8 222.7,82.0 312.0,41.2"
    twice = [replace(played.case.shown[0], label=each) for each in ("One", "Two")]
    one, two = strips(twice, played.moments)[0].lines
    assert two.label_y - one.label_y >= 15


def test_a_map_has_every_scene_once_with_ways_between() -> None:
    drawn = map_of(pressure())
    assert [(node.number, node.scene.id) for node in drawn.nodes] == [
        (1, "arrival"), (2, "dosing"), (3, "climbs"), (4, "settles"), (5, "tense"), (6, "harm"),
    ]  # fmt: skip
    assert len({(node.x, node.y) for node in drawn.nodes}) == 6
    assert len(drawn.edges) == 7
    assert sum(edge.is_critical for edge in drawn.edges) == 1


def test_every_moment_of_a_case_is_looked_at() -> None:
    found = every_moment(pressure())
    assert found is not None
    assert found.met == {"arrival", "dosing", "climbs", "settles", "tense", "harm"}
    assert found.stuck == frozenset()


@st.composite
def plays(draw: st.DrawFn, case: BranchingCase) -> Play:
    """Any play of a case, over or not."""
    variation = draw(st.sampled_from([each.id for each in case.variations]))
    choices: list[str] = []
    for _ in range(draw(st.integers(min_value=0, max_value=12))):
        offered = play(case, variation, choices).scene.choices
        if not offered:
            break
        choices.append(draw(st.sampled_from([each.id for each in offered])))
    return play(case, variation, choices)


@settings(max_examples=60, deadline=None)
@given(played=plays(pressure()))
def test_every_measure_stays_within_its_ends_and_time_never_runs_back(played: Play) -> None:
    for moment in played.moments:
        assert all(measure.least <= moment.state[measure.id] <= measure.most for measure in played.case.state)
    clocks = [moment.clock for moment in played.moments]
    assert clocks == sorted(clocks)


@settings(max_examples=60, deadline=None)
@given(played=plays(pressure()))
def test_replaying_the_same_choices_gives_the_same(played: Play) -> None:
    again, _ = parse_case(PATH, CASE)
    assert again is not None
    assert play(again, played.variation.id, [step.choice.id for step in played.steps]) == played


@settings(max_examples=60, deadline=None)
@given(played=plays(pressure()))
def test_no_play_is_ever_stuck_before_an_ending(played: Play) -> None:
    assert played.is_over == (not played.scene.choices)
    if not played.is_over:
        reached = {played.scene.id}
        waiting = [tuple(step.choice.id for step in played.steps)]
        while waiting:
            choices = waiting.pop()
            after = play(played.case, played.variation.id, choices)
            if after.is_over:
                return
            if len(choices) < len(played.steps) + 6:
                waiting += [(*choices, choice.id) for choice in after.scene.choices]
            reached.add(after.scene.id)
        pytest.fail(f"no ending from {played.scene.id}, through {sorted(reached)}")


@settings(max_examples=60, deadline=None)
@given(played=plays(pressure()))
def test_nobody_earns_more_than_there_is(played: Play) -> None:
    assert all(0 <= each.points <= each.possible for each in earned(played))
