"""The phases of the protocol."""

from enum import StrEnum


class Phase(StrEnum):
    """A phase of the protocol in which a module's content is used."""

    SCREENING = "screening"
    PREPARATION = "preparation"
    DOSING = "dosing"
    INTEGRATION = "integration"
