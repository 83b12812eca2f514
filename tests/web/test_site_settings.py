"""Administrators change settings in the browser; every page has them from then on, and no secret is shown."""

from flask.testing import FlaskClient

from tests.support.clinic import ADA, MAREN
from tests.web.conftest import As, csrf_token

SECRET = "k" * 40


def save(client: FlaskClient, name: str, value: str, seen: str = "0") -> tuple[int, str]:
    data = {"csrf_token": csrf_token(client), "value": value, "seen": seen}
    answer = client.post(f"/administer/settings/{name}", data=data, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def foot(client: FlaskClient, address: str) -> str:
    page = client.get(address, follow_redirects=True).get_data(as_text=True)
    return page.partition('<footer class="foot">')[2].partition("</footer>")[0]


def test_what_is_set_stands_at_the_foot_of_every_page_and_nothing_else_is_run(signed_in: As) -> None:
    ada, maren, stranger = signed_in(ADA), signed_in(MAREN), signed_in()
    assert foot(stranger, "/sign-in").strip() == ""

    assert save(ada, "provider", "<script>alert(1)</script> & Sea")[0] == 200
    assert save(ada, "help_contact", "help@example.org")[0] == 200
    assert save(ada, "distress_line", "Call 0800 000 000.")[0] == 200

    for client, address in ((stranger, "/sign-in"), (maren, "/courses/care/"), (ada, "/administer/")):
        words = foot(client, address)
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sea" in words
        assert '<a href="mailto:help@example.org">help@example.org</a>' in words
        assert "<strong>In distress?</strong> Call 0800 000 000." in words


def test_a_value_out_of_limits_is_shown_again_with_the_cure(signed_in: As) -> None:
    code, page = save(signed_in(ADA), "silent_days", "1000")
    assert code == 422
    assert "Write a whole number from 7 to 60." in page
    assert 'value="1000"' in page


def test_an_older_page_overwrites_nothing_and_garbage_is_answered_plainly(signed_in: As) -> None:
    ada = signed_in(ADA)
    save(ada, "provider", "Clinic by the sea")
    assert save(ada, "provider", "Clinic by the lake")[0] == 409
    assert save(ada, "provider", "Clinic by the lake", "one")[0] == 409
    assert save(ada, "TRAINER_SECRET_KEY", "x")[0] == 404
    assert "Clinic by the sea" in foot(ada, "/administer/")


def test_the_default_is_a_button_away(signed_in: As) -> None:
    ada = signed_in(ADA)
    save(ada, "provider", "Clinic by the sea")
    data = {"csrf_token": csrf_token(ada), "seen": "1", "value": "Clinic by the lake"}
    assert ada.post("/administer/settings/provider/default", data=data).status_code == 303
    assert "<p>" not in foot(ada, "/administer/")


def test_no_secret_is_shown(signed_in: As) -> None:
    page = signed_in(ADA).get("/administer/settings").get_data(as_text=True)
    assert "TRAINER_SECRET_KEY" in page
    assert SECRET not in page
