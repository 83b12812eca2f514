"""People change their name and their address in the browser; links lead to a question, never to the deed."""

import re

from tests.support.clinic import ADA, JONAS, MAREN, PASSWORD, actor_of
from tests.support.mail import sent
from tests.web.conftest import As, csrf_token
from trainer import clock
from trainer.settings import Settings
from trainer.storage.database import Database

NEW = "maren.dahl@example.org"


def test_a_name_is_changed_and_stands_in_the_header(signed_in: As) -> None:
    maren = signed_in(MAREN)
    form = {"csrf_token": csrf_token(maren), "name": "<b>Maren</b> Dahl", "seen": "0"}
    page = maren.post("/account/name", data=form, follow_redirects=True).get_data(as_text=True)
    assert "Your name is changed." in page
    assert "<summary>&lt;b&gt;Maren&lt;/b&gt; Dahl" in page
    assert maren.post("/account/name", data={**form, "name": "Else"}).status_code == 409
    assert maren.post("/account/name", data={**form, "name": ""}).status_code == 422


def test_an_address_is_changed_by_the_link_and_taken_back_by_the_other(clinic: Database, signed_in: As) -> None:
    maren, stranger = signed_in(MAREN), signed_in()
    now = clock.now(Settings().zone)
    sent(clinic, now)
    form = {"csrf_token": csrf_token(maren), "address": NEW, "password": PASSWORD}
    asked = maren.post("/account/address", data=form, follow_redirects=True).get_data(as_text=True)
    assert f"{NEW} is not confirmed yet." in asked

    (mail,) = sent(clinic, clock.now(Settings().zone))
    confirm = f"/account/address/{mail.token}"
    assert stranger.get(confirm).location == f"/sign-in?next={confirm}"
    assert signed_in(JONAS).get(confirm).status_code == 404
    assert NEW in maren.get(confirm).get_data(as_text=True)
    assert NEW not in maren.get("/account/mail/").get_data(as_text=True)  # opening the link changed nothing
    assert maren.post(confirm, data={"csrf_token": csrf_token(maren)}).status_code == 303
    assert NEW in maren.get("/account/mail/").get_data(as_text=True)
    assert maren.get(confirm).status_code == 404

    (told,) = sent(clinic, clock.now(Settings().zone))
    back = f"/address/{told.token}"
    assert MAREN in stranger.get(back).get_data(as_text=True)
    answer = stranger.post(back, data={"csrf_token": csrf_token(stranger)})
    assert "Your account has its address again" in answer.get_data(as_text=True)
    assert maren.get("/account/").status_code == 303  # every browser is signed out
    assert stranger.get(back).status_code == 404


def test_the_words_are_the_same_whether_an_address_is_taken_or_free(signed_in: As) -> None:
    maren = signed_in(MAREN)
    pages = []
    for address in (JONAS, "nobody@example.org"):
        form = {"csrf_token": csrf_token(maren), "address": address, "password": PASSWORD}
        answer = maren.post("/account/address", data=form, follow_redirects=True)
        page = answer.get_data(as_text=True).replace(address, "…").partition("<main")[2]
        pages.append((answer.status_code, re.sub(r'<time.*?</time>|value="[^"]*"', "", page)))
    assert pages[0] == pages[1]


def test_an_administrator_changes_both_with_a_reason(clinic: Database, signed_in: As) -> None:
    ada, maren = signed_in(ADA), actor_of(clinic, MAREN)
    base = f"/administer/people/{maren.person_id}/account"
    form = {"csrf_token": csrf_token(ada), "seen": "0", "name": "Maren Dahl", "reason": ""}
    assert ada.post(f"{base}/name", data=form).status_code == 422
    assert ada.post(f"{base}/name", data={**form, "reason": "She married."}).status_code == 303
    moved = {**form, "seen": "1", "address": NEW, "reason": "She lost her mailbox."}
    page = ada.post(f"{base}/address", data=moved, follow_redirects=True).get_data(as_text=True)
    assert "She lost her mailbox." in page
    assert "She married." in page
    assert ada.get(f"/administer/people/{actor_of(clinic, ADA).person_id}/account").status_code == 404
