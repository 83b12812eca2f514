"""A wrong key is mended: results are scored anew, none is lowered unasked, and everything stays on record."""

import pytest
from sqlalchemy import select

from tests.support.attempts import taken
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.trainees import find
from tests.support.wrong_key import QUIZ, WrongKey, wrong_key
from trainer.access import PLATFORM, Actor
from trainer.actions import folding
from trainer.actions.rescoring import correct
from trainer.errors import Invalid, NotFound, Stale
from trainer.quizzes.rescoring import KeyPolicy
from trainer.storage.correcting import Correction
from trainer.storage.learning import Completion, Score
from trainer.storage.mailing import Notice

ANNA, BEN, CORA, DAN, EVE = "Anna", "Ben", "Cora", "Dan", "Eve"
FIRST = {
    ANNA: [(1, 500, 500, True)],
    BEN: [(1, 400, 500, True)],
    CORA: [(1, 300, 500, False)],
    DAN: [(1, 400, 500, True)],
    EVE: [(1, 400, 500, True)],
}


@pytest.fixture
def quiz(templates: Templates) -> WrongKey:
    """Five results by a wrong key, and one attempt that is open."""
    return wrong_key(templates)


SECOND = {
    (KeyPolicy.BOTH, None): {BEN: (2, 500, 500, True), CORA: (2, 400, 500, True)},
    (KeyPolicy.NEW, None): {BEN: (2, 500, 500, True), CORA: (2, 400, 500, True)},
    (KeyPolicy.NEW, 2): {
        ANNA: (2, 400, 500, True),
        BEN: (2, 500, 500, True),
        CORA: (2, 400, 500, True),
        DAN: (2, 300, 500, False),
    },
    (KeyPolicy.DROP, None): {
        ANNA: (2, 400, 400, True),
        BEN: (2, 400, 400, True),
        CORA: (2, 300, 400, False),
        EVE: (2, 400, 400, True),
    },
    (KeyPolicy.ALL, None): {BEN: (2, 500, 500, True), CORA: (2, 400, 500, True), EVE: (2, 500, 500, True)},
}


@pytest.mark.parametrize(("policy", "lowers"), SECOND)
def test_those_whose_result_changes_get_another_score_and_the_first_one_stays(
    quiz: WrongKey, policy: KeyPolicy, lowers: int | None
) -> None:
    quiz.correct(policy, lowers=lowers)

    second = SECOND[policy, lowers]
    for name, first in FIRST.items():
        assert quiz.scores(name) == [*first, *([second[name]] if name in second else [])]


def test_whoever_passes_by_it_is_complete_and_told_and_standings_are_those_of_the_facts(quiz: WrongKey) -> None:
    quiz.correct(KeyPolicy.BOTH)

    cora = find(quiz.database, CORA)
    assert cora.standings(november(6)).quiz("third").is_passed
    with quiz.database.reading() as session:
        told = session.execute(select(Notice.person_id, Notice.kind, Notice.path)).all()
        passed = session.scalars(select(Completion.item).where(Completion.person_id == cora.actor.person_id)).all()
    corrected = {(row.person_id, row.path) for row in told if row.kind == "corrected"}
    assert corrected == {
        (find(quiz.database, name).actor.person_id, f"attempts/{quiz.attempts[name]}/result") for name in (BEN, CORA)
    }
    assert passed == ["module:practice/third"]
    assert list(folding.verify(quiz.database, november(6))) == []


def test_the_look_beforehand_is_what_happens_to_the_last_row(quiz: WrongKey) -> None:
    shown = quiz.page(KeyPolicy.NEW).shown
    assert shown is not None
    assert [
        (each.name, int(each.points_then * 100), int(each.maximum_then * 100), each.passes_then)
        for each in shown.changes
    ] == [
        (ANNA, 400, 500, True),
        (BEN, 500, 500, True),
        (CORA, 400, 500, True),
        (DAN, 300, 500, False),
    ]

    quiz.correct(KeyPolicy.NEW, lowers=2)

    with quiz.database.reading() as session:
        rows = session.scalars(select(Score).where(Score.correction_id.is_not(None))).all()
    then = {(each.attempt_id, each.points, each.maximum, each.is_passed) for each in rows}
    assert then == {
        (each.attempt_id, int(each.points_then * 100), int(each.maximum_then * 100), each.passes_then)
        for each in shown.changes
    }


