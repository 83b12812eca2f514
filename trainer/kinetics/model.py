"""What a published model is, and the shape that most of them share."""

from dataclasses import dataclass
from typing import Protocol

from trainer.kinetics.compartments import Input, System
from trainer.kinetics.dosing import Dosing, Infused, Person, Sprayed

CENTRAL = "plasma"
METABOLITE = "metabolite"


class Model(Protocol):
    """A published model of a typical adult of 70 kg."""

    @property
    def id(self) -> str:
        """Its name on the command line."""

    @property
    def title(self) -> str:
        """Its authors, with the year."""

    @property
    def analyte(self) -> str:
        """What was measured."""

    @property
    def sampling(self) -> str:
        """Where blood was taken, and from whom."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the publications."""

    @property
    def caveat(self) -> str:
        """What a reader has to know of it."""

    @property
    def metabolite(self) -> str | None:
        """What else the model follows."""

    def system(self, dosing: Dosing, person: Person) -> System:
        """The compartments after a dose. Raises ValueError for a way in that the model does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mammillary:
    """A central compartment that exchanges with others: litres, and litres per minute.

    `around` are the volume and the clearance of each of the others.
    """

    id: str
    title: str
    analyte: str
    sampling: str
    sources: tuple[str, ...]
    caveat: str
    volume: float
    clearance: float
    around: tuple[tuple[float, float], ...]
    metabolite: None = None

    def system(self, dosing: Dosing, person: Person) -> System:
        """See `Model`. A person's volume is that of the central compartment."""
        volume = self.volume * person.volume
        flows = {(CENTRAL, ""): self.clearance * person.clearance / volume}
        for number, (other, between) in enumerate(self.around, start=1):
            flows[CENTRAL, f"tissue {number}"] = between / volume
            flows[f"tissue {number}", CENTRAL] = between / other
        if isinstance(dosing, Sprayed):
            raise ValueError(f"{self.id} does not follow what is sprayed into the nose and swallowed")
        if isinstance(dosing, Infused):
            entering = Input(compartment=CENTRAL, mg=dosing.mg, minutes=dosing.minutes)
        else:
            flows["depot", CENTRAL] = dosing.rate * person.rate
            mg = dosing.mg * person.absorbed(dosing.fraction)
            entering = Input(compartment="depot", mg=mg, at=dosing.lag, minutes=dosing.filling)
        return System(flows=flows, volumes={CENTRAL: volume}, inputs=(entering,))
