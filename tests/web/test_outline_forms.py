"""Authors place modules and name areas with a form, and only the lines of what they changed change."""

from flask.testing import FlaskClient

from tests.support.care_course import care_course
from tests.support.clinic import ADA, ILSE, actor_of
from tests.web.conftest import As, csrf_token
from tests.web.test_quiz_forms import form_of, look, press, type_in
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

OUTLINE = "/author/care/outline"
PATH = "curriculum/course.yml"
SOURCE = care_course()[PATH].decode()
NEW = {"kind": "module", "title": "Half-lives", "area": "pharmacology", "name": "half-lives", "code": "P3"}


def source_of(database: Database) -> str:
    with database.reading() as session:
        return writing_page(session, actor_of(database, ILSE), "care", PATH).text


def post(client: FlaskClient, url: str, **form: str) -> tuple[int, str]:
    answer = client.post(url, data={"csrf_token": csrf_token(client), **form}, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_new_module_is_listed_and_brought_to_its_place(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    code, page = post(client, "/author/care/new", **NEW)
    assert (code, "The outline does not list this module yet." in page) == (200, True)
    assert "Not listed: trainees do not meet these" in look(client, OUTLINE)

    for _ in range(2):
        code, page = post(client, f"{OUTLINE}/list", module="pharmacology/half-lives")
        assert (code, "The outline does not list this module yet." in page) == (200, False)
    type_in(client, OUTLINE, {}, "up:modules.pharmacology/half-lives")

    assert source_of(clinic) == SOURCE.replace("[routes, screening]", "[routes, half-lives, screening]")


def test_a_form_that_is_sent_as_it_came_changes_nothing(clinic: Database, signed_in: As) -> None:
    code, page = type_in(signed_in(ILSE), OUTLINE, {})
    assert (code, "There is nothing to save" in page) == (200, True)
    assert source_of(clinic) == SOURCE


def test_a_button_saves_what_was_typed_too(clinic: Database, signed_in: As) -> None:
    typed = {"areas.pharmacology.title": "Drugs", "new_area": "Aftercare"}
    code, page = type_in(signed_in(ILSE), OUTLINE, typed, "add-area")
    assert (code, "3 areas" in page) == (200, True)
    assert source_of(clinic) == SOURCE.replace("title: Pharmacology", "title: Drugs").replace(
        "about:", "  - {id: aftercare, title: Aftercare, modules: []}\nabout:"
    )


def test_a_double_click_adds_one_area(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = form_of(look(client, OUTLINE))
    for _ in range(2):
        assert press(client, OUTLINE, form, "add-area", new_area="Aftercare")[0] == 200
    assert source_of(clinic).count("aftercare") == 1


def test_two_authors_at_two_areas_are_merged_and_at_one_are_shown_both(clinic: Database, signed_in: As) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    before = form_of(look(ada, OUTLINE))
    type_in(ilse, OUTLINE, {"areas.pharmacology.title": "Drugs"})

    code, page = press(ada, OUTLINE, before, **{"course.title": "Care, anew"})
    assert (code, "together with what somebody else changed" in page) == (200, True)
    code, page = press(ada, OUTLINE, before, **{"areas.pharmacology.title": "Medicines"})
    assert (code, "Somebody else wrote at the same place" in page, "Medicines" in page) == (409, True, True)
    assert "title: Drugs" in source_of(clinic)


def test_what_cannot_be_comes_back_with_what_was_typed(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    code, page = type_in(client, OUTLINE, {"course.title": " ", "areas.sessions.title": "Typed <b>"})
    assert (code, "This may not be empty" in page, "Typed &lt;b&gt;" in page) == (422, True, True)
    code, page = type_in(client, OUTLINE, {}, "add-area")
    assert (code, "Say what the new area is called." in page) == (422, True)
    assert source_of(clinic) == SOURCE


def test_an_outline_that_cannot_be_read_leads_to_its_line(signed_in: As) -> None:
    client = signed_in(ILSE)
    form = {name: value[0] for name, value in form_of(look(client, OUTLINE)).items()}
    broken = {"text": SOURCE.replace("title: A", "title: [A"), "version": "0", "revision": form["revision"]}
    post(client, f"/author/care/write/{PATH}", **broken)
    page = look(client, OUTLINE)
    assert "The outline can only be mended in its source" in page
    assert f'href="/author/care/write/{PATH}#line-' in page
    code, page = post(client, f"{OUTLINE}/list", module="pharmacology/routes")
    assert (code, "The module could not be listed" in page) == (200, True)


def test_garbage_changes_nothing(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = form_of(look(client, OUTLINE))
    acts = ("", "up", "up:", "up:modules.", "up:modules.a/b/c", "list:", "list:../x", "remove:areas.none", "x:y")
    assert {do: press(client, OUTLINE, form, do)[0] for do in acts} == dict.fromkeys(acts, 422)
    assert [press(client, OUTLINE, form, version=version, revision=version)[0] for version in ("99", "x")] == [409] * 2
    for module in ("", "nowhere/new", "../..", "a/b/c", "\u202e/\U0001f642", "pharmacology/x: y", "pharmacology/"):
        assert post(client, f"{OUTLINE}/list", module=module)[0] == 404
    assert source_of(clinic) == SOURCE
