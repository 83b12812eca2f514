"""Understands what a link in an author's text leads to."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from trainer.curriculum.course_file import MODULE_PATH
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.media import PATH as MEDIA_PATH
from trainer.quizzes.paths import from_root

_HTTPS: Final = re.compile(
    r"https://(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z]{2,63}(?::\d{1,5})?(?:[/?#][^\s<>\"\\^`{|}]*)?"
)
_MAIL: Final = re.compile(r"mailto:[A-Za-z0-9.+_-]{1,100}@(?:[A-Za-z0-9-]{1,63}\.){1,10}[A-Za-z]{2,63}")
_SCHEME: Final = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*)\s*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A page on another site, or an address to write to."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToModule:
    """A module, or one of its sections."""

    key: str
    section: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTerm:
    """A term of the glossary."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToHandout:
    """A PDF of the course."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nowhere:
    """Nothing that a link may lead to; `message` says why, with the cure."""

    message: str


Destination: TypeAlias = Outside | ToModule | ToTerm | ToHandout | Nowhere


def read_target(file: str, target: str) -> Destination:
    """What a target written in `file` means. Whether a module or term exists is not asked here."""
    if _HTTPS.fullmatch(target) or _MAIL.fullmatch(target):
        return Outside(url=target)
    if scheme := _SCHEME.match(target):
        return Nowhere(message=_scheme_message(scheme[1].lower(), target))
    path, _, fragment = (from_root(file, target) or "").partition("#")
    if path == GLOSSARY_PATH and fragment:
        return ToTerm(key=fragment)
    if MEDIA_PATH.fullmatch(path):
        if path.endswith(".pdf"):
            return ToHandout(path=path)
        cure = f"show it with '![what one hears or sees]({target[:80]})'"
        return Nowhere(message=f"a link leads to no recording; {cure}")
    if module := MODULE_PATH.fullmatch(path):
        return ToModule(key=f"{module[1]}/{module[2]}", section=fragment or None)
    return Nowhere(
        message=f"the link '{target[:80]}' leads nowhere that readers can go; write a path relative to this file, "
        "such as '../pharmacology/routes.md#time-to-peak' or '../glossary.yml#norketamine', or an 'https://' address"
    )


def _scheme_message(scheme: str, target: str) -> str:
    if scheme == "http":
        return f"the link '{target[:80]}' is not encrypted; write 'https://' if that page has it, or leave the link out"
    if scheme in ("https", "mailto"):
        return f"the address '{target[:80]}' cannot be read; check it for spaces and missing parts"
    return f"links with '{scheme}:' are not used here; write 'https://', 'mailto:' or a path relative to this file"
