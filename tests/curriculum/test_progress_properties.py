"""What holds of every fold, whatever happened and in whatever order it is told."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.curriculum.small_outline import (
    TERMS,
    attempt,
    completion,
    course,
    day,
    finished,
    module,
    opened,
    pre_test,
    quiz_outline,
)
from trainer.curriculum.course import ModulesRule, QuizzesRule, Rules
from trainer.curriculum.outline import Outline
from trainer.curriculum.progress import (
    AttemptFact,
    CompletionFact,
    Facts,
    Folded,
    GrantFact,
    RequestFact,
    fold,
)
from trainer.curriculum.state import why_not_complete

few = settings(max_examples=40)  # drawing a course with its facts takes most of the time

KEYS = ("basics/first", "basics/second", "practice/third")
SLUGS = ("first", "second", "before", "final")
SECTIONS = ("begin", "middle", "end")

sections = some.lists(some.sampled_from(SECTIONS), min_size=1, unique=True)
changes = some.dictionaries(some.sampled_from(SECTIONS), some.integers(0, 3))
days = some.integers(1, 19)
rules = some.builds(
    Rules,
    modules=some.lists(some.sampled_from((*KEYS, "basics/retired")), unique=True).map(tuple),
    read=some.sampled_from(ModulesRule),
    quizzes=some.sampled_from(QuizzesRule),
)


@some.composite
def outlines(draw: Callable[[Any], Any]) -> Outline:
    """Courses of some of the three modules, with quizzes of their own and of the course."""
    modules = [
        module(
            key,
            draw(sections),
            revision=3,
            changed_at=draw(changes),
            quiz=draw(some.sampled_from([None, TERMS])),
        )
        for key in draw(some.lists(some.sampled_from(KEYS), unique=True))
    ]
    quizzes = draw(
        some.lists(some.sampled_from([quiz_outline("before", pre_test()), quiz_outline("final")]), unique=True)
    )
    return course(*modules, quizzes=quizzes)


def _attempts_in_a_row(results: list[tuple[int | None, bool]], slug: str) -> list[AttemptFact]:
    return [
        attempt(slug, number, points, passed=passed, at=number)
        for number, (points, passed) in enumerate(results, start=1)
    ]


results = some.tuples(some.none() | some.integers(0, 400), some.booleans())
attempts = some.fixed_dictionaries({slug: some.lists(results, max_size=4) for slug in SLUGS}).map(
    lambda found: [each for slug, rows in found.items() for each in _attempts_in_a_row(rows, slug)]
)
readings = some.lists(
    some.builds(
        lambda make, key, section, revision, at: make(key, section, revision=revision, at=at),
        some.sampled_from([opened, finished]),
        some.sampled_from(KEYS),
        some.sampled_from((*SECTIONS, "removed")),
        some.integers(1, 3),
        days,
    ),
    max_size=20,
    unique_by=lambda fact: fact.id,
)
completions = some.lists(
    some.builds(
        lambda item, revision, at: completion(item, revision=revision, at=at),
        some.sampled_from([*(f"module:{key}" for key in KEYS), "quiz:before", "quiz:final", "course"]),
        some.integers(1, 3),
        days,
    ),
    max_size=4,
    unique_by=lambda fact: fact.item,
)
paths = some.sampled_from([f"quizzes/{slug}.yml" for slug in SLUGS])
every_fact = some.builds(
    Facts,
    readings=readings,
    attempts=attempts,
    requests=some.lists(some.builds(RequestFact, path=paths, number=some.integers(1, 3)), max_size=3),
    grants=some.lists(
        some.builds(GrantFact, path=paths, attempts=some.integers(1, 3), answers=some.integers(0, 3)), max_size=3
    ),
    completions=completions,
)


@few
@given(outlines(), rules, every_fact, some.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_told_does_not_matter(
    outline: Outline, asked: Rules, facts: Facts, chance: Random
) -> None:
    assert fold(outline, asked, _shuffled(facts, chance), day(20)) == fold(outline, asked, facts, day(20))


@few
@given(outlines(), rules, every_fact)
def test_what_is_found_complete_is_found_once(outline: Outline, asked: Rules, facts: Facts) -> None:
    first = fold(outline, asked, facts, day(20))

    second = fold(outline, asked, _recorded(outline, facts, first), day(21))

    assert second.found == ()
    assert second.standings == first.standings


@few
@given(outlines(), outlines(), rules, rules, every_fact)
def test_a_completion_outlives_every_change_of_course_and_rules(
    old: Outline, new: Outline, old_rules: Rules, new_rules: Rules, facts: Facts
) -> None:
    before = fold(old, old_rules, facts, day(20))

    after = fold(new, new_rules, _recorded(old, facts, before), day(21))

    complete_before = {each.item: each.completed_at for each in before.standings.all() if each.completed_at}
    still_published = {each.item for each in after.standings.all()}
    complete_after = {each.item: each.completed_at for each in after.standings.all() if each.completed_at}
    assert complete_after.items() >= {pair for pair in complete_before.items() if pair[0] in still_published}


@few
@given(outlines(), rules, every_fact)
def test_a_passed_attempt_stays_passed(outline: Outline, asked: Rules, facts: Facts) -> None:
    passed = {each.path for each in facts.attempts if each.is_passed and each.submitted_at}

    standings = fold(outline, asked, facts, day(20)).standings

    assert {quiz.path for quiz in outline.quizzes if standings.quiz(quiz.slug).is_passed} == {
        quiz.path for quiz in outline.quizzes if quiz.path in passed
    }


@few
@given(outlines(), rules, every_fact)
def test_a_section_is_either_finished_or_to_be_read_again(outline: Outline, asked: Rules, facts: Facts) -> None:
    standings = fold(outline, asked, facts, day(20)).standings

    for each in outline.modules():
        reached = standings.module(each.key)
        published = {section.id for section in each.sections}
        assert not set(reached.finished) & set(reached.again)
        assert published >= {*reached.finished, *reached.again}


@few
@given(outlines(), rules, every_fact)
def test_somebody_is_complete_or_is_told_why_not(outline: Outline, asked: Rules, facts: Facts) -> None:
    standings = fold(outline, asked, facts, day(20)).standings

    unmet = why_not_complete(outline, asked, standings, day(20))

    assert bool(unmet) != bool(standings.course.completed_at)


@few
@given(outlines(), rules, every_fact)
def test_reading_and_passing_more_never_takes_anything_away(outline: Outline, asked: Rules, facts: Facts) -> None:
    before = fold(outline, asked, facts, day(20)).standings
    more = replace(
        facts,
        readings=[
            *facts.readings,
            *(
                finished(each.key, section.id, revision=3, at=19)
                for each in outline.modules()
                for section in each.sections
            ),
        ],
    )

    after = fold(outline, asked, more, day(20)).standings

    for each in outline.modules():
        assert set(after.module(each.key).finished) >= set(before.module(each.key).finished)
    assert {each.item for each in after.all() if each.completed_at} >= {
        each.item for each in before.all() if each.completed_at
    }


def _shuffled(facts: Facts, chance: Random) -> Facts:
    def mixed(found: Any) -> Any:
        return chance.sample(list(found), len(found))

    return Facts(
        readings=mixed(facts.readings),
        attempts=mixed(facts.attempts),
        requests=mixed(facts.requests),
        grants=mixed(facts.grants),
        completions=mixed(facts.completions),
    )


def _recorded(outline: Outline, facts: Facts, folded: Folded) -> Facts:
    """The facts with a completion for everything that a fold on the twentieth found."""
    revisions = {each.path: each.revision for each in outline.modules()}
    found: list[CompletionFact] = [
        completion(each.item, revision=revisions.get(each.path, 1), at=20) for each in folded.found
    ]
    return replace(facts, completions=[*facts.completions, *found])
