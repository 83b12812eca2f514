"""Reads what passages are made of, and writes those of a course."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from trainer.curriculum import plain
from trainer.curriculum.course_pages import CoursePages
from trainer.curriculum.edition import EditionView
from trainer.curriculum.rendered_json import module_from_json, texts_from_json
from trainer.curriculum.searching_passages import (
    Passage,
    TakenApart,
    passages_of_module,
    passages_of_pages,
    passages_of_quiz,
    take_apart,
)
from trainer.curriculum.searching_vocabulary import to_text as vocabulary_to_text
from trainer.curriculum.searching_vocabulary import vocabulary_of
from trainer.curriculum.searching_words import stem, words_version
from trainer.quizzes.parsing import parse_quiz
from trainer.storage.adding import add_values
from trainer.storage.content import Rendering, Revision
from trainer.storage.passages import PassageRow, VocabularyRow
from trainer.storage.passages_index import count_anew

_BATCH: Final = 200  # texts read, or rows removed, at a time
_MANY: Final = 500  # rows, after which PostgreSQL is to look again


@dataclass(frozen=True, slots=True)
class IndexHead:
    """Of which edition a course's passages are, and which version of the search made them."""

    edition_id: UUID
    version: str


def index_heads(session: Session) -> Mapping[UUID, IndexHead]:
    """For each course what its passages were made of."""
    rows = session.execute(select(VocabularyRow.course_id, VocabularyRow.edition_id, VocabularyRow.version))
    return {row.course_id: IndexHead(row.edition_id, row.version) for row in rows}


def passages_of(session: Session, view: EditionView) -> Iterator[Passage]:
    """Every passage of an edition, read from what was rendered of it. Raises KeyError where that is not there."""
    modules = {view.rendered[module.path]: module for module in view.outline.modules()}
    for key, body in _bodies(session, [view.pages, *modules]):
        if key == view.pages:
            yield from passages_of_pages(plain.from_text(CoursePages, body))
        else:
            yield from passages_of_module(modules[key], module_from_json(body))
    outlines = {view.revisions[quiz.path].revision_id: quiz for quiz in view.outline.quizzes}
    texts = dict(_bodies(session, [view.rendered[quiz.path] for quiz in outlines.values()]))
    rows = session.execute(select(Revision.id, Revision.source).where(Revision.id.in_(outlines)))
    for row in rows:
        outline = outlines[row.id]
        quiz, _ = parse_quiz(outline.path, (row.source or b"").decode())
        if quiz:  # an edition of an older program may hold one that can no longer be read
            yield from passages_of_quiz(outline, quiz, texts_from_json(texts[view.rendered[outline.path]]))


@dataclass(frozen=True, slots=True)
class Prepared:
    """The passages of an edition as they are stored, by their fingerprints, and its vocabulary."""

    rows: Mapping[str, Mapping[str, object]]
    vocabulary: str


def prepare(passages: Iterable[Passage]) -> Prepared:
    """Take passages apart; it touches no database, and takes a while for a large course."""
    taken = [take_apart(passage) for passage in passages]
    rows = {each.passage.fingerprint: _row(each) for each in taken}
    return Prepared(rows, vocabulary_to_text(vocabulary_of(taken)))


def replace_passages(session: Session, course_id: UUID, edition_id: UUID, prepared: Prepared) -> None:
    """Make the passages of a course these, touching only rows that differ."""
    new = prepared.rows
    rows = session.execute(select(PassageRow.fingerprint, PassageRow.number).where(PassageRow.course_id == course_id))
    old = {row.fingerprint: row.number for row in rows}
    gone = [number for fingerprint, number in old.items() if fingerprint not in new]
    for start in range(0, len(gone) or 1, _BATCH):
        session.execute(delete(PassageRow).where(PassageRow.number.in_(gone[start : start + _BATCH])))
    fresh = [{**row, "course_id": course_id} for fingerprint, row in new.items() if fingerprint not in old]
    add_values(session, PassageRow, *fresh)
    if len(gone) + len(fresh) >= _MANY:
        count_anew(session.connection())
    session.execute(delete(VocabularyRow).where(VocabularyRow.course_id == course_id))
    add_values(
        session,
        VocabularyRow,
        {
            "course_id": course_id,
            "edition_id": edition_id,
            "version": words_version(),
            "body": prepared.vocabulary,
        },
    )


def _bodies(session: Session, keys: list[str]) -> Iterator[tuple[str, str]]:
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        found = {
            row.key: row.body
            for row in session.execute(select(Rendering.key, Rendering.body).where(Rendering.key.in_(batch)))
        }
        yield from ((key, found[key]) for key in batch)


def _row(taken: TakenApart) -> Mapping[str, object]:
    passage = taken.passage
    return {
        "fingerprint": passage.fingerprint,
        "kind": passage.kind.value,
        "owner": passage.owner,
        "place": passage.place,
        "title": passage.title,
        "text": passage.text,
        "digest": passage.digest,
        "title_stems": " ".join(map(stem, taken.title)),
        "text_stems": " ".join(map(stem, taken.text)),
    }
