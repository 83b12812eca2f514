"""Courses whose rules change over two cohorts, of which one runs and one has not begun."""

from datetime import date

from sqlalchemy import select

from tests.support.courses import COURSE_FILE, course_text, tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import published
from tests.support.trainees import Trainee
from trainer.access import PLATFORM
from trainer.actions.cohorts import add_cohort
from trainer.storage.content import Cohort, Revision, RulesInForce
from trainer.storage.database import Database

READING = {"read": "all", "quizzes": "none"}
QUIZZES = {"read": "none", "quizzes": "passed"}
BOTH = {"read": "all", "quizzes": "passed"}
PASSING = ("passing the quizzes was not required",)
AUTUMN = "the cohort “Autumn”"


def course(read: str, quizzes: str, modules: str = "first second", title: str = "A tiny course") -> dict[str, bytes]:
    """The tiny course with these rules, of which the basics list these modules; the others stay documents."""
    areas = {"basics": tuple(modules.split()), "practice": ("third",)}
    listed = {COURSE_FILE: course_text(areas=areas, read=read, quizzes=quizzes, title=title)}
    return tiny_course(areas=areas, files=listed)


def two_cohorts(templates: Templates, rules: dict[str, str] | None = None) -> Database:
    """A course published on the first; a cohort 'Autumn' runs from the second, 'Winter' begins on the twentieth."""
    database = templates.get("newest")
    published(database, course(**(rules or READING)), november(1))
    add_cohort(database, PLATFORM, "Autumn", "tiny", date(2026, 11, 2), date(2026, 12, 18), november(1))
    add_cohort(database, PLATFORM, "Winter", "tiny", date(2026, 11, 20), date(2027, 3, 18), november(1))
    return database


def rules_of(database: Database, cohort: str | None = "Autumn") -> list[tuple[int, int, date]]:
    """Number, revision of course.yml and first day of the rules of a cohort, or of those without one."""
    with database.reading() as session:
        found = (
            select(RulesInForce.number, Revision.number, RulesInForce.first_day)
            .join(Revision, RulesInForce.revision_id == Revision.id)
            .outerjoin(Cohort, RulesInForce.cohort_id == Cohort.id)
            .where(Cohort.name == cohort if cohort else RulesInForce.cohort_id.is_(None))
            .order_by(RulesInForce.number)
        )
        return [(row[0], row[1], row[2]) for row in session.execute(found)]


def in_force(trainee: Trainee, day: int) -> int:
    """The number of the revision of course.yml that is in force for somebody on a day."""
    revision_id = trainee.enrolment(november(day)).rules_revision_id
    with trainee.database.reading() as session:
        return session.scalars(select(Revision.number).where(Revision.id == revision_id)).one()
