"""Reviewing in a browser: what forms carry, what garbage answers, and what readers are told."""

import io
import json
import re
from html import unescape
from uuid import uuid4
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from tests.support import reviews
from tests.support.changed_module import SUMMARY, publish_routes
from tests.support.clinic import ADA, COURSE, ILSE, JONAS, MAREN, after
from tests.support.reviews import OTTO, PATH, RUTH, last_review, reviewer
from tests.web.conftest import As, csrf_token
from trainer.access import Actor
from trainer.curriculum.change import Change
from trainer.storage.database import Database

PAGE = f"/review/{COURSE}/{PATH}"
MODULE = f"/courses/{COURSE}/modules/pharmacology/routes"
SIGNED = {"name": "Dr Ruth Adler", "licence": "psychiatrist", "number": "A 12345", "place": "Austria"}


@pytest.fixture
def actor(clinic: Database) -> Actor:
    """A reviewer."""
    return reviewer(clinic)


@pytest.fixture
def ruth(actor: Actor, signed_in: As) -> FlaskClient:
    """The reviewer's browser."""
    return signed_in(RUTH)


def text(client: FlaskClient, url: str = PAGE, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def words(page: str) -> str:
    """What a page shows, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def form_of(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to an address."""
    found = re.search(rf'<form [^>]*action="{re.escape(action)}">(.*?)</form>', page, re.DOTALL)
    assert found is not None
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found[1]))


def send(client: FlaskClient, act: str, **fields: str) -> tuple[int, str]:
    """Send a form of the page; gives the status, and what the answer shows or where it leads."""
    action = f"/review/{COURSE}/{act}/{PATH}"
    answer = client.post(action, data=form_of(text(client), action) | fields)
    return answer.status_code, answer.location or words(answer.get_data(as_text=True))


def comment(client: FlaskClient, line: str, said: str, **fields: str) -> tuple[int, str]:
    return send(client, "comments", line=line, words=said, **fields)


def test_a_reviewer_signs_and_readers_see_it(ruth: FlaskClient, signed_in: As) -> None:
    assert "No clinician has signed any revision of it." in words(text(ruth))

    assert send(ruth, "sign", attests="yes", due_on="", **SIGNED) == (303, PAGE)

    told = words(text(signed_in(MAREN), MODULE))
    assert "Clinically reviewed by Dr Ruth Adler, psychiatrist, licence A 12345 (Austria), on" in told
    assert "no clinician has reviewed it" not in told
    about = words(text(signed_in(MAREN), f"/courses/{COURSE}/about"))
    assert "No clinician has reviewed one yet." not in about
    assert "Screening No clinician has reviewed it yet." in about
    assert "Clinically reviewed by Dr Ruth Adler" in words(
        text(signed_in(MAREN), f"/courses/{COURSE}/editions/1/modules/pharmacology/routes")
    )


def test_what_nobody_reviewed_says_so(signed_in: As) -> None:
    maren = signed_in(MAREN)
    assert "Written from published sources; no clinician has reviewed it yet" in words(text(maren, MODULE))
    assert "No clinician has reviewed one yet." in words(text(maren, f"/courses/{COURSE}/about"))


def test_small_changes_are_told_and_a_material_one_ends_the_signature(
    clinic: Database, actor: Actor, signed_in: As
) -> None:
    reviews.sign(clinic, actor, after(days=1))
    publish_routes(clinic, ("Ask first.", "Ask first!"), day=2, change=Change.TYPO)
    small = words(text(signed_in(ILSE), MODULE))
    publish_routes(clinic, SUMMARY, day=3)
    changed = words(text(signed_in(ILSE), MODULE))

    assert "with small changes since; due again" in small
    assert "Written from published sources; changed since Dr Ruth Adler reviewed it on" in changed


def test_what_is_missing_stands_beside_the_form_which_keeps_what_was_typed(ruth: FlaskClient) -> None:
    status, shown = send(ruth, "sign", **(SIGNED | {"number": "", "name": "Dr Ruth"}))

    assert status == 422
    assert "Write the number of your licence." in shown
    assert "Say that you have read it and stand for it" in shown
    action = f"/review/{COURSE}/sign/{PATH}"
    page = ruth.post(action, data=form_of(text(ruth), action) | SIGNED | {"due_on": "tomorrow"}).get_data(as_text=True)
    assert 'value="Dr Ruth Adler"' in page
    assert "Choose a day after today" in words(page)


