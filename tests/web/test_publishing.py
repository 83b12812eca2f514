"""An author publishes in the browser: looks, decides, and sees what came of it."""

import re
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.care_course import care_course
from tests.support.clinic import COURSE, ILSE, NILS, publish
from tests.support.drafts import GLOSSARY, MODULE, OUTLINE, QUIZ, begin, draft, text_of
from tests.web.conftest import As, csrf_token
from trainer import clock
from trainer.actions.carrying_out import carry_out_due
from trainer.clock import Now
from trainer.storage.database import Database
from trainer.storage.drafts import Publication
from trainer.storage.editions import newest_edition

PUBLISH = f"/author/{COURSE}/publish"


def now() -> Now:
    """The moment, since pages ask what time it is."""
    return clock.now(ZoneInfo("UTC"))


def page(client: FlaskClient, url: str = PUBLISH) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def decide(client: FlaskClient, *drafts: str, **fields: str) -> tuple[int, str]:
    """Send the form: the status, and the page or where it leads."""
    form = {"csrf_token": csrf_token(client), "draft": list(drafts), "change": "typo", "when": "now", **fields}
    answer = client.post(PUBLISH, data=form)
    return answer.status_code, answer.headers.get("Location") or answer.get_data(as_text=True)


def publications(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Publication.id)).all())


def edition(database: Database) -> int:
    with database.reading() as session:
        head = newest_edition(session, COURSE)
    assert head is not None
    return head.number


def test_an_author_publishes_two_drafts_with_one_decision(clinic: Database, signed_in: As) -> None:
    draft(clinic, now())
    draft(clinic, now(), GLOSSARY, new="wafer:\n  term: Wafer\n  definition: A thin lozenge.\n")
    client = signed_in(ILSE)
    shown = page(client)
    assert re.findall(r'name="draft" value="([^"]+)" checked', shown) == [f"1:{MODULE}", f"1:{GLOSSARY}"]
    assert "Publish 2 drafts" in shown

    status, where = decide(client, f"1:{MODULE}", f"1:{GLOSSARY}", change="material", note="A wafer came.")

    assert status == 303
    waiting = page(client, where)
    assert "Being published" in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert client.get(where, headers={"Accept": "application/json"}).get_json() == {"state": "waiting"}
    carry_out_due(clinic, now())
    published = page(client, where)
    assert "Edition 2 is published" in published
    assert "A wafer came." in published
    assert "Nothing to publish" in page(client)
    assert "Edition 2: 2 documents" in page(client, f"/author/{COURSE}/publications")


def test_an_error_is_named_with_a_link_to_its_line_and_nothing_can_be_decided(clinic: Database, signed_in: As) -> None:
    draft(clinic, now(), new="\nMore words [@nobody2020].\n")
    client = signed_in(ILSE)

    shown = page(client)

    line = text_of(clinic).count("\n")
    assert f'href="/author/{COURSE}/write/{MODULE}#line-{line}"' in shown
    assert re.search(r"<button[^>]*disabled>.*1 error stops publishing", shown)
    status, again = decide(client, f"1:{MODULE}", note="kept")
    assert status == 422
    assert "The errors below stop publishing" in again
    assert ">\nkept</textarea>" in again
    assert publications(clinic) == 0


def test_a_draft_with_an_error_is_left_out_and_the_rest_published(clinic: Database, signed_in: As) -> None:
    draft(clinic, now(), new="\nMore words [@nobody2020].\n")
    draft(clinic, now(), GLOSSARY, new="wafer:\n  term: Wafer\n  definition: A thin lozenge.\n")
    client = signed_in(ILSE)

    status, looked = decide(client, f"1:{GLOSSARY}", do="look")
    assert (status, "Publish 1 draft<" in looked, "stops publishing" in looked) == (200, True, False)
    status, _where = decide(client, f"1:{GLOSSARY}")
    carry_out_due(clinic, now())

    assert (status, edition(clinic)) == (303, 2)
    assert text_of(clinic).endswith("[@nobody2020].\n")


