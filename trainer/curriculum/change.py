"""What kind of change a publication is."""

from enum import StrEnum


class Change(StrEnum):
    """Only a material change asks people to read again."""

    TYPO = "typo"
    CLARIFICATION = "clarification"
    MATERIAL = "material"
