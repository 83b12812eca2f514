"""Weeks run from Monday to Monday where the course is held."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from trainer.curriculum.weeks import Week, last_weeks


def test_the_last_week_is_the_one_of_the_day() -> None:
    weeks = last_weeks(8, date(2026, 11, 25), ZoneInfo("UTC"))

    assert [week.monday for week in weeks][:2] == [date(2026, 10, 5), date(2026, 10, 12)]
    assert weeks[-1] == Week(
        monday=date(2026, 11, 23),
        begins=datetime(2026, 11, 23, tzinfo=UTC),
        ends=datetime(2026, 11, 30, tzinfo=UTC),
    )
    assert len(weeks) == 8


def test_a_monday_belongs_to_its_own_week_and_a_sunday_to_the_one_before() -> None:
    assert last_weeks(1, date(2026, 11, 23), ZoneInfo("UTC"))[0].monday == date(2026, 11, 23)
    assert last_weeks(1, date(2026, 11, 22), ZoneInfo("UTC"))[0].monday == date(2026, 11, 16)


def test_a_week_in_which_the_clocks_change_is_an_hour_longer() -> None:
    [week] = last_weeks(1, date(2026, 10, 20), ZoneInfo("Europe/Berlin"))

    assert week.begins == datetime(2026, 10, 18, 22, tzinfo=UTC)
    assert week.ends == datetime(2026, 10, 25, 23, tzinfo=UTC)
