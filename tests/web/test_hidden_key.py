"""The key is nowhere before its time: of two courses that differ in key and reasons alone, every page is the same."""

import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from tests.support import clinic as small_clinic
from tests.support.attempts import Taken, taken
from tests.support.clinic import COURSE, MAREN, actor_of, after, publish
from tests.support.databases import Templates
from tests.support.twin_quizzes import ANSWERS, HALF_RIGHT, SECRET_ID, SECRET_REASON, twin
from tests.web.conftest import browser_of, csrf_token
from trainer.actions.folding import refold
from trainer.quizzes.drawing import draw, layout_to_json
from trainer.settings import Settings
from trainer.storage.adding import add
from trainer.storage.database import Database
from trainer.storage.enrolments import own_enrolment
from trainer.storage.learning import Attempt
from trainer.web.app import create_app

Pages = dict[str, tuple[int, str, str]]
"""What was answered: status, headers, body."""

AROUND = (
    "/courses/care/",
    "/courses/care/progress",
    "/courses/care/areas/pharmacology",
    "/courses/care/modules/pharmacology/routes",
    "/courses/care/modules/pharmacology/screening",
    "/courses/care/quizzes/routes",
    "/courses/care/quizzes/screening",
)
FIRST, SECOND = UUID(int=1), UUID(int=2)


def without_random(text: str) -> str:
    """All that may differ between two browsers: the token of their forms, and what names a request or a session.

    The opaque values of questions and options stay: they come from the salt and the author's ids, and are the same.
    """
    text = re.sub(r'name="csrf[_-]token" (value|content)="[^"]+"', "(token)", text)
    return re.sub(r"(?m)^(X-Request-Id|Trainer-Device|Set-Cookie): .*$", "(random)", text)


@pytest.fixture
def twins(templates: Templates) -> tuple[Database, Database]:
    """The same clinic twice, in which the quizzes differ in key and reasons."""
    left, right = small_clinic.clinic(templates), small_clinic.clinic(templates)
    publish(left, twin(1), after())
    publish(right, twin(2), after())
    return left, right


def browsers(twins: tuple[Database, Database]) -> list[FlaskClient]:
    """Maren's browser in each clinic."""
    settings = Settings(secret_key="k" * 40, base_url="http://localhost")
    return [browser_of(create_app(settings, database), database, MAREN) for database in twins]


def begin_alike(database: Database, quiz: str, attempt_id: UUID, *, number: int = 1) -> Taken:
    """Begin an attempt as its action does, but with id, seed and salt that are the same in both clinics."""
    maren, now = actor_of(database, MAREN), after(hours=number)
    with database.writing() as session:
        enrolment = own_enrolment(session, maren.person_id, COURSE, now.today)
        assert enrolment is not None
        ref = database.library.edition(session, enrolment.edition_id).revisions[f"quizzes/{quiz}.yml"]
        layout = draw(database.library.quiz(session, ref.revision_id), seed=7, salt="5a17" * 4)
        attempt = Attempt(
            id=attempt_id,
            person_id=maren.person_id,
            actor_id=maren.person_id,
            at=now.at,
            enrolment_id=enrolment.enrolment_id,
            document_id=ref.document_id,
            number=number,
            revision_id=ref.revision_id,
            edition_id=enrolment.edition_id,
            layout=layout_to_json(layout),
            due_at=None,
        )
        add(session, attempt)
        refold(session, database, enrolment, maren.person_id, now)
        session.commit()
    return taken(database, maren, attempt_id)


def look(client: FlaskClient, *paths: str) -> Pages:
    """What a browser is shown."""
    answers = {path: client.get(path) for path in paths}
    return {
        path: (answer.status_code, without_random(str(answer.headers)), without_random(answer.get_data(as_text=True)))
        for path, answer in answers.items()
    }


def assert_alike(left: Pages, right: Pages) -> None:
    """Every page is the same in both, and none holds an author's id or a word of a reason."""
    assert {path for path in left if left[path] != right[path]} == set()
    assert {path for path in left if SECRET_ID in str(left[path]) or SECRET_REASON in str(left[path])} == set()
    assert {status for status, _, _ in left.values()} == {200}


