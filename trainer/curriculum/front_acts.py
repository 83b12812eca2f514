"""Does to a module's front matter what a button of its form asks for."""

from trainer.curriculum.front_editing import add_objective, remove_objective, shift_objective
from trainer.quizzes.editing_tree import CannotEdit


def act_on_front(text: str, do: str, words: str) -> str:
    """Do what a button asks for: 'save', 'add-objective' of `words`, or 'up', 'down' and 'remove' with an objective.

    Raises CannotEdit, also for an act that is unknown.
    """
    verb, _, key = do.partition(":")
    match verb:
        case "save":
            return text
        case "add-objective":
            return add_objective(text, words)
        case "up":
            return shift_objective(text, key, -1)
        case "down":
            return shift_objective(text, key, 1)
        case "remove":
            return remove_objective(text, key)
        case _:
            raise CannotEdit("this button is unknown; load the page again")
