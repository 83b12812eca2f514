"""Reads what every entry of a question has: a key by which answers name it, and a reason."""

from collections.abc import Sequence

from trainer.yaml_text import Fields, SourceText


def read_keys(entries: Sequence[Fields], taken: dict[str, int]) -> tuple[str, ...]:
    """The key of each entry: its id, or its place (`~1`) among the entries of the question.

    `taken` holds the keys met so far in the question with their lines, and is added to, so that an
    id stands once in a question even where its entries stand in several lists.
    """
    return tuple(_read_key(entry, taken) for entry in entries)


def _read_key(entry: Fields, taken: dict[str, int]) -> str:
    place = f"~{len(taken) + 1}"
    if not entry.has("id"):
        entry.warn(
            f"there is no id, so answers cannot be carried to a later text; add 'id: {place.replace('~', 'answer-')}' "
            "or a word of your own"
        )
        key = place
    else:
        key = entry.id() or place
    if key in taken:
        entry.error(f"the id '{key}' stands twice in this question (first in line {taken[key]}); change one", "id")
        key = place
    taken[key] = entry.line_of("id")
    return key


def read_why(fields: Fields) -> SourceText | None:
    """The reason that feedback gives; a missing one is worth a warning."""
    if not fields.has("why"):
        fields.warn("there is no reason; add 'why: ...' so that feedback can teach")
    return fields.text("why", required=False)


def refuse_twins(entries: Sequence[Fields], texts: Sequence[SourceText | None], key: str) -> None:
    """Report entries whose words are the same, since nobody could choose between them."""
    first: dict[str, int] = {}
    for entry, text in zip(entries, texts, strict=True):
        if text is None:
            continue
        line = first.setdefault(plain(text), text.line)
        if line != text.line:
            entry.error(f"this says the same as line {line}; change one of them", key)


def plain(text: SourceText) -> str:
    """Words without differences of case and white space, to tell whether two texts read the same."""
    return " ".join(text.text.casefold().split())