def test_warnings_ask_for_a_yes_that_names_their_number(clinic: Database, signed_in: As) -> None:
    draft(clinic, now(), new="\nMore words.[^a]\n\n[^a]: A footnote.\n\n[^b]: Nobody calls this.\n")
    client = signed_in(ILSE)
    assert "I have looked at the 1 warning and publish with it." in page(client)

    assert decide(client, f"1:{MODULE}")[0] == 422
    assert decide(client, f"1:{MODULE}", warnings="2")[0] == 422
    assert publications(clinic) == 0
    assert decide(client, f"1:{MODULE}", warnings="1")[0] == 303


def test_a_draft_that_is_behind_is_brought_up_first(clinic: Database, signed_in: As) -> None:
    draft(clinic, now(), old="An opening", new="The opening")
    files = care_course()
    publish(clinic, {**files, MODULE: files[MODULE] + b"\nFrom a folder.\n"}, now())
    client = signed_in(ILSE)
    shown = page(client)
    assert "1 draft has to be brought up first" in shown
    assert f'formaction="/author/{COURSE}/bring-up/{MODULE}"' in shown
    assert decide(client, f"1:{MODULE}")[0] == 422

    client.post(f"/author/{COURSE}/bring-up/{MODULE}", data={"csrf_token": csrf_token(client), "version": "1"})

    assert decide(client, f"2:{MODULE}")[0] == 303


def test_a_draft_saved_meanwhile_is_not_published_unseen(clinic: Database, signed_in: As) -> None:
    draft(clinic, now())
    draft(clinic, now())

    status, again = decide(signed_in(ILSE), f"1:{MODULE}")

    assert status == 409
    assert "saved or given up meanwhile" in again
    assert publications(clinic) == 0


def test_a_publication_is_planned_for_a_day_and_taken_back(clinic: Database, signed_in: As) -> None:
    draft(clinic, now())
    client = signed_in(ILSE)
    day = (now().today + timedelta(days=3)).isoformat()

    status, where = decide(client, f"1:{MODULE}", when="later", day=day, hour="06:30")

    assert status == 303
    planned = page(client, where)
    assert "To be published on" in planned
    assert "at 06:30 UTC" in planned
    assert "http-equiv" not in planned
    assert "Planned for" in page(client)
    for _ in range(2):
        assert client.post(f"{where}/withdraw", data={"csrf_token": csrf_token(client)}).status_code == 303
    assert "Taken back" in page(client, where)


def test_what_was_refused_says_why_with_links_into_the_editor(clinic: Database, signed_in: As) -> None:
    draft(clinic, now(), GLOSSARY, new="wafer:\n  term: Wafer\n  definition: A thin lozenge.\n")
    client = signed_in(ILSE)
    _, where = decide(client, f"1:{GLOSSARY}")
    files = care_course()
    publish(clinic, {**files, GLOSSARY: files[GLOSSARY] + b"gum:\n  term: Gum\n  definition: Chewed.\n"}, now())

    carry_out_due(clinic, now())

    refused = page(client, where)
    assert "Nothing was published, and nothing was changed" in refused
    assert "bring the draft up" in refused
    assert text_of(clinic, GLOSSARY).endswith("A thin lozenge.\n")


def test_a_draft_is_shown_beside_what_is_published_as_page_and_as_text(clinic: Database, signed_in: As) -> None:
    draft(clinic, now(), old="Ask first.", new="Ask twice.")
    draft(clinic, now(), QUIZ, old="why: The muscle has to give it up first.", new="why: The muscle keeps it a while.")
    client = signed_in(ILSE)

    module = page(client, f"{PUBLISH}/{MODULE}")
    quiz = page(client, f"{PUBLISH}/{QUIZ}")

    assert "Ask <del>" in module
    assert re.search(r"<h3[^>]*>Summary</h3>", module)
    assert re.search(r"is-come.*Ask <ins>twice</ins>", module)
    assert re.search(r"<h3[^>]*>Question im-peak</h3>", quiz)
    assert "Other answers count as right" not in quiz
    assert client.get(f"{PUBLISH}/{GLOSSARY}").status_code == 404


