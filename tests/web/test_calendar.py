"""The calendar file is one that calendars take."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from tests.support.attempts import finish
from tests.support.clinic import COURSE, MAREN, actor_of
from tests.web.conftest import As
from trainer import clock
from trainer.queries.due import Due, DueKind, DuePage
from trainer.queries.reader import CourseHead
from trainer.storage.database import Database
from trainer.web.due import written

AT = datetime(2026, 11, 23, 9, 30, 12, tzinfo=UTC)
HEAD = CourseHead(slug="care", title="A course; of care, too", edition=1, is_enrolled=True)
END = Due(
    id=UUID("00000000-0000-4000-8000-000000000001"),
    kind=DueKind.END,
    title=HEAD.title,
    on=date(2026, 12, 31),
    left=("Routes", 'The "return"', "Äußerst langer Titel " * 8),
)
WAIT = Due(
    id=UUID("00000000-0000-4000-8000-000000000002"),
    kind=DueKind.OPENS,
    title="Routes",
    on=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
)


def events(content: bytes) -> list[Event]:
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    return found.events


def test_it_is_written_as_rfc_5545_asks() -> None:
    content = written(DuePage(course=HEAD, dates=(WAIT, END)), AT, "https://x.example/courses/care/progress")

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    assert (lines[0], lines[-2]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")
    found = Calendar.from_ical(content)
    assert (found["VERSION"], found["METHOD"], found["PRODID"]) == ("2.0", "PUBLISH", "-//Trainer//Due dates//EN")
    wait, end = events(content)
    assert [error for event in (wait, end) for error in event.errors] == []
    assert (str(end["SUMMARY"]), end.decoded("DTSTART"), end.decoded("DTEND")) == (
        "Last day: A course; of care, too",
        date(2026, 12, 31),
        date(2027, 1, 1),
    )
    assert str(end["DESCRIPTION"]).startswith("Still to do: “Routes”, “The ‘return’”, “Äußerst")
    assert (str(wait["SUMMARY"]), wait.decoded("DTSTART")) == ("Quiz can be started: Routes", WAIT.on)
    assert "DTEND" not in wait
    assert b"DTSTART:20261124T080000Z" in content
    assert b"DTSTART;VALUE=DATE:20261231" in content


def test_the_same_date_keeps_its_uid_and_a_later_file_has_a_higher_sequence() -> None:
    first, later = (
        events(written(DuePage(course=HEAD, dates=(END,)), at, "https://x.example/"))[0]
        for at in (AT, AT + timedelta(minutes=1))
    )
    assert first["UID"] == later["UID"] == "00000000-0000-4000-8000-000000000001"
    assert first.sequence + 1 == later.sequence < 2**31
    assert first.decoded("DTSTAMP") == AT


@pytest.mark.parametrize("place", ["", "progress"])
def test_a_trainee_finds_it_from_home_and_progress(signed_in: As, place: str) -> None:
    page = signed_in(MAREN).get(f"/courses/{COURSE}/{place}").get_data(as_text=True)
    assert f'href="/courses/{COURSE}/calendar.ics"' in page


def test_it_holds_the_wait_and_the_last_day_and_no_words_but_titles(clinic: Database, signed_in: As) -> None:
    moment = clock.now(ZoneInfo("UTC"))
    finish(clinic, actor_of(clinic, MAREN), "routes", {}, moment)
    answer = signed_in(MAREN).get(f"/courses/{COURSE}/calendar.ics")

    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="care.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert [str(event["SUMMARY"]) for event in events(answer.data)] == [
        "Quiz can be started: Routes",
        "Last day: A course of care",
    ]
    for private in (b"Maren", b"Evening", b"0 %", b"failed"):
        assert private not in answer.data
