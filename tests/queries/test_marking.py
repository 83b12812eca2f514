"""The pages of markers: what they show, and what they cost."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.support.attempts import Taken
from tests.support.clinic import ADA, JONAS, MAREN, SVEN, actor_of, after
from tests.support.marking import TWO_MARKERS, answer_of, hand_in, mark, with_extended_question
from tests.support.statements import Statements
from trainer.errors import NotFound
from trainer.queries.marking_agreement import AgreementPage, agreement_page
from trainer.queries.marking_answer import answer_page, next_for
from trainer.queries.marking_queue import QueuePage, queue_page
from trainer.storage.database import Database
from trainer.storage.marking_rows import answers_within_reach

Count = Callable[[Database], AbstractContextManager[Statements]]


def queue(database: Database, who: str) -> QueuePage:
    with database.reading() as session:
        return queue_page(session, database, actor_of(database, who))


def agreement(database: Database, who: str) -> AgreementPage:
    with database.reading() as session:
        return agreement_page(session, database, actor_of(database, who), "care", "waiting", "waits")


def handed_in(database: Database) -> tuple[Taken, Taken]:
    one, other = (hand_in(database, actor_of(database, who), after(hours=2)) for who in (MAREN, JONAS))
    return one, other


def test_the_order_is_one_and_the_same_for_everybody(clinic: Database) -> None:
    with_extended_question(clinic)
    ids = sorted((answer_of(attempt) for attempt in handed_in(clinic)), key=lambda each: each.hex)

    for who in (SVEN, ADA):
        with clinic.reading() as session:
            found = answers_within_reach(session, actor_of(clinic, who))
            assert [answer.id for answer in found] == ids
            assert next_for(session, clinic, actor_of(clinic, who), ids[0]) == ids[1]
            assert next_for(session, clinic, actor_of(clinic, who), ids[1]) == ids[0]


def test_the_queue_counts_what_waits_for_whom(clinic: Database) -> None:
    with_extended_question(clinic, TWO_MARKERS)
    one, _ = handed_in(clinic)
    mark(one, actor_of(clinic, SVEN), ["stays"], after(hours=3))

    [of_sven], [of_ada] = queue(clinic, SVEN).questions, queue(clinic, ADA).questions
    assert (of_sven.yours, of_sven.others, of_sven.done) == (1, 1, 0)
    assert (of_ada.yours, of_ada.others, of_ada.done) == (2, 0, 0)

    mark(one, actor_of(clinic, ADA), ["stays", "notes", "calls"], after(hours=4))
    [row] = queue(clinic, SVEN).questions
    assert (row.yours, row.decisions, row.others, row.done, row.pairs) == (2, 1, 0, 0, 1)


def test_the_agreement_is_over_what_was_marked_twice(clinic: Database) -> None:
    with_extended_question(clinic, TWO_MARKERS)
    one, other = handed_in(clinic)
    for attempt, first, second in ((one, ["stays"], ["stays", "notes", "calls"]), (other, ["notes"], ["notes"])):
        mark(attempt, actor_of(clinic, SVEN), first, after(hours=3))
        mark(attempt, actor_of(clinic, ADA), second, after(hours=4))

    page = agreement(clinic, SVEN)

    assert (page.found.n, page.found.same, page.apart, page.is_few) == (2, 1, 1, True)
    assert sorted((int(pair.first), int(pair.second), pair.times) for pair in page.pairs) == [(1, 1, 1), (2, 4, 1)]
    # Means 1.5 and 2.5: the mean square apart is 2, by chance it would be 0.25 + 2.25 + 1.
    assert page.found.kappa == pytest.approx(1 - 2 / 3.5)


def test_a_question_that_nobody_answered_has_no_agreement(clinic: Database) -> None:
    with_extended_question(clinic)

    with pytest.raises(NotFound):
        agreement(clinic, SVEN)


def test_the_pages_take_as_many_statements_for_two_answers_as_for_one(
    clinic: Database, count_statements: Count
) -> None:
    with_extended_question(clinic, TWO_MARKERS)
    sven = actor_of(clinic, SVEN)
    found = []
    for who in (MAREN, JONAS):
        attempt = hand_in(clinic, actor_of(clinic, who), after(hours=2))
        queue(clinic, SVEN)  # texts are read once in a process
        counts = []
        with count_statements(clinic) as statements:
            queue(clinic, SVEN)
        counts.append(len(statements))
        with count_statements(clinic) as statements, clinic.reading() as session:
            answer_page(session, clinic, sven, answer_of(attempt))
        counts.append(len(statements))
        with count_statements(clinic) as statements:
            agreement(clinic, SVEN)
        counts.append(len(statements))
        found.append(counts)
        mark(attempt, sven, ["stays"], after(hours=3))

    assert found[0] == found[1] == [5, 9, 4]
