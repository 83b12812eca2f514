"""The server says which pages a browser may keep, for whom and until when; the worker is one file of ours."""

import json
import re

from flask.testing import FlaskClient

from tests.support.clinic import COURSE, ILSE, MAREN
from tests.web.conftest import As, csrf_token

MODULE = f"/courses/{COURSE}/modules/pharmacology/routes"
KEPT = (MODULE, f"/courses/{COURSE}/references", f"/courses/{COURSE}/glossary")
NOT_KEPT = (
    f"/courses/{COURSE}/",
    f"/courses/{COURSE}/progress",
    f"/courses/{COURSE}/quizzes/routes",
    f"/courses/{COURSE}/modules/pharmacology/screening",
    f"{MODULE}?again=1",
    "/account/",
    "/nowhere",
)


def choose(client: FlaskClient, keeps: str) -> int:
    form = {"csrf_token": csrf_token(client), "keeps": keeps}
    return client.post("/account/comfort/device", data=form).status_code


def told(client: FlaskClient, path: str) -> tuple[bool, bool]:
    """Whether an answer names the device, and whether its page may be kept."""
    headers = client.get(path).headers
    return "Trainer-Device" in headers, "Trainer-Keep" in headers


def test_nothing_is_kept_unless_it_was_chosen(signed_in: As) -> None:
    client = signed_in(MAREN)
    assert {path: told(client, path) for path in (*KEPT, *NOT_KEPT)} == dict.fromkeys(
        (*KEPT, *NOT_KEPT), (False, False)
    )
    assert "data-keeps" not in client.get(MODULE).get_data(as_text=True)


def test_of_those_who_chose_it_open_modules_references_and_glossary_are_kept(signed_in: As) -> None:
    client = signed_in(MAREN)
    assert choose(client, "yes") == 303
    assert {path: told(client, path) for path in KEPT} == dict.fromkeys(KEPT, (True, True))
    assert {path: told(client, path) for path in NOT_KEPT} == dict.fromkeys(NOT_KEPT, (True, False))
    assert '<html lang="en" data-keeps="yes">' in client.get(MODULE).get_data(as_text=True)


def test_another_browser_of_the_same_person_and_one_that_chose_no_keep_nothing(signed_in: As) -> None:
    phone, desk = signed_in(MAREN), signed_in(MAREN)
    choose(phone, "yes")
    assert told(desk, MODULE) == (False, False)
    choose(phone, "no")
    assert told(phone, MODULE) == (False, False)


def test_staff_can_keep_modules_too(signed_in: As) -> None:
    client = signed_in(ILSE)
    choose(client, "yes")
    assert told(client, MODULE) == (True, True)


def test_each_session_has_a_name_of_its_own_and_its_end(signed_in: As) -> None:
    phone, desk = signed_in(MAREN), signed_in(MAREN)
    choose(phone, "yes")
    choose(desk, "yes")
    names = [client.get(MODULE).headers["Trainer-Device"] for client in (phone, phone, desk)]
    assert names[0] == names[1] != names[2]
    assert all(re.fullmatch(r"[0-9a-f]{32} \d{13}", name) for name in names)


def test_once_signed_out_no_answer_names_the_device(signed_in: As) -> None:
    client = signed_in(MAREN)
    choose(client, "yes")
    client.post("/account/sign-out", data={"csrf_token": csrf_token(client)})
    assert told(client, "/sign-in") == (False, False)


def test_neither_yes_nor_no_is_refused_in_words(signed_in: As) -> None:
    assert choose(signed_in(MAREN), "perhaps") == 422
    assert choose(signed_in(MAREN), "") == 422


def test_the_worker_is_asked_for_anew_and_names_what_exists(signed_in: As) -> None:
    client = signed_in()
    answer = client.get("/offline.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    first, _, rest = answer.get_data(as_text=True).partition("\n")
    assert "addEventListener" in rest
    shell = json.loads(first.removeprefix("const SHELL = ").removesuffix(";"))
    assert re.fullmatch(r"[0-9a-f]{12}", shell["version"])
    assert {client.get(address).status_code for address in (shell["page"], *shell["parts"])} == {200}


def test_the_plain_page_names_nobody_to_strangers(signed_in: As) -> None:
    page = signed_in().get("/offline").get_data(as_text=True)
    assert 'class="account' not in page
    assert "csrf" not in page
    for name in ("mark", "missing", "row"):
        assert f'<template id="{name}">' in page
    assert '<ul class="rows" data-kept></ul>' in page
    assert '<main id="main"' in page
