"""The page of search, and what the box suggests."""

import json
import re
from html import unescape

from flask.testing import FlaskClient

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.clinic import ILSE, MAREN, actor_of, after, publish
from tests.support.lookup_course import lookup_course
from tests.web.conftest import As
from trainer.storage.database import Database

SEARCH = "/courses/care/search"


def text_of(client: FlaskClient, query: str, status: int = 200) -> str:
    """The words of the page's main part, with marked ones in brackets."""
    answer = client.get(f"{SEARCH}?{query}")
    assert answer.status_code == status
    main = answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]
    marked = main.replace("<mark>", "[").replace("</mark>", "]")
    return " ".join(unescape(re.sub(r"<[^>]*>", "", marked)).split())


def suggested(client: FlaskClient, words: str) -> list[tuple[str, str, str]]:
    answer = client.get(f"{SEARCH}/suggestions", query_string={"q": words})
    assert answer.status_code == 200
    return [(each["kind"], each["label"], each["url"]) for each in json.loads(answer.data)["suggestions"]]


def test_a_result_shows_where_it_stands_with_the_words_marked(clinic: Database, signed_in: As) -> None:
    publish(clinic, lookup_course(), after())
    client = signed_in(MAREN)
    text = text_of(client, "q=hallucination")
    assert "1 result" in text
    assert "Section · Presence Voices [Hallucinations] may come with ketamine. A patient who [hallucinates]" in text
    assert 'href="/courses/care/modules/sessions/presence#section-voices"' in client.get(f"{SEARCH}?q=voice").text


def test_what_was_typed_is_shown_as_words_and_never_as_html(clinic: Database, signed_in: As) -> None:
    page = signed_in(MAREN).get(SEARCH, query_string={"q": "<script>alert(1)</script>\" autofocus onfocus=x '"}).text
    assert "<script>alert" not in page
    assert " onfocus=x " not in page.replace("&#34; autofocus onfocus=x &#39;", "")


def test_a_correction_is_said_with_a_way_back(clinic: Database, signed_in: As) -> None:
    publish(clinic, lookup_course(), after())
    client = signed_in(MAREN)
    text = text_of(client, "q=halucinations")
    assert "Showing results for hallucinations in place of “halucinations”. Search for the words as typed" in text
    assert "Nothing found for “halucinations”" in text_of(client, "q=halucinations&typed=1")


def test_a_closed_module_is_named_with_what_opens_it(clinic: Database, signed_in: As) -> None:
    text = text_of(signed_in(MAREN), "q=screening")
    assert "Module · Pharmacology [Screening] Not open yet: it opens when “Routes” is done." in text


def test_empty_unknown_and_odd_searches_are_answered_in_words(clinic: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    assert "What are you looking for?" in text_of(client, "")
    assert "What are you looking for?" in text_of(client, "q=%20%20")
    assert "There is no word in that" in text_of(client, "q=%22*%3A-")
    assert "Nothing found for “zebra”" in text_of(client, "q=zebra")
    assert "That is too much to look for" in text_of(client, f"q={'x' * 201}", 422)
    assert "There is no page 99." in text_of(client, "q=ask&page=99")
    assert client.get(f"{SEARCH}?q=%00").status_code == 400
    for odd in ("q=ask&page=-1", "q=ask&page=x", "q=ask&in=nothing", "q=%FF", "q=a&q=b", "page=2", "q=ask&typed=2"):
        assert client.get(f"{SEARCH}?{odd}").status_code == 200


def test_looking_at_a_result_lets_its_questions_be_found(clinic: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    attempt = finish(clinic, actor_of(clinic, MAREN), "routes", RIGHT_ROUTES, after())
    assert "Question" not in text_of(client, "q=intramuscular")
    client.get(f"/attempts/{attempt.id}/result")

    number = [placed.id for placed in attempt.head.layout.questions].index("im-peak") + 1
    page = client.get(f"{SEARCH}?q=intramuscular").text
    assert f'href="/attempts/{attempt.id}/result#number-{number}"' in page
    assert f'id="number-{number}"' in client.get(f"/attempts/{attempt.id}/result").text


def test_staff_are_led_to_the_quiz_of_a_question(clinic: Database, signed_in: As) -> None:
    page = signed_in(ILSE).get(f"{SEARCH}?q=pulse").text
    assert 'href="/courses/care/quizzes/screening"' in page


def test_titles_terms_and_open_sections_are_suggested(clinic: Database, signed_in: As) -> None:
    publish(clinic, lookup_course(), after())
    client = signed_in(MAREN)
    assert suggested(client, "tro") == [("Term", "Troche", "/courses/care/glossary#term-troche")]
    assert suggested(client, "loz") == [("Term", "Troche", "/courses/care/glossary#term-troche")]
    assert suggested(client, "scr") == [("Module", "Screening", "/courses/care/modules/pharmacology/screening")]
    assert suggested(client, "cafe") == [
        ("Section", "Café", "/courses/care/modules/sessions/presence#section-cafe"),
    ]
    assert suggested(client, "hea") == []
    assert suggested(signed_in(ILSE), "hea") == [
        ("Section", "Heart", "/courses/care/modules/pharmacology/screening#section-heart"),
    ]
    assert suggested(client, "") == suggested(client, "*") == suggested(client, "x" * 5000) == []


def test_what_shows_words_of_its_address_is_not_squeezed(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    squeezing = {"Accept-Encoding": "gzip, zstd"}
    for url in (f"{SEARCH}?q=always", f"{SEARCH}/suggestions?q=e"):
        headers = client.get(url, headers=squeezing).headers
        assert "Content-Encoding" not in headers
        assert headers["Cache-Control"] == "no-store, no-transform"
    assert client.get("/courses/care/glossary", headers=squeezing).headers["Content-Encoding"] == "zstd"


def test_every_page_of_a_course_has_the_box_and_no_other_page_has(clinic: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    for url, number in {"/courses/care/": 1, "/courses/care/glossary": 1, SEARCH: 1, "/account/": 0}.items():
        assert client.get(url).text.count(f'data-search="{SEARCH}/suggestions"') == number
