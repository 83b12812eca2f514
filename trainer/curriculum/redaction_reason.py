"""Why words must not be seen any more."""

from enum import StrEnum


class Reason(StrEnum):
    """Why words must not be seen any more."""

    LICENSED = "licensed"
    PATIENT = "patient"
    OTHER = "other"