def test_what_was_published_meanwhile_is_said_and_nothing_is_signed(clinic: Database, ruth: FlaskClient) -> None:
    action = f"/review/{COURSE}/sign/{PATH}"
    form = form_of(text(ruth), action) | SIGNED | {"attests": "yes"}
    publish_routes(clinic, SUMMARY, day=3)

    answer = ruth.post(action, data=form)

    assert answer.status_code == 409
    shown = words(answer.get_data(as_text=True))
    assert "A new revision was published meanwhile. Nothing was signed or returned" in shown
    assert "No clinician has signed any revision of it." in shown


def test_comments_are_kept_by_line_and_returned_together(ruth: FlaskClient, signed_in: As) -> None:
    number = re.search(
        r'line=(\d+)#add"><span[^>]*>Comment on line </span>\d+</a></span><span[^>]*>Ask first', text(ruth)
    )
    assert number is not None
    filled = text(ruth, f"{PAGE}?line={number[1]}")
    assert f'id="line" name="line" type="text" value="{number[1]}"' in filled

    assert comment(ruth, number[1], "Ask <b>whom</b>?") == (303, f"{PAGE}#line-{number[1]}")
    assert comment(ruth, "0", "Too short.") == (303, f"{PAGE}#comments")
    page = text(ruth)
    assert "Ask &lt;b&gt;whom&lt;/b&gt;?" in page
    assert "Return with 2 comments" in words(page)
    assert send(ruth, "return") == (303, PAGE)

    author = words(text(signed_in(ILSE), f"/author/{COURSE}/reviews/{PATH}"))
    assert "Ask <b>whom</b>?" in author
    assert "2 comments of reviewers" in words(text(signed_in(ILSE), f"/author/{COURSE}/write/{PATH}"))
    assert "2 comments of reviewers to settle" in words(text(signed_in(ILSE), "/author/"))
    assert "no clinical review of it stands at present" in words(text(signed_in(JONAS), MODULE))


def test_a_comment_changed_in_another_tab_shows_both(clinic: Database, ruth: FlaskClient) -> None:
    comment(ruth, "0", "Too short.")
    action, page = f"/review/{COURSE}/comments/{PATH}", text(ruth)
    form = form_of(page[page.index("Change it") :], action)
    assert ruth.post(action, data=form | {"line": "0", "words": "From one tab."}).status_code == 303

    answer = ruth.post(action, data=form | {"line": "0", "words": "From another."})

    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "From one tab." in words(page)
    assert "From another.</textarea>" in page
    again = form_of(page[page.index('id="add"') - 50 :], action)
    assert ruth.post(action, data=again | {"line": "0", "words": "From another."}).status_code == 303


def test_a_removed_comment_is_offered_back(ruth: FlaskClient) -> None:
    comment(ruth, "0", "Too short.")
    remove = re.search(r'action="(/review/[^"]*/remove-comment/[^"]*)"', text(ruth))
    assert remove is not None
    token = csrf_token(ruth)

    page = ruth.post(remove[1], data={"csrf_token": token}).get_data(as_text=True)
    assert "The comment is removed" in words(page)
    assert "Too short." not in words(text(ruth))
    back = form_of(page, f"/review/{COURSE}/comments/{PATH}")
    assert ruth.post(f"/review/{COURSE}/comments/{PATH}", data=back).status_code == 303
    assert "Too short." in words(text(ruth))
    assert ruth.post(remove[1], data={"csrf_token": token}).status_code == 200
    assert ruth.post(remove[1], data={"csrf_token": token}).status_code == 303


def test_a_review_is_withdrawn_with_a_reason(clinic: Database, actor: Actor, ruth: FlaskClient, signed_in: As) -> None:
    reviews.sign(clinic, actor, after(days=1))
    action = f"/review/{COURSE}/withdraw/{last_review(clinic).id}"
    ada = signed_in(ADA)
    form = form_of(text(ada), action)

    refused = ada.post(action, data=form | {"reason": " "})
    assert (refused.status_code, "Write in a sentence why" in refused.get_data(as_text=True)) == (422, True)
    assert ada.post(action, data=form | {"reason": "Her licence had ended."}).status_code == 303
    assert "Signature withdrawn" in words(text(ruth))
    assert "Withdraw this review" not in words(text(ada))


