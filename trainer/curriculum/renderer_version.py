"""Names the renderer, so that a change of it makes every page anew."""

from functools import cache
from importlib.metadata import version
from typing import Final

RENDERER: Final = 6
"""Raise it when our own rendering changes what it makes of the same text, or what is stored of an edition changes."""


@cache
def renderer_version() -> str:
    """Our own version, with those of the libraries that write and clean the HTML."""
    return f"{RENDERER}-{version('markdown')}-{version('bleach')}"
