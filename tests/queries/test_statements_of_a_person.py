"""How many statements the pages about one person take, whatever they did and whatever was decided."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.attempts import finish
from tests.support.care_course import ROUTES, SCREENING
from tests.support.clinic import ADA, COURSE, DAY, actor_of, after, enrolment_of
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions import accommodating, excusing, reading, supervisor_notes
from trainer.actions.accommodating import Eased
from trainer.queries.accommodations import accommodations_page
from trainer.queries.home import standing_page
from trainer.queries.person import person_page
from trainer.queries.person_decisions import decisions_page
from trainer.queries.person_notes import notes_about
from trainer.queries.person_timeline import timeline_page
from trainer.queries.person_transfer import transfer_page
from trainer.storage.content import Cohort
from trainer.storage.database import Database


def test_the_pages_about_one_person_take_as_many_statements_however_much_they_did(
    clinic: Database,
    maren: Actor,
    sven: Actor,
    count_statements: Callable[[Database], AbstractContextManager[Statements]],
) -> None:
    enrolment, ada = enrolment_of(clinic, maren), actor_of(clinic, ADA)
    with clinic.reading() as session:
        day = session.scalars(select(Cohort.id).where(Cohort.name == DAY)).one()

    def count(query: Callable[[Session], object]) -> int:
        for _ in range(2):
            with count_statements(clinic) as statements, clinic.reading() as session:
                query(session)
        return len(statements)

    def counts() -> list[int]:
        now = after(days=3)
        return [
            count(lambda session: person_page(session, clinic, sven, enrolment, now)),
            count(lambda session: decisions_page(session, clinic, sven, enrolment, now)),
            count(lambda session: notes_about(session, clinic, sven, enrolment, now)),
            count(lambda session: timeline_page(session, clinic, sven, enrolment, "", 1, now)),
            count(lambda session: timeline_page(session, clinic, sven, enrolment, "decisions", 1, now)),
            count(lambda session: transfer_page(session, clinic, ada, enrolment, day, now)),
            count(lambda session: standing_page(session, clinic, maren, COURSE, now)),
            count(lambda session: accommodations_page(session, clinic, sven, enrolment, now)),
        ]

    before = counts()
    finish(clinic, maren, "routes", {}, after())
    finish(clinic, maren, "routes", {}, after(days=2))
    for section in ("peak", "onset"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    for number, item in enumerate((f"module:{SCREENING}", "quiz:begin")):
        excusing.excuse(clinic, sven, enrolment, item, "Why.", is_shared=True, seen=number, now=after(days=2))
    for seen in range(3):
        eased = Eased(slug="routes", attempts=1)
        accommodating.accommodate(clinic, sven, enrolment, eased, f"Why {seen}.", seen, after(days=2))
    for number in range(5):
        words = f"Note {number}"
        supervisor_notes.add_note(clinic, sven, enrolment, words, is_shared=True, seen=number, now=after(days=2))

    assert before == counts() == [7, 7, 4, 20, 9, 12, 4, 4]
