"""Published editions are rendered anew when their pages are missing, and come out as they were."""

from dataclasses import replace
from itertools import count
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update

from tests.support.courses import SECTIONS, course_text, module_text, tiny_course
from tests.support.databases import Templates, url_of
from tests.support.days import november
from tests.support.publications import first_edition, newest, publish, published
from tests.support.trainees import join
from trainer.access import PLATFORM
from trainer.actions.editions import Options
from trainer.actions.preparing import count_waiting, prepare_newest, prepare_waiting
from trainer.actions.publishing import publish as publish_files
from trainer.actions.sweeping import sweep
from trainer.curriculum.change import Change
from trainer.curriculum.edition import EditionView
from trainer.problem import Problem, Severity
from trainer.queries.result import result_page
from trainer.storage.content import CourseRow, Document, Edition, EditionItem, Rendering, Revision
from trainer.storage.database import Database
from trainer.storage.library import Library, NotReady, edition_key

FIRST = "curriculum/basics/first.md"


def told(words: str) -> dict[str, bytes]:
    """The course whose first module ends with these words."""
    return tiny_course(files={FIRST: module_text("first", {**SECTIONS, "end": words})})


def projections(database: Database) -> dict[str, str]:
    """Everything that was rendered, by key."""
    with database.reading() as session:
        return {row.key: row.body for row in session.scalars(select(Rendering))}


def throw_away(database: Database) -> Database:
    """Delete every rendering; gives the database as a new process sees it, which has kept nothing."""
    with database.writing() as session:
        session.execute(delete(Rendering))
        session.commit()
    return replace(database, library=Library())


def prepare_all(database: Database) -> int:
    """Render all that is missing, with time standing still; gives how many editions there were."""
    return prepare_waiting(database, lambda: 0.0)


def views(database: Database) -> dict[int, EditionView]:
    """Every edition of the course by number."""
    with database.reading() as session:
        found = session.execute(select(Edition.number, Edition.id)).all()
        return {row.number: database.library.edition(session, row.id) for row in found}


def test_every_edition_comes_out_as_it_was_published(templates: Templates) -> None:
    database = first_edition(templates)
    published(database, told("A little better."), november(2), Options(change=Change.MATERIAL))
    published(database, told("A little better!"), november(3), Options(change=Change.TYPO))
    unlisted = tiny_course(
        files={"curriculum/course.yml": course_text(areas={"basics": ("first",), "practice": ("third",)}),
               FIRST: told("Best.")[FIRST], "curriculum/basics/second.md": None, "quizzes/second.yml": None}
    )  # fmt: skip
    published(database, unlisted, november(4), Options(change=Change.MATERIAL))
    before, seen = projections(database), views(database)
    assert len(seen) == 4

    fresh = throw_away(database)
    assert prepare_all(fresh) == 4

    assert projections(fresh) == before
    assert views(fresh) == seen


def test_nothing_is_done_where_everything_is_ready(templates: Templates) -> None:
    database = first_edition(templates)

    assert prepare_waiting(database, lambda: 0.0) == 0
    assert list(prepare_newest(database)) == []


def test_a_view_that_an_older_program_made_is_removed(templates: Templates) -> None:
    database = first_edition(templates)
    with database.writing() as session:
        (view,) = (key for key in projections(database) if key.startswith("edition:"))
        old = view.rpartition(":")[0] + ":0-of-long-ago"
        session.execute(update(Rendering).where(Rendering.key == view).values(key=old))
        session.commit()

    prepare_all(replace(database, library=Library()))

    assert [key for key in projections(database) if key.startswith("edition:")] == [view]


def test_only_what_is_missing_is_rendered(templates: Templates) -> None:
    database = first_edition(templates)
    published(database, tiny_course(slug="other"), november(2))
    before = projections(database)
    with database.writing() as session:
        session.execute(delete(Rendering).where(Rendering.key.like(f"edition:{_edition_id(database, 'tiny')}:%")))
        session.commit()

    assert list(prepare_newest(database)) == ["Prepared the pages of tiny for this version."]

    assert projections(database) == before


def test_pages_wait_until_their_edition_is_prepared(templates: Templates) -> None:
    database = throw_away(first_edition(templates))

    with pytest.raises(NotReady):
        newest(database)

    prepare_all(database)
    assert newest(database).number == 1


def test_warnings_are_found_again_but_not_those_of_files_that_are_no_documents(templates: Templates) -> None:
    database = templates.get("newest")
    no_reason = tiny_course()["quizzes/first.yml"].replace(b", why: The reason for no.", b"", 1)
    found = (Problem("curriculum/.DS_Store", 1, "this file is passed over; delete it", Severity.WARNING),)
    files = {**tiny_course(), "quizzes/first.yml": no_reason}
    outcome = publish_files(database, PLATFORM, files, found, Options(), november(1))
    assert len(outcome.problems) == 2
    before = newest(database)
    assert [problem.file for problem in before.problems] == ["quizzes/first.yml"]

    fresh = throw_away(database)
    prepare_all(fresh)

    assert newest(fresh) == before


def test_an_old_attempt_is_shown_as_it_was_after_everything_was_rendered_anew(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))
    attempt_id = trainee.take("first", november(3), wrong=1)
    with database.reading() as session:
        before = result_page(session, database, trainee.actor, attempt_id)
    published(database, told("Other words."), november(4))

    fresh = throw_away(database)
    prepare_all(fresh)

    with fresh.reading() as session:
        assert result_page(session, fresh, trainee.actor, attempt_id) == before


