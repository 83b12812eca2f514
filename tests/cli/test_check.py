"""`trainer check` names every problem of a course, one line each."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.cli.conftest import INSTALLATION, Trainer
from tests.support.courses import quiz_text, tiny_course

Lay = Callable[[Mapping[str, bytes]], Path]


def test_a_course_without_problems(trainer: Trainer, lay: Lay) -> None:
    ran = trainer("check", lay(tiny_course()))

    assert (ran.status, ran.lines[0], ran.err) == (0, "No problems.", "")


def test_the_course_of_this_installation_has_no_errors(trainer: Trainer) -> None:
    assert trainer("check", INSTALLATION).status == 0


def test_an_error_ends_with_status_one(trainer: Trainer, lay: Lay) -> None:
    ran = trainer(
        "check", lay(tiny_course(files={"quizzes/first.yml": quiz_text("basics/first", terms="passmark: 80\n")}))
    )

    assert ran.status == 1
    assert ran.lines == ["quizzes/first.yml:3: error: unknown key 'passmark'; did you mean 'pass_mark'?"]


def test_warnings_alone_end_with_status_nought(trainer: Trainer, lay: Lay) -> None:
    no_reason = tiny_course()["quizzes/first.yml"].replace(b", why: The reason for no.", b"", 1)
    course = {**tiny_course(), "quizzes/first.yml": no_reason, "curriculum/.DS_Store": b"x"}

    ran = trainer("check", lay(course))

    assert ran.status == 0
    assert ran.lines[0] == "curriculum/.DS_Store:1: warning: this file is passed over; delete it"
    assert re.fullmatch(r"quizzes/first\.yml:\d+: warning: .*", ran.lines[1])
    assert ran.lines[2] == "No errors, 2 warnings."


def test_one_warning_is_one_warning(trainer: Trainer, lay: Lay) -> None:
    ran = trainer("check", lay({**tiny_course(), "curriculum/.DS_Store": b"x"}))

    assert ran.lines[1] == "No errors, 1 warning."


def test_the_current_folder_is_checked_where_none_is_named(trainer: Trainer) -> None:
    for name, content in tiny_course().items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    assert trainer("check").lines[0] == "No problems."
    assert not Path("instance").exists()


def test_the_last_line_tells_whether_a_reader_may_stumble(trainer: Trainer, lay: Lay) -> None:
    ran = trainer("check", lay(tiny_course()))

    assert ran.status == 0
    assert ran.lines[1:] == ["Quality: 6 warnings, 0 more to look at; 'trainer check --quality' names each."]


def test_quality_is_reported_module_by_module(trainer: Trainer, lay: Lay) -> None:
    ran = trainer("check", lay(tiny_course()), "--quality")

    first = ran.lines.index("F1 First (curriculum/basics/first.md)")
    assert ran.lines[:3] == ["No problems.", "", "Quality: what a reader may stumble over"]
    assert ran.lines[first + 1] == "  10 words; 3 in a sentence on average, 4 at most; grade -0.1; 2 questions."
    assert ran.lines[first + 2].startswith("  warning: line 11: the section 'Begin' cites no source; cite ")
    assert ran.lines[-1] == "6 warnings, 0 to look at. Neither stops publishing."
    assert "  6 questions; 18 options, 6 of them right." in ran.lines


def test_where_an_error_stops_publishing_quality_waits(trainer: Trainer, lay: Lay) -> None:
    wrong = {"quizzes/first.yml": quiz_text("basics/first", terms="passmark: 80\n")}

    assert not [line for line in trainer("check", lay(tiny_course(files=wrong))).lines if "Quality" in line]


def test_a_folder_that_holds_no_course(trainer: Trainer) -> None:
    ran = trainer("check")

    assert ran.status == 1
    assert ran.err == ("trainer: . holds no folder 'curriculum'; name the folder that holds curriculum and quizzes\n")


def test_a_folder_that_is_not_there(trainer: Trainer) -> None:
    ran = trainer("check", "nowhere")

    assert ran.status == 2
    assert "Directory 'nowhere' does not exist." in ran.err


def test_checking_needs_no_setting_and_no_database(trainer: Trainer, lay: Lay) -> None:
    assert trainer("check", lay(tiny_course()), DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing").status == 0
    assert not Path("instance").exists()
