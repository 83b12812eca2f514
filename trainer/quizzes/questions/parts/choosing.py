"""Makes a response of the keys that a form carried."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from trainer.quizzes.questions.question import Control, Response, Slot

NOT_OURS = "This answer does not belong to the question as it stands; load the page again and answer once more."


def choose(values: Mapping[str, tuple[str, ...]], slots: Sequence[Slot]) -> Response | str:
    """A response of keys chosen in slots, or a sentence where they are not the slots' own or too many."""
    by_name = {slot.name: slot for slot in slots}
    chosen = {}
    for name, keys in values.items():
        if name not in by_name or not {choice.key for choice in by_name[name].choices}.issuperset(keys):
            return NOT_OURS
        if len(keys) > 1 and not _takes_several(by_name[name].control):
            return "Choose one answer only here."
        if keys:
            chosen[name] = tuple(sorted(set(keys)))
    return Response(chosen=tuple(sorted(chosen.items())))


def _takes_several(control: Control) -> bool:
    match control:
        case Control.CHECKBOX:
            return True
        case Control.RADIO | Control.SELECT | Control.NUMBER | Control.TEXT | Control.LONG_TEXT:
            return False
        case _:
            assert_never(control)
