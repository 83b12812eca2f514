"""Does to the requirements of course.yml what a button of their form asks for."""

from trainer.curriculum.requirements_editing import shift_requirement
from trainer.quizzes.editing_tree import CannotEdit


def act_on_requirements(source: str, do: str) -> str:
    """Do what a button asks for: 'save', or 'up' and 'down' with 'PART.ID'. Raises CannotEdit, also for other acts."""
    verb, _, what = do.partition(":")
    part, _, key = what.partition(".")
    match verb:
        case "save":
            return source
        case "up":
            return shift_requirement(source, part, key, -1)
        case "down":
            return shift_requirement(source, part, key, 1)
        case _:
            raise CannotEdit("this button is unknown; load the page again")
