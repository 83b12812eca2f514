"""The course that comes with the platform breaks no rule of good teaching."""

from functools import cache
from pathlib import Path

from trainer.course_folder import read_folder
from trainer.curriculum.assembling import assemble
from trainer.curriculum.quality.course_quality import CourseQuality
from trainer.curriculum.quality.examining import examine

INSTALLATION = Path(__file__).parents[2]


@cache
def ours() -> CourseQuality:
    """What is found in our own course."""
    files, _ = read_folder(INSTALLATION)
    return examine(assemble(files))


def test_no_rule_is_broken() -> None:
    assert [str(finding) for finding in ours().warnings] == []


def test_it_is_the_whole_course_that_was_looked_through() -> None:
    assert len(ours().modules) == 24
    assert all(module.questions >= 10 for module in ours().modules)
    assert ours().bank.questions >= 300


def test_its_texts_can_be_read_with_ease() -> None:
    assert [module.code for module in ours().modules if module.reading.grade > 10] == []
    assert [module.code for module in ours().modules if module.reading.words_in_a_sentence > 18] == []
