"""The curves give the figures that the models gave when they were checked against their publications."""

from itertools import pairwise

import pytest

from trainer.kinetics.compartments import concentrations
from trainer.kinetics.curve import curve
from trainer.kinetics.dosing import TYPICAL
from trainer.kinetics.model import CENTRAL, METABOLITE
from trainer.kinetics.scenarios import SCENARIOS


@pytest.mark.parametrize(
    ("scenario", "model", "peak", "minute"),
    [
        ("iv-0.5mgkg-40min", "clements", 177, 40),
        ("iv-0.5mgkg-40min", "fanta", 158, 40),
        ("iv-0.5mgkg-40min", "domino", 240, 40),
        ("iv-0.5mgkg-40min", "simons", 289, 40),
        ("iv-0.5mgkg-40min", "perez-ruixo", 125, 40),
        ("iv-20mg-20min", "simons", 268, 20),
        ("im-0.5mgkg", "clements", 152, 21),
        ("im-1mgkg", "clements", 361, 14),
        ("sl-25mg", "clements", 24, 39),
        ("sl-25mg", "clements-fast", 27, 33),
        ("sl-50mg-film", "simons", 86, 17),
        ("po-25mg", "clements", 16, 44),
        ("po-25mg", "clements-fast", 20, 33),
        ("in-50mg", "clements", 58, 21),
        ("in-50mg", "clements-45", 105, 21),
        ("in-28mg", "perez-ruixo", 43.9, 36),
        ("in-56mg", "perez-ruixo", 73.0, 38),
        ("in-84mg", "perez-ruixo", 102.2, 40),
    ],
)
def test_the_peak_of_a_scenario_in_a_model(scenario: str, model: str, peak: float, minute: int) -> None:
    found = curve(scenario, model)

    assert found.peak == pytest.approx(peak, rel=0.03)
    assert found.peak_at == minute


@pytest.mark.parametrize(
    ("scenario", "measured"),
    [("in-28mg", 43.8), ("in-56mg", 72.5), ("in-84mg", 101.0), ("im-0.5mgkg", 147), ("iv-0.5mgkg-40min", 185)],
)
def test_a_typical_peak_is_within_a_tenth_of_what_was_measured(scenario: str, measured: float) -> None:
    assert curve(scenario).peak == pytest.approx(measured, rel=0.10)


@pytest.mark.parametrize(("scenario", "peak"), [("in-28mg", 59), ("in-56mg", 120), ("in-84mg", 180)])
def test_the_peak_of_noresketamine(scenario: str, peak: float) -> None:
    found = curve(scenario).metabolite

    assert max(found) == pytest.approx(peak, rel=0.02)
    assert 90 < found.index(max(found)) < 105


def test_the_course_after_an_infusion() -> None:
    typical = curve("iv-0.5mgkg-40min").typical

    assert [round(typical[minute]) for minute in (0, 60, 80, 120, 230)] == [0, 115, 85, 59, 36]


def test_the_range_of_people_at_the_end_of_an_infusion() -> None:
    band = curve("iv-0.5mgkg-40min").band

    assert (band.low[40], band.median[40], band.high[40]) == pytest.approx((132, 175, 227), rel=0.05)


@pytest.mark.parametrize(
    ("scenario", "exposure"), [("in-28mg", 147), ("in-56mg", 254), ("in-84mg", 361), ("iv-0.5mgkg-40min", 434.7)]
)
def test_the_exposure_over_a_day(scenario: str, exposure: float) -> None:
    setup = SCENARIOS[scenario].setups[SCENARIOS[scenario].default]

    day = concentrations(setup.model.system(setup.dosing, TYPICAL), CENTRAL, 24 * 60)

    assert sum(map(sum, pairwise(day))) / 2 / 60 == pytest.approx(exposure, rel=0.01)


def test_every_scenario_can_be_drawn_and_stays_within_its_band_at_the_peak() -> None:
    for scenario in SCENARIOS.values():
        for name in scenario.setups:
            found = curve(scenario.id, name)
            assert len(found.typical) == len(found.band.low) == 241
            assert found.typical[0] == 0
            assert found.band.low[found.peak_at] < found.peak < found.band.high[found.peak_at]


def test_a_metabolite_is_followed_only_where_the_model_has_one() -> None:
    with_one = {scenario.id for scenario in SCENARIOS.values() if curve(scenario.id).metabolite}

    assert with_one == {"in-28mg", "in-56mg", "in-84mg"}
    assert SCENARIOS["in-28mg"].setups["perez-ruixo"].model.system(
        SCENARIOS["in-28mg"].setups["perez-ruixo"].dosing, TYPICAL
    ).volumes.keys() == {CENTRAL, METABOLITE}


def test_what_changed_the_exposure_of_volunteers_scales_the_curve_of_what_is_swallowed() -> None:
    plain, changed, same = (curve("po-25mg", None, each) for each in (None, "clarithromycin", "itraconazole"))

    assert changed.typical[44] == pytest.approx(2.6 * plain.typical[44])
    assert changed.band.high[44] == pytest.approx(2.6 * plain.band.high[44])
    assert same.typical == plain.typical
    with pytest.raises(KeyError):
        curve("iv-0.5mgkg-40min", None, "clarithromycin")
