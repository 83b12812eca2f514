"""Tells what a file of a course is by its path, and which kept files a course still reaches."""

import re
from collections.abc import Mapping, Set
from typing import Final

from trainer.curriculum import course_file, glossary_file
from trainer.curriculum.course import Kind
from trainer.curriculum.course_file import MODULE_PATH, parse_course_file
from trainer.curriculum.media import FOLDER as MEDIA_FOLDER
from trainer.curriculum.media import TRANSCRIPT
from trainer.quizzes.cases.case import FOLDER as CASES_FOLDER
from trainer.quizzes.cases.case import PATH as CASE_PATH
from trainer.quizzes.parsing import parse_quiz

BIBLIOGRAPHY_PATH: Final = "curriculum/references.bib"  # here, since reading a bibliography loads much
QUIZ_PATH: Final = re.compile(r"quizzes/[a-z0-9][a-z0-9-]*\.yml")


def kind_of(path: str) -> Kind:
    """What the document at a path of a checked course is."""
    singles = {course_file.PATH: Kind.COURSE, BIBLIOGRAPHY_PATH: Kind.BIBLIOGRAPHY, glossary_file.PATH: Kind.GLOSSARY}
    if path in singles:
        return singles[path]
    if path.startswith(CASES_FOLDER):
        return Kind.CASE
    if path.startswith("quizzes/"):
        return Kind.QUIZ
    if path.startswith(MEDIA_FOLDER):
        return Kind.MEDIA
    return Kind.MODULE if MODULE_PATH.fullmatch(path) else Kind.FIGURE


def is_text(path: str) -> bool:
    """Whether a text of a course can lie at a path, such as 'quizzes/routes.yml'."""
    singles = (course_file.PATH, BIBLIOGRAPHY_PATH, glossary_file.PATH)
    patterns = (MODULE_PATH, QUIZ_PATH, CASE_PATH, TRANSCRIPT)
    return path in singles or any(pattern.fullmatch(path) for pattern in patterns)


def slug_in(files: Mapping[str, bytes]) -> str:
    """The course's slug in its course.yml; a stand-in where that cannot be read."""
    text = files.get(course_file.PATH, b"").decode("utf-8", "replace")
    found, _ = parse_course_file(course_file.PATH, text)
    return found.slug if found else "course"


def reached(files: Mapping[str, bytes], kept: Set[str]) -> dict[str, bytes]:
    """The files without those kept from an earlier edition that course.yml no longer reaches.

    A kept module that is not listed any more, and a kept quiz of such a module, stay documents of the
    edition but are part of no page. Files that are not kept all stay, so that their mistakes are found.
    """
    text = files.get(course_file.PATH, b"").decode("utf-8", "replace")
    found, _ = parse_course_file(course_file.PATH, text)
    if found is None:
        return dict(files)
    listed = {f"curriculum/{key}.md" for area in found.areas for key in area.modules}
    gone = {path for path in kept if kind_of(path) is Kind.MODULE and path not in listed}
    for path in kept:
        if kind_of(path) is Kind.QUIZ:
            quiz, _ = parse_quiz(path, files[path].decode("utf-8", "replace"))
            if quiz and quiz.module and quiz.module not in listed:
                gone.add(path)
    return {path: content for path, content in files.items() if path not in gone}
