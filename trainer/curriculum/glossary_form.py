"""Shows a term of the glossary as a form needs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ruamel.yaml.nodes import MappingNode

from trainer.curriculum.glossary_editing import TERM_KEYS, is_without_terms, term_in
from trainer.quizzes.editing_form import FormGroup, group_of
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import read_source
from trainer.quizzes.form_fields import FieldKind, FormField, form_field

_KINDS: Final = {"term": FieldKind.LINE, "also": FieldKind.LINES, "definition": FieldKind.TEXT}


@dataclass(frozen=True, slots=True, kw_only=True)
class TermForm:
    """A term: its key, the line on which it begins, and its fields."""

    key: str
    line: int
    fields: tuple[FormField, ...]

    @property
    def words(self) -> dict[str, str]:
        """What stands in its fields, by key."""
        return {field.key: field.words for field in self.fields}


def terms_of(text: str) -> tuple[TermForm, ...]:
    """The terms that are groups of keys, in the author's order. Raises CannotEdit where the text is no YAML."""
    return () if is_without_terms(text) else tuple(_terms(text))


def new_term() -> TermForm:
    """The form of a term that is not there yet."""
    return _form("", FormGroup(place=Place(part="terms"), line=0, fields={}))


def _terms(text: str) -> Iterator[TermForm]:
    source = read_source(text)
    for field in source.fields(source.root):
        if isinstance(field.value, MappingNode):
            place = Place(part="terms", entry=field.key)
            yield _form(field.key, group_of(source, term_in(source, field.key), place), source.line(field.start))


def _form(key: str, group: FormGroup, line: int = 0) -> TermForm:
    fields = tuple(form_field(group, "term", each, _KINDS[each], is_required=each != "also") for each in TERM_KEYS)
    return TermForm(key=key, line=line, fields=fields)
