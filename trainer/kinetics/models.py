"""The published models, with their parameters at 70 kg."""

from typing import Final

from trainer.kinetics.model import Mammillary

_CLEMENTS_VOLUME: Final = 1.7522 * 70
_DOMINO_VOLUME: Final = 0.063 * 70
_HOUR: Final = 60.0

CLEMENTS: Final = Mammillary(
    id="clements",
    title="Clements and Nimmo 1981",
    analyte="racemic ketamine",
    sampling="venous blood of volunteers",
    sources=("clements1981",),
    caveat=(
        "The default. Two compartments, from a low dose given into a vein. Its numbers were taken from a public model "
        "file that names the paper; the paper itself was not checked. It says nothing of the first ten minutes after "
        "an injection into a vein."
    ),
    volume=_CLEMENTS_VOLUME,
    clearance=0.0109 * _CLEMENTS_VOLUME,
    around=((0.0186 * _CLEMENTS_VOLUME / 0.0137, 0.0186 * _CLEMENTS_VOLUME),),
)
DOMINO: Final = Mammillary(
    id="domino",
    title="Domino 1982",
    analyte="racemic ketamine",
    sampling="surgical patients after an anesthetic dose",
    sources=("domino1982",),
    caveat=(
        "Made from large doses given at once, so its peak is high and falls too fast for a slow infusion. Its numbers "
        "were taken from two public model files."
    ),
    volume=_DOMINO_VOLUME,
    clearance=0.4381 * _DOMINO_VOLUME,
    around=(
        (0.5921 * _DOMINO_VOLUME / 0.2470, 0.5921 * _DOMINO_VOLUME),
        (0.5900 * _DOMINO_VOLUME / 0.0146, 0.5900 * _DOMINO_VOLUME),
    ),
)
FANTA: Final = Mammillary(
    id="fanta",
    title="Fanta 2015, as fixed in Otto 2021",
    analyte="S-ketamine",
    sampling="venous blood of eleven healthy men",
    sources=("fanta2015", "otto2021"),
    caveat="It follows one of the two mirror forms of ketamine; the curve takes the whole dose as that form.",
    volume=133.0,
    clearance=95.2 / _HOUR,
    around=((187.0, 23.2 / _HOUR), (98.8, 157.0 / _HOUR)),
)
SIMONS: Final = Mammillary(
    id="simons",
    title="Simons 2022",
    analyte="S-ketamine",
    sampling="arterial blood of twenty volunteers",
    sources=("simons2022",),
    caveat=(
        "Blood from an artery: while drug is still entering a vein, it holds more than blood from a vein elsewhere. "
        "The model follows one of the two mirror forms of ketamine."
    ),
    volume=11.6,
    clearance=1.48,
    around=((39.0, 2.43), (174.0, 1.21)),
)
