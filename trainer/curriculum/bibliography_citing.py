"""Finds every place of a course that cites a source, and what is claimed there."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from trainer.curriculum.bibliography_claims import claim_at, plain_claim, shortened
from trainer.curriculum.course import Course, Module
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.exercises import KINDS as EXERCISES
from trainer.curriculum.exercises.prose import exercise_prose
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.source_pieces import Fence, Line, cut
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.questions.question import Question
from trainer.yaml_text import SourceText

_CITATION: Final = re.compile(r"\\.|\[\s*(?P<keys>@[^\[\]]{0,2000})\](?!\()", re.DOTALL)
_TICKS: Final = re.compile(r"(?<!\\)`+|(?<=\\`)`+")
_KEY: Final = re.compile(r"\s*@([A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?)\s*")
_KEPT: Final = 5000  # texts: what is found in one takes some 1 KB


class Where(StrEnum):
    """What kind of place cites a source."""

    SECTION = "section"
    CHECK = "check"
    QUESTION = "question"
    SCENE = "scene"
    TERM = "term"
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """One place: the document with its title, the line, and the sentence that rests on the source.

    `part` is the id of the section, check, question, scene or term, and `part_title` what it is called; both are
    empty for what stands before a module's first section.
    """

    where: Where
    path: str
    title: str
    line: int
    part: str
    part_title: str
    claim: str


def citings_of(course: Course) -> Mapping[str, tuple[Citing, ...]]:
    """Every place by the key that it cites, in the order of the course; keys may be those of no source."""
    found: dict[str, list[Citing]] = defaultdict(list)
    for key, citing in _all(course):
        if citing not in found[key]:
            found[key].append(citing)
    return {key: tuple(each) for key, each in found.items()}


def _all(course: Course) -> Iterator[tuple[str, Citing]]:
    listed = [key for area in course.file.areas for key in area.modules if key in course.modules]
    for key in dict.fromkeys([*listed, *course.modules]):
        yield from _in_module(course.modules[key])
    for quiz in course.quizzes:
        for number, question in enumerate(quiz.questions, start=1):
            title = f"Question {number}"
            yield from _in_question(question, Where.QUESTION, quiz.path, quiz.title, title)
    for case in course.cases:
        yield from _in_case(case)
    for term in course.glossary.values():
        yield from _in_texts([term.definition], Where.TERM, GLOSSARY_PATH, "Glossary", term.key, term.term)
    about = course.file.about
    texts = [text for text in (about.is_not, about.help) if text]
    yield from _in_texts(texts, Where.ABOUT, COURSE_PATH, "About this course", "", "")


def _in_module(module: Module) -> Iterator[tuple[str, Citing]]:
    opening = [text for text in (module.content_note, module.opening) if text]
    yield from _in_texts(opening, Where.SECTION, module.path, module.title, "", "")
    for section in module.sections:
        yield from _in_texts(
            [section.source], Where.SECTION, module.path, module.title, section.id, plain_claim(section.title)
        )
    for question in module.checks.values():
        yield from _in_question(question, Where.CHECK, module.path, module.title, "Knowledge check")


def _in_case(case: BranchingCase) -> Iterator[tuple[str, Citing]]:
    around = [case.about, *((case.content_note,) if case.content_note else ()), case.debrief]
    yield from _in_texts(around, Where.SCENE, case.path, case.title, "", "")
    for scene in case.scenes:
        told = [scene.room, *((scene.says,) if scene.says else ())]
        told += [text for each in scene.choices for text in (each.text, each.consequence, each.why)]
        yield from _in_texts(told, Where.SCENE, case.path, case.title, scene.id, scene.title)


def _in_question(
    question: Question, where: Where, path: str, title: str, part_title: str
) -> Iterator[tuple[str, Citing]]:
    common = question.common
    yield from _in_texts([common.prompt, *question.texts()], where, path, title, common.id, part_title)
    claim = shortened(plain_claim(common.prompt.text))
    for key in common.cite:
        yield (
            key.text,
            Citing(
                where=where, path=path, title=title, line=key.line, part=common.id, part_title=part_title, claim=claim
            ),
        )


def _in_texts(
    texts: Iterable[SourceText], where: Where, path: str, title: str, part: str, part_title: str
) -> Iterator[tuple[str, Citing]]:
    for text in texts:
        for key, line, claim in cited_in(text):
            yield (
                key,
                Citing(where=where, path=path, title=title, line=line, part=part, part_title=part_title, claim=claim),
            )


@lru_cache(_KEPT)
def cited_in(source: SourceText) -> tuple[tuple[str, int, str], ...]:
    """What a text cites: key, line and claim of each. Code, fenced blocks but exercises, and comments cite nothing."""
    if "@" not in source.text:
        return ()
    text = _without_code(_without_blocks(source))
    found = []
    for citation in _CITATION.finditer(text):
        if citation["keys"]:
            line = source.line + text.count("\n", 0, citation.start())
            claim = claim_at(text, citation.start(), citation.end())
            keys = (_KEY.fullmatch(part) for part in citation["keys"].split(";"))
            found += [(key[1], line, claim) for key in keys if key]
    return tuple(found)


def _without_blocks(source: SourceText) -> str:
    """The text with its fences and comments as empty lines, so that every line keeps its place.

    What an exercise says stays, value by value.
    """
    lines = [""] * (source.text.count("\n") + 1)
    for piece in cut(source.text):
        if isinstance(piece, Line):
            lines[piece.number - 1] = piece.text
        elif isinstance(piece, Fence) and piece.info in EXERCISES and not piece.prefix:
            lines[piece.number : piece.last - 1] = exercise_prose(piece.content)
    return "\n".join(lines)


def _without_code(text: str) -> str:
    """The text with spaces in the place of its code spans."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    alike: dict[int, list[int]] = defaultdict(list)
    for start, end in runs:
        alike[end - start].append(start)
    parts, done = [], 0
    for start, end in runs:
        closings = alike[end - start]
        index = bisect_left(closings, end)
        if start >= done and index < len(closings):
            until = closings[index] + end - start
            parts += [text[done:start], re.sub(r"[^\n]", " ", text[start:until])]
            done = until
    return "".join([*parts, text[done:]])
