"""What an author sees before publishing, and what is done for it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from tests.support.attempts import begin as begin_attempt
from tests.support.care_course import ROUTES, always_question
from tests.support.changed_module import complete
from tests.support.clinic import COURSE, IDA, ILSE, JONAS, MAREN, actor_of, after
from tests.support.drafts import GLOSSARY, MODULE, OUTLINE, QUIZ, begin, draft, text_of
from tests.support.statements import Statements
from trainer.actions import reading
from trainer.actions.carrying_out import carry_out_due
from trainer.actions.publications import Plan, plan
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.curriculum.differences_sections import Fate
from trainer.curriculum.quality.finding import Rule
from trainer.curriculum.rules_reach import Reach
from trainer.queries.draft_difference import draft_difference
from trainer.queries.publications import publication_page, publications_page
from trainer.queries.publishing_page import PublishingPage, publishing_page
from trainer.queries.touched import Touched
from trainer.storage.database import Database

Count = Callable[[Database], AbstractContextManager[Statements]]
LATER = "quizzes/later.yml"
OF_PRESENCE = "module: ../curriculum/sessions/presence.md"
LATER_TEXT = f"title: Later\n{OF_PRESENCE}\nquestions:\n" + always_question("go", "Do you go?")


def page(database: Database, now: Now, chosen: frozenset[str] | None = None) -> PublishingPage:
    with database.reading() as session:
        return publishing_page(session, database, actor_of(database, ILSE), COURSE, now, chosen)


def test_whom_it_touches_is_counted(clinic: Database) -> None:
    maren, jonas, ida = (actor_of(clinic, who) for who in (MAREN, JONAS, IDA))
    complete(clinic, maren, after(days=16))
    reading.finish_section(clinic, jonas, COURSE, ROUTES, "peak", after(days=16))
    reading.finish_section(clinic, ida, COURSE, ROUTES, "peak", after(hours=1))
    begin_attempt(clinic, jonas, "routes", after(days=16))
    draft(clinic, after(days=17))
    draft(clinic, after(days=17), QUIZ, old="Medians of", new="The medians of")

    shown = page(clinic, after(days=17))

    assert {each.path: each.touched for each in shown.drafts} == {
        MODULE: Touched(readers=1, attempts=0, completed=1),
        QUIZ: Touched(readers=0, attempts=1, completed=1),
    }


def test_a_course_is_checked_once_for_the_same_texts(clinic: Database) -> None:
    draft(clinic, after(hours=1))

    first, again = page(clinic, after(hours=2)), page(clinic, after(hours=3))
    draft(clinic, after(hours=4))
    anew = page(clinic, after(hours=5))

    assert (first.checked_at, again.checked_at) == (after(hours=2).at, after(hours=2).at)
    assert anew.checked_at == after(hours=5).at


def test_problems_are_those_of_the_chosen_drafts_and_what_they_do_elsewhere(clinic: Database) -> None:
    draft(clinic, after(hours=1), new="\nSee [the rest](../sessions/presence.md#nowhere).\n")
    draft(clinic, after(hours=1), GLOSSARY, old="troche:", new="lozenge:")

    both, module, glossary = (
        page(clinic, after(hours=2), chosen) for chosen in (None, frozenset({MODULE}), frozenset({GLOSSARY}))
    )

    assert {(each.file, each.severity.value) for each in both.errors} == {(MODULE, "error")}
    assert len(both.errors) == 2
    assert (len(module.errors), module.elsewhere) == (1, ())
    assert [each.file for each in glossary.elsewhere] == [MODULE]
    assert glossary.errors == glossary.elsewhere


def test_of_whom_a_harder_outline_asks_more_is_said_before(clinic: Database) -> None:
    presence = text_of(clinic, "curriculum/sessions/presence.md").replace("code: S1", "code: S2")
    begin(clinic, after(hours=1), "curriculum/sessions/stay.md", presence)
    draft(clinic, after(hours=1), OUTLINE, old="modules: [presence]}", new="modules: [presence, stay]}")

    shown = page(clinic, after(hours=2))

    assert shown.errors == ()
    line = "the module sessions/stay was not required"
    assert shown.harder == (
        Reach(name="the cohort “Day”", first_day=None, harder=(line,)),
        Reach(name="the cohort “Evening”", first_day=None, harder=(line,)),
    )
    assert shown.asked == ()
    assert shown.brings_rules


def test_running_cohorts_get_a_new_quiz_and_the_page_says_so_before(clinic: Database) -> None:
    begin(
        clinic,
        after(hours=1),
        LATER,
        LATER_TEXT.replace(OF_PRESENCE, "purpose: final"),
    )

    shown = page(clinic, after(hours=2))

    line = "the quiz “Later” was not required"
    today: date = after(hours=2).today
    assert shown.asked == (
        Reach(name="the cohort “Day”", first_day=today, harder=(line,)),
        Reach(name="the cohort “Evening”", first_day=today, harder=(line,)),
    )


def test_a_quiz_whose_question_lost_its_type_is_refused_as_publishing_would(clinic: Database) -> None:
    draft(clinic, after(hours=1), QUIZ, old="answer: 3, tolerance: 0.5, unit: h, why: So.", new="answer: 4, why: So.")
    assert page(clinic, after(hours=2)).errors == ()

    old = "type: numeric, objective: compare, prompt: How long?, answer: 4, why: So."
    draft(
        clinic,
        after(hours=3),
        QUIZ,
        old=old,
        new="type: fill-in, objective: compare, prompt: 'So {{a}}.', gaps: {a: {accept: [x], why: So.}}",
    )

    assert [each.file for each in page(clinic, after(hours=4)).errors] == [QUIZ]


def test_a_draft_as_page_names_its_parts_and_an_answer_that_is_right_now(clinic: Database) -> None:
    draft(
        clinic, after(hours=1), QUIZ, old="text: Within about twenty minutes, correct: true,", new="text: In an hour,"
    )
    draft(
        clinic,
        after(hours=1),
        QUIZ,
        old="{id: at-once, text: At once,",
        new="{id: at-once, text: At once, correct: true,",
    )
    draft(clinic, after(hours=1), GLOSSARY, old="A lozenge.", new="A *thin* lozenge, dissolved.")
    ilse = actor_of(clinic, ILSE)

    with clinic.reading() as session:
        quiz, glossary = (draft_difference(session, clinic, ilse, COURSE, path) for path in (QUIZ, GLOSSARY))

    assert quiz.parts is not None
    assert [(part.label, part.fate, part.is_right_changed) for part in quiz.parts] == [
        ("Question im-peak", Fate.CHANGED, True)
    ]
    assert glossary.parts is not None
    (term,) = glossary.parts
    assert (term.label, len(term.stretches)) == ("Troche", 1)
    assert "<em>" in str(term.stretches[0])


def test_what_a_reader_may_stumble_over_is_told_apart_for_what_is_published(clinic: Database) -> None:
    draft(clinic, after(hours=1), new="\nYou will take 50 mg.\n")

    chosen, left = page(clinic, after(hours=2)), page(clinic, after(hours=2), frozenset())

    doses = [each for each in chosen.stumbling_here if each.rule is Rule.DOSE]
    assert [(each.file, each.line) for each in doses] == [(MODULE, text_of(clinic).count("\n"))]
    assert MODULE not in {each.file for each in chosen.stumbling_elsewhere}
    assert left.stumbling_here == ()
    assert not [each for each in left.stumbling if each.rule is Rule.DOSE]
    assert chosen.bank[0].endswith(" of them right.")


@pytest.mark.parametrize("more", [0, 2])
def test_statements_do_not_grow_with_the_drafts(clinic: Database, count_statements: Count, more: int) -> None:
    now, ilse = after(hours=2), actor_of(clinic, ILSE)
    versions = {OUTLINE: draft(clinic, after(hours=1), OUTLINE, old="title: A course", new="title: The course")}
    for path in (MODULE, GLOSSARY)[:more]:
        draft(clinic, after(hours=1), path, new="\n" if path == MODULE else "# Nothing.\n")
    begin(clinic, after(hours=1), LATER, LATER_TEXT)
    page(clinic, now)
    wanted = Plan(versions=versions, change=Change.MATERIAL, note="So.", due_at=now.at)
    publication = plan(clinic, ilse, COURSE, wanted, now)

    with count_statements(clinic) as shown, clinic.reading() as session:
        publishing_page(session, clinic, ilse, COURSE, now)
    with count_statements(clinic) as beside, clinic.reading() as session:
        draft_difference(session, clinic, ilse, COURSE, OUTLINE)
    carry_out_due(clinic, now)
    with clinic.reading() as session:
        publication_page(session, clinic, ilse, COURSE, publication, now)
    with count_statements(clinic) as outcome, clinic.reading() as session:
        publication_page(session, clinic, ilse, COURSE, publication, now)
    with count_statements(clinic) as every, clinic.reading() as session:
        publications_page(session, ilse, COURSE)

    assert (len(shown), len(beside), len(outcome), len(every)) == (12, 4, 5, 2)
