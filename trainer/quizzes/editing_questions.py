"""Adds, copies, moves and removes the questions of a quiz in its source."""

from collections.abc import Collection, Iterator

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trainer.quizzes.editing_entries import give_ids
from trainer.quizzes.editing_fields import Target
from trainer.quizzes.editing_groups import Group
from trainer.quizzes.editing_ids import fresh_id
from trainer.quizzes.editing_places import (
    QUIZ_KEYS,
    find_question,
    id_of,
    keys_of_question,
    lists_of,
    question_list,
)
from trainer.quizzes.editing_placing import Added, placing, taking_out_of
from trainer.quizzes.editing_rows import inserting, moving, rows
from trainer.quizzes.editing_scalars import Spot, spot_of, write_scalar
from trainer.quizzes.editing_templates import new_question
from trainer.quizzes.editing_tree import CannotEdit, Edit, Source, apply, read_source


def add_question(
    source: str, type_name: str, fields: Group, *, at: int | None = None, retired: Collection[str] = ()
) -> Added:
    """Add a question with ids of its own; `at` is its place counted from 0, the end where it is None.

    `fields` may give any field of the type but the ids; what is left out is empty. `retired` holds ids that
    were used once and must not come back. Raises CannotEdit, as all functions here do.
    """
    read = read_source(source)
    field = read.field(read.root, "questions")
    has_list = field is not None and isinstance(field.value, SequenceNode)
    question = new_question(type_name, fields, _question_ids(question_list(read)) if has_list else (), retired)
    edits = placing(read, Target(read.root, QUIZ_KEYS), "questions", question, at)
    return Added(apply(source, edits), str(question["id"]))


def duplicate_question(source: str, question: str, *, retired: Collection[str] = ()) -> Added:
    """Add a copy of a question right below it, in the same words, with new ids; gaps keep their names."""
    read = read_source(source)
    found = find_question(read, question)
    field = read.field(found.mapping, "id")
    if field is None or question.startswith("~"):
        raise CannotEdit("give this question an id of its own first", read.line(found.mapping.start_mark.index))
    new_id = fresh_id(str(field.value.value), {*_question_ids(found.sequence), *retired}, otherwise="question")
    edits = [_new_word(read, field.value, new_id)]
    taken = {*retired, *(key for keys in keys_of_question(read, found.mapping).values() for key in keys)}
    for node in _entry_ids(read, found.mapping):
        entry_id = fresh_id(str(node.value), taken, otherwise="entry")
        taken.add(entry_id)
        edits.append(_new_word(read, node, entry_id))
    row = rows(read, found.sequence)[found.place]
    start = row.start
    if not found.sequence.flow_style:
        start = read.line_start(read.dashes(found.sequence)[found.place])
    words = apply(read.text[: row.end], edits)[start:]
    placed = inserting(read, found.sequence, found.place + 1, words, is_apart=True)
    copied = apply(source, placed)
    is_whole = not any(key.startswith("~") for key in taken)
    return Added(copied if is_whole else give_ids(copied, new_id, retired=taken), new_id)


def move_question(source: str, question: str, to: int) -> str:
    """Bring a question to a place, counted from 0."""
    read = read_source(source)
    found = find_question(read, question)
    return apply(source, moving(read, found.sequence, found.place, to))


def shift_question(source: str, question: str, by: int) -> str:
    """Move a question down by some places, or up by a negative number."""
    read = read_source(source)
    found = find_question(read, question)
    return apply(source, moving(read, found.sequence, found.place, found.place + by))


def remove_question(source: str, question: str) -> str:
    """Take a question out; its id should be kept among the retired ones."""
    read = read_source(source)
    return apply(source, taking_out_of(read, Target(read.root, QUIZ_KEYS), "questions", find_question(read, question)))


def _question_ids(sequence: SequenceNode) -> set[str]:
    return {words for node in sequence.value if (words := id_of(node))}


def _entry_ids(source: Source, question: MappingNode) -> Iterator[Node]:
    for _, sequence in lists_of(source, question):
        for entry in sequence.value:
            if id_of(entry):
                yield next(value for key, value in entry.value if key.value == "id")


def _new_word(source: Source, node: Node, words: str) -> Edit:
    if not isinstance(node, ScalarNode):
        raise CannotEdit("an id is a word; mend it in the source", source.line(node.start_mark.index))
    start = int(node.start_mark.index)
    spot = spot_of(source, node, Spot(column=source.column(start), begin=0, body=0, is_flow=True))
    return Edit(start, source.end(node, start), write_scalar(words, spot).inline)
