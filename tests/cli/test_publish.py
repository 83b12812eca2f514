"""`trainer publish` publishes a folder and says what came of it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Trainer
from tests.support.courses import COURSE_FILE, SECTIONS, course_text, module_text, quiz_text, tiny_course
from tests.support.days import november
from tests.support.trainees import join
from trainer.access import PLATFORM
from trainer.actions.drafting import Seen, save
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

Lay = Callable[[Mapping[str, bytes]], Path]
FIRST = "curriculum/basics/first.md"


def told(words: str) -> dict[str, bytes]:
    """The tiny course, whose first module ends with these words."""
    return tiny_course(files={FIRST: module_text("first", {**SECTIONS, "end": words})})


def in_days(days: int) -> str:
    """A day as it is typed; the platform's zone is UTC."""
    return str(datetime.now(UTC).date() + timedelta(days=days))


def test_a_first_edition(trainer: Trainer, lay: Lay) -> None:
    trainer("database", "upgrade")

    ran = trainer("publish", lay(tiny_course()), "--note", "The beginning")

    assert ran.status == 0
    assert ran.lines == [
        "Published edition 1.",
        "added: curriculum/basics/first.md",
        "added: curriculum/basics/second.md",
        "added: curriculum/course.yml",
        "added: curriculum/practice/third.md",
        "added: quizzes/first.yml",
        "added: quizzes/second.yml",
        "added: quizzes/third.yml",
        "Brought the standings of 0 enrolments up to edition 1.",
    ]


def test_a_change(site: Trainer, lay: Lay) -> None:
    ran = site("publish", lay(told("Better.")), "--kind", "material", "--note", "Better words")

    assert ran.lines == [
        "Published edition 2.",
        f"changed: {FIRST}",
        "Brought the standings of 0 enrolments up to edition 2.",
    ]


def test_a_change_over_a_draft_names_the_draft_that_is_behind_now(site: Trainer, published: Database, lay: Lay) -> None:
    for path in (FIRST, "quizzes/second.yml"):
        with published.reading() as session:
            page = writing_page(session, PLATFORM, "tiny", path)
        seen = Seen(version=0, revision=page.revision)
        save(published, PLATFORM, "tiny", path, page.text + "# A remark.\n", seen, november(2))

    ran = site("publish", lay(told("Better.")))

    assert [line for line in ran.lines if line.startswith("behind")] == [
        f"behind: the draft of {FIRST} by the platform was begun before this; bring it up in the browser"
    ]


def test_nothing_new(site: Trainer, lay: Lay) -> None:
    ran = site("publish", lay(tiny_course()))

    assert (ran.status, ran.lines) == (
        0,
        ["Nothing differs from what is published; there is no new edition."],
    )


def test_the_current_folder_is_published_where_none_is_named(
    site: Trainer, lay: Lay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lay(told("Better.")))

    assert site("publish").lines[0] == "Published edition 2."


def test_a_missing_document_is_named_and_kept(site: Trainer, lay: Lay) -> None:
    course = told("Better.")
    del course["quizzes/second.yml"]

    ran = site("publish", lay(course))

    assert ran.status == 0
    assert ran.lines[0] == "kept: quizzes/second.yml (not in the folder; --retire retires it)"
    assert ran.lines[1] == "Published edition 2."


def test_a_missing_document_is_retired_when_that_is_said(site: Trainer, lay: Lay) -> None:
    course = tiny_course(files={"quizzes/second.yml": None})

    ran = site("publish", lay(course), "--retire")

    assert ran.lines[:2] == ["Published edition 2.", "retired: quizzes/second.yml"]


def test_an_error_publishes_nothing(site: Trainer, lay: Lay) -> None:
    ran = site("publish", lay(tiny_course(files={"curriculum/notes.txt": "Milk."})))

    assert ran.status == 1
    assert ran.lines[0].startswith("curriculum/notes.txt:1: error: this is no file of a course")
    assert ran.err == "Nothing was published: mend the errors above.\n"
    assert site("publish", lay(tiny_course())).lines[0].startswith("Nothing differs")


def test_a_warning_is_printed_and_stops_nothing(site: Trainer, lay: Lay) -> None:
    course = {**told("Better."), "curriculum/.DS_Store": b"x"}

    ran = site("publish", lay(course))

    assert ran.status == 0
    assert ran.lines[:2] == [
        "curriculum/.DS_Store:1: warning: this file is passed over; delete it",
        "Published edition 2.",
    ]


def test_an_older_folder_is_refused_with_the_difference_and_taken_when_it_is_known(site: Trainer, lay: Lay) -> None:
    site("publish", lay(told("Better.")))

    refused = site("publish", lay(tiny_course()))
    wrong = site("publish", lay(tiny_course()), "--based-on", "1")
    taken = site("publish", lay(tiny_course()), "--based-on", "2")

    assert (refused.status, wrong.status, taken.status) == (1, 1, 0)
    assert refused.lines == [
        f"{FIRST}:1: error: this file is an older revision; "
        "merge with --merge, or publish with --based-on 2 to replace it",
        "    --- published",
        "    +++ folder",
        "    @@ -16,2 +16,2 @@",
        "     ",
        "    -Better.",
        "    +How it ends.",
    ]
    assert wrong.out == refused.out
    assert taken.lines[0] == "Published edition 3."


