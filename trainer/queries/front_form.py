"""The page on which the facts of a module (title, minutes, objectives …) are edited with a form."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import kind_of
from trainer.curriculum.front_editing import front_of
from trainer.curriculum.front_form import FrontForm, read_front_form
from trainer.curriculum.module_file import parse_module
from trainer.curriculum.phases import Phase
from trainer.errors import NotFound
from trainer.problem import Problem
from trainer.queries.form_source import BrokenFormPage, FormSource, newest
from trainer.queries.writing import WritingPage, writing_page
from trainer.quizzes.editing_tree import CannotEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontFormPage:
    """A module's facts as a form; `problems` are those of its front matter, `phases` those that there are."""

    document: WritingPage
    seen: FormSource
    title: str
    form: FrontForm
    problems: tuple[Problem, ...]
    phases: tuple[str, ...] = tuple(phase.value for phase in Phase)


def front_form_page(
    session: Session, actor: Actor, course: str, path: str, seen: FormSource | None = None
) -> FrontFormPage | BrokenFormPage:
    """A module's facts as a form: three statements. `seen` is shown instead of the newest text. Raises NotFound."""
    if kind_of(path) is not Kind.MODULE:
        raise NotFound("There is no such module.")
    document = writing_page(session, actor, course, path)
    seen = seen or newest(document)
    try:
        form = read_front_form(seen.text)
    except CannotEdit as error:
        return BrokenFormPage(document=document, line=error.line or 1, message=error.message)
    module, problems = parse_module(path, seen.text)
    last = front_of(seen.text).count("\n") + 2
    return FrontFormPage(
        document=document,
        seen=seen,
        title=module.title if module and module.title else path.rpartition("/")[2],
        form=form,
        problems=tuple(problem for problem in problems if problem.line <= last),
    )
