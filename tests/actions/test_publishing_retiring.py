"""Documents that leave the folder are kept or retired, also over people in the middle."""

from uuid import UUID

import pytest

from tests.support.courses import COURSE_FILE, SECTIONS, course_text, module_text, quiz_text, tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import first_edition, newest, problems_of, publish, published, rows
from tests.support.trainees import Trainee, join
from trainer.actions.editions import Options
from trainer.actions.folding import verify
from trainer.curriculum.change import Change
from trainer.curriculum.state import is_open
from trainer.errors import NotFound
from trainer.queries.editions import edition_files
from trainer.queries.module import ModulePage, module_page
from trainer.queries.result import result_page
from trainer.storage.database import Database

SECOND, ITS_QUIZ = "curriculum/basics/second.md", "quizzes/second.yml"
WITHOUT = {SECOND: None, ITS_QUIZ: None}
"""The folder lacks the second module."""
UNLISTED = {COURSE_FILE: course_text(areas={"basics": ("first",), "practice": ("third",)}), **WITHOUT}
"""The folder lacks the second module, and course.yml no longer names it."""


def test_a_document_that_the_folder_lacks_is_named_and_kept(templates: Templates) -> None:
    database = first_edition(templates)
    new = module_text("first", {**SECTIONS, "end": "Otherwise."})

    outcome = publish(database, tiny_course(files={**WITHOUT, "curriculum/basics/first.md": new}), november(2))

    assert outcome.number == 2
    assert outcome.kept == (SECOND, ITS_QUIZ)
    assert outcome.retired == ()
    assert edition_files(database, None).files == tiny_course(files={"curriculum/basics/first.md": new})


def test_a_folder_that_only_lacks_documents_makes_no_edition(templates: Templates) -> None:
    database = first_edition(templates)

    outcome = publish(database, tiny_course(files=WITHOUT), november(2))

    assert outcome.is_unchanged
    assert outcome.kept == (SECOND, ITS_QUIZ)


def test_retiring_alone_makes_an_edition(templates: Templates) -> None:
    database = first_edition(templates)

    outcome = publish(database, tiny_course(files={ITS_QUIZ: None}), november(2), Options(retire=True))

    assert outcome.number == 2
    assert outcome.retired == (ITS_QUIZ,)
    assert newest(database).outline.quiz("second") is None


def test_what_is_kept_is_named_where_a_mistake_stops_the_publication(templates: Templates) -> None:
    database = first_edition(templates)
    renamed = {ITS_QUIZ: None, "quizzes/second-new.yml": quiz_text("basics/second")}

    outcome = publish(database, tiny_course(files=renamed), november(2))

    assert problems_of(outcome) == [
        "quizzes/second.yml:2: error: this module has a quiz already (quizzes/second-new.yml); "
        "a module has one quiz: join the two "
        "(the folder lacks this file, so it is kept from edition 1; --retire retires it)"
    ]
    assert outcome.kept == (ITS_QUIZ,)


def test_a_renamed_quiz_takes_the_place_of_the_retired_one(templates: Templates) -> None:
    database = first_edition(templates)
    renamed = {ITS_QUIZ: None, "quizzes/second-new.yml": quiz_text("basics/second")}

    outcome = publish(database, tiny_course(files=renamed), november(2), Options(retire=True))

    assert (outcome.added, outcome.retired) == (("quizzes/second-new.yml",), (ITS_QUIZ,))


def test_a_listed_module_cannot_be_retired(templates: Templates) -> None:
    database = first_edition(templates)
    before = rows(database)

    outcome = publish(database, tiny_course(files=WITHOUT), november(2), Options(retire=True))

    assert problems_of(outcome) == [
        "curriculum/course.yml:4: error: there is no file curriculum/basics/second.md; "
        "write the file, or take the line out"
    ]
    assert rows(database) == before


