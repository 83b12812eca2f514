"""Makes an edition ready for pages: its outline, and every text of it rendered."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from trainer.curriculum import plain
from trainer.curriculum.course import Course
from trainer.curriculum.course_pages import CoursePages, SafetyCard
from trainer.curriculum.edition import EditionView, RevisionRef
from trainer.curriculum.links import Links
from trainer.curriculum.objectives import taught_objectives
from trainer.curriculum.outline import outline_of
from trainer.curriculum.rendered_json import to_json
from trainer.curriculum.rendering import Renderer
from trainer.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """An edition's view, and the renderings it names by key."""

    view: EditionView
    renderings: Mapping[str, str]


def project(
    course: Course,
    *,
    number: int,
    at: datetime,
    refs: Mapping[str, RevisionRef],
    changed_at: Mapping[str, Mapping[str, int]],
    problems: tuple[Problem, ...],
    links: Links,
) -> Projection:
    """Render a course. `changed_at` is what `outline_of` takes; `problems` are kept for the authors' page.

    A rendering's key is the digest of the rendering itself, which names all that went into it, and lets
    editions share what did not change.
    """
    renderer = Renderer(course=course, links=links)
    bodies = {module.path: to_json(renderer.module(key)[0]) for key, module in course.modules.items()}
    bodies |= {quiz.path: to_json(renderer.quiz(quiz)[0]) for quiz in course.quizzes}
    bodies |= {case.path: to_json(renderer.case(case)[0]) for case in course.cases}
    about = course.file.about
    pages = CoursePages(
        references=renderer.references()[0],
        glossary=renderer.glossary()[0],
        about=renderer.about()[0],
        authors=about.authors,
        contact=about.contact,
        objectives=taught_objectives(course),
        cards=_cards(course, renderer),
    )
    keys = {path: _key(body) for path, body in bodies.items()}
    pages_body = plain.to_text(pages)
    view = EditionView(
        number=number,
        at=at,
        outline=outline_of(course, {path: ref.number for path, ref in refs.items()}, changed_at),
        revisions=refs,
        rendered=keys,
        pages=_key(pages_body),
        problems=problems,
    )
    renderings = {keys[path]: body for path, body in bodies.items()} | {view.pages: pages_body}
    return Projection(view=view, renderings=renderings)


def _cards(course: Course, renderer: Renderer) -> tuple[SafetyCard, ...]:
    """The cards of a course in its order."""
    modules = (key for area in course.file.areas for key in area.modules)
    gates = (key for key in modules if (quiz := course.quiz_of(key)) and quiz.terms.gate)
    return tuple(SafetyCard(module=key, callouts=renderer.safety_callouts(key)) for key in gates)


def _key(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
