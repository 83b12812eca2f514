"""Which finished sections of a module count, and which are to be read again."""

from collections.abc import Sequence

import pytest

from tests.curriculum.small_outline import completion, course, day, finished, module, opened, read_all, rules
from trainer.curriculum.outline import ModuleOutline
from trainer.curriculum.progress import CompletionFact, Facts, ReadingFact, fold
from trainer.curriculum.standing import ModuleStanding

KEY = "basics/first"
ITEM = "module:basics/first"


def reached(
    outline: ModuleOutline, readings: Sequence[ReadingFact], completions: Sequence[CompletionFact] = ()
) -> ModuleStanding:
    """Where somebody stands in a module of a course that asks for another one too."""
    other = module("basics/other")
    facts = Facts(readings=readings, completions=completions)
    folded = fold(course(outline, other), rules(outline.key, other.key), facts, day(20))
    return folded.standings.module(outline.key)


def test_nothing_is_reached_before_anything_is_done() -> None:
    assert reached(module(KEY), []) == ModuleStanding(item=ITEM)


def test_an_opened_section_is_not_finished() -> None:
    standing = reached(module(KEY), [opened(KEY, "begin", at=3)])

    assert standing == ModuleStanding(item=ITEM, opened=("begin",), last_at=day(3))


def test_finished_sections_stand_in_the_module_s_order() -> None:
    standing = reached(module(KEY, ("a", "b", "c")), [finished(KEY, "c", at=1), finished(KEY, "a", at=2)])

    assert standing.finished == ("a", "c")
    assert standing.opened == ("a", "c")
    assert standing.last_at == day(2)


def test_the_last_section_finished_completes_a_module_without_a_quiz() -> None:
    standing = reached(module(KEY, revision=4), read_all(module(KEY), revision=4, at=2))

    assert standing.completed_at == day(20)
    assert standing.revision == 4


def test_a_section_counts_though_later_revisions_changed_other_sections() -> None:
    outline = module(KEY, revision=3, changed_at={"end": 3})

    standing = reached(outline, [finished(KEY, "begin"), finished(KEY, "end", revision=3)])

    assert standing.finished == ("begin", "end")
    assert standing.again == ()


def test_a_later_material_change_of_its_own_text_requires_a_section_again() -> None:
    outline = module(KEY, revision=2, changed_at={"end": 2})

    standing = reached(outline, read_all(outline, revision=1))

    assert standing.finished == ("begin",)
    assert standing.again == ("end",)
    assert standing.completed_at is None


def test_finishing_in_the_changed_revision_counts() -> None:
    outline = module(KEY, revision=2, changed_at={"end": 2})

    standing = reached(outline, [*read_all(outline, revision=1), finished(KEY, "end", revision=2, at=5)])

    assert standing.finished == ("begin", "end")
    assert standing.completed_at == day(20)


def test_finishing_in_a_revision_after_the_change_counts_too() -> None:
    outline = module(KEY, revision=5, changed_at={"end": 2})

    assert reached(outline, read_all(outline, revision=5)).finished == ("begin", "end")


def test_only_opening_the_changed_revision_does_not_count() -> None:
    outline = module(KEY, revision=2, changed_at={"end": 2})

    standing = reached(outline, [*read_all(outline), opened(KEY, "end", revision=2)])

    assert standing.again == ("end",)


def test_a_typo_or_a_clarification_marks_nothing() -> None:
    outline = module(KEY, revision=7)  # six revisions, none of them material

    standing = reached(outline, read_all(outline, revision=1))

    assert standing.finished == ("begin", "end")
    assert standing.again == ()


def test_a_removed_section_is_required_of_nobody() -> None:
    outline = module(KEY, ("begin",), revision=2)

    standing = reached(outline, [finished(KEY, "begin")])

    assert standing.completed_at == day(20)


def test_what_was_finished_in_a_removed_section_is_no_longer_shown() -> None:
    standing = reached(module(KEY, ("begin", "new"), revision=2), [finished(KEY, "end")])

    assert standing.finished == ()
    assert standing.again == ()


def test_a_new_section_is_required_of_those_who_have_not_completed() -> None:
    outline = module(KEY, ("begin", "end", "new"), revision=2)

    standing = reached(outline, [finished(KEY, "begin"), finished(KEY, "end")])

    assert standing.finished == ("begin", "end")
    assert standing.again == ()
    assert standing.completed_at is None


def test_a_new_section_is_not_required_of_those_who_have_completed() -> None:
    outline = module(KEY, ("begin", "end", "new"), revision=2)

    standing = reached(outline, [finished(KEY, "begin"), finished(KEY, "end")], [completion(ITEM, at=2)])

    assert standing.completed_at == day(2)
    assert not standing.is_changed_since


def test_who_has_completed_keeps_it_and_sees_what_changed_since() -> None:
    outline = module(KEY, revision=2, changed_at={"end": 2})

    standing = reached(outline, read_all(outline), [completion(ITEM, at=2)])

    assert standing.completed_at == day(2)
    assert standing.revision == 1
    assert standing.again == ("end",)
    assert standing.is_changed_since


def test_a_section_added_by_a_material_change_is_changed_since_completion() -> None:
    outline = module(KEY, ("begin", "end", "new"), revision=2, changed_at={"new": 2})

    standing = reached(outline, read_all(module(KEY)), [completion(ITEM)])

    assert standing.again == ("new",)


def test_reading_the_changed_section_clears_the_mark() -> None:
    outline = module(KEY, revision=3, changed_at={"end": 2})
    readings = [*read_all(outline), finished(KEY, "end", revision=2, at=6)]

    standing = reached(outline, readings, [completion(ITEM, at=2)])

    assert not standing.is_changed_since
    assert standing.completed_at == day(2)


def test_a_further_change_marks_it_again() -> None:
    outline = module(KEY, revision=3, changed_at={"end": 3})
    readings = [*read_all(outline), finished(KEY, "end", revision=2)]

    assert reached(outline, readings, [completion(ITEM)]).again == ("end",)


@pytest.mark.parametrize("completed_in", [2, 3])
def test_changes_from_before_the_completion_are_not_since(completed_in: int) -> None:
    outline = module(KEY, revision=3, changed_at={"end": 2})

    # Completed by its quiz alone: 'end' was last read before it was changed.
    standing = reached(outline, read_all(outline, revision=1), [completion(ITEM, revision=completed_in)])

    assert not standing.is_changed_since


def test_the_facts_of_another_module_do_not_count() -> None:
    assert reached(module(KEY), read_all(module("basics/other"))).finished == ()