def test_a_module_that_others_need_cannot_be_retired(templates: Templates) -> None:
    database = templates.get("newest")
    needed = {
        "curriculum/practice/third.md": module_text(
            "third", {**SECTIONS, "end": "As [told](../basics/second.md)."}, requires=["basics/second"]
        )
    }
    published(database, tiny_course(files=needed), november(1))

    outcome = publish(database, tiny_course(files={**needed, **UNLISTED}), november(2), Options(retire=True))

    assert outcome.number is None
    assert [problem.split(": ")[0] for problem in problems_of(outcome)] == [
        "curriculum/practice/third.md:8",
        "curriculum/practice/third.md:18",
    ]


@pytest.mark.parametrize("retire", [False, True], ids=["kept", "retired"])
def test_a_module_that_is_no_longer_listed_is_required_of_nobody(templates: Templates, retire: bool) -> None:
    database = first_edition(templates)
    middle, ready = join(database, "Middle", november(2)), join(database, "Ready", november(2))
    middle.read("basics/second", november(3), "begin")
    middle.complete("basics/first", november(3))
    for module in ("basics/first", "practice/third"):
        ready.complete(module, november(3))
    assert middle.unmet(november(3)) == {"module:basics/second", "quiz:second", "module:practice/third", "quiz:third"}
    assert ready.unmet(november(3)) == {"module:basics/second", "quiz:second"}

    published(database, tiny_course(files=UNLISTED), november(4), Options(retire=retire))

    assert (SECOND in newest(database).revisions) is not retire
    assert newest(database).outline.module("basics/second") is None
    assert newest(database).outline.quiz("second") is None
    assert middle.unmet(november(5)) == {"module:practice/third", "quiz:third"}
    assert ready.unmet(november(5)) == set()
    assert ready.standings(november(5)).course.completed_at == november(4).at
    assert list(verify(database, november(5))) == []


@pytest.mark.parametrize("retire", [False, True], ids=["kept", "retired"])
def test_the_page_of_a_module_that_is_no_longer_listed_is_gone(templates: Templates, retire: bool) -> None:
    database = first_edition(templates)
    trainee = join(database, "Middle", november(2))
    trainee.read("basics/second", november(3), "begin")

    published(database, tiny_course(files=UNLISTED), november(4), Options(retire=retire))

    with pytest.raises(NotFound), database.reading() as session:
        module_page(session, database, trainee.actor, "tiny", "basics/second", november(5))
    with pytest.raises(NotFound):
        trainee.read("basics/second", november(5), "end")
    with pytest.raises(NotFound):
        trainee.start("second", november(5))


