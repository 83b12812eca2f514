"""Shows the front matter of a module as a form needs it."""

from dataclasses import dataclass
from typing import Final

from trainer.curriculum.front_editing import front_of, objectives_of
from trainer.quizzes.editing_form import group_of
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import CannotEdit, read_source
from trainer.quizzes.form_fields import FieldKind, FormField, form_field

_KINDS: Final = {
    "title": FieldKind.LINE,
    "code": FieldKind.LINE,
    "minutes": FieldKind.WHOLE,
    "content_note": FieldKind.TEXT,
    "phases": FieldKind.LINES,
    "requires": FieldKind.LINES,
    "review_by": FieldKind.LINE,
}
_REQUIRED: Final = ("title", "code", "minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontForm:
    """What the form of a front matter holds; an objective comes with its id."""

    own: tuple[FormField, ...]
    objectives: tuple[tuple[str, FormField], ...]

    def every(self) -> tuple[FormField, ...]:
        """All fields, in the form's order."""
        return (*self.own, *(field for _, field in self.objectives))


def read_front_form(text: str) -> FrontForm:
    """Read a module for the form. Raises CannotEdit where its front matter is no YAML."""
    front = front_of(text)
    try:
        source = read_source(front)
    except CannotEdit as error:
        raise CannotEdit(error.message, (error.line or 0) + 1) from error
    own = group_of(source, source.root, Place())
    return FrontForm(
        own=tuple(form_field(own, "module", key, kind, is_required=key in _REQUIRED) for key, kind in _KINDS.items()),
        objectives=tuple(
            (
                key,
                form_field(
                    group_of(source, node, Place(part="objectives", entry=key)),
                    f"objectives.{key}",
                    "text",
                    FieldKind.LINE,
                    is_required=True,
                ),
            )
            for key, node in objectives_of(source)
        ),
    )
