"""Names what a rendering was made of, so that equal names mean equal pages."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TypeAlias, assert_never

from trainer.curriculum.citations import citations_of
from trainer.curriculum.constructs import AutoLink, Citation, Construct, Image, Target
from trainer.curriculum.course import Course, Term
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.links import Links
from trainer.curriculum.renderer_version import renderer_version
from trainer.curriculum.scanning import scan
from trainer.curriculum.targets import Nowhere, Outside, ToModule, ToTerm, read_target
from trainer.quizzes.paths import from_root
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz
from trainer.yaml_text import SourceText

_Fact: TypeAlias = tuple[object, ...]


def module_digest(course: Course, key: str, links: Links) -> str:
    """SHA-256 (hex) of all that `render_module` makes a page of, found without rendering."""
    module = course.modules[key]
    texts = [module.opening, *(section.source for section in module.sections)]
    texts += [module.content_note] if module.content_note else []
    facts = {(section.id, section.title) for section in module.sections}
    return _digest(course, links, module.path, texts, module.checks.values(), sorted(facts))


def quiz_digest(course: Course, quiz: Quiz, links: Links) -> str:
    """SHA-256 (hex) of all that `render_quiz` makes texts of, found without rendering."""
    return _digest(course, links, quiz.path, (), quiz.questions, ())


def _digest(
    course: Course,
    links: Links,
    path: str,
    texts: Iterable[SourceText],
    questions: Iterable[Question],
    facts: Iterable[_Fact],
) -> str:
    questions = tuple(questions)
    every_text = [*texts, *(text for question in questions for text in (question.common.prompt, *question.texts()))]
    uses = [use for text in every_text for use in _uses(course, path, text)]
    uses += [_source(course, key.text) for question in questions for key in question.common.cite]
    ingredients = {
        "version": renderer_version(),
        "links": asdict(links),
        "path": path,
        "texts": [text.text for text in every_text],
        "checks": [[question.type, question.common.id] for question in questions],
        "facts": [list(fact) for fact in facts],
        "uses": sorted({json.dumps(use) for use in uses}),
    }
    written = json.dumps(ingredients, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _uses(course: Course, path: str, text: SourceText) -> Iterator[_Fact]:
    """What a text refers to, each with what of it reaches the page."""
    for found in scan(text, checks={}).constructs.found:
        yield from _uses_of(course, path, found)


def _uses_of(course: Course, path: str, found: Construct) -> Iterator[_Fact]:
    match found.what:
        case Citation(keys=keys):
            yield from (_source(course, key) for key in keys)
        case Target(target=target) | AutoLink(address=target):
            yield from _destination(course, path, target)
        case Image(target=target, caption=caption):
            figure = course.figures.get(from_root(path, target) or "")
            yield ("figure", target, *((figure.digest, figure.width, figure.height) if figure else ()))
            yield from _uses(course, path, SourceText(caption, found.line))
        case _:
            return


def _source(course: Course, key: str) -> _Fact:
    citations = citations_of(course.bibliography)
    return ("source", key, *((citations.short(key), citations.essence(key)) if key in citations else ()))


def _destination(course: Course, path: str, target: str) -> Iterator[_Fact]:
    destination = read_target(path, target)
    match destination:
        case ToModule(key=key, section=section):
            module = course.modules.get(key)
            yield ("module", key, section, module is not None, bool(module) and section in _sections(course, key))
        case ToTerm(key=key):
            yield ("term", key, *_term(course, course.glossary.get(key)))
        case Outside() | Nowhere():
            return
        case _:
            assert_never(destination)


def _sections(course: Course, key: str) -> frozenset[str]:
    return frozenset(section.id for section in course.modules[key].sections)


def _term(course: Course, term: Term | None) -> Iterator[object]:
    """A term with what its definition refers to in turn; a link to another term only has to exist."""
    if term is None:
        return
    yield from (term.term, term.definition.text)
    for found in scan(term.definition).constructs.found:
        match found.what:
            case Target(target=target):
                destination = read_target(GLOSSARY_PATH, target)
                if isinstance(destination, ToTerm):
                    yield [destination.key, destination.key in course.glossary]
                else:
                    yield [list(fact) for fact in _destination(course, GLOSSARY_PATH, target)]
            case _:
                yield [list(fact) for fact in _uses_of(course, GLOSSARY_PATH, found)]
