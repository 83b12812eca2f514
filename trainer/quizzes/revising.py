"""Whether a new revision of a quiz may take the place of an old one."""

from collections.abc import Iterator

from trainer.problem import Problem
from trainer.quizzes.questions.question import Question, Response
from trainer.quizzes.quiz import Quiz


def may_replace(old: Quiz, new: Quiz) -> tuple[Problem, ...]:
    """The problems that keep `new` from replacing `old`.

    An id keeps its type, and the id of an option its words, or the answers given under it would lose their meaning.
    """
    before = {question.common.id: question for question in old.questions}
    return tuple(
        Problem(new.path, question.common.line, message)
        for question in new.questions
        if question.common.id in before
        for message in _changed_meanings(before[question.common.id], question)
    )


def unknown_keys(question: Question, response: Response) -> tuple[str, ...]:
    """The ids that an answer names and a question does not know any more: options, or places to fill in."""
    known = {slot.name: {choice.key for choice in slot.choices} for slot in question.slots({})}
    found = []
    for slot, keys in response.chosen:
        if slot not in known:
            found.append(slot)
        elif known[slot]:
            found += [key for key in keys if key not in known[slot]]
    return tuple(dict.fromkeys(found))


def _changed_meanings(old: Question, new: Question) -> Iterator[str]:
    if old.type != new.type:
        yield f"the question '{old.common.id}' was {old.type} and is now {new.type}; give the question a new id"
        return
    said, says = _texts(old), _texts(new)
    told = set()
    for place, words in says.items():
        (kind, slot, key), earlier = place, said.get(place)
        if earlier in (None, words) or key in told:
            continue
        other = next((each for each, text in said.items() if each[:2] == (kind, slot) and text == words), None)
        if other:
            told.add(key)
            yield (
                f"in the question '{old.common.id}' the id '{key}' now has the words that '{other[2]}' had, so that "
                "answers given before would say something else; leave each text with its id, or give both new ids"
            )


def _texts(question: Question) -> dict[tuple[str, str, str], str]:
    """What stands under each id that an answer may name, in words without differences of white space.

    The ids of options are told apart by slot, those of places to fill in are of the whole question.
    """
    found = {}
    for slot in question.slots({}):
        if slot.label:
            found["place", "", slot.name] = " ".join(slot.label.text.split())
        for choice in slot.choices:
            found["option", slot.name, choice.key] = " ".join(choice.text.text.split())
    return found
