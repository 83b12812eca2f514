"""Comments without any script: told, refused with what was typed, answered in two tabs, seen by nobody else."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.support.attempts import begin
from tests.support.clinic import ADA, COURSE, ILSE, JONAS, MAREN, SVEN, actor_of, after
from tests.web.conftest import As, browser_of, csrf_token
from trainer.settings import Settings
from trainer.storage.database import Database
from trainer.web.app import create_app

MODULE = f"/courses/{COURSE}/modules/pharmacology/routes"
SECTION = f"{MODULE}/sections/summary/comments"
OWN = f"/courses/{COURSE}/comments"
AUTHORS = f"/author/{COURSE}/comments"


@pytest.fixture
def maren(signed_in: As) -> FlaskClient:
    """Maren's browser."""
    return signed_in(MAREN)


@pytest.fixture
def ilse(signed_in: As) -> FlaskClient:
    """The browser of an instructor."""
    return signed_in(ILSE)


def post(client: FlaskClient, address: str, **form: str) -> tuple[int, str]:
    """The status and, where the answer leads on, where it leads to; otherwise the page."""
    answer = client.post(address, data={"csrf_token": csrf_token(client), **form})
    return answer.status_code, answer.headers.get("Location") or answer.get_data(as_text=True)


def text_of(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def told(client: FlaskClient, words: str = "Whom do I ask?", number: str = "0") -> str:
    """The id of a comment that was just made."""
    status, place = post(client, SECTION, kind="question", words=words, quote="Ask first", number=number)
    found = re.fullmatch(rf"{OWN}/([0-9a-f-]{{36}})\?sent=yes", place)
    assert status == 303
    assert found
    return found[1]


def test_a_comment_is_told_answered_and_read(maren: FlaskClient, ilse: FlaskClient) -> None:
    comment_id = told(maren, "<b>Whom</b> do I ask?")
    assert "The authors have it." in text_of(maren, f"{OWN}/{comment_id}?sent=yes")
    assert "The authors have it." not in text_of(maren, f"{OWN}/{comment_id}")
    assert "You told the authors: no answer yet" in text_of(maren, MODULE)

    listed = text_of(ilse, f"{AUTHORS}/")
    assert "&lt;b&gt;Whom&lt;/b&gt; do I ask?" in listed
    assert '<blockquote class="own-quote" dir="auto">Ask first</blockquote>' in listed
    assert "Maren" in listed
    assert "reading revision 1 in edition 1" in listed
    assert "1 comment of readers to answer" in text_of(ilse, "/author/")
    status, place = post(ilse, f"{AUTHORS}/{comment_id}", act="answered", words="The prescriber.", number="0")
    assert (status, place) == (303, f"{AUTHORS}/{comment_id}")

    home = f"/courses/{COURSE}/"
    assert "Read 1 answer" in text_of(maren, home)
    assert "The prescriber." in text_of(maren, OWN)
    assert "The authors answered you." not in text_of(maren, home)
    assert "You told the authors: answered" in text_of(maren, MODULE)
    assert "of readers to answer" not in text_of(ilse, "/author/")


def test_what_cannot_be_kept_comes_back_with_all_that_was_typed(maren: FlaskClient) -> None:
    status, page = post(maren, SECTION, kind="wrong", words="A long thought\nin lines", quote="not <there>")

    assert status == 422
    assert "These words are not in this section." in page
    assert "A long thought\nin lines</textarea>" in page
    assert "not &lt;there&gt;</textarea>" in page
    assert 'value="wrong" required checked' in page
    assert "You have not told the authors anything yet" in text_of(maren, OWN)


def test_a_mail_is_offered_where_there_is_a_mail_server(clinic: Database, maren: FlaskClient) -> None:
    settings = Settings(secret_key="k" * 40, base_url="http://localhost", smtp_url="smtp://localhost")
    with_mail = browser_of(create_app(settings, clinic), clinic, MAREN)

    assert 'name="wants_mail" value="yes">' in text_of(with_mail, SECTION)
    assert 'name="wants_mail" value="yes" checked>' in post(with_mail, SECTION, wants_mail="yes")[1]
    assert "wants_mail" not in text_of(maren, SECTION)


def test_the_form_says_who_reads_it_and_to_write_nothing_about_a_patient(maren: FlaskClient) -> None:
    page = text_of(maren, SECTION)
    assert "those who answer for this course: Ilse; administrators can read it too" in page
    assert "Write nothing about a patient" in page


def test_chosen_words_stand_in_the_form(maren: FlaskClient) -> None:
    page = text_of(maren, f"{SECTION}?quote=Ask+%3Cfirst%3E&before=b&after=a")
    assert '<blockquote class="own-quote" dir="auto">Ask &lt;first&gt;</blockquote>' in page
    assert 'name="before" value="b"' in page
    too_long = text_of(maren, f"{SECTION}?quote={'x' * 1001}")
    assert "A passage has at most 1,000 characters; this one has 1,001." in too_long


def test_two_authors_do_not_cross_and_both_texts_are_there(
    ilse: FlaskClient, maren: FlaskClient, signed_in: As
) -> None:
    comment_id, ada = told(maren), signed_in(ADA)
    address = f"{AUTHORS}/{comment_id}"
    assert post(ilse, address, act="answered", words="From Ilse.", number="0")[0] == 303
    status, page = post(ada, address, act="answered", words="From Ada.", number="0")

    assert status == 409
    assert "Something followed upon this comment after this page was opened." in page
    assert "From Ilse.</p>" in page
    assert "From Ada.</textarea>" in page
    assert 'name="number" value="1"' in page
    assert "From Ada." not in text_of(maren, OWN)
    assert post(ada, address, act="settled", words="From Ada.", number="1")[0] == 303
    assert "From Ada." in text_of(maren, OWN)


def test_what_somebody_adds_does_not_cross_an_answer(ilse: FlaskClient, maren: FlaskClient) -> None:
    comment_id = told(maren)
    assert post(ilse, f"{AUTHORS}/{comment_id}", act="answered", words="The prescriber.", number="0")[0] == 303
    status, page = post(maren, f"{OWN}/{comment_id}", words="And <then>?", number="0")

    assert status == 409
    assert "The prescriber." in page
    assert "And &lt;then&gt;?</textarea>" in page
    assert post(maren, f"{OWN}/{comment_id}", words="And <then>?", number="1")[0] == 303
    assert "And &lt;then&gt;?" in text_of(ilse, f"{AUTHORS}/")


def test_an_answer_that_cannot_follow_is_refused_beside_what_was_typed(ilse: FlaskClient, maren: FlaskClient) -> None:
    address = f"{AUTHORS}/{told(maren)}"
    for form, words in (
        ({"act": "answered", "words": " "}, "Write an answer."),
        ({"act": "settled", "words": "Mended.", "mended": "7"}, "Choose an edition that came after"),
        ({"act": "reopened"}, "This comment is open already."),
        ({"act": "nonsense"}, "Write an answer."),
    ):
        status, page = post(ilse, address, number="0", **form)
        assert (status, words in page) == (422, True)
        assert f"{form.get('words', '').strip()}</textarea>" in page


def test_nobody_else_sees_a_comment(maren: FlaskClient, signed_in: As) -> None:
    comment_id = told(maren, "A private thought")
    for other in (JONAS, SVEN):
        client = signed_in(other)
        for address in (MODULE, f"/courses/{COURSE}/", OWN, f"{OWN}/{comment_id}", SECTION):
            page = text_of(client, address)
            assert "A private thought" not in page
            assert "You told the authors" not in page
        assert client.get(f"{AUTHORS}/{comment_id}").status_code == 403
    people = text_of(signed_in(SVEN), "/supervise/")
    assert "comment" not in people


def test_what_one_person_told_is_remembered_for_nobody(maren: FlaskClient, signed_in: As) -> None:
    told(maren)
    assert text_of(maren, MODULE).count("You told the authors") == 1
    assert "You told the authors" not in text_of(signed_in(JONAS), MODULE)


def test_every_section_leads_to_the_form_for_trainees_and_for_staff(maren: FlaskClient, ilse: FlaskClient) -> None:
    expected = [f"{MODULE}/sections/{section}/comments" for section in ("_", "peak", "onset", "summary")]
    for client in (maren, ilse):
        assert re.findall(r'data-tell href="([^"]+)"', text_of(client, MODULE)) == expected
        assert [client.get(address).status_code for address in expected] == [200] * 4


def test_a_closed_module_cannot_be_commented(maren: FlaskClient) -> None:
    closed = f"/courses/{COURSE}/modules/pharmacology/screening/sections/heart/comments"
    assert maren.get(closed).status_code == 403
    assert post(maren, closed, kind="wrong")[0] == 403


def test_a_question_leads_to_the_form_once_it_is_handed_in(
    clinic: Database, maren: FlaskClient, ilse: FlaskClient
) -> None:
    attempt = begin(clinic, actor_of(clinic, MAREN), "routes", after())
    address = f"/courses/{COURSE}/attempts/{attempt.id}/questions/{attempt.code('im-peak')}/comments"
    assert maren.get(address).status_code == 403
    attempt.submit(after())
    result = text_of(maren, f"/attempts/{attempt.id}/result")
    assert unescape(result).count(f"/courses/{COURSE}/attempts/{attempt.id}/questions/") == 7
    assert "When does the concentration peak" in text_of(maren, address)

    status, place = post(maren, address, kind="wrong", words="Both are right.", number="0")
    assert status == 303
    assert "When does the concentration peak" in text_of(maren, place)
    assert "Both are right." in text_of(ilse, f"{AUTHORS}/?path=quizzes/routes.yml")
    comment_id = place.partition("?")[0].rpartition("/")[2]
    leads_to = ilse.get(f"{AUTHORS}/{comment_id}/place").headers["Location"]
    assert leads_to == f"/author/{COURSE}/quiz/quizzes/routes.yml/questions/im-peak"


def test_the_place_in_the_text_is_a_line_in_the_editor(ilse: FlaskClient, maren: FlaskClient) -> None:
    leads_to = ilse.get(f"{AUTHORS}/{told(maren)}/place").headers["Location"]
    found = re.fullmatch(rf"/author/{COURSE}/write/curriculum/pharmacology/routes.md#line-(\d+)", leads_to)
    assert found
    page = text_of(ilse, f"/author/{COURSE}/write/curriculum/pharmacology/routes.md")
    assert "1 comment of readers" in page
    assert f'<a href="#line-{found[1]}">Line {found[1]}</a>' in page
    written = page.partition("<textarea")[2].partition("</textarea>")[0].partition("\n")[2].split("\n")
    assert written[int(found[1]) - 1] == "Ask first."


@pytest.mark.parametrize("query", ["state=nonsense", "page=0", "page=99999999999", "page=x", "kind=praise", "path=%00"])
def test_an_address_that_asks_for_nonsense_is_answered_plainly(ilse: FlaskClient, query: str) -> None:
    assert ilse.get(f"{AUTHORS}/?{query}").status_code in (200, 400)


def test_the_list_is_narrowed_and_says_so_where_nothing_is_left(ilse: FlaskClient, maren: FlaskClient) -> None:
    assert "No comments yet" in text_of(ilse, f"{AUTHORS}/")
    comment_id = told(maren)
    assert comment_id in text_of(ilse, f"{AUTHORS}/?kind=question")
    assert comment_id not in text_of(ilse, f"{AUTHORS}/?kind=wrong")
    assert "Nothing like that" in text_of(ilse, f"{AUTHORS}/?state=settled")
    assert comment_id in text_of(ilse, f"{AUTHORS}/?state=all")
