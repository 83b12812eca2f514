"""Puts what people are to be told where the sweep finds it, inside the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.ids import SYSTEM
from trainer.reminding import NoticeKind, Rhythm, due_at
from trainer.storage.adding import add_values
from trainer.storage.mailing import MailChoice, Notice
from trainer.storage.people import Outbox

MOST_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What somebody is to be told: where they see it, about which title of the course's own, by which day."""

    person_id: UUID
    kind: NoticeKind
    path: str
    title: str = ""
    day: date | None = None


def post(
    session: Session,
    kind: str,
    token: str,
    now: Now,
    *,
    person_id: UUID | None = None,
    invitation_id: UUID | None = None,
) -> None:
    """Put a link that works without a sign-in into the outbox, whatever its reader chose; one recipient is named."""
    add_values(session, Outbox, waiting(kind, token, now, person_id=person_id, invitation_id=invitation_id))


def waiting(
    kind: str, token: str, now: Now, *, person_id: UUID | None = None, invitation_id: UUID | None = None
) -> Mapping[str, object]:
    """The values of a message with a link, for those who write many rows of the outbox at once."""
    message = uuid4()
    return {
        "id": message,
        "kind": kind,
        "person_id": person_id,
        "invitation_id": invitation_id,
        "message_id": f"<{message}@trainer>",
        "token": token,
        "state": "waiting",
        "due_at": now.at,
        "created_at": now.at,
    }


def tell(
    session: Session,
    kind: NoticeKind,
    people: Iterable[UUID],
    path: str,
    now: Now,
    *,
    title: str = "",
    day: date | None = None,
) -> None:
    """Tell people of something by mail, each as often as they chose; two statements for up to 500 people.

    `path` is where they see it, without the first slash; `title` is the course's own name of what it is about, and
    never anybody's name or words. Whoever chose to get no mail gets none.
    """
    told = sorted(set(people) - {SYSTEM})
    tell_each(session, [News(person_id=each, kind=kind, path=path, title=title, day=day) for each in told], now)


def tell_each(session: Session, news: Sequence[News], now: Now) -> None:
    """Tell people of something each of their own, as `tell` does."""
    for start in range(0, len(news), MOST_AT_ONCE):
        some = news[start : start + MOST_AT_ONCE]
        rhythms = _rhythms(session, {each.person_id for each in some})
        notices = [_notice(each, rhythms.get(each.person_id, Rhythm.AT_ONCE), now) for each in some]
        add_values(session, Notice, *(notice for notice in notices if notice["due_at"] is not None))


def _rhythms(session: Session, people: Set[UUID]) -> dict[UUID, Rhythm]:
    chosen = select(MailChoice.person_id, MailChoice.rhythm).where(MailChoice.person_id.in_(people))
    return {row.person_id: Rhythm(row.rhythm) for row in session.execute(chosen)}


def _notice(news: News, rhythm: Rhythm, now: Now) -> dict[str, object]:
    return {
        "id": uuid4(),
        "person_id": news.person_id,
        "kind": news.kind.value,
        "title": news.title,
        "path": news.path,
        "day": news.day,
        "created_at": now.at,
        "due_at": due_at(rhythm, news.kind, now.at, now.today, now.zone),
    }
