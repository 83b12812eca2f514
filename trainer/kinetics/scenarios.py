"""The published scenarios, which are all that there is to draw."""

from types import MappingProxyType
from typing import Final

from trainer.kinetics.dosing import Absorbed, Infused, Sprayed
from trainer.kinetics.esketamine_spray import PerezRuixo
from trainer.kinetics.models import CLEMENTS, DOMINO, FANTA, SIMONS
from trainer.kinetics.scenario import Measured, Scenario, Setup
from trainer.kinetics.variability import Spread

_SPRAY: Final = PerezRuixo()
_MUSCLE: Final = Spread(rate=0.60)
_TONGUE: Final = Spread(fraction=0.20, rate=0.60)
_MOUTH: Final = Spread(fraction=0.45, rate=0.60)
_NOSE: Final = Spread(fraction=0.50, rate=0.60)
_FITTED: Final = "The rate of absorption was fitted to one small study."


def _infused(mg: float, minutes: float) -> Infused:
    return Infused(mg=mg, minutes=minutes)


def _muscle(mg: float, rate: float) -> Setup:
    return Setup(
        model=CLEMENTS,
        dosing=Absorbed(mg=mg, fraction=0.93, rate=rate),
        spread=_MUSCLE,
        note=f"93% absorbed. {_FITTED}",
    )


def _tongue(rate: float) -> Setup:
    note = f"30% absorbed, as from a wafer under the tongue; what is swallowed is not followed apart. {_FITTED}"
    return Setup(model=CLEMENTS, dosing=Absorbed(mg=25, fraction=0.30, rate=rate), spread=_TONGUE, note=note)


def _mouth(mg: float, rate: float) -> Setup:
    note = f"20% absorbed, beginning after five minutes. {_FITTED}"
    return Setup(model=CLEMENTS, dosing=Absorbed(mg=mg, fraction=0.20, rate=rate, lag=5), spread=_MOUTH, note=note)


def _nose(fraction: float) -> Setup:
    note = f"{fraction:.0%} absorbed; two studies disagree on how much it is, so both are drawn. {_FITTED}"
    return Setup(model=CLEMENTS, dosing=Absorbed(mg=50, fraction=fraction, rate=0.08), spread=_NOSE, note=note)


def _spray(scenario_id: str, mg: float, fraction: float, peaks: str) -> Scenario:
    words = f"Mean peaks of {peaks} ng/mL of esketamine and noresketamine, as the model's authors report them."
    return Scenario(
        id=scenario_id,
        route="nasal",
        title=f"Esketamine nasal spray, {mg:g} mg",
        setups={"perez-ruixo": Setup(model=_SPRAY, dosing=Sprayed(mg=mg, fraction=fraction), spread=_NOSE)},
        measured=(Measured(words=words, sources=("perezruixo2021",)),),
    )


_ALL: Final = (
    Scenario(
        id="iv-0.5mgkg-40min",
        route="intravenous",
        title="Infusion into a vein, 0.5 mg/kg over 40 minutes, as in the depression trials",
        setups={
            "clements": Setup(model=CLEMENTS, dosing=_infused(35, 40)),
            "fanta": Setup(model=FANTA, dosing=_infused(35, 40)),
            "domino": Setup(model=DOMINO, dosing=_infused(35, 40)),
            "simons": Setup(model=SIMONS, dosing=_infused(35, 40)),
            "perez-ruixo": Setup(model=_SPRAY, dosing=_infused(35, 40)),
        },
        measured=(
            Measured(
                words="185 ng/mL at the end of the infusion in one study, 100 to 250 ng/mL across studies.",
                sources=("zanos2018b",),
            ),
        ),
    ),
    Scenario(
        id="iv-20mg-20min",
        route="intravenous",
        title="Infusion of S-ketamine into a vein, 20 mg over 20 minutes",
        setups={
            "simons": Setup(model=SIMONS, dosing=_infused(20, 20)),
            "fanta": Setup(model=FANTA, dosing=_infused(20, 20)),
        },
        measured=(Measured(words="260 to 273 ng/mL in arterial blood at its end.", sources=("simons2022",)),),
    ),
    Scenario(
        id="im-0.5mgkg",
        route="intramuscular",
        title="Injection into a muscle, 0.5 mg/kg",
        setups={"clements": _muscle(35, 0.08)},
        measured=(Measured(words="A median peak of 147 ng/mL at 30 minutes.", sources=("hirlinger1984",)),),
    ),
    Scenario(
        id="im-1mgkg",
        route="intramuscular",
        title="Injection into a muscle, 1 mg/kg",
        setups={"clements": _muscle(70, 0.15)},
        measured=(
            Measured(
                words="A median peak of 474 ng/mL at 15 minutes: about a quarter above this curve.",
                sources=("hirlinger1984",),
            ),
        ),
    ),
    Scenario(
        id="sl-25mg",
        route="sublingual",
        title="Under the tongue, 25 mg",
        setups={"clements": _tongue(0.03), "clements-fast": _tongue(0.04)},
        measured=(
            Measured(words="A mean peak of 28.6 ng/mL (deviation 6.6) after 0.76 hours.", sources=("chong2006",)),
            Measured(words="The peak after 0.75 hours (0.25 to 1.0), from a wafer.", sources=("rolan2014",)),
        ),
    ),
    Scenario(
        id="sl-50mg-film",
        route="sublingual",
        title="Film of S-ketamine under the tongue, 50 mg, held for ten minutes without swallowing",
        setups={
            "simons": Setup(
                model=SIMONS,
                dosing=Absorbed(mg=50, fraction=0.263, rate=0.04, filling=13.1),
                spread=_TONGUE,
                note="26% absorbed under the tongue. What was swallowed gave metabolites, which are not drawn.",
            )
        },
        measured=(),
    ),
    Scenario(
        id="po-25mg",
        route="oral",
        title="Swallowed, 25 mg",
        setups={"clements": _mouth(25, 0.03), "clements-fast": _mouth(25, 0.05)},
        measured=(
            Measured(words="A mean peak of 22.8 ng/mL (deviation 12.8) after 0.96 hours.", sources=("chong2006",)),
        ),
        is_swallowed=True,
    ),
    Scenario(
        id="po-0.5mgkg",
        route="oral",
        title="Swallowed, 0.5 mg/kg",
        setups={"clements": _mouth(35, 0.03), "clements-fast": _mouth(35, 0.05)},
        measured=(
            Measured(
                words="A peak of 45 ng/mL (deviation 10): well above this curve. Studies of swallowed ketamine differ.",
                sources=("grant1981", "zanos2018b"),
            ),
        ),
        is_swallowed=True,
    ),
    Scenario(
        id="in-50mg",
        route="nasal",
        title="Racemic ketamine into the nose, 50 mg",
        setups={"clements": _nose(0.25), "clements-45": _nose(0.45)},
        measured=(
            Measured(
                words="45% absorbed in three volunteers; a later study found 11 to 17%, with a lower and earlier peak.",
                sources=("yanagihara2003",),
            ),
        ),
    ),
    _spray("in-28mg", 28, 0.54, "43.8 and 59"),
    _spray("in-56mg", 56, 0.4375, "72.5 and 120"),
    _spray("in-84mg", 84, 0.4032, "101 and 180"),
)

SCENARIOS: Final = MappingProxyType({scenario.id: scenario for scenario in _ALL})
