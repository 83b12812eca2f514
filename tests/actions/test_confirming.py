"""What changed is confirmed once: exactly the changed sections count as read, in the revision that was shown."""

import pytest
from sqlalchemy import select

from tests.support.care_course import ROUTES, SCREENING, care_course
from tests.support.changed_module import SUMMARY, complete, publish_routes
from tests.support.clinic import COURSE, ILSE, actor_of, after, enrolment_of, publish
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.confirming import confirm_changes
from trainer.actions.folding import verify
from trainer.curriculum.change import Change
from trainer.curriculum.standing import ModuleStanding
from trainer.errors import NotAllowed, NotFound, Stale
from trainer.storage.content import Revision
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Completion, Reading
from trainer.storage.standings import current_standings


def finished(database: Database, revision: int) -> list[str]:
    """The sections that were finished in a revision."""
    rows = select(Reading.section).join(Revision, Reading.revision_id == Revision.id)
    with database.reading() as session:
        return sorted(session.scalars(rows.where(Revision.number == revision, Reading.kind == "finished")))


def standing(database: Database, actor: Actor) -> ModuleStanding:
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), after(days=6).today)
        assert enrolment is not None
        return current_standings(session, database.library, enrolment, after(days=6).at).module(ROUTES)


def completions(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Completion)).all())


def test_exactly_the_changed_sections_are_recorded_and_nothing_is_changed_since_any_more(
    clinic: Database, maren: Actor
) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1)
    assert standing(clinic, maren).again == ("summary",)
    before = completions(clinic)

    confirm_changes(clinic, maren, COURSE, ROUTES, 2, after(days=2))

    assert finished(clinic, 2) == ["summary"]
    assert standing(clinic, maren).is_changed_since is False
    assert standing(clinic, maren).completed_at == after(hours=1).at
    assert completions(clinic) == before
    assert list(verify(clinic, after(days=2))) == []


def test_new_sections_count_as_changed_and_those_that_are_gone_as_nothing(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    onset = "## Onset {#onset}\n"
    publish_routes(clinic, (onset, "## Offset {#offset}\n"), day=1)

    confirm_changes(clinic, maren, COURSE, ROUTES, 2, after(days=2))

    assert finished(clinic, 2) == ["offset"]
    assert standing(clinic, maren).again == ()


def test_confirming_twice_adds_nothing(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1)
    confirm_changes(clinic, maren, COURSE, ROUTES, 2, after(days=2))

    confirm_changes(clinic, maren, COURSE, ROUTES, 2, after(days=3))

    with clinic.reading() as session:
        latest = max(session.scalars(select(Reading.at)))
    assert latest == after(days=2).at


def test_a_module_published_again_meanwhile_is_stale_and_nothing_is_recorded(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1)
    publish_routes(clinic, SUMMARY, ("An opening", "A new opening"), day=2, change=Change.TYPO)

    with pytest.raises(Stale):
        confirm_changes(clinic, maren, COURSE, ROUTES, 2, after(days=3))

    assert finished(clinic, 2) == finished(clinic, 3) == []
    assert standing(clinic, maren).again == ("summary",)


def test_a_section_that_was_changed_and_changed_back_is_confirmed_too(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1)
    publish_routes(clinic, ("Ask first.", "Ask first. "), day=2)
    assert standing(clinic, maren).again == ("summary",)

    confirm_changes(clinic, maren, COURSE, ROUTES, 3, after(days=3))

    assert finished(clinic, 3) == ["summary"]
    assert standing(clinic, maren).again == ()


def test_after_a_typo_there_is_nothing_to_confirm(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1, change=Change.TYPO)

    confirm_changes(clinic, maren, COURSE, ROUTES, 2, after(days=2))

    assert finished(clinic, 2) == []


def test_who_is_still_reading_confirms_what_they_had_read_and_no_other_section(clinic: Database, maren: Actor) -> None:
    reading.finish_section(clinic, maren, COURSE, ROUTES, "summary", after(hours=1))
    publish_routes(clinic, SUMMARY, ("Three curves", "Four curves"), day=1)

    confirm_changes(clinic, maren, COURSE, ROUTES, 2, after(days=2))

    assert finished(clinic, 2) == ["summary"]


def test_nobody_confirms_what_is_not_open_to_them_or_not_theirs(clinic: Database, maren: Actor) -> None:
    with pytest.raises(NotAllowed):
        confirm_changes(clinic, maren, COURSE, SCREENING, 1, after(days=2))
    with pytest.raises(NotFound):
        confirm_changes(clinic, maren, COURSE, "pharmacology/none", 1, after(days=2))
    with pytest.raises(NotFound):
        confirm_changes(clinic, actor_of(clinic, ILSE), COURSE, ROUTES, 1, after(days=2))


def test_another_module_published_meanwhile_does_no_harm(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1)
    text = care_course()["curriculum/pharmacology/routes.md"].decode().replace(*SUMMARY)
    presence = care_course()["curriculum/sessions/presence.md"].decode().replace("Stay.", "Stay there.")
    files = {"curriculum/pharmacology/routes.md": text, "curriculum/sessions/presence.md": presence}
    publish(clinic, care_course(files), after(days=2))

    confirm_changes(clinic, maren, COURSE, ROUTES, 2, after(days=3))

    assert finished(clinic, 2) == ["summary"]
