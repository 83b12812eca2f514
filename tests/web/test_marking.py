"""Marking in the browser: the queue, an answer, drafts, the result, what learners never see."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.attempts import Taken
from tests.support.clinic import ADA, DORA, ILSE, JONAS, MAREN, SVEN, actor_of, after
from tests.support.marking import TWO_MARKERS, answer_of, hand_in, mark, with_extended_question
from tests.web.conftest import As, csrf_token
from trainer.storage.database import Database


@pytest.fixture
def attempt(clinic: Database) -> Taken:
    with_extended_question(clinic)
    return hand_in(clinic, actor_of(clinic, MAREN), after(hours=2))


def post(client: FlaskClient, url: str, **form: str | list[str]) -> TestResponse:
    return client.post(url, data={**form, "csrf_token": csrf_token(client)})


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_queue_names_questions_and_nobody(attempt: Taken, signed_in: As) -> None:
    shown = page(signed_in(SVEN), "/supervise/marking")

    assert "What to do while waiting: waits" in shown
    assert "1 answer waits for you" in shown
    assert "Maren" not in shown
    assert str(attempt.id) not in shown


def test_an_answer_is_shown_without_a_name_and_with_the_notes_for_markers(attempt: Taken, signed_in: As) -> None:
    shown = page(signed_in(SVEN), f"/supervise/marking/{answer_of(attempt)}")

    assert "I stay in the room" in shown
    assert "Sitting in the room is enough." in shown
    assert "built-in" not in shown
    assert "has-error" not in shown
    assert "Maren" not in shown
    assert str(attempt.id) not in shown


def test_a_draft_is_saved_by_the_script_and_stands_in_the_form_afterwards(attempt: Taken, signed_in: As) -> None:
    sven, url = signed_in(SVEN), f"/supervise/marking/{answer_of(attempt)}"
    form = {"items": "stays", "words": "So far.", "seen": "0", "number": "0", "csrf_token": csrf_token(sven)}

    saved = sven.post(f"{url}/draft", data=form, headers={"Accept": "application/json"})

    assert saved.get_json()["number"] == 1
    shown = page(sven, url)
    assert re.search(r'value="stays" checked', shown)
    assert "So far." in shown
    stale = sven.post(f"{url}/draft", data={**form, "items": "notes"}, headers={"Accept": "application/json"})
    assert (stale.status_code, stale.get_json()["resubmit"]) == (409, True)
    both = sven.post(f"{url}/draft", data={**form, "items": "notes", "words": "Other."}).get_data(as_text=True)
    for words in ("on another page", "Saved on the other page", "So far.", "Other."):
        assert words in both


def test_marking_leads_on_and_gives_the_result_with_its_reasons(attempt: Taken, signed_in: As) -> None:
    sven, maren = signed_in(SVEN), signed_in(MAREN)
    waiting = page(maren, f"/attempts/{attempt.id}/result")
    assert "Being marked" in waiting
    assert "Silence is often work." not in waiting
    assert "Being marked" in page(maren, "/courses/care/quizzes/waiting")

    done = post(
        sven,
        f"/supervise/marking/{answer_of(attempt)}",
        items=["stays", "notes"],
        words="Say when.",
        seen="0",
        number="0",
    )

    assert (done.status_code, done.headers["Location"]) == (303, "/supervise/marking")
    shown = page(maren, f"/attempts/{attempt.id}/result")
    for words in (
        "80 %",
        "2 of 2 points",
        "0 of 1 point",
        "Silence is no emergency.",
        "Say when.",
        "I stay in the room",
    ):
        assert words in shown
    assert "Sitting in the room is enough." not in shown
    assert "Maren" in page(sven, f"/supervise/marking/{answer_of(attempt)}")


def test_whoever_marks_sees_no_answer_beside_the_name_before(attempt: Taken, signed_in: As) -> None:
    shown = page(signed_in(SVEN), f"/attempts/{attempt.id}/result")

    assert "Being marked" in shown
    assert "I stay in the room" not in shown


@pytest.mark.parametrize(("who", "status"), [(DORA, 404), (ILSE, 403), (MAREN, 403), (JONAS, 403)])
def test_nobody_else_sees_or_marks_it(attempt: Taken, signed_in: As, who: str, status: int) -> None:
    client, url = signed_in(who), f"/supervise/marking/{answer_of(attempt)}"

    assert client.get(url).status_code == status
    for way in ("", "/draft", "/correction"):
        assert post(client, f"{url}{way}", items="stays", words="Mine.", seen="0", number="0").status_code == status
    assert attempt.scores() == []


def test_the_second_marker_sees_nothing_of_the_first_until_both_have_marked(clinic: Database, signed_in: As) -> None:
    with_extended_question(clinic, TWO_MARKERS)
    attempt = hand_in(clinic, actor_of(clinic, MAREN), after(hours=2))
    mark(attempt, actor_of(clinic, SVEN), ["stays", "notes", "calls"], after(hours=3), "Very good.")
    ada, url = signed_in(ADA), f"/supervise/marking/{answer_of(attempt)}"
    assert "Very good." not in page(ada, url)
    assert "1 waits for a second marker" in page(signed_in(SVEN), "/supervise/marking")

    post(ada, url, items="notes", words="Little.", seen="0", number="0")

    both = page(ada, url)
    assert "Very good." in both
    assert "differ by more than 1 point" in both
    agreement = page(ada, "/supervise/marking/agreement/care/waiting/waits")
    assert "too few" in agreement
    assert "Being marked" in page(signed_in(MAREN), f"/attempts/{attempt.id}/result")


def test_hostile_words_stay_words(clinic: Database, signed_in: As) -> None:
    with_extended_question(clinic)
    hostile = "<script>alert(1)</script> {{ 7 * 7 }}"
    attempt = hand_in(clinic, actor_of(clinic, MAREN), after(hours=2), hostile)
    sven = signed_in(SVEN)

    assert "&lt;script&gt;alert(1)" in page(sven, f"/supervise/marking/{answer_of(attempt)}")
    post(sven, f"/supervise/marking/{answer_of(attempt)}", items="stays", words=hostile, seen="0", number="0")
    shown = page(signed_in(MAREN), f"/attempts/{attempt.id}/result")
    assert "<script>alert(1)" not in shown
    assert "{{ 7 * 7 }}" in shown


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"items": "x" * 5000},
        {"items": "stays", "words": "x" * 5000},
        {"items": "stays", "none": "yes"},
        {"seen": "-1", "number": "9" * 40, "items": "none"},
    ],
)
def test_garbage_is_refused_with_words_and_marks_nothing(attempt: Taken, signed_in: As, form: dict[str, str]) -> None:
    sven = signed_in(SVEN)

    for way in ("", "/correction"):
        answer = post(sven, f"/supervise/marking/{answer_of(attempt)}{way}", **form)
        assert answer.status_code in (409, 422)
    assert attempt.scores() == []


def test_no_points_at_all_are_given_on_purpose(attempt: Taken, signed_in: As) -> None:
    post(signed_in(SVEN), f"/supervise/marking/{answer_of(attempt)}", none="yes", seen="0", number="0")

    assert [score.points for score in attempt.scores()] == [100]


def test_a_text_in_which_a_patient_could_be_known_is_saved_and_told(clinic: Database, signed_in: As) -> None:
    with_extended_question(clinic)
    maren = signed_in(MAREN)
    begun = post(maren, "/courses/care/quizzes/waiting/attempts")
    shown = page(maren, begun.headers["Location"])
    [(action, name)] = re.findall(r'action="([^"]+)"(?:(?!</form>).)*<textarea[^>]* name="([^"]+)"', shown, re.DOTALL)

    post(maren, action, **{name: "I wrote to a.berg@example.org.", "number": "0", "here": "1"})

    again = page(maren, begun.headers["Location"])
    assert "looks like an e-mail address" in again
    assert "I wrote to a.berg@example.org." in again
