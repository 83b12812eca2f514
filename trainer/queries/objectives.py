"""Every objective: where it is taught, and how one did on it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from trainer.access import Actor
from trainer.addresses import links_of
from trainer.clock import Now
from trainer.curriculum.objectives import ObjectiveKey, TaughtObjective
from trainer.curriculum.outline import ModuleOutline
from trainer.curriculum.shares import Share, best_of, shares_of
from trainer.curriculum.state import attempts_at, terms_for
from trainer.queries.modules import ModuleRow, area_card
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.quizzes.as_scored import as_scored
from trainer.quizzes.attempts import shows_reasons
from trainer.quizzes.quiz import Quiz
from trainer.storage.content import Document
from trainer.storage.database import Database
from trainer.storage.learning import Attempt, Score
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveRow:
    """An objective of an open module.

    `taught` are sections by title and address, each with its module's title where that is another one; empty for the
    whole module. `latest` is the share of the last attempt submitted, None where that held no question on the
    objective; `best` the best share of any, None where nothing was tested yet.
    """

    text: str
    taught: tuple[tuple[str, str], ...]
    questions: int
    checks: int
    latest: Share | None
    best: Share | None

    @property
    def is_tested(self) -> bool:
        """Whether any attempt held a question on it."""
        return self.best is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleObjectives:
    """A module with its objectives; while it is closed they are not told, only how many there are."""

    row: ModuleRow
    area: int
    quiz: str | None
    attempts: int
    count: int
    objectives: tuple[ObjectiveRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivesPage:
    """The objectives of a course, by module; `weakest` are those that were tested, the weakest first."""

    course: CourseHead
    is_weakest_first: bool
    modules: tuple[ModuleObjectives, ...]
    weakest: tuple[tuple[ModuleObjectives, ObjectiveRow], ...]

    @property
    def keeps_points_back(self) -> bool:
        """Whether some points are not told yet."""
        every = [row for module in self.modules for row in module.objectives]
        return any(share.points is None for row in every for share in (row.latest, row.best) if share)


def objectives_page(
    session: Session, database: Database, actor: Actor, course: str, now: Now, *, weakest_first: bool
) -> ObjectivesPage:
    """The objectives of a course: three statements for a trainee, one for staff. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    outline = reader.edition.outline
    taught: dict[str, list[TaughtObjective]] = defaultdict(list)
    for objective in database.library.course_pages(session, reader.edition).objectives:
        taught[objective.module].append(objective)
    shares = _shares(session, database, reader, reader.enrolment.enrolment_id) if reader.enrolment else {}
    rows = {
        row.key: (index, row)
        for index, area in enumerate(outline.areas)
        for row in area_card(area, index, reader, now).modules
    }
    is_open = {key: row.is_open for key, (_, row) in rows.items()}
    modules = tuple(
        _module(reader, module, *rows[module.key], taught[module.key], shares.get(module.key, ()), is_open)
        for module in outline.modules()
    )
    tested = [(module, row) for module in modules for row in module.objectives if row.is_tested]
    tested.sort(key=lambda pair: (pair[1].latest or pair[1].best or _NOTHING).rank)
    return ObjectivesPage(course=reader.head, is_weakest_first=weakest_first, modules=modules, weakest=tuple(tested))


def _module(
    reader: Reader,
    module: ModuleOutline,
    area: int,
    row: ModuleRow,
    taught: Sequence[TaughtObjective],
    attempts: Sequence[Mapping[ObjectiveKey, Share]],
    is_open: Mapping[str, bool],
) -> ModuleObjectives:
    return ModuleObjectives(
        row=row,
        area=area,
        quiz=module.quiz.slug if module.quiz else None,
        attempts=len(attempts),
        count=len(taught),
        objectives=tuple(_row(reader, each, attempts, is_open) for each in taught) if row.is_open else (),
    )


def _row(
    reader: Reader,
    taught: TaughtObjective,
    attempts: Sequence[Mapping[ObjectiveKey, Share]],
    is_open: Mapping[str, bool],
) -> ObjectiveRow:
    key = (taught.module, taught.id)
    return ObjectiveRow(
        text=taught.text,
        taught=tuple(_links(reader, taught, is_open)),
        questions=taught.questions,
        checks=taught.checks,
        latest=attempts[-1].get(key) if attempts else None,
        best=best_of(attempt[key] for attempt in attempts if key in attempt),
    )


def _links(reader: Reader, taught: TaughtObjective, is_open: Mapping[str, bool]) -> Iterable[tuple[str, str]]:
    """Where it is taught, as far as the reader may go there."""
    outline = reader.edition.outline
    links = links_of(outline.slug)
    for key, section_id in taught.sections:
        module = outline.module(key)
        section = next((each for each in module.sections if each.id == section_id), None) if module else None
        if module and section and is_open[key]:
            title = section.title if key == taught.module else f"{module.title}: {section.title}"
            yield title, links.section_url(key, section_id)


def _shares(
    session: Session, database: Database, reader: Reader, enrolment_id: UUID
) -> Mapping[str, Sequence[Mapping[ObjectiveKey, Share]]]:
    """For each module the shares of the attempts submitted at its quiz, in order."""
    rows = run(session, _SUBMITTED, enrolment_id=enrolment_id).all()
    quizzes = database.library.quizzes(session, {each for row in rows for each in (row.revision_id, row.key_id)})
    modules = {module.quiz.path: module for module in reader.edition.outline.modules() if module.quiz}
    found: dict[str, list[Mapping[ObjectiveKey, Share]]] = defaultdict(list)
    for row in rows:
        module = modules.get(row.path)
        if module:
            marks = json.loads(row.marks)
            quiz = as_scored(quizzes[row.revision_id], quizzes[row.key_id], marks, row.maximum)
            tells = _tells_points(reader, module, quiz)
            found[module.key].append(shares_of(quiz, module.key, row.number, marks, tells_points=tells))
    return found


def _tells_points(reader: Reader, module: ModuleOutline, taken: Quiz) -> bool:
    """Points are told where the result of the attempt tells them: together with its reasons."""
    if module.quiz is None:
        return False
    reached = reader.standings.quiz(module.quiz.slug)
    attempts = attempts_at(module.quiz, reached)
    terms = replace(taken.terms, attempts=terms_for(module.quiz, reached).attempts)
    return shows_reasons(terms, attempts, is_submitted=True)


_NOTHING: Final = Share(attempt=0, questions=0, points=None, possible=None, is_full=False)
_LATER: Final = aliased(Score)
_SUBMITTED: Final = (
    select(
        Document.path,
        Attempt.number,
        Attempt.revision_id,
        Score.revision_id.label("key_id"),
        Score.maximum,
        Score.marks,
    )
    .join(Document, Attempt.document_id == Document.id)
    .join(Score, Score.attempt_id == Attempt.id)
    .where(
        Attempt.enrolment_id == bindparam("enrolment_id"),
        Score.number == select(func.max(_LATER.number)).where(_LATER.attempt_id == Score.attempt_id).scalar_subquery(),
    )
    .order_by(Document.path, Attempt.number)
)
