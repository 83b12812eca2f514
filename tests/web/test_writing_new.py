"""Authors begin modules, quizzes and cases from a template, as drafts."""

from flask.testing import FlaskClient

from tests.support.clinic import ILSE
from tests.web.conftest import As, csrf_token

MODULE = {"kind": "module", "title": "Half-lives", "area": "pharmacology", "name": "half-lives", "code": "P3"}
PATH = "curriculum/pharmacology/half-lives.md"


def post(client: FlaskClient, url: str, **form: str) -> tuple[int, str]:
    answer = client.post(url, data={"csrf_token": csrf_token(client), **form}, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_module_is_begun_as_a_draft_that_the_outline_does_not_list(signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = post(client, "/author/care/new", **MODULE)

    assert code == 200
    assert "Writing Half-lives" in page
    assert "The outline does not list this module yet." in page
    assert "half-lives" not in client.get("/author/care/write/curriculum/course.yml").get_data(as_text=True)


def test_a_quiz_is_begun_for_a_module_that_has_none(signed_in: As) -> None:
    client = signed_in(ILSE)
    post(client, "/author/care/new", **MODULE)

    code, page = post(client, "/author/care/new", kind="quiz", module="pharmacology/half-lives")

    assert code == 200
    assert "1 question</h2>" in page
    assert 'value="../curriculum/pharmacology/half-lives.md"' in page
    assert "Problems of the quiz" not in page


def test_a_case_is_begun_as_a_draft_with_its_map(signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = post(client, "/author/care/new", kind="case", title="A new medicine", name="a-new-medicine")

    assert code == 200
    assert "Writing A new medicine" in page
    map_page = client.get("/author/care/cases/a-new-medicine")
    assert map_page.status_code == 200
    assert 'class="node' in map_page.get_data(as_text=True)
    code, page = post(client, "/author/care/new", kind="case", title="Another", name="a-new-medicine")
    assert (code, "There is a case of this name already" in page) == (422, True)


def test_what_is_there_already_or_cannot_be_is_said_beside_its_field(signed_in: As) -> None:
    client = signed_in(ILSE)
    for wrong, words in (
        ({"name": "routes"}, "There is a module &#39;pharmacology/routes&#39; already"),
        ({"name": "Half Lives"}, "Use lower-case letters, digits and hyphens"),
        ({"title": " "}, "Say what the module is called."),
        ({"area": "nowhere"}, "Choose one of the course&#39;s areas."),
        ({"kind": "case", "name": "Half Lives"}, "Use lower-case letters, digits and hyphens"),
        ({"kind": "case", "title": " "}, "Say what the case is called."),
        ({"kind": "quiz", "module": "pharmacology/nothing"}, "Choose one of the course&#39;s modules."),
    ):
        code, page = post(client, "/author/care/new", **{**MODULE, **wrong})
        assert (code, words in page) == (422, True), wrong
