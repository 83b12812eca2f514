"""Authors add, change and take out terms of the glossary with forms."""

from tests.support.care_course import care_course, harbour_course
from tests.support.clinic import ADA, ILSE, actor_of, after, publish
from tests.web.conftest import As
from tests.web.test_quiz_forms import form_of, look, press, type_in
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

GLOSSARY = "/author/care/glossary"
NEW = f"{GLOSSARY}/new"
TROCHE = f"{GLOSSARY}/terms/troche"
PATH = "curriculum/glossary.yml"
SOURCE = care_course()[PATH].decode()
BOLUS = {"term.term": "Bolus", "term.also": "push\r\n\r\nshot", "term.definition": "All at once."}
WITH_BOLUS = f"bolus:\n  term: Bolus\n  also: [push, shot]\n  definition: All at once.\n\n{SOURCE}"


def source_of(database: Database, course: str = "care") -> str:
    with database.reading() as session:
        return writing_page(session, actor_of(database, ADA), course, PATH).text


def test_a_term_is_added_found_changed_and_taken_out(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = type_in(client, NEW, BOLUS)
    assert (code, "Saved." in page, "In no text" in page) == (200, True, True)
    assert source_of(clinic) == WITH_BOLUS
    assert "Troche" not in look(client, f"{GLOSSARY}?words=SHOT")

    type_in(client, f"{GLOSSARY}/terms/bolus", {"term.definition": "All at once, by hand."})
    assert source_of(clinic) == WITH_BOLUS.replace("at once.", "at once, by hand.")

    code, page = type_in(client, f"{GLOSSARY}/terms/bolus", {}, "remove")
    assert (code, "Bolus" in page) == (200, False)
    assert source_of(clinic) == SOURCE


def test_a_term_that_texts_name_stays(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    page = look(client, TROCHE)
    assert 'href="/author/care/write/curriculum/pharmacology/routes.md"' in page
    assert "Take this term out" not in page
    code, page = type_in(client, TROCHE, {}, "remove")
    assert (code, "Texts name this term; take it out of them first." in page) == (422, True)
    assert source_of(clinic) == SOURCE


def test_a_double_click_adds_one_term(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = form_of(look(client, NEW))
    for _ in range(2):
        assert press(client, NEW, form, **BOLUS)[0] == 200
    assert source_of(clinic) == WITH_BOLUS


def test_a_glossary_without_terms_gets_its_first(clinic: Database, signed_in: As) -> None:
    client = signed_in(ADA)
    sent = {**form_of(look(client, "/author/harbour/glossary/terms/troche")), "text": ["# Nothing yet.\n"]}
    press(client, f"/author/harbour/write/{PATH}", sent)

    assert "There is no term yet." in look(client, "/author/harbour/glossary")
    code, page = type_in(client, "/author/harbour/glossary/new", BOLUS)

    assert (code, "Bolus" in page) == (200, True)
    added = "bolus:\n  term: Bolus\n  also: [push, shot]\n  definition: All at once.\n"
    assert source_of(clinic, "harbour") == f"# Nothing yet.\n\n{added}"


def test_a_course_that_never_had_a_glossary_gets_one(clinic: Database, signed_in: As) -> None:
    files = {path: text.replace(b"course: harbour", b"course: bare") for path, text in harbour_course().items()}
    publish(clinic, {path: text for path, text in files.items() if path != PATH}, after())
    client = signed_in(ADA)

    assert "There is no term yet." in look(client, "/author/bare/glossary")
    form = form_of(look(client, "/author/bare/glossary/new"))
    for _ in range(2):
        assert press(client, "/author/bare/glossary/new", form, **BOLUS)[0] in (200, 409)

    assert source_of(clinic, "bare") == "bolus:\n  term: Bolus\n  also: [push, shot]\n  definition: All at once.\n"


def test_what_is_missing_comes_back_with_what_was_typed(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    code, page = type_in(client, NEW, {"term.term": " ", "term.definition": "Typed <b>"})
    assert (code, "Write something here." in page, "Typed &lt;b&gt;" in page) == (422, True, True)
    code, page = type_in(client, TROCHE, {"term.definition": ""})
    assert (code, "This may not be empty" in page) == (422, True)
    assert source_of(clinic) == SOURCE


def test_two_authors_at_one_term_are_shown_both(clinic: Database, signed_in: As) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    before = form_of(look(ada, TROCHE))
    type_in(ilse, TROCHE, {"term.definition": "Ilse's words."})
    code, page = press(ada, TROCHE, before, **{"term.definition": "Ada's words."})
    assert (code, "Somebody else wrote at the same place" in page) == (409, True)
    assert "Ilse's words." in source_of(clinic)


def test_garbage_changes_nothing(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = form_of(look(client, TROCHE))
    assert [press(client, TROCHE, form, do)[0] for do in ("", "x", "add:", "remove:x")] == [422] * 4
    assert [press(client, TROCHE, form, version=version, revision=version)[0] for version in ("99", "x")] == [409] * 2
    odd = ("\x07", "\ufffe", "a\u2028b", "'\"", "- a", "@x", "{a: [", "#", "a" * 70_000)
    new = [press(client, NEW, form_of(look(client, NEW)), **BOLUS | {"term.definition": words})[0] for words in odd]
    assert set(new) <= {200, 409, 422}
    for path in ("none", "..%2Fx", "%E2%80%AE", "troche%00", "troche/x"):
        assert client.get(f"{GLOSSARY}/terms/{path}").status_code in (400, 404)
