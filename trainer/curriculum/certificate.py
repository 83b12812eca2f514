"""What a certificate of completion says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from trainer.curriculum.certificate_qr import Qr, qr_of

NOT_A_LICENCE: Final = (
    "This certificate states completion of a course. It is not a licence and not a right to practise."
)
NOT_REVIEWED: Final = "Content not clinically reviewed"
ERASED: Final = "Name erased"
_WHY_NOT_REVIEWED: Final = (
    "no current clinical review stood for every module when it was completed. The course director knew this, and "
    "recorded why the certificate was issued nevertheless."
)
_PLANNED: Final = "Hours of online study are those that the course plans for its modules; they were not measured."
_LONGER_PROGRAMMES: Final = 125 * 60
_SHORTER: Final = "Together they are fewer than the 125 to 150 hours that longer courses in this field certify."


class Size(StrEnum):
    """A size of paper."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """What a certificate states, without any name: what its fact holds. All times are whole minutes.

    Study is what the course plans for the modules that were completed; practicum and meetings are what supervisors
    signed for the requirements that were met. `is_reviewed` is whether each module had a current clinical review when
    it was completed. `provider` is who provided the training, as it was set when this was issued.
    """

    course: str
    edition: int
    completed_on: date
    study: int
    practicum: int = 0
    meetings: int = 0
    is_reviewed: bool = True
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The name with which somebody signed a certificate, and as what."""

    name: str
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that stands on a certificate, in its words, so that page and PDF say the same."""

    serial: str
    name: str
    course: str
    provider: str
    edition: int
    completed_on: date
    hours: tuple[tuple[str, str], ...]
    formats: str
    conditions: tuple[str, ...]
    remark: str
    issued_on: date
    signed: Signed
    replaces: str
    address: str
    qr: Qr


def address_of(site: str, serial: str) -> str:
    """Where anybody can check a certificate; `site` is the address of the platform, without a slash at its end."""
    return f"{site}/certificates/{serial}"


def paper_of(
    certified: Certified, *, serial: str, name: str, signed: Signed, issued_on: date, site: str, replaces: str = ""
) -> Paper:
    """What the certificate says. `replaces` is the serial of the one it was issued in place of, where it names it."""
    address = address_of(site, serial)
    return Paper(
        serial=serial,
        name=name or ERASED,
        course=certified.course,
        provider=certified.provider,
        edition=certified.edition,
        completed_on=certified.completed_on,
        hours=tuple((what, _in_hours(minutes)) for what, minutes in _kinds(certified)),
        formats=_formats(certified),
        conditions=_conditions(certified),
        remark="" if certified.is_reviewed else f"{NOT_REVIEWED}: {_WHY_NOT_REVIEWED}",
        issued_on=issued_on,
        signed=signed,
        replaces=replaces,
        address=address,
        qr=qr_of(address),
    )


def _kinds(certified: Certified) -> Sequence[tuple[str, int]]:
    kinds = (
        ("Online study", certified.study),
        ("Live meetings", certified.meetings),
        ("Practicum and consultation", certified.practicum),
    )
    done = [(what, minutes) for what, minutes in kinds if minutes]
    return (*done, ("Altogether", _total(certified))) if len(done) > 1 else done


def _in_hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return " ".join(words for words in (f"{whole} h" if whole else "", f"{rest} min" if rest else "") if words)


def _total(certified: Certified) -> int:
    return certified.study + certified.meetings + certified.practicum


def _formats(certified: Certified) -> str:
    formats = ["online in one's own time (asynchronous)"] if certified.study else []
    formats += ["live meetings (synchronous)"] if certified.meetings else []
    formats += ["supervised practicum"] if certified.practicum else []
    return "; ".join(formats)


def _conditions(certified: Certified) -> tuple[str, ...]:
    about_hours = [_PLANNED] if certified.study else []
    about_hours += [_SHORTER] if _total(certified) < _LONGER_PROGRAMMES else []
    return (NOT_A_LICENCE, " ".join(about_hours)) if about_hours else (NOT_A_LICENCE,)
