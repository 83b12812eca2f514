"""The stored standing is what the facts fold to, and completions are found once."""

import json
from dataclasses import replace
from datetime import date
from threading import Event, Thread
from time import sleep
from uuid import UUID

import pytest
from sqlalchemy import delete, event, select, update

from tests.support.courses import COURSE_FILE, SECTIONS, course_text, module_text, quiz_text, tiny_course
from tests.support.databases import Templates, url_of
from tests.support.days import november
from tests.support.publications import first_edition, publish, published, revision_of, rows
from tests.support.trainees import join
from trainer.access import PLATFORM
from trainer.actions import folding
from trainer.actions.cohorts import add_cohort
from trainer.actions.editions import Options
from trainer.actions.sweeping import sweep
from trainer.curriculum.change import Change
from trainer.curriculum.standing import CourseStanding, to_json
from trainer.ids import SYSTEM
from trainer.storage.database import Database, open_database
from trainer.storage.learning import Completion, Reading, Score, StandingRow

ALL = ("basics/first", "basics/second", "practice/third")
FIRST = "curriculum/basics/first.md"


def stored(database: Database) -> dict[tuple[UUID, str], str]:
    """Every stored standing."""
    with database.reading() as session:
        return {(row.enrolment_id, row.item): row.body for row in session.scalars(select(StandingRow))}


def completions(database: Database, person_id: UUID) -> list[Completion]:
    """The completions of somebody, in the order in which they were found."""
    with database.reading() as session:
        found = select(Completion).where(Completion.person_id == person_id).order_by(Completion.at, Completion.item)
        return list(session.scalars(found))


def run(database: Database, day: int) -> list[tuple[int, int]]:
    """Refold what is old."""
    return list(folding.refold_outdated(database, november(day)))


def test_a_new_enrolment_has_a_standing_for_every_item(templates: Templates) -> None:
    database = first_edition(templates)

    join(database, "Ann", november(2))

    assert sorted(item for _, item in stored(database)) == [
        "course",
        "module:basics/first",
        "module:basics/second",
        "module:practice/third",
        "quiz:first",
        "quiz:second",
        "quiz:third",
    ]
    assert list(folding.verify(database, november(2))) == []


def test_the_last_thing_to_do_completes_a_module_in_the_same_commit(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))

    attempt_id = trainee.complete("basics/first", november(3))

    (found,) = completions(database, trainee.actor.person_id)
    assert (found.item, found.number, found.at) == ("module:basics/first", 1, november(3).at)
    assert (found.person_id, found.actor_id) == (trainee.actor.person_id, trainee.actor.person_id)
    assert found.revision_id == revision_of(database, FIRST)
    assert found.rules_revision_id == revision_of(database, COURSE_FILE)
    with database.reading() as session:
        score = session.scalars(select(Score.id).where(Score.attempt_id == attempt_id)).one()
        finishes = session.scalars(select(Reading.id).where(Reading.kind == "finished")).all()
    assert set(json.loads(found.counted)) == {str(score), *map(str, finishes)}
    assert list(folding.verify(database, november(3))) == []


def test_the_course_s_completion_counts_those_of_its_modules(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))

    for day, module in enumerate(ALL, start=3):
        trainee.complete(module, november(day))

    *modules, course = sorted(completions(database, trainee.actor.person_id), key=lambda each: each.item == "course")
    assert [each.item for each in modules] == [f"module:{key}" for key in ALL]
    assert (course.item, course.at) == ("course", november(5).at)
    assert course.revision_id == revision_of(database, COURSE_FILE)
    assert json.loads(course.counted) == [str(each.id) for each in modules]


def test_completions_that_a_publication_brings_are_dated_when_they_are_found(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))
    trainee.read("basics/first", november(3), "begin")
    trainee.take("first", november(3))

    publish(database, tiny_course(files={FIRST: module_text("first", {"begin": SECTIONS["begin"]})}), november(4))
    assert completions(database, trainee.actor.person_id) == []
    assert run(database, 5) == [(1, 1)]

    (found,) = completions(database, trainee.actor.person_id)
    assert (found.item, found.at) == ("module:basics/first", november(5).at)
    assert (found.person_id, found.actor_id) == (trainee.actor.person_id, SYSTEM)
    assert found.revision_id == revision_of(database, FIRST)


def test_a_page_shows_what_a_publication_brought_before_it_is_recorded_and_writes_nothing(
    templates: Templates,
) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))
    trainee.read("basics/first", november(3), "begin")
    trainee.take("first", november(3))
    publish(database, tiny_course(files={FIRST: module_text("first", {"begin": SECTIONS["begin"]})}), november(4))
    before = rows(database)

    standings = trainee.standings(november(4))

    assert standings.module("basics/first").completed_at == november(4).at
    assert rows(database) == before