@pytest.mark.parametrize("typed", [1, 3, -1])
def test_results_are_lowered_only_by_their_number(quiz: WrongKey, typed: int) -> None:
    with pytest.raises(Invalid, match="Type 2 to lower"):
        quiz.correct(KeyPolicy.NEW, lowers=typed)

    assert quiz.scores(DAN) == FIRST[DAN]


def test_a_completion_stands_when_its_result_is_lowered(quiz: WrongKey) -> None:
    dan = find(quiz.database, DAN)

    quiz.correct(KeyPolicy.NEW, lowers=2)

    with quiz.database.reading() as session:
        items = session.scalars(select(Completion.item).where(Completion.person_id == dan.actor.person_id)).all()
    assert items == ["module:practice/third"]
    assert "module:practice/third" not in dan.unmet(november(6))


def test_the_same_form_twice_corrects_once(quiz: WrongKey) -> None:
    decided = quiz.decide(KeyPolicy.BOTH)
    for _ in range(2):
        correct(quiz.database, PLATFORM, "tiny", QUIZ, "first", decided, november(6))

    with quiz.database.reading() as session:
        assert len(session.scalars(select(Correction)).all()) == 1
    assert len(quiz.scores(BEN)) == 2


def test_another_decision_from_an_old_page_is_refused(quiz: WrongKey) -> None:
    old = quiz.decide(KeyPolicy.ALL)
    quiz.correct(KeyPolicy.BOTH)

    with pytest.raises(Stale):
        correct(quiz.database, PLATFORM, "tiny", QUIZ, "first", old, november(6))

    assert quiz.scores(EVE) == FIRST[EVE]


def test_what_somebody_hands_in_meanwhile_is_looked_at_first(quiz: WrongKey) -> None:
    decided = quiz.decide(KeyPolicy.BOTH)
    find(quiz.database, "Finn").submit(quiz.attempts["Finn"], november(6))

    with pytest.raises(Stale):
        correct(quiz.database, PLATFORM, "tiny", QUIZ, "first", decided, november(6))

    assert quiz.scores(BEN) == FIRST[BEN]


def test_an_attempt_that_was_open_is_corrected_when_it_is_handed_in(quiz: WrongKey) -> None:
    quiz.correct(KeyPolicy.NEW)

    finn = find(quiz.database, "Finn")
    taken(quiz.database, finn.actor, quiz.attempts["Finn"]).submit(november(7))

    assert quiz.scores("Finn") == [(1, 400, 500, True), (2, 500, 500, True)]


def test_a_second_correction_builds_on_the_first_one(quiz: WrongKey) -> None:
    quiz.correct(KeyPolicy.BOTH)
    quiz.correct(KeyPolicy.ALL)

    assert quiz.scores(BEN) == [*FIRST[BEN], (2, 500, 500, True)]
    assert quiz.scores(EVE) == [*FIRST[EVE], (2, 500, 500, True)]


def test_before_the_question_is_mended_there_is_nothing_to_correct(templates: Templates) -> None:
    quiz = wrong_key(templates, mended=False)

    assert quiz.page(KeyPolicy.NEW).wrong == ()
    assert quiz.page(KeyPolicy.NEW).lines == ()


def test_somebody_who_may_not_author_learns_nothing(quiz: WrongKey) -> None:
    stranger: Actor = find(quiz.database, ANNA).actor

    with pytest.raises(NotFound):
        correct(quiz.database, stranger, "tiny", QUIZ, "first", quiz.decide(KeyPolicy.BOTH), november(6))
    with pytest.raises(NotFound):
        quiz.page(actor=stranger)


def test_a_correction_has_a_reason(quiz: WrongKey) -> None:
    with pytest.raises(Invalid, match="Write what was wrong"):
        correct(quiz.database, PLATFORM, "tiny", QUIZ, "first", quiz.decide(KeyPolicy.BOTH, words=" \n"), november(6))