def ready(database: Database) -> list[tuple[str, int]]:
    """The editions whose pages are there, by course and number."""
    with database.reading() as session:
        keys = set(session.scalars(select(Rendering.key)))
        found = session.execute(select(CourseRow.slug, Edition.number, Edition.id).join(CourseRow)).all()
    return sorted((row.slug, row.number) for row in found if edition_key(row.id) in keys)


def three_editions_and_another_course(templates: Templates) -> Database:
    """Nothing is rendered of a course with three editions, and of one with a single one."""
    database = first_edition(templates)
    for day, words in ((2, "Newer."), (3, "Newest.")):
        published(database, told(words), november(day))
    published(database, tiny_course(slug="other"), november(4))
    return throw_away(database)


def test_what_people_read_comes_first_and_then_late_editions_before_early_ones(templates: Templates) -> None:
    fresh = three_editions_and_another_course(templates)
    seen = []
    for _ in range(4):
        # The clock strikes once while an edition is made: each sweep has time for one.
        prepare_waiting(fresh, count(0, 5).__next__)
        seen.append(ready(fresh))

    assert set(seen[1]) == {("other", 1), ("tiny", 3)}
    assert set(seen[2]) - set(seen[1]) == {("tiny", 2)}
    assert set(seen[3]) - set(seen[2]) == {("tiny", 1)}


def test_a_sweep_makes_as_many_editions_as_it_has_time_for(templates: Templates) -> None:
    fresh = three_editions_and_another_course(templates)

    assert count_waiting(fresh) == 4
    assert prepare_waiting(fresh, count(100, 2).__next__) == 3  # begun after 0, 2 and 4 seconds, none after 6
    assert count_waiting(fresh) == 1
    assert prepare_waiting(fresh, count(200, 2).__next__) == 1
    assert count_waiting(fresh) == 0


def test_a_sweep_prepares_pages(templates: Templates) -> None:
    fresh = three_editions_and_another_course(templates)

    sweep(fresh, november(5), lambda: 0.0)

    assert ready(fresh) == [("other", 1), ("tiny", 1), ("tiny", 2), ("tiny", 3)]


def test_an_edition_that_can_no_longer_be_read_does_not_hold_up_the_others(templates: Templates) -> None:
    database = first_edition(templates)
    add_edition_of_an_older_program(database, "curriculum/course.yml", b"syllabus: tiny\n")
    published(database, told("Newer."), november(3), Options(based_on=2))
    fresh = throw_away(database)

    assert prepare_all(fresh) == 2

    assert newest(fresh).number == 3
    assert list(prepare_newest(fresh)) == []


def test_a_newest_edition_that_can_no_longer_be_read_is_told_with_the_reason(templates: Templates) -> None:
    database = first_edition(templates)
    published(database, tiny_course(slug="other"), november(1))
    add_edition_of_an_older_program(database, "curriculum/course.yml", b"syllabus: tiny\n")
    fresh = throw_away(database)

    first, second = prepare_newest(fresh)

    assert first == "Prepared the pages of other for this version."
    assert second.startswith(
        "The pages of tiny are missing: edition 2 of tiny: course.yml cannot be read any more: "
        "curriculum/course.yml:1: error: "
    )


def test_what_would_no_longer_be_published_is_still_shown_as_far_as_it_can_be_read(templates: Templates) -> None:
    database = first_edition(templates)
    without_id = module_text("first").replace(" {#end}", "") + "\nSee [there](../basics/nowhere.md).\n"
    add_edition_of_an_older_program(database, FIRST, without_id.encode())
    fresh = throw_away(database)

    assert prepare_all(fresh) == 2

    view = newest(fresh)
    assert view.number == 2
    assert [module.title for module in view.outline.modules()] == ["First", "Second", "Third"]
    assert {problem.severity for problem in view.problems} == {Severity.ERROR}
    assert {problem.file for problem in view.problems} == {FIRST}


def test_publishing_and_preparing_make_the_same_page(templates: Templates) -> None:
    database = first_edition(templates)
    publish(database, told("Other words."), november(2))
    by_publishing = newest(database).rendered[FIRST]

    fresh = throw_away(database)
    prepare_all(fresh)

    assert newest(fresh).rendered[FIRST] == by_publishing
    assert url_of(fresh) == url_of(database)


def _edition_id(database: Database, course: str) -> UUID:
    with database.reading() as session:
        return session.scalars(select(Edition.id).join(CourseRow).where(CourseRow.slug == course)).one()


def add_edition_of_an_older_program(database: Database, path: str, source: bytes) -> None:
    """Edition 2 of the tiny course, of which one document is as an older program accepted it."""
    with database.writing() as session:
        first = session.scalars(select(Edition).join(CourseRow).where(CourseRow.slug == "tiny")).one()
        old = session.scalars(
            select(Revision)
            .join(Document)
            .join(EditionItem, EditionItem.revision_id == Revision.id)
            .where(EditionItem.edition_id == first.id, Document.path == path)
        ).one()
        items = session.scalars(select(EditionItem).where(EditionItem.edition_id == first.id)).all()
        by_whom = {"author_id": first.author_id, "at": november(2).at, "note": "", "number": 2}
        second = Edition(id=uuid4(), course_id=first.course_id, **by_whom)
        accepted = Revision(
            id=uuid4(),
            document_id=old.document_id,
            fingerprint="0" * 64,
            source=source,
            origin="folder",
            changed_sections="[]",
            **by_whom,
        )
        session.add_all((second, accepted))
        session.flush()
        for item in items:
            revision_id = accepted.id if item.revision_id == old.id else item.revision_id
            session.add(EditionItem(edition_id=second.id, document_id=item.document_id, revision_id=revision_id))
        session.commit()
