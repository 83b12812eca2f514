"""The log of requests: a line for each with its id, and nothing that somebody sent, may open or is called."""

import logging
import re
from uuid import UUID

import pytest
from flask import Flask

from tests.support.addresses import addresses, things_of
from tests.support.attempts import taken
from tests.support.clinic import COURSE, MAREN, PASSWORD, actor_of, after
from tests.web.conftest import As, csrf_token
from trainer.access import PLATFORM, RoleName
from trainer.actions import inviting, resetting
from trainer.storage.database import Database

_LINE = re.compile(r"([0-9a-f]{16}) [A-Z]+ (?:/.*|\(none\)) [1-5]\d\d \d+\.\dms")


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log of requests holds."""
    return [record.getMessage() for record in caplog.records if record.name == "trainer.requests"]


def test_every_request_has_one_line_with_the_id_that_its_answer_carries(
    app: Flask, clinic: Database, signed_in: As, caplog: pytest.LogCaptureFixture
) -> None:
    doors = addresses(app, things_of(clinic, MAREN))
    caplog.set_level(logging.INFO, "trainer.requests")
    answers = [signed_in(who).open(door.url(), method=door.method) for who in (None, MAREN) for door in doors]
    answers += [
        signed_in().get("/no/such/page"),
        signed_in().get("/", headers={"Host": "evil.example"}),
        signed_in().post("/sign-in", data={"address": "x" * 70_000}),
        signed_in().put("/sign-in"),
    ]

    ids = [answer.headers["X-Request-Id"] for answer in answers]
    found = [_LINE.fullmatch(line) for line in lines(caplog)]
    assert None not in found
    assert [match[1] for match in found if match] == ids
    assert len(set(ids)) == len(ids)


def test_an_id_that_a_proxy_gave_is_kept_and_one_that_is_garbage_is_not(
    signed_in: As, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "trainer.requests")
    given = ("proxy-0123456789", "short", "x" * 65, "two words", "a\tline of one's own", "\u00fc" * 10)
    kept = [signed_in().get("/healthz", headers={"X-Request-Id": name}).headers["X-Request-Id"] for name in given]

    assert kept[0] == "proxy-0123456789"
    assert [bool(re.fullmatch(r"[0-9a-f]{16}", name)) for name in kept[1:]] == [True] * 5


def test_the_log_holds_no_answer_token_address_or_name(
    app: Flask, clinic: Database, signed_in: As, caplog: pytest.LogCaptureFixture
) -> None:
    things = things_of(clinic, MAREN)
    attempt = taken(clinic, actor_of(clinic, MAREN), UUID(things["attempt_id"]))
    invitation = inviting.invite(
        clinic, PLATFORM, "nora@example.org", RoleName.TRAINEE, course=COURSE, cohort=None, now=after(days=20)
    )
    reset = resetting.ask_for_reset(clinic, MAREN, after(days=20))
    caplog.set_level(logging.DEBUG)
    stranger, maren = signed_in(), signed_in(MAREN)
    token = csrf_token(stranger)
    with maren.session_transaction() as cookie:
        session_token = cookie["_user_id"]
    form = {"address": MAREN, "password": PASSWORD, "name": "Nora Lind", "csrf_token": token}
    for path in ("/sign-in", "/reset", f"/invitations/{invitation}", f"/reset/{reset}"):
        assert stranger.post(path, data={**form, "password": "short"}).status_code in (200, 422), path
    saved = attempt.form("whom", {"who": "doctor", "when": "in the small hours"})
    token = csrf_token(maren)
    url = f"/attempts/{attempt.id}/answers/{attempt.code('whom')}"
    assert maren.post(url, data={"csrf_token": token, "number": "0", **saved}).status_code == 303
    assert maren.post(url, data={"csrf_token": token, "number": "7", **saved}).status_code == 303

    text = caplog.text
    assert "POST /reset/<token> 422" in text
    secrets = (invitation, str(reset), session_token, token, MAREN, "nora", "Nora", PASSWORD, "small hours")
    [[chosen], _] = saved.values()
    assert [secret for secret in (*secrets, chosen, str(attempt.id)) if secret in text] == []
