"""What an author sees before publishing: every draft, and what would come of it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.curriculum.document_titles import title_in
from trainer.curriculum.documents import kind_of
from trainer.curriculum.quality.course_quality import bank_in_words
from trainer.curriculum.quality.finding import Finding
from trainer.curriculum.rules_reach import Reach, asked_by, holding
from trainer.curriculum.text_differences import TextDifference
from trainer.problem import Problem, is_blocking
from trainer.queries.course_check import CheckedCourse, checked_course
from trainer.queries.draft_difference import text_beside
from trainer.queries.publications import PublicationRow, waiting_publications
from trainer.queries.touched import Touched, touched
from trainer.queries.writing import authored_course
from trainer.storage.database import Database
from trainer.storage.draft_rows import DraftRow, drafts_of
from trainer.storage.editions import PublishedDocument, documents_of, newest_edition
from trainer.storage.rules_rows import in_force, rules_rows, subjects_of, timeline

_MOST_SHOWN = 400
"""Lines of a difference beyond which it stands on a page of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftToPublish:
    """A draft. `difference` is None where it is too long for this page; `problems` are its own.

    `is_behind` tells that something was published since it was begun; `planned_for` when it, or an
    earlier version of it, is published anyway.
    """

    path: str
    kind: Kind
    title: str
    version: int
    saved_by: str
    saved_at: datetime
    is_new: bool
    is_behind: bool
    is_chosen: bool
    planned_for: datetime | None
    added: int
    removed: int
    difference: TextDifference | None
    problems: tuple[Problem, ...]
    touched: Touched


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingPage:
    """The drafts of a course, and what comes of publishing those that are chosen together.

    `elsewhere` are problems in documents that are not chosen and were not there when those were published;
    `known` is how many warnings were. `stumbling` is what a reader may stumble over, `bank` the questions of the course
    in sentences. `harder` says for whom a chosen course.yml asks for more, `asked` which running
    cohorts get new quizzes.
    """

    course: str
    edition: int
    drafts: tuple[DraftToPublish, ...]
    elsewhere: tuple[Problem, ...]
    known: int
    stumbling: tuple[Finding, ...]
    bank: tuple[str, ...]
    checked_at: datetime
    brings_rules: bool
    harder: tuple[Reach, ...]
    asked: tuple[Reach, ...]
    waiting: tuple[PublicationRow, ...]

    @property
    def chosen(self) -> tuple[DraftToPublish, ...]:
        """The drafts that would be published."""
        return tuple(draft for draft in self.drafts if draft.is_chosen)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with what would be published."""
        return (*(problem for draft in self.chosen for problem in draft.problems), *self.elsewhere)

    @property
    def stumbling_here(self) -> tuple[Finding, ...]:
        """What a reader may stumble over in what would be published."""
        return tuple(each for each in self.stumbling if each.file in {draft.path for draft in self.chosen})

    @property
    def stumbling_elsewhere(self) -> tuple[Finding, ...]:
        """What a reader may stumble over in the rest of the course."""
        return tuple(each for each in self.stumbling if each.file not in {draft.path for draft in self.chosen})

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops publishing."""
        return tuple(filter(is_blocking, self.problems))

    @property
    def behind(self) -> int:
        """How many chosen drafts have to be brought up first."""
        return sum(draft.is_behind for draft in self.chosen)

    @property
    def planned(self) -> int:
        """How many chosen drafts wait to be published already."""
        return sum(draft.planned_for is not None for draft in self.chosen)

    @property
    def warnings(self) -> int:
        """How many warnings a publisher has to say yes to."""
        return len(self.problems) - len(self.errors)


