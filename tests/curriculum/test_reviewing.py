"""What the clinical reviews of a document mean, by their numbers and days."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from trainer.curriculum.reviewing import (
    Decision,
    DocumentReview,
    Reviewed,
    ReviewState,
    Signature,
    a_year_after,
    document_review,
    signed_up_to,
)

TODAY = date(2026, 11, 23)
RUTH = Signature(name="Ruth", licence="psychiatrist", number="1", place="Austria")


def signed(revision: int, number: int = 1, **more: Any) -> Reviewed:
    """A signature of the first of October, due again a year later. `more` are its other fields."""
    given: dict[str, Any] = {
        "id": UUID(int=100 * revision + number),
        "revision_id": UUID(int=revision),
        "revision": revision,
        "number": number,
        "decision": Decision.SIGNED,
        "day": date(2026, 10, 1),
        "by_id": UUID(int=7),
        "by": "Ruth",
        "due_on": date(2027, 10, 1),
        "signature": RUTH,
    }
    return Reviewed(**(given | more))


def returned(revision: int, number: int = 1, **more: Any) -> Reviewed:
    """A return with two comments of which one is open."""
    given = {"decision": Decision.RETURNED, "due_on": None, "signature": None, "comments": 2, "open_comments": 1}
    return signed(revision, number, **(given | more))


def review(*reviews: Reviewed, revision: int = 1, review_by: date | None = None, today: date = TODAY) -> DocumentReview:
    return document_review(reviews, revision=revision, review_by=review_by, today=today)


def test_what_nobody_reviewed_waits_for_a_first_signature() -> None:
    found = review(review_by=date(2026, 11, 22))

    assert (found.state, found.last, found.is_signed) == (ReviewState.NEVER, None, False)
    assert found.waits_for_reviewers(TODAY)
    assert (found.is_past_due(TODAY), found.is_past_due(date(2026, 11, 22))) == (True, False)
    assert (review().due_on, review().is_past_due(TODAY)) == (None, False)


def test_a_signature_counts_until_the_end_of_its_last_day() -> None:
    on_the_day = review(signed(1), today=date(2027, 10, 1))
    a_day_later = review(signed(1), today=date(2027, 10, 2))

    assert (on_the_day.state, on_the_day.due_on) == (ReviewState.REVIEWED, date(2027, 10, 1))
    assert (a_day_later.state, a_day_later.due_on) == (ReviewState.OVERDUE, date(2027, 10, 1))
    assert (on_the_day.is_signed, a_day_later.is_signed) == (True, True)


@pytest.mark.parametrize(
    ("review_by", "due_on"),
    [
        (None, date(2027, 10, 1)),
        (date(2027, 3, 1), date(2027, 3, 1)),
        (date(2028, 3, 1), date(2027, 10, 1)),
        # That day had passed when it was signed, so that the signature met it.
        (date(2026, 9, 1), date(2027, 10, 1)),
        (date(2026, 10, 1), date(2027, 10, 1)),
    ],
)
def test_it_is_due_again_on_the_day_that_comes_first(review_by: date | None, due_on: date) -> None:
    assert review(signed(1), review_by=review_by).due_on == due_on


@pytest.mark.parametrize(
    ("today", "soon"),
    [
        (date(2027, 8, 31), False),
        (date(2027, 9, 1), True),
        (date(2027, 10, 1), True),
        (date(2027, 10, 2), False),
    ],
)
def test_reviewers_are_asked_a_month_before(today: date, soon: bool) -> None:
    found = review(signed(1), today=today)
    assert found.is_due_soon(today) is soon
    assert found.waits_for_reviewers(today) is (soon or found.state is ReviewState.OVERDUE)


def test_typos_and_clarifications_keep_a_signature() -> None:
    found = review(signed(2, asks_anew_at=None), revision=4)

    assert (found.state, found.has_small_changes) == (ReviewState.REVIEWED, True)
    assert not review(signed(4), revision=4).has_small_changes


def test_a_material_change_asks_for_another() -> None:
    changed = review(signed(2, asks_anew_at=4), revision=4)

    assert (changed.state, changed.is_signed) == (ReviewState.CHANGED, False)
    assert changed.waits_for_reviewers(TODAY)
    assert review(signed(2, asks_anew_at=4), signed(4), revision=4).state is ReviewState.REVIEWED


def test_an_earlier_revision_keeps_what_held_for_it() -> None:
    every = (signed(2, asks_anew_at=4), returned(4))

    assert review(*every, revision=1).state is ReviewState.NEVER
    assert review(*every, revision=3).state is ReviewState.REVIEWED
    assert review(*every, revision=4).state is ReviewState.RETURNED


def test_what_was_returned_is_the_authors_turn_until_they_publish() -> None:
    with_authors, anew = review(returned(2), revision=2), review(returned(2), revision=3)

    assert (with_authors.is_with_authors, with_authors.waits_for_reviewers(TODAY)) == (True, False)
    assert (anew.is_published_anew, anew.is_with_authors, anew.waits_for_reviewers(TODAY)) == (True, False, True)
    assert (with_authors.open_comments, with_authors.is_signed) == (1, False)


def test_a_return_ends_a_signature_and_taking_it_back_restores_it() -> None:
    assert review(signed(2), returned(2, 2), revision=2).state is ReviewState.RETURNED
    assert review(signed(2), returned(2, 2, is_withdrawn=True), revision=2).state is ReviewState.REVIEWED
    assert review(signed(2), returned(2, 2, is_withdrawn=True), revision=2).open_comments == 0


def test_a_withdrawn_signature_is_not_made_good_by_an_earlier_one() -> None:
    found = review(signed(1), signed(1, 2, is_withdrawn=True))

    assert (found.state, found.is_signed) == (ReviewState.WITHDRAWN, False)
    assert review(signed(1, is_withdrawn=True), signed(1, 2)).state is ReviewState.REVIEWED


def test_numbers_decide_and_not_days() -> None:
    late = signed(1, 1, day=date(2026, 11, 20))
    assert review(late, returned(1, 2, day=date(2026, 11, 1))).state is ReviewState.RETURNED


def test_comments_stay_open_until_they_are_settled_whatever_is_signed() -> None:
    assert review(returned(1, open_comments=2), returned(2), signed(3), revision=3).open_comments == 3


def test_words_are_attested_up_to_the_last_signature_that_stands() -> None:
    assert signed_up_to([]) == 0
    assert signed_up_to([signed(1), returned(2), signed(3, is_withdrawn=True)]) == 1


def test_a_year_after_a_leap_day_is_the_last_of_february() -> None:
    assert a_year_after(date(2026, 11, 23)) == date(2027, 11, 23)
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
