"""A trainee asks to be erased, an administrator decides, and every page still works and says so in words."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.busy_trainee import NOTE, make_busy
from tests.support.clinic import ADA, COURSE, IDA, MAREN, PASSWORD, SVEN, actor_of, after, enrolment_of
from tests.web.conftest import As, csrf_token
from trainer.actions.deciding_erasures import grant_on_paper
from trainer.actions.erasing import carry_out_erasures
from trainer.actions.retention_rules import set_rule
from trainer.curriculum.retention import RecordKind
from trainer.storage.database import Database
from trainer.storage.enrolments import own_enrolment
from trainer.storage.retention_rows import last_request

OWN = "/account/erasure/"


@pytest.fixture
def maren_browser(signed_in: As) -> FlaskClient:
    """Maren's browser."""
    return signed_in(MAREN)


@pytest.fixture
def ada(signed_in: As) -> FlaskClient:
    """Ada's browser."""
    return signed_in(ADA)


def post(client: FlaskClient, address: str, **form: str) -> TestResponse:
    return client.post(address, data={"csrf_token": csrf_token(client), **form})


def words_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def ask(client: FlaskClient, **form: str) -> TestResponse:
    return post(client, OWN, **{"understood": "yes", "password": PASSWORD, **form})


def request_of(database: Database, address: str) -> str:
    with database.reading() as session:
        found = last_request(session, actor_of(database, address).person_id)
    assert found is not None
    return str(found.id)


def erase_all_of(database: Database, address: str) -> None:
    """Erase somebody, and their name too."""
    ada = actor_of(database, ADA)
    set_rule(database, ada, RecordKind.TRAINING, length=7, stays=False, seen=0, reason="A test.", now=after())
    grant_on_paper(database, ada, actor_of(database, address).person_id, after(days=17), has_mail=False)
    assert carry_out_erasures(database, after(days=17)) == 1


def test_the_page_says_what_goes_what_stays_and_until_when(maren_browser: FlaskClient) -> None:
    page = words_of(maren_browser, OWN)
    until = after(days=59).today
    assert re.search(rf"Training record, until <time[^>]*>{until.day} {until:%B} {until.year + 7}</time>", page)
    goes, stays = page.split("What stays for now")
    assert "Written answers and reflections" in goes
    assert "Written answers and reflections" not in stays


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"password": "a loud morning"}, "This is not your password."),
        ({"password": ""}, "This is not your password."),
        ({"understood": ""}, "Say that you know that this cannot be undone."),
    ],
)
def test_nothing_is_asked_without_password_and_consent(
    maren_browser: FlaskClient, form: dict[str, str], words: str
) -> None:
    answer = ask(maren_browser, **form)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert "Take my request back" not in words_of(maren_browser, OWN)


def test_a_request_is_taken_back(maren_browser: FlaskClient, clinic: Database, ada: FlaskClient) -> None:
    assert [ask(maren_browser).status_code for _ in range(2)] == [303, 303]
    assert "Maren" in words_of(ada, "/administer/erasures/")
    assert "1 person asks to be erased." in words_of(ada, "/administer/")
    back = f"{OWN}{request_of(clinic, MAREN)}/back"
    assert [post(maren_browser, back).status_code for _ in range(2)] == [303, 303]
    assert "Nobody waits" in words_of(ada, "/administer/erasures/")


def test_nobody_takes_back_what_another_asked(maren_browser: FlaskClient, clinic: Database, signed_in: As) -> None:
    ask(maren_browser)
    assert post(signed_in(IDA), f"{OWN}{request_of(clinic, MAREN)}/back").status_code == 404


def test_a_refusal_needs_a_reason_and_is_shown_to_the_person(
    maren_browser: FlaskClient, clinic: Database, ada: FlaskClient
) -> None:
    ask(maren_browser)
    one = f"/administer/erasures/{request_of(clinic, MAREN)}"
    assert post(ada, f"{one}/refused").status_code == 422
    assert post(ada, f"{one}/refused", reason="An <b>appeal</b> is open.").status_code == 303
    assert "An &lt;b&gt;appeal&lt;/b&gt; is open." in words_of(maren_browser, OWN)
    assert post(ada, f"{one}/granted").status_code == 422


def test_who_is_erased_is_signed_out_and_the_administrator_sees_what_went(
    maren_browser: FlaskClient, clinic: Database, ada: FlaskClient
) -> None:
    ask(maren_browser)
    one = f"/administer/erasures/{request_of(clinic, MAREN)}"
    assert post(ada, f"{one}/granted").status_code == 303
    assert "within a day" in words_of(ada, one)
    carry_out_erasures(clinic, after(days=40))
    assert maren_browser.get(OWN).status_code == 303
    page = words_of(ada, one)
    assert "What was erased" in page
    assert "Still kept: training record until" in page


def test_every_page_about_somebody_erased_works_and_names_them_nowhere(clinic: Database, signed_in: As) -> None:
    make_busy(clinic, note=NOTE)
    maren = actor_of(clinic, MAREN)
    enrolment_id = enrolment_of(clinic, maren)
    with clinic.reading() as session:
        enrolment = own_enrolment(session, maren.person_id, COURSE, after().today)
    assert enrolment is not None
    erase_all_of(clinic, MAREN)

    client, met, waiting = signed_in(SVEN), set[str](), [f"/supervise/cohorts/{enrolment.cohort_id}"]
    told = 0
    while waiting:
        address = waiting.pop()
        if address in met:
            continue
        met.add(address)
        answer = client.get(address)
        assert answer.status_code < 400, address
        text = answer.get_data(as_text=True) if answer.mimetype in ("text/html", "text/csv") else ""
        assert "Maren" not in text, address
        assert NOTE not in text, address
        told += "erased" in text
        if answer.mimetype == "text/html":
            waiting += re.findall(r'href="(/supervise/[^"#]*)', text)
    assert f"/supervise/enrolments/{enrolment_id}" in met
    assert any(address.endswith(".csv") for address in met)
    assert told >= 5


def test_a_rule_is_set_and_told(ada: FlaskClient) -> None:
    form = {"length": "10", "stays": "yes", "seen": "0", "reason": "The board asks for ten."}
    assert post(ada, "/administer/retention/training", **form).status_code == 303
    page = words_of(ada, "/administer/retention/")
    assert "Kept for 10 years" in page
    assert "The board asks for ten." in page


@pytest.mark.parametrize(
    ("kind", "form", "status"),
    [
        ("training", {"length": "0", "seen": "0", "reason": "So."}, 422),
        ("training", {"length": "ten", "seen": "0", "reason": "So."}, 422),
        ("training", {"length": "9" * 400, "seen": "x", "reason": "So."}, 422),
        ("training", {}, 422),
        ("own", {"length": "7", "stays": "yes", "seen": "0", "reason": "So."}, 422),
        ("training", {"length": "8", "seen": "3", "reason": "So."}, 409),
        ("nothing", {"length": "8", "seen": "0", "reason": "So."}, 404),
    ],
)
def test_a_rule_that_cannot_be_changes_nothing(ada: FlaskClient, kind: str, form: dict[str, str], status: int) -> None:
    assert post(ada, f"/administer/retention/{kind}", **form).status_code == status
    assert "Changes" not in words_of(ada, "/administer/retention/")
