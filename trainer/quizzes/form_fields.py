"""The fields with which a form shows a quiz and its questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from trainer.quizzes.certainty import Shown
from trainer.quizzes.editing_form import FormGroup, FormQuestion, QuizForm
from trainer.quizzes.editing_places import ENTRY_KEYS, LISTS, QUESTION_KEYS, TYPE_KEYS, Place
from trainer.quizzes.policy import Counts
from trainer.quizzes.questions.multiple_choice import Credit
from trainer.quizzes.quiz import Feedback, Page, Purpose


class FieldKind(StrEnum):
    """What is typed or chosen in a field."""

    TEXT = "text"
    LINE = "line"
    LINES = "lines"
    WHOLE = "whole"
    DECIMAL = "decimal"
    YES_NO = "yes-no"
    ONE_OF = "one-of"
    CHOICE = "choice"
    MANY = "many"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field: its name in the form, where its value stands, and what is written there as words.

    `choices` are what can be chosen, '' for leaving the key out. `is_required`: it may not be emptied.
    Of the fields of a list that are one of several, all have one name; each is sent as its own `value`. Of `MANY` any
    choices are taken, each a line of the words.
    """

    name: str
    place: Place
    key: str
    kind: FieldKind
    words: str
    choices: tuple[str, ...] = ()
    is_required: bool = False
    value: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFields:
    """The fields of an option, pair, item, other side or gap; `name` names it in the form."""

    name: str
    key: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFields:
    """A list of entries; `name` names it in the form."""

    name: str
    part: str
    entries: tuple[EntryFields, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFields:
    """A gap with its own fields, and with its options where it has some."""

    own: EntryFields
    options: ListFields | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFields:
    """Everything that a question's form holds."""

    own: tuple[FormField, ...]
    lists: tuple[ListFields, ...]
    gaps: tuple[GapFields, ...]

    def every(self) -> Iterator[FormField]:
        """All fields, in the form's order."""
        yield from self.own
        for gap in self.gaps:
            yield from gap.own.fields
        options = [gap.options for gap in self.gaps if gap.options]
        for listed in (*self.lists, *options):
            for entry in listed.entries:
                yield from entry.fields


_QUIZ: Final[dict[str, tuple[FieldKind, tuple[str, ...]]]] = {
    "title": (FieldKind.LINE, ()),
    "module": (FieldKind.LINE, ()),
    "purpose": (FieldKind.CHOICE, ("", *Purpose)),
    "gate": (FieldKind.YES_NO, ()),
    "page": (FieldKind.CHOICE, ("", *Page)),
    "pass_mark": (FieldKind.WHOLE, ()),
    "attempts": (FieldKind.WHOLE, ()),
    "wait_hours": (FieldKind.WHOLE, ()),
    "minutes": (FieldKind.WHOLE, ()),
    "grace_minutes": (FieldKind.WHOLE, ()),
    "opens": (FieldKind.LINE, ()),
    "closes": (FieldKind.LINE, ()),
    "counts": (FieldKind.CHOICE, ("", *Counts)),
    "draw": (FieldKind.WHOLE, ()),
    "shuffle": (FieldKind.CHOICE, ("", "true", "false")),
    "feedback": (FieldKind.CHOICE, ("", *Feedback)),
    "tries": (FieldKind.WHOLE, ()),
    "try_cost": (FieldKind.WHOLE, ()),
    "certainty": (FieldKind.CHOICE, ("", *Shown)),
    "certainty_right": (FieldKind.LINE, ()),
    "certainty_wrong": (FieldKind.LINE, ()),
}
_KINDS: Final = {
    "safety_critical": FieldKind.YES_NO,
    "correct": FieldKind.YES_NO,
    "points": FieldKind.DECIMAL,
    "tolerance": FieldKind.DECIMAL,
    "unit": FieldKind.LINE,
    "read_again": FieldKind.LINE,
    "cite": FieldKind.LINES,
    "accept": FieldKind.LINES,
    "objective": FieldKind.LINE,
    "hints": FieldKind.LINES,
    "values": FieldKind.LINES,
    "decimals": FieldKind.WHOLE,
    "least": FieldKind.WHOLE,
    "most": FieldKind.WHOLE,
    "none_from": FieldKind.WHOLE,
    "low": FieldKind.LINE,
    "high": FieldKind.LINE,
    "ratings": FieldKind.LINE,
    "at": FieldKind.LINE,
    "longest": FieldKind.WHOLE,
    "markers": FieldKind.WHOLE,
    "may_differ": FieldKind.DECIMAL,
}
_REQUIRED: Final = frozenset(
    {"title", "prompt", "text", "left", "right", "answer", "values", "panel", "most", "ratings", "at", "figure"}
)
_NOT_FIELDS: Final = frozenset({"id", "type", "gaps", "parts", *LISTS})
_OF_A_PART: Final = ("points", "prompt", "cite")
_OF_EVERY_TYPE: Final = ("objective", "safety_critical", "points", "prompt", "hints", "cite", "read_again")


def quiz_fields(form: QuizForm) -> tuple[FormField, ...]:
    """The fields of the quiz itself."""
    return tuple(_field(form.own, "quiz", key, kind, choices) for key, (kind, choices) in _QUIZ.items())


def question_fields(question: FormQuestion, objectives: Sequence[str]) -> QuestionFields:
    """The fields of a question; `objectives` are those that it may name."""
    own_keys = [*(_OF_A_PART if question.is_part else _OF_EVERY_TYPE), *TYPE_KEYS.get(question.type, frozenset())]
    keys = [key for key in QUESTION_KEYS if key in own_keys and key not in _NOT_FIELDS]
    own = [
        _own_field(question, key, objectives) for key in keys if not (key == "why" and question.type == "true-false")
    ]
    if question.type == "true-false":
        reasons = question.reasons or FormGroup(place=Place(question=question.key, part="why"), line=0, fields={})
        own += [_field(reasons, "why", key, FieldKind.TEXT, ()) for key in ENTRY_KEYS["why"]]
    lists = [part for part in LISTS if part in TYPE_KEYS.get(question.type, frozenset())]
    return QuestionFields(
        own=tuple(own),
        lists=tuple(_list(question, part, None) for part in lists),
        gaps=tuple(_gap(question, group) for group in question.gaps),
    )


def name_of(place: Place) -> str:
    """How a form names an entry, such as 'options.within-20', 'options@who.doctor' or 'gaps.who'."""
    gap = f"@{place.gap}" if place.gap is not None else ""
    return f"{place.part}{gap}.{place.entry}"


def place_named(question: str, name: str) -> Place:
    """The place that a form names, as `name_of` does, or a list without its entry."""
    head, _, entry = name.partition(".")
    part, at, gap = head.partition("@")
    return Place(question=question, part=part, entry=entry or None, gap=gap if at else None)


def _own_field(question: FormQuestion, key: str, objectives: Sequence[str]) -> FormField:
    if key == "objective" and objectives:
        written = _words(question.own, key)
        choices = ("", *objectives, *(() if written in ("", *objectives) else (written,)))
        return _field(question.own, "own", key, FieldKind.CHOICE, choices)
    if key == "credit":
        return _field(question.own, "own", key, FieldKind.CHOICE, ("", *Credit))
    if key == "answer" and question.type == "true-false":
        return _field(question.own, "own", key, FieldKind.CHOICE, ("true", "false"))
    if key == "answer" and question.type == "calculated":
        return _field(question.own, "own", key, FieldKind.LINE, ())
    if key == "answer":
        return _field(question.own, "own", key, FieldKind.DECIMAL, ())
    return _field(question.own, "own", key, _KINDS.get(key, FieldKind.TEXT), ())


def _list(question: FormQuestion, part: str, gap: str | None) -> ListFields:
    name, groups = f"{part}@{gap}" if gap is not None else part, question.entries_of(part, gap)
    has_one_right = part == "regions" or (part == "options" and (gap is not None or question.type == "single-choice"))
    rights = _rights(name, groups) if has_one_right else {}
    return ListFields(name=name, part=part, entries=tuple(_entry(group, part, rights) for group in groups))


def _entry(group: FormGroup, part: str, rights: Mapping[str, FormField]) -> EntryFields:
    name = name_of(group.place)
    fields = tuple(
        rights[name] if key == "correct" and rights else _field(group, name, key, _KINDS.get(key, FieldKind.TEXT), ())
        for key in ENTRY_KEYS[part]
        if key != "id"
    )
    return EntryFields(name=name, key=group.place.entry or "", fields=fields)


def _rights(name: str, groups: Sequence[FormGroup]) -> Mapping[str, FormField]:
    """Which option is right, as one field for all of them; none is chosen where the source names several."""
    names = tuple(name_of(group.place) for group in groups)
    right = [_words(group, "correct") for group in groups].count("true")
    fields = (form_field(group, name, "correct", FieldKind.ONE_OF, choices=names) for group in groups)
    return {
        own: replace(field, value=own, is_chosen=right == 1 and field.words == "true")
        for own, field in zip(names, fields, strict=True)
    }


def _gap(question: FormQuestion, group: FormGroup) -> GapFields:
    name, gap = name_of(group.place), group.place.entry or ""
    options = question.entries_of("options", gap)
    keys = () if options and "accept" not in group.fields else ("accept", "why")
    fields = tuple(_field(group, name, key, _KINDS.get(key, FieldKind.TEXT), ()) for key in keys)
    listed = _list(question, "options", gap) if options or "accept" not in group.fields else None
    return GapFields(own=EntryFields(name=name, key=gap, fields=fields), options=listed)


def form_field(
    group: FormGroup, prefix: str, key: str, kind: FieldKind, *, choices: Sequence[str] = (), is_required: bool = False
) -> FormField:
    """The field of a key in a group of keys; `prefix` names the group in the form."""
    return FormField(
        name=f"{prefix}.{key}",
        place=group.place,
        key=key,
        kind=kind,
        words=_words(group, key),
        choices=tuple(str(choice) for choice in choices),
        is_required=is_required,
    )


def _field(group: FormGroup, prefix: str, key: str, kind: FieldKind, choices: tuple[str, ...]) -> FormField:
    return form_field(group, prefix, key, kind, choices=choices, is_required=key in _REQUIRED)


def _words(group: FormGroup, key: str) -> str:
    found = group.fields.get(key, "")
    return found if isinstance(found, str) else "\n".join(found)
