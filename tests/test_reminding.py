"""Who is told of what by mail, and when: as often as they chose, each reminder once, and never while at rest."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from trainer.reminding import (
    Deadline,
    NoticeKind,
    Rhythm,
    Told,
    deadline_reminder,
    due_at,
    gathered,
    is_morning,
)

ENDS = date(2027, 3, 12)
VIENNA = ZoneInfo("Europe/Vienna")
KIRITIMATI = ZoneInfo("Pacific/Kiritimati")


@pytest.mark.parametrize(
    ("days_before", "kind"),
    [
        (31, None),
        (30, NoticeKind.DUE_IN_A_MONTH),
        (8, NoticeKind.DUE_IN_A_MONTH),
        (7, NoticeKind.DUE_IN_A_WEEK),
        (0, NoticeKind.DUE_IN_A_WEEK),
        (-1, NoticeKind.OVERDUE),
        (-14, NoticeKind.OVERDUE),
        (-15, None),
    ],
)
def test_a_last_day_is_told_of_a_month_before_a_week_before_and_after_it(
    days_before: int, kind: NoticeKind | None
) -> None:
    assert deadline_reminder(Deadline(ends_on=ENDS), ENDS - timedelta(days=days_before)) is kind


def test_over_a_year_each_reminder_comes_once_and_never_late() -> None:
    told: frozenset[NoticeKind] = frozenset()
    came = []
    for days in range(-365, 365):
        kind = deadline_reminder(Deadline(ends_on=ENDS, told=told), ENDS + timedelta(days=days))
        if kind:
            came.append((days, kind))
            told |= {kind}
    assert came == [(-30, NoticeKind.DUE_IN_A_MONTH), (-7, NoticeKind.DUE_IN_A_WEEK), (1, NoticeKind.OVERDUE)]


def test_whoever_joins_late_is_told_of_what_is_left_of_the_time_only() -> None:
    assert deadline_reminder(Deadline(ends_on=ENDS), ENDS - timedelta(days=3)) is NoticeKind.DUE_IN_A_WEEK


@pytest.mark.parametrize(
    "deadline",
    [
        Deadline(ends_on=None),
        Deadline(ends_on=ENDS, is_paused=True),
        Deadline(ends_on=ENDS, is_complete=True),
    ],
    ids=["no last day", "paused", "complete"],
)
def test_nobody_is_reminded_who_has_no_day_or_rests_or_is_complete(deadline: Deadline) -> None:
    days = [ENDS + timedelta(days=number) for number in range(-40, 40)]
    assert {deadline_reminder(deadline, day) for day in days} == {None}


@pytest.mark.parametrize(
    ("rhythm", "zone", "expected"),
    [
        (Rhythm.AT_ONCE, VIENNA, datetime(2027, 3, 25, 22, 30, tzinfo=UTC)),
        # Vienna's clocks are an hour ahead of UTC on that Friday, two hours from Sunday on.
        (Rhythm.DAILY, VIENNA, datetime(2027, 3, 26, 6, tzinfo=UTC)),
        (Rhythm.WEEKLY, VIENNA, datetime(2027, 3, 29, 5, tzinfo=UTC)),
        (Rhythm.NONE, VIENNA, None),
    ],
)
def test_a_digest_comes_in_the_morning_of_where_the_course_is_held(
    rhythm: Rhythm, zone: ZoneInfo, expected: datetime | None
) -> None:
    at = datetime(2027, 3, 25, 22, 30, tzinfo=UTC)  # late on a Thursday evening
    assert due_at(rhythm, NoticeKind.CHANGED, at, at.astimezone(zone).date(), zone) == expected


def test_a_weekly_digest_comes_on_the_next_monday_whatever_the_day() -> None:
    mornings = set()
    for day in range(1, 8):  # Monday, 1 March 2027, to Sunday
        at = datetime(2027, 3, day, 5, tzinfo=UTC)
        mornings.add(due_at(Rhythm.WEEKLY, NoticeKind.CHANGED, at, at.date(), ZoneInfo("UTC")))
    assert mornings == {datetime(2027, 3, 8, 7, tzinfo=UTC)}


@pytest.mark.parametrize("rhythm", Rhythm)
def test_a_revoked_certificate_is_told_of_at_once_whatever_was_chosen(rhythm: Rhythm) -> None:
    at = datetime(2027, 3, 25, 22, 30, tzinfo=UTC)
    assert due_at(rhythm, NoticeKind.REVOKED, at, at.date(), VIENNA) == at


def test_morning_is_where_the_course_is_held() -> None:
    at = datetime(2027, 1, 15, 17, 30, tzinfo=UTC)  # half past seven of the next day on Kiritimati
    assert [is_morning(at - timedelta(minutes=minutes), KIRITIMATI) for minutes in (0, 30, 31)] == [True, True, False]
    assert is_morning(at, VIENNA)


def test_the_same_is_told_once_with_how_often_it_happened() -> None:
    waiting = Told(kind=NoticeKind.WAITING, title="", path="supervise/waiting")
    returned = Told(kind=NoticeKind.RETURNED, title="Consent", path="courses/care/requirements")
    assert gathered([waiting, returned, waiting, waiting]) == (
        Told(kind=NoticeKind.WAITING, title="", path="supervise/waiting", count=3),
        returned,
    )
