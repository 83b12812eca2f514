"""Comments are kept until they are sent, go to the authors, and are settled by them."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from tests.support.clinic import ADA, COURSE, ILSE, NILS, actor_of, after
from tests.support.reviews import OTTO, PATH, comment, line_of, page_of, return_it, reviewer
from trainer.access import Actor
from trainer.actions import review_comments
from trainer.actions.review_comments import Entered, Kept
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.queries.review_comments import ReviewCommentsPage, review_comments_page
from trainer.storage.database import Database
from trainer.storage.people import Words
from trainer.storage.reviews import ReviewComment, ReviewSettlement


@pytest.fixture
def ruth(clinic: Database) -> Actor:
    """A reviewer of every course."""
    return reviewer(clinic)


def entered(database: Database, actor: Actor, words: str = "Which dose?", line: int = 0, seen: int = 0) -> Entered:
    revision = page_of(database, actor, after(days=1)).head.revision_id
    return Entered(id=uuid4(), revision=revision, line=line, words=words, seen=seen)


def keep(database: Database, actor: Actor, given: Entered) -> None:
    review_comments.keep(database, actor, COURSE, PATH, given, after(days=1))


def unsent(database: Database, actor: Actor) -> list[tuple[int, str, int]]:
    return [(each.line, each.words, each.version) for each in page_of(database, actor, after(days=1)).unsent]


def page_for_authors(database: Database) -> ReviewCommentsPage:
    with database.reading() as session:
        return review_comments_page(session, database, actor_of(database, ILSE), COURSE, PATH, after(days=4))


def open_comment(database: Database) -> UUID:
    with database.reading() as session:
        return session.scalars(select(ReviewComment.id)).one()


def test_a_double_click_keeps_one_comment(clinic: Database, ruth: Actor) -> None:
    given = entered(clinic, ruth, "  Which dose?\r\nWhose?\x07 ", line_of(clinic, ruth, "Ask first."))
    for _ in range(2):
        keep(clinic, ruth, given)

    assert unsent(clinic, ruth) == [(given.line, "Which dose?\nWhose?", 1)]


def test_the_same_words_on_the_same_line_are_one_comment(clinic: Database, ruth: Actor) -> None:
    given = entered(clinic, ruth)
    keep(clinic, ruth, given)
    keep(clinic, ruth, replace(given, id=uuid4()))  # the form was sent again after going back

    assert unsent(clinic, ruth) == [(0, "Which dose?", 1)]


def test_a_comment_is_changed_after_the_version_that_was_seen(clinic: Database, ruth: Actor) -> None:
    given = entered(clinic, ruth)
    keep(clinic, ruth, given)
    keep(clinic, ruth, replace(given, words="Which dose, and when?", seen=1))
    keep(clinic, ruth, replace(given, words="Which dose, and when?", seen=1))

    assert unsent(clinic, ruth) == [(0, "Which dose, and when?", 2)]
    with pytest.raises(Stale) as refused:
        keep(clinic, ruth, replace(given, words="From another tab.", seen=1))
    assert refused.value.current == Kept(
        id=given.id, revision=given.revision, line=0, words="Which dose, and when?", version=2
    )
    assert unsent(clinic, ruth) == [(0, "Which dose, and when?", 2)]


@pytest.mark.parametrize(
    ("words", "line", "field"),
    [(" \n ", 0, "words"), ("x" * 2001, 0, "words"), ("A", 9999, "line"), ("A", 999_999_999, "line")],
)
def test_a_comment_needs_words_and_a_line_that_has_some(
    clinic: Database, ruth: Actor, words: str, line: int, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        keep(clinic, ruth, entered(clinic, ruth, words, line))
    assert [each for each, _ in refused.value.problems] == [field]
    assert unsent(clinic, ruth) == []


def test_what_is_removed_can_be_kept_again(clinic: Database, ruth: Actor) -> None:
    draft_id = comment(clinic, ruth, after(days=1), "Which dose?")
    removed = review_comments.remove(clinic, ruth, COURSE, PATH, draft_id)

    assert unsent(clinic, ruth) == []
    assert removed is not None
    keep(
        clinic, ruth, Entered(id=removed.id, revision=removed.revision, line=removed.line, words=removed.words, seen=0)
    )
    assert unsent(clinic, ruth) == [(0, "Which dose?", 1)]
    assert review_comments.remove(clinic, ruth, COURSE, PATH, uuid4()) is None


def test_nobody_sees_or_changes_what_another_reviewer_has_not_sent(clinic: Database, ruth: Actor) -> None:
    otto = reviewer(clinic, OTTO)
    given = entered(clinic, ruth)
    keep(clinic, ruth, given)

    assert unsent(clinic, otto) == []
    with pytest.raises(NotFound):
        keep(clinic, otto, replace(given, words="Mine now.", seen=1))
    assert review_comments.remove(clinic, otto, COURSE, PATH, given.id) is None
    with pytest.raises(NotFound):
        keep(clinic, actor_of(clinic, ILSE), entered(clinic, ruth))
    with pytest.raises(NotFound):
        keep(clinic, ruth, replace(given, id=uuid4(), revision=uuid4()))
    assert unsent(clinic, ruth) == [(0, "Which dose?", 1)]


def test_a_comment_is_settled_once_in_a_sentence_beside_the_fact(clinic: Database, ruth: Actor) -> None:
    return_it(clinic, ruth, after(days=2), (line_of(clinic, ruth, "Ask first."), "Ask whom?"))
    comment_id = open_comment(clinic)
    ilse = actor_of(clinic, ILSE)
    with pytest.raises(Invalid, match="Say in a sentence what was done"):
        review_comments.settle(clinic, ilse, COURSE, comment_id, " ", after(days=3))
    for words in ("It says “the prescriber” now.", "Again."):
        assert review_comments.settle(clinic, ilse, COURSE, comment_id, words, after(days=3)) == PATH

    page = page_for_authors(clinic)
    assert (page.open, [each.comment.settled for each in page.settled]) == ((), ["It says “the prescriber” now."])
    assert page.review.open_comments == 0
    with clinic.reading() as session:
        fact = session.scalars(select(ReviewSettlement)).one()
        kept = session.get_one(Words, fact.text_id)
        number = session.scalar(select(func.count()).select_from(Words).where(Words.kind == "review settlement"))
    assert (fact.person_id, fact.actor_id, kept.person_id) == (ruth.person_id, ilse.person_id, ilse.person_id)
    assert number == 1


def test_only_authors_of_the_course_settle(clinic: Database, ruth: Actor) -> None:
    return_it(clinic, ruth, after(days=2), (0, "Too short."))
    comment_id = open_comment(clinic)

    for address in (NILS, None):
        actor = ruth if address is None else actor_of(clinic, address)
        with pytest.raises((NotFound, NotAllowed)):
            review_comments.settle(clinic, actor, COURSE, comment_id, "Done.", after(days=3))
    with pytest.raises(NotFound):
        review_comments.settle(clinic, actor_of(clinic, NILS), "harbour", comment_id, "Done.", after(days=3))
    with pytest.raises(NotFound):
        review_comments.settle(clinic, actor_of(clinic, ADA), COURSE, uuid4(), "Done.", after(days=3))
    assert len(page_for_authors(clinic).open) == 1
