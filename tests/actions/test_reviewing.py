"""A reviewer signs the revision that they saw, once, or returns it; and either can be withdrawn."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from tests.support import reviews
from tests.support.changed_module import SUMMARY, publish_routes
from tests.support.clinic import ADA, COURSE, ILSE, MAREN, NILS, actor_of, after
from tests.support.reviews import (
    OTTO,
    PATH,
    SIGNATURE,
    comment,
    last_review,
    let_review,
    line_of,
    page_of,
    return_it,
    reviewer,
    seen_on,
    sign,
    signing,
    write,
)
from trainer.access import Actor
from trainer.actions import reviewing
from trainer.curriculum.change import Change
from trainer.curriculum.reviewing import ReviewState, Signature
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.storage.adding import words_digest
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.people import Words
from trainer.storage.reviews import Review, ReviewComment, ReviewWithdrawal


@pytest.fixture
def ruth(clinic: Database) -> Actor:
    """A reviewer of every course."""
    return reviewer(clinic)


@pytest.fixture
def otto(clinic: Database) -> Actor:
    """Another reviewer."""
    return reviewer(clinic, OTTO)


def count(database: Database, table: type[Review | ReviewComment | ReviewWithdrawal]) -> int:
    with database.reading() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def test_a_signature_is_a_fact_about_the_revision_with_the_name_beside_it(clinic: Database, ruth: Actor) -> None:
    shown = sign(clinic, ruth, after(days=2))

    fact = last_review(clinic)
    with clinic.reading() as session:
        words = session.get_one(Words, fact.text_id)
    assert (fact.decision, fact.number, fact.day, fact.actor_id) == ("signed", 1, after(days=2).today, ruth.person_id)
    assert fact.revision_id == page_of(clinic, ruth, after(days=2)).head.revision_id
    assert words.salt is not None
    assert words.words == json.dumps(
        {"licence": "psychiatrist", "name": "Dr Ruth Adler", "number": "A 12345", "place": "Austria"},
        separators=(",", ":"),
    )
    assert fact.text_digest == words_digest(words.salt, words.words)
    assert (shown.state, shown.due_on) == (ReviewState.REVIEWED, fact.due_on)
    assert fact.due_on is not None
    assert fact.due_on - fact.day in (timedelta(days=365), timedelta(days=366))


def test_a_double_click_signs_once(clinic: Database, ruth: Actor) -> None:
    seen = seen_on(page_of(clinic, ruth, after(days=2)))
    for _ in range(2):
        reviewing.sign(clinic, ruth, COURSE, PATH, signing(), seen, after(days=2))

    assert count(clinic, Review) == 1
    with clinic.reading() as session:
        events = session.scalars(select(AuditEntry.event).where(AuditEntry.event.like("content:review:%"))).all()
    assert events == ["content:review:signed"]


def test_what_was_published_meanwhile_is_not_signed(clinic: Database, ruth: Actor) -> None:
    seen = seen_on(page_of(clinic, ruth, after(days=2)))
    publish_routes(clinic, SUMMARY, day=3, change=Change.TYPO)

    with pytest.raises(Stale, match="A new revision was published meanwhile"):
        reviewing.sign(clinic, ruth, COURSE, PATH, signing(), seen, after(days=4))
    assert count(clinic, Review) == 0


def test_what_another_reviewer_decided_meanwhile_is_looked_at_first(clinic: Database, ruth: Actor, otto: Actor) -> None:
    seen = seen_on(page_of(clinic, ruth, after(days=2)))
    return_it(clinic, otto, after(days=2), (0, "Too short."))

    with pytest.raises(Stale, match="Somebody reviewed this revision meanwhile"):
        reviewing.sign(clinic, ruth, COURSE, PATH, signing(), seen, after(days=2))
    assert count(clinic, Review) == 1


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        ("name", {"name": " - "}, "Write your name as it is to be printed."),
        ("licence", {"licence": ""}, "Say as what you are licensed, for example “psychiatrist”."),
        ("number", {"number": ""}, "Write the number of your licence."),
        ("place", {"place": "x" * 201}, "Shorten this to 200 characters."),
    ],
)
def test_name_and_licence_are_asked_for(
    clinic: Database, ruth: Actor, field: str, given: dict[str, str], sentence: str
) -> None:
    seen = seen_on(page_of(clinic, ruth, after(days=2)))
    entered = signing(signature=replace(SIGNATURE, **given))

    with pytest.raises(Invalid) as refused:
        reviewing.sign(clinic, ruth, COURSE, PATH, entered, seen, after(days=2))
    assert refused.value.problems == ((field, sentence),)
    assert count(clinic, Review) == 0


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_it_is_due_again_after_today_and_within_a_year(clinic: Database, ruth: Actor, days: int) -> None:
    now = after(days=2)
    seen = seen_on(page_of(clinic, ruth, now))

    with pytest.raises(Invalid, match="Choose a day after today"):
        reviewing.sign(clinic, ruth, COURSE, PATH, signing(now.today + timedelta(days=days)), seen, now)


def test_nothing_is_signed_without_standing_for_it(clinic: Database, ruth: Actor) -> None:
    seen = seen_on(page_of(clinic, ruth, after(days=2)))
    with pytest.raises(Invalid, match="Say that you have read it and stand for it"):
        reviewing.sign(clinic, ruth, COURSE, PATH, signing(attests=False), seen, after(days=2))


def test_comments_that_were_not_sent_keep_it_from_being_signed(clinic: Database, ruth: Actor) -> None:
    comment(clinic, ruth, after(days=2), "Which dose?")

    with pytest.raises(Invalid, match="You have comments here that were not sent"):
        sign(clinic, ruth, after(days=2))
    assert [each.words for each in page_of(clinic, ruth, after(days=2)).unsent] == ["Which dose?"]


def test_a_returned_revision_carries_its_comments_and_is_returned_once(clinic: Database, ruth: Actor) -> None:
    line = line_of(clinic, ruth, "Ask first.")
    comment(clinic, ruth, after(days=2), "Ask whom?", line)
    comment(clinic, ruth, after(days=2), "The whole is too short.")
    seen = seen_on(page_of(clinic, ruth, after(days=2)))
    for _ in range(2):
        reviewing.return_it(clinic, ruth, COURSE, PATH, seen, after(days=2))

    page = page_of(clinic, ruth, after(days=2))
    assert page.unsent == ()
    assert [(each.line, each.quote, each.comment.words) for each in page.said] == [
        (0, "", "The whole is too short."),
        (line, "Ask first.", "Ask whom?"),
    ]
    assert (page.review.state, page.review.last and page.review.last.open_comments) == (ReviewState.RETURNED, 2)
    assert (count(clinic, Review), count(clinic, ReviewComment)) == (1, 2)


def test_nothing_is_returned_without_a_comment(clinic: Database, ruth: Actor) -> None:
    with pytest.raises(Invalid, match="Write at least one comment"):
        return_it(clinic, ruth, after(days=2))
    assert count(clinic, Review) == 0


def test_a_comment_written_on_an_earlier_revision_goes_with_its_words(clinic: Database, ruth: Actor) -> None:
    before = line_of(clinic, ruth, "Ask first.")
    comment(clinic, ruth, after(days=2), "Ask whom?", before)
    comment(clinic, ruth, after(days=2), "A lozenge?", line_of(clinic, ruth, "An opening"))
    publish_routes(clinic, ("## Summary", "Two lines\nmore.\n\n## Summary"), ("An opening", "Some words"), day=3)
    page = page_of(clinic, ruth, after(days=4))

    assert [(each.line, each.written_on) for each in page.unsent] == [(page.unsent[0].line, 1), (before + 3, 1)]
    return_it(clinic, ruth, after(days=4))
    said = {each.comment.words: each.comment.line for each in page_of(clinic, ruth, after(days=4)).said}
    assert said["Ask whom?"] == before + 3


def test_nobody_signs_what_they_wrote_until_somebody_else_has(clinic: Database, ruth: Actor) -> None:
    ilse = let_review(clinic, ILSE)
    write(clinic, ilse, after(days=2))
    publish_routes(clinic, ("Ask first.", "Ask them."), day=3)

    page = page_of(clinic, ilse, after(days=4))
    assert (page.is_own, page.can_decide) == (True, False)
    with pytest.raises(NotAllowed, match="You wrote on this document"):
        reviewing.sign(clinic, ilse, COURSE, PATH, signing(), seen_on(page), after(days=4))
    comment(clinic, ilse, after(days=4), "My own.")
    with pytest.raises(NotAllowed, match="You wrote on this document"):
        reviewing.return_it(clinic, ilse, COURSE, PATH, seen_on(page), after(days=4))

    sign(clinic, ruth, after(days=5))
    publish_routes(clinic, ("Ask first.", "Ask the prescriber."), day=6)
    assert page_of(clinic, ilse, after(days=7)).can_decide


def test_a_draft_that_is_not_published_keeps_nobody_from_signing_what_is(clinic: Database, ruth: Actor) -> None:
    ilse = let_review(clinic, ILSE)
    write(clinic, ilse, after(days=2))

    assert sign(clinic, ilse, after(days=3)).state is ReviewState.REVIEWED


def test_a_withdrawn_signature_counts_no_more_and_stays(clinic: Database, ruth: Actor) -> None:
    sign(clinic, ruth, after(days=2))
    fact = last_review(clinic)
    for reason in ("The alert of last week.", "Again."):
        assert reviewing.withdraw(clinic, ruth, COURSE, fact.id, reason, after(days=3)) == PATH

    page = page_of(clinic, ruth, after(days=3))
    assert page.review.state is ReviewState.WITHDRAWN
    assert [(each.review.is_withdrawn, each.may_withdraw) for each in page.past] == [(True, False)]
    assert (count(clinic, Review), count(clinic, ReviewWithdrawal)) == (1, 1)
    assert last_review(clinic).due_on == fact.due_on


def test_a_review_is_withdrawn_by_its_reviewer_or_an_administrator_and_nobody_else(
    clinic: Database, ruth: Actor, otto: Actor
) -> None:
    sign(clinic, ruth, after(days=2))
    review_id = last_review(clinic).id

    for stranger in (otto, actor_of(clinic, ILSE), actor_of(clinic, MAREN)):
        with pytest.raises(NotFound):
            reviewing.withdraw(clinic, stranger, COURSE, review_id, "No.", after(days=3))
    with pytest.raises(NotFound):
        reviewing.withdraw(clinic, ruth, "harbour", review_id, "No.", after(days=3))
    with pytest.raises(Invalid, match="Write in a sentence why"):
        reviewing.withdraw(clinic, actor_of(clinic, ADA), COURSE, review_id, " ", after(days=3))
    reviewing.withdraw(clinic, actor_of(clinic, ADA), COURSE, review_id, "Her licence had ended.", after(days=3))
    assert count(clinic, ReviewWithdrawal) == 1


def test_only_reviewers_of_the_course_review(clinic: Database, ruth: Actor) -> None:
    elsewhere = reviewer(clinic, OTTO, course="harbour")
    seen = seen_on(page_of(clinic, ruth, after(days=2)))

    for address in (ILSE, NILS, ADA, MAREN):
        with pytest.raises(NotFound):
            reviewing.sign(clinic, actor_of(clinic, address), COURSE, PATH, signing(), seen, after(days=2))
    with pytest.raises(NotFound):
        reviewing.sign(clinic, elsewhere, COURSE, PATH, signing(), seen, after(days=2))


@pytest.mark.parametrize("path", ["curriculum/glossary.yml", "curriculum/figures/routes.svg", "nothing.md", "../x"])
def test_only_modules_and_quizzes_are_reviewed(clinic: Database, ruth: Actor, path: str) -> None:
    with pytest.raises(NotFound):
        reviewing.sign(
            clinic, ruth, COURSE, path, signing(), reviewing.SeenReviews(revision=uuid4(), reviews=0), after(days=2)
        )


def test_a_quiz_is_signed_too(clinic: Database, ruth: Actor) -> None:
    assert reviews.sign(clinic, ruth, after(days=2), "quizzes/routes.yml").state is ReviewState.REVIEWED


def test_an_erased_name_leaves_the_review_standing(clinic: Database, ruth: Actor) -> None:
    sign(clinic, ruth, after(days=2))
    with clinic.writing() as session:
        words = session.get_one(Words, last_review(clinic).text_id)
        words.words, words.salt = None, None
        session.commit()

    review = page_of(clinic, ruth, after(days=2)).review
    assert review.state is ReviewState.REVIEWED
    assert review.last is not None
    assert review.last.signature == Signature(name="")
    assert isinstance(review.last.id, UUID)
