"""What became of an uploaded document, and when it expires."""

from datetime import date

import pytest

from trainer.curriculum.uploaded_documents import DocumentState, document_state, expiry_line, why_not_until

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("valid_until", "line"),
    [
        (None, ""),
        (date(2026, 12, 24), ""),
        (date(2026, 12, 23), "It expires in 30 days. Upload the renewed document as soon as you have it."),
        (date(2026, 11, 24), "It expires in 1 day. Upload the renewed document as soon as you have it."),
        (date(2026, 11, 23), "Today is its last day. Upload the renewed document as soon as you have it."),
        (date(2026, 11, 22), "It has expired. Upload the renewed document."),
    ],
)
def test_its_owner_is_told_from_thirty_days_before_the_last_day(valid_until: date | None, line: str) -> None:
    assert expiry_line(valid_until, TODAY) == line


@pytest.mark.parametrize(
    ("decision", "is_withdrawn", "is_latest", "valid_until", "state"),
    [
        (None, False, True, None, DocumentState.WAITING),
        (None, False, False, None, DocumentState.REPLACED),
        ("returned", False, False, None, DocumentState.RETURNED),
        ("accepted", False, False, None, DocumentState.ACCEPTED),
        ("accepted", False, True, date(2026, 11, 23), DocumentState.ACCEPTED),
        ("accepted", False, True, date(2026, 11, 22), DocumentState.EXPIRED),
        ("accepted", True, True, date(2026, 11, 22), DocumentState.WITHDRAWN),
    ],
)
def test_what_became_of_it(
    decision: str | None, is_withdrawn: bool, is_latest: bool, valid_until: date | None, state: DocumentState
) -> None:
    found = document_state(
        decision, is_withdrawn=is_withdrawn, is_latest=is_latest, valid_until=valid_until, today=TODAY
    )

    assert found is state


@pytest.mark.parametrize(
    ("valid_until", "wrong"),
    [
        (None, "Say until when it is valid, as it stands on the document: day, month and year."),
        (date(2026, 11, 22), "This day has passed. Upload a document that is still valid."),
        (date(2026, 11, 23), ""),
        (date(2041, 11, 23), ""),
        (date(2041, 11, 24), "This is more than 15 years ahead. Look at the year again."),
    ],
)
def test_the_last_day_is_today_or_later_and_no_slip_of_the_year(valid_until: date | None, wrong: str) -> None:
    assert why_not_until(valid_until, TODAY) == wrong


def test_a_leap_day_has_a_day_fifteen_years_later() -> None:
    assert why_not_until(date(2043, 2, 28), date(2028, 2, 29)) == ""
