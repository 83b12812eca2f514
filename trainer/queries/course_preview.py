"""What the preview of a whole course rests on, and the page on which it is chosen."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import reached
from trainer.curriculum.renderer_version import renderer_version
from trainer.errors import NotFound
from trainer.queries.desk_rows import drafts_on
from trainer.storage.database import Database
from trainer.storage.draft_rows import course_id_of, drafts_of
from trainer.storage.drafts import Draft
from trainer.storage.editions import documents_of, newest_edition


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedDraft:
    """A draft that can be in a preview."""

    path: str
    title: str
    kind: Kind
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedModule:
    """A module that the invented learner may have read, and its quiz."""

    key: str
    title: str
    quiz: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewForm:
    """What an author chooses from: drafts, and by area the modules and quizzes of the course as it is published."""

    course: str
    title: str
    drafts: tuple[PreviewedDraft, ...]
    areas: tuple[tuple[str, tuple[PreviewedModule, ...]], ...]
    quizzes: tuple[tuple[str, str], ...]


def preview_form(session: Session, database: Database, actor: Actor, course: str) -> PreviewForm:
    """The page on which a preview is chosen: three statements. Raises NotFound."""
    course_id = _authored(session, actor, course)
    head = newest_edition(session, course)
    drafts = drafts_on(session, [course_id]).get(course_id, {})
    outline = database.library.edition(session, head.edition_id).outline if head else None
    titles = {module.path: module.title for module in outline.modules()} if outline else {}
    titles |= {quiz.path: quiz.title for quiz in outline.quizzes} if outline else {}
    return PreviewForm(
        course=course,
        title=outline.title if outline else course,
        drafts=tuple(
            PreviewedDraft(path=path, title=draft.title or titles.get(path, path), kind=draft.kind, author=draft.author)
            for path, draft in sorted(drafts.items())
        ),
        areas=tuple(
            (
                area.title,
                tuple(
                    PreviewedModule(
                        key=module.key,
                        title=module.title,
                        quiz=(module.quiz.slug, module.quiz.title) if module.quiz else None,
                    )
                    for module in area.modules
                ),
            )
            for area in outline.areas
        )
        if outline
        else (),
        quizzes=tuple((quiz.slug, quiz.title) for quiz in outline.quizzes if quiz.module is None) if outline else (),
    )


def preview_name(session: Session, actor: Actor, course: str, choice: str, drafts: Collection[str] | None) -> str:
    """What names a preview: the same for the same person, choice and texts. Three statements.

    Raises NotFound.
    """
    course_id = _authored(session, actor, course)
    head = newest_edition(session, course)
    versions = session.execute(select(Draft.path, Draft.version).where(Draft.course_id == course_id)).all()
    said = [
        course,
        choice,
        str(head.edition_id) if head else "",
        renderer_version(),
        sorted([path, version] for path, version in versions if drafts is None or path in drafts),
    ]
    return f"{actor.person_id.hex}-{hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedFiles:
    """The files of a course as it would be. `unlisted` are drafts that the outline reaches by no module."""

    files: Mapping[str, bytes]
    unlisted: tuple[str, ...]


def previewed_files(session: Session, course: str, drafts: Collection[str] | None) -> PreviewedFiles:
    """The files of the newest edition, with the drafts that are in it in their place."""
    head = newest_edition(session, course)
    files = {path: each.content for path, each in documents_of(session, head.edition_id).items()} if head else {}
    course_id = course_id_of(session, course)
    written = drafts_of(session, course_id) if course_id else {}
    chosen = {path: draft.source for path, draft in written.items() if drafts is None or path in drafts}
    files |= chosen
    found = reached(files, frozenset(files))
    return PreviewedFiles(files=found, unlisted=tuple(sorted(chosen.keys() - found.keys())))


def _authored(session: Session, actor: Actor, course: str) -> UUID:
    course_id = course_id_of(session, course)
    if course_id is None or not actor.may(Permission.AUTHOR, course_id=course_id):
        raise NotFound("There is no such page.")
    return course_id
