"""Tells, part by part, how what readers see of a document changes: sections, questions, terms, sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from trainer.curriculum.differences import Stretch
from trainer.curriculum.differences_sections import Fate, Text, pair, pieces_of, texts_of
from trainer.curriculum.rendered import RenderedAbout, RenderedModule, RenderedReference, RenderedTerm, RenderedTexts
from trainer.curriculum.safe_html import Html
from trainer.quizzes.cases.case import BranchingCase, Scene
from trainer.quizzes.questions.question import BLANK, Question
from trainer.quizzes.quiz import Quiz
from trainer.yaml_text import SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a document; `label` names one without a title. `essence` is equal while what counts as right is."""

    label: str
    text: Text
    essence: str = ""


Parts: TypeAlias = Mapping[str, Part]
"""The parts of a document by a key that stays theirs, in the order in which readers meet them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPart:
    """A part that is not as it was. `is_right_changed` where other answers of a question count as right."""

    label: str
    title: Html | None
    was_called: Html | None
    fate: Fate
    stretches: tuple[Stretch, ...]
    is_right_changed: bool


def changed_parts(before: Parts, now: Parts) -> tuple[ChangedPart, ...]:
    """The parts that differ, in the order of the new text; those that are gone last."""
    found = []
    for key in (*now, *(each for each in before if each not in now)):
        old, new = before.get(key), now.get(key)
        both = pair(old.text if old else None, new.text if new else None, is_finished=True)
        is_right_changed = bool(old and new and old.essence != new.essence)
        if both.fate is Fate.UNCHANGED and not is_right_changed:
            continue
        shown = new or old
        titles = [each.text.title if each else None for each in (old, new)]
        found.append(
            ChangedPart(
                label=shown.label if shown else "",
                title=shown.text.title if shown else None,
                was_called=titles[0] if all(titles) and titles[0] != titles[1] else None,
                fate=both.fate,
                stretches=both.stretches,
                is_right_changed=is_right_changed,
            )
        )
    return tuple(found)


def parts_of_module(module: RenderedModule, checks: Mapping[str, Question]) -> Parts:
    """The content note, what stands before the first section, and the sections."""
    opening = Text(title=None, pieces=pieces_of(module.opening, module, checks))
    note = Text(title=None, pieces=(module.content_note,) if module.content_note else ())
    first = {" note": Part(label="Before you read", text=note), " opening": Part(label="The opening", text=opening)}
    sections = texts_of(module, checks)
    return first | {key: Part(label=key, text=text) for key, text in sections.items()}


def parts_of_quiz(quiz: Quiz, texts: RenderedTexts) -> Parts:
    """The questions with their options and reasons."""
    return {question.common.id: _question(question, texts) for question in quiz.questions}


def parts_of_case(case: BranchingCase, texts: RenderedTexts) -> Parts:
    """What stands before a case, its scenes with their choices, and the debrief."""
    about = (case.about, *((case.content_note,) if case.content_note else ()))
    ends = {
        " about": _plain_part("Before the case", about, texts),
        " debrief": _plain_part("The debrief", (case.debrief,), texts),
    }
    scenes = {scene.id: _scene(scene, texts) for scene in case.scenes}
    return {" about": ends[" about"], **scenes, " debrief": ends[" debrief"]}


def _plain_part(label: str, written: Iterable[SourceText], texts: RenderedTexts) -> Part:
    return Part(label=label, text=Text(title=None, pieces=tuple(texts.html(text.text) for text in written)))


def _scene(scene: Scene, texts: RenderedTexts) -> Part:
    told = [scene.room, *((scene.says,) if scene.says else ())]
    told += [text for each in scene.choices for text in (each.text, each.consequence, each.why)]
    essence = repr([(each.id, each.is_critical, sorted(each.points.items())) for each in scene.choices])
    return replace(_plain_part(f"Scene: {scene.title}", told, texts), essence=essence)


def parts_of_terms(terms: Iterable[RenderedTerm]) -> Parts:
    """The terms of a glossary."""
    return {term.key: Part(label=term.term, text=Text(title=None, pieces=(term.html,))) for term in terms}


def parts_of_references(references: Iterable[RenderedReference]) -> Parts:
    """The sources of a bibliography, as readers see them."""
    return {each.key: Part(label=each.short, text=Text(title=None, pieces=(each.html,))) for each in references}


def parts_of_about(about: RenderedAbout) -> Parts:
    """What course.yml says about the course."""
    told = {"What this course is not": about.is_not, "Where to find help": about.help}
    return {label: Part(label=label, text=Text(title=None, pieces=(html,))) for label, html in told.items() if html}


def _question(question: Question, texts: RenderedTexts) -> Part:
    written = [question.common.prompt.text, *(text.text for text in question.texts())]
    pieces = tuple(texts.html(text) for text in dict.fromkeys(written))
    right = sorted((remark.slot, remark.key or "", remark.is_right) for remark in question.remarks(BLANK, {}))
    essence = repr((question.type, right))
    return Part(label=f"Question {question.common.id}", text=Text(title=None, pieces=pieces), essence=essence)
