"""The page on which the outline of a course is edited with a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.course_file import MODULE_PATH, module_path
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.document_titles import title_at_a_glance
from trainer.curriculum.outline_form import AreaForm, OutlineForm, read_outline_form
from trainer.problem import Problem
from trainer.queries.form_source import BrokenFormPage, FormSource, newest
from trainer.queries.requirements_form import PartLines, part_lines
from trainer.queries.writing import WritingPage, authored_course, course_with_drafts, writing_page
from trainer.queries.writing_preview import preview_of
from trainer.quizzes.editing_tree import CannotEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedModule:
    """A module by the name of its file; `title` is empty where there is no such file."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRows:
    """An area with the modules that it lists, and those of its folder that it does not list."""

    form: AreaForm
    modules: tuple[ListedModule, ...]
    others: tuple[ListedModule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineFormPage:
    """The outline as a form; `requirements` are what it asks for beside modules."""

    document: WritingPage
    seen: FormSource
    form: OutlineForm
    areas: tuple[AreaRows, ...]
    requirements: tuple[PartLines, ...]
    problems: tuple[Problem, ...]


def outline_form_page(
    session: Session, actor: Actor, course: str, seen: FormSource | None = None
) -> OutlineFormPage | BrokenFormPage:
    """The outline as a form: seven statements. `seen` is shown instead of the newest text. Raises NotFound."""
    document = writing_page(session, actor, course, COURSE_PATH)
    files = course_with_drafts(session, authored_course(session, actor, course), course)
    seen = seen or newest(document)
    try:
        form, requirements = read_outline_form(seen.text), part_lines(seen.text)
    except CannotEdit as error:
        return BrokenFormPage(document=document, line=error.line or 1, message=error.message)
    problems = preview_of({**files, COURSE_PATH: seen.text.encode()}, course, COURSE_PATH).problems
    areas = tuple(_area(area, files) for area in form.areas)
    return OutlineFormPage(
        document=document, seen=seen, form=form, areas=areas, requirements=requirements, problems=problems
    )


def _area(area: AreaForm, files: Mapping[str, bytes]) -> AreaRows:
    there = [found[2] for path in sorted(files) if (found := MODULE_PATH.fullmatch(path)) and found[1] == area.key]
    others = [name for name in there if name not in area.modules]
    return AreaRows(form=area, modules=_titled(area, area.modules, files), others=_titled(area, others, files))


def _titled(area: AreaForm, names: Sequence[str], files: Mapping[str, bytes]) -> tuple[ListedModule, ...]:
    sources = {name: files.get(module_path(f"{area.key}/{name}")) for name in names}
    return tuple(
        ListedModule(name=name, title="" if source is None else title_at_a_glance(source) or f"{name}.md")
        for name, source in sources.items()
    )
