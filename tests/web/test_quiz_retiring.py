"""Authors retire a question: they see what it touches first, and can take it back afterwards."""

from flask.testing import FlaskClient
from lxml import html  # type: ignore[import-untyped]  # lxml ships no types

from tests.support.attempts import begin, finish
from tests.support.clinic import ADA, ILSE, JONAS, actor_of, after
from tests.web.conftest import As, csrf_token
from tests.web.test_quiz_forms import IM_PEAK, QUIZ, SOURCE, form_of, look, press, retire, source_of, type_in
from trainer.access import Actor
from trainer.storage.database import Database

WITHOUT = SOURCE.replace(SOURCE[SOURCE.index("  - id: im-peak\n") : SOURCE.index("  - id: signs\n")], "")


def undo(client: FlaskClient, page: str) -> tuple[int, str]:
    """Press the button that stands on the page after a question was retired."""
    [form] = [each for each in html.fromstring(page).forms if "/restore/" in str(each.action)]
    answer = client.post(form.action, data=dict(form.form_values()), follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_what_it_touches_is_shown_and_nothing_has_happened_yet(
    clinic: Database, signed_in: As, maren: Actor, jonas: Actor
) -> None:
    begin(clinic, maren, "routes", after())
    finish(clinic, jonas, "routes", {"im-peak": "at-once"}, after())
    client = signed_in(ILSE)

    code, page = type_in(client, QUIZ, {"quiz.title": "Ways"}, "retire:im-peak")

    assert (code, "Retire question 1?" in page) == (200, True)
    for words in (
        "1 attempt that is under way holds it and keeps it.",
        "It was answered in 1 attempt;",
        "6 questions remain on “Compare the routes”.",
        "It is safety-critical:",
    ):
        assert words in page
    assert source_of(clinic) == SOURCE.replace("title: Routes", "title: Ways")


def test_a_question_is_retired_and_comes_back_as_it_was(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = retire(client, "im-peak")
    assert (code, "The question is retired." in page, source_of(clinic)) == (200, True, WITHOUT)
    code, page = undo(client, page)

    assert (code, "7 questions" in page, source_of(clinic)) == (200, True, SOURCE)


def test_taking_it_back_keeps_what_others_changed_meanwhile(clinic: Database, signed_in: As) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    before = form_of(look(ada, QUIZ))
    _, page = retire(ilse, "im-peak")
    press(ada, QUIZ, before, **{"quiz.title": "Ways"})

    code, _ = undo(ilse, page)

    assert (code, source_of(clinic)) == (200, SOURCE.replace("title: Routes", "title: Ways"))


def test_a_double_click_retires_once(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = {name: value[0] for name, value in form_of(look(client, IM_PEAK)).items()}
    sent = {"csrf_token": csrf_token(client), "version": form["version"], "revision": form["revision"]}

    codes = [client.post(f"{IM_PEAK}/retire", data=sent).status_code for _ in range(2)]

    assert (codes, source_of(clinic)) == ([303, 303], WITHOUT)


def test_the_last_question_says_what_would_stop_publishing(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    for key in ("im-peak", "signs", "transfer", "peaks", "steps", "whom"):
        retire(client, key)

    _, page = type_in(client, QUIZ, {}, "retire:hours")

    assert "What would stop publishing then" in page
    assert "No question remains on “Compare the routes”." in page
    assert actor_of(clinic, JONAS).name not in page


def test_an_address_that_offers_to_undo_what_never_was_offers_nothing_odd(signed_in: As) -> None:
    client = signed_in(ILSE)

    for odd in (
        "?before=x1&since=2",
        "?before=v1&since=-2",
        "?before=%22%3E&since=1",
        "?since=1",
        "?before=v0&since=1",
    ):
        assert "The question is retired." not in look(client, QUIZ + odd)


def test_where_nothing_was_typed_nothing_is_said_of_saving(clinic: Database, signed_in: As) -> None:
    _, page = type_in(signed_in(ILSE), QUIZ, {}, "retire:im-peak")

    assert "There is nothing to save" not in page
    assert source_of(clinic) == SOURCE
