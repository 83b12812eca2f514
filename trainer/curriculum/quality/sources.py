"""Finds sources that nothing cites."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from trainer.curriculum.bibliography import PATH
from trainer.curriculum.quality.finding import Finding, Rule, Weight

_KEY: Final = re.compile(r"@([A-Za-z0-9][\w:.+/-]*)")
_ENTRY: Final = re.compile(
    r"^[ \t]*@(?!comment|string|preamble)\w+\s*\{\s*([^\s,{}]+)\s*,", re.MULTILINE | re.IGNORECASE
)


def uncited(texts: Mapping[str, str], listed: Iterable[str]) -> Iterator[Finding]:
    """Entries of the bibliography that no text cites and no question lists."""
    cited = {key.rstrip(".:") for path, text in texts.items() if path != PATH for key in _KEY.findall(text)}
    cited.update(listed)
    bibliography = texts.get(PATH, "")
    for entry in _ENTRY.finditer(bibliography):
        if entry[1] not in cited:
            line = bibliography.count("\n", 0, entry.start(1)) + 1
            message = f"nothing cites '{entry[1]}'; cite it where it bears a claim, or leave it for later"
            yield Finding(PATH, line, message, Rule.SOURCE, Weight.INFORMATION)
