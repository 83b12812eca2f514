"""A reflection is read by those whom its writer chose, and by nobody else at any address."""

import io
from collections.abc import Mapping
from typing import Final
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.addresses import addresses, authored_things, things_of
from tests.support.beyond_modules import ask_for_more
from tests.support.clinic import ADA, COURSE, DORA, IDA, ILSE, JONAS, MAREN, NILS, SVEN, actor_of, after, enrolment_of
from tests.web.conftest import As, csrf_token
from trainer.access import Actor
from trainer.actions import answering_reflections, reflecting
from trainer.actions.reflecting import Written
from trainer.storage.content import CourseRow
from trainer.storage.database import Database
from trainer.storage.people import Role
from trainer.storage.signing_off import Entry
from trainer.tiers import Tier

WORDS: Final = {
    "first-session": (Tier.PRIVATE, "OLIVINE"),
    "position": (Tier.MENTOR, "MALACHITE"),
    "last-session": (Tier.PROGRAMME, "AZURITE"),
}
DRAFT: Final = "GARNET"
REPLY: Final = "BERYL"
URL: Final = f"/courses/{COURSE}/reflections/position"


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for three reflections; Nils also supervises the whole course."""
    with clinic.writing() as session:
        course_id = session.scalars(select(CourseRow.id).where(CourseRow.slug == COURSE)).one()
        nils = actor_of(clinic, NILS).person_id
        own = {"name": "supervisor", "scope": f"course:{course_id}", "course_id": course_id}
        session.add(Role(id=uuid4(), person_id=nils, granted_at=after().at, **own))
        session.commit()
    return ask_for_more(clinic)


def keep(database: Database, actor: Actor, name: str, words: str, tier: Tier, version: int = 0) -> UUID:
    reflecting.keep(
        database,
        actor,
        COURSE,
        name,
        Written(words=words, tier=tier, draft=0, version=version),
        after(minutes=version + 1),
    )
    with database.reading() as session:
        found = select(Entry.id).where(Entry.item == f"reflection:{name}", Entry.number == version + 1)
        return session.scalars(found).one()


def write_all(database: Database, maren: Actor) -> list[UUID]:
    """One reflection of each tier, one with an answer, one with a draft that is not kept yet."""
    entries = [keep(database, maren, name, words, tier) for name, (tier, words) in WORDS.items()]
    draft = Written(words=DRAFT, tier=Tier.PROGRAMME, draft=0, version=1)
    reflecting.save_draft(database, maren, COURSE, "last-session", draft, after(minutes=8))
    answering_reflections.answer(database, actor_of(database, SVEN), entries[1], REPLY, 0, after(minutes=9))
    return entries


def everything(app: Flask, client: FlaskClient, things: dict[str, str], entries: Mapping[str, UUID]) -> str:
    """All that a browser gets at every address, and in the archive of one's own data."""
    urls = {
        address.url()
        for name, entry in entries.items()
        for address in addresses(app, things | {"entry_id": str(entry), "reflection_id": name})
        if address.method == "GET" and address.endpoint != "static"
    }
    found = [client.get(url, follow_redirects=True).get_data().decode("utf-8", "replace") for url in sorted(urls)]
    archive = client.post("/account/data.zip", data={"csrf_token": csrf_token(client)})
    with ZipFile(io.BytesIO(archive.get_data())) as files:
        found += [files.read(name).decode("utf-8", "replace") for name in files.namelist()]
    return "\n".join(found)


@pytest.mark.parametrize(
    ("who", "readable"),
    [
        (MAREN, {"OLIVINE", "MALACHITE", "AZURITE", "GARNET", "BERYL"}),
        (SVEN, {"MALACHITE", "AZURITE", "BERYL"}),
        (NILS, {"AZURITE"}),
        (ADA, {"AZURITE"}),
        (DORA, set()),
        (ILSE, set()),
        (JONAS, set()),
        (IDA, set()),
    ],
)
def test_at_no_address_does_anybody_read_what_is_not_for_them(
    app: Flask, asked: Database, maren: Actor, signed_in: As, who: str, readable: set[str]
) -> None:
    entries = write_all(asked, maren)
    things = things_of(asked, MAREN) | authored_things(asked)
    client = signed_in(who)

    text = everything(app, client, things, dict(zip(WORDS, entries, strict=True)))

    assert {word for word in ("OLIVINE", "MALACHITE", "AZURITE", "GARNET", "BERYL") if word in text} == readable


def test_a_supervisor_sees_that_a_private_one_was_written_and_no_way_to_it(
    asked: Database, maren: Actor, signed_in: As
) -> None:
    entries = write_all(asked, maren)

    page = signed_in(SVEN).get(f"/supervise/enrolments/{enrolment_of(asked, maren)}/requirements")

    text = page.get_data(as_text=True)
    assert "Written; Maren chose that you do not read it." in text
    assert f"/supervise/reflections/{entries[0]}" not in text
    assert f"/supervise/reflections/{entries[1]}" in text