def test_no_page_around_a_quiz_tells_anything_before_it_was_begun(twins: tuple[Database, Database]) -> None:
    left, right = (look(client, *AROUND) for client in browsers(twins))

    assert_alike(left, right)


def test_no_page_of_an_open_attempt_tells_anything(twins: tuple[Database, Database]) -> None:
    attempts = [begin_alike(database, "routes", FIRST) for database in twins]
    pages = (
        *(f"/attempts/{FIRST}?question={number}" for number in range(1, len(ANSWERS) + 1)),
        f"/attempts/{FIRST}/review",
        *AROUND,
    )
    blank = [look(client, *pages) for client in browsers(twins)]
    for attempt in attempts:
        for question, given in ANSWERS.items():
            attempt.answer(question, given, after(hours=2))
    answered = [look(client, *pages) for client in browsers(twins)]

    assert_alike(*blank)
    assert_alike(*answered)
    assert blank[0] != answered[0]


def test_nothing_is_told_by_what_saving_an_answer_gives_back(twins: tuple[Database, Database]) -> None:
    attempts = [begin_alike(database, "routes", FIRST) for database in twins]
    told: list[list[tuple[int, str]]] = []
    for attempt, client in zip(attempts, browsers(twins), strict=True):
        token, told_here = csrf_token(client), []
        for question, given in ANSWERS.items():
            url, form = f"/attempts/{FIRST}/answers/{attempt.code(question)}", attempt.form(question, given)
            attempt.answer(question, given, after(hours=2))
            for sent in (form, {}, dict.fromkeys(form, ["never"] * 9)):
                for accept in ("text/html", "application/json"):
                    body = {"csrf_token": token, "number": "0", **sent}
                    answer = client.post(url, data=body, headers={"Accept": accept})
                    told_here.append((answer.status_code, without_random(answer.get_data(as_text=True))))
        told.append(told_here)

    assert told[0] == told[1]
    assert {status for status, _ in told[0]} == {200, 303, 409, 422}
    assert [text for _, text in told[0] if SECRET_ID in text or SECRET_REASON in text] == []


def test_the_result_of_a_failed_gate_tells_nothing_while_an_attempt_is_left(twins: tuple[Database, Database]) -> None:
    for database in twins:
        attempt = begin_alike(database, "screening", FIRST)
        for question, given in HALF_RIGHT.items():
            attempt.answer(question, given, after(hours=2))
        attempt.submit(after(hours=2))
    left, right = (look(client, f"/attempts/{FIRST}/result", *AROUND) for client in browsers(twins))

    assert_alike(left, right)
    assert "50 %" in left[f"/attempts/{FIRST}/result"][2]

    for database in twins:
        begin_alike(database, "screening", SECOND, number=2)
    left, right = (look(client, f"/attempts/{FIRST}/result", f"/attempts/{SECOND}") for client in browsers(twins))
    assert_alike(left, right)


def test_after_their_time_the_reasons_are_there_and_the_ids_still_are_not(twins: tuple[Database, Database]) -> None:
    told = []
    for database, client, version in zip(twins, browsers(twins), ("left", "right"), strict=True):
        begin_alike(database, "routes", FIRST).submit(after(hours=2))
        begin_alike(database, "screening", SECOND).submit(after(hours=2))
        begin_alike(database, "screening", UUID(int=3), number=2).submit(after(hours=3))
        pages = look(client, *(f"/attempts/{attempt}/result" for attempt in (FIRST, SECOND, UUID(int=3))))
        told.append(pages)
        assert {path for path in pages if f"{SECRET_REASON} {version}" not in pages[path][2]} == set()
        ids = {path: set(re.findall(rf"{SECRET_ID}[\w-]*", pages[path][2])) for path in pages}
        # A word that a gap accepts is part of its explanation; it is no id.
        assert ids == {
            path: {f"{SECRET_ID}{version}"} if path == f"/attempts/{FIRST}/result" else set() for path in pages
        }

    assert {path for path in told[0] if told[0][path] == told[1][path]} == set()
