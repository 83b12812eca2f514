"""The whole course as it would be with some drafts published, checked once for each content."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.addresses import links_of
from trainer.clock import Now
from trainer.curriculum.course import Kind, Rules
from trainer.curriculum.documents import kind_of
from trainer.curriculum.quality.course_quality import CourseQuality
from trainer.curriculum.rules_reach import AddedQuiz
from trainer.problem import Problem, is_blocking
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.revising import may_replace
from trainer.storage.database import Database
from trainer.storage.draft_rows import DraftRow
from trainer.storage.editions import PublishedDocument, earlier_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCourse:
    """A course as it would be: its problems, its rules, the quizzes that are new; when it was checked.

    `rules` are those of a course.yml that is drafted; `quality` is what a reader may stumble over.
    """

    problems: tuple[Problem, ...]
    quality: CourseQuality
    rules: Rules | None
    added: tuple[AddedQuiz, ...]
    at: datetime


def checked_course(
    session: Session,
    database: Database,
    course: str,
    published: Mapping[str, PublishedDocument],
    drafts: Mapping[str, DraftRow],
    now: Now,
) -> CheckedCourse:
    """Check what is published with the drafts in its place; what was checked once is kept by its content.

    The first time takes some tenths of a second for a course of twenty documents, and one statement more where
    quizzes are drafted.
    """

    def make() -> CheckedCourse:
        return _check(session, course, published, drafts, now)

    return database.library.keep(session, "course as it would be", content_digest(course, published, drafts), make)


def content_digest(course: str, published: Mapping[str, PublishedDocument], drafts: Mapping[str, DraftRow]) -> str:
    """What is equal for the same documents with the same drafts."""
    held = [f"{path} {document.fingerprint}" for path, document in published.items()]
    written = [f"{path} {draft.version} {hashlib.sha256(draft.source).hexdigest()}" for path, draft in drafts.items()]
    return hashlib.sha256("\n".join([course, *sorted(held), "", *sorted(written)]).encode()).hexdigest()


def _check(
    session: Session,
    course: str,
    published: Mapping[str, PublishedDocument],
    drafts: Mapping[str, DraftRow],
    now: Now,
) -> CheckedCourse:
    from trainer.curriculum.assembling import assemble  # noqa: PLC0415 (reads bibliographies)
    from trainer.curriculum.checking import check_course  # noqa: PLC0415 (renders: loaded by those who publish)
    from trainer.curriculum.quality.examining import examine  # noqa: PLC0415 (reads bibliographies)

    files = {path: document.content for path, document in published.items()}
    files |= {path: draft.source for path, draft in drafts.items()}
    checked = check_course(files, links_of(course))
    problems = {*checked.problems}
    if not any(map(is_blocking, problems)):
        problems.update(_unreplaceable(session, published, drafts))
    assembled = assemble(files)
    read = assembled.course()
    return CheckedCourse(
        problems=tuple(sorted(problems)),
        quality=examine(assembled),
        rules=read.file.rules if any(kind_of(path) is Kind.COURSE for path in drafts) else None,
        added=tuple(
            AddedQuiz(title=quiz.title, module=_key(quiz.module))
            for quiz in read.quizzes
            if quiz.path in drafts and quiz.path not in published
        ),
        at=now.at,
    )


def _key(module: str | None) -> str | None:
    return module.removeprefix("curriculum/").removesuffix(".md") if module else None


def _unreplaceable(
    session: Session, published: Mapping[str, PublishedDocument], drafts: Mapping[str, DraftRow]
) -> set[Problem]:
    """What keeps a drafted quiz from taking the place of any that it was before."""
    ids: dict[str, UUID] = {
        path: published[path].document_id for path in drafts if kind_of(path) is Kind.QUIZ and path in published
    }
    sources = earlier_sources(session, ids.values()) if ids else {}
    problems: set[Problem] = set()
    for path, document_id in ids.items():
        new, _ = parse_quiz(path, drafts[path].source.decode())
        for source in sources.get(document_id, ()):
            old, _ = parse_quiz(path, source.decode())
            problems.update(may_replace(old, new) if old and new else ())
    return problems
