"""What administrators set in the browser: each setting with its words, its limits and its default."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trainer.mail_addresses import is_mail_address


class SettingKind(StrEnum):
    """What is entered."""

    WORDS = "words"
    CONTACT = "contact"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSetting:
    """A setting: `least` and `most` are the limits of a number, or of how many characters words have."""

    name: str
    title: str
    help: str
    kind: SettingKind
    default: str = ""
    least: int = 0
    most: int = 120
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is set. Empty words are shown nowhere."""

    provider: str = ""
    help_contact: str = ""
    distress_line: str = ""
    silent_days: int = 14
    remind_days: int = 30

    @property
    def is_shown(self) -> bool:
        """Whether anything stands at the foot of pages."""
        return bool(self.provider or self.help_contact or self.distress_line)

    @property
    def help_url(self) -> str:
        """Where the contact leads."""
        return f"mailto:{self.help_contact}" if "@" in self.help_contact else self.help_contact

    @property
    def help_words(self) -> str:
        """The contact as people read it."""
        return self.help_contact.removeprefix("https://")


SETTINGS: Final = (
    SiteSetting(
        name="provider",
        title="Who provides the training",
        help="The name of your clinic or institute. It stands at the foot of every page, and on certificates that are "
        "issued from then on; those that are issued already stay as they are.",
        kind=SettingKind.WORDS,
        most=80,
    ),
    SiteSetting(
        name="help_contact",
        title="Where people find help with the platform",
        help="An e-mail address, or the address of a page that begins with https://. It stands at the foot of every "
        "page, also of the one where people sign in.",
        kind=SettingKind.CONTACT,
        most=200,
    ),
    SiteSetting(
        name="distress_line",
        title="Help line for somebody in distress",
        help="What a reader can call at any hour in your country, such as a crisis line with its number. The courses "
        "speak of suicide and trauma; this stands at the foot of every page.",
        kind=SettingKind.WORDS,
        most=160,
    ),
    SiteSetting(
        name="silent_days",
        title="When somebody counts as silent",
        help="After so many days without anything done, supervisors find them in the list of those who need somebody.",
        kind=SettingKind.NUMBER,
        default="14",
        least=7,
        most=60,
        unit="days",
    ),
    SiteSetting(
        name="remind_days",
        title="The first reminder of a last day",
        help="So many days before their last day trainees are reminded; again a week before it, and once it has "
        "passed. A reminder that somebody had already does not come again.",
        kind=SettingKind.NUMBER,
        default="30",
        least=14,
        most=60,
        unit="days before",
    ),
)
_BY_NAME: Final = {each.name: each for each in SETTINGS}
_PAGE: Final = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?(/[!-~]*)?")


def setting_named(name: str) -> SiteSetting | None:
    """The setting with a name; None where there is none."""
    return _BY_NAME.get(name)


def read_value(setting: SiteSetting, given: str) -> tuple[str, str]:
    """What was entered as it is kept, and in a sentence what is wrong with it; one of both is empty or both are."""
    value = " ".join(unicodedata.normalize("NFC", given).split())
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") for sign in value):
        return "", "This holds a character that cannot be read; type it again."
    match setting.kind:
        case SettingKind.NUMBER:
            return _number(setting, value)
        case SettingKind.CONTACT if value and not (is_mail_address(value) or _PAGE.fullmatch(value)):
            return "", "Write an e-mail address, or the address of a page that begins with https://."
    return ("", f"Shorten this to {setting.most} characters.") if len(value) > setting.most else (value, "")


def _number(setting: SiteSetting, value: str) -> tuple[str, str]:
    if not re.fullmatch(r"[0-9]{1,4}", value) or not setting.least <= int(value) <= setting.most:
        return "", f"Write a whole number from {setting.least} to {setting.most}."
    return str(int(value)), ""


def site_of(values: Mapping[str, str]) -> Site:
    """What is set, by the values of settings; what is not set, or no longer within its limits, has its default."""
    found: dict[str, str] = {}
    for setting in SETTINGS:
        value, wrong = read_value(setting, values.get(setting.name, setting.default))
        found[setting.name] = setting.default if wrong else value
    return Site(
        provider=found["provider"],
        help_contact=found["help_contact"],
        distress_line=found["distress_line"],
        silent_days=int(found["silent_days"]),
        remind_days=int(found["remind_days"]),
    )
