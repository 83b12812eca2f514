"""Being excused: what is asked no more, what follows, and what rests on it."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from tests.curriculum.small_outline import TERMS, attempt, course, day, finished, module
from trainer.curriculum import plain
from trainer.curriculum.course import Rules
from trainer.curriculum.excusing import excusable, item_title, resting_on
from trainer.curriculum.progress import Facts, Folded, ReadingFact, fold
from trainer.curriculum.requirements.document import DocumentAsked
from trainer.curriculum.state import State, is_open, is_stuck, module_state, why_not_complete

ONCE = replace(TERMS, attempts=1)
FIRST = module("basics/first", ["a"], quiz=ONCE)
SECOND = module("basics/second", ["b"], requires=["basics/first"])
COURSE = course(FIRST, SECOND)
RULES = COURSE.rules
EXCUSAL = UUID(int=7)


def of(*items: str, readings: tuple[ReadingFact, ...] = (), rules: Rules = RULES) -> Folded:
    return fold(COURSE, rules, Facts(readings=readings, excused=dict.fromkeys(items, EXCUSAL)), day(10))


def test_who_is_excused_from_a_module_is_excused_from_its_quiz_and_reads_on_behind_it() -> None:
    standings = of("module:basics/first").standings

    assert standings.quiz("first").is_excused
    assert is_open(SECOND, COURSE, standings)
    assert module_state(FIRST, RULES, standings, ends_on=date(2026, 11, 1), today=date(2026, 11, 9)) is State.EXCUSED
    assert [unmet.item for unmet in why_not_complete(COURSE, RULES, standings, day(10))] == ["module:basics/second"]


def test_a_module_is_complete_without_the_quiz_from_which_somebody_is_excused() -> None:
    found = of("quiz:first", readings=(finished("basics/first", "a"),)).found

    assert [each.item for each in found] == ["module:basics/first"]
    assert EXCUSAL in found[0].counted


def test_the_course_is_complete_when_all_that_is_still_asked_is_done_and_names_the_excusal() -> None:
    found = of("module:basics/first", readings=(finished("basics/second", "b"),)).found

    assert [each.item for each in found] == ["module:basics/second", "course"]
    assert (found[1].counted, found[1].rests_on) == ((EXCUSAL,), ("module:basics/second",))


def test_who_is_excused_from_everything_has_completed_nothing_and_is_told_so() -> None:
    standings = of("module:basics/first", "module:basics/second").standings

    assert standings.course.completed_at is None
    [unmet] = why_not_complete(COURSE, RULES, standings, day(10))
    assert unmet.sentence == "Everything that the course asks for is excused, so it cannot be completed."


def test_nobody_is_stuck_at_a_quiz_from_which_they_are_excused() -> None:
    attempts = [attempt("first", 1, points=0)]
    facts = Facts(attempts=attempts)
    stuck = fold(COURSE, RULES, facts, day(10)).standings.quiz("first")
    excused = fold(COURSE, RULES, replace(facts, excused={"quiz:first": EXCUSAL}), day(10)).standings

    assert FIRST.quiz is not None
    assert is_stuck(FIRST.quiz, stuck)
    assert not is_stuck(FIRST.quiz, excused.quiz("first"))
    assert module_state(FIRST, RULES, excused, ends_on=None, today=date(2026, 11, 9)) is State.READING


def test_one_can_be_excused_from_what_is_asked_and_not_done() -> None:
    rules = replace(RULES, requirements=(DocumentAsked(id="licence", title="Licence", expires=True),))
    every = {
        "module:basics/first": "First",
        "quiz:first": "Quiz first",
        "module:basics/second": "Second",
        "document:licence": "Licence",
    }
    assert excusable(COURSE, rules, of(rules=rules).standings) == every

    standings = of("module:basics/first", readings=(finished("basics/second", "b"),), rules=rules).standings
    assert excusable(COURSE, rules, standings) == {"document:licence": "Licence"}


def test_nobody_is_excused_from_a_course_that_is_complete() -> None:
    standings = of("module:basics/first", readings=(finished("basics/second", "b"),)).standings
    assert excusable(COURSE, RULES, standings) == {}


def test_items_are_called_as_they_are_published() -> None:
    names = [item_title(item, COURSE, RULES) for item in ("module:basics/first", "quiz:first", "quiz:gone", "course")]
    assert names == ["First", "Quiz first", "gone", COURSE.title]


def test_what_rests_on_an_excusal_rests_on_it_through_other_completions_too() -> None:
    first, whole, other = uuid4(), uuid4(), uuid4()
    counted = [
        (whole, plain.to_text((first, other))),
        (first, plain.to_text((EXCUSAL,))),
        (other, plain.to_text((uuid4(),))),
    ]
    assert resting_on(EXCUSAL, counted) == (first, whole)
    assert resting_on(uuid4(), counted) == ()
