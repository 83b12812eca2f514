"""What a transcript says, by the facts of an enrolment."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.busy_trainee import change_routes, make_busy
from tests.support.care_course import ROUTES, care_course
from tests.support.clinic import COURSE, DORA, IDA, JONAS, SVEN, UTC, actor_of, after, enrolment_of, publish
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.clock import Now
from trainer.curriculum.transcript import Transcript
from trainer.errors import NotFound
from trainer.queries.own_data import write_own_data
from trainer.queries.subjects import DataSubject
from trainer.queries.transcript import own_transcript, supervised_transcript
from trainer.storage.database import Database

Rows = list[list[str]]


def transcript(database: Database, actor: Actor, now: Now, zone: ZoneInfo = UTC) -> Transcript:
    with database.reading() as session:
        return own_transcript(session, database, actor, COURSE, now, zone).transcript


def rows(found: Transcript, key: str) -> Rows:
    """The texts of a table, without its days and times."""
    [table] = [table for table in found.tables if table.key == key]
    return [[cell.text for cell in row if not cell.machine] for row in table.rows]


def test_everything_that_happened_stands_in_it_in_order(clinic: Database, maren: Actor) -> None:
    make_busy(clinic)
    change_routes(clinic)

    found = transcript(clinic, maren, after(days=15))

    assert rows(found, "modules") == [
        ["Routes", "P1", "yes", "2", "3", "changed since"],
        ["Screening", "P2", "yes", "0", "2", "quiz open"],
        ["Presence", "S1", "yes", "0", "1", "", "", "quiz open"],
    ]
    assert rows(found, "sections") == [
        ["Routes", "Peak", "1", "1", "yes"],
        ["Routes", "Onset", "1", "1", "yes"],
        ["Routes", "Summary", "1", "1", "changed, to read again"],
    ]
    timed_out = "the platform, when the time was up"
    assert rows(found, "attempts") == [
        ["Routes", "1", "the trainee", "1", "1", "0", "8", "0", "70", "not passed", "yes"],
        ["Routes", "2", "the trainee", "1", "1", "0", "8", "0", "70", "not passed", "yes"],
        ["Routes", "3", "the trainee", "1", "1", "7.5", "8", "93", "70", "passed", "no"],
        ["Screening", "1", timed_out, "1", "1", "0", "4", "0", "50", "not passed", "yes"],
        ["Presence", "1", "", "", "1", "1", "", "", "", "80", "open", ""],
        ["Where you begin", "1", "the trainee", "1", "1", "1", "1", "100", "", "any result counts", ""],
    ]
    assert rows(found, "further_attempts") == [
        ["Routes", "asked for", "", "the trainee"],
        ["Routes", "granted", "2", "Sven"],
    ]
    assert rows(found, "completions") == [
        ["module", "Routes", "1", "1", "1", "changed since"],
        ["quiz", "Where you begin", "1", "1", "1", "stays complete"],
    ]
    assert found.totals == (
        "1 of 3 required modules is complete.",
        "2 of 6 sections are finished.",
        "5 attempts at 3 quizzes were handed in. Passed: 1 of 2 with a pass mark.",
        "2 further attempts were granted.",
        "The course is not complete: 4 rules are not met.",
    )


def test_a_course_that_is_complete_says_by_which_rules(clinic: Database, jonas: Actor) -> None:
    complete(clinic, jonas)

    found = transcript(clinic, jonas, after(days=3))

    assert rows(found, "completions")[-1] == ["course", "A course of care", "1", "1", "1", "stays complete"]
    head = {field.key: field.cell.value for field in found.head}
    assert head["completed"] == after(days=2).at
    assert found.totals[-1] == "The course is complete, and stays so whatever is changed in it later."


def test_what_is_no_longer_published_keeps_its_titles(clinic: Database, maren: Actor) -> None:
    make_busy(clinic)
    course = (
        care_course()["curriculum/course.yml"].decode().replace("modules: [routes, screening]", "modules: [screening]")
    )
    screening = (
        care_course()["curriculum/pharmacology/screening.md"].decode().replace("requires: [pharmacology/routes]\n", "")
    )
    begin = (
        care_course()["quizzes/begin.yml"]
        .decode()
        .replace("pharmacology/routes#compare", "pharmacology/screening#compare")
    )
    without = {
        "curriculum/course.yml": course,
        "curriculum/pharmacology/routes.md": None,
        "curriculum/figures/routes.svg": None,
        "quizzes/routes.yml": None,
        "quizzes/begin.yml": begin,
        "curriculum/pharmacology/screening.md": screening,
    }
    publish(clinic, care_course(without), after(days=16), Options(retire=True))
    list(refold_outdated(clinic, after(days=16)))

    found = transcript(clinic, maren, after(days=17))

    assert rows(found, "modules")[-1] == ["Routes", "P1", "no", "3", "", "no longer published"]
    assert ["Routes", "Summary", "1", "1", "no longer published"] in rows(found, "sections")
    assert [row[0] for row in rows(found, "attempts")][-3:] == ["Routes", "Routes", "Routes"]
    assert ["module", "Routes", "1", "1", "1", "no longer published"] in rows(found, "completions")


def test_days_are_those_of_the_zone(clinic: Database, maren: Actor) -> None:
    at = after(days=1).at.replace(hour=23, minute=30)
    reading.finish_section(clinic, maren, COURSE, ROUTES, "peak", Now(at, at.date()))

    [section] = [
        table.rows for table in transcript(clinic, maren, after(days=3), UTC).tables if table.key == "sections"
    ]
    zone = ZoneInfo("Asia/Tokyo")
    [tokyo] = [table.rows for table in transcript(clinic, maren, after(days=3), zone).tables if table.key == "sections"]

    assert section[0][2].text == at.date().isoformat()
    assert tokyo[0][2].text == at.astimezone(zone).date().isoformat() != section[0][2].text


def test_nobody_else_reads_it(clinic: Database, maren: Actor, sven: Actor) -> None:
    enrolment = enrolment_of(clinic, maren)
    with clinic.reading() as session:
        page = supervised_transcript(session, clinic, sven, enrolment, after(), UTC)
        assert (page.name, page.enrolment_id) == ("Maren", enrolment)
        for address in (JONAS, IDA, DORA):
            with pytest.raises(NotFound):
                supervised_transcript(session, clinic, actor_of(clinic, address), enrolment, after(), UTC)
        with pytest.raises(NotFound):
            own_transcript(session, clinic, actor_of(clinic, SVEN), COURSE, after(), UTC)
        with pytest.raises(NotFound):
            own_transcript(session, clinic, maren, "harbour", after(), UTC)


def complete(database: Database, actor: Actor) -> None:
    """Let somebody complete the course in two days."""
    for module, sections in ((ROUTES, ("peak", "onset", "summary")), ("sessions/presence", ("return",))):
        for section in sections:
            reading.finish_section(database, actor, COURSE, module, section, after(hours=1))
    finish(database, actor, "routes", RIGHT_ROUTES, after(hours=2))
    finish(database, actor, "presence", {"stay": "always", "wait": "always"}, after(hours=3))
    finish(database, actor, "begin", {"known": "never"}, after(hours=4))
    for section in ("heart", "mood"):
        reading.finish_section(database, actor, COURSE, "pharmacology/screening", section, after(days=1))
    right = dict.fromkeys(("pulse", "mood", "sleep", "diet"), "always")
    finish(database, actor, "screening", right, after(days=2))


def test_a_transcript_takes_the_same_statements_however_much_was_done(
    clinic: Database, maren: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    def statements() -> int:
        transcript(clinic, maren, after(days=15))
        with count_statements(clinic) as counted:
            transcript(clinic, maren, after(days=15))
        return len(counted)

    before = statements()
    make_busy(clinic)

    assert before == statements() == 24


def test_an_archive_takes_some_statements_more_for_each_attempt_and_none_for_each_fact(
    clinic: Database, jonas: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    def statements() -> int:
        subject = DataSubject(person_id=jonas.person_id, name=jonas.name)
        found = []
        for _ in range(2):
            with count_statements(clinic) as counted, clinic.reading() as session:
                write_own_data(session, clinic, subject, after(days=15), UTC, BytesIO())
            found.append(len(counted))
        return found[-1]

    nothing = statements()
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, jonas, COURSE, ROUTES, section, after(days=1))
    read = statements()
    finish(clinic, jonas, "routes", {}, after(days=2))
    one = statements()
    finish(clinic, jonas, "routes", {"transfer": "true", "hours": "4"}, after(days=4))
    two = statements()

    assert nothing == read
    assert one - nothing == two - one == 7
