"""Authors say with forms what a course asks for beside modules, and hear first what a change asks of people."""

import re

import pytest
from flask.testing import FlaskClient
from lxml import html  # type: ignore[import-untyped]  # lxml ships no types

from tests.support.care_course import care_course
from tests.support.clinic import ADA, ILSE, NILS, actor_of, after, publish
from tests.web.conftest import As, csrf_token
from tests.web.test_quiz_forms import Form, form_of, look, press, type_in
from trainer.curriculum.course_file import parse_course_file
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

REQUIREMENTS = "/author/care/requirements"
PATH = "curriculum/course.yml"
SOURCE = care_course()[PATH].decode()
CONSENT = {
    "requirement.title": "Consent: asked & “heard”",
    "requirement.level": "3",
    "requirement.observed": "2",
    "anchors.1": "Reads it out",
    "anchors.2": "With a prompt",
    "anchors.3": "# Unprompted",
}
OBSERVED = {"requirement.title": "Sessions observed", "requirement.count": "4"}


def source_of(database: Database) -> str:
    with database.reading() as session:
        return writing_page(session, actor_of(database, ILSE), "care", PATH).text


def post(client: FlaskClient, url: str) -> tuple[int, str]:
    """Open a page and send its form as it came."""
    sent = form_of(look(client, url)) | {"csrf_token": [csrf_token(client)]}
    answer = client.post(url, data=sent, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def write_source(client: FlaskClient, text: str) -> None:
    seen = {name: value[0] for name, value in form_of(look(client, "/author/care/outline")).items()}
    sent = {"text": text, "version": seen["version"], "revision": seen["revision"], "csrf_token": csrf_token(client)}
    client.post(f"/author/care/write/{PATH}", data=sent)


def items_of(database: Database) -> list[str]:
    file, problems = parse_course_file(PATH, source_of(database))
    assert file is not None
    assert problems == ()
    return [each.item for each in file.rules.requirements]


def test_a_requirement_is_added_changed_moved_taken_out_and_brought_back(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    assert "The course asks for nothing of this kind." in look(client, REQUIREMENTS)
    type_in(client, f"{REQUIREMENTS}/new/competencies", CONSENT)
    code, page = type_in(client, f"{REQUIREMENTS}/new/practicum", OBSERVED)
    assert (code, "Level 3 (independent), seen in 2 separate encounters" in page) == (200, True)
    assert items_of(clinic) == ["competency:consent-asked-heard", "practicum:sessions-observed"]
    type_in(client, f"{REQUIREMENTS}/new/practicum", OBSERVED | {"requirement.title": "Sessions led"})
    type_in(client, REQUIREMENTS, {}, "up:practicum.sessions-led")
    before = items_of(clinic)
    assert before[1:] == ["practicum:sessions-led", "practicum:sessions-observed"]

    code, page = post(client, f"{REQUIREMENTS}/practicum/sessions-led/remove")
    assert (code, "The requirement is taken out of the draft." in page) == (200, True)
    assert items_of(clinic) == [before[0], before[2]]
    [undo] = [each for each in html.fromstring(page).forms if str(each.action).endswith("/restore/" + PATH)]
    client.post(undo.action, data=dict(undo.form_values()))
    assert items_of(clinic) == before


def test_only_the_lines_of_a_field_change(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    type_in(client, f"{REQUIREMENTS}/new/competencies", CONSENT)
    before = source_of(clinic)
    assert before == SOURCE.replace(
        "about:",
        "requirements:\n  competencies:\n    - id: consent-asked-heard\n      title: 'Consent: asked & “heard”'\n"
        "      level: 3\n      observed: 2\n      anchors:\n        1: Reads it out\n        2: With a prompt\n"
        "        3: '# Unprompted'\nabout:",
    )
    type_in(client, f"{REQUIREMENTS}/competencies/consent-asked-heard", {"anchors.2": "Once: reminded"})
    assert source_of(clinic) == before.replace("2: With a prompt", "2: 'Once: reminded'")
    code, page = type_in(client, f"{REQUIREMENTS}/competencies/consent-asked-heard", {})
    assert (code, "Saved." in page) == (200, True)
    assert source_of(clinic) == before.replace("2: With a prompt", "2: 'Once: reminded'")


@pytest.mark.parametrize(
    ("typed", "words", "now"),
    [
        ({"requirement.count": "6"}, "this asks for more than before", "6 sessions"),
        ({"requirement.count": "2"}, "this asks for less than before", "2 sessions"),
        (
            {"requirement.count": "2", "requirement.routes": "2"},
            "this asks for more in one thing and for less in another than before",
            "2 sessions (2 different routes)",
        ),
        ({"requirement.count": "", "requirement.hours": "9"}, "this asks for more in one", "9 hours"),
        ({"requirement.roles": "lead"}, "this asks for more than before", "4 sessions (lead)"),
    ],
)
def test_what_a_change_asks_of_people_is_told_before_it_is_saved(
    clinic: Database, signed_in: As, typed: dict[str, str], words: str, now: str
) -> None:
    client, url = signed_in(ILSE), f"{REQUIREMENTS}/practicum/sessions-observed"
    type_in(client, f"{REQUIREMENTS}/new/practicum", OBSERVED)
    before = source_of(clinic)

    code, page = type_in(client, url, typed)
    assert (code, words in page, f"Before: 4 sessions. Now: {now}." in page) == (200, True, True)
    assert source_of(clinic) == before

    other = {"requirement.count": "9", "requirement.hours": ""}
    code, again = press(client, url, form_of(page), **other)
    assert (code, "Before: 4 sessions. Now: 9 sessions" in again) == (200, True)
    code, page = press(client, url, form_of(page))
    assert (code, "Saved." in page, now in page) == (200, True, True)


def test_a_change_of_words_is_saved_at_once(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    type_in(client, f"{REQUIREMENTS}/new/practicum", OBSERVED)
    code, page = type_in(client, f"{REQUIREMENTS}/practicum/sessions-observed", {"requirement.title": "Seen"})
    assert (code, "Saved." in page) == (200, True)
    assert items_of(clinic) == ["practicum:sessions-observed"]


def test_the_evaluation_is_asked_for_once_that_was_told(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    assert "It has 10 questions: 3 on whether the objectives" in look(client, REQUIREMENTS)
    code, page = type_in(client, REQUIREMENTS, {"course.evaluation": "required"})
    assert (code, "asks for more than before" in page) == (200, True)
    assert source_of(clinic) == SOURCE
    press(client, REQUIREMENTS, form_of(page))
    assert source_of(clinic) == SOURCE.replace("about:", "evaluation: required\nabout:")


def test_a_double_click_adds_one_requirement(clinic: Database, signed_in: As) -> None:
    client, url = signed_in(ILSE), f"{REQUIREMENTS}/new/practicum"
    form = form_of(look(client, url))
    for _ in range(2):
        assert press(client, url, form, **OBSERVED)[0] == 200
    assert items_of(clinic) == ["practicum:sessions-observed"]


def test_two_authors_at_two_requirements_are_merged_and_at_one_are_shown_both(clinic: Database, signed_in: As) -> None:
    ilse, ada, url = signed_in(ILSE), signed_in(ADA), f"{REQUIREMENTS}/practicum/sessions-observed"
    type_in(ilse, f"{REQUIREMENTS}/new/practicum", OBSERVED)
    type_in(ilse, f"{REQUIREMENTS}/new/documents", {"requirement.title": "Licence"})
    before = form_of(look(ada, url))
    type_in(ilse, f"{REQUIREMENTS}/documents/licence", {"requirement.title": "Licence to practise"})
    type_in(ilse, "/author/care/outline", {"course.title": "Care, anew"})

    code, page = press(ada, url, before, **{"requirement.title": "Sessions seen"})
    assert (code, "together with what somebody else changed" in page) == (200, True)
    code, page = press(ada, url, before, **{"requirement.title": "Sessions watched"})
    assert (code, "Somebody else wrote at the same place" in page, "Sessions watched" in page) == (409, True, True)
    assert "title: Licence to practise" in source_of(clinic)
    assert "title: Sessions seen" in source_of(clinic)


def test_an_id_that_was_published_once_never_comes_back(clinic: Database, signed_in: As) -> None:
    files = care_course()
    asked = b"requirements:\n  documents: [{id: licence, title: Licence}]\n"
    publish(clinic, files | {PATH: files[PATH] + asked}, after())
    publish(clinic, files | {PATH: files[PATH] + b"# Nothing is asked any more.\n"}, after(hours=1))
    type_in(signed_in(ILSE), f"{REQUIREMENTS}/new/documents", {"requirement.title": "Licence"})
    assert items_of(clinic) == ["document:licence-2"]


def test_what_cannot_be_comes_back_with_what_was_typed(clinic: Database, signed_in: As) -> None:
    client, url = signed_in(ILSE), f"{REQUIREMENTS}/new/practicum"
    typed = {"requirement.title": "<b>Typed</b>", "requirement.count": "many", "requirement.roles": "lead"}
    code, page = type_in(client, url, typed)
    assert (code, "Write a whole number from 1 to 999" in page) == (422, True)
    assert "&lt;b&gt;Typed&lt;/b&gt;" in page
    assert re.search(r'value="lead" checked', page)
    assert source_of(clinic) == SOURCE


def test_a_mistake_of_the_source_is_shown_at_its_field(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    wrong = "requirements:\n  meetings:\n    - {id: drills, title: Drills, count: 0}\n    - {id: calls, title: Calls}\n"
    write_source(client, SOURCE.replace("about:", f"{wrong}about:"))

    page = look(client, REQUIREMENTS)
    assert page.count("1 problem: open it to see it") == 1
    assert page.count("2 problems: open it to see them") == 1
    page = look(client, f"{REQUIREMENTS}/meetings/drills")
    assert html.fromstring(page).get_element_by_id("requirement.count-error").text_content().strip() == (
        "'count' must be a whole number from 1 to 999, found a number '0'."
    )
    assert "Line " in look(client, f"{REQUIREMENTS}/meetings/calls")
    page = type_in(client, f"{REQUIREMENTS}/meetings/drills", {"requirement.count": "2"})[1]
    press(client, f"{REQUIREMENTS}/meetings/drills", form_of(page))
    assert "count: 2}" in source_of(clinic)


def test_a_source_that_no_form_can_show_leads_to_its_line(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    write_source(client, f"{SOURCE}requirements: words\n")
    for url in (REQUIREMENTS, f"{REQUIREMENTS}/new/documents", f"{REQUIREMENTS}/documents/a", "/author/care/outline"):
        assert "can only be mended in its source" in look(client, url)
    assert source_of(clinic) == f"{SOURCE}requirements: words\n"


def test_the_outline_and_the_desk_lead_to_what_is_asked(signed_in: As) -> None:
    client = signed_in(ILSE)
    assert "Competencies, practicum, meetings, documents and reflections can be asked for." in look(
        client, "/author/care/outline"
    )
    type_in(client, f"{REQUIREMENTS}/new/documents", {"requirement.title": "Licence"})
    page = look(client, "/author/care/outline")
    assert f'href="{REQUIREMENTS}/documents/licence"' in page
    assert "Rests on an upload that a supervisor accepted." in page
    assert f'href="{REQUIREMENTS}"' in look(client, "/author/")


def test_whoever_teaches_another_course_finds_nothing(clinic: Database, signed_in: As) -> None:
    type_in(signed_in(ILSE), f"{REQUIREMENTS}/new/documents", {"requirement.title": "Licence"})
    before = source_of(clinic)
    nils = signed_in(NILS)
    form = {"version": ["1"], "revision": [""], "do": ["save"], "requirement.title": ["Mine"]}
    for place in ("", "/new/documents", "/documents/licence", "/documents/licence/remove"):
        assert nils.get(f"{REQUIREMENTS}{place}").status_code == 404
        assert press(nils, f"{REQUIREMENTS}{place}", form)[0] == 404
    assert source_of(clinic) == before


def test_garbage_changes_nothing(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    type_in(client, f"{REQUIREMENTS}/new/practicum", OBSERVED)
    before = source_of(clinic)
    form = form_of(look(client, REQUIREMENTS))
    acts = ("", "up", "up:", "up:practicum.none", "down:none.none", "remove:practicum.sessions-observed", "x:y")
    assert {do: press(client, REQUIREMENTS, form, do)[0] for do in acts} == dict.fromkeys(acts, 422)
    bad: Form = form | {"course.evaluation": ["always"]}
    assert press(client, REQUIREMENTS, bad)[0] == 422
    url = f"{REQUIREMENTS}/practicum/sessions-observed"
    form = form_of(look(client, url))
    for typed in ({"requirement.title": ""}, {"requirement.count": "\U0001f642"}, {"requirement.phases": "never"}):
        assert press(client, url, form, **typed)[0] == 422
    for version in ("99", "x"):
        assert press(client, url, form, version=version, revision=version)[0] == 409
        assert press(client, f"{url}/remove", form, version=version, revision=version)[0] == 409
    for place in ("practicum/none", "none/sessions-observed", "anchors/sessions-observed", "practicum/none/remove"):
        assert press(client, f"{REQUIREMENTS}/{place}", form)[0] == 404
        assert client.get(f"{REQUIREMENTS}/{place}").status_code == 404
    for part in ("none", "anchors", "\u202e"):
        assert client.get(f"{REQUIREMENTS}/new/{part}").status_code == 404
        assert press(client, f"{REQUIREMENTS}/new/{part}", form)[0] == 404
    assert source_of(clinic) == before
