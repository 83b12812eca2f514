"""Every answer carries the policy that keeps other sites' scripts, styles and frames out."""

from flask import Flask

from tests.support.addresses import addresses, authored_things, things_of
from tests.support.clinic import MAREN
from tests.web.conftest import As
from trainer.storage.database import Database


def test_every_answer_carries_the_policy(app: Flask, clinic: Database, signed_in: As) -> None:
    things = things_of(clinic, MAREN) | authored_things(clinic)
    client = signed_in(MAREN)
    gets = {each.what: client.get(each.url()).headers for each in addresses(app, things) if each.method == "GET"}
    policies = {what: headers["Content-Security-Policy"] for what, headers in gets.items() if "media" not in what}
    assert policies == dict.fromkeys(
        policies,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'",
    )
    sandboxed = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert gets["GET media.figure"]["Content-Security-Policy"] == sandboxed
    assert {headers["X-Content-Type-Options"] for headers in gets.values()} == {"nosniff"}
