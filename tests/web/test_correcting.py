"""A wrong key from the trainee who finds it to the result that is corrected, without any script."""

import re

from flask.testing import FlaskClient

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.care_course import care_course
from tests.support.clinic import ADA, COURSE, ILSE, MAREN, actor_of, after, publish
from tests.web.conftest import As, csrf_token
from trainer.actions.editions import Options
from trainer.curriculum.change import Change
from trainer.storage.database import Database

QUIZ = "quizzes/routes.yml"
PAGE = f"/author/{COURSE}/correct/hours/{QUIZ}"


def post(client: FlaskClient, address: str, **form: str) -> tuple[int, str]:
    """The status and, where the answer leads on, where it leads to; otherwise the page."""
    answer = client.post(address, data={"csrf_token": csrf_token(client), **form})
    return answer.status_code, answer.headers.get("Location") or answer.get_data(as_text=True)


def mend(clinic: Database) -> None:
    """Publish the quiz with another number as the answer of 'hours'."""
    files = care_course()
    files[QUIZ] = files[QUIZ].replace(b"answer: 3, tolerance", b"answer: 5, tolerance")
    publish(clinic, files, after(hours=5), Options(change=Change.MATERIAL))


def hidden(page: str) -> dict[str, str]:
    """What the form carries unseen."""
    return dict(re.findall(r'name="(policy|seen|digest)" value="([^"]*)"', page))


def test_a_wrong_key_is_told_answered_and_mended(clinic: Database, signed_in: As) -> None:
    attempt = finish(clinic, actor_of(clinic, MAREN), "routes", {**RIGHT_ROUTES, "hours": "5"}, after(hours=1))
    maren, ilse = signed_in(MAREN), signed_in(ILSE)
    result = f"/attempts/{attempt.id}/result"
    link = re.search(
        rf'href="(/courses/{COURSE}/attempts/{attempt.id}/questions/{attempt.code("hours")}/comments)\?kind=wrong"',
        maren.get(result).get_data(as_text=True),
    )
    assert link

    refused = post(maren, link[1], kind="wrong", number="0")
    told = post(maren, link[1], kind="wrong", words="Five hours were measured.", number="0")

    assert (refused[0], "Write why you think so." in refused[1], told[0]) == (422, True, 303)
    comment_id = told[1].partition("?")[0].rpartition("/")[2]
    desk = ilse.get(f"/author/{COURSE}/comments/{comment_id}").get_data(as_text=True)
    assert "Five hours were measured." in desk
    assert "Correct this question" in desk
    assert f'href="{PAGE}"' in desk
    assert "Nothing to score anew" in ilse.get(PAGE).get_data(as_text=True)
    mend(clinic)
    look = ilse.get(f"{PAGE}?policy=both").get_data(as_text=True)
    assert "Maren" not in look
    assert "Maren" in signed_in(ADA).get(f"{PAGE}?policy=both").get_data(as_text=True)

    done = [post(ilse, PAGE, words="The key was <wrong>.", **hidden(look)) for _ in range(2)]

    assert [status for status, _ in done] == [303, 303]
    page = maren.get(result).get_data(as_text=True)
    assert "because: The key was &lt;wrong&gt;." in page
    assert "Before, the score was 7 of 8 points (87 %)" in page
    assert page.count("Corrected on") == 1


def test_garbage_is_answered_plainly(clinic: Database, signed_in: As) -> None:
    finish(clinic, actor_of(clinic, MAREN), "routes", {**RIGHT_ROUTES, "hours": "5"}, after(hours=1))
    ilse = signed_in(ILSE)
    mend(clinic)
    seen = hidden(ilse.get(f"{PAGE}?policy=new").get_data(as_text=True))

    assert ilse.get(f"{PAGE}?policy=%00everything").status_code == 400
    assert ilse.get(f"{PAGE}?policy=everything").status_code == 200
    assert ilse.get(PAGE.replace("hours", "none")).status_code == 404
    assert post(ilse, PAGE, policy="everything")[0] == 422
    assert post(ilse, PAGE, **seen)[0] == 422
    assert post(ilse, PAGE, **{**seen, "words": "Why", "digest": "none"})[0] == 409
    assert post(ilse, PAGE, **{**seen, "words": "Why", "seen": "-3"})[0] == 303
    assert post(ilse, PAGE, **{**seen, "words": "Why", "lowers": "9" * 40})[0] == 409
