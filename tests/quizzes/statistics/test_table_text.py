"""A table of marks is read, or everything that is wrong with it is said with its place."""

from fractions import Fraction

import pytest

from tests.quizzes.statistics.reading import table
from trainer.quizzes.statistics.table_text import Wrong, maximum_of, read_table


def wrong(text: str, **maxima: str) -> list[tuple[int, int, str]]:
    found = read_table(text, Fraction(1), {name: Fraction(most) for name, most in maxima.items()})
    assert isinstance(found, tuple)
    assert all(isinstance(each, Wrong) for each in found)
    return [(each.line, each.column, each.message) for each in found]


def rows(text: str, maximum: str = "1") -> list[list[Fraction | None]]:
    found = table(text, maximum)
    return [[None if mark is None else Fraction(mark, found.unit) for mark in row] for row in found.rows]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n0,1\n0.5,\n",
        "\ufeffa,b\r\n0,1\r\n0.5,\r\n",
        '"a","b"\n"0","1"\n"0.5",""',
        "a;b\n0;1\n0,5;\n",
        "a\tb\n0\t1\n1/2\t\n",
        " a , b \n 0 , 1.0 \n\n .5 , \n\n",
        "a,b\n0e0,1\n5e-1,\n",
    ],
)
def test_tables_of_many_programs(text: str) -> None:
    assert rows(text) == [[Fraction(1, 2), None], [Fraction(0), Fraction(1)]]


def test_marks_are_exact() -> None:
    assert rows("a,b\n0.1,1/3\n0.2,0.3\n") == [
        [Fraction(1, 10), Fraction(1, 3)],
        [Fraction(1, 5), Fraction(3, 10)],
    ]


def test_questions_may_be_called_by_numbers_and_give_different_points() -> None:
    found = table("1,2\n0,1\n1,7\n", maxima={"2": "8"})
    assert [f"{each.id}: {each.maximum}" for each in found.questions] == ["1: 1", "2: 8"]


def test_everything_wrong_is_said_at_once_with_its_place() -> None:
    assert wrong("a,b\n1,x\n1\n1,0,1\n2,nan\n") == [
        (2, 2, "'x' is no mark; write a number such as 0.5, or nothing if it was not seen"),
        (3, 0, "too few cells: 1 for 2 questions; leave a cell empty for one not seen"),
        (4, 0, "too many cells: 3 for 2 questions; leave a cell empty for one not seen"),
        (5, 1, "2 is more than the maximum 1 of 'a'; correct it, or say --maximum a=2"),
        (5, 2, "'nan' is no mark; write a number such as 0.5, or nothing if it was not seen"),
    ]


def test_the_line_is_that_of_the_file_after_blank_lines() -> None:
    assert [each[:2] for each in wrong("a,b\n\n1,1\n\n1,x\n")] == [(5, 2)]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", (1, 0), "the file is empty"),
        ("\n \n", (1, 0), "the file is empty"),
        ("a,b\n", (1, 0), "no attempt follows"),
        ("a,\n1,1\n", (1, 2), "a column has no question id"),
        ("a,b,a\n1,1,1\n", (1, 3), "the question 'a' stands in column 1 too"),
        ("a,b\n1,'0'\n", (2, 2), "is no mark"),
        ('a,b\n1,"0\n', (2, 0), "this is no CSV"),
        ("a\n١\n", (2, 1), "is no mark"),
        ("a\n1_0\n", (2, 1), "is no mark"),
        ("a\ninf\n", (2, 1), "is no mark"),
        ("a\n1e99\n", (2, 1), "is no mark"),
        ("a\n1/0\n", (2, 1), "is no mark"),
        ("a\n=1+1\n", (2, 1), "is no mark"),
    ],
)
def test_a_mistake_by_itself(text: str, place: tuple[int, int], words: str) -> None:
    found = wrong(text)
    assert found[0][:2] == place
    assert words in found[0][2]


def test_a_long_cell_is_cut() -> None:
    assert wrong("a\n" + "9" * 100_000 + "\n")[0][2].startswith(f"'{'9' * 40}...' is no mark")


def test_a_maximum_of_a_question_that_there_is_not() -> None:
    assert wrong("a\n1\n", b="2") == [(1, 0, "there is no question 'b'; --maximum names one that stands in this line")]


@pytest.mark.parametrize(
    ("typed", "maximum"), [("2", 2), ("0.5", Fraction(1, 2)), ("0", None), ("-1", None), ("x", None)]
)
def test_a_maximum_is_above_nought(typed: str, maximum: Fraction | None) -> None:
    assert maximum_of(typed) == maximum
