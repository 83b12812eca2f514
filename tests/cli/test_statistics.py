"""`trainer statistics` prints the figures of any table of marks."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Trainer
from tests.quizzes.statistics.published import MOODLE_22, MOODLE_25


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    """A file of marks."""
    file = tmp_path / "marks.csv"
    file.write_text(MOODLE_25, encoding="utf-8")
    return file


def test_every_figure_of_a_table_as_json_without_a_database(trainer: Trainer, marks: Path) -> None:
    ran = trainer("statistics", marks)

    assert (ran.status, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert found["quiz"]["n"] == 25
    assert found["quiz"]["internal_consistency"] == pytest.approx(-87.2230935542, abs=1e-8)
    assert found["quiz"]["cronbach_alpha"] == pytest.approx(-0.872230935542, abs=1e-10)
    assert found["quiz"]["error_ratio"] == pytest.approx(136.8294900795, abs=1e-8)
    assert found["quiz"]["standard_error"] == pytest.approx(1.1106813066, abs=1e-8)
    assert found["quiz"]["skewness"] == pytest.approx(-0.092502502, abs=1e-8)
    assert found["quiz"]["kurtosis"] == pytest.approx(-0.7073968557, abs=1e-8)
    assert found["quiz"]["kr20"] is None
    assert found["quiz"]["reasons"] == {"kr20": "Some marks are neither 0 nor the maximum."}
    assert list(found["questions"]) == ["q1", "q2", "q3", "q4", "q5", "q6", "q7"]
    first = found["questions"]["q1"]
    assert first["facility"] == 0.704
    assert first["effective_weight"] == pytest.approx(21.2922742344, abs=1e-8)
    assert first["discrimination_index"] == pytest.approx(-7.0650767526, abs=1e-8)
    assert first["item_rest_correlation"] == pytest.approx(-0.070650767526, abs=1e-10)
    assert first["discriminative_efficiency"] == pytest.approx(-9.4550536967, abs=1e-8)
    assert found["units"]["discrimination_index"] == "per cent: 100 times item_rest_correlation"


def test_the_maximum_of_all_questions_and_of_one(trainer: Trainer, marks: Path) -> None:
    marks.write_text(MOODLE_22, encoding="utf-8")

    one = json.loads(trainer("statistics", marks, "--maximum", "q8=8").out)
    every = json.loads(trainer("statistics", marks, "--maximum", "8").out)

    assert one["questions"]["q8"]["facility"] == pytest.approx(0.4119318182, abs=1e-9)
    assert one["questions"]["q14"]["facility"] == pytest.approx(0.8136363636, abs=1e-9)
    assert one["quiz"]["maximum"] == 20
    assert every["questions"]["q14"]["facility"] == pytest.approx(0.8136363636 / 8, abs=1e-9)


def test_every_mistake_has_its_place_and_the_status_is_one(trainer: Trainer, marks: Path) -> None:
    marks.write_text("a,b\n1,x\n1\n2,0\n", encoding="utf-8")

    ran = trainer("statistics", marks)

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"{marks}:2:2: error: 'x' is no mark; write a number such as 0.5, or nothing if it was not seen",
        f"{marks}:3: error: too few cells: 1 for 2 questions; leave a cell empty for one not seen",
        f"{marks}:4:1: error: 2 is more than the maximum 1 of 'a'; correct it, or say --maximum a=2",
    ]


def test_a_file_in_another_encoding_is_refused_with_its_line(trainer: Trainer, marks: Path) -> None:
    marks.write_bytes(b"a,b\n1,1\n\xe4,1\n")
    ran = trainer("statistics", marks)
    assert (ran.status, ran.err) == (1, f"{marks}:3: error: this is not UTF-8; save the table as 'CSV UTF-8'\n")


def test_a_maximum_that_is_none(trainer: Trainer, marks: Path) -> None:
    ran = trainer("statistics", marks, "--maximum", "q1=0")
    assert ran.status == 2
    assert "'0' is no number above 0" in ran.err


def test_a_figure_that_there_is_not_is_null_and_never_nan(trainer: Trainer, marks: Path) -> None:
    marks.write_text("a,b\n1,\n", encoding="utf-8")
    ran = trainer("statistics", marks)
    assert ran.status == 0
    assert "NaN" not in ran.out
    assert json.loads(ran.out)["questions"]["b"]["facility"] is None
