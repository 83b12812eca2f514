"""Whether a certificate still holds, by what was decided about it since."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Ending(StrEnum):
    """Why a certificate holds no longer."""

    REISSUED = "reissued"
    NAME_CORRECTED = "name-corrected"
    REVOKED = "revoked"


class CertificateStatus(StrEnum):
    """What anybody may know of a certificate."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"

    @property
    def word(self) -> str:
        """The status as people say it."""
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What ended a certificate, when, by whom, and why in their words; `replaced_by` is the serial of the next."""

    ending: Ending
    at: datetime
    by: str
    reason: str
    replaced_by: str = ""


def status_of(ended: Ended | None) -> CertificateStatus:
    """The status that follows."""
    if ended is None:
        return CertificateStatus.VALID
    return CertificateStatus.REVOKED if ended.ending is Ending.REVOKED else CertificateStatus.SUPERSEDED


def names_the_next(ending: Ending) -> bool:
    """Whether the old paper's check leads to the new one, and the new paper names the old one.

    Not where a name was corrected: whoever holds the paper with the old name learns from it no new one.
    """
    return ending is Ending.REISSUED
