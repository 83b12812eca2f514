"""Authors edit a module's title and objectives with a form, and its text stays as it is."""

from tests.support.care_course import care_course
from tests.support.clinic import ADA, ILSE, actor_of
from tests.web.conftest import As
from tests.web.test_quiz_forms import form_of, look, press, type_in
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

PATH = "curriculum/pharmacology/routes.md"
FACTS = f"/author/care/facts/{PATH}"
SOURCE = care_course()[PATH].decode()


def source_of(database: Database) -> str:
    with database.reading() as session:
        return writing_page(session, actor_of(database, ILSE), "care", PATH).text


def test_facts_are_changed_and_objectives_added(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    code, page = type_in(client, FACTS, {"module.title": "All routes", "new_objective": "Name risks"}, "add-objective")
    assert (code, ">\nName risks</textarea>" in page) == (200, True)
    code, page = type_in(client, FACTS, {"module.minutes": "25"})
    assert (code, "Writing All routes" in page) == (200, True)
    expected = SOURCE.replace("title: Routes", "title: All routes").replace("minutes: 20", "minutes: 25")
    one = "  - {id: compare, text: Compare the routes}\n"
    assert source_of(clinic) == expected.replace(one, f"{one}  - {{id: name-risks, text: Name risks}}\n")


def test_a_form_that_is_sent_as_it_came_changes_nothing(clinic: Database, signed_in: As) -> None:
    code, page = type_in(signed_in(ILSE), FACTS, {})
    assert (code, "There is nothing to save" in page) == (200, True)
    assert source_of(clinic) == SOURCE


def test_two_authors_of_facts_and_text_are_merged(clinic: Database, signed_in: As) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    before = form_of(look(ada, FACTS))
    write = form_of(look(ilse, FACTS)) | {"text": [SOURCE + "\nMore words.\n"]}
    press(ilse, f"/author/care/write/{PATH}", write)
    code, page = press(ada, FACTS, before, **{"module.minutes": "30"})
    assert (code, "together with what somebody else changed" in page) == (200, True)
    assert source_of(clinic) == SOURCE.replace("minutes: 20", "minutes: 30") + "\nMore words.\n"


def test_what_cannot_be_comes_back_with_what_was_typed(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    code, page = type_in(client, FACTS, {"module.minutes": "half an hour", "module.title": "Typed <b>"})
    assert (code, "Write a whole number" in page, "Typed &lt;b&gt;" in page) == (422, True, True)
    form = form_of(look(client, FACTS))
    assert {do: press(client, FACTS, form, do)[0] for do in ("", "up:none", "remove:", "x")} == dict.fromkeys(
        ("", "up:none", "remove:", "x"), 422
    )
    assert press(client, FACTS, form, version="x", revision="x")[0] == 409
    assert client.get("/author/care/facts/quizzes/routes.yml").status_code == 404
    assert source_of(clinic) == SOURCE