def publishing_page(
    session: Session, database: Database, actor: Actor, course: str, now: Now, chosen: Set[str] | None = None
) -> PublishingPage:
    """The drafts of a course, of which those at the paths `chosen` are to be published; None for all not yet planned.

    Thirteen statements at the most. Raises NotFound.
    """
    course_id = authored_course(session, actor, course)
    head, drafts = newest_edition(session, course), drafts_of(session, course_id)
    published = documents_of(session, head.edition_id) if head else {}
    waiting = waiting_publications(session, course_id)
    if chosen is None:
        chosen = drafts.keys() - {path for row in waiting for path, _ in row.versions}
    wanted = {path: draft for path, draft in drafts.items() if path in chosen}
    checked = checked_course(session, database, course, published, wanted, now)
    known = frozenset(database.library.edition(session, head.edition_id).problems if head else ())
    others = [problem for problem in checked.problems if problem.file not in wanted]
    people = touched(session, course_id, drafts, now)
    harder, asked = _reach(session, database, actor, course_id, checked, now)
    return PublishingPage(
        course=course,
        edition=head.number if head else 0,
        drafts=tuple(
            _draft(session, database, draft, published.get(path), checked, waiting, people, is_chosen=path in wanted)
            for path, draft in sorted(drafts.items(), key=_in_order)
        ),
        elsewhere=tuple(problem for problem in others if problem not in known),
        known=sum(problem in known for problem in others),
        stumbling=checked.quality.findings,
        bank=tuple(bank_in_words(checked.quality.bank)),
        checked_at=checked.at,
        brings_rules=checked.rules is not None,
        harder=harder,
        asked=asked,
        waiting=waiting,
    )


def _in_order(item: tuple[str, DraftRow]) -> tuple[int, str]:
    kinds = [Kind.COURSE, Kind.MODULE, Kind.QUIZ, Kind.CASE, Kind.GLOSSARY, Kind.BIBLIOGRAPHY, Kind.FIGURE, Kind.MEDIA]
    return kinds.index(kind_of(item[0])), item[0]


def _draft(
    session: Session,
    database: Database,
    draft: DraftRow,
    published: PublishedDocument | None,
    checked: CheckedCourse,
    waiting: tuple[PublicationRow, ...],
    people: Mapping[str, Touched],
    *,
    is_chosen: bool,
) -> DraftToPublish:
    difference = text_beside(session, database, published, draft)
    shown = sum(len(passage.lines) for passage in difference.passages if not passage.is_folded)
    plans = [row.due_at for row in waiting if draft.path in dict(row.versions)]
    return DraftToPublish(
        path=draft.path,
        kind=kind_of(draft.path),
        title=title_in(draft.path, draft.source),
        version=draft.version,
        saved_by=draft.author,
        saved_at=draft.at,
        is_new=published is None,
        is_behind=draft.based_on != (published.revision_id if published else None),
        is_chosen=is_chosen,
        planned_for=min(plans, default=None),
        added=difference.come,
        removed=difference.gone,
        difference=difference if shown <= _MOST_SHOWN else None,
        problems=tuple(problem for problem in checked.problems if problem.file == draft.path) if is_chosen else (),
        touched=people.get(draft.path) or Touched(),
    )


def _reach(
    session: Session, database: Database, actor: Actor, course_id: UUID, checked: CheckedCourse, now: Now
) -> tuple[tuple[Reach, ...], tuple[Reach, ...]]:
    """For whom the rules would be harder, and of whom new quizzes would be asked at once; nothing is written."""
    if checked.rules is None and not checked.added:
        return (), ()
    every = rules_rows(session, course_id)
    harder, asked = [], []
    for subject in subjects_of(session, course_id, actor.person_id):
        rows = every.get(subject.cohort_id or subject.enrolment_id or course_id, ())
        if all(row.first_day > now.today for row in rows):
            continue
        if checked.rules:
            found = holding(timeline(session, database.library, rows, now.today), checked.rules, None)
            if found.harder:
                harder.append(Reach(name=subject.name, first_day=found.first_day, harder=found.harder))
        rules = database.library.rules(session, in_force(rows, now.today))
        one = asked_by(subject.name, rules, checked.added, now.today)
        if one:
            asked.append(one)
    return tuple(dict.fromkeys(harder)), tuple(dict.fromkeys(asked))
