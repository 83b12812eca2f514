"""Reads glossary.yml."""

from collections.abc import Mapping
from typing import Final

from trainer.curriculum.course import Term
from trainer.curriculum.reviews import explain_reviews
from trainer.problem import Problem
from trainer.yaml_text import ID, Fields, Report, read_yaml

PATH: Final = "curriculum/glossary.yml"


def parse_glossary(path: str, text: str) -> tuple[Mapping[str, Term], tuple[Problem, ...]]:
    """Read the terms that can be read, by key, in the author's order. Problems are sorted."""
    report = Report(path)
    fields = read_yaml(text, report) if text.strip() else None
    keys = () if fields is None else fields.keys()
    terms = {key: term for key in keys if fields and (term := _read_term(fields, key))}
    return terms, explain_reviews(report.problems)


def _read_term(fields: Fields, key: str) -> Term | None:
    if not ID.match(key):
        fields.error(f"'{key}' is not an id; use lower-case letters, digits and hyphens", key)
        return None
    entry = fields.group(key, required=True)
    if entry is None:
        return None
    word = entry.words("term", cure=f"add 'term: {key.replace('-', ' ').capitalize()}'")
    also = tuple(other.text for other in entry.texts("also"))
    definition = entry.text("definition", cure="add 'definition: ...' with one or two sentences")
    entry.finish()
    return Term(key=key, term=word, also=also, definition=definition) if word and definition else None
