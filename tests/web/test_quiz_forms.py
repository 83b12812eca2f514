"""Authors edit a quiz with forms: fields, questions and entries, two at once, and what no form can show."""

from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient
from lxml import html  # type: ignore[import-untyped]  # lxml ships no types

from tests.support.care_course import care_course
from tests.support.clinic import ADA, ILSE, actor_of, after, publish
from tests.web.conftest import As, csrf_token
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

ROUTES = "quizzes/routes.yml"
QUIZ = f"/author/care/quiz/{ROUTES}"
IM_PEAK = f"{QUIZ}/questions/im-peak"
SOURCE = care_course()[ROUTES].decode()
QUESTIONS = ("im-peak", "signs", "transfer", "hours", "peaks", "steps", "whom")

Form = dict[str, list[str]]


def look(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def form_of(page: str) -> Form:
    """What a browser would send of the page's form, without any button."""
    found: Form = {}
    for name, value in html.fromstring(page).get_element_by_id("form").form_values():
        found.setdefault(name, []).append(value.removeprefix("\n"))
    return found


def press(client: FlaskClient, url: str, form: Form, do: str = "save", **typed: str) -> tuple[int, str]:
    sent = form | {name: [value] for name, value in typed.items()} | {"do": [do], "csrf_token": [csrf_token(client)]}
    answer = client.post(url, data=sent, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def type_in(client: FlaskClient, url: str, typed: Mapping[str, str], do: str = "save") -> tuple[int, str]:
    return press(client, url, form_of(look(client, url)), do, **typed)


def retire(client: FlaskClient, key: str) -> tuple[int, str]:
    """Press the button, look at what it touches, and press the next one."""
    code, page = type_in(client, QUIZ, {}, f"retire:{key}")
    assert (code, "What it touches" in page) == (200, True)
    [form] = [each for each in html.fromstring(page).forms if str(each.action).endswith("/retire")]
    answer = client.post(form.action, data=dict(form.form_values()), follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def source_of(database: Database, path: str = ROUTES) -> str:
    with database.reading() as session:
        return writing_page(session, actor_of(database, ILSE), "care", path).text


def test_the_quiz_shows_its_questions_and_what_an_attempt_draws(signed_in: As) -> None:
    page = look(signed_in(ILSE), QUIZ)

    assert "7 questions" in page
    assert "When does the concentration peak after an intramuscular injection?" in page
    assert "An attempt draws 7 questions of 7." in page
    assert "<dt>Compare the routes</dt><dd>7 of 7 drawn; 1 safety-critical</dd>" in page


@pytest.mark.parametrize("place", ["", *(f"/questions/{key}" for key in QUESTIONS)])
def test_a_form_that_is_sent_as_it_came_changes_nothing(clinic: Database, signed_in: As, place: str) -> None:
    code, page = type_in(signed_in(ILSE), QUIZ + place, {})

    assert (code, "There is nothing to save" in page) == (200, True)
    assert source_of(clinic) == SOURCE


def test_a_field_that_is_changed_changes_only_its_line(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    type_in(client, IM_PEAK, {"own.prompt": "When does it peak?"})
    code, page = type_in(client, QUIZ, {"quiz.pass_mark": "75"})

    expected = SOURCE.replace("pass_mark: 70", "pass_mark: 75").replace(
        "prompt: When does the concentration peak after an intramuscular injection?", "prompt: When does it peak?"
    )
    assert (code, "Saved." in page) == (200, True)
    assert source_of(clinic) == expected


def test_a_new_option_gets_an_id_and_what_was_typed_is_saved_with_it(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = type_in(client, IM_PEAK, {"options.at-once.text": "Right away"}, "add:options")

    assert code == 200
    assert "Option 3 <code" in page
    assert "text: Right away" in source_of(clinic)
    assert source_of(clinic).count("- {id: option, text: ''}") == 1


def test_a_double_click_adds_one_option(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = form_of(look(client, IM_PEAK))

    for _ in range(2):
        assert press(client, IM_PEAK, form, "add:options")[0] == 200

    assert source_of(clinic).count("id: option") == 1


def test_an_id_that_was_ever_published_does_not_come_back(clinic: Database, signed_in: As) -> None:
    publish(clinic, care_course({ROUTES: SOURCE.replace("id: hours", "id: question")}), after())
    client = signed_in(ILSE)
    retire(client, "question")

    code, page = type_in(client, QUIZ, {}, "add:numeric")

    assert (code, "Question 7 of 7" in page) == (200, True)
    text = source_of(clinic)
    assert ("id: question\n" in text, "id: question-2\n" in text) == (False, True)


def test_two_tabs_that_edit_two_questions_are_merged(clinic: Database, signed_in: As) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    hours = f"{QUIZ}/questions/hours"
    before = form_of(look(ada, hours))
    type_in(ilse, IM_PEAK, {"own.prompt": "Ilse's question?"})

    code, page = press(ada, hours, before, **{"own.prompt": "Ada's question?"})

    assert (code, "together with what somebody else changed" in page) == (200, True)
    assert "prompt: Ilse's question?" in source_of(clinic)
    assert "prompt: Ada's question?" in source_of(clinic)


def test_two_tabs_at_the_same_place_are_both_shown_and_neither_is_lost(clinic: Database, signed_in: As) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    before = form_of(look(ada, IM_PEAK))
    type_in(ilse, IM_PEAK, {"own.prompt": "Ilse's question?"})

    code, page = press(ada, IM_PEAK, before, **{"own.prompt": "Ada's question?"})

    assert (code, "Somebody else wrote at the same place" in page, "Ada&#39;s question?" in page) == (409, True, True)
    assert "Ilse's question?" in source_of(clinic)


def test_what_cannot_be_read_comes_back_with_everything_that_was_typed(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = type_in(client, QUIZ, {"quiz.title": "Another title", "quiz.attempts": "a few"})
    assert (code, "Write a whole number in digits" in page) == (422, True)
    assert ('value="Another title"' in page, 'value="a few"' in page) == (True, True)

    code, page = type_in(client, IM_PEAK, {"own.prompt": " ", "options.at-once.text": "Half <typed>"})
    assert (code, "This may not be empty" in page, "Half &lt;typed&gt;" in page) == (422, True, True)
    assert source_of(clinic) == SOURCE


def test_questions_and_entries_move_by_buttons(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    type_in(client, QUIZ, {}, "down:im-peak")
    type_in(client, IM_PEAK, {}, "down:options.within-20")
    code, page = type_in(client, QUIZ, {}, "copy:im-peak")

    text = source_of(clinic)
    assert (code, "Question 3 of 8" in page) == (200, True)
    assert text.index("id: signs") < text.index("id: im-peak\n") < text.index("id: im-peak-2\n")
    assert text.index("id: at-once,") < text.index("id: within-20,")


def test_a_question_is_tried_as_a_trainee_meets_it_and_nothing_is_recorded(signed_in: As) -> None:
    client = signed_in(ILSE)
    tree = html.fromstring(look(client, f"{IM_PEAK}/try"))
    options = {
        label.text_content().strip(): label.xpath(".//input")[0] for label in tree.xpath("//label[@class='option']")
    }
    chosen = options["At once"]

    answer = client.post(
        f"{IM_PEAK}/try", data={"csrf_token": csrf_token(client), chosen.get("name"): chosen.get("value")}
    ).get_data(as_text=True)

    assert "Not right" in answer
    assert "The muscle has to give it up first." in answer
    assert "Safety-critical" in answer


def test_a_source_that_cannot_be_read_leads_to_its_line(signed_in: As) -> None:
    client = signed_in(ILSE)
    write = f"/author/care/write/{ROUTES}"
    sent = {"text": SOURCE.replace("attempts: 2", "attempts: [2"), "version": "0"}
    form = {name: value[0] for name, value in form_of(look(client, QUIZ)).items()}
    client.post(write, data={"csrf_token": csrf_token(client), "revision": form["revision"], **sent})

    page = look(client, QUIZ)

    assert "This quiz can only be mended in its source" in page
    assert f'href="{write}#line-' in page


def test_what_is_not_there_is_not_found(signed_in: As) -> None:
    client = signed_in(ILSE)
    urls = (
        f"{QUIZ}/questions/none",
        f"{QUIZ}/questions/none/try",
        "/author/care/quiz/quizzes/none.yml",
        "/author/care/quiz/curriculum/pharmacology/routes.md",
        f"/author/none/quiz/{ROUTES}",
    )
    assert [client.get(url).status_code for url in urls] == [404] * 5


def test_garbage_changes_nothing(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    form = form_of(look(client, IM_PEAK))
    acts = (
        "",
        "up",
        "up:none",
        "add:none",
        "add:options@none",
        "remove:gaps.none",
        "remove-gap:none",
        "add-gap",
        "x:y",
    )
    for do in acts:
        assert press(client, IM_PEAK, form, do)[0] == 422, do
    for do in ("", "up:none", "add:none", "copy:none", "retire:none"):
        assert press(client, QUIZ, form_of(look(client, QUIZ)), do)[0] == 422, do
    unseen = [press(client, IM_PEAK, form, version=version, revision=version)[0] for version in ("999", "x", "-1")]
    odd = [
        press(client, IM_PEAK, form, **{"own.prompt": words})[0]
        for words in ("\x07", "\ufffe", "{{a}}: [", "---", "- a\n\tb\n\n  c")
    ]
    assert unseen == [409, 409, 409]
    assert set(odd) <= {200, 409, 422}