def test_of_whom_a_harder_outline_asks_more_is_said_before(clinic: Database, signed_in: As) -> None:
    draft(clinic, now(), OUTLINE, old="modules: [presence]}", new="modules: [presence, return]}")
    begin(
        clinic,
        now(),
        "curriculum/sessions/return.md",
        text_of(clinic, "curriculum/sessions/presence.md")
        .replace("title: Presence", "title: The return")
        .replace("code: S1", "code: S2"),
    )
    client = signed_in(ILSE)

    shown = page(client)

    assert "<strong>The cohort “Evening”</strong>: the module sessions/return was not required." in shown
    assert "It keeps the rules with which it started unless you name a day." in shown
    assert 'name="harder_from"' in shown


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"change": "huge"}, "change"),
        ({"change": "material", "note": " "}, "note"),
        ({"note": "x" * 1001}, "note"),
        ({"when": "later", "day": "", "hour": "07:00"}, "day"),
        ({"when": "later", "day": "2020-01-01", "hour": "07:00"}, "day"),
        ({"when": "later", "day": "9999-12-31", "hour": "23:59"}, "day"),
        ({"when": "later", "day": "31.12.", "hour": "07:00"}, "day"),
        ({"when": "later", "day": "2099-01-01", "hour": "half past"}, "hour"),
        ({"harder_from": "2020-01-01"}, "harder_from"),
        ({"harder_from": "soon"}, "harder_from"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    clinic: Database, signed_in: As, fields: dict[str, str], field: str
) -> None:
    draft(clinic, now())

    status, again = decide(signed_in(ILSE), f"1:{MODULE}", **fields)

    assert status == 422
    assert re.findall(r'<li><a href="#([^"]+)">', again) == [field]
    assert publications(clinic) == 0


def test_garbage_is_answered_plainly(clinic: Database, signed_in: As) -> None:
    draft(clinic, now())
    client = signed_in(ILSE)
    token = {"csrf_token": csrf_token(client)}
    many = {**token, "change": "typo", **{f"field-{number}": "x" for number in range(10_000)}}

    assert client.post(PUBLISH, data=many).status_code == 422
    assert decide(client, *(f"1:quizzes/{number}.yml" for number in range(10_000)))[0] == 422
    for value in ("", ":", "1", f"-1:{MODULE}", f"0:{MODULE}", f"{'9' * 40}:{MODULE}", "1:../../etc/passwd"):
        assert decide(client, value)[0] in (409, 422)
    for url in (f"/author/{COURSE}/publications/{uuid4()}", f"{PUBLISH}/nowhere.md", "/author/nowhere/publish"):
        assert client.get(url).status_code == 404
    assert client.post(f"/author/{COURSE}/publications/{uuid4()}/withdraw", data=token).status_code == 404
    assert publications(clinic) == 0


def test_a_publication_of_another_course_is_not_found(clinic: Database, signed_in: As) -> None:
    draft(clinic, now())
    _, where = decide(signed_in(ILSE), f"1:{MODULE}")
    nils = signed_in(NILS)

    assert nils.get(where).status_code == 404
    foreign = where.replace(f"/author/{COURSE}/", "/author/harbour/")
    assert nils.get(foreign).status_code == 404
    assert nils.post(f"{foreign}/withdraw", data={"csrf_token": csrf_token(nils)}).status_code == 404


def test_what_a_reader_may_stumble_over_stands_in_a_fold_and_stops_nothing(clinic: Database, signed_in: As) -> None:
    draft(clinic, now(), old="## Onset", new="In two trials 55% of the patients slept.\n\n## Onset")
    client = signed_in(ILSE)

    shown = page(client)
    fold = shown[shown.index('<details class="unchanged" id="stumbling">') :].partition("</details>")[0]

    assert "What a reader may stumble over: " in fold
    assert "To mend: this states something of the world without a source: &#39;In two trials 55%" in fold
    line = text_of(clinic).split("In two trials")[0].count("\n") + 1
    assert f'href="/author/{COURSE}/write/{MODULE}#line-{line}"' in fold
    assert decide(client, f"1:{MODULE}")[0] == 303
