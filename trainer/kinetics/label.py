"""The words that go wherever a simulated curve goes."""

from typing import Final

LABEL: Final = (
    "Teaching illustration. Population-average curves from published studies in small groups of adults.",
    "Not dosing advice, not for any patient, not for deciding when someone is safe to leave or to drive.",
    "Real people vary widely. Dose, route and monitoring are decided by the licensed prescriber.",
)
