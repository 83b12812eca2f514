"""What rests on retracted or superseded sources, for the desk."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.curriculum.bibliography_citing import Citing, citings_of
from trainer.curriculum.documents import BIBLIOGRAPHY_PATH
from trainer.curriculum.edition import EditionView
from trainer.queries.desk_rows import DraftMark
from trainer.storage.database import Database
from trainer.storage.draft_rows import drafts_of, revision_text, saved_text
from trainer.storage.editions import EditionHead
from trainer.storage.published_texts import texts_of

_MARKED: Final = b"status"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShakenClaim:
    """A sentence that rests on a source which was retracted or superseded; `short` names the source."""

    citing: Citing
    key: str
    short: str
    status: str


Claims = Mapping[str, tuple[ShakenClaim, ...]]
"""Claims by the path of the document that makes them."""


def shaken_claims(
    session: Session, database: Database, head: EditionHead, edition: EditionView, drafts: Mapping[str, DraftMark]
) -> Claims:
    """Every such claim of a course, drafts in the place of what is published.

    No statement where nothing was published, saved or marked since this process last looked; else up to three.
    """
    source = _bibliography(session, database, head.course_id, edition, drafts.get(BIBLIOGRAPHY_PATH))
    if _MARKED not in source:
        return {}
    marked = hashlib.sha256(source).hexdigest()
    library = database.library
    found = library.keep(
        session,
        "shaken claims",
        f"{head.edition_id} {marked}",
        lambda: _claims(texts_of(session, head.edition_id), source),
    )
    if not drafts:
        return found

    def drafted() -> Claims:
        texts = drafts_of(session, head.course_id)
        return _claims({path: draft.source for path, draft in texts.items()}, source)

    versions = " ".join(_name(draft) for _, draft in sorted(drafts.items()))
    ours = library.keep(session, "shaken claims of drafts", f"{head.course_id} {marked} {versions}", drafted)
    return {path: claims for path, claims in found.items() if path not in drafts} | {**ours}


def _bibliography(
    session: Session, database: Database, course_id: UUID, edition: EditionView, draft: DraftMark | None
) -> bytes:
    """The newest text of the bibliography; nothing where there is none."""
    path, ref = BIBLIOGRAPHY_PATH, edition.revisions.get(BIBLIOGRAPHY_PATH)
    if draft:
        version = draft.version
        name = f"{course_id} {_name(draft)}"
        return database.library.keep(
            session, "draft of bibliography", name, lambda: saved_text(session, course_id, path, version) or b""
        )
    if ref is None:
        return b""
    revision = ref.revision_id
    return database.library.keep(
        session, "bibliography", str(revision), lambda: revision_text(session, course_id, path, revision) or b""
    )


def _name(draft: DraftMark) -> str:
    """What is equal for the same words of a draft."""
    return f"{draft.path} {draft.version} {draft.at.isoformat()}"


def _claims(files: Mapping[str, bytes], bibliography: bytes) -> Claims:
    """What these files claim on marked sources; those that name none of them are not even read."""
    from trainer.curriculum.assembling import assemble  # noqa: PLC0415 (reads bibliographies)
    from trainer.curriculum.citations import citations_of  # noqa: PLC0415 (writes sources in a style)

    citations = citations_of(bibliography.decode("utf-8", "replace"))
    marks = {key: mark for key in citations.in_order() if (mark := citations.mark(key))}
    names = [key.encode() for key in marks]
    naming = {
        path: content
        for path, content in files.items()
        if path.endswith((".md", ".yml")) and any(name in content for name in names)
    }
    found: dict[str, list[ShakenClaim]] = defaultdict(list)
    citings = citings_of(assemble(naming).course()) if naming else {}
    for key, mark in marks.items():
        for citing in citings.get(key, ()):
            claim = ShakenClaim(citing=citing, key=key, short=citations.short(key), status=mark.status)
            found[citing.path].append(claim)
    return {path: tuple(sorted(claims, key=lambda each: each.citing.line)) for path, claims in found.items()}