def test_an_author_settles_a_comment_and_the_reviewer_reads_it(
    clinic: Database, actor: Actor, ruth: FlaskClient, signed_in: As
) -> None:
    reviews.return_it(clinic, actor, after(days=1), (0, "Too short."))
    page, ilse = f"/author/{COURSE}/reviews/{PATH}", signed_in(ILSE)
    action = re.search(r'action="(/author/[^"]*/settle/[^"]*)"', text(ilse, page))
    assert action is not None
    token = csrf_token(ilse)

    refused = ilse.post(action[1], data={"csrf_token": token, "words": ""})
    assert (refused.status_code, "Say in a sentence" in refused.get_data(as_text=True)) == (422, True)
    assert ilse.post(action[1], data={"csrf_token": token, "words": "It is longer now."}).status_code == 303
    assert "Nothing is left to settle." in words(text(ilse, page))
    assert "It is longer now." in words(text(ruth))


def test_the_writer_of_a_revision_is_told_why_they_cannot_sign_it(
    clinic: Database, actor: Actor, signed_in: As
) -> None:
    reviews.write(clinic, reviews.let_review(clinic, ILSE), after(days=1))
    publish_routes(clinic, SUMMARY, day=2)
    shown = words(text(signed_in(ILSE)))

    assert "Somebody else has to review this." in shown
    assert "Sign revision" not in shown


@pytest.mark.parametrize("act", ["sign", "return", "comments"])
@pytest.mark.parametrize("form", [{}, {"revision": "x", "reviews": "-1", "line": "9" * 40, "words": "a", "draft": "b"}])
def test_garbage_is_answered_plainly(ruth: FlaskClient, act: str, form: dict[str, str]) -> None:
    answer = ruth.post(f"/review/{COURSE}/{act}/{PATH}", data={"csrf_token": csrf_token(ruth), **form})
    assert answer.status_code in (404, 409, 422)


@pytest.mark.parametrize(
    "path", ["curriculum/glossary.yml", "nothing.md", "..%2f..%2fetc", "%F0%9F%98%80.md", "a" * 900]
)
def test_what_is_not_reviewed_has_no_page(ruth: FlaskClient, path: str) -> None:
    text(ruth, f"/review/{COURSE}/{path}", 404)


def test_a_reviewer_opens_what_they_review_and_nothing_of_others(clinic: Database, signed_in: As, actor: Actor) -> None:
    reviewer(clinic, OTTO, course="harbour")
    found = {}
    for who in (RUTH, OTTO):
        client = signed_in(who)
        found[who] = [
            client.get(url).status_code
            for url in ("/review/", PAGE, MODULE, "/author/", f"/author/{COURSE}/reviews/{PATH}", "/supervise/")
        ]
    assert found == {RUTH: [200, 200, 200, 403, 403, 403], OTTO: [200, 404, 404, 403, 403, 403]}
    otto = signed_in(OTTO)
    token = csrf_token(otto)
    reviews.sign(clinic, actor, after(days=1))
    others = f"/review/{COURSE}/withdraw/{last_review(clinic).id}"
    assert otto.post(others, data={"csrf_token": token, "reason": "No."}).status_code == 404
    sent = {"csrf_token": token, "draft": str(uuid4()), "revision": str(last_review(clinic).revision_id), "words": "A"}
    assert otto.post(f"/review/{COURSE}/comments/{PATH}", data=sent).status_code == 404


def test_there_may_be_nothing_to_review(clinic: Database, signed_in: As) -> None:
    otto = reviewer(clinic, OTTO, course="harbour")
    reviews.sign(clinic, otto, after(days=1), "curriculum/sea/tide.md", course="harbour")
    assert "Nothing waits for a reviewer here." in words(text(signed_in(OTTO), "/review/"))


def test_ones_own_data_holds_what_one_signed_said_and_has_not_sent(
    clinic: Database, actor: Actor, ruth: FlaskClient
) -> None:
    reviews.sign(clinic, actor, after(days=1))
    reviews.return_it(clinic, actor, after(days=2), (0, "Too short."))
    reviews.comment(clinic, actor, after(days=3), "Not sent.")

    answer = ruth.post("/account/data.zip", data={"csrf_token": csrf_token(ruth)})

    with ZipFile(io.BytesIO(answer.get_data())) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    facts = [json.loads(line)["fact"] for line in files["facts/review.jsonl"].splitlines()]
    assert [(fact["decision"], fact["number"]) for fact in facts] == [("signed", 1), ("returned", 2)]
    assert files["facts/review_comment.jsonl"].count("\n") == 1
    kept = json.loads(files["words.json"])
    assert [(each["kind"], each["words"]) for each in kept if each["kind"] == "review comment"] == [
        ("review comment", "Too short.")
    ]
    assert [json.loads(each["words"])["number"] for each in kept if each["kind"] == "signature"] == ["A 12345"]
    assert [each["words"] for each in json.loads(files["account.json"])["review_comments_not_sent"]] == ["Not sent."]
