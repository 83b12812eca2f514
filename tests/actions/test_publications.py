"""Authors publish drafts together or not at all, now or on a day to come."""

import json
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.care_course import care_course
from tests.support.clinic import ADA, COURSE, ILSE, actor_of, after, publish
from trainer.access import PLATFORM, Actor
from trainer.actions import drafting, people
from trainer.actions.carrying_out import carry_out_due
from trainer.actions.drafting import Seen
from trainer.actions.publications import Plan, plan, withdraw
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.errors import Invalid, NotAllowed, Stale
from trainer.queries.writing import WritingPage, writing_page
from trainer.storage.content import Revision
from trainer.storage.database import Database
from trainer.storage.drafts import Publication
from trainer.storage.editions import newest_edition

MODULE = "curriculum/pharmacology/routes.md"
GLOSSARY = "curriculum/glossary.yml"


@pytest.fixture
def ilse(clinic: Database) -> Actor:
    """An instructor."""
    return actor_of(clinic, ILSE)


def written(database: Database, actor: Actor, path: str, more: str) -> int:
    """Add words to the end of a document's draft; gives the version."""
    shown = page(database, actor, path)
    seen = Seen(version=shown.version, revision=shown.revision)
    return drafting.save(database, actor, COURSE, path, shown.text + more, seen, after(hours=1)).version


def page(database: Database, actor: Actor, path: str) -> WritingPage:
    with database.reading() as session:
        return writing_page(session, actor, COURSE, path)


def wanted(versions: Mapping[str, int], now: Now, **more: object) -> Plan:
    return Plan(**{"versions": versions, "change": Change.CLARIFICATION, "note": "", "due_at": now.at, **more})  # type: ignore[arg-type]  # fields by name


def edition(database: Database) -> int:
    with database.reading() as session:
        head = newest_edition(session, COURSE)
    assert head is not None
    return head.number


def outcome(database: Database, publication: UUID) -> tuple[str, int | None, list[list[object]]]:
    with database.reading() as session:
        found = session.get_one(Publication, publication)
        return found.state, found.edition, json.loads(found.told)


def test_drafts_are_published_together_and_are_drafts_no_longer(clinic: Database, ilse: Actor) -> None:
    versions = {
        MODULE: written(clinic, ilse, MODULE, "\nMore words.\n"),
        GLOSSARY: written(clinic, ilse, GLOSSARY, "wafer:\n  term: Wafer\n  definition: A thin lozenge.\n"),
    }

    publication = plan(clinic, ilse, COURSE, wanted(versions, after(hours=2), note="Words"), after(hours=2))
    carried = carry_out_due(clinic, after(hours=2))

    assert (carried, outcome(clinic, publication), edition(clinic)) == (1, ("published", 2, []), 2)
    module = page(clinic, ilse, MODULE)
    assert (module.version, module.revision_number) == (0, 2)
    assert module.text.endswith("More words.\n")
    with clinic.reading() as session:
        newest = session.scalars(select(Revision).where(Revision.id == module.revision)).one()
    assert (newest.origin, newest.note, newest.author_id) == ("browser", "Words", ilse.person_id)


def test_nothing_is_published_where_one_of_them_has_an_error(clinic: Database, ilse: Actor) -> None:
    versions = {
        MODULE: written(clinic, ilse, MODULE, "\nMore words [@nobody2020].\n"),
        GLOSSARY: written(clinic, ilse, GLOSSARY, "wafer:\n  term: Wafer\n  definition: A thin lozenge.\n"),
    }

    publication = plan(clinic, ilse, COURSE, wanted(versions, after(hours=2)), after(hours=2))
    carry_out_due(clinic, after(hours=2))

    state, number, told = outcome(clinic, publication)
    assert (state, number, edition(clinic)) == ("refused", None, 1)
    assert [(file, "nobody2020" in str(message)) for file, _line, message, _severity in told] == [(MODULE, True)]
    assert page(clinic, ilse, GLOSSARY).version == versions[GLOSSARY]


def test_a_plan_for_later_waits_and_publishes_what_stood_when_it_was_made(clinic: Database, ilse: Actor) -> None:
    version = written(clinic, ilse, MODULE, "\nPlanned.\n")
    later = after(days=3)
    publication = plan(clinic, ilse, COURSE, wanted({MODULE: version}, later), after(hours=2))
    written(clinic, ilse, MODULE, "\nWritten afterwards.\n")

    assert carry_out_due(clinic, after(days=2)) == 0
    carry_out_due(clinic, later)

    assert outcome(clinic, publication)[0] == "published"
    shown = page(clinic, ilse, MODULE)
    assert (shown.revision_number, shown.is_behind, shown.version) == (2, False, version + 1)
    assert shown.text.endswith("Planned.\n\nWritten afterwards.\n")
    with clinic.reading() as session:
        published = session.scalars(select(Revision.source).where(Revision.id == shown.revision)).one()
    assert published is not None
    assert published.endswith(b"Planned.\n")


def test_a_plan_is_taken_back(clinic: Database, ilse: Actor) -> None:
    version = written(clinic, ilse, MODULE, "\nPlanned.\n")
    publication = plan(clinic, ilse, COURSE, wanted({MODULE: version}, after(days=3)), after(hours=2))

    for _ in range(2):
        withdraw(clinic, ilse, COURSE, publication, after(hours=3))

    assert carry_out_due(clinic, after(days=4)) == 0
    assert page(clinic, ilse, MODULE).version == version


