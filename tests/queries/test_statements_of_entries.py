"""How many statements the pages of documents and reflections take, however many versions there are."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

from sqlalchemy.orm import Session

from tests.support.beyond_modules import ask_for_more
from tests.support.clinic import COURSE, SVEN, actor_of, after, enrolment_of
from tests.support.media_files import pdf
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions import answering_reflections, deciding_documents, documents, reflecting
from trainer.actions.documents import Sent
from trainer.actions.reflecting import Written
from trainer.queries.document_pages import document_page, document_to_decide
from trainer.queries.reflections import read_reflection, reflection_page
from trainer.storage.database import Database
from trainer.storage.document_rows import documents_of
from trainer.storage.reflection_rows import reflections_of
from trainer.tiers import Tier

Count = Callable[[Database], AbstractContextManager[Statements]]


def measured(database: Database, count: Count, page: Callable[[Session], object]) -> int:
    with database.reading() as session:
        page(session)
    with count(database) as statements, database.reading() as session:
        page(session)
    return len(statements)


def keep_and_answer(database: Database, maren: Actor, version: int) -> None:
    written = Written(words=f"Version {version}.", tier=Tier.MENTOR, draft=0, version=version)
    reflecting.keep(database, maren, COURSE, "position", written, after(hours=version))
    with database.reading() as session:
        latest = reflections_of(session, enrolment_of(database, maren), "reflection:position")[-1]
    answering_reflections.answer(database, actor_of(database, SVEN), latest.id, "Go on.", 0, after(hours=version + 0.5))


def upload_and_return(database: Database, maren: Actor, number: int) -> None:
    sent = Sent(file=BytesIO(pdf(b"% " + b"x" * number)), valid_until=after(days=300).today, seen=number)
    documents.upload(database, maren, COURSE, "licence", sent, after(hours=number))
    with database.reading() as session:
        latest = documents_of(session, enrolment_of(database, maren), after().today)[-1]
    deciding_documents.give_back(database, actor_of(database, SVEN), latest.id, "Again.", after(hours=number + 0.5))


def test_a_reflection_takes_as_many_statements_however_often_it_was_kept(
    clinic: Database, maren: Actor, count_statements: Count
) -> None:
    ask_for_more(clinic)
    sven, now = actor_of(clinic, SVEN), after(days=2)

    def own(session: Session) -> object:
        return reflection_page(session, clinic, maren, COURSE, "position", now)

    def read(session: Session) -> object:
        latest = reflections_of(session, enrolment, "reflection:position")[-1]
        return read_reflection(session, clinic, sven, latest.id, now)

    enrolment = enrolment_of(clinic, maren)
    keep_and_answer(clinic, maren, 0)
    before = measured(clinic, count_statements, own), measured(clinic, count_statements, read)
    for version in range(1, 6):
        keep_and_answer(clinic, maren, version)

    assert (measured(clinic, count_statements, own), measured(clinic, count_statements, read)) == before == (6, 7)


def test_documents_take_as_many_statements_however_many_were_uploaded(
    clinic: Database, maren: Actor, count_statements: Count
) -> None:
    ask_for_more(clinic)
    sven, now = actor_of(clinic, SVEN), after(days=2)

    def own(session: Session) -> object:
        return document_page(session, clinic, maren, COURSE, "licence", now)

    def decided(session: Session) -> object:
        latest = documents_of(session, enrolment, now.today)[-1]
        return document_to_decide(session, clinic, sven, latest.id, now)

    enrolment = enrolment_of(clinic, maren)
    upload_and_return(clinic, maren, 0)
    before = measured(clinic, count_statements, own), measured(clinic, count_statements, decided)
    for number in range(1, 6):
        upload_and_return(clinic, maren, number)

    assert (measured(clinic, count_statements, own), measured(clinic, count_statements, decided)) == before == (2, 5)
