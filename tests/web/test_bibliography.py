"""Authors look through the bibliography, add sources by pasting, change one with a form, and take one out."""

from flask.testing import FlaskClient
from lxml import html  # type: ignore[import-untyped]  # lxml ships no types

from tests.support.care_course import care_course, harbour_course
from tests.support.clinic import ADA, COURSE, ILSE, actor_of, after, publish
from tests.support.drafts import draft
from tests.web.conftest import As, csrf_token
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

REFERENCES = "curriculum/references.bib"
PAGE = "/author/care/bibliography"
HIRLINGER = f"{PAGE}/sources/hirlinger1984"
SOURCE = care_course()[REFERENCES].decode()
GRANT = """\
@article{whatever,
  author = "Grant, I. S. and Nimmo, W. S.",
  title = {Ketamine \\& its analgesic effects},
  journal = {British Journal of Anaesthesia},
  year = 1981, volume = 53, pages = {805-810},
  doi = {https://doi.org/10.1093/BJA/53.8.805.},
  abstract = {Long.}
}
"""
GRANT_ADDED = """\

@article{grant1981,
  author = {Grant, I. S. and Nimmo, W. S.},
  title = {Ketamine \\& its analgesic effects},
  journal = {British Journal of Anaesthesia},
  year = {1981},
  volume = {53},
  pages = {805-810},
  doi = {10.1093/BJA/53.8.805}
}
"""


