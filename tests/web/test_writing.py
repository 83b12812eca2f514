"""Authors write in the browser: saving by page or script, two texts at once, giving up, and who else is there."""

import re

from flask.testing import FlaskClient

from tests.support.care_course import care_course
from tests.support.clinic import ADA, ILSE, after, publish
from tests.web.conftest import As, csrf_token
from trainer.storage.database import Database

MODULE = "curriculum/pharmacology/routes.md"
WRITE = f"/author/care/write/{MODULE}"
TEXT = care_course()[MODULE].decode()
JSON = {"Accept": "application/json"}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def look(client: FlaskClient, url: str = WRITE) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def post(client: FlaskClient, url: str, **form: str) -> tuple[int, str]:
    answer = client.post(url, data={"csrf_token": csrf_token(client), **form}, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def save(client: FlaskClient, text: str, page: str) -> tuple[int, str]:
    seen = {"version": hidden(page, "version"), "revision": hidden(page, "revision")}
    return post(client, WRITE, text=text, **seen)


def test_the_page_shows_the_text_and_how_it_will_look(signed_in: As) -> None:
    page = look(signed_in(ILSE))

    assert "## Peak {#peak}" in page
    assert '<h2 id="section-peak-title">Peak</h2>' in page
    assert "<fieldset disabled>" in page
    assert "No problems." in page
    assert "minutes of credit, as its front matter says" in page


def test_saved_words_are_previewed_with_their_problems(signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = save(client, TEXT + "See [@nobody].\n", look(client))

    assert code == 200
    assert "Saved." in page
    line = (TEXT + "See").count("\n") + 1
    assert f'<span class="problem-line">Line {line}</span>' in page
    told = client.get(f"/author/care/preview/{MODULE}", headers=JSON).get_json()
    assert [(where, severity) for where, _, severity in told["problems"]] == [(line, "error")]


def test_the_script_hears_the_version_and_what_was_merged(signed_in: As) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    before = look(ada)
    save(ilse, TEXT + "At the end.\n", look(ilse))

    form = {"csrf_token": csrf_token(ada), "text": "---\n# A remark\n" + TEXT.partition("\n")[2], "version": "0"}
    told = ada.post(WRITE, data={**form, "revision": hidden(before, "revision")}, headers=JSON).get_json()

    assert set(told) == {"version", "saved_at", "text"}
    assert (told["version"], told["text"].endswith("At the end.\n")) == (2, True)
    assert "# A remark" in told["text"]


def test_two_texts_at_the_same_place_are_both_shown(signed_in: As) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    before = look(ada)
    save(ilse, TEXT + "Ilse's end.\n", look(ilse))

    code, page = save(ada, TEXT + "Ada's end.\n", before)

    assert code == 409
    assert "&lt;&lt;&lt;&lt;&lt;&lt;&lt; yours\nAda&#39;s end.\n=======\nIlse&#39;s end.\n" in page
    assert save(ada, TEXT + "Both ends.\n", page)[0] == 200
    assert "Both ends." in look(ilse)
    form = {"csrf_token": csrf_token(ada), "text": TEXT + "A third end.\n", "version": "1"}
    told = ada.post(WRITE, data=form, headers=JSON)
    assert (told.status_code, told.get_json()["version"]) == (409, 2)


def test_marks_that_are_left_stop_publishing(signed_in: As) -> None:
    client = signed_in(ILSE)
    _, page = save(client, TEXT + "<<<<<<< yours\nA\n=======\nB\n>>>>>>> theirs\n", look(client))
    assert "two texts stand here since they were merged" in page


def test_what_no_text_can_hold_is_shown_again_with_a_cure(signed_in: As) -> None:
    client = signed_in(ILSE)
    code, page = save(client, "x" * 400_001, look(client))
    assert (code, "cut it into two" in page) == (422, True)


def test_authors_may_send_more_than_others(signed_in: As) -> None:
    client = signed_in(ILSE)
    assert save(client, TEXT + "x " * 90_000, look(client))[0] == 200
    assert post(client, "/account/sign-out", more="x" * 70_000)[0] == 413
    assert post(client, WRITE, text="x" * 1_100_000)[0] == 413


def test_a_draft_that_was_given_up_is_taken_back(signed_in: As) -> None:
    client = signed_in(ILSE)
    _, page = save(client, TEXT + "More.\n", look(client))
    version = hidden(page, "version")

    for _ in range(2):
        code, page = post(client, f"/author/care/give-up/{MODULE}", version=version)
        assert (code, "The draft is given up" in page) == (200, True)
    found = re.search(r'action="(/author/care/given-up/[^"]+)"', page)
    assert found is not None
    assert "More." not in look(client)
    assert "More." in look(client, f"/author/care/saved/{MODULE}/{version}")
    for _ in range(2):
        code, page = post(client, found[1])
        assert (code, "More." in page) == (200, True)


def test_a_draft_is_brought_up_to_what_was_published(signed_in: As, clinic: Database) -> None:
    client = signed_in(ILSE)
    _, page = save(client, "---\n# A remark\n" + TEXT.partition("\n")[2], look(client))
    publish(clinic, {**care_course(), MODULE: TEXT.encode() + b"Published end.\n"}, after(days=1))
    assert "Something was published since this draft was begun" in look(client)

    code, page = post(client, f"/author/care/bring-up/{MODULE}", version=hidden(page, "version"))

    assert code == 200
    assert "The draft holds now what was published meanwhile." in page
    assert "Published end." in page


def test_others_at_work_are_named(signed_in: As) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    told = ada.post(f"/author/care/at-work/{MODULE}", data={"csrf_token": csrf_token(ada)}, headers=JSON).get_json()
    assert told == {"colleagues": [], "version": 0}
    assert re.search(r"Ada has this open too, seen \d+ seconds? ago\.", look(ilse))
    ada.post(f"/author/care/at-work/{MODULE}", data={"csrf_token": csrf_token(ada), "leaves": "yes"})
    assert "has this open too" not in look(ilse)


def test_every_text_of_a_course_can_be_written(signed_in: As) -> None:
    client = signed_in(ILSE)
    for path in ("curriculum/course.yml", "curriculum/glossary.yml", "curriculum/references.bib", "quizzes/routes.yml"):
        look(client, f"/author/care/write/{path}")
        look(client, f"/author/care/preview/{path}")
    assert client.get("/author/care/write/curriculum/pharmacology/nothing.md").status_code == 404
    assert client.get(f"/author/care/picks/{MODULE}").get_json()["sources"] == [
        ["Hirlinger & Dick, 1984", "Intramuscular ketamine analgesia", "[@hirlinger1984]", "hirlinger1984"]
    ]


def test_garbage_is_answered_plainly(signed_in: As) -> None:
    client = signed_in(ILSE)
    assert post(client, WRITE, text=TEXT, version="x", revision="y")[0] == 200
    assert post(client, f"/author/care/give-up/{MODULE}", version="-1")[0] == 404
    assert post(client, f"/author/care/bring-up/{MODULE}", version="7")[0] == 404
    assert post(client, "/author/nothing/write/" + MODULE, text="")[0] == 404


def test_a_text_that_is_too_much_is_saved_and_not_shown(signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = save(client, TEXT + "[" * 60_000, look(client))

    assert (code, "Saved." in page) == (200, True)
    assert "this text is too much to be shown while it is written" in page
    told = client.get(f"/author/care/preview/{MODULE}", headers=JSON).get_json()
    assert [(line, severity) for line, _, severity in told["problems"]] == [(1, "warning")]
