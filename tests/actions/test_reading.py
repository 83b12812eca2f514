"""Sections are opened and finished once, in the revision that is published then."""

import pytest
from sqlalchemy import select

from tests.support.care_course import PRESENCE, ROUTES, SCREENING, care_course
from tests.support.clinic import COURSE, ILSE, actor_of, after, enrolment_of, publish
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated, verify
from trainer.curriculum.change import Change
from trainer.curriculum.standing import ModuleStanding
from trainer.errors import NotAllowed, NotFound
from trainer.storage.content import Revision
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Completion, Reading
from trainer.storage.standings import stored_standings


def readings(database: Database) -> list[tuple[str, str, int]]:
    """Every reading: section, kind and the number of the module's revision."""
    rows = select(Reading.section, Reading.kind, Revision.number).join(Revision, Reading.revision_id == Revision.id)
    with database.reading() as session:
        found = session.execute(rows.order_by(Revision.number, Reading.section, Reading.kind))
        return [(row.section, row.kind, row.number) for row in found]


def module_standing(database: Database, actor: Actor, module: str) -> ModuleStanding:
    assert list(verify(database, after(days=6))) == []
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), after(days=6).today)
        assert enrolment is not None
        standings = stored_standings(session, enrolment)
    assert standings is not None
    return standings.module(module)


def changed_course(module: str, old: str, new: str) -> dict[str, bytes]:
    path = f"curriculum/{module}.md"
    return care_course({path: care_course()[path].decode().replace(old, new)})


def test_opening_a_section_is_recorded_once(clinic: Database, maren: Actor) -> None:
    reading.open_section(clinic, maren, COURSE, ROUTES, "onset", after(hours=1))
    reading.open_section(clinic, maren, COURSE, ROUTES, "onset", after(hours=2))

    assert readings(clinic) == [("onset", "opened", 1)]
    standing = module_standing(clinic, maren, ROUTES)
    assert (standing.opened, standing.finished, standing.last_at) == (("onset",), (), after(hours=1).at)


def test_finishing_a_section_is_recorded_once_and_opens_it(clinic: Database, maren: Actor) -> None:
    reading.finish_section(clinic, maren, COURSE, ROUTES, "peak", after(hours=1))
    reading.finish_section(clinic, maren, COURSE, ROUTES, "peak", after(hours=2))

    assert readings(clinic) == [("peak", "finished", 1), ("peak", "opened", 1)]
    assert module_standing(clinic, maren, ROUTES).finished == ("peak",)


def test_the_last_section_completes_a_module_without_a_quiz_in_the_same_commit(clinic: Database, maren: Actor) -> None:
    publish(clinic, care_course({"quizzes/presence.yml": None}), after(), Options(retire=True))
    list(refold_outdated(clinic, after()))
    reading.finish_section(clinic, maren, COURSE, PRESENCE, "return", after(hours=1))

    with clinic.reading() as session:
        [completion] = session.scalars(select(Completion)).all()
    assert (completion.item, completion.at, completion.actor_id) == (
        "module:sessions/presence",
        after(hours=1).at,
        maren.person_id,
    )
    assert module_standing(clinic, maren, PRESENCE).completed_at == after(hours=1).at


def test_a_section_that_is_no_longer_there_cannot_be_finished(clinic: Database, maren: Actor) -> None:
    publish(clinic, changed_course(ROUTES, "{#summary}", "{#end}"), after())

    for act in (reading.open_section, reading.finish_section):
        with pytest.raises(NotFound, match="no longer part"):
            act(clinic, maren, COURSE, ROUTES, "summary", after(hours=1))
    reading.finish_section(clinic, maren, COURSE, ROUTES, "end", after(hours=1))
    assert readings(clinic) == [("end", "finished", 2), ("end", "opened", 2)]


def test_a_section_finished_before_a_material_change_is_read_again_in_the_new_revision(
    clinic: Database, maren: Actor
) -> None:
    for section in ("peak", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    publish(clinic, changed_course(ROUTES, "Ask first.", "Ask twice."), after(), Options(change=Change.MATERIAL))
    list(refold_outdated(clinic, after(hours=1)))
    standing = module_standing(clinic, maren, ROUTES)
    assert (standing.finished, standing.again) == (("peak",), ("summary",))

    reading.finish_section(clinic, maren, COURSE, ROUTES, "summary", after(hours=2))

    standing = module_standing(clinic, maren, ROUTES)
    assert (standing.finished, standing.again) == (("peak", "summary"), ())
    assert readings(clinic)[-2:] == [("summary", "finished", 2), ("summary", "opened", 2)]


def test_a_closed_module_records_nothing(clinic: Database, maren: Actor) -> None:
    for act in (reading.open_section, reading.finish_section):
        with pytest.raises(NotAllowed, match="not open yet"):
            act(clinic, maren, COURSE, SCREENING, "heart", after())
    assert readings(clinic) == []


def test_a_module_once_opened_stays_open_when_it_comes_to_require_another(clinic: Database, maren: Actor) -> None:
    reading.open_section(clinic, maren, COURSE, PRESENCE, "return", after())
    later = changed_course(PRESENCE, "\n---\n## The", f"\nrequires: [{ROUTES}]\n---\n## The")
    publish(clinic, later, after(hours=1))
    list(refold_outdated(clinic, after(hours=1)))

    reading.finish_section(clinic, maren, COURSE, PRESENCE, "return", after(hours=2))

    assert module_standing(clinic, maren, PRESENCE).finished == ("return",)


def test_what_is_not_there_is_not_found(clinic: Database, maren: Actor) -> None:
    for course, module, section in (
        ("nowhere", ROUTES, "peak"),
        ("harbour", "sea/tide", "tide"),
        (COURSE, "pharmacology/nothing", "peak"),
        (COURSE, ROUTES, "nothing"),
        (COURSE, ROUTES, ""),
    ):
        with pytest.raises(NotFound):
            reading.finish_section(clinic, maren, course, module, section, after())


def test_staff_read_without_a_trace(clinic: Database) -> None:
    with pytest.raises(NotFound):
        reading.open_section(clinic, actor_of(clinic, ILSE), COURSE, ROUTES, "peak", after())
    assert readings(clinic) == []
