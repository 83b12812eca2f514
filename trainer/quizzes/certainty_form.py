"""Reads from a form how sure somebody says to be."""

from collections.abc import Mapping, Sequence
from typing import Final

from trainer.quizzes.certainty import Certainty

FIELD: Final = "certainty"
_BY_VALUE: Final = {str(each.value): each for each in Certainty}


def read_certainty(form: Mapping[str, Sequence[str]]) -> Certainty | str | None:
    """How sure a form says somebody is, None where it does not say, or a sentence that says what to change."""
    sent = [value for value in form.get(FIELD, ()) if value]
    if not sent:
        return None
    if len(sent) > 1 or sent[0] not in _BY_VALUE:
        return "Choose one of the three: unsure, fairly sure or sure."
    return _BY_VALUE[sent[0]]
