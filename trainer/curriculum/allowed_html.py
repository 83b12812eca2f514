"""Lists the HTML that may reach a page."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from trainer.curriculum.constructs import CALLOUTS
from trainer.curriculum.exercises import KINDS as EXERCISES
from trainer.curriculum.exercises.found import ANSWER, EXERCISE
from trainer.curriculum.formula_names import ATTRIBUTES as FORMULA_ATTRIBUTES
from trainer.curriculum.formula_names import ELEMENTS as FORMULA_ELEMENTS
from trainer.curriculum.html_names import INLINE_NAMES

PROTOCOLS: Final = frozenset({"https", "mailto"})
"""Where links may lead, besides our own pages."""
_Accepts: TypeAlias = Callable[[str], bool]
_ID: Final = re.compile(r"(?:fn|fnref)-[A-Za-z0-9_-]+")
_OWN_PATH: Final = re.compile(r"/(?![/\\])[^\s\"'<>\\]*")
_MEDIA: Final = re.compile(r"/media/[0-9a-f]{64}\.[a-z0-9]{3,4}")
_ADDRESS: Final = re.compile(r"https://[^\s\"<>\\]+|mailto:[^\s\"<>\\]+|#[A-Za-z0-9_.:-]+")
_NUMBER: Final = re.compile(r"[0-9]{1,9}")


def _one_of(*words: str) -> _Accepts:
    return lambda value: value in words


def _like(*patterns: re.Pattern[str]) -> _Accepts:
    return lambda value: any(pattern.fullmatch(value) for pattern in patterns)


def _any(_value: str) -> bool:
    return True


_CALLOUT_CLASSES: Final = tuple(f"callout callout-{kind}" for kind in CALLOUTS)
_CELL: Final = {"class": _one_of("align-left", "align-center", "align-right")}
_ATTRIBUTES: Final[Mapping[str, Mapping[str, _Accepts]]] = MappingProxyType(
    {
        "a": {
            "href": _like(_OWN_PATH, _ADDRESS),
            "class": _one_of("cite", "term", "footnote-back"),
            "rel": _one_of("noopener noreferrer"),
            "id": _like(_ID),
            "aria-label": _any,
        },
        "audio": {
            "controls": _one_of(""),
            "preload": _one_of("none"),
            "src": _like(_MEDIA),
            "aria-label": _any,
        },
        "aside": {"class": _one_of(*_CALLOUT_CLASSES), "role": _one_of("note")},
        "blockquote": {},
        "br": {},
        "code": {},
        "dd": {},
        "details": {"class": _one_of("transcript", ANSWER)},
        "div": {
            "class": _one_of("table-frame", "formula", EXERCISE),
            "role": _one_of("region", "group"),
            "tabindex": _one_of("0"),
            "aria-label": _any,
            "data-exercise": _one_of(*EXERCISES),
        },
        "dl": {"class": _one_of("exercise-rows")},
        "dt": {},
        "em": {},
        "figcaption": {},
        "figure": {},
        "h3": {},
        "h4": {},
        "h5": {},
        "h6": {},
        "hr": {},
        "i": {},
        "img": {
            "src": _like(_OWN_PATH),
            "alt": _any,
            "width": _like(_NUMBER),
            "height": _like(_NUMBER),
            "loading": _one_of("lazy"),
        },
        "li": {"id": _like(_ID), "data-is": _like(_NUMBER)},
        "ol": {
            "start": _like(_NUMBER),
            "class": _one_of("footnotes", "exercise-items", "exercise-ladder", "exercise-questions", "exercise-plan"),
        },
        "p": {"class": _one_of("callout-title", "exercise-title", "exercise-rule", "exercise-step", "exercise-note")},
        "pre": {},
        "span": {
            "class": _one_of(
                *("cites", "cites-by-name", "callout-kind", "task"), *("exercise-noun", "exercise-says", "interval")
            ),
            "role": _one_of("img"),
            "aria-label": _any,
        },
        "strong": {},
        "summary": {},
        "sup": {"class": _one_of("footnote-mark")},
        "table": {},
        "tbody": {},
        "td": _CELL,
        "th": {**_CELL, "scope": _one_of("col", "row")},
        "thead": {},
        "tr": {},
        "track": {
            "kind": _one_of("captions"),
            "src": _like(_MEDIA),
            "label": _one_of("Captions"),
            "default": _one_of(""),
        },
        "ul": {
            "class": _one_of(
                "exercise-boxes", "exercise-lines", "exercise-lines by-clinic", "exercise-mixed", "exercise-words"
            )
        },
        "video": {
            "controls": _one_of(""),
            "preload": _one_of("none"),
            "src": _like(_MEDIA),
            "width": _like(_NUMBER),
            "height": _like(_NUMBER),
            "aria-label": _any,
        },
        **dict.fromkeys(INLINE_NAMES - {"sup"}, MappingProxyType({})),
        **{name: dict.fromkeys(FORMULA_ATTRIBUTES.get(name, ()), _any) for name in FORMULA_ELEMENTS},
    }
)

TAGS: Final = frozenset(_ATTRIBUTES)
"""The elements that may stand."""


def is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether an element may have an attribute with this value: each is one that we write ourselves."""
    accepts = _ATTRIBUTES.get(tag, {}).get(name)
    return accepts is not None and accepts(value)
