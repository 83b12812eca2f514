"""Turns a path that is relative to a file into one from the course's root."""

from posixpath import dirname, join, normpath


def from_root(file: str, link: str) -> str | None:
    """The path from the root that `link` in `file` means, with its fragment; None where it leaves the course.

    `from_root("quizzes/routes.yml", "../curriculum/pharmacology/routes.md#time-to-peak")` is
    "curriculum/pharmacology/routes.md#time-to-peak"; a link that is only a fragment means `file` itself.
    """
    path, mark, fragment = link.partition("#")
    if path.startswith("/") or "\\" in path or ":" in path:
        return None
    target = normpath(join(dirname(file), path)) if path else file
    return None if target.startswith("..") else f"{target}{mark}{fragment}"
