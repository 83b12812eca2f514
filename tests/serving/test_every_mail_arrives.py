"""The sender is killed again and again: every mail arrives, and only the one that it was sending can arrive twice."""

# STRIKES=100 SEED=7 pytest tests/serving/test_every_mail_arrives.py kills more often, and at other moments.

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update

from tests.support.clinic import JONAS, MAREN, actor_of
from tests.support.databases import url_of
from tests.support.mail import sent
from tests.support.postbox import Postbox, PostOffice
from tests.support.site import KEY
from trainer import clock
from trainer.access import PLATFORM, RoleName
from trainer.actions import inviting
from trainer.actions.posting import tell
from trainer.reminding import NoticeKind
from trainer.storage.database import Database
from trainer.storage.mailing import Notice
from trainer.storage.people import Outbox

STRIKES: Final = int(os.environ.get("STRIKES", "3"))
SEED: Final = int(os.environ.get("SEED", "20265"))
ALWAYS_WAITING: Final = 8
PATIENCE: Final = 60.0
UTC: Final = ZoneInfo("UTC")


class Story:
    """A clinic whose mail is sent by processes that are killed, and what a mail server got of it."""

    def __init__(self, database: Database, postbox: Postbox, port: int, folder: Path) -> None:
        self.database = database
        self.postbox = postbox
        self.invited: list[str] = []
        self.told: list[str] = []
        self.doubtful: Counter[str] = Counter()
        self._log = folder / "sender.log"
        self._environment = {
            **os.environ,
            "TRAINER_DATABASE_URL": url_of(database),
            "TRAINER_SECRET_KEY": KEY,
            "TRAINER_BASE_URL": "https://training.example.org",
            "TRAINER_SMTP_URL": f"smtp://127.0.0.1:{port}",
            "TRAINER_MAIL_FROM": "training@example.org",
        }
        self._sender: subprocess.Popen[bytes] | None = None

    def happen(self) -> None:
        """Somebody gets news, and so many are invited that there is always something to send."""
        moment = clock.now(UTC)
        people = [actor_of(self.database, who).person_id for who in (MAREN, JONAS)]
        self.told.append(f"News {len(self.told)}.")
        with self.database.writing() as session:
            tell(session, NoticeKind.CHANGED, people, "courses/care/", moment, title=self.told[-1])
            session.commit()
        for _ in range(ALWAYS_WAITING - self.waiting()):
            self.invited.append(f"n{len(self.invited)}@example.org")
            inviting.invite(
                self.database, PLATFORM, self.invited[-1], RoleName.INSTRUCTOR, course=None, cohort=None, now=moment
            )

    def waiting(self) -> int:
        """How many messages have not gone out."""
        with self.database.reading() as session:
            return session.scalar(select(func.count()).where(Outbox.state == "waiting")) or 0

    def is_over(self) -> bool:
        """Whether nothing is left to send."""
        with self.database.reading() as session:
            return not self.waiting() and session.scalar(select(func.count(Notice.id))) == 0

    def start(self) -> None:
        """Start the process that sweeps and sends, as the server does."""
        command = [sys.executable, "-m", "trainer.serving", str(os.getpid())]
        with self._log.open("ab") as log:
            self._sender = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)

    def kill(self) -> None:
        """Kill it with no warning, and note the message that was taken and is not marked: the one it was sending."""
        seen = self._end(signal.SIGKILL)
        with self.database.reading() as session:
            unmarked = set(session.scalars(select(Outbox.message_id).where(Outbox.state == "waiting")))
        doubtful = unmarked & seen
        assert len(doubtful - self.doubtful.keys()) <= 1
        self.doubtful.update(doubtful)

    def stop(self) -> None:
        """Tell it to end, which it does when it has marked what it was sending."""
        self._end(signal.SIGTERM)

    def let_five_minutes_pass(self) -> None:
        """What a killed process was sending is free for the next one."""
        with self.database.writing() as session:
            now = clock.now(UTC).at
            session.execute(update(Outbox).where(Outbox.state == "waiting").values(due_at=now))
            session.commit()

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        until = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > until:
                raise AssertionError(f"it never came about; the sender said: {self._log.read_text()[-3000:]}")
            time.sleep(0.002)

    def end(self) -> None:
        """Leave no process behind."""
        if self._sender and self._sender.poll() is None:
            self._sender.kill()
            self._sender.wait()

    def _end(self, number: signal.Signals) -> set[str]:
        assert self._sender is not None
        assert self._sender.poll() is None, self._log.read_text()[-3000:]
        self._sender.send_signal(number)
        self._sender.wait(PATIENCE)
        # What it had sent when it died may still be on its way to the server.
        self.wait_for(lambda: self.postbox.visitors == 0)
        return {str(message["Message-ID"]) for _, _, message in self.postbox.came}


@pytest.fixture
def story(clinic: Database, tmp_path: Path) -> Iterator[Story]:
    """A clinic with a mail server that takes up to ten milliseconds for each step."""
    chance = Random(SEED)
    sent(clinic, clock.now(UTC))
    postbox = Postbox(delay=lambda: chance.uniform(0, 0.01))
    office = PostOffice(postbox)
    office.start()
    story = Story(clinic, postbox, office.port, tmp_path)
    try:
        yield story
    finally:
        story.end()
        office.stop()


def test_every_mail_arrives_whenever_the_sender_is_killed(story: Story) -> None:
    chance = Random(SEED)
    for _ in range(STRIKES):
        story.happen()
        wanted = len(story.postbox.came) + chance.randint(1, 6)
        story.start()
        story.wait_for(lambda wanted=wanted: len(story.postbox.came) >= wanted)  # type: ignore[misc]  # by value
        time.sleep(chance.uniform(0, 0.03))
        story.kill()
        story.let_five_minutes_pass()
    story.start()
    story.wait_for(story.is_over)
    story.stop()

    find_every_mail(story)


def find_every_mail(story: Story) -> None:
    """Each arrived, and as often as the kills explain that fell between its acceptance and its mark."""
    came = Counter(str(message["Message-ID"]) for _, _, message in story.postbox.came)
    repeated = {message_id: number - 1 for message_id, number in came.items() if number > 1}
    print(f"seed {SEED}: {STRIKES} kills, {len(came)} mails, {sum(repeated.values())} repeated, doubtful:", end=" ")
    print(sum(story.doubtful.values()))
    assert {message_id: story.doubtful[message_id] for message_id in repeated} == repeated

    once = {str(message["Message-ID"]): (recipients, message) for _, recipients, message in story.postbox.came}
    invited = Counter(who for recipients, message in once.values() for who in recipients if "invited" in str(message))
    assert invited == Counter(story.invited)
    for reader in (MAREN, JONAS):
        read = " ".join(str(message.get_content()) for recipients, message in once.values() if recipients == [reader])
        assert Counter(re.findall(r"News \d+\.", read)) == Counter(story.told)
