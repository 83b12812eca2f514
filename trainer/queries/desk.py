"""The desk: every document of the courses that somebody may author, and what deserves a look."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.curriculum.edition import EditionView
from trainer.curriculum.reviewing import DocumentReview, Reviewed
from trainer.problem import Problem
from trainer.queries.bibliography_claims import Claims, ShakenClaim, shaken_claims
from trainer.queries.desk_rows import DraftMark, GivenUpRow, drafts_on, given_up_on, names_and_comments
from trainer.queries.reviewing import reviewed_documents
from trainer.quizzes.cases.case import slug_of
from trainer.storage.database import Database
from trainer.storage.editions import newest_editions
from trainer.storage.review_rows import reviews_of_courses


class DeskState(StrEnum):
    """What deserves a look. The first four exclude one another."""

    PUBLISHED = "published"
    DRAFT = "draft"
    BEHIND = "behind"
    NEW = "new"
    PROBLEMS = "problems"
    OVERDUE = "overdue"
    RETURNED = "returned"
    UNREVIEWED = "unreviewed"
    COMMENTS = "comments"
    CLAIMS = "claims"


class DeskOrder(StrEnum):
    """In which order documents stand."""

    COURSE = "course"
    EDITED = "edited"
    TITLE = "title"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which documents to show; all of them where nothing is asked for. `words` stand in the title or path."""

    kind: Kind | None = None
    state: DeskState | None = None
    words: str = ""
    order: DeskOrder = DeskOrder.COURSE

    @property
    def is_narrowed(self) -> bool:
        """Whether some documents may be left out."""
        return bool(self.kind or self.state or self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """One document. `revision` is 0 where it was never published; `module`, `quiz`, `case` name its page for learners.

    `review` is what its clinical reviews mean, None for what clinicians do not review; `comments` counts the open ones
    of readers.
    """

    path: str
    title: str
    kind: Kind
    states: tuple[DeskState, ...]
    revision: int
    edited_at: datetime
    edited_by: str
    draft: DraftMark | None
    review: DocumentReview | None
    problems: tuple[Problem, ...]
    claims: tuple[ShakenClaim, ...]
    comments: int
    module: str | None
    quiz: str | None
    case: str | None

    @property
    def map_slug(self) -> str:
        """By what the map of a branching case is named, published or not."""
        return slug_of(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCourse:
    """A course with the documents that were asked for, of `documents` in all."""

    slug: str
    title: str
    edition: int
    published_at: datetime
    rows: tuple[DeskRow, ...]
    documents: int
    drafts: int
    given_up: tuple[GivenUpRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """Every course that somebody may author; how many documents of each kind, and in each state, there are in all."""

    wanted: Wanted
    courses: tuple[DeskCourse, ...]
    kinds: Mapping[Kind, int]
    states: Mapping[DeskState, int]
    shown: int
    documents: int


def desk_page(session: Session, database: Database, actor: Actor, wanted: Wanted, now: Now) -> DeskPage:
    """The desk: five statements, however many documents and drafts there are; more where a source was just marked."""
    heads = [head for head in newest_editions(session) if actor.may(Permission.AUTHOR, course_id=head.course_id)]
    editions = [database.library.edition(session, head.edition_id) for head in heads]
    course_ids = [head.course_id for head in heads]
    authors = {ref.author_id for edition in editions for ref in edition.revisions.values()}
    names, comments = names_and_comments(session, authors, course_ids)
    drafts = drafts_on(session, course_ids)
    given_up = given_up_on(session, course_ids, now)
    reviews = reviews_of_courses(session, course_ids)
    resting = [
        shaken_claims(session, database, head, edition, drafts.get(head.course_id, {}))
        for head, edition in zip(heads, editions, strict=True)
    ]
    every = [
        (head, edition, _rows(edition, drafts.get(head.course_id, {}), names, reviews, claims, told, now.today))
        for head, edition, claims, told in zip(
            heads, editions, resting, [comments.get(head.course_id, {}) for head in heads], strict=True
        )
    ]
    courses = tuple(
        _course(edition, rows, wanted, len(drafts.get(head.course_id, {})), given_up.get(head.course_id, ()))
        for head, edition, rows in every
    )
    rows = [row for _, _, each in every for row in each]
    kinds, states = Counter(row.kind for row in rows), Counter(state for row in rows for state in row.states)
    return DeskPage(
        wanted=wanted,
        courses=courses,
        kinds={kind: kinds[kind] for kind in _KINDS if kinds[kind]},
        states={state: states[state] for state in DeskState},
        shown=sum(len(course.rows) for course in courses),
        documents=len(rows),
    )


def _course(
    edition: EditionView, rows: list[DeskRow], wanted: Wanted, drafts: int, given_up: tuple[GivenUpRow, ...]
) -> DeskCourse:
    return DeskCourse(
        slug=edition.outline.slug,
        title=edition.outline.title,
        edition=edition.number,
        published_at=edition.at,
        rows=tuple(_sorted((row for row in rows if _is_wanted(row, wanted)), wanted.order)),
        documents=len(rows),
        drafts=drafts,
        given_up=given_up,
    )


def _is_wanted(row: DeskRow, wanted: Wanted) -> bool:
    said = f"{row.title} {row.path}".casefold()
    return (
        (wanted.kind is None or row.kind is wanted.kind)
        and (wanted.state is None or wanted.state in row.states)
        and all(word in said for word in wanted.words.casefold().split())
    )


def _sorted(rows: Iterable[DeskRow], order: DeskOrder) -> list[DeskRow]:
    match order:
        case DeskOrder.COURSE:
            return list(rows)
        case DeskOrder.EDITED:
            return sorted(rows, key=lambda row: row.edited_at, reverse=True)
        case DeskOrder.TITLE:
            return sorted(rows, key=lambda row: (row.title.casefold(), row.path))
        case DeskOrder.REVIEW:
            return sorted(rows, key=lambda row: (row.review.due_on if row.review else None) or date.max)


_KINDS = (Kind.MODULE, Kind.QUIZ, Kind.CASE, Kind.COURSE, Kind.GLOSSARY, Kind.BIBLIOGRAPHY, Kind.FIGURE, Kind.MEDIA)


def _rows(
    edition: EditionView,
    drafts: Mapping[str, DraftMark],
    names: Mapping[UUID, str],
    reviews: Mapping[UUID, Sequence[Reviewed]],
    claims: Claims,
    comments: Mapping[str, int],
    today: date,
) -> list[DeskRow]:
    """Every document in the order of the course; what was never published stands last among its kind."""
    modules = {module.path: module for module in edition.outline.modules()}
    places = {path: place for place, path in enumerate(modules)}
    quizzes = {quiz.path: quiz for quiz in edition.outline.quizzes}
    cases = {case.path: case for case in edition.outline.cases}
    reviewed = {path: review for path, _, review in reviewed_documents(edition, reviews, today)}
    problems: dict[str, list[Problem]] = {}
    for problem in edition.problems:
        problems.setdefault(problem.file, []).append(problem)
    rows = []
    for path in {**edition.revisions, **drafts}:
        ref, draft = edition.revisions.get(path), drafts.get(path)
        module, quiz, case = modules.get(path), quizzes.get(path), cases.get(path)
        kind = Kind(ref.kind) if ref else draft.kind if draft else Kind.FIGURE
        name = path.rpartition("/")[2]
        titled = module or quiz or case
        title = titled.title if titled else draft.title if draft and draft.title else name
        found = tuple(problems.get(path, ()))
        row = DeskRow(
            path=path,
            title=title,
            kind=kind,
            states=(
                *_states(draft, ref.revision_id if ref else None, found, reviewed.get(path), today),
                *([DeskState.CLAIMS] if path in claims else []),
                *([DeskState.COMMENTS] if path in comments else []),
            ),
            revision=ref.number if ref else 0,
            edited_at=draft.at if draft else ref.at if ref else edition.at,
            edited_by=draft.author if draft else names.get(ref.author_id, "") if ref else "",
            draft=draft,
            review=reviewed.get(path),
            problems=found,
            claims=claims.get(path, ()),
            comments=comments.get(path, 0),
            module=module.key if module else None,
            quiz=quiz.slug if quiz else None,
            case=case.slug if case else None,
        )
        rows.append(row)
    return sorted(rows, key=lambda row: (_KINDS.index(row.kind), places.get(row.path, len(places)), row.path))


def _states(
    draft: DraftMark | None,
    published: UUID | None,
    problems: tuple[Problem, ...],
    review: DocumentReview | None,
    today: date,
) -> Iterable[DeskState]:
    if draft is None:
        yield DeskState.PUBLISHED
    elif published is None:
        yield DeskState.NEW
    else:
        yield DeskState.DRAFT if draft.based_on == published else DeskState.BEHIND
    if problems:
        yield DeskState.PROBLEMS
    if review is None:
        return
    if review.is_past_due(today):
        yield DeskState.OVERDUE
    if review.is_with_authors:
        yield DeskState.RETURNED
    elif not review.is_signed:
        yield DeskState.UNREVIEWED
