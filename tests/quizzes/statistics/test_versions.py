"""A question that was changed stands in the table once for each version, or pooled."""

from fractions import Fraction

from tests.quizzes.reading import usable_quiz
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.statistics.quiz_figures import quiz_figures
from trainer.quizzes.statistics.versions import Gathered, Scored, gather


def quiz(prompt: str = "How many?", points: str = "1") -> Quiz:
    return usable_quiz(
        "purpose: final\n",
        f"""
        - {{id: first, type: numeric, objective: a/m#o, prompt: How long?, answer: 1, why: So.}}
        - {{id: asked, type: numeric, objective: a/m#o, prompt: "{prompt}", points: {points}, answer: 1, why: So.}}
        """,
    )


def scored(revision: int, first: int, asked: int, key: int | None = None) -> Scored:
    return Scored(seen=revision, key=key or revision, ids=("asked", "first"), marks=(asked, first))


def marks(found: Gathered, column: str) -> list[str]:
    table = found.table
    place = [asked.id for asked in table.questions].index(column)
    return sorted("unseen" if row[place] is None else str(Fraction(row[place] or 0, table.unit)) for row in table.rows)


def test_a_question_that_only_moved_is_the_same() -> None:
    found = gather({1: quiz(), 2: quiz()}, [scored(1, 100, 0), scored(2, 0, 100)], pooled=False)
    assert [(version.column, version.of) for version in found.versions] == [("first", 1), ("asked", 1)]
    assert found.table.is_complete


def test_other_words_are_another_version() -> None:
    found = gather({1: quiz(), 2: quiz("How much?")}, [scored(1, 100, 0), scored(2, 0, 100)], pooled=False)
    assert [(version.column, version.number, version.of) for version in found.versions] == [
        ("first", 1, 1),
        ("asked@1", 1, 2),
        ("asked@2", 2, 2),
    ]
    assert marks(found, "asked@1") == ["0", "unseen"]
    assert found.several == {"asked"}


def test_pooled_versions_are_one_question_with_the_newest_words() -> None:
    found = gather({1: quiz(), 2: quiz("How much?")}, [scored(1, 100, 0), scored(2, 0, 100)], pooled=True)
    (version,) = (each for each in found.versions if each.id == "asked")
    assert (version.column, version.question.common.prompt.text) == ("asked", "How much?")
    assert marks(found, "asked") == ["0", "1"]


def test_points_that_were_changed_are_scaled_where_versions_are_pooled() -> None:
    attempts = [scored(1, 100, 50), scored(2, 0, 400)]
    found = gather({1: quiz(), 2: quiz(points="4")}, attempts, pooled=True)
    assert marks(found, "asked") == ["2", "4"]
    (facility,) = (each.facility.value for each in quiz_figures(found.table).questions if each.asked.id == "asked")
    assert facility == 0.75


def test_an_attempt_scored_anew_by_a_later_key_keeps_the_version_that_it_saw() -> None:
    quizzes = {1: quiz(), 2: quiz("How much?")}
    found = gather(quizzes, [scored(1, 100, 100, key=2), scored(2, 0, 0)], pooled=False)
    assert marks(found, "asked@1") == ["1", "unseen"]


def test_a_question_that_was_not_drawn_was_not_seen() -> None:
    drawn = Scored(seen=1, key=1, ids=("first",), marks=(100,))
    found = gather({1: quiz()}, [drawn, scored(1, 0, 100)], pooled=False)
    assert marks(found, "asked") == ["1", "unseen"]


def test_questions_that_the_newest_revision_lacks_stand_last() -> None:
    only = usable_quiz(
        "purpose: final\n", "- {id: new, type: numeric, objective: a/m#o, prompt: How?, answer: 1, why: So.}"
    )
    new = Scored(seen=2, key=2, ids=("new",), marks=(100,))
    found = gather({1: quiz(), 2: only}, [scored(1, 0, 0), new], pooled=False)
    assert [version.column for version in found.versions] == ["new", "first", "asked"]


def test_no_attempt_makes_an_empty_table() -> None:
    found = gather({}, [], pooled=False)
    assert (found.versions, found.table.rows) == ((), ())
