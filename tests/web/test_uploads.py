"""The page of figures and media: what it takes, what it refuses, and what it says."""

import pytest
from flask.testing import FlaskClient

from tests.support.clinic import ADA, ILSE, MAREN
from tests.support.media_files import MP3, pdf
from tests.support.pictures import picture
from tests.web.conftest import As, csrf_token
from tests.web.uploading import PAGE, sent
from trainer.curriculum.media_pointers import fingerprint
from trainer.web.request_sizes import LARGEST, LARGEST_OF_UPLOADS

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<title>%s</title><path d="M0 0H9"/></svg>\n'


@pytest.fixture
def ilse(signed_in: As) -> FlaskClient:
    """An author's browser."""
    return signed_in(ILSE)


def page_of(client: FlaskClient, address: str = PAGE) -> str:
    """The words of a page."""
    return client.get(address).get_data(as_text=True)


def fields_of(page: str, *names: str) -> dict[str, str]:
    """Hidden values of the form that replaces a file."""
    return {name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in names}


def test_several_files_are_taken_in_and_what_cannot_be_is_named(ilse: FlaskClient) -> None:
    answer = sent(ilse, ("scan.png", picture()), ("page.png", b"<html>"), ("card.pdf", pdf()))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "page.png: This is a web page." in page
    assert "curriculum/figures/scan.png is there, as a draft." in page
    assert "curriculum/media/card.pdf is there, as a draft." in page


def test_one_file_has_the_name_and_the_words_that_were_typed(ilse: FlaskClient) -> None:
    answer = sent(ilse, ("IMG_1.png", picture()), name="square", says='A <b>"red"</b> square')
    assert answer.headers["Location"] == "/author/care/media/#figures-square-png"
    page = page_of(ilse)
    assert "A &lt;b&gt;&#34;red&#34;&lt;/b&gt; square" in page
    assert "Not published yet" in page


def test_what_was_typed_stays_where_the_file_is_refused(ilse: FlaskClient) -> None:
    page = sent(ilse, ("a.png", picture()), name="A b", says="A red square").get_data(as_text=True)
    assert 'value="A b"' in page
    assert "A red square" in page
    assert "Use up to 60 lower-case letters" in page


def test_a_script_is_told_in_json(ilse: FlaskClient) -> None:
    good = sent(ilse, ("scan.png", picture()), accept="application/json")
    bad = sent(ilse, ("scan.gif", b"GIF89a"), accept="application/json")
    assert good.get_json() == {"path": "curriculum/figures/scan.png"}
    assert bad.status_code == 422
    assert bad.get_json()["message"].startswith("This is a GIF.")


def test_a_form_without_a_file_says_so(ilse: FlaskClient) -> None:
    for files in ((), (("", b""),)):
        answer = sent(ilse, *files)
        assert answer.status_code == 422
        assert "Choose a file, or up to 20 at once." in answer.get_data(as_text=True)


def test_two_authors_who_replace_a_file_see_both_and_choose(signed_in: As, ilse: FlaskClient) -> None:
    form = page_of(ilse, f"{PAGE}?replace=curriculum/figures/routes.svg")
    seen = fields_of(form, "path", "version", "revision")
    assert sent(signed_in(ADA), ("a.svg", SVG % b"hers"), **seen).status_code == 303

    answer = sent(ilse, ("b.svg", SVG % b"mine"), **seen)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert f"/media/{fingerprint(SVG % b'hers')}.svg" in page
    assert f"/media/{fingerprint(SVG % b'mine')}.svg" in page
    chosen = {**fields_of(page, "path", "digest", "version", "revision"), "csrf_token": csrf_token(ilse)}
    assert ilse.post(f"{PAGE}take", data=chosen).status_code == 303
    assert fingerprint(SVG % b"mine") in page_of(ilse)


def test_a_transcript_is_begun_beside_its_recording_and_written_like_any_text(ilse: FlaskClient) -> None:
    sent(ilse, ("breath.mp3", MP3))
    assert "Needs a transcript" in page_of(ilse)
    form = {"csrf_token": csrf_token(ilse), "path": "curriculum/media/breath.mp3"}
    answer = ilse.post(f"{PAGE}transcript", data=form)
    assert answer.headers["Location"] == "/author/care/write/curriculum/media/breath.md"
    assert "Write here what is said" in page_of(ilse, answer.headers["Location"])
    assert "Needs a transcript" not in page_of(ilse)
    form["path"] = "curriculum/figures/routes.svg"
    assert ilse.post(f"{PAGE}transcript", data=form).status_code == 404


def test_a_draft_is_given_up_and_its_file_leaves_the_page(ilse: FlaskClient) -> None:
    sent(ilse, ("scan.png", picture()))
    form = {"csrf_token": csrf_token(ilse), "path": "curriculum/figures/scan.png", "version": "1"}
    for _ in range(2):
        assert ilse.post(f"{PAGE}give-up", data=form).status_code == 303
    page_of(ilse)
    assert "scan.png" not in page_of(ilse)


def test_unused_files_are_marked_and_listed_alone(ilse: FlaskClient) -> None:
    sent(ilse, ("scan.png", picture()))
    page_of(ilse)
    unused = page_of(ilse, f"{PAGE}?show=unused")
    assert "Unused: 1" in unused
    assert "figures-scan-png" in unused
    assert "figures-routes-svg" not in unused
    assert 'href="/author/care/write/curriculum/pharmacology/routes.md"' in page_of(ilse)


def test_only_this_address_and_only_from_authors_takes_much(signed_in: As, ilse: FlaskClient) -> None:
    much = ("a.png", b"x" * (2 * 1024 * 1024))
    addresses = (PAGE, f"{PAGE}words", "/author/care/write/curriculum/course.yml")
    assert [sent(ilse, much, to=address).status_code for address in addresses] == [422, 413, 413]
    assert sent(signed_in(MAREN), much).status_code == 413
    assert LARGEST < len(much[1]) < LARGEST_OF_UPLOADS


def test_more_than_any_file_may_have_is_refused_unread(ilse: FlaskClient) -> None:
    answer = ilse.post(
        PAGE,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(LARGEST_OF_UPLOADS + 1)},
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("what", ["take", "words", "give-up", "transcript"])
@pytest.mark.parametrize("path", ["", "../x", "curriculum/course.yml", "x" * 500, "curriculum/figures/none.svg"])
def test_garbage_gets_a_plain_refusal(ilse: FlaskClient, what: str, path: str) -> None:
    form = {"csrf_token": csrf_token(ilse), "path": path, "digest": "../" * 9, "version": "x", "revision": "y"}
    assert ilse.post(f"{PAGE}{what}", data=form).status_code == 404
