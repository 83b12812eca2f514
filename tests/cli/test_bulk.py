"""`trainer people import`, `trainer cohorts import` and `trainer people take-back`."""

from pathlib import Path

from tests.cli.conftest import Trainer

COHORTS = "Name;Course;First day;Last day\nAutumn;tiny;14.9.2020;2035-03-12\n"
PEOPLE = "E-mail,Name,Cohort\nann@example.org,Ann Lee,Autumn\nbo@example.org,,Autumn\n"
SITE = {"BASE_URL": "http://localhost"}


def written(folder: Path, text: str) -> Path:
    file = folder / "table.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_people_and_cohorts_come_from_a_file_once_somebody_says_yes(site: Trainer, tmp_path: Path) -> None:
    shown = site("cohorts", "import", written(tmp_path, COHORTS))
    assert shown.lines == [
        "row 2\tAutumn\tIs made, under the rules that are published today.\t2020-09-14 to 2035-03-12",
        "Nothing was changed; add --yes to do this.",
    ]
    assert site("cohorts", "list").out == "There are no cohorts yet; 'trainer cohorts add' adds one.\n"

    assert site("cohorts", "import", tmp_path / "table.csv", "--yes", **SITE).status == 0
    done = site("people", "import", written(tmp_path, PEOPLE), "--yes", **SITE)

    assert done.lines[:2] == [
        "row 2\tann@example.org\tIs invited as trainee of Autumn (tiny).",
        "row 3\tbo@example.org\tIs invited as trainee of Autumn (tiny).",
    ]
    again = site("people", "import", tmp_path / "table.csv", "--yes", **SITE)
    assert again.lines[-1] == "All of it is there already."

    back = site("people", "take-back", done.lines[-1].split()[-4].rstrip("'"))
    assert back.lines[-1] == "Taken back, all of it."
    assert back.lines[0] == (
        "row 2\tann@example.org\tThe invitation ends: its link works no more, and a mail that was not sent yet is not "
        "sent."
    )


def test_what_is_wrong_is_told_by_row_and_nothing_is_done(site: Trainer, tmp_path: Path) -> None:
    ran = site("people", "import", written(tmp_path, PEOPLE), "--yes", **SITE)

    assert ran.status == 1
    assert ran.err.splitlines() == [
        "row 2, Cohort: There is no cohort “Autumn”. Make it first, by hand or with a table of cohorts.",
        "row 3, Cohort: There is no cohort “Autumn”. Make it first, by hand or with a table of cohorts.",
        "Error: 2 things to put right; nothing was changed",
    ]


def test_an_import_that_is_not_there_is_said_so(site: Trainer) -> None:
    ran = site("people", "take-back", "00000000-0000-0000-0000-000000000000")

    assert ran.status == 1
    assert "There is no such import." in ran.err
