"""A run of a branching case where it stands."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, require_own
from trainer.errors import NotFound
from trainer.queries.case_views import StageView, stage
from trainer.quizzes.cases.case import slug_of
from trainer.quizzes.cases.codes import coded, salt_of
from trainer.quizzes.cases.playing import play
from trainer.storage.case_rows import run_by_id
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRunPage:
    """A run as its person sees it: nothing of what comes later stands in it."""

    id: UUID
    course: str
    slug: str
    title: str
    number: int
    area: int
    stage: StageView


def case_run_page(session: Session, database: Database, actor: Actor, run_id: UUID, seen: int | None) -> CaseRunPage:
    """A run, by the revision with which it began. Raises NotFound for somebody else's.

    `seen` is after how many choices somebody goes on; where that is not where the run stands, what came of the last
    choice is shown.
    """
    found = run_by_id(session, run_id)
    if found is None:
        raise NotFound("There is no such run.")
    require_own(actor, found.person_id)
    case = database.library.case(session, found.revision_id)
    edition = database.library.edition(session, found.edition_id)
    played = play(case, found.variation, found.choices)
    choices = coded(played.scene, salt_of(found.id, found.revision_id))
    outline = edition.outline.case(slug_of(found.path))
    areas = [index for index, area in enumerate(edition.outline.areas) if outline and area.id in outline.areas[:1]]
    return CaseRunPage(
        id=found.id,
        course=found.course,
        slug=slug_of(found.path),
        title=case.title,
        number=found.number,
        area=areas[0] if areas else 0,
        stage=stage(
            played,
            database.library.rendered_texts(session, edition, found.path),
            edition.outline,
            choices.items(),
            goes_on=seen == len(found.choices),
        ),
    )