def test_it_is_written_saved_and_kept_without_a_script(asked: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    form = {"csrf_token": csrf_token(client), "words": "I listen.", "tier": "mentor", "number": "0", "version": "0"}

    assert client.post(URL, data=form).status_code == 303
    assert "This is saved and not kept yet" in client.get(URL).get_data(as_text=True)
    kept = client.post(f"{URL}/keep", data=form | {"number": "1"}, follow_redirects=True).get_data(as_text=True)

    assert "Your reflection is kept." in kept
    assert "Who may read it: the supervisors of your cohort." in kept
    assert "Sven, and whoever is given this role later." in kept


def test_a_script_saves_as_one_types_and_is_told_where_another_page_was_first(asked: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    form = {"csrf_token": csrf_token(client), "words": "I", "tier": "private", "number": "0", "version": "0"}
    asking = {"Accept": "application/json"}

    first = client.post(URL, data=form, headers=asking)
    behind = client.post(URL, data=form | {"words": "You"}, headers=asking)
    page = client.post(URL, data=form | {"words": "You"})

    assert first.json is not None
    assert first.json["number"] == 1
    assert (behind.status_code, behind.json and behind.json["resubmit"]) == (409, True)
    assert page.status_code == 409
    assert "Two texts of one reflection" in page.get_data(as_text=True)


def test_what_could_tell_who_a_client_is_comes_back_with_all_that_was_typed(asked: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    form = {"csrf_token": csrf_token(client), "words": "I met Anna Berg.", "tier": "programme", "number": "0"}

    refused = client.post(f"{URL}/keep", data=form)

    text = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "I met Anna Berg." in text
    assert "looks like somebody’s name" in text
    assert 'value="programme" required checked' in text
    assert client.post(f"{URL}/keep", data=form | {"because": "She wrote the book."}).status_code == 303


@pytest.mark.parametrize("tier", ["", "everybody", "PROGRAMME", "\ud800"])
def test_a_choice_that_is_none_lets_nobody_read_it(asked: Database, maren: Actor, signed_in: As, tier: str) -> None:
    client = signed_in(MAREN)
    form = {"csrf_token": csrf_token(client), "words": "I listen.", "number": "x", "version": "-1"}

    client.post(f"{URL}/keep", data=form | {"tier": tier.encode("utf-8", "replace").decode()})

    with asked.reading() as session:
        assert session.scalars(select(Entry.tier).where(Entry.item == "reflection:position")).all() == ["private"]


def test_hostile_words_are_shown_as_words(asked: Database, maren: Actor, signed_in: As) -> None:
    entry = keep(asked, maren, "position", "<script>alert(1)</script> & {{ 7*7 }}", Tier.MENTOR)

    for text in (signed_in(MAREN).get(URL), signed_in(SVEN).get(f"/supervise/reflections/{entry}")):
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7*7 }}" in text.get_data(as_text=True)


def test_a_mentor_answers_and_its_writer_reads_it(asked: Database, maren: Actor, signed_in: As) -> None:
    entry = keep(asked, maren, "position", "I listen.", Tier.MENTOR)
    sven = signed_in(SVEN)
    form = {"csrf_token": csrf_token(sven), "words": "What helps you to?", "seen": "0"}

    assert sven.post(f"/supervise/reflections/{entry}", data=form | {"words": ""}).status_code == 422
    assert sven.post(f"/supervise/reflections/{entry}", data=form).status_code == 303
    assert sven.post(f"/supervise/reflections/{entry}", data=form | {"words": "Again"}).status_code == 409

    assert "What helps you to?" in signed_in(MAREN).get(URL).get_data(as_text=True)


def test_answers_to_a_narrower_version_stay_with_those_who_could_read_it(
    asked: Database, maren: Actor, signed_in: As
) -> None:
    first = keep(asked, maren, "position", "For mentors.", Tier.MENTOR)
    answering_reflections.answer(asked, actor_of(asked, SVEN), first, REPLY, 0, after(minutes=2))
    second = keep(asked, maren, "position", "For everybody.", Tier.PROGRAMME, 1)

    assert REPLY in signed_in(SVEN).get(f"/supervise/reflections/{second}").get_data(as_text=True)
    assert REPLY not in signed_in(ADA).get(f"/supervise/reflections/{second}").get_data(as_text=True)
    assert "For mentors." not in signed_in(SVEN).get(f"/supervise/reflections/{second}").get_data(as_text=True)
    assert signed_in(SVEN).get(f"/supervise/reflections/{first}").status_code == 404