def test_publishing_leaves_standings_alone_until_they_are_refolded(templates: Templates) -> None:
    database = first_edition(templates)
    for name in ("Ann", "Ben", "Cem"):
        join(database, name, november(2))
    before = stored(database)

    publish(database, tiny_course(files={"quizzes/third.yml": None}), november(4), Options(retire=True))
    assert stored(database) == before
    assert run(database, 4) == [(3, 3)]

    assert sorted({item for _, item in before} - {item for _, item in stored(database)}) == ["quiz:third"]
    assert run(database, 4) == []
    assert list(folding.verify(database, november(4))) == []


def test_refolding_commits_every_so_many_enrolments_and_tells_how_far_it_is(templates: Templates) -> None:
    database = first_edition(templates)
    for name in ("Ann", "Ben", "Cem", "Dee", "Eva"):
        join(database, name, november(2))
    publish(database, tiny_course(files={"quizzes/third.yml": None}), november(4), Options(retire=True))

    interrupted = folding.refold_outdated(database, november(4), batch=2)
    assert next(interrupted) == (2, 5)
    del interrupted

    assert run(database, 4) == [(3, 3)]
    assert list(folding.rebuild(database, november(4), batch=2)) == [(2, 5), (4, 5), (5, 5)]


def test_only_what_is_old_is_refolded(templates: Templates) -> None:
    database = first_edition(templates)
    published(database, tiny_course(slug="other"), november(1))
    here, there = join(database, "Ann", november(2)), join(database, "Ben", november(2), course="other")

    publish(
        database,
        tiny_course(slug="other", files={FIRST: module_text("first", {"begin": "New."})}),
        november(4),
    )

    assert run(database, 4) == [(1, 1)]
    assert there.standings(november(4)).module("basics/first").item == "module:basics/first"
    assert here.standings(november(4)) == here.standings(november(3))


def test_the_sweep_does_it_too(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))
    trainee.read("basics/first", november(3), "begin")
    trainee.take("first", november(3))
    publish(database, tiny_course(files={FIRST: module_text("first", {"begin": SECTIONS["begin"]})}), november(4))

    sweep(database, november(5))

    assert [each.at for each in completions(database, trainee.actor.person_id)] == [november(5).at]
    assert list(folding.verify(database, november(5))) == []
    assert run(database, 5) == []


def test_a_refold_waits_for_whoever_is_moving_the_same_standing(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))
    publish(database, tiny_course(files={"quizzes/third.yml": None}), november(4), Options(retire=True))
    other = open_database(url_of(database))
    about_to_commit = Event()

    def linger(_connection: object) -> None:
        about_to_commit.set()
        sleep(0.5)

    event.listen(other.writer, "commit", linger)
    reader = Thread(target=replace(trainee, database=other).read, args=("basics/first", november(5), "begin"))
    reader.start()
    assert about_to_commit.wait(20)
    run(database, 5)
    reader.join()
    other.close()

    assert trainee.standings(november(5)).module("basics/first").finished == ("begin",)
    assert list(folding.verify(database, november(5))) == []


def test_an_enrolment_whose_standing_was_thrown_away_gets_it_back(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))
    trainee.complete("basics/first", november(3))
    before = stored(database)
    with database.writing() as session:
        session.execute(delete(StandingRow))
        session.commit()

    assert trainee.standings(november(4)).module("basics/first").completed_at == november(3).at
    assert run(database, 4) == [(1, 1)]
    assert stored(database) == before


def test_a_standing_that_differs_from_its_facts_is_found_and_mended(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))
    join(database, "Ben", november(2))
    enrolment_id = trainee.enrolment(november(2)).enrolment_id
    wrong = to_json(CourseStanding(completed_at=november(2).at))
    with database.writing() as session:
        of_ann = StandingRow.enrolment_id == enrolment_id
        session.execute(update(StandingRow).where(of_ann, StandingRow.item == "course").values(body=wrong))
        session.execute(delete(StandingRow).where(of_ann, StandingRow.item == "quiz:first"))
        session.commit()

    assert list(folding.verify(database, november(3))) == [(enrolment_id, "course"), (enrolment_id, "quiz:first")]
    assert list(folding.rebuild(database, november(3))) == [(2, 2)]
    assert list(folding.verify(database, november(3))) == []


