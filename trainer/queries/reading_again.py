"""Where a question sends its reader, and what it rests on."""

from trainer.addresses import links_of
from trainer.curriculum.outline import Outline
from trainer.curriculum.rendered import RenderedTexts
from trainer.curriculum.safe_html import Html
from trainer.quizzes.questions.question import Question


def read_again_link(outline: Outline, question: Question) -> tuple[str, str] | None:
    """The title and the address of what to read again; None where the outline no longer holds it."""
    target = question.common.read_again
    if target is None:
        return None
    path, _, section_id = target.text.partition("#")
    module = next((each for each in outline.modules() if each.path == path), None)
    if module is None:
        return None
    links = links_of(outline.slug)
    section = next((each for each in module.sections if each.id == section_id), None)
    if section is None:
        return module.title, links.module_url(module.key)
    return section.title, links.section_url(module.key, section.id)


def short_sources(texts: RenderedTexts, question: Question) -> tuple[Html, ...]:
    """The sources of a question by author and year, each a link to the references."""
    return tuple(texts.sources[cited.text] for cited in question.common.cite if cited.text in texts.sources)


def objective_text(outline: Outline, module: str | None, objective: str | None) -> str:
    """An objective in words; `module` is the key of the quiz's module. Empty where it is gone."""
    if not objective:
        return ""
    key, separator, objective_id = objective.rpartition("#")
    found = outline.module(key if separator else module or "")
    return next((text for each, text in found.objectives if each == objective_id), "") if found else ""
