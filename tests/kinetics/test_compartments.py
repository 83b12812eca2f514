"""Compartments are solved exactly, whenever drug enters."""

import math

import pytest

from trainer.kinetics.compartments import Input, System, concentrations


def test_what_is_given_at_once_falls_as_an_exponential() -> None:
    system = System(
        flows={("plasma", ""): 0.1}, volumes={"plasma": 5.0}, inputs=(Input(compartment="plasma", mg=10.0),)
    )

    found = concentrations(system, "plasma", 60)

    assert found[0] == 2000.0
    assert found[60] == pytest.approx(2000 * math.exp(-6), rel=1e-12)


def test_what_enters_evenly_between_whole_minutes_is_cut_there() -> None:
    system = System(
        flows={("plasma", ""): 0.05},
        volumes={"plasma": 1.0},
        inputs=(Input(compartment="plasma", mg=7.0, at=2.25, minutes=3.5),),
    )

    found = concentrations(system, "plasma", 10)

    rising = 2.0 / 0.05 * (1 - math.exp(-0.05 * 1.75))
    full = 2.0 / 0.05 * (1 - math.exp(-0.05 * 3.5))
    assert found[2] == 0.0
    assert found[4] == pytest.approx(1000 * rising, rel=1e-12)
    assert found[10] == pytest.approx(1000 * full * math.exp(-0.05 * 4.25), rel=1e-12)


def test_two_compartments_keep_what_they_exchange() -> None:
    system = System(
        flows={("plasma", "tissue"): 0.3, ("tissue", "plasma"): 0.1},
        volumes={"plasma": 10.0, "tissue": 10.0},
        inputs=(Input(compartment="plasma", mg=1.0),),
    )

    plasma, tissue = (concentrations(system, name, 120) for name in ("plasma", "tissue"))

    assert all(one + other == pytest.approx(100.0, rel=1e-12) for one, other in zip(plasma, tissue, strict=True))
    assert (plasma[120], tissue[120]) == pytest.approx((25.0, 75.0), rel=1e-9)


def test_a_dose_after_a_lag_is_there_from_its_minute_on() -> None:
    system = System(
        flows={("depot", "plasma"): 0.04, ("plasma", ""): 0.01},
        volumes={"plasma": 100.0},
        inputs=(Input(compartment="depot", mg=5.0, at=5),),
    )

    found = concentrations(system, "plasma", 30)

    gone, entered = math.exp(-0.01 * 25), math.exp(-0.04 * 25)
    assert found[5] == 0.0
    assert found[30] == pytest.approx(1000 * 5 * 0.04 / (0.04 - 0.01) * (gone - entered) / 100, rel=1e-12)


def test_a_compartment_that_is_not_there_is_refused() -> None:
    system = System(flows={("plasma", ""): 0.1}, volumes={"plasma": 1.0}, inputs=())

    with pytest.raises((KeyError, ValueError)):
        concentrations(system, "brain", 1)
