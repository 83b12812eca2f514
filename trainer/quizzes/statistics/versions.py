"""Puts the marks of attempts at several revisions of a quiz into one table, by version of each question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from trainer.quizzes.fingerprint import question_digest
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.statistics.marks import Asked, MarkTable, mark_table, table_of

_UNIT = 100  # marks are stored in whole hundredths


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The marks of an attempt in hundredths, by question; by number, the revision it saw and that of its key."""

    seen: int
    key: int
    ids: tuple[str, ...]
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A question as some revisions have it: what it asks, what is right, and its points.

    Versions of one question are numbered from 1, of `of`. Where they are pooled there is one, of the newest words.
    """

    column: str
    question: Question
    number: int
    of: int

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.common.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The table of marks, and what its columns are; `columns` has those of a revision and key by question id.

    `several` are the questions of which there are several versions, pooled or not.
    """

    versions: tuple[Version, ...]
    table: MarkTable
    columns: Mapping[tuple[int, int], Mapping[str, str]]
    several: frozenset[str]


def gather(quizzes: Mapping[int, Quiz], attempts: Sequence[Scored], *, pooled: bool) -> Gathered:
    """The table of attempts at the revisions of a quiz, which stand in their order.

    Versions stand in the order of the newest revision, those of questions that it lacks after them. A pooled
    question has the points of its newest version, to which earlier marks are scaled.
    """
    used = {(each.seen, each.key) for each in attempts}
    names = {pair: _identities(quizzes[pair[0]], quizzes[pair[1]]) for pair in used}
    known = _known(quizzes, names)
    columns = {
        pair: {question: _column(question, identity, known, pooled=pooled) for question, identity in each.items()}
        for pair, each in names.items()
    }
    versions = _versions(known, pooled=pooled)
    table = _table(versions, columns, names, attempts)
    order = {each: place for place, each in enumerate(_order(quizzes))}
    shown = sorted(versions, key=lambda version: (order.get(version.id, len(order)), version.number))
    several = frozenset(question for question, each in known.items() if len(each) > 1)
    return Gathered(versions=tuple(shown), table=table, columns=columns, several=several)


_Identity = tuple[str, Fraction]


def _identities(seen: Quiz, key: Quiz) -> Mapping[str, _Identity]:
    """What makes a question's version, by its id: what was asked, and the points by which it was scored."""
    points = {question.common.id: question.common.points for question in key.questions}
    return {
        question.common.id: (
            question_digest(seen.path, question),
            points.get(question.common.id, question.common.points),
        )
        for question in seen.questions
    }


def _known(
    quizzes: Mapping[int, Quiz], names: Mapping[tuple[int, int], Mapping[str, _Identity]]
) -> Mapping[str, Mapping[_Identity, Question]]:
    """The versions of every question in the order in which they came up, with their questions."""
    found: dict[str, dict[_Identity, Question]] = defaultdict(dict)
    places = {revision: place for place, revision in enumerate(quizzes)}
    for pair in sorted(names, key=lambda each: (places[each[0]], places[each[1]])):
        for question in quizzes[pair[0]].questions:
            identity = names[pair][question.common.id]
            common = replace(question.common, points=identity[1])
            found[question.common.id].setdefault(identity, replace(question, common=common))
    return found


def _column(
    question: str, identity: _Identity, known: Mapping[str, Mapping[_Identity, Question]], *, pooled: bool
) -> str:
    if pooled or len(known[question]) == 1:
        return question
    return f"{question}@{list(known[question]).index(identity) + 1}"


def _versions(known: Mapping[str, Mapping[_Identity, Question]], *, pooled: bool) -> tuple[Version, ...]:
    """In the order of their columns' names, in which marks are stored: such rows need not be put in order."""
    found = []
    for question, each in known.items():
        if pooled or len(each) == 1:
            found.append(Version(column=question, question=list(each.values())[-1], number=1, of=1))
        else:
            for number, words in enumerate(each.values(), start=1):
                found.append(Version(column=f"{question}@{number}", question=words, number=number, of=len(each)))
    return tuple(sorted(found, key=lambda version: version.column))


def _table(
    versions: Sequence[Version],
    columns: Mapping[tuple[int, int], Mapping[str, str]],
    names: Mapping[tuple[int, int], Mapping[str, _Identity]],
    attempts: Sequence[Scored],
) -> MarkTable:
    asked = [Asked(id=version.column, maximum=version.question.common.points) for version in versions]
    places = {each.id: place for place, each in enumerate(asked)}
    maxima = [each.maximum for each in asked]
    scales = {
        pair: {name: maxima[places[columns[pair][name]]] / (points or 1) for name, (_, points) in each.items()}
        for pair, each in names.items()
    }
    rows = _rows(len(asked), places, columns, attempts)
    if all(scale == 1 for each in scales.values() for scale in each.values()):
        return table_of(asked, rows, _UNIT)
    scaled = (_scaled(row, _scales(each, asked, columns, scales)) for each, row in zip(attempts, rows, strict=True))
    return mark_table(asked, scaled)


def _scaled(row: Sequence[int | None], scales: Sequence[Fraction]) -> list[Fraction | None]:
    return [None if mark is None else mark * scale for mark, scale in zip(row, scales, strict=True)]


def _scales(
    attempt: Scored,
    asked: Sequence[Asked],
    columns: Mapping[tuple[int, int], Mapping[str, str]],
    scales: Mapping[tuple[int, int], Mapping[str, Fraction]],
) -> list[Fraction]:
    pair = attempt.seen, attempt.key
    by_column = {columns[pair][question]: scale / _UNIT for question, scale in scales[pair].items()}
    return [by_column.get(each.id, Fraction(1, _UNIT)) for each in asked]


def _rows(
    width: int,
    places: Mapping[str, int],
    columns: Mapping[tuple[int, int], Mapping[str, str]],
    attempts: Iterable[Scored],
) -> Iterable[tuple[int | None, ...]]:
    found: dict[tuple[int, int, tuple[str, ...]], list[int]] = {}
    whole = list(range(width))
    for attempt in attempts:
        key = (attempt.seen, attempt.key, attempt.ids)
        if key not in found:
            names = columns[attempt.seen, attempt.key]
            found[key] = [places[names[question]] if question in names else -1 for question in attempt.ids]
        at = found[key]
        if at == whole:
            yield attempt.marks
            continue
        row: list[int | None] = [None] * width
        for place, mark in zip(at, attempt.marks, strict=True):
            if place >= 0:
                row[place] = mark
        yield tuple(row)


def _order(quizzes: Mapping[int, Quiz]) -> list[str]:
    """The ids of all questions, those of the newest revision first."""
    every = [question.common.id for quiz in reversed(list(quizzes.values())) for question in quiz.questions]
    return list(dict.fromkeys(every))
