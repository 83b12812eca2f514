"""What a document is called, by what is written in it."""

import re
from typing import Final

from trainer.curriculum.course import Kind
from trainer.curriculum.documents import kind_of
from trainer.curriculum.module_file import parse_module
from trainer.quizzes.cases.parsing import parse_case
from trainer.quizzes.parsing import parse_quiz

_TITLE: Final = re.compile(rb"^title:[ \t]*(\S.*)$", re.MULTILINE)


def title_in(path: str, source: bytes) -> str:
    """The title of a module, quiz or case as it is written; words for others, and for what cannot be read its file."""
    match kind_of(path):
        case Kind.MODULE:
            module, _ = parse_module(path, source.decode("utf-8", "replace"))
            return module.title if module else title_of(path)
        case Kind.QUIZ:
            quiz, _ = parse_quiz(path, source.decode("utf-8", "replace"))
            return quiz.title if quiz else title_of(path)
        case Kind.CASE:
            found, _ = parse_case(path, source.decode("utf-8", "replace"))
            return found.title if found else title_of(path)
        case _:
            return title_of(path)


def title_of(path: str) -> str:
    """What a document is called by its path alone."""
    match kind_of(path):
        case Kind.COURSE:
            return "The course outline"
        case Kind.BIBLIOGRAPHY:
            return "The bibliography"
        case Kind.GLOSSARY:
            return "The glossary"
        case _:
            return path.rpartition("/")[2]


def title_at_a_glance(source: bytes) -> str:
    """What a document calls itself, as far as its lines tell without reading it all; empty where they do not."""
    found = _TITLE.search(source)
    return found[1].decode("utf-8", "replace").strip().strip("\"'") if found else ""
