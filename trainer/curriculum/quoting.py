"""Puts titles into quotation marks, whatever marks they hold themselves."""

import re
from collections.abc import Sequence
from typing import Final

_OPENING: Final = re.compile(r'(?<![^\s(\[–—-])"')
_INNER: Final = str.maketrans({"“": "‘", "”": "’", '"': "’"})


def quoted(title: str) -> str:
    """A title in double quotation marks; those within it become single ones."""
    return f"“{_OPENING.sub('‘', title).translate(_INNER)}”"


def quoted_list(titles: Sequence[str]) -> str:
    """Titles in quotation marks, with commas between them."""
    return ", ".join(map(quoted, titles))
