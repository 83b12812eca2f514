"""Authors write in the browser: pages, saving, what diverged, giving up, and who else is there."""

from flask.testing import FlaskClient

from tests.support.clinic import ADA, ILSE
from tests.web.conftest import As, csrf_token

MODULE = "curriculum/pharmacology/routes.md"
WRITE = f"/author/care/write/{MODULE}"


def post(client: FlaskClient, url: str, **form: str) -> tuple[int, str]:
    answer = client.post(url, data={"csrf_token": csrf_token(client), **form}, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_a(signed_in: As) -> None:
    c = signed_in(ILSE)
    answer = c.get(WRITE)
    assert answer.status_code == 200
    for path in ("curriculum/course.yml", "curriculum/glossary.yml", "curriculum/references.bib"):
        assert c.get(f"/author/care/write/{path}").status_code == 200
    assert c.get(f"/author/care/preview/{MODULE}").status_code == 200
    assert c.get(f"/author/care/preview/{MODULE}", headers={"Accept": "application/json"}).json["problems"] == []
    print(c.get(f"/author/care/picks/{MODULE}").json)
    assert c.get("/author/care/new").status_code == 200
    print(answer.get_data(as_text=True))
    assert post(c, WRITE, text="Words", version="0")[0] == 409
