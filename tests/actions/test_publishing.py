"""A folder is published as an edition, all of it or nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.support.courses import COURSE_FILE, SECTIONS, course_text, module_text, quiz_text, single_choice, tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import first_edition, newest, problems_of, publish, published, rows
from tests.support.statements import Statements
from trainer.access import PLATFORM, Actor, HeldRole, Permission, RoleName
from trainer.actions.editions import Options
from trainer.actions.publishing import publish as publish_files
from trainer.curriculum.change import Change
from trainer.errors import NotAllowed
from trainer.ids import SYSTEM, PersonId
from trainer.problem import Problem, Severity
from trainer.queries.desk import Wanted, desk_page
from trainer.queries.editions import edition_files
from trainer.storage.content import AuditEntry, Document, Edition, Rendering, Revision
from trainer.storage.database import Database
from trainer.storage.people import Person

FIRST = "curriculum/basics/first.md"
REWRITTEN = module_text("first", {**SECTIONS, "end": "How it ends, told better."})
EVERY_PATH = (
    "curriculum/basics/first.md",
    "curriculum/basics/second.md",
    "curriculum/course.yml",
    "curriculum/practice/third.md",
    "quizzes/first.yml",
    "quizzes/second.yml",
    "quizzes/third.yml",
)


def an_instructor(database: Database, name: str) -> Actor:
    """Somebody who may author every course."""
    with database.writing() as session:
        person = Person(id=uuid4(), name=name, is_active=True, created_at=november(1).at)
        session.add(person)
        session.commit()
    return Actor(person_id=PersonId(person.id), name=name, roles=(HeldRole(name=RoleName.INSTRUCTOR),))


def revisions(database: Database, path: str) -> list[tuple[int, str | None, str]]:
    """Number, kind of change and note of every revision of a document."""
    with database.reading() as session:
        found = session.scalars(select(Revision).join(Document).where(Document.path == path).order_by(Revision.number))
        return [(each.number, each.change, each.note) for each in found]


def test_the_first_edition_holds_every_document_and_has_no_kind_of_change(database: Database) -> None:
    outcome = publish(database, tiny_course(), november(1), Options(change=Change.MATERIAL, note="The beginning"))

    assert outcome.number == 1
    assert outcome.problems == ()
    assert outcome.added == EVERY_PATH
    assert outcome.changed == outcome.kept == outcome.retired == ()
    assert newest(database).revisions.keys() == set(EVERY_PATH)
    for path in EVERY_PATH:
        assert revisions(database, path) == [(1, None, "The beginning")]


def test_an_edition_is_audited_and_tells_who_published_it_when_and_why(templates: Templates) -> None:
    database = first_edition(templates)

    with database.reading() as session:
        edition = session.scalars(select(Edition)).one()
        entry = session.scalars(select(AuditEntry)).one()

    assert (edition.number, edition.at, edition.author_id, edition.note) == (1, november(1).at, SYSTEM, "First edition")
    assert (entry.event, entry.subject) == ("content:course:published", f"edition:{edition.id}")
    assert (entry.person_id, entry.actor_id, entry.at) == (SYSTEM, SYSTEM, november(1).at)


def test_what_is_exported_is_what_was_published_byte_for_byte(database: Database) -> None:
    figure = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A dot</title></svg>'
    shown = module_text("first", {"begin": "![A dot](../figures/dot.svg)", "end": "Größe, 5 mg → 3 · “quoted”"})
    files = tiny_course(files={FIRST: shown, "curriculum/figures/dot.svg": figure})

    published(database, files, november(1))

    assert edition_files(database, None).files == files


def test_an_unchanged_folder_makes_no_edition_and_no_row(templates: Templates) -> None:
    database = first_edition(templates)
    before = rows(database)

    outcome = publish(database, tiny_course(), november(2), Options(change=Change.MATERIAL))

    assert outcome.is_unchanged
    assert outcome.number is None
    assert rows(database) == before


def test_only_what_changed_gets_a_new_revision(templates: Templates) -> None:
    database = first_edition(templates)

    outcome = publish(database, tiny_course(files={FIRST: REWRITTEN}), november(2), Options(note="Better words"))

    assert outcome.number == 2
    assert (outcome.added, outcome.changed) == ((), (FIRST,))
    assert revisions(database, FIRST) == [(1, None, "First edition"), (2, "clarification", "Better words")]
    assert revisions(database, "quizzes/first.yml") == [(1, None, "First edition")]
    numbers = {path: ref.number for path, ref in newest(database).revisions.items()}
    assert numbers == {**dict.fromkeys(EVERY_PATH, 1), FIRST: 2}


@pytest.mark.parametrize("change", list(Change))
def test_a_change_is_of_the_kind_that_the_publisher_names(templates: Templates, change: Change) -> None:
    database = first_edition(templates)

    published(database, tiny_course(files={FIRST: REWRITTEN}), november(2), Options(change=change))

    assert revisions(database, FIRST)[-1] == (2, change.value, "")
    sections = newest(database).outline.modules()[0].sections
    changed = 2 if change is Change.MATERIAL else 0
    assert [(section.id, section.changed_at) for section in sections] == [("begin", 0), ("end", changed)]


def test_a_document_added_later_has_no_kind_of_change_either(templates: Templates) -> None:
    database = first_edition(templates)
    final = quiz_text(None, terms="purpose: final\n", objective="basics/first#know")

    outcome = publish(
        database, tiny_course(files={"quizzes/final.yml": final}), november(2), Options(change=Change.MATERIAL)
    )

    assert outcome.added == ("quizzes/final.yml",)
    assert revisions(database, "quizzes/final.yml") == [(1, None, "")]


def test_a_material_change_is_remembered_over_later_small_ones(templates: Templates) -> None:
    database = first_edition(templates)
    published(database, tiny_course(files={FIRST: REWRITTEN}), november(2), Options(change=Change.MATERIAL))
    twice = REWRITTEN.replace("How it begins.", "How it began.")

    published(database, tiny_course(files={FIRST: twice}), november(3), Options(change=Change.TYPO))

    sections = newest(database).outline.modules()[0].sections
    assert [(section.id, section.changed_at) for section in sections] == [("begin", 0), ("end", 2)]


def test_a_material_change_is_told_from_the_revision_before_it(templates: Templates) -> None:
    database = first_edition(templates)
    published(database, tiny_course(files={FIRST: REWRITTEN}), november(2), Options(change=Change.CLARIFICATION))
    twice = REWRITTEN.replace("How it begins.", "How it began.")

    published(database, tiny_course(files={FIRST: twice}), november(3), Options(change=Change.MATERIAL))

    sections = newest(database).outline.modules()[0].sections
    assert [(section.id, section.changed_at) for section in sections] == [("begin", 3), ("end", 0)]


def test_each_course_has_editions_of_its_own(templates: Templates) -> None:
    database = first_edition(templates)

    outcome = publish(database, tiny_course(slug="other"), november(2))

    assert outcome.number == 1
    assert newest(database, "tiny").number == 1
    assert newest(database, "other").outline.slug == "other"


BROKEN = {
    "a broken YAML": {"quizzes/first.yml": "title: [\n"},
    "an unknown key": {"quizzes/first.yml": quiz_text("basics/first", terms="passmark: 80\n")},
    "a question without a right answer": {
        "quizzes/first.yml": quiz_text("basics/first", questions=single_choice("first", right="nobody"))
    },
    "a module that nothing lists": {"curriculum/basics/fourth.md": module_text("fourth")},
    "a listed module that is not there": {COURSE_FILE: course_text(areas={"basics": ("first", "absent")})},
    "a citation of nothing": {FIRST: module_text("first", {"begin": "As was found [@nobody2020].", "end": "So."})},
    "a link to nowhere": {FIRST: module_text("first", {"begin": "[There](../basics/nowhere.md)", "end": "So."})},
    "a stray file": {"curriculum/notes.txt": "Do not forget the milk."},
    "no course.yml": {COURSE_FILE: None},
}


@pytest.mark.parametrize("files", BROKEN.values(), ids=BROKEN.keys())
def test_one_mistake_anywhere_publishes_nothing(templates: Templates, files: dict[str, str | bytes | None]) -> None:
    database = first_edition(templates)
    before = rows(database)
    good = {"curriculum/basics/second.md": module_text("second", {"begin": "New.", "end": "Newer."})}

    outcome = publish(database, tiny_course(files={**good, **files}), november(2))

    assert outcome.number is None
    assert not outcome.is_unchanged
    assert any(problem.severity is Severity.ERROR for problem in outcome.problems)
    assert rows(database) == before


@pytest.mark.parametrize("files", BROKEN.values(), ids=BROKEN.keys())
def test_one_mistake_in_a_first_edition_publishes_nothing(
    database: Database, files: dict[str, str | bytes | None]
) -> None:
    before = rows(database)

    assert publish(database, tiny_course(files=files), november(1)).number is None
    assert rows(database) == before


def test_a_mistake_met_while_reading_the_folder_publishes_nothing(database: Database) -> None:
    before = rows(database)
    found = (Problem("curriculum/link.md", 1, "this link points out of the course"),)

    outcome = publish_files(database, PLATFORM, tiny_course(), found, Options(), november(1))

    assert outcome.number is None
    assert outcome.problems == found
    assert rows(database) == before


def test_every_mistake_is_named_in_one_run(database: Database) -> None:
    files = tiny_course(
        files={
            FIRST: module_text("first", {"begin": "As was found [@nobody2020].", "end": "So."}),
            "quizzes/second.yml": quiz_text("basics/second", terms="pass_mark: 800\n"),
            "curriculum/notes.txt": "Milk.",
        }
    )

    problems = problems_of(publish(database, files, november(1)))

    assert [problem.split(": ")[0] for problem in problems] == [
        "curriculum/basics/first.md:13",
        "curriculum/notes.txt:1",
        "quizzes/second.yml:3",
    ]


def test_warnings_are_told_and_stop_nothing(database: Database) -> None:
    without_reason = quiz_text("basics/first").replace(", why: The reason for no.", "", 1)

    outcome = publish(database, tiny_course(files={"quizzes/first.yml": without_reason}), november(1))

    assert outcome.number == 1
    assert [problem.severity for problem in outcome.problems] == [Severity.WARNING]
    assert newest(database).problems == outcome.problems


def test_a_question_keeps_its_type(templates: Templates) -> None:
    database = first_edition(templates)
    before = rows(database)
    numeric = "  - {id: first, type: numeric, objective: know, prompt: How many?, answer: 1, why: So.}\n"
    files = tiny_course(files={"quizzes/first.yml": quiz_text("basics/first", questions=numeric)})

    outcome = publish(database, files, november(2))

    assert outcome.number is None
    assert problems_of(outcome) == [
        "quizzes/first.yml:4: error: the question 'first' was single-choice and is now numeric; "
        "give the question a new id"
    ]
    assert rows(database) == before


def test_a_question_keeps_its_type_though_it_was_gone_for_a_while(templates: Templates) -> None:
    database = first_edition(templates)
    only_second = quiz_text("basics/first", questions=single_choice("second"))
    published(database, tiny_course(files={"quizzes/first.yml": only_second}), november(2))
    numeric = "  - {id: first, type: numeric, objective: know, prompt: How many?, answer: 1, why: So.}\n"
    back = quiz_text("basics/first", questions=single_choice("second") + numeric)

    outcome = publish(database, tiny_course(files={"quizzes/first.yml": back}), november(3))

    assert outcome.number is None
    assert "was single-choice and is now numeric" in problems_of(outcome)[0]


def test_an_instructor_of_the_course_publishes_under_their_own_name(templates: Templates) -> None:
    database = first_edition(templates)
    ilse = an_instructor(database, "Ilse Quandt")

    publish(database, tiny_course(files={FIRST: REWRITTEN}), november(2), actor=ilse)

    refs = newest(database).revisions
    assert refs[FIRST].author_id == ilse.person_id
    assert refs["quizzes/first.yml"].author_id == SYSTEM


def test_the_name_of_who_publishes_is_stored_in_no_page_and_shown_as_it_is_now(templates: Templates) -> None:
    database = first_edition(templates)
    ilse = an_instructor(database, "Ilse Quandt")
    publish(database, tiny_course(files={FIRST: REWRITTEN}), november(2), actor=ilse)

    with database.writing() as session:
        assert not [body for body in session.scalars(select(Rendering.body)) if "Quandt" in body]
        session.get_one(Person, ilse.person_id).name = "Ilse Berger"
        session.commit()

    with database.reading() as session:
        [course] = desk_page(session, database, ilse, Wanted(), november(3)).courses
    assert {row.path: row.edited_by for row in course.rows}[FIRST] == "Ilse Berger"


@pytest.mark.parametrize(
    "roles",
    [
        (),
        (HeldRole(name=RoleName.TRAINEE),),
        (HeldRole(name=RoleName.SUPERVISOR),),
        (HeldRole(name=RoleName.INSTRUCTOR, course_id=uuid4()),),
    ],
)
def test_nobody_else_publishes(templates: Templates, roles: tuple[HeldRole, ...]) -> None:
    database = first_edition(templates)
    before = rows(database)
    somebody = Actor(person_id=SYSTEM, name="Somebody", roles=roles)

    with pytest.raises(NotAllowed):
        publish(database, tiny_course(files={FIRST: REWRITTEN}), november(2), actor=somebody)

    assert rows(database) == before


def test_only_an_administrator_starts_a_course(database: Database) -> None:
    before = rows(database)
    instructor = Actor(person_id=SYSTEM, name="Ilse", roles=(HeldRole(name=RoleName.INSTRUCTOR),))
    assert instructor.has(Permission.AUTHOR)

    with pytest.raises(NotAllowed):
        publish(database, tiny_course(), november(1), actor=instructor)

    assert rows(database) == before


def test_publishing_a_change_takes_as_many_statements_whatever_the_course_s_past(
    templates: Templates, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    database = first_edition(templates)
    counts = []
    for day in range(2, 6):
        rewritten = module_text("first", {**SECTIONS, "end": f"Told better on day {day}."})
        with count_statements(database) as statements:
            publish(database, tiny_course(files={FIRST: rewritten}), november(day))
        counts.append(len(statements))

    assert counts[1:] == [counts[0]] * 3
