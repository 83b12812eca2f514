"""A daily review in a browser without any script."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.support.care_course import care_course
from tests.support.clinic import COURSE, JONAS, MAREN, SVEN, actor_of, after, publish
from tests.support.recalls import Keeper, keeper_of_routes
from tests.web.conftest import As, csrf_token
from trainer.clock import Now, now
from trainer.storage.database import Database

HOME = f"/courses/{COURSE}/"
REVIEW = f"/courses/{COURSE}/daily-review"
KEPT = f"{REVIEW}/kept"


@pytest.fixture
def keeper(clinic: Database) -> Keeper:
    """Maren passed the quiz three weeks ago, with one wrong answer, and saw the reasons."""
    return keeper_of_routes(clinic, actor_of(clinic, MAREN), after(), transfer="true")


@pytest.fixture
def today(keeper: Keeper) -> Now:
    """The moment as the application sees it."""
    return now(after().zone)


@pytest.fixture
def maren(keeper: Keeper, signed_in: As) -> FlaskClient:
    """Her browser, today."""
    return signed_in(MAREN)


def shown(client: FlaskClient, url: str) -> str:
    answer = client.get(url, follow_redirects=True)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def form_of(keeper: Keeper, client: FlaskClient, question: str, given: str, today: Now) -> dict[str, list[str]]:
    seen = keeper.kept(today)[question].card.number
    return {"csrf_token": [csrf_token(client)], "seen": [f"{seen}"], **keeper.form(question, given, today)}


def test_the_first_page_says_what_waits_and_the_review_asks_it(keeper: Keeper, maren: FlaskClient, today: Now) -> None:
    assert "<strong>7 questions to review, about two minutes.</strong>" in shown(maren, HOME)
    page = shown(maren, REVIEW)
    assert "<h1>Question 1 of 7</h1>" in page
    assert f"/questions/{keeper.name('transfer', today)}" in page  # what was not known comes first
    assert "I do not know" in page
    assert "Bioavailability differs" not in page


def test_an_answer_is_explained_at_once_and_says_when_it_comes_back(
    keeper: Keeper, maren: FlaskClient, today: Now
) -> None:
    url = f"{REVIEW}/questions/{keeper.name('im-peak', today)}"
    answer = maren.post(url, data=form_of(keeper, maren, "im-peak", "within-20", today))
    assert answer.status_code == 303
    page = shown(maren, answer.headers["Location"])
    assert "<h1>Right</h1>" in page
    assert "Medians of 15 to 30 minutes were found." in page
    assert "Read again:" in page
    assert "Good: again in " in page
    assert "Next question" in page
    judged = maren.post(
        f"{answer.headers['Location'].split('?')[0]}/word", data={"csrf_token": csrf_token(maren), "word": "easy"}
    )
    assert judged.headers["Location"].startswith(REVIEW)
    assert "<h1>Question 2 of 7</h1>" in shown(maren, judged.headers["Location"])


def test_what_was_not_known_comes_back_tomorrow(keeper: Keeper, maren: FlaskClient, today: Now) -> None:
    url = f"{REVIEW}/questions/{keeper.name('im-peak', today)}"
    form = {"csrf_token": csrf_token(maren), "seen": "1", "unknown": "yes"}
    page = maren.post(url, data=form, follow_redirects=True).get_data(as_text=True)
    assert "<h1>Not right</h1>" in page
    assert "It is asked again tomorrow." in page
    assert "How well did you know it?" not in page
    assert keeper.due_on(today)["im-peak"] == today.today + timedelta(days=1)


def test_an_empty_answer_is_asked_for_with_words(keeper: Keeper, maren: FlaskClient, today: Now) -> None:
    url = f"{REVIEW}/questions/{keeper.name('transfer', today)}"
    answer = maren.post(url, data={"csrf_token": csrf_token(maren), "seen": "1"})
    assert answer.status_code == 422
    assert "Answer it first, or say that you do not know." in answer.get_data(as_text=True)


def test_the_same_form_twice_lands_on_the_same_page(keeper: Keeper, maren: FlaskClient, today: Now) -> None:
    url, form = (
        f"{REVIEW}/questions/{keeper.name('im-peak', today)}",
        form_of(keeper, maren, "im-peak", "at-once", today),
    )
    first, second = maren.post(url, data=form), maren.post(url, data=form)
    assert first.headers["Location"] == second.headers["Location"]
    assert "You answered this before" in shown(maren, first.headers["Location"])


def test_nobody_reads_anybody_elses_review(keeper: Keeper, maren: FlaskClient, signed_in: As, today: Now) -> None:
    url = f"{REVIEW}/questions/{keeper.name('im-peak', today)}"
    answered = maren.post(url, data=form_of(keeper, maren, "im-peak", "at-once", today)).headers["Location"]
    jonas = signed_in(JONAS)
    assert jonas.get(answered).status_code == 404
    assert jonas.post(url, data={"csrf_token": csrf_token(jonas), "seen": "1", "unknown": "yes"}).status_code == 404
    assert signed_in(SVEN).get(answered).status_code == 403
    assert "Nothing to review yet" in shown(jonas, REVIEW)
    assert "to review" not in shown(jonas, HOME)


def test_what_is_left_and_what_rests_is_not_asked(keeper: Keeper, maren: FlaskClient, today: Now) -> None:
    token = csrf_token(maren)
    leave = f"{REVIEW}/questions/{keeper.name('im-peak', today)}/leave"
    page = maren.post(leave, data={"csrf_token": token, "quiz": "routes"}, follow_redirects=True)
    assert "You left it: it is asked no more." in page.get_data(as_text=True)
    assert "6 questions to review" in shown(maren, HOME)
    maren.post(f"{REVIEW}/choices", data={"csrf_token": token, "rests": "yes"})
    assert "to review" not in shown(maren, HOME)
    assert "Your reviews rest." in shown(maren, REVIEW)
    maren.post(f"{REVIEW}/choices", data={"csrf_token": token})
    maren.post(leave, data={"csrf_token": token, "quiz": "../x", "taken_up": "yes"})
    assert "7 questions to review" in shown(maren, HOME)


def test_what_is_kept_is_told_by_area_and_quiz(keeper: Keeper, maren: FlaskClient) -> None:
    page = shown(maren, KEPT)
    assert "Of 7 questions you would probably know" in page
    assert '<th scope="row">Pharmacology</th><td class="align-right">7</td>' in page
    assert 'role="img"' in page
    listed = shown(maren, f"{KEPT}/routes")
    assert listed.count("I know this") == 7
    assert "When does the concentration peak after an intramuscular injection?" in listed
    assert maren.get(f"{KEPT}/screening").status_code == 404
    assert maren.get(f"{KEPT}/nothing").status_code == 404


def test_a_changed_question_is_asked_as_it_is_now_and_a_retired_one_no_more(
    clinic: Database, keeper: Keeper, maren: FlaskClient, today: Now
) -> None:
    files = care_course()
    text = files["quizzes/routes.yml"].decode()
    start, end = text.index("  - {id: hours,"), text.index("\n", text.index("  - {id: hours,"))
    text = text[:start] + text[end + 1 :]
    files["quizzes/routes.yml"] = text.replace("When does the concentration peak", "When is the peak").encode()
    publish(clinic, files, after(days=5))
    assert "6 questions to review" in shown(maren, HOME)
    assert "<h1>Question 1 of 6</h1>" in shown(maren, REVIEW)
    listed = shown(maren, f"{KEPT}/routes")
    assert "When is the peak" in listed
    assert "How long?" not in listed
    url = f"{REVIEW}/questions/{keeper.name('im-peak', today)}"
    answer = maren.post(url, data=form_of(keeper, maren, "im-peak", "within-20", today))
    assert "When is the peak" in shown(maren, answer.headers["Location"])
    files["quizzes/routes.yml"] = care_course()["quizzes/routes.yml"].replace(b"When does", b"At what time does")
    publish(clinic, files, after(days=6))
    assert "6 questions to review" in shown(maren, HOME)  # the retired one is back, the answered one is not due


def test_an_answer_to_a_question_that_changed_since_leads_back(
    clinic: Database, keeper: Keeper, maren: FlaskClient, today: Now
) -> None:
    url = f"{REVIEW}/questions/{keeper.name('im-peak', today)}"
    answered = maren.post(url, data=form_of(keeper, maren, "im-peak", "at-once", today)).headers["Location"]
    files = care_course()
    files["quizzes/routes.yml"] = files["quizzes/routes.yml"].replace(b"When does", b"When will")
    publish(clinic, files, after(days=5))
    assert "This question was changed since you answered it." in shown(maren, answered)


def test_after_a_few_questions_the_day_is_done_and_more_can_be_asked(
    keeper: Keeper, maren: FlaskClient, today: Now
) -> None:
    keeper.take("begin", {"known": "never"}, after())
    keeper.take("presence", {"stay": "never", "wait": "always"}, after())
    due = list(keeper.kept(today))
    assert len(due) == 10
    assert "<strong>8 questions to review of 10 that are due, about two minutes.</strong>" in shown(maren, HOME)
    for question in due[:8]:
        form = {
            "csrf_token": csrf_token(maren),
            "seen": f"{keeper.kept(today)[question].card.number}",
            "unknown": "yes",
        }
        maren.post(f"{REVIEW}/questions/{keeper.name(question, today)}", data=form)
    page = shown(maren, REVIEW)
    assert "<strong>Done for today.</strong>" in page
    assert "sets=2" in page
    assert "<h1>Question 1 of" in shown(maren, f"{REVIEW}?sets=2")


@pytest.mark.parametrize("sets", ["", "0", "-1", "x", "99999999999999999999", "\u0663"])
def test_garbage_in_the_address_does_no_harm(maren: FlaskClient, sets: str) -> None:
    assert maren.get(REVIEW, query_string={"sets": sets}).status_code == 200
