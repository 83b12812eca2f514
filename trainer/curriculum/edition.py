"""What a worker keeps of an edition: its outline, its revisions, and where its pages lie ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trainer.curriculum.outline import Outline
from trainer.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRef:
    """A document's revision in an edition. Its author stands here by id: what people are called is not stored twice."""

    document_id: UUID
    revision_id: UUID
    kind: str
    number: int
    at: datetime
    author_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """An edition, ready for pages. `rendered` maps a document's path to the key of its rendering.

    `pages` is the key of its references, glossary and the words about it; `problems` are the warnings with
    which it was published.
    """

    number: int
    at: datetime
    outline: Outline
    revisions: Mapping[str, RevisionRef]
    rendered: Mapping[str, str]
    pages: str
    problems: tuple[Problem, ...]

    def path_of(self, revision_id: UUID) -> str | None:
        """The path of a revision's document, where this edition holds the revision."""
        return next((path for path, ref in self.revisions.items() if ref.revision_id == revision_id), None)
