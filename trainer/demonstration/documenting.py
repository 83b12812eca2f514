"""Trainees upload documents that expire and write reflections; supervisors decide and answer."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Final
from uuid import UUID

from trainer.access import Actor
from trainer.actions import answering_reflections, deciding_documents, documents, reflecting
from trainer.actions.documents import Sent
from trainer.actions.reflecting import Written
from trainer.demonstration.learner import Learner
from trainer.queries.document_pages import document_page
from trainer.queries.reflections import reflection_page
from trainer.tiers import Tier

_SILENCE: Final = (
    "I wanted to speak three times in the first twenty minutes. Each time it was my own unease that wanted to be "
    "answered, not theirs. I counted breaths instead. I take to consultation how to tell my unease from a signal."
)
_SILENCE_AGAIN: Final = f"{_SILENCE}\n\nA week later: in the next session I noticed the urge earlier, and let it pass."
_POSITION: Final = (
    "I grew up in a house where crying ended the conversation. When somebody weeps I hurry to comfort. I tell my "
    "second before each session that I will wait, and ask them afterwards whether I did."
)
_OWN: Final = "I was bored for a while, and ashamed of being bored. I am not ready to say this to anybody yet."
_DRAFT: Final = "What surprised me was how loud my own thoughts were while"
_ANSWER: Final = "Counting breaths served you well. What told you, the third time, that the unease was yours?"


def upload_and_reflect(supervisor: Actor, learners: Sequence[Learner]) -> None:
    """Documents and reflections of the evening group, in every state."""
    by_name = {learner.actor.name: learner for learner in learners}
    mara, chidi, lea = (by_name.get(name) for name in ("Mara Lindqvist", "Chidi Abara", "Lea Brandt"))
    if chidi:
        _accepted(chidi, supervisor, "licence", 40, 700)
        _accepted(chidi, supervisor, "life-support", 40, 19)
        _accepted(chidi, supervisor, "liability", 38, 220)
        entry = _keep(chidi, "first-session", _SILENCE, Tier.MENTOR, 20)
        answering_reflections.answer(chidi.database, supervisor, entry, _ANSWER, 0, chidi.days_ago(18))
        _keep(chidi, "first-session", _SILENCE_AGAIN, Tier.MENTOR, 12)
        _keep(chidi, "position", _POSITION, Tier.PROGRAMME, 25)
    if mara:
        _accepted(mara, supervisor, "licence", 45, -5)
        _returned(mara, supervisor)
        _upload(mara, "liability", 2, 330)
        _keep(mara, "first-session", _OWN, Tier.PRIVATE, 9)
    if lea:
        written = Written(words=_DRAFT, tier=Tier.MENTOR, draft=0, version=0)
        reflecting.save_draft(lea.database, lea.actor, lea.course, "first-session", written, lea.days_ago(1))


def _returned(learner: Learner, supervisor: Actor) -> None:
    entry = _upload(learner, "life-support", 16, 400)
    words = "This is the booking of the course. Please upload the certificate itself, with the day on it."
    deciding_documents.give_back(learner.database, supervisor, entry, words, learner.days_ago(15))


def _accepted(learner: Learner, supervisor: Actor, name: str, ago: int, valid_for: int) -> None:
    entry = _upload(learner, name, ago, valid_for)
    deciding_documents.accept(learner.database, supervisor, entry, "", learner.days_ago(ago - 1))


def _upload(learner: Learner, name: str, ago: int, valid_for: int) -> UUID:
    """Upload it so many days ago; it is valid for so many days from today."""
    now, until = learner.days_ago(ago), learner.days_ago(0).today + timedelta(days=valid_for)
    with learner.database.reading() as session:
        page = document_page(session, learner.database, learner.actor, learner.course, name, now)
    sent = Sent(file=BytesIO(_pdf(page.title, learner.actor.name, until)), valid_until=until, seen=page.seen)
    documents.upload(learner.database, learner.actor, learner.course, name, sent, now)
    with learner.database.reading() as session:
        return document_page(session, learner.database, learner.actor, learner.course, name, now).rows[0].id


def _keep(learner: Learner, name: str, words: str, tier: Tier, ago: int) -> UUID:
    now = learner.days_ago(ago)
    with learner.database.reading() as session:
        page = reflection_page(session, learner.database, learner.actor, learner.course, name, now)
    version = page.latest.number if page.latest else 0
    written = Written(words=words, tier=tier, draft=0, version=version)
    reflecting.keep(learner.database, learner.actor, learner.course, name, written, now)
    with learner.database.reading() as session:
        kept = reflection_page(session, learner.database, learner.actor, learner.course, name, now).latest
    if kept is None:
        raise LookupError(f"the reflection {name} was not kept")
    return kept.id


def _pdf(title: str, name: str, until: date) -> bytes:
    """A page that says what it stands for, and that it is no such thing."""
    lines = (title, name, f"valid until {until:%d.%m.%Y}", "A demonstration, no document.")
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    text = f"BT /F1 18 Tf 26 TL 60 320 Td {shown} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 480 380]/Contents 4 0 R"
        "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        f"<</Length {len(text)}>>\nstream\n{text}\nendstream",
    )
    numbered = "\n".join(f"{number} 0 obj\n{body}\nendobj" for number, body in enumerate(objects, 1))
    return f"%PDF-1.7\n{numbered}\ntrailer\n<</Root 1 0 R>>\n%%EOF\n".encode("ascii", "replace")
