"""The pages of requirements beyond modules: recording, rating, signing, withdrawing, appealing, commenting."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.clinic import ADA, DORA, ILSE, JONAS, MAREN, SVEN, actor_of, after, enrolment_of
from tests.support.observed_clinic import RUTH, ask_for_competencies, encounter_values, observed, second_supervisor
from tests.web.conftest import As, csrf_token
from trainer.actions.appealing import appeal
from trainer.actions.signing_off import sign_competency
from trainer.actions.withdrawing import withdraw_sign_off
from trainer.storage.database import Database
from trainer.storage.observing import Appeal
from trainer.storage.signing_off import SignOff


@dataclass(frozen=True, slots=True)
class Things:
    """What is recorded about Maren: an encounter that waits for Ruth, signatures, and an appeal against one's end."""

    enrolment: UUID
    encounter: UUID
    waiting: UUID
    signed: UUID
    withdrawal: UUID
    appeal: UUID


@pytest.fixture
def things(clinic: Database) -> Things:
    database = ask_for_competencies(clinic)
    maren, sven, ruth = actor_of(database, MAREN), actor_of(database, SVEN), second_supervisor(database)
    enrolment = enrolment_of(database, maren)
    encounter, _ = observed(database, sven, enrolment, level_presence="2")
    observed(database, sven, enrolment)
    waiting, _ = observed(database, sven, enrolment, second=str(ruth.person_id), note="Only for later.")
    sign_competency(database, sven, enrolment, "consent", 3, "", 0, after(days=2))
    sign_competency(database, sven, enrolment, "presence", 2, "Calm.", 0, after(days=2))
    with database.reading() as session:
        by_item = {row.item: row.id for row in session.execute(select(SignOff.item, SignOff.id))}
    withdraw_sign_off(database, sven, by_item["competency:consent"], "Too early.", False, after(days=3))
    with database.reading() as session:
        withdrawal = session.scalars(select(SignOff.id).where(SignOff.withdraws_id.is_not(None))).one()
    appeal(database, maren, withdrawal, "Both were whole.", after(days=4))
    with database.reading() as session:
        appeal_id = session.scalars(select(Appeal.id)).one()
    return Things(enrolment, encounter, waiting, by_item["competency:presence"], withdrawal, appeal_id)


PEOPLE: Final = (None, MAREN, JONAS, ILSE, SVEN, RUTH, DORA, ADA)
EXPECTED: Final = {
    "/courses/care/requirements": "303 200 200 403 403 403 403 403",
    "/remarks/encounter/{encounter}": "303 200 404 403 403 403 403 403",
    "/remarks/sign_off/{signed}": "303 200 404 403 403 403 403 403",
    "/appeals/{withdrawal}": "303 200 404 403 403 403 403 403",
    "/appeals/{signed}": "303 404 404 403 403 403 403 403",
    "/supervise/enrolments/{enrolment}/requirements": "303 403 403 403 200 200 404 200",
    "/supervise/enrolments/{enrolment}/encounters/new": "303 403 403 403 200 200 404 200",
    "/supervise/enrolments/{enrolment}/competencies/consent/sign": "303 403 403 403 200 200 404 200",
    "/supervise/enrolments/{enrolment}/competencies/none/sign": "303 403 403 403 404 404 404 404",
    "/supervise/encounters/{waiting}": "303 403 403 403 200 200 404 200",
    "/supervise/sign-offs/{signed}/withdraw": "303 403 403 403 200 200 404 200",
    "/supervise/sign-offs/{withdrawal}/withdraw": "303 403 403 403 404 404 404 404",
    "/supervise/appeals/{appeal}": "303 403 403 403 200 200 404 200",
    "/supervise/waiting": "303 403 403 403 200 200 200 200",
}


def test_every_page_answers_everybody_as_the_table_says(things: Things, signed_in: As) -> None:
    found = {}
    for path in EXPECTED:
        url = path.format(**{name: getattr(things, name) for name in Things.__slots__})
        found[path] = " ".join(str(signed_in(who).get(url).status_code) for who in PEOPLE)
    assert found == EXPECTED


def test_an_encounter_is_recorded_and_comes_back_whole_where_something_is_wrong(things: Things, signed_in: As) -> None:
    client = signed_in(SVEN)
    url = f"/supervise/enrolments/{things.enrolment}/encounters"
    values = encounter_values(level_presence="1", note="As Anna Miller cried, he stayed.") | {
        "csrf_token": csrf_token(client)
    }
    refused = client.post(url, data=values)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "“Anna Miller” looks like somebody’s name" in page
    assert "As Anna Miller cried, he stayed.</textarea>" in page
    assert re.search(r'name="level-presence" value="1" checked', page)
    assert values["key"] in page

    answer = client.post(url, data=values | {"note": "He stayed."})
    assert (answer.status_code, answer.headers["Location"].partition("#")[2]) == (303, "encounters")


