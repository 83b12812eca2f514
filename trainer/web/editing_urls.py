"""Where a document is edited: with a form where there is one for its kind, else as its text."""

from flask import Flask, url_for

from trainer.curriculum.course import Kind
from trainer.curriculum.documents import is_text, kind_of
from trainer.curriculum.quality.finding import Finding
from trainer.problem import Problem


def register(app: Flask) -> None:
    """Let templates say `editing_url(course, path)`, `form_url(course, path)` and `problem_url(course, problem)`."""
    app.jinja_env.globals.update(editing_url=editing_url, form_url=form_url, problem_url=problem_url)


def problem_url(course: str, problem: Problem | Finding) -> str:
    """Where a mistake is mended: at its line, or where another file is uploaded in place of the one that has it."""
    if not is_text(problem.file):
        return url_for("uploads.page", course=course)
    return url_for("writing.page", course=course, path=problem.file) + f"#line-{problem.line}"


def editing_url(course: str, path: str) -> str:
    """The page on which somebody goes on editing a document, or replaces a file that is no text."""
    if not is_text(path):
        return url_for("uploads.page", course=course)
    return form_url(course, path) or url_for("writing.page", course=course, path=path)


def form_url(course: str, path: str) -> str | None:
    """The form of a document; None where it is written as a text only."""
    match kind_of(path):
        case Kind.QUIZ:
            return url_for("quiz_forms.page", course=course, path=path)
        case Kind.COURSE:
            return url_for("outline_forms.page", course=course)
        case Kind.GLOSSARY:
            return url_for("glossary_forms.page", course=course)
        case Kind.BIBLIOGRAPHY:
            return url_for("bibliography.page", course=course)
        case Kind.MODULE | Kind.CASE | Kind.FIGURE | Kind.MEDIA:
            return None