def test_a_kept_module_that_is_still_listed_goes_on_as_before(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Middle", november(2))
    new = module_text("first", {**SECTIONS, "end": "Otherwise."})

    published(database, tiny_course(files={**WITHOUT, "curriculum/basics/first.md": new}), november(4))

    trainee.complete("basics/second", november(5))
    assert trainee.standings(november(5)).module("basics/second").completed_at == november(5).at


def test_an_attempt_under_way_at_a_retired_quiz_can_be_finished_and_seen(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Middle", november(2))
    attempt_id = trainee.start("second", november(3))
    published(database, tiny_course(files=UNLISTED), november(4), Options(retire=True))

    trainee.answer(attempt_id, november(5))
    trainee.submit(attempt_id, november(5))

    with database.reading() as session:
        page = result_page(session, database, trainee.actor, attempt_id)
    assert page is not None
    assert page.is_passed
    assert page.title == "Quiz second"
    assert list(verify(database, november(6))) == []


def test_what_was_done_in_a_retired_module_counts_again_when_it_comes_back(templates: Templates) -> None:
    database = first_edition(templates)
    done, middle = join(database, "Done", november(2)), join(database, "Middle", november(2))
    done.complete("basics/second", november(3))
    middle.read("basics/second", november(3), "begin")
    published(database, tiny_course(files=UNLISTED), november(4), Options(retire=True))
    assert "basics/second" not in done.standings(november(5)).modules

    published(database, tiny_course(), november(6), Options(based_on=2))

    assert done.standings(november(7)).module("basics/second").completed_at == november(3).at
    assert middle.standings(november(7)).module("basics/second").finished == ("begin",)
    assert list(verify(database, november(7))) == []


def test_a_module_that_comes_back_materially_changed_is_compared_with_its_last_revision(templates: Templates) -> None:
    database = first_edition(templates)
    done, middle = join(database, "Done", november(2)), join(database, "Middle", november(2))
    done.complete("basics/second", november(3))
    middle.read("basics/second", november(3))
    published(database, tiny_course(files=UNLISTED), november(4), Options(retire=True))

    rewritten = module_text("second", {**SECTIONS, "end": "How it really ends."})
    options = Options(based_on=2, change=Change.MATERIAL)
    published(database, tiny_course(files={SECOND: rewritten}), november(6), options)

    assert done.standings(november(7)).module("basics/second").again == ("end",)
    assert middle.standings(november(7)).module("basics/second").finished == ("begin",)
    assert middle.standings(november(7)).module("basics/second").again == ("end",)


def test_what_was_opened_stays_open_when_more_is_required_before_it(templates: Templates) -> None:
    database = first_edition(templates)
    begun, later = join(database, "Begun", november(2)), join(database, "Later", november(2))
    begun.read("practice/third", november(3), "begin")

    stricter = module_text("third", requires=["basics/first"])
    published(database, tiny_course(files={"curriculum/practice/third.md": stricter}), november(4))

    outline = newest(database).outline
    third = outline.module("practice/third")
    assert third is not None
    assert is_open(third, outline, begun.standings(november(5)))
    assert not is_open(third, outline, later.standings(november(5)))


def test_a_removed_section_is_required_of_nobody_and_a_new_one_of_those_in_the_middle(templates: Templates) -> None:
    database = first_edition(templates)
    done, middle = join(database, "Done", november(2)), join(database, "Middle", november(2))
    done.complete("basics/second", november(3))
    middle.read("basics/second", november(3), "begin")
    middle.take("second", november(3))

    published(database, tiny_course(files={SECOND: module_text("second", {"begin": SECTIONS["begin"]})}), november(4))
    assert middle.standings(november(5)).module("basics/second").completed_at == november(4).at

    more = module_text("second", {"begin": SECTIONS["begin"], "more": "There is more."})
    late = join(database, "Late", november(5))
    late.read("basics/second", november(5), "begin")
    published(database, tiny_course(files={SECOND: more}), november(6))

    assert late.unmet(november(7)) >= {"module:basics/second"}
    for each in (done, middle):
        assert not each.standings(november(7)).module("basics/second").is_changed_since
        assert "module:basics/second" not in each.unmet(november(7))


def test_a_section_that_was_removed_while_it_was_read_is_refused(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Middle", november(2))
    published(database, tiny_course(files={SECOND: module_text("second", {"begin": SECTIONS["begin"]})}), november(4))

    with pytest.raises(NotFound, match="no longer part of the module"):
        trainee.read("basics/second", november(5), "end")


def test_the_module_page_shows_what_is_published_now(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Middle", november(2))
    new = module_text("second", {**SECTIONS, "end": "Otherwise."})
    published(database, tiny_course(files={SECOND: new}), november(3))

    page = page_of(database, trainee, "basics/second", 4)

    assert page.revision == 2
    assert page.revised_at == november(3).at


def page_of(database: Database, trainee: Trainee, module: str, day: int) -> ModulePage:
    with database.reading() as session:
        page = module_page(session, database, trainee.actor, "tiny", module, november(day))
    assert isinstance(page, ModulePage)
    return page


def test_ids_of_documents_are_those_of_their_first_revision_for_ever(templates: Templates) -> None:
    database = first_edition(templates)
    first: UUID = newest(database).revisions[SECOND].document_id
    published(database, tiny_course(files=UNLISTED), november(2), Options(retire=True))

    published(database, tiny_course(), november(3), Options(based_on=2))

    assert newest(database).revisions[SECOND].document_id == first