def test_an_edition_that_is_not_there(site: Trainer, lay: Lay) -> None:
    ran = site("publish", lay(told("Better.")), "--based-on", "7")

    assert ran.status == 1
    assert ran.lines == ["curriculum/course.yml:1: error: there is no edition 7 to be based on"]


@pytest.mark.parametrize("number", ["0", "-1", "first", "99999999999999999999"])
def test_a_number_that_no_edition_can_have(site: Trainer, lay: Lay, number: str) -> None:
    ran = site("publish", lay(told("Better.")), f"--based-on={number}")

    assert ran.status == 2
    assert "Invalid value for '--based-on'" in ran.err


def harder() -> dict[str, bytes]:
    """The tiny course asking for one more module."""
    areas = {"basics": ("first", "second"), "practice": ("third", "fourth")}
    return tiny_course(areas=areas)


def test_a_harder_course_says_whom_it_does_not_reach(site: Trainer, lay: Lay) -> None:
    site("cohorts", "add", "Autumn", "--course", "tiny", "--starts", in_days(-10), "--ends", in_days(100))

    ran = site("publish", lay(harder()))

    assert ran.lines[-2] == (
        "rules: harder for the cohort “Autumn” (the module practice/fourth was not required): "
        "does not reach it; --harder-from DATE would"
    )


def test_a_harder_course_says_whom_it_reaches_and_when(site: Trainer, lay: Lay) -> None:
    site("cohorts", "add", "Autumn", "--course", "tiny", "--starts", in_days(-10), "--ends", in_days(100))
    site("cohorts", "add", "Winter", "--course", "tiny", "--starts", in_days(10), "--ends", in_days(100))

    ran = site("publish", lay(harder()), "--harder-from", in_days(5))

    assert [line for line in ran.lines if line.startswith("rules:")] == [
        f"rules: harder for the cohort “Autumn” (the module practice/fourth was not required): holds from {in_days(5)}"
    ]


def test_a_day_is_named_afterwards(site: Trainer, lay: Lay) -> None:
    site("cohorts", "add", "Autumn", "--course", "tiny", "--starts", in_days(-10), "--ends", in_days(100))
    site("publish", lay(harder()))

    ran = site("publish", lay(harder()), "--harder-from", in_days(5))

    assert ran.lines == [
        "Nothing differs from what is published; there is no new edition.",
        f"rules: harder for the cohort “Autumn” (the module practice/fourth was not required): holds from {in_days(5)}",
    ]


@pytest.mark.parametrize(
    ("day", "status", "words"),
    [
        (in_days(-1), 1, "is past; name today or a later day"),
        ("tomorrow", 2, "'tomorrow' is not a day; write it like 2026-09-14"),
        ("2026-13-01", 2, "'2026-13-01' is not a day; write it like 2026-09-14"),
        ("20260914", 2, "'20260914' is not a day; write it like 2026-09-14"),
        ("", 2, "'' is not a day; write it like 2026-09-14"),
    ],
)
def test_a_day_that_cannot_be_meant(site: Trainer, lay: Lay, day: str, status: int, words: str) -> None:
    ran = site("publish", lay(harder()), "--harder-from", day)

    assert ran.status == status
    assert words in ran.err
    assert site("publish", lay(tiny_course())).lines[0].startswith("Nothing differs")


def test_another_kind_of_change_is_unknown(site: Trainer, lay: Lay) -> None:
    ran = site("publish", lay(told("Better.")), "--kind", "huge")

    assert ran.status == 2
    assert "'huge' is not one of 'typo', 'clarification', 'material'" in ran.err


def test_publishing_over_trainees_brings_their_standings_up_and_tells_how_many(
    site: Trainer, published: Database, lay: Lay
) -> None:
    join(published, "Ann", november(2))

    ran = site("publish", lay(told("Better.")))

    assert ran.lines[-1] == "Brought the standings of 1 enrolment up to edition 2."
    assert site("progress", "verify").out == "Every standing agrees with its facts.\n"


def test_a_question_that_changes_its_type(site: Trainer, lay: Lay) -> None:
    numeric = "  - {id: first, type: numeric, objective: know, prompt: How many?, answer: 1, why: So.}\n"

    ran = site("publish", lay(tiny_course(files={"quizzes/first.yml": quiz_text("basics/first", questions=numeric)})))

    assert ran.status == 1
    assert ran.lines == [
        "quizzes/first.yml:4: error: the question 'first' was single-choice and is now numeric; "
        "give the question a new id"
    ]


def test_publishing_without_a_database_says_what_to_do_first(trainer: Trainer, lay: Lay) -> None:
    ran = trainer("publish", lay(tiny_course()))

    assert ran.status == 1
    assert "there is no database instance/trainer.db; run 'trainer database upgrade' to make it" in ran.err


def test_a_second_course_has_editions_of_its_own(site: Trainer, lay: Lay) -> None:
    other = tiny_course(slug="other", files={COURSE_FILE: course_text(slug="other")})

    assert site("publish", lay(other)).lines[0] == "Published edition 1."