def test_a_supervisor_who_was_asked_rates_without_seeing_the_first_ratings(things: Things, signed_in: As) -> None:
    client = signed_in(RUTH)
    before = client.get(f"/supervise/encounters/{things.waiting}").get_data(as_text=True)
    assert "Hand in my ratings" in before
    assert "Only for later." not in before
    assert 'value="3" checked' not in before

    form = {"csrf_token": csrf_token(client), "level-consent": "2", "level-presence": "9"}
    assert client.post(f"/supervise/encounters/{things.waiting}/ratings", data=form).status_code == 422
    form["level-presence"] = "0"
    assert client.post(f"/supervise/encounters/{things.waiting}/ratings", data=form).status_code == 303
    after_it = client.get(f"/supervise/encounters/{things.waiting}").get_data(as_text=True)
    assert "Only for later." in after_it
    assert "3, independent" in after_it
    assert "<td>2, safe with prompting</td>" in after_it


def test_what_cannot_be_signed_says_what_is_missing(things: Things, clinic: Database, signed_in: As) -> None:
    client = signed_in(SVEN)
    jonas = enrolment_of(clinic, actor_of(clinic, JONAS))
    url = f"/supervise/enrolments/{jonas}/competencies/consent/sign"
    assert "It cannot be signed yet." in client.get(url).get_data(as_text=True)
    answer = client.post(url, data={"csrf_token": csrf_token(client), "level": "3", "seen": "0"})
    assert answer.status_code == 422
    assert "seen in 0 of 2 encounters that are asked for" in answer.get_data(as_text=True)


def test_withdrawing_offers_the_completion_of_the_course(things: Things, signed_in: As) -> None:
    client = signed_in(SVEN)
    page = client.get(f"/supervise/sign-offs/{things.signed}/withdraw").get_data(as_text=True)
    assert "Withdraw the completion of the course as well" in page
    form = {"csrf_token": csrf_token(client), "reason": "Not seen.", "also_course": "yes"}
    assert client.post(f"/supervise/sign-offs/{things.signed}/withdraw", data=form).status_code == 303
    progress = signed_in(MAREN).get("/courses/care/progress").get_data(as_text=True)
    assert "You completed this course" not in progress


def test_the_appeal_is_decided_by_the_second_supervisor_and_read_by_the_trainee(things: Things, signed_in: As) -> None:
    first = signed_in(SVEN)
    assert "A second supervisor decides" in first.get(f"/supervise/appeals/{things.appeal}").get_data(as_text=True)
    form = {"decision": "restored", "reason": "I read both forms."}
    sent = form | {"csrf_token": csrf_token(first)}
    assert first.post(f"/supervise/appeals/{things.appeal}", data=sent).status_code == 403

    second = signed_in(RUTH)
    assert (
        second.post(
            f"/supervise/appeals/{things.appeal}", data={"csrf_token": csrf_token(second), "decision": "maybe"}
        ).status_code
        == 422
    )
    sent = form | {"csrf_token": csrf_token(second)}
    assert second.post(f"/supervise/appeals/{things.appeal}", data=sent).status_code == 303
    page = signed_in(MAREN).get(f"/appeals/{things.withdrawal}").get_data(as_text=True)
    assert "Restored</strong>, decided by Ruth" in page


def test_a_comment_stands_beside_what_it_is_about_as_text(things: Things, signed_in: As) -> None:
    client = signed_in(MAREN)
    url = f"/remarks/encounter/{things.encounter}"
    words = "<script>alert(1)</script> I was ill."
    form = {"csrf_token": csrf_token(client), "words": words, "seen": "0"}
    assert client.post(url, data=form | {"words": " "}).status_code == 422
    assert client.post(url, data=form).status_code == 303
    assert client.post(url, data=form).status_code == 303
    for who, page_url in (
        (MAREN, "/courses/care/requirements"),
        (SVEN, f"/supervise/enrolments/{things.enrolment}/requirements"),
        (SVEN, f"/supervise/encounters/{things.encounter}"),
    ):
        page = signed_in(who).get(page_url).get_data(as_text=True)
        assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; I was ill.") == 1, page_url
    assert client.get("/remarks/person/" + str(things.encounter)).status_code == 404


def test_what_waits_stands_first_for_whoever_is_asked(things: Things, signed_in: As) -> None:
    asked = signed_in(RUTH).get("/supervise/waiting").get_data(as_text=True)
    assert f"/supervise/encounters/{things.waiting}" in asked
    assert f"/supervise/appeals/{things.appeal}" in asked
    assert "Waiting for others" not in asked
    first = signed_in(SVEN).get("/supervise/waiting").get_data(as_text=True)
    assert "Nothing waits for you" in first
    assert "Ruth is asked" in first.partition("Waiting for others in your cohorts")[2]
    other = signed_in(DORA).get("/supervise/waiting").get_data(as_text=True)
    assert "Maren" not in other


def test_home_and_progress_lead_to_what_is_left(things: Things, signed_in: As) -> None:
    client = signed_in(JONAS)
    assert "0 of 2 are met" in client.get("/courses/care/").get_data(as_text=True)
    progress = client.get("/courses/care/progress").get_data(as_text=True)
    assert 'href="/courses/care/requirements#competency-consent"' in progress
