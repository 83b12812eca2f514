"""The statistics of a quiz: of first attempts or all, of versions apart or pooled, and never with a name."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.support.courses import tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import published
from tests.support.statements import Statements
from tests.support.trainees import add_person, find, join
from tests.support.twelve_answers import COURSE, QUIZ, quiz_of_four, twelve_answers
from trainer.access import Actor, HeldRole, RoleName
from trainer.errors import NotFound
from trainer.queries.question_statistics import QuestionStatisticsPage, question_statistics_page
from trainer.queries.quiz_statistics import StatisticsPage, Wanted, statistics_page
from trainer.queries.statistics_sheets import figures_sheet, marks_sheet
from trainer.storage.database import Database


@pytest.fixture
def database(templates: Templates) -> Database:
    """Twelve people have taken a quiz of four questions."""
    return twelve_answers(templates)


@pytest.fixture
def author(database: Database) -> Actor:
    """An instructor."""
    return add_person(database, "Ilse", november(5), HeldRole(name=RoleName.INSTRUCTOR))


def shown(database: Database, author: Actor, wanted: Wanted | None = None, path: str = QUIZ) -> StatisticsPage:
    with database.reading() as session:
        return statistics_page(session, database, author, COURSE, path, wanted or Wanted())


def question(database: Database, author: Actor, column: str, wanted: Wanted | None = None) -> QuestionStatisticsPage:
    with database.reading() as session:
        return question_statistics_page(session, database, author, COURSE, QUIZ, column, wanted or Wanted())


def facilities(page: StatisticsPage) -> dict[str, float]:
    return {line.version.column: round(line.figures.facility.value or 0, 6) for line in page.lines}


def test_the_figures_of_twelve_attempts(database: Database, author: Actor) -> None:
    page = shown(database, author)

    assert (page.n, page.is_told, page.is_complete, page.has_versions) == (12, True, True, False)
    assert facilities(page) == {"a": 0.25, "b": 0.5, "c": 0.666667, "d": 0.833333}
    assert page.figures.totals.mean.value == 2.25
    assert [bar.count for bar in page.bars] == [2, 0, 2, 0, 0, 2, 0, 3, 0, 3]
    # 4/3 (1 - sum of V(x) / V(t)), where 132 V(x) = 27 + 36 + 32 + 20, and 132 V(t) = 12 x 85 - 27^2 = 291.
    assert page.figures.consistency.kr20.value == pytest.approx(4 / 3 * (1 - 115 / 291))
    assert [line.version.column for line in page.looks][:1] == ["a"]
    assert page.looks[0].look is not None
    assert page.looks[0].look.reasons[0] == "Guessing blindly would earn 33 %; people earn 25 %."


def test_second_attempts_count_only_where_all_are_wanted(database: Database, author: Actor) -> None:
    find(database, "Trainee 11").take("first", november(6))

    assert (shown(database, author).n, shown(database, author, Wanted(first=False)).n) == (12, 13)
    assert facilities(shown(database, author))["d"] == 0.833333
    assert facilities(shown(database, author, Wanted(first=False)))["d"] == 0.846154


def test_an_attempt_that_is_not_handed_in_does_not_count(database: Database, author: Actor) -> None:
    other = join(database, "Somebody", november(5), course=COURSE)
    other.read("basics/first", november(5))
    other.start("first", november(5))

    assert shown(database, author, Wanted(first=False)).n == 12


def test_below_ten_attempts_nothing_is_told(database: Database, author: Actor) -> None:
    page = shown(database, author, path="quizzes/second.yml")
    assert (page.n, page.is_told, page.looks) == (0, False, ())


def test_versions_of_a_question_stand_apart_or_pooled(database: Database, author: Actor) -> None:
    changed = tiny_course(files={QUIZ: quiz_of_four(b="What is right in the second?")})
    published(database, changed, november(6))
    other = join(database, "Somebody", november(7), course=COURSE)
    other.read("basics/first", november(7))
    other.take("first", november(7))

    apart, pooled = shown(database, author), shown(database, author, Wanted(pooled=True))

    assert (apart.has_versions, apart.is_complete, pooled.has_versions, pooled.is_complete) == (True, False, True, True)
    assert [(line.version.column, line.figures.n) for line in apart.lines] == [
        ("a", 13),
        ("b@1", 12),
        ("b@2", 1),
        ("c", 13),
        ("d", 13),
    ]
    assert [line.figures.n for line in pooled.lines] == [13, 13, 13, 13]
    assert pooled.lines[1].words == "What is right in the second?"
    assert question(database, author, "b@1").line.words == "What is right in b?"
    assert (question(database, author, "b@2").n, question(database, author, "b@2").tables) == (1, ())


def test_who_chose_what(database: Database, author: Actor) -> None:
    page = question(database, author, "b")

    (table,) = page.tables
    assert (page.n, page.blank, table.n, table.upper, table.lower) == (12, 0, 12, 3, 4)
    right = next(option for option in table.options if option.is_right)
    assert (right.key, right.chosen, right.upper, right.lower) == ("yes", 6, 3, 0)
    assert sum(option.chosen for option in table.options) == 12
    assert (page.before and page.before.version.column, page.after and page.after.version.column) == ("a", "c")


def test_how_long_it_took(database: Database, author: Actor) -> None:
    page = shown(database, author)
    assert page.timed == 12
    assert {line.time.n for line in page.lines if line.time} == {12}


def test_a_new_score_is_counted_at_once(database: Database, author: Actor) -> None:
    assert shown(database, author).n == 12
    other = join(database, "Somebody", november(5), course=COURSE)
    other.read("basics/first", november(5))
    other.take("first", november(5))
    assert shown(database, author).n == 13


def test_files_have_no_names_and_an_order_that_tells_nothing(database: Database, author: Actor) -> None:
    with database.reading() as session:
        marks = marks_sheet(session, database, author, COURSE, QUIZ, Wanted())
    assert marks.headings == ("a", "b", "c", "d")
    assert marks.rows[:3] == ((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 1))
    assert list(marks.rows) == sorted(marks.rows, key=lambda row: (sum(map(int, row)), row))
    figures = figures_sheet(shown(database, author))
    assert figures.rows[0][:7] == ("a", "1 of 1", "What is right in a?", 12, 1.0, 0.25, 0.25)
    assert {len(row) for row in figures.rows} == {len(figures.headings)}


def test_marks_of_fewer_than_ten_are_not_handed_out(database: Database, author: Actor) -> None:
    with database.reading() as session, pytest.raises(NotFound, match="fewer than 10 attempts"):
        marks_sheet(session, database, author, COURSE, "quizzes/second.yml", Wanted())


@pytest.mark.parametrize("path", ["quizzes/none.yml", "curriculum/basics/first.md", "curriculum/course.yml"])
def test_what_is_no_quiz_has_no_statistics(database: Database, author: Actor, path: str) -> None:
    with pytest.raises(NotFound):
        shown(database, author, path=path)


def test_only_the_courses_own_authors_see_them(database: Database, author: Actor) -> None:
    for role in (RoleName.TRAINEE, RoleName.SUPERVISOR, RoleName.REVIEWER):
        with pytest.raises(NotFound):
            shown(database, Actor(person_id=author.person_id, name="X", roles=(HeldRole(name=role),)))
    with pytest.raises(NotFound):
        question(database, author, "e")


def test_the_number_of_statements_does_not_grow_with_attempts(
    database: Database, author: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    def counted() -> list[int]:
        """Of a page that was not made before, of one that was, and of a question's."""
        numbers = []
        for show in (shown, shown, lambda database, author: question(database, author, "a")):
            with count_statements(database) as statements:
                show(database, author)
            numbers.append(len(statements))
        return numbers

    shown(database, author, Wanted(first=False))
    before = counted()
    other = join(database, "Somebody", november(5), course=COURSE)
    other.read("basics/first", november(5))
    other.take("first", november(5))

    assert before == counted() == [8, 4, 10]
