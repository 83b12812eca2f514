"""The pages of the ledger: what a trainee types is never lost, and only those who may see an entry do."""

import html
import re

import pytest
from flask.testing import FlaskClient

from tests.support.clinic import ADA, COURSE, DORA, IDA, ILSE, JONAS, MAREN, SVEN, after, enrolment_of
from tests.support.practicum import (
    OBSERVED,
    ask_for_practicum,
    code_for,
    codes,
    consulted,
    enter,
    entries,
    observed,
)
from tests.web.conftest import As, csrf_token
from trainer.access import Actor
from trainer.actions import countersigning, withdrawing
from trainer.storage.database import Database

NEW = f"/courses/{COURSE}/ledger/new"


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for practicum."""
    return ask_for_practicum(clinic)


def form(browser: FlaskClient, signer: Actor, **values: str) -> dict[str, str]:
    typed = {
        "item": OBSERVED,
        "held_on": after().today.isoformat(),
        "minutes": "120",
        "phase": "dosing",
        "role": "observer",
        "route": "oral",
        "supervisor": str(signer.person_id),
        "seen": "0",
        "codes_seen": "0",
    }
    return {**typed, "csrf_token": csrf_token(browser), **values}


def test_a_trainee_gets_a_code_inside_the_form_and_adds_the_entry(
    asked: Database, signed_in: As, maren: Actor, sven: Actor
) -> None:
    client = signed_in(MAREN)
    page = client.post(NEW, data=form(client, sven, act="code", reflection="Half a sentence"))
    assert page.status_code == 200
    [code] = codes(asked, maren)
    text = page.get_data(as_text=True)
    assert f'<option value="{code}" selected>' in text
    assert '<option value="120" selected>' in text
    assert "Half a sentence</textarea>" in text

    answer = client.post(NEW, data=form(client, sven, code=code), follow_redirects=True)
    assert "Sven is asked to countersign it" in answer.get_data(as_text=True)
    assert [row.client for row in entries(asked, maren)] == [code]


def test_no_field_of_the_form_asks_who_a_client_is(asked: Database, signed_in: As) -> None:
    page = signed_in(MAREN).get(NEW).get_data(as_text=True)
    fields = re.findall(r'<(input|textarea|select)[^>]*? name="(\w+)"[^>]*?(?: type="(\w+)")?', page)
    assert {name for kind, name, _ in fields if kind == "textarea"} == {"reflection"}
    assert {name for kind, name, _ in fields if kind == "select"} == {
        "item", "minutes", "role", "phase", "route", "code", "supervisor"
    }  # fmt: skip
    assert "does not find every name" in page


def test_a_refused_reflection_comes_back_whole_with_every_passage(
    asked: Database, signed_in: As, maren: Actor, sven: Actor
) -> None:
    code, client = code_for(asked, maren), signed_in(MAREN)
    words = "Calm.\nAnna Miller came on 3 May. <b>&"
    refused = client.post(NEW, data=form(client, sven, code=code, reflection=words))
    page = html.unescape(refused.get_data(as_text=True))
    assert refused.status_code == 422
    assert f"{words}</textarea>" in page
    assert "Line 2: “Anna Miller” looks like somebody’s name" in page
    assert '<input type="hidden" name="shown" value="3 May">' in page
    assert f'<option value="{code}" selected>' in page
    assert entries(asked, maren) == ()

    shown = {"shown": ["Anna Miller", "3 May"], "reason": "A colleague, who agreed."}
    kept = client.post(NEW, data={**form(client, sven, code=code, reflection=words), **shown})
    assert kept.status_code == 303
    assert entries(asked, maren)[0].overruled == "A colleague, who agreed."


def test_a_returned_entry_leads_to_a_form_that_begins_as_it(
    asked: Database, signed_in: As, maren: Actor, sven: Actor
) -> None:
    entry_id = enter(asked, maren, consulted(sven, minutes="90"))
    countersigning.give_back(asked, sven, entry_id, "It was an hour.", 0, after(hours=2))
    client, here = signed_in(MAREN), f"/courses/{COURSE}/ledger/entries/{entry_id}"
    assert "Answer with a new entry" in client.get(here).get_data(as_text=True)
    page = client.get(f"{here}/new").get_data(as_text=True)
    assert '<option value="90" selected>' in page
    assert "It was an hour." in page
    typed = form(client, sven, item="practicum:consultation", minutes="60", phase="", route="")
    answer = client.post(f"{here}/new", data={**typed, "role": "individual-consultation"})
    assert answer.status_code == 303
    assert [row.state.value for row in entries(asked, maren)] == ["replaced", "waiting"]
    assert client.get(f"{here}/new").status_code == 409
    assert "Another entry" in client.get(here).get_data(as_text=True)


def test_a_supervisor_countersigns_and_a_second_one_is_shown_what_was_done(
    asked: Database, signed_in: As, maren: Actor, sven: Actor
) -> None:
    entry_id = enter(asked, maren, consulted(sven, reflection="<script>alert(1)</script>"))
    client, here = signed_in(SVEN), f"/supervise/entries/{entry_id}"
    page = client.get(here).get_data(as_text=True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Your decision" in page
    returned = client.post(f"{here}/return", data={"csrf_token": csrf_token(client), "seen": "0", "words": " "})
    assert (returned.status_code, entries(asked, maren)[0].decisions) == (422, ())
    sent = {"csrf_token": csrf_token(client), "seen": "0", "words": "Well kept."}
    assert [client.post(f"{here}/countersign", data=sent).status_code for _ in range(2)] == [303, 303]

    other = signed_in(ADA)
    late = other.post(f"{here}/return", data={"csrf_token": csrf_token(other), "seen": "0", "words": "Which day?"})
    assert late.status_code == 409
    assert "Sven was here first" in late.get_data(as_text=True)
    assert "Which day?" in late.get_data(as_text=True)
    assert [each.decision for each in entries(asked, maren)[0].decisions] == ["accepted"]


def test_an_entry_is_seen_by_its_writer_and_the_supervisors_of_the_cohort_alone(
    asked: Database, signed_in: As, maren: Actor, sven: Actor
) -> None:
    entry_id = enter(asked, maren, consulted(sven))
    own, theirs = f"/courses/{COURSE}/ledger/entries/{entry_id}", f"/supervise/entries/{entry_id}"
    seen = {who: (signed_in(who).get(own).status_code, signed_in(who).get(theirs).status_code) for who in (
        MAREN, JONAS, IDA, ILSE, SVEN, DORA, ADA
    )}  # fmt: skip
    assert seen == {
        MAREN: (200, 403),
        JONAS: (404, 403),
        IDA: (404, 403),
        ILSE: (403, 403),
        SVEN: (403, 200),
        DORA: (403, 404),
        ADA: (403, 200),
    }
    client = signed_in(DORA)
    for act in ("countersign", "return"):
        data = {"csrf_token": csrf_token(client), "seen": "0", "words": "x"}
        assert client.post(f"{theirs}/{act}", data=data).status_code == 404


def test_the_file_and_the_page_hold_the_same_entries_and_no_reflection(
    asked: Database, signed_in: As, maren: Actor, sven: Actor
) -> None:
    code = code_for(asked, maren)
    enter(asked, maren, observed(code, sven))
    countersigning.countersign(asked, sven, enter(asked, maren, consulted(sven)), "", 0, after(hours=2))
    written = signed_in(MAREN).get(f"/courses/{COURSE}/ledger.csv")
    lines = written.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    day, two_hours_later = after().today.isoformat(), after(hours=2).today.isoformat()
    countersigned = f'"Countersigned","Sven","{two_hours_later}"'
    assert sorted(lines[1:]) == sorted(
        [
            f'"{day}","Consultation","60","Individual consultation","","","","Sven",{countersigned}',
            f'"{day}","Observed sessions","120","Observer","Dosing","Intramuscular","{code}","Sven","Waiting","",""',
        ]
    )
    theirs = signed_in(SVEN).get(f"/supervise/enrolments/{enrolment_of(asked, maren)}/ledger.csv")
    assert theirs.get_data() == written.get_data()
    page = signed_in(SVEN).get(f"/supervise/enrolments/{enrolment_of(asked, maren)}/ledger").get_data(as_text=True)
    assert "I wanted to speak" not in page + written.get_data(as_text=True)
    assert code in page


def test_garbage_in_a_form_is_answered_plainly(asked: Database, signed_in: As, sven: Actor) -> None:
    client = signed_in(MAREN)
    for values in ({"minutes": "9" * 400}, {"held_on": "0000-00-00"}, {"supervisor": "' OR 1=1"}, {"seen": "-1"}):
        assert client.post(NEW, data=form(client, sven, **values)).status_code == 422
    assert client.post(f"/courses/{COURSE}/ledger/codes", data={"csrf_token": csrf_token(client)}).status_code == 303
    assert client.get(f"{NEW}?item=%00").status_code == 400
    assert client.get(f"{NEW}?item=practicum:nothing").status_code == 200


def test_a_trainee_can_remark_on_each_signature_and_appeal_where_one_was_taken_back(
    asked: Database, signed_in: As, maren: Actor, sven: Actor
) -> None:
    entry_id = enter(asked, maren, consulted(sven))
    countersigning.countersign(asked, sven, entry_id, "", 0, after(hours=2))
    signed = entries(asked, maren)[0].decisions[0].id
    withdrawing.withdraw_sign_off(asked, sven, signed, "It was another hour.", False, after(hours=3))
    taken_back = entries(asked, maren)[0].decisions[1].id

    client = signed_in(MAREN)
    page = client.get(f"/courses/{COURSE}/ledger/entries/{entry_id}").get_data(as_text=True)
    links = re.findall(r'href="(/requirements/[^"]+|/[^"]*(?:remarks|appeals)/[^"]+)"', page)
    assert [link.rpartition("/")[2] for link in links] == [str(signed), str(taken_back), str(taken_back)]
    assert [client.get(link).status_code for link in links] == [200, 200, 200]
