"""Messages go to a real mail server as their readers should get them, and wait while there is none."""

import smtplib
from collections.abc import Iterator

import pytest

from tests.support.care_course import ROUTES
from tests.support.clinic import COURSE, ILSE, MAREN, actor_of, after, clinic
from tests.support.databases import Templates
from tests.support.postbox import Postbox, PostOffice
from tests.support.site import KEY, free_port
from trainer import mail
from trainer.access import PLATFORM, RoleName
from trainer.actions import inviting, resetting
from trainer.actions.answering_comments import Answer, answer_comment
from trainer.actions.commenting import comment_on_section
from trainer.actions.gathering import gather
from trainer.actions.sending import Message, send_next
from trainer.clock import Now
from trainer.curriculum.commenting import Act, Said
from trainer.errors import Invalid
from trainer.settings import Settings
from trainer.storage.database import Database

MESSAGE = Message(kind="reset", message_id="<1@trainer>", address="maren@example.org", name="Maren", token="t0ken")


@pytest.fixture
def postbox() -> Postbox:
    """What a mail server got."""
    return Postbox()


@pytest.fixture
def settings(postbox: Postbox) -> Iterator[Settings]:
    """Settings that name the server of the postbox, which listens."""
    office = PostOffice(postbox)
    office.start()
    yield Settings(
        base_url="https://training.example.org",
        smtp_url=f"smtp://127.0.0.1:{office.port}",
        mail_from="training@example.org",
        secret_key=KEY,
    )
    office.stop()


@pytest.fixture
def database(templates: Templates) -> Database:
    """A clinic where everybody has joined, and whose invitations, all accepted, wait no more."""
    database = clinic(templates)
    while send_next(database, lambda _message: None, after(days=-1)):
        continue
    return database


def send_all(database: Database, settings: Settings, now: Now) -> int:
    """Send what is due over SMTP; gives how many messages were tried."""
    tried = 0
    gather(database, now)
    while send_next(database, lambda message: mail.send(message, settings), now):
        tried += 1
    return tried


def test_a_message_is_plain_text_with_one_link_and_says_that_a_program_wrote_it(
    postbox: Postbox, settings: Settings
) -> None:
    mail.send(MESSAGE, settings)

    [(sender, recipients, came)] = postbox.came
    assert (sender, recipients) == ("training@example.org", ["maren@example.org"])
    headers = {name: value for name, value in came.items() if name not in ("Date", "X-Peer")}
    assert headers == {
        "Subject": "A new password for Trainer",
        "From": "training@example.org",
        "To": "maren@example.org",
        "Message-ID": "<1@trainer>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "7bit",
        "MIME-Version": "1.0",
    }
    words = came.get_content()
    assert [line for line in words.splitlines() if "://" in line] == ["https://training.example.org/reset/t0ken"]
    assert words.count("t0ken") == 1
    assert "<" not in words


def test_an_invitation_leads_to_the_page_that_joins(database: Database, postbox: Postbox, settings: Settings) -> None:
    token = inviting.invite(
        database, PLATFORM, "nora@example.org", RoleName.INSTRUCTOR, course=None, cohort=None, now=after()
    )

    send_all(database, settings, after())

    [(_, recipients, came)] = postbox.came
    assert (recipients, came["Subject"]) == (["nora@example.org"], "You are invited to Trainer")
    links = [line for line in came.get_content().splitlines() if "://" in line]
    assert links == [f"https://training.example.org/invitations/{token}"]


def test_an_answer_leads_to_the_comment_and_tells_nothing_of_it(
    database: Database, postbox: Postbox, settings: Settings
) -> None:
    said = Said(kind="question", words="Whom at night?", wants_mail=True)
    maren, ilse = actor_of(database, MAREN), actor_of(database, ILSE)
    comment_id = comment_on_section(database, maren, COURSE, ROUTES, "summary", said, 0, after())
    answer = Answer(act=Act.ANSWERED, words="The prescriber.")
    answer_comment(database, ilse, COURSE, comment_id, answer, 0, after())

    send_all(database, settings, after())

    [(_, recipients, came)] = postbox.came
    assert (recipients, came["Subject"]) == (["maren@example.org"], "The authors answered you")
    words = came.get_content()
    links = [line for line in words.splitlines() if "://" in line]
    assert links[0] == f"https://training.example.org/courses/care/comments/{comment_id}"
    assert not [secret for secret in ("night", "prescriber", "Ilse") if secret in words]