def test_a_standing_that_an_older_program_wrote_lacks_what_came_later_and_is_the_same(templates: Templates) -> None:
    database = first_edition(templates)
    enrolment_id = join(database, "Ann", november(2)).enrolment(november(2)).enrolment_id
    body = json.loads(stored(database)[enrolment_id, "quiz:first"])
    del body["accommodation"]
    with database.writing() as session:
        session.execute(update(StandingRow).where(StandingRow.item == "quiz:first").values(body=json.dumps(body)))
        session.commit()
    assert list(folding.verify(database, november(3))) == []


def test_rebuilding_everything_adds_no_fact_and_moves_nothing(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))
    trainee.complete("basics/first", november(3))
    before, counted = stored(database), rows(database)

    assert list(folding.rebuild(database, november(20))) == [(1, 1)]

    assert stored(database) == before
    assert rows(database) == counted


@pytest.mark.parametrize("change", list(Change))
def test_standings_equal_the_fold_after_every_kind_of_change(templates: Templates, change: Change) -> None:
    database = first_edition(templates)
    done, middle = join(database, "Done", november(2)), join(database, "Middle", november(2))
    done.complete("basics/first", november(3))
    middle.read("basics/first", november(3))
    new = module_text("first", {**SECTIONS, "end": "Told anew."})

    published(database, tiny_course(files={FIRST: new}), november(4), Options(change=change))

    assert list(folding.verify(database, november(5))) == []
    is_material = change is Change.MATERIAL
    assert done.standings(november(5)).module("basics/first").is_changed_since is is_material
    assert middle.standings(november(5)).module("basics/first").finished == (
        ("begin",) if is_material else ("begin", "end")
    )


def test_reading_what_changed_clears_the_mark_in_the_same_commit(templates: Templates) -> None:
    database = first_edition(templates)
    done = join(database, "Done", november(2))
    done.complete("basics/first", november(3))
    new = module_text("first", {**SECTIONS, "end": "Told anew."})
    published(database, tiny_course(files={FIRST: new}), november(4), Options(change=Change.MATERIAL))

    done.read("basics/first", november(5), "end")

    standing = done.standings(november(5)).module("basics/first")
    assert not standing.is_changed_since
    assert standing.completed_at == november(3).at
    assert [each.item for each in completions(database, done.actor.person_id)] == ["module:basics/first"]


def test_a_mark_lasts_through_later_typos_until_the_section_is_read(templates: Templates) -> None:
    database = first_edition(templates)
    done = join(database, "Done", november(2))
    done.complete("basics/first", november(3))
    texts = [module_text("first", {**SECTIONS, "end": words}) for words in ("Told anew.", "Told anew!")]
    published(database, tiny_course(files={FIRST: texts[0]}), november(4), Options(change=Change.MATERIAL))

    published(database, tiny_course(files={FIRST: texts[1]}), november(5), Options(change=Change.TYPO))
    assert done.standings(november(5)).module("basics/first").again == ("end",)

    done.read("basics/first", november(6), "end")  # in revision three, which holds the change of two
    assert done.standings(november(6)).module("basics/first").again == ()


def test_one_moment_is_compared_though_somebody_writes_meanwhile(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))

    with database.reading() as session:
        before = session.scalars(select(Reading.section)).all()
        trainee.read("basics/first", november(3), "begin")
        after = session.scalars(select(Reading.section)).all()

    assert before == after == []


def test_a_cohort_that_begins_with_harder_rules_is_refolded_when_they_are_published(templates: Templates) -> None:
    database = templates.get("newest")
    published(database, tiny_course(quizzes="none"), november(1))
    add_cohort(database, PLATFORM, "Winter", "tiny", date(2026, 11, 20), date(2027, 3, 18), november(1))
    early = join(database, "Ann", november(2), cohort="Winter")

    publish(database, tiny_course(files={COURSE_FILE: course_text(quizzes="passed")}), november(4))

    assert run(database, 4) == [(1, 1)]
    early.read("basics/first", november(5))
    assert early.standings(november(5)).module("basics/first").completed_at is None
    assert list(folding.verify(database, november(5))) == []


def test_a_pre_test_is_complete_when_it_is_handed_in(templates: Templates) -> None:
    database = templates.get("newest")
    before = quiz_text(None, terms="purpose: pre-test\n", objective="basics/first#know")
    published(database, tiny_course(files={"quizzes/before.yml": before}), november(1))
    trainee = join(database, "Ann", november(2))

    trainee.take("before", november(3), wrong=2)

    (found,) = completions(database, trainee.actor.person_id)
    assert (found.item, found.revision_id) == ("quiz:before", revision_of(database, "quizzes/before.yml"))
