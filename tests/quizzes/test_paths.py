"""A path relative to a file means one place of the course, or none."""

import pytest

from trainer.quizzes.paths import from_root


@pytest.mark.parametrize(
    ("file", "link", "target"),
    [
        ("quizzes/routes.yml", "../curriculum/a/b.md#c", "curriculum/a/b.md#c"),
        ("quizzes/cases/x.yml", "../../curriculum/a/b.md", "curriculum/a/b.md"),
        ("curriculum/a/b.md", "#c", "curriculum/a/b.md#c"),
        ("curriculum/a/b.md", "c.md", "curriculum/a/c.md"),
        ("curriculum/a/b.md", "./../d/c.md", "curriculum/d/c.md"),
        ("quizzes/routes.yml", "../../etc/passwd", None),
        ("quizzes/routes.yml", "/etc/passwd", None),
        ("quizzes/routes.yml", "https://example.org/a.md", None),
        ("quizzes/routes.yml", "..\\curriculum\\a\\b.md", None),
    ],
)
def test_a_link_means_a_path_from_the_root(file: str, link: str, target: str | None) -> None:
    assert from_root(file, link) == target
