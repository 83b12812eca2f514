"""Reads a module's file."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from trainer.curriculum.course import Module, Objective
from trainer.curriculum.course_file import MODULE_PATH
from trainer.curriculum.headings import propose_id
from trainer.curriculum.module_body import read_body
from trainer.curriculum.phases import Phase
from trainer.curriculum.reviews import explain_reviews
from trainer.problem import Problem
from trainer.yaml_text import Fields, Report, SourceText, nearest, read_yaml

_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*\Z")


def parse_module(path: str, text: str) -> tuple[Module | None, tuple[Problem, ...]]:
    """Read a module; None where its front matter cannot be read. Problems are sorted.

    A module with mistakes is returned as far as it goes, so that it can be previewed. Raises ValueError
    where `path` is not 'curriculum/AREA/NAME.md'.
    """
    place = MODULE_PATH.fullmatch(path)
    if not place:
        raise ValueError(f"not the path of a module: {path}")
    report = Report(path)
    front = _split(text, report)
    fields = read_yaml(front.yaml, report, first_line=2) if front else None
    if front is None or fields is None:
        return None, explain_reviews(report.problems)
    facts = _read_front(fields)
    body = read_body(front.body, front.body_line, report)
    module = Module(
        key=f"{place[1]}/{place[2]}",
        path=path,
        area=place[1],
        title=facts.title,
        code=facts.code,
        minutes=facts.minutes,
        phases=facts.phases,
        objectives=facts.objectives,
        requires=facts.requires,
        review_by=facts.review_by,
        content_note=facts.content_note,
        opening=body.opening,
        sections=body.sections,
        checks=body.checks,
    )
    return module, explain_reviews(report.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    yaml: str
    body: str
    body_line: int


def _split(text: str, report: Report) -> _Split | None:
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        report.error(1, "a module begins with its front matter; write '---' here, the keys below it, then '---' again")
        return None
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return _Split(
                yaml="\n".join(lines[1:index]) + "\n", body="\n".join(lines[index + 1 :]), body_line=index + 2
            )
    report.error(1, "the front matter is never closed; write '---' on a line of its own after its last key")
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Front:
    title: str
    code: str
    minutes: int
    phases: tuple[Phase, ...]
    objectives: tuple[Objective, ...]
    requires: tuple[str, ...]
    review_by: date | None
    content_note: SourceText | None


def _read_front(fields: Fields) -> _Front:
    front = _Front(
        title=fields.words("title"),
        code=fields.words("code", cure="add 'code: ...' with a short code such as P2"),
        minutes=fields.integer("minutes", 0, least=1, most=1000, required=True) or 0,
        phases=_read_phases(fields),
        objectives=_read_objectives(fields),
        requires=_read_requires(fields),
        review_by=fields.date("review_by"),
        content_note=fields.text("content_note", required=False),
    )
    fields.finish()
    return front


def _read_phases(fields: Fields) -> tuple[Phase, ...]:
    known = [phase.value for phase in Phase]
    found: set[str] = set()
    for phase in fields.texts("phases"):
        if phase.text in known:
            found.add(phase.text)
        else:
            fields.report.error(phase.line, f"'{phase.text}' is not a phase; {nearest(phase.text, known)}")
    return tuple(phase for phase in Phase if phase.value in found)


def _read_objectives(fields: Fields) -> tuple[Objective, ...]:
    entries = fields.groups("objectives", required=True, cure="add 'objectives:' with a list of ids and texts below")
    if fields.has("objectives") and not entries:
        fields.error("there are no objectives; add one such as '- {id: explain, text: Explain ...}'", "objectives")
    first: dict[str, int] = {}
    objectives = []
    for entry in entries:
        words = entry.words("text")
        if not entry.has("id"):
            proposed = propose_id(words, first, "objective")
            entry.error(f"'id' is missing; add 'id: {proposed}'")
        objective_id = entry.id()
        entry.finish()
        if objective_id in first:
            entry.error(f"the id '{objective_id}' stands twice (first in line {first[objective_id]}); change one")
        elif objective_id and words:
            first[objective_id] = entry.line
            objectives.append(Objective(id=objective_id, text=words))
    return tuple(objectives)


def _read_requires(fields: Fields) -> tuple[str, ...]:
    keys: list[str] = []
    for key in fields.texts("requires"):
        if not _KEY.match(key.text):
            fields.report.error(
                key.line, f"'{key.text}' does not name a module; write 'area/name', such as 'pharmacology/routes'"
            )
        elif key.text in keys:
            fields.report.error(key.line, f"'{key.text}' is required twice; keep one")
        else:
            keys.append(key.text)
    return tuple(keys)
