"""Does to course.yml what a button of its form asks for."""

from trainer.curriculum import outline_editing as editing
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import CannotEdit


def act_on_outline(source: str, do: str, title: str, name: str) -> str:
    """Do what a button asks for: 'save', 'add-area' called `title`, 'add-author' called `name`, 'list:AREA/NAME', or
    'up', 'down' and 'remove' with 'areas.AREA', 'authors.PLACE' or 'modules.AREA/NAME'.

    Raises CannotEdit, also for an act that is unknown.
    """
    verb, _, what = do.partition(":")
    part, _, entry = what.partition(".")
    area, _, module = (entry if part == "modules" else what).partition("/")
    match verb, part:
        case "save", _:
            return source
        case "add-area", _:
            return editing.add_area(source, title).source
        case "add-author", _:
            return editing.add_author(source, name)
        case "list", _:
            return editing.list_module(source, area, module)
        case "up" | "down", "modules":
            return editing.shift_module(source, area, module, -1 if verb == "up" else 1)
        case "up" | "down", "areas" | "authors":
            return editing.shift(source, Place(part=part, entry=entry), -1 if verb == "up" else 1)
        case "remove", "modules":
            return editing.unlist_module(source, area, module)
        case "remove", "areas":
            return editing.remove_area(source, entry)
        case "remove", "authors":
            return editing.remove_author(source, entry)
        case _:
            raise CannotEdit("this button is unknown; load the page again")
