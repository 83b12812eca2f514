"""Renders a document that is not published yet, to be compared with what is."""

from collections.abc import Mapping

from trainer.curriculum.assembling import assemble
from trainer.curriculum.changed_parts import (
    Parts,
    parts_of_about,
    parts_of_case,
    parts_of_module,
    parts_of_quiz,
    parts_of_references,
    parts_of_terms,
)
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import kind_of
from trainer.curriculum.links import Links
from trainer.curriculum.rendering import Renderer


def rendered_parts(files: Mapping[str, bytes], path: str, links: Links) -> Parts | None:
    """The parts of the document at `path` among the files of its course; None where it cannot be read."""
    assembled = assemble(files)
    course = assembled.course()
    renderer = Renderer(course=course, links=links, unreadable=frozenset(assembled.unreadable))
    match kind_of(path):
        case Kind.MODULE:
            module = next((each for each in course.modules.values() if each.path == path), None)
            return parts_of_module(renderer.module(module.key)[0], module.checks) if module else None
        case Kind.QUIZ:
            quiz = next((each for each in course.quizzes if each.path == path), None)
            return parts_of_quiz(quiz, renderer.quiz(quiz)[0]) if quiz else None
        case Kind.CASE:
            found = next((each for each in course.cases if each.path == path), None)
            return parts_of_case(found, renderer.case(found)[0]) if found else None
        case Kind.GLOSSARY:
            return parts_of_terms(renderer.glossary()[0])
        case Kind.BIBLIOGRAPHY:
            return parts_of_references(renderer.references()[0])
        case Kind.COURSE:
            return parts_of_about(renderer.about()[0]) if assembled.course_file else None
        case Kind.FIGURE | Kind.MEDIA:
            return None
