"""Results as their pages show them: reasons at their time, and every attempt as it was."""

import re
from collections.abc import Mapping
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from tests.support.attempts import RIGHT_ROUTES, Given, finish, taken
from tests.support.care_course import ROUTES, care_course
from tests.support.clinic import COURSE, JONAS, MAREN, SVEN, actor_of, after, enrolment_of, publish
from tests.web.conftest import As, csrf_token
from trainer.access import Actor
from trainer.actions import reading
from trainer.storage.database import Database

RIGHT: dict[str, Given] = dict.fromkeys(("pulse", "mood", "sleep", "diet"), "always")
WRONG: dict[str, Given] = {**RIGHT, "pulse": "never"}
KEPT_BACK = "The reasons are shown when you have passed, or when no attempt is left."
_FOLLOWS = re.compile(r' href="/static/[^"]+"| src="/static/[^"]+"|name="csrf[_-]token" (?:value|content)="[^"]+"')


@pytest.fixture
def maren(clinic: Database) -> Actor:
    """Maren, for whom the gate is open."""
    actor = actor_of(clinic, MAREN)
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, actor, COURSE, ROUTES, section, after())
    finish(clinic, actor, "routes", RIGHT_ROUTES, after())
    return actor


def take(
    database: Database, client: FlaskClient, actor: Actor, quiz: str, answers: Mapping[str, Given]
) -> tuple[str, str]:
    """Take a quiz through its pages; gives the address of the attempt, and its result as a page."""
    token = csrf_token(client)
    begun = client.post(f"/courses/care/quizzes/{quiz}/attempts", data={"csrf_token": token}).location
    attempt = taken(database, actor, UUID(begun.rpartition("/")[2]))
    for question, given in answers.items():
        form = {"csrf_token": token, "number": "0", **attempt.form(question, given)}
        assert client.post(f"{begun}/answers/{attempt.code(question)}", data=form).status_code == 303
    submitted = client.post(f"{begun}/submit", data={"csrf_token": token})
    assert submitted.location == f"{begun}/result"
    return begun, page(client, submitted.location)


def page(client: FlaskClient, path: str) -> str:
    """A page without the token of its forms and the versions of its stylesheets."""
    answer = client.get(path)
    assert answer.status_code == 200
    return _FOLLOWS.sub("", answer.get_data(as_text=True))


def test_a_quiz_that_gives_points_only_tells_no_reason_even_when_it_is_passed(
    clinic: Database, maren: Actor, signed_in: As
) -> None:
    text = care_course()["quizzes/screening.yml"].decode()
    assert "gate: true" in text
    publish(clinic, care_course({"quizzes/screening.yml": f"feedback: points-only\n{text}"}), after())

    _, passed = take(clinic, signed_in(MAREN), maren, "screening", RIGHT)

    assert "Passed" in passed
    assert "The reasons are not shown, since the same questions are asked of others and later." in passed
    assert "Reason for" not in passed


def test_a_failed_gate_tells_its_reasons_when_it_is_passed(clinic: Database, maren: Actor, signed_in: As) -> None:
    client = signed_in(MAREN)
    first, failed = take(clinic, client, maren, "screening", WRONG)
    assert ("Not passed" in failed, KEPT_BACK in failed, "Reason for" in failed) == (True, True, False)
    assert "Compare the routes" in failed

    _, passed = take(clinic, client, maren, "screening", RIGHT)

    assert ("Not passed" in passed, KEPT_BACK in passed, "Reason for pulse." in passed) == (False, False, True)
    assert "Reason against pulse." in page(client, f"{first}/result")


def test_a_failed_gate_tells_its_reasons_when_no_attempt_is_left_until_one_is_granted(
    clinic: Database, maren: Actor, signed_in: As
) -> None:
    client, sven = signed_in(MAREN), signed_in(SVEN)
    first, failed = take(clinic, client, maren, "screening", WRONG)
    assert "Reason against" not in failed
    begun = client.post("/courses/care/quizzes/screening/attempts", data={"csrf_token": csrf_token(client)}).location
    assert "Reason against" not in page(client, f"{first}/result")
    client.post(f"{begun}/submit", data={"csrf_token": csrf_token(client)})

    assert "Reason against pulse." in page(client, f"{first}/result")
    assert "Reason against pulse." in page(client, f"{begun}/result")

    grant = f"/supervise/enrolments/{enrolment_of(clinic, maren)}/quizzes/screening/grants"
    form = {"csrf_token": csrf_token(sven), "attempts": "1", "grants_made": "0", "reason": "We spoke."}
    assert sven.post(grant, data=form).status_code == 303
    assert "Reason against" not in page(client, f"{first}/result")


