"""The model of esketamine sprayed into the nose, which also follows noresketamine."""

from dataclasses import dataclass
from typing import Final

from trainer.kinetics.compartments import Input, System
from trainer.kinetics.dosing import Absorbed, Dosing, Infused, Person
from trainer.kinetics.model import CENTRAL, METABOLITE

_HOUR: Final = 60.0
_VOLUME: Final = 192.0
_LIVER: Final = 101.0
_LIVER_FLOW: Final = 151.0 / _HOUR
_AROUND: Final = ((143.0, 84.3 / _HOUR), (417.0, 37.6 / _HOUR))
_ELIMINATED: Final = 1.11 / _HOUR
_METABOLIZED: Final = 2.77 / _HOUR
_METABOLITE_VOLUME: Final = 70.0
_METABOLITE_AROUND: Final = 115.0
_METABOLITE_CLEARANCE: Final = 38.0 / _HOUR
_METABOLITE_BETWEEN: Final = 26.1 / _HOUR
_NOSE: Final = 2.93 / _HOUR
_GUT: Final = 1.45 / _HOUR
_ESCAPES_GUT: Final = 0.64
_SWALLOWED_OVER: Final = 0.53 * _HOUR


@dataclass(frozen=True, slots=True)
class PerezRuixo:
    """Three compartments and a liver through which everything that is swallowed passes (Perez-Ruixo 2021, table 3).

    A typical adult of 45 years; volumes in litres, flows in litres per minute. The published text holds slips of units
    and of two signs; this structure gives the published peaks.
    """

    id: str = "perez-ruixo"
    title: str = "Perez-Ruixo 2021"
    analyte: str = "esketamine"
    sampling: str = "820 healthy volunteers and patients"
    sources: tuple[str, ...] = ("perezruixo2021",)
    caveat: str = (
        "The label of the spray gives other summary figures than this model. Its curve of noresketamine meets the "
        "published peak, and not the published exposure over a day."
    )
    metabolite: str | None = "noresketamine"

    def system(self, dosing: Dosing, person: Person) -> System:
        """See `Model`. What a person clears is what the liver takes out."""
        if isinstance(dosing, Absorbed):
            raise ValueError(f"{self.id} follows what is infused or sprayed into the nose")
        volume = _VOLUME * person.volume
        flows = {
            (CENTRAL, "liver"): _LIVER_FLOW / volume,
            ("liver", CENTRAL): _LIVER_FLOW / _LIVER,
            ("liver", ""): _ELIMINATED * person.clearance,
            ("liver", METABOLITE): _METABOLIZED * person.clearance,
            (METABOLITE, ""): _METABOLITE_CLEARANCE / _METABOLITE_VOLUME,
            (METABOLITE, "around metabolite"): _METABOLITE_BETWEEN / _METABOLITE_VOLUME,
            ("around metabolite", METABOLITE): _METABOLITE_BETWEEN / _METABOLITE_AROUND,
        }
        for number, (other, between) in enumerate(_AROUND, start=1):
            flows[CENTRAL, f"tissue {number}"] = between / volume
            flows[f"tissue {number}", CENTRAL] = between / other
        inputs: tuple[Input, ...]
        if isinstance(dosing, Infused):
            inputs = (Input(compartment=CENTRAL, mg=dosing.mg, minutes=dosing.minutes),)
        else:
            flows["nose", CENTRAL] = _NOSE * person.rate
            flows["gut", "liver"] = _GUT * _ESCAPES_GUT
            flows["gut", ""] = _GUT * (1 - _ESCAPES_GUT)
            nasal = person.absorbed(dosing.fraction)
            inputs = (
                Input(compartment="nose", mg=dosing.mg * nasal),
                Input(compartment="gut", mg=dosing.mg * (1 - nasal), minutes=_SWALLOWED_OVER),
            )
        return System(flows=flows, volumes={CENTRAL: volume, METABOLITE: _METABOLITE_VOLUME}, inputs=inputs)
