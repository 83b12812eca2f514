"""Saved versions are kept for a while, and those of a draft that is still written on a little more."""

from datetime import UTC, datetime, timedelta

from trainer.curriculum.keeping import SavedVersion, superfluous

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def saved(number: int, days_ago: float) -> SavedVersion:
    return SavedVersion(number=number, at=NOW - timedelta(days=days_ago))


def test_every_version_of_the_last_ninety_days_stays() -> None:
    versions = [saved(1, 90), saved(2, 89.9), saved(3, 0)]

    assert superfluous(versions, {3}, NOW, is_living=False) == frozenset()


def test_what_is_older_goes_once_nobody_writes_on_it() -> None:
    versions = [saved(1, 200), saved(2, 90.1), saved(3, 89.9)]

    assert superfluous(versions, {3}, NOW, is_living=False) == set(versions[:2])


def test_of_a_draft_that_is_written_on_the_last_of_each_earlier_day_stays() -> None:
    versions = [saved(1, 100.2), saved(2, 100.1), saved(3, 99.1), saved(4, 1)]

    assert superfluous(versions, {4}, NOW, is_living=True) == {versions[0]}


def test_what_is_needed_stays_however_old_it_is() -> None:
    versions = [saved(1, 300), saved(2, 200), saved(3, 100)]

    assert superfluous(versions, {2, 3}, NOW, is_living=False) == {versions[0]}
