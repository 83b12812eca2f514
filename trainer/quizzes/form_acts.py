"""Does to a quiz's source what a button of its form asks for."""

from collections.abc import Collection
from dataclasses import dataclass

from trainer.quizzes import editing_entries as entries
from trainer.quizzes import editing_parts as parts
from trainer.quizzes import editing_questions as questions
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import CannotEdit
from trainer.quizzes.form_fields import place_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A source after an act: the question to look at next, if any, and the list or entry to look at in it.

    `retires` is the question that is to leave the quiz, once whoever asked for it has seen what that touches.
    """

    source: str
    question: str | None = None
    entry: str = ""
    retires: str | None = None


def act_on_quiz(source: str, do: str, retired: Collection[str]) -> Done:
    """An act on the list of questions: 'save', 'add:TYPE', or 'up', 'down', 'copy' or 'retire' with a question's key.

    Raises CannotEdit, also for an act that is unknown.
    """
    verb, _, what = do.partition(":")
    match verb:
        case "save":
            return Done(source=source)
        case "add":
            added = questions.add_question(source, what, {}, retired=retired)
            return Done(source=added.source, question=added.key)
        case "up":
            return Done(source=questions.shift_question(source, what, -1))
        case "down":
            return Done(source=questions.shift_question(source, what, 1))
        case "copy":
            copied = questions.duplicate_question(source, what, retired=retired)
            return Done(source=copied.source, question=copied.key)
        case "retire":
            questions.remove_question(source, what)  # which says where that cannot be done
            return Done(source=source, retires=what)
        case _:
            raise CannotEdit("this button is unknown; load the page again")


def act_on_question(source: str, question: str, do: str, gap: str, retired: Collection[str]) -> Done:
    """An act on what stands in a question. Raises CannotEdit, also for an act that is unknown.

    'save', 'ids', 'add:LIST', 'add-gap', 'remove-gap:NAME'; 'up', 'down' or 'remove' with an entry's name;
    'add-part:TYPE'; 'part-up', 'part-down' or 'remove-part' with a part's key. `gap` names a new gap.
    """
    verb, _, what = do.partition(":")
    place = place_named(question, what)
    match verb:
        case "save":
            return Done(source=source, question=question)
        case "ids":
            return Done(source=entries.give_ids(source, question, retired=retired), question=question)
        case "add":
            added = entries.add_entry(source, place, {}, retired=retired)
            return Done(source=added.source, question=question, entry=f"{what}.{added.key}")
        case "add-gap":
            made = entries.add_gap(source, question, gap.strip(), retired=retired)
            return Done(source=made, question=question, entry=f"gaps.{gap.strip()}")
        case "remove-gap":
            return Done(source=entries.remove_gap(source, question, what), question=question)
        case "add-part":
            part = parts.add_part(source, question, what, retired=retired)
            return Done(source=part.source, question=part.key)
        case "part-up":
            return Done(source=parts.shift_part(source, what, -1), question=question, entry=f"part-{what}")
        case "part-down":
            return Done(source=parts.shift_part(source, what, 1), question=question, entry=f"part-{what}")
        case "remove-part":
            return Done(source=parts.remove_part(source, what), question=question, entry="parts")
        case "up":
            return _shifted(source, question, place, what, -1)
        case "down":
            return _shifted(source, question, place, what, 1)
        case "remove":
            return Done(source=entries.remove_entry(source, place), question=question, entry=what.partition(".")[0])
        case _:
            raise CannotEdit("this button is unknown; load the page again")


def _shifted(source: str, question: str, place: Place, name: str, by: int) -> Done:
    return Done(source=entries.shift_entry(source, place, by), question=question, entry=name)
