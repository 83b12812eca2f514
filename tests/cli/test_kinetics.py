"""`trainer kinetics` prints simulated curves for another program to check."""

from tests.cli.conftest import Trainer


def test_the_scenarios_are_listed_under_the_label(trainer: Trainer) -> None:
    ran = trainer("kinetics")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("# Teaching illustration.")
    ids = [line.partition("\t")[0] for line in ran.out.splitlines() if not line.startswith("#")]
    assert {"iv-0.5mgkg-40min", "im-0.5mgkg", "sl-25mg", "po-25mg", "in-28mg"} <= set(ids)


def test_a_curve_by_another_model(trainer: Trainer) -> None:
    plain, other = trainer("kinetics", "iv-0.5mgkg-40min"), trainer("kinetics", "iv-0.5mgkg-40min", "--model", "simons")

    assert "\n40,177.3" in plain.out
    assert "\n40,288.7" in other.out
    assert plain.out.startswith("# Teaching illustration.")


def test_what_there_is_not_is_said_with_what_there_is(trainer: Trainer) -> None:
    unknown = trainer("kinetics", "iv-2mgkg")
    model = trainer("kinetics", "im-0.5mgkg", "--model", "simons")
    interaction = trainer("kinetics", "im-0.5mgkg", "--interaction", "grapefruit")

    assert "there is no scenario 'iv-2mgkg'; 'trainer kinetics' lists them" in unknown.err
    assert "'im-0.5mgkg' has no model 'simons'; it has clements" in model.err
    assert "nothing is swallowed in 'im-0.5mgkg'" in interaction.err
    assert (unknown.status, model.status, interaction.status) == (1, 1, 1)