def look(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def send(client: FlaskClient, url: str, form: dict[str, str | list[str]]) -> tuple[int, str]:
    answer = client.post(url, data={**form, "csrf_token": csrf_token(client)}, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def form_of(page: str) -> dict[str, str | list[str]]:
    """What a browser would send of the page's form, without any button."""
    found: dict[str, str | list[str]] = {}
    for name, value in html.fromstring(page).get_element_by_id("form").form_values():
        found[name] = value.removeprefix("\n")
    return found


def source_of(database: Database) -> str:
    with database.reading() as session:
        return writing_page(session, actor_of(database, ILSE), COURSE, REFERENCES).text


def test_every_source_stands_there_with_where_it_is_cited(signed_in: As) -> None:
    page = look(signed_in(ILSE), PAGE)

    assert "Hirlinger, W. K., &amp; Dick, W. (1984). Intramuscular ketamine analgesia." in page
    assert "Cited in 2 texts, 2 places" in page
    assert 'href="/author/care/quiz/quizzes/routes.yml/questions/im-peak">Routes: Question 1</a>' in page


def test_a_pasted_source_is_shown_before_it_is_added_below_the_others(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = send(client, f"{PAGE}/add/look", {"text": GRANT})
    assert (code, "1 source was understood" in page, source_of(clinic)) == (200, True, SOURCE)
    assert "Ketamine &amp; its analgesic effects" in page
    assert "Left out, since no reference shows it: abstract." in page

    code, page = send(client, f"{PAGE}/add", form_of(page))
    assert (code, "1 source is in the draft. Cite with [@grant1981]." in page) == (200, True)
    assert source_of(clinic) == SOURCE + GRANT_ADDED


def test_adding_twice_adds_once(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = form_of(send(client, f"{PAGE}/add/look", {"text": GRANT})[1])

    send(client, f"{PAGE}/add", form)
    code, page = send(client, f"{PAGE}/add", form)

    assert (code, "These sources are in the draft already." in page) == (200, True)
    assert source_of(clinic) == SOURCE + GRANT_ADDED


def test_two_authors_add_at_once_and_both_sources_stay(clinic: Database, signed_in: As) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    first = form_of(send(ilse, f"{PAGE}/add/look", {"text": GRANT})[1])
    second = form_of(
        send(ada, f"{PAGE}/add/look", {"text": "TY  - BOOK\nAU  - Yalom, I.\nTI  - A book\nPY  - 1980\n"})[1]
    )

    assert [send(ilse, f"{PAGE}/add", first)[0], send(ada, f"{PAGE}/add", second)[0]] == [200, 200]
    assert "@book{yalom1980," in source_of(clinic)
    assert "@article{grant1981," in source_of(clinic)


def test_a_field_that_is_changed_changes_only_its_own_words(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = form_of(look(client, HIRLINGER))

    code, page = send(client, HIRLINGER, {**form, "volume": "34", "doi": "https://doi.org/10.1000/x."})

    assert (code, "Saved." in page) == (200, True)
    assert source_of(clinic) == SOURCE.replace("volume = {33}", "volume = {34}").replace(
        "pages = {272--275},", "pages = {272--275}, doi = {10.1000/x},"
    )


def test_a_form_that_is_sent_as_it_came_changes_nothing(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = send(client, HIRLINGER, form_of(look(client, HIRLINGER)))

    assert (code, "There is nothing to save" in page) == (200, True)
    assert source_of(clinic) == SOURCE


def test_what_makes_no_entry_comes_back_with_everything_that_was_typed(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = form_of(look(client, HIRLINGER))

    code, page = send(client, HIRLINGER, {**form, "title": "", "doi": "nothing", "volume": "<b>"})

    assert (code, source_of(clinic)) == (422, SOURCE)
    assert '<a href="#title">A source needs a title.</a>' in page
    assert '<a href="#doi">This is no DOI; one looks like 10.1093/bja/53.8.805.</a>' in page
    assert 'name="volume" type="text" value="&lt;b&gt;"' in page


def test_a_retracted_source_is_marked_for_readers_and_its_claims_stand_on_the_desk(
    clinic: Database, signed_in: As
) -> None:
    client = signed_in(ILSE)
    form = form_of(look(client, HIRLINGER))

    send(client, HIRLINGER, {**form, "mark": "retracted", "status_note": "Invented", "status_date": "2010-02"})

    assert "status = {retracted}, status_note = {Invented}, status_date = {2010-02}" in source_of(clinic)
    assert "Retracted:</strong> Hirlinger" in look(client, f"{PAGE}?state=retracted")
    desk = look(client, "/author/?state=claims")
    assert "2 of 16 documents" in desk
    assert "“An opening about a troche.” <a href=" in desk
    assert 'href="/author/care/write/curriculum/pharmacology/routes.md#line-9">Opening, line 9</a>' in desk
    assert "(Hirlinger &amp; Dick, 1984, retracted)" in desk


def test_a_source_that_texts_cite_cannot_be_taken_out(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    page = look(client, HIRLINGER)
    assert "Take it out" not in page

    code, page = send(client, HIRLINGER, {**form_of(page), "do": "remove"})

    assert (code, "Texts cite this source; take it out of them first." in page) == (422, True)
    assert source_of(clinic) == SOURCE


def test_a_source_that_nothing_cites_is_taken_out_of_the_draft(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    send(client, f"{PAGE}/add", form_of(send(client, f"{PAGE}/add/look", {"text": GRANT})[1]))
    form = form_of(look(client, f"{PAGE}/sources/grant1981"))

    code, page = send(client, f"{PAGE}/sources/grant1981", {**form, "do": "remove"})
    again = send(client, f"{PAGE}/sources/grant1981", {**form, "do": "remove"})[0]

    assert (code, "“Grant &amp; Nimmo, 1981” is out of the draft" in page, again) == (200, True, 200)
    assert source_of(clinic) == SOURCE


def test_two_authors_change_one_value_and_the_later_one_decides_between_both_texts(
    clinic: Database, signed_in: As
) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    first, second = form_of(look(ilse, HIRLINGER)), form_of(look(ada, HIRLINGER))
    send(ilse, HIRLINGER, {**first, "volume": "34"})

    code, page = send(ada, HIRLINGER, {**second, "volume": "35"})

    assert (code, "Somebody else wrote at the same place" in page) == (409, True)
    assert "volume = {34}" in source_of(clinic)


def test_a_source_with_the_same_doi_is_shown_beside_the_one_that_is_there(signed_in: As) -> None:
    client = signed_in(ILSE)
    send(client, f"{PAGE}/add", form_of(send(client, f"{PAGE}/add/look", {"text": GRANT})[1]))

    page = send(client, f"{PAGE}/add/look", {"text": GRANT.replace("Ketamine", "Another title")})[1]

    assert f'The same DOI stands in the bibliography already, as <a href="{PAGE}/sources/grant1981"' in page
    assert 'name="take" value="1" aria-describedby="number-1">' in page
    assert 'id="key-1" name="key-1" type="text" value="grant1981b"' in page


def test_nothing_is_added_of_what_is_wrong_or_not_chosen(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = form_of(send(client, f"{PAGE}/add/look", {"text": GRANT})[1])

    for change, words in (
        ({"take": []}, "Choose the sources to add."),
        ({"key-1": "hirlinger1984"}, "the key &#39;hirlinger1984&#39; is taken; choose another one"),
        ({"text": GRANT.replace("title", "titel")}, "has no title"),
        ({"text": "nothing"}, "Choose the sources to add."),
    ):
        code, page = send(client, f"{PAGE}/add", {**form, **change})
        assert (code, words in page) == (422, True), words
    assert source_of(clinic) == SOURCE


def test_hostile_words_are_shown_as_words(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    hostile = (
        "@misc{x, author = {<script>alert(1)</script>, A}, title = {<img src=x onerror=alert(1)>}, year = 2000,"
        " url = {javascript:alert(1)}}"
    )

    pages = [send(client, f"{PAGE}/add/look", {"text": hostile})[1]]
    send(client, f"{PAGE}/add", form_of(pages[0]))
    key = source_of(clinic).rpartition("@misc{")[2].partition(",")[0]
    pages += [look(client, PAGE), look(client, f"{PAGE}/sources/{key}")]

    for page in pages:
        tree = html.fromstring(page)
        assert "onerror" in tree.text_content()
        assert tree.xpath("//img | //*[@onerror] | //a[starts-with(@href, 'javascript')]") == []
        assert [each for each in tree.xpath("//script") if not each.get("src")] == []


def test_a_bibliography_that_cannot_be_read_is_shown_as_far_as_it_goes(clinic: Database, signed_in: As) -> None:
    draft(clinic, after(), REFERENCES, "", "\n@misc{open,\n  title = {never closed\n")
    client = signed_in(ILSE)

    page = look(client, PAGE)
    code, answer = send(client, f"{PAGE}/add", form_of(send(client, f"{PAGE}/add/look", {"text": GRANT})[1]))

    assert "What cannot be read" in page
    assert "Hirlinger, W. K." in page
    assert (code, "An entry of the bibliography is never closed" in answer) == (422, True)


def test_a_course_without_a_bibliography_begins_one(clinic: Database, signed_in: As) -> None:
    files = {path: text for path, text in harbour_course().items() if path != REFERENCES}
    outline = files["curriculum/course.yml"].replace(b"course: harbour", b"course: quay")
    publish(clinic, {**files, "curriculum/course.yml": outline}, after())
    client = signed_in(ILSE)
    quay = "/author/quay/bibliography"

    assert "No sources yet" in look(client, quay)
    code, page = send(client, f"{quay}/add", form_of(send(client, f"{quay}/add/look", {"text": GRANT})[1]))

    assert (code, "1 source is in the draft." in page) == (200, True)
    assert "British Journal of Anaesthesia" in look(client, quay)


def test_sources_are_found_by_words(signed_in: As) -> None:
    client = signed_in(ILSE)
    assert "1 of 1 source." in look(client, f"{PAGE}?words=anaesthesist+1984")
    assert "0 of 1 source." in look(client, f"{PAGE}?words=nobody&state=x")
    assert client.get(f"{PAGE}/sources/nothing").status_code == 404