def test_what_was_carried_out_is_not_taken_back(clinic: Database, ilse: Actor) -> None:
    version = written(clinic, ilse, MODULE, "\nPlanned.\n")
    publication = plan(clinic, ilse, COURSE, wanted({MODULE: version}, after(hours=2)), after(hours=2))
    carry_out_due(clinic, after(hours=2))

    with pytest.raises(Stale):
        withdraw(clinic, ilse, COURSE, publication, after(hours=3))


def test_a_double_click_plans_once(clinic: Database, ilse: Actor) -> None:
    version = written(clinic, ilse, MODULE, "\nPlanned.\n")
    once = wanted({MODULE: version}, after(hours=2))

    assert plan(clinic, ilse, COURSE, once, after(hours=2)) == plan(clinic, ilse, COURSE, once, after(hours=2))


@pytest.mark.parametrize("more", [{"change": Change.TYPO}, {"note": "Otherwise"}, {"due_at": after(days=9).at}])
def test_what_waits_already_is_not_planned_otherwise(clinic: Database, ilse: Actor, more: dict[str, object]) -> None:
    version = written(clinic, ilse, MODULE, "\nPlanned.\n")
    first = plan(clinic, ilse, COURSE, wanted({MODULE: version}, after(days=3)), after(hours=2))

    with pytest.raises(Stale, match="waits to be published already"):
        plan(clinic, ilse, COURSE, wanted({MODULE: version}, after(days=3), **more), after(hours=2))

    withdraw(clinic, ilse, COURSE, first, after(hours=2))
    again = plan(clinic, ilse, COURSE, wanted({MODULE: version}, after(days=3), **more), after(hours=2))
    assert again != first


def test_a_draft_that_was_saved_meanwhile_is_not_planned(clinic: Database, ilse: Actor) -> None:
    version = written(clinic, ilse, MODULE, "\nSeen.\n")
    written(clinic, ilse, MODULE, "\nNot seen.\n")

    with pytest.raises(Stale, match="saved or given up meanwhile"):
        plan(clinic, ilse, COURSE, wanted({MODULE: version}, after(hours=2)), after(hours=2))


def test_a_draft_behind_a_publication_is_not_published(clinic: Database, ilse: Actor) -> None:
    version = written(clinic, ilse, MODULE, "\nPlanned.\n")
    publication = plan(clinic, ilse, COURSE, wanted({MODULE: version}, after(days=3)), after(hours=2))
    files = care_course()
    publish(clinic, {**files, MODULE: files[MODULE] + b"\nFrom a folder.\n"}, after(days=1))

    carry_out_due(clinic, after(days=3))

    state, _, told = outcome(clinic, publication)
    assert state == "refused"
    assert "bring the draft up" in str(told[0][2])
    assert edition(clinic) == 2


def test_whoever_may_no_longer_author_publishes_nothing(clinic: Database, ilse: Actor) -> None:
    version = written(clinic, ilse, MODULE, "\nPlanned.\n")
    publication = plan(clinic, ilse, COURSE, wanted({MODULE: version}, after(days=3)), after(hours=2))
    people.deactivate(clinic, PLATFORM, ILSE, after(days=1))

    carry_out_due(clinic, after(days=3))

    assert outcome(clinic, publication)[0] == "refused"
    assert edition(clinic) == 1


def test_a_material_change_needs_a_sentence_and_every_mistake_is_told_at_once(clinic: Database, ilse: Actor) -> None:
    now = after(hours=2)
    odd = wanted(
        {}, now, change=Change.MATERIAL, due_at=now.at + timedelta(days=400), harder_from=now.today - timedelta(1)
    )

    with pytest.raises(Invalid) as caught:
        plan(clinic, ilse, COURSE, odd, now)

    assert [field for field, _ in caught.value.problems] == ["versions", "note", "due_at", "harder_from"]


def test_only_authors_plan(clinic: Database, maren: Actor) -> None:
    with pytest.raises(NotAllowed):
        plan(clinic, maren, COURSE, wanted({MODULE: 1}, after(hours=2)), after(hours=2))


def test_an_older_text_is_published_again_when_an_author_restores_it(clinic: Database, ilse: Actor) -> None:
    first = page(clinic, ilse, MODULE).text
    version = written(clinic, ilse, MODULE, "\nMore.\n")
    plan(clinic, ilse, COURSE, wanted({MODULE: version}, after(hours=2)), after(hours=2))
    carry_out_due(clinic, after(hours=2))
    ada = actor_of(clinic, ADA)
    shown = page(clinic, ada, MODULE)
    seen = Seen(version=shown.version, revision=shown.revision)
    version = drafting.save(clinic, ada, COURSE, MODULE, first, seen, after(hours=3)).version

    plan(clinic, ada, COURSE, wanted({MODULE: version}, after(hours=3)), after(hours=3))
    carry_out_due(clinic, after(hours=3))

    assert (page(clinic, ilse, MODULE).revision_number, page(clinic, ilse, MODULE).text) == (3, first)
