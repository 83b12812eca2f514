"""Shows what course.yml holds as a form needs it."""

from dataclasses import dataclass
from typing import Final

from trainer.curriculum import outline_editing as editing
from trainer.curriculum.course import ModulesRule, QuizzesRule
from trainer.quizzes.editing_form import FormGroup, group_of
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import read_source
from trainer.quizzes.form_fields import EntryFields, FieldKind, FormField, form_field

_ABOUT: Final = {"is_not": FieldKind.TEXT, "help": FieldKind.TEXT, "contact": FieldKind.LINE}
_RULES: Final = {"modules": ModulesRule, "quizzes": QuizzesRule}


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaForm:
    """An area: its title to be typed, and the names of the modules that it lists."""

    key: str
    title: FormField
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineForm:
    """What the form of an outline holds."""

    title: FormField
    areas: tuple[AreaForm, ...]
    rules: tuple[FormField, ...]
    about: tuple[FormField, ...]
    authors: tuple[EntryFields, ...]

    def every(self) -> tuple[FormField, ...]:
        """All fields, in the form's order."""
        authors = (field for author in self.authors for field in author.fields)
        return (self.title, *(area.title for area in self.areas), *self.rules, *self.about, *authors)


def read_outline_form(text: str) -> OutlineForm:
    """Read course.yml for a form. Raises CannotEdit where it is no YAML; other mistakes do not matter."""
    source = read_source(text)
    about = _group(text, "about")
    rules = _group(text, "complete_when")
    own = group_of(source, source.root, Place())
    areas = editing.areas_of(source)
    return OutlineForm(
        title=form_field(own, "course", "title", FieldKind.LINE, is_required=True),
        areas=tuple(
            AreaForm(
                key=key,
                title=form_field(
                    group_of(source, node, Place(part="areas", entry=key)),
                    f"areas.{key}",
                    "title",
                    FieldKind.LINE,
                    is_required=True,
                ),
                modules=editing.modules_in(source, node),
            )
            for key, node in areas
        ),
        rules=tuple(
            form_field(rules, "complete_when", key, FieldKind.CHOICE, choices=("", *choices))
            for key, choices in _RULES.items()
        ),
        about=tuple(form_field(about, "about", key, kind) for key, kind in _ABOUT.items()),
        authors=tuple(
            _author(group_of(source, node, Place(part="authors", entry=key)), key)
            for key, node in editing.authors_of(source)
        ),
    )


def _group(text: str, key: str) -> FormGroup:
    source = read_source(text)
    place, node = Place(part=key), editing.group_in(source, key)
    return group_of(source, node, place) if node else FormGroup(place=place, line=0, fields={})


def _author(group: FormGroup, key: str) -> EntryFields:
    fields = tuple(
        form_field(group, f"authors.{key}", each, FieldKind.LINE, is_required=each == "name")
        for each in editing.AUTHOR_KEYS
    )
    return EntryFields(name=f"authors.{key}", key=key, fields=fields)