def test_a_supervisor_sees_the_reasons_of_a_failed_gate_and_a_fellow_trainee_nothing(
    clinic: Database, maren: Actor, signed_in: As
) -> None:
    attempt, _ = take(clinic, signed_in(MAREN), maren, "screening", WRONG)

    assert "Reason against pulse." in page(signed_in(SVEN), f"{attempt}/result")
    assert signed_in(JONAS).get(f"{attempt}/result").status_code == 404


def test_reasons_after_each_question_are_those_of_the_questions_answered_for_good(
    clinic: Database, maren: Actor, signed_in: As
) -> None:
    client = signed_in(MAREN)
    token = csrf_token(client)
    begun = client.post("/courses/care/quizzes/presence/attempts", data={"csrf_token": token}).location
    attempt = taken(clinic, maren, UUID(begun.rpartition("/")[2]))
    form = {"csrf_token": token, "number": "0", "check": "1", **attempt.form("stay", "never")}
    assert client.post(f"{begun}/answers/{attempt.code('stay')}", data=form).status_code == 303
    shown = page(client, begun)

    assert ("Reason for stay." in shown, "Reason against stay." in shown) == (True, True)
    assert ("Reason for wait." in shown, "Reason against wait." in shown) == (False, False)


def test_an_earlier_attempt_is_the_same_page_after_its_questions_were_rewritten(
    clinic: Database, maren: Actor, signed_in: As
) -> None:
    client = signed_in(MAREN)
    [attempt] = re.findall(r"/attempts/[0-9a-f-]+/result", page(client, "/courses/care/quizzes/routes"))
    before = page(client, attempt)
    course = care_course()
    quiz = course["quizzes/routes.yml"].decode()
    rewritten = (
        quiz.replace("At once", "Immediately")
        .replace("text: Within about twenty minutes, correct: true,", "text: Within half an hour,")
        .replace("why: The muscle has", "correct: true, why: The muscle no longer has")
        .replace("pass_mark: 70", "pass_mark: 100")
        .replace("title: Routes", "title: Ways in")
    )
    assert rewritten.count("correct: true") == quiz.count("correct: true")
    references = course["curriculum/references.bib"].replace(b"Hirlinger", b"Someone Else")
    edition = care_course({"quizzes/routes.yml": rewritten, "curriculum/references.bib": references})
    publish(clinic, edition, after(days=1))

    assert page(client, attempt) == before
    assert "Questions of revision 1, as they were." in before
    assert "Hirlinger" in before


def test_an_open_attempt_goes_on_with_the_questions_with_which_it_began(clinic: Database, signed_in: As) -> None:
    client, jonas = signed_in(JONAS), actor_of(clinic, JONAS)
    begun = client.post("/courses/care/quizzes/routes/attempts", data={"csrf_token": csrf_token(client)}).location
    paths = [f"{begun}?question={number}" for number in range(1, 8)]
    before = [page(client, path) for path in paths]
    quiz = care_course()["quizzes/routes.yml"].replace(b"At once", b"Immediately")
    publish(clinic, care_course({"quizzes/routes.yml": quiz}), after(days=1))

    assert [page(client, path) for path in paths] == before
    attempt = taken(clinic, jonas, UUID(begun.rpartition("/")[2]))
    form = {"csrf_token": csrf_token(client), "number": "0", **attempt.form("im-peak", "at-once")}
    assert client.post(f"{begun}/answers/{attempt.code('im-peak')}", data=form).status_code == 303
    client.post(f"{begun}/submit", data={"csrf_token": csrf_token(client)})
    result = page(client, f"{begun}/result")
    assert ("At once" in result, "Immediately" in result) == (True, False)
