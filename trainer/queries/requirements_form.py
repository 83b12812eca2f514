"""The pages on which authors edit with forms what a course asks for beside modules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.course_file import parse_course_file
from trainer.curriculum.evaluating import Choices, Occasion, asked_of
from trainer.curriculum.requirements import KINDS
from trainer.curriculum.requirements.requirement import Requirement
from trainer.curriculum.requirements_form import (
    RequirementForm,
    RequirementsForm,
    new_requirement,
    problems_at,
    read_requirements_form,
)
from trainer.errors import NotFound
from trainer.problem import Problem
from trainer.queries.form_source import BrokenFormPage, FormSource, newest
from trainer.queries.requirement_touched import TouchedBy, touched_by
from trainer.queries.requirements import TITLES
from trainer.queries.writing import WritingPage, authored_course, writing_page
from trainer.quizzes.editing_tree import CannotEdit
from trainer.quizzes.form_fields import FormField
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition

KIND_OF_PART: Final[Mapping[str, type[Requirement]]] = {kind.part: kind for kind in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementLine:
    """A requirement in the list: what it asks for in words, which are empty where it cannot be read."""

    key: str
    title: str
    asks: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLines:
    """The requirements of one part, and on what they rest."""

    part: str
    title: str
    rests_on: str
    lines: tuple[RequirementLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementsFormPage:
    """What a course asks for beside modules. An evaluation asks `questions`, of them one for each of `objectives`."""

    document: WritingPage
    seen: FormSource
    evaluation: FormField
    parts: tuple[PartLines, ...]
    questions: int
    objectives: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementFormPage:
    """A requirement as a form; without a key a new one. `at_field` are mistakes by field, `problems` its others.

    `asks` is what it asks for, in words.
    """

    document: WritingPage
    seen: FormSource
    form: RequirementForm
    kind_title: str
    rests_on: str
    asks: str
    touched: TouchedBy
    at_field: Mapping[str, str]
    problems: tuple[Problem, ...]


def requirements_form_page(
    session: Session, database: Database, actor: Actor, course: str, seen: FormSource | None = None
) -> RequirementsFormPage | BrokenFormPage:
    """All of them: four statements, more where an edition is read anew. `seen` is shown instead of the newest text.

    Raises NotFound.
    """
    document = writing_page(session, actor, course, COURSE_PATH)
    seen = seen or newest(document)
    try:
        form = read_requirements_form(seen.text)
    except CannotEdit as error:
        return BrokenFormPage(document=document, line=error.line or 1, message=error.message)
    head = newest_edition(session, course)
    outline = database.library.edition(session, head.edition_id).outline if head else None
    asked = asked_of(outline, Occasion.AFTER) if outline else ()
    return RequirementsFormPage(
        document=document,
        seen=seen,
        evaluation=form.evaluation,
        parts=part_lines(seen.text),
        questions=len(asked),
        objectives=sum(isinstance(each, Choices) and bool(each.about) for each in asked),
        problems=tuple(each for each in parse_course_file(COURSE_PATH, seen.text)[1] if _is_elsewhere(each, form)),
    )


def part_lines(text: str) -> tuple[PartLines, ...]:
    """What a text of course.yml asks for beside modules, part by part. Raises CannotEdit where forms cannot show it."""
    form = read_requirements_form(text)
    file, problems = parse_course_file(COURSE_PATH, text)
    asks = {each.item: each.asks for each in file.rules.requirements} if file else {}
    return tuple(
        PartLines(
            part=part,
            title=TITLES[KIND_OF_PART[part].kind],
            rests_on=KIND_OF_PART[part].rests_on,
            lines=tuple(
                RequirementLine(
                    key=each.key,
                    title=each.title,
                    asks=asks.get(_item(each), ""),
                    problems=tuple(problem for problem in problems if problem.line in each.lines),
                )
                for each in requirements
            ),
        )
        for part, requirements in form.parts.items()
    )


def requirement_form_page(
    session: Session, actor: Actor, course: str, part: str, key: str, seen: FormSource | None = None
) -> RequirementFormPage | BrokenFormPage:
    """A requirement as a form, a new one where `key` is empty: five statements. `seen` is shown instead of the newest
    text. Raises NotFound.
    """
    document = writing_page(session, actor, course, COURSE_PATH)
    seen = seen or newest(document)
    if part not in KIND_OF_PART:
        raise NotFound("There is no such page.")
    try:
        found = read_requirements_form(seen.text)
    except CannotEdit as error:
        return BrokenFormPage(document=document, line=error.line or 1, message=error.message)
    form = found.requirement(part, key) if key else new_requirement(part)
    if form is None:
        raise NotFound("There is no such requirement; it may have been taken out.")
    kind, item = KIND_OF_PART[part], _item(form)
    file, problems = parse_course_file(COURSE_PATH, seen.text)
    at_field, others = problems_at(form, problems)
    return RequirementFormPage(
        document=document,
        seen=seen,
        form=form,
        kind_title=TITLES[kind.kind],
        rests_on=kind.rests_on,
        asks=next((each.asks for each in file.rules.requirements if each.item == item), "") if file else "",
        touched=touched_by(session, authored_course(session, actor, course), item),
        at_field=at_field,
        problems=others,
    )


def _item(form: RequirementForm) -> str:
    return f"{KIND_OF_PART[form.part].kind}:{form.key}"


def _is_elsewhere(problem: Problem, form: RequirementsForm) -> bool:
    """Whether a mistake stands in no requirement; those are shown with it."""
    return not any(problem.line in each.lines for forms in form.parts.values() for each in forms)
