"""Other points for an item of a rubric score everybody anew who received it, and nobody lower unasked."""

from tests.support.clinic import ADA, COURSE, JONAS, MAREN, SVEN, actor_of, after
from tests.support.marking import answer_of, hand_in, judgement, mark, points_of, with_extended_question
from trainer.actions import marking
from trainer.actions.rescoring import Decided, correct
from trainer.queries.correcting import correct_page
from trainer.quizzes.rescoring import KeyPolicy
from trainer.storage.database import Database

PATH = "quizzes/waiting.yml"
LATER = after(hours=6)


def score_anew(database: Database) -> None:
    """Publish other points for two items, look at what that changes, and say yes."""
    heavier = (("        points: 2\n", "        points: 1\n"), ("was seen, points: 1", "was seen, points: 2"))
    with_extended_question(database, replaced=heavier, now=after(hours=5))
    ada = actor_of(database, ADA)
    with database.reading() as session:
        page = correct_page(session, database, ada, COURSE, PATH, "waits", KeyPolicy.NEW, LATER)
    assert page.shown is not None
    decided = Decided(policy=KeyPolicy.NEW, words="Notes weigh more.", seen=page.seen, digest=page.shown.digest)
    correct(database, ada, COURSE, PATH, "waits", decided, LATER)


def test_who_received_the_item_gets_a_new_score_and_who_would_fall_keeps_theirs(clinic: Database) -> None:
    with_extended_question(clinic)
    sven = actor_of(clinic, SVEN)
    maren, jonas = (hand_in(clinic, actor_of(clinic, who), after(hours=2)) for who in (MAREN, JONAS))
    mark(maren, sven, ["stays"], after(hours=3))
    mark(jonas, sven, ["notes", "calls"], after(hours=3))

    score_anew(clinic)

    assert points_of(maren) == [300]
    assert points_of(jonas) == [300, 400]


def test_what_is_marked_afterwards_counts_by_the_new_points_too(clinic: Database) -> None:
    with_extended_question(clinic)
    sven = actor_of(clinic, SVEN)
    maren, jonas = (hand_in(clinic, actor_of(clinic, who), after(hours=2)) for who in (MAREN, JONAS))
    mark(jonas, sven, ["calls"], after(hours=3))
    score_anew(clinic)

    mark(maren, sven, ["notes"], after(hours=7))
    changed = judgement(["notes", "calls"], "I overlooked the notes.", seen=1)
    marking.correct(clinic, sven, answer_of(jonas), changed, after(hours=8))

    assert points_of(maren) == [200, 300]
    assert points_of(jonas) == [200, 300, 400]
