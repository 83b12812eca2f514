"""The pages about one person in a browser without JavaScript: deciding, noting, and what comes back."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.support.care_course import ROUTES, SCREENING
from tests.support.clinic import ADA, DORA, MAREN, SVEN, actor_of, after, enrolment_of
from tests.web.conftest import As, csrf_token
from trainer.actions import supervisor_notes
from trainer.storage.database import Database

Sent = dict[str, str]


@pytest.fixture
def base(clinic: Database) -> str:
    return f"/supervise/enrolments/{enrolment_of(clinic, actor_of(clinic, MAREN))}"


@pytest.fixture
def send(base: str) -> Callable[[FlaskClient, str, Sent], tuple[int, str]]:
    """Sends a form of these pages, and follows where it leads."""

    def of(client: FlaskClient, where: str, form: Sent) -> tuple[int, str]:
        answer = client.post(f"{base}{where}", data={"csrf_token": csrf_token(client), **form})
        if answer.status_code != 303:
            return answer.status_code, answer.get_data(as_text=True)
        return 303, client.get(answer.headers["Location"]).get_data(as_text=True)

    return of


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


Send = Callable[[FlaskClient, str, Sent], tuple[int, str]]


def test_somebody_is_excused_and_reads_by_whom(signed_in: As, send: Send, base: str) -> None:
    sven = signed_in(SVEN)
    form = {"item": f"module:{ROUTES}", "reason": "<b>Taught</b> it herself.", "seen": "0", "shared": "yes"}

    status, page = send(sven, "/excusals", form)

    assert (status, "It is asked no more." in page) == (303, True)
    assert "&lt;b&gt;Taught&lt;/b&gt; it herself." in page
    own = words(signed_in(MAREN).get("/courses/care/progress").get_data(as_text=True))
    assert "What you are excused from Routes: &lt;b&gt;Taught&lt;/b&gt; it herself. excused by Sven on" in own
    assert "excused" in words(sven.get(base).get_data(as_text=True))


def test_a_reason_for_supervisors_stays_with_them(signed_in: As, send: Send) -> None:
    send(signed_in(SVEN), "/excusals", {"item": f"module:{ROUTES}", "reason": "Between us.", "seen": "0"})

    own = signed_in(MAREN)
    pages = [own.get(f"/courses/care/{page}").get_data(as_text=True) for page in ("progress", "transcript")]
    assert ["excused" in page.lower() for page in pages] == [True, True]
    assert ["Between us." in page for page in pages] == [False, False]


def test_what_was_typed_comes_back_with_what_to_change(signed_in: As, send: Send) -> None:
    status, page = send(signed_in(SVEN), "/excusals", {"item": f"module:{SCREENING}", "reason": "", "shared": "yes"})

    assert status == 422
    assert "Write in a sentence why; it is kept with the record." in page
    assert f'<option value="module:{SCREENING}" selected>' in page
    assert page.count('name="shared" value="yes" checked') == 1


def test_pause_and_resume_from_the_page(signed_in: As, send: Send, base: str) -> None:
    sven = signed_in(SVEN)
    _, page = send(sven, "/pause", {"reason": "On leave.", "seen": "1"})
    assert "Paused since" in words(page)
    assert "Paused since" in words(signed_in(MAREN).get("/courses/care/progress").get_data(as_text=True))
    assert "Paused since" in words(signed_in(MAREN).get("/courses/care/").get_data(as_text=True))
    assert signed_in(MAREN).get("/courses/care/due.ics").status_code == 404

    status, page = send(sven, "/resume", {"reason": "Back.", "seen": "2"})
    assert status == 303
    assert "It goes on from today." in page
    assert "Let Maren pause from today" in words(sven.get(f"{base}/decisions").get_data(as_text=True))


def test_a_transfer_is_shown_first_and_then_done(signed_in: As, send: Send, base: str) -> None:
    ada = signed_in(ADA)
    decisions = ada.get(f"{base}/decisions").get_data(as_text=True)
    cohort = re.search(r'<select[^>]*name="cohort".*?<option value="([^"]+)"', decisions, re.DOTALL)
    assert cohort is not None

    shown = ada.get(f"{base}/transfer?cohort={cohort[1]}").get_data(as_text=True)
    assert "Nothing is done yet." in shown
    assert words(ada.get(f"{base}/decisions").get_data(as_text=True)) == words(decisions)

    hidden = dict(re.findall(r'type="hidden" name="(cohort|seen|rules_seen)" value="([^"]+)"', shown))
    status, page = send(ada, "/transfer", hidden)
    assert (status, "Write in a sentence why" in page) == (422, True)
    status, page = send(ada, "/transfer", {**hidden, "reason": "Evenings suit her no more."})
    assert (status, "Transferred to Day" in words(page)) == (303, True)
    assert signed_in(SVEN).get(base).status_code == 404
    assert signed_in(DORA).get(base).status_code == 200


def test_who_supervises_one_cohort_alone_is_told_who_can_transfer(signed_in: As, send: Send, base: str) -> None:
    page = words(signed_in(SVEN).get(f"{base}/decisions").get_data(as_text=True))
    assert "You supervise no other cohort of this course." in page


def test_notes_are_added_and_withdrawn_from_the_page(clinic: Database, signed_in: As, send: Send, base: str) -> None:
    sven = signed_in(SVEN)
    form = {"words": "Well asked.", "shared": "yes", "seen": "0"}
    _, page = send(sven, "/notes", form)
    send(sven, "/notes", form)
    assert "The note is kept, and the trainee can read it." in page
    own = words(signed_in(MAREN).get("/courses/care/progress").get_data(as_text=True))
    assert own.count("Well asked. Sven,") == 1

    found = re.search(r"/notes/([0-9a-f-]{36})/withdrawal", page)
    assert found is not None
    status, page = send(sven, f"/notes/{found[1]}/withdrawal", {"reason": "Another person."})
    assert (status, "Withdrawn by Sven" in words(page)) == (303, True)
    assert "Well asked." not in signed_in(MAREN).get("/courses/care/progress").get_data(as_text=True)


def test_the_timeline_leads_from_page_to_page_and_takes_any_address(clinic: Database, signed_in: As, base: str) -> None:
    sven, enrolment = actor_of(clinic, SVEN), enrolment_of(clinic, actor_of(clinic, MAREN))
    for number in range(60):
        supervisor_notes.add_note(
            clinic, sven, enrolment, f"Note {number}", is_shared=False, seen=number, now=after(minutes=number)
        )
    client = signed_in(SVEN)

    first = client.get(f"{base}/timeline?kind=decisions").get_data(as_text=True)
    older = re.search(r'href="([^"]+)">Older', first)
    assert older is not None
    second = client.get(older[1].replace("&amp;", "&")).get_data(as_text=True)

    assert ("Note 59" in first, "Note 9<" in first, "Note 9<" in second) == (True, False, True)
    for wild in ("kind=nothing&page=x", "page=-3", "page=99999999999", "kind=&page=", "page=5"):
        assert client.get(f"{base}/timeline?{wild}").status_code == 200


def test_forms_without_numbers_or_with_garbage_change_nothing(signed_in: As, send: Send) -> None:
    sven = signed_in(SVEN)
    form = {"item": f"module:{ROUTES}", "reason": "Why not.", "seen": "0"}
    assert send(sven, "/excusals", form)[0] == 303
    assert send(sven, "/excusals", form)[0] == 303
    assert send(sven, "/excusals", {**form, "reason": "Another."})[0] == 409
    assert send(sven, "/excusals", {**form, "item": "x" * 5000, "seen": "1"})[0] == 422
    assert send(sven, "/pause", {"reason": "Why not.", "seen": "zwölf"})[0] == 409
    assert send(sven, "/resume", {"reason": "Why not.", "seen": "1"})[0] == 409
    assert send(sven, "/transfer", {"cohort": "none", "reason": "Why not."})[0] == 422
