"""A branching case as its authors see it: its scenes as a map, and a way to try it with what is drafted."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.errors import NotFound
from trainer.problem import Problem, is_blocking
from trainer.queries.case_look import CaseLookPage, look_at
from trainer.queries.writing import authored_course, course_with_drafts
from trainer.queries.writing_preview import preview_of
from trainer.quizzes.cases.case import FOLDER, Branch, BranchingCase
from trainer.quizzes.cases.map import Map, map_of
from trainer.quizzes.cases.parsing import read_case
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMapPage:
    """A case with its drafts. `case` is None where the file cannot be read; it can be played where nothing blocks."""

    course: str
    slug: str
    path: str
    title: str
    case: BranchingCase | None
    map: Map | None
    problems: tuple[Problem, ...]

    @property
    def can_play(self) -> bool:
        """Whether it can be tried as it is."""
        return self.case is not None and not any(map(is_blocking, self.problems))

    def condition(self, branch: Branch) -> str:
        """When a choice leads there, in words; empty where always."""
        labels = {each.id: each.label for each in self.case.state} if self.case else {}
        parts = [f"{labels.get(key, key)} is at least {number}" for key, number in branch.at_least.items()]
        parts += [f"{labels.get(key, key)} is below {number}" for key, number in branch.below.items()]
        return " and ".join(parts)


def case_map_page(session: Session, actor: Actor, course: str, slug: str) -> CaseMapPage:
    """A case as a map, as it is drafted. Raises NotFound, also for whoever may not author the course."""
    files, path = _files(session, actor, course, slug)
    case, problems = read_case(path, files[path].decode("utf-8", "replace"))
    return CaseMapPage(
        course=course,
        slug=slug,
        path=path,
        title=case.title if case and case.title else slug,
        case=case,
        map=map_of(case) if case else None,
        problems=problems,
    )


def drafted_case_look(
    session: Session, database: Database, actor: Actor, course: str, slug: str, asked: Mapping[str, str]
) -> CaseLookPage | None:
    """A case as it is drafted, to be tried; None while mistakes keep it from being played. Raises NotFound."""
    files, path = _files(session, actor, course, slug)
    found = preview_of(files, course, path)
    head = newest_edition(session, course)
    if found.case is None or any(map(is_blocking, found.problems)) or head is None:
        return None
    return look_at(*found.case, database.library.edition(session, head.edition_id).outline, asked)


def _files(session: Session, actor: Actor, course: str, slug: str) -> tuple[Mapping[str, bytes], str]:
    course_id = authored_course(session, actor, course)
    files, path = course_with_drafts(session, course_id, course), f"{FOLDER}{slug}.yml"
    if path not in files:
        raise NotFound("There is no such case.")
    return files, path
