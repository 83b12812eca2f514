"""What is shown of curves: choices, charts, files, always under their label."""

import pytest

from tests.house.source import ROOT
from trainer.curriculum.bibliography import parse_bibliography
from trainer.kinetics.chart import chart
from trainer.kinetics.choice import Choice, every_choice, read_choice, read_choices
from trainer.kinetics.curve import curve
from trainer.kinetics.curve_csv import curve_csv
from trainer.kinetics.dosing import Absorbed, Sprayed
from trainer.kinetics.interactions import INTERACTIONS
from trainer.kinetics.label import LABEL
from trainer.kinetics.scenarios import SCENARIOS
from trainer.kinetics.sources import SOURCES
from trainer.kinetics.variability import Spread, persons


def test_a_choice_is_read_as_it_was_written() -> None:
    changed = Choice(scenario_id="po-25mg", name="clements-fast", interaction_id="grapefruit")

    assert str(changed) == "po-25mg/clements-fast/grapefruit"
    assert read_choice(str(changed)) == changed
    assert read_choice("im-0.5mgkg") == Choice(scenario_id="im-0.5mgkg", name="clements")
    assert all(read_choice(str(choice)) == choice for choice in every_choice())


@pytest.mark.parametrize(
    "text", ["", "iv", "im-0.5mgkg/simons", "im-0.5mgkg/clements/grapefruit", "po-25mg/clements/tea", "po-25mg//x/y"]
)
def test_what_there_is_not_is_no_choice(text: str) -> None:
    assert read_choice(text) is None


def test_choices_of_an_address_are_taken_once() -> None:
    found = read_choices(["im-0.5mgkg", "nonsense", "im-0.5mgkg/clements", "sl-25mg"])

    assert [choice.scenario_id for choice in found] == ["im-0.5mgkg", "sl-25mg"]


def test_a_file_begins_with_the_label_and_has_each_minute() -> None:
    lines = curve_csv(curve("iv-0.5mgkg-40min")).splitlines()

    heads = [line for line in lines if line.startswith("#")]
    assert heads[:3] == [f"# {line}" for line in LABEL]
    assert any("doi 10.1093/bja/53.1.27" in head for head in heads)
    assert lines[len(heads)] == "minutes,ng_per_ml,p5,p50,p95"
    assert len(lines) - len(heads) - 1 == 241
    assert lines[-1].startswith("240,")
    assert lines[len(heads) + 1] == "0,0.0000,0.0000,0.0000,0.0000"


def test_a_chart_holds_the_highest_band_of_all_its_curves() -> None:
    both = chart([curve("im-0.5mgkg"), curve("iv-0.5mgkg-40min")])

    assert [tick.label for tick in both.up] == ["0", "50", "100", "150", "200", "250"]
    assert [tick.label for tick in both.across] == ["0", "60", "120", "180", "240"]
    assert [line.number for line in both.lines] == [1, 2]
    assert both.reported is not None
    heights = [float(point.partition(",")[2]) for line in both.lines for point in line.band.split()]
    assert min(heights) >= 24
    assert max(heights) == 252


def test_the_range_that_volunteers_reported_on_stands_only_beside_infusions() -> None:
    assert chart([curve("im-0.5mgkg")]).reported is None
    assert chart([curve("sl-25mg")]).reported is None


def test_a_chart_of_nothing_is_empty() -> None:
    assert chart([]).lines == ()


def test_every_source_of_a_curve_is_known() -> None:
    for scenario in SCENARIOS.values():
        for measured in scenario.measured:
            assert set(measured.sources) <= set(SOURCES)
        for setup in scenario.setups.values():
            assert set(setup.model.sources) <= set(SOURCES)
    assert {interaction.source for interaction in INTERACTIONS.values()} <= set(SOURCES)


def test_drawn_people_are_always_the_same_and_nobody_absorbs_more_than_all() -> None:
    spread = Spread(fraction=0.5, rate=0.6)

    first, again = list(persons(spread)), list(persons(spread))

    assert first == again
    assert len(first) == 300
    assert max(person.absorbed(0.54) for person in first) == 1.0
    assert {person.rate for person in persons(Spread())} == {1.0}


def test_a_way_in_that_a_model_does_not_have_is_refused() -> None:
    spray = SCENARIOS["in-28mg"].setups["perez-ruixo"].model
    infusion = SCENARIOS["iv-0.5mgkg-40min"].setups["clements"].model

    with pytest.raises(ValueError, match="perez-ruixo follows what is infused or sprayed"):
        spray.system(Absorbed(mg=25, fraction=0.2, rate=0.03), next(persons(Spread())))
    with pytest.raises(ValueError, match="clements does not follow what is sprayed"):
        infusion.system(Sprayed(mg=28, fraction=0.54), next(persons(Spread())))


def test_sources_are_those_of_the_bibliography() -> None:
    bibliography, _ = parse_bibliography("references.bib", (ROOT / "curriculum/references.bib").read_text("utf-8"))

    for key, source in SOURCES.items():
        assert bibliography[key].fields.get("doi") == source.doi