def test_a_message_that_is_sent_twice_has_the_same_id_twice(postbox: Postbox, settings: Settings) -> None:
    mail.send(MESSAGE, settings)
    mail.send(MESSAGE, settings)

    assert [came["Message-ID"] for _, _, came in postbox.came] == ["<1@trainer>", "<1@trainer>"]


@pytest.mark.parametrize("refusal", ["450 Come back later", "550 Nobody of that name"])
def test_what_a_server_refuses_waits_and_is_sent_later(
    database: Database, postbox: Postbox, settings: Settings, refusal: str
) -> None:
    resetting.ask_for_reset(database, MAREN, after())
    postbox.refuses = refusal
    assert send_all(database, settings, after()) == 1
    assert postbox.came == []
    postbox.refuses = ""

    assert send_all(database, settings, after(minutes=1)) == 0
    assert send_all(database, settings, after(minutes=2)) == 1

    assert [recipients for _, recipients, _ in postbox.came] == [[MAREN]]
    assert send_all(database, settings, after(minutes=100)) == 0


def test_a_message_waits_while_there_is_no_server(database: Database, postbox: Postbox, settings: Settings) -> None:
    nobody = Settings(
        base_url=settings.base_url, smtp_url=f"smtp://127.0.0.1:{free_port()}", mail_from=settings.mail_from
    )
    resetting.ask_for_reset(database, MAREN, after())

    assert send_all(database, nobody, after()) == 1
    assert send_all(database, settings, after(minutes=2)) == 1

    assert [recipients for _, recipients, _ in postbox.came] == [[MAREN]]


def test_a_server_that_offers_no_encryption_gets_nothing_where_encryption_is_asked_for(
    postbox: Postbox, settings: Settings
) -> None:
    encrypted = Settings(
        base_url=settings.base_url,
        smtp_url=settings.smtp_url.replace("smtp://", "smtp+starttls://"),
        mail_from=settings.mail_from,
    )

    with pytest.raises(smtplib.SMTPNotSupportedError):
        mail.send(MESSAGE, encrypted)
    assert postbox.came == []


HOSTILE = [
    "maren@example.org\nBcc: eve@example.org",
    "maren@example.org\r\nBcc: eve@example.org",
    "maren\r\nBcc: eve@example.org",
    "maren@example.org\r\n\r\nOther words",
    "maren@example.org, eve@example.org",
    "maren@example.org;eve@example.org",
    "eve@example.org <maren@example.org>",
    "<maren@example.org>",
    "maren@example.org\x00eve@example.org",
    "maren@example.org\u2028Bcc:eve@example.org",
    "maren@example.org\x0bBcc: eve@example.org",
    '"maren\r\nBcc: eve"@example.org',
    "maren@exam\r\nple.org",
    "maren@example.org> SIZE=1\r\nRCPT TO:<eve@example.org",
    "=?utf-8?q?eve=40example.org=2C?=@example.org",
    "@example.org",
    "maren",
    "maren@" + "ü" * 80 + ".example.org",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_an_address_that_is_none_reaches_nobody_else(postbox: Postbox, settings: Settings, address: str) -> None:
    message = Message(kind="reset", message_id="<1@trainer>", address=address, name="", token="t0ken")

    try:
        mail.send(message, settings)
    except OSError:
        assert postbox.came == []
    else:
        [(_, recipients, came)] = postbox.came
        assert "eve@example.org" not in recipients
        assert (len(recipients), came["Bcc"], came["Cc"]) == (1, None, None)
        assert came.get_content().count("https://training.example.org/reset/t0ken") == 1


@pytest.mark.parametrize("address", [each for each in HOSTILE if "=?" not in each])
def test_an_address_that_is_none_is_not_invited(database: Database, address: str) -> None:
    with pytest.raises(Invalid):
        inviting.invite(database, PLATFORM, address, RoleName.INSTRUCTOR, course=None, cohort=None, now=after())


def test_an_address_in_other_letters_is_written_to(postbox: Postbox, settings: Settings) -> None:
    mail.send(
        Message(kind="reset", message_id="<1@trainer>", address="maren@bücher.example", name="", token="t0ken"),
        settings,
    )

    assert [recipients for _, recipients, _ in postbox.came] == [["maren@xn--bcher-kva.example"]]
