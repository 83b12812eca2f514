"""The `{{gaps}}` of a text."""

import re
from typing import Final

from trainer.yaml_text import ID

GAP: Final = re.compile(r"\{\{([^{}]*)\}\}")


def gap_names(text: str) -> tuple[str, ...]:
    """The names of the `{{gaps}}` in a text, in their order."""
    return tuple(match[1] for match in GAP.finditer(text) if ID.match(match[1]))
