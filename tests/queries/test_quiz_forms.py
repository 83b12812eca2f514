"""What the forms of a quiz take from the database, and the blueprint that they show."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.support.care_course import care_course
from tests.support.clinic import COURSE, ILSE, actor_of, after, publish
from tests.support.statements import Statements
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.queries.quiz_form_texts import retired_ids
from trainer.queries.quiz_forms import question_form_page, quiz_form_page, try_page
from trainer.queries.quiz_retiring import retire_page
from trainer.quizzes.blueprint import ObjectiveShare, blueprint
from trainer.quizzes.parsing import read_quiz
from trainer.storage.database import Database

QUIZ = "quizzes/routes.yml"
SOURCE = care_course()[QUIZ].decode()


def test_the_forms_take_as_many_statements_however_much_was_written(
    clinic: Database, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    ilse = actor_of(clinic, ILSE)

    def counts() -> list[int]:
        found = []
        for query in (
            lambda session: quiz_form_page(session, ilse, COURSE, QUIZ, after()),
            lambda session: question_form_page(session, ilse, COURSE, QUIZ, "im-peak", after()),
            lambda session: try_page(session, ilse, COURSE, QUIZ, "im-peak", {}),
            lambda session: retire_page(session, ilse, COURSE, QUIZ, "im-peak"),
            lambda session: retired_ids(session, clinic, ilse, COURSE, QUIZ),
        ):
            with count_statements(clinic) as statements, clinic.reading() as session:
                query(session)
            found.append(len(statements))
        return found

    counts()  # now this process knows the ids
    assert counts() == [9, 9, 7, 10, 2]
    for number in range(3):
        publish(clinic, care_course({QUIZ: SOURCE.replace("pass_mark: 70", f"pass_mark: 6{number}")}), after())
    for number in range(5):
        seen = Seen(version=0, revision=None)
        drafting.save(clinic, ilse, COURSE, f"quizzes/new-{number}.yml", "title: New\n", seen, after(hours=1))
    assert counts() == [9, 9, 7, 10, 3]
    assert counts() == [9, 9, 7, 10, 2]


def test_ids_of_every_revision_are_known(clinic: Database) -> None:
    ilse = actor_of(clinic, ILSE)
    publish(clinic, care_course({QUIZ: SOURCE.replace("id: hours", "id: length")}), after())

    with clinic.reading() as session:
        found = retired_ids(session, clinic, ilse, COURSE, QUIZ)

    assert {"hours", "length", "im-peak", "at-once", "doctor"} <= found


def test_a_blueprint_tells_how_few_and_how_many_an_attempt_holds() -> None:
    one = "  - {{id: q{0}, type: numeric, objective: {1}, prompt: How long?, answer: 3, why: So.{2}}}\n"
    asked = [("a", ", safety_critical: true"), ("a", ""), ("a", ""), ("b", ""), ("c", "")]
    lines = "".join(one.format(number, *each) for number, each in enumerate(asked))
    quiz, _ = read_quiz("quizzes/x.yml", f"title: X\nmodule: ../curriculum/a/b.md\ndraw: 2\nquestions:\n{lines}")
    assert quiz is not None

    assert blueprint(quiz, ("a", "b", "d")) == (
        ObjectiveShare(objective="a", available=3, critical=1, least=1, most=1),
        ObjectiveShare(objective="b", available=1, critical=0, least=0, most=1),
        ObjectiveShare(objective="d", available=0, critical=0, least=0, most=0),
        ObjectiveShare(objective="c", available=1, critical=0, least=0, most=1),
    )
