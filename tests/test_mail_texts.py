"""What mails say: plain words, short lines, where to look, how to get no more, and nothing else."""

from datetime import date
from uuid import UUID

import pytest

from trainer.actions.sending import Message
from trainer.mail_texts import Text, text_of
from trainer.paths import data_folder
from trainer.reminding import REQUIRED, NoticeKind, Told
from trainer.settings import Settings
from trainer.tokens import mail_token

BASE = "https://training.example.org"
KEY = "k" * 40
SPACE = " "  # after two dashes, it begins a signature
MAREN = UUID(int=7)
NO_MORE = f"{BASE}/mail/{mail_token(KEY, MAREN)}"
LONG = "Suicidality, Safety Planning, and What To Do When Somebody Does Not Want To Be Found Any More"


def told(kind: NoticeKind, title: str = LONG, count: int = 1) -> Told:
    return Told(kind=kind, title=title, path="courses/care/somewhere", day=date(2027, 3, 2), count=count)


def text(*notices: Told) -> Text:
    message = Message(
        kind="digest",
        message_id="<1@trainer>",
        address="maren@example.org",
        name="Maren Holt",
        person_id=MAREN,
        notices=notices,
    )
    return text_of(message, Settings(base_url=BASE, secret_key=KEY))


def links(found: Text) -> list[str]:
    return [line for line in found.body.splitlines() if "://" in line]


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_a_text_of_short_lines_with_one_place_to_look(kind: NoticeKind) -> None:
    found = text(told(kind))

    assert 10 < len(found.subject) <= 60
    assert "\n" not in found.subject
    assert found.body.startswith("Hello,\n\n")
    assert [line for line in found.body.splitlines() if len(line) > 72 and "://" not in line] == []
    assert links(found)[0] == f"{BASE}/courses/care/somewhere"
    assert not [sign for sign in ("{", "}", "%", "<", "None", "Maren", "  ") if sign in found.body]


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_mail_says_how_to_get_no_more_but_for_what_has_to_be_known(kind: NoticeKind) -> None:
    found = text(told(kind))

    if kind in REQUIRED:
        assert (found.unsubscribe, links(found)[1:]) == ("", [])
    else:
        assert found.unsubscribe == NO_MORE
        assert links(found)[1:] == [f"{BASE}/account/mail", NO_MORE]


def test_no_text_is_left_over() -> None:
    files = {file.stem for file in (data_folder("templates") / "mail").iterdir()}
    assert files == {kind.value for kind in NoticeKind} | {
        *("layout", "digest", "invitation", "reset"),
        *("address-confirm", "address-changed", "address-taken"),
    }


def test_a_reminder_names_the_course_and_the_day() -> None:
    found = text(told(NoticeKind.DUE_IN_A_WEEK, "Care"))

    assert found.subject == "Your course ends on 2 March 2027"
    assert 'your cohort\'s last day for "Care" is 2 March 2027' in " ".join(found.body.split())


def test_one_kind_of_thing_that_happened_often_is_one_mail_with_a_number() -> None:
    found = text(told(NoticeKind.WAITING, "", count=4))

    assert found.subject == "4 things wait for your signature"
    assert links(found)[0] == f"{BASE}/courses/care/somewhere"


def test_a_digest_has_a_line_and_a_place_for_each() -> None:
    found = text(told(NoticeKind.CHANGED, "Routes"), told(NoticeKind.WAITING, "", count=2))

    assert found.subject == "2 things to know on Trainer"
    assert (
        found.body
        == f"""Hello,

this is new for you:

"Routes", which you completed, has changed.
{BASE}/courses/care/somewhere

2 things wait for your signature.
{BASE}/courses/care/somewhere

--{SPACE}
How often such mails come:
{BASE}/account/mail
No more such mails:
{NO_MORE}
"""
    )


def test_a_long_digest_ends_and_says_how_much_more_there_is() -> None:
    found = text(*(told(NoticeKind.RETURNED, f"Title {number}") for number in range(50)))

    assert found.subject == "50 things to know on Trainer"
    assert [f"Title {number}" for number in range(50) if f'"Title {number}"' in found.body] == [
        f"Title {number}" for number in range(20)
    ]
    assert "And 30 more, which you find on the platform:\n" + BASE + "/\n" in found.body


@pytest.mark.parametrize(
    "title",
    [
        "Routes\r\nBcc: eve@example.org",
        "Routes\n\n-- \nPay here: https://evil.example.org",
        "{{ link }}{% raw %}",
        "x" * 5000,
    ],
)
def test_no_title_can_break_out_of_its_line(title: str) -> None:
    found = text(told(NoticeKind.CHANGED, title), told(NoticeKind.RETURNED, "Consent"))

    assert len(found.subject.splitlines()) == 1
    assert "\nBcc" not in found.body
    assert "\n-- \nPay" not in found.body
    assert len(found.body) < 1200
    assert found.body.splitlines()[-1] == NO_MORE
