"""Results that came after handing in stand in somebody's timeline."""

from tests.support.clinic import after, enrolment_of
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.marking import hand_in, mark, with_extended_question
from tests.support.trainees import find
from tests.support.wrong_key import WHY, WrongKey, wrong_key
from trainer.access import PLATFORM, Actor
from trainer.queries.person_timeline import Event, timeline_page
from trainer.quizzes.rescoring import KeyPolicy
from trainer.storage.database import Database


def told(quiz: WrongKey, name: str) -> list[Event]:
    with quiz.database.reading() as session:
        enrolment = find(quiz.database, name).enrolment(november(9)).enrolment_id
        return list(timeline_page(session, quiz.database, PLATFORM, enrolment, "quizzes", 1, november(9)).events)


def test_a_correction_and_its_reason_are_told_to_whom_it_concerned(templates: Templates) -> None:
    quiz = wrong_key(templates)
    quiz.correct(KeyPolicy.BOTH)

    assert [(each.sentence, each.words) for each in told(quiz, "Cora")] == [
        ("Attempt 1 at “Quiz third” was scored anew, since a question was corrected: 80 %, passed.", WHY),
        ("Attempt 1 at “Quiz third” was handed in: 60 %, not passed.", ""),
        ("Began attempt 1 at “Quiz third”.", ""),
    ]
    assert [each.sentence for each in told(quiz, "Anna")] == [
        "Attempt 1 at “Quiz third” was handed in: 100 %, passed.",
        "Began attempt 1 at “Quiz third”.",
    ]


def test_marking_is_told_when_it_came(clinic: Database, maren: Actor, sven: Actor) -> None:
    with_extended_question(clinic)
    attempt = hand_in(clinic, maren, after(days=1))
    mark(attempt, sven, ["stays", "notes"], after(days=3))

    with clinic.reading() as session:
        page = timeline_page(session, clinic, sven, enrolment_of(clinic, maren), "quizzes", 1, after(days=4))
    marked, handed_in, begun = page.events
    assert (marked.sentence, marked.by, marked.at) == (
        "Attempt 1 at “What to do while waiting” was marked: 80 %, passed.",
        "Sven",
        after(days=3).at,
    )
    assert handed_in.sentence == "Attempt 1 at “What to do while waiting” was handed in, for a person to mark."
    assert begun.sentence == "Began attempt 1 at “What to do while waiting”."
