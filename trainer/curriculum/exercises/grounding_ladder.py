"""An exercise in which steps are put in order, and the words for each are chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Self
from xml.etree.ElementTree import Element

from trainer.curriculum.exercises.elements import add, element, fold, plain
from trainer.curriculum.exercises.exercise import Exercise, Setter, some_groups
from trainer.yaml_text import Fields, SourceText


@dataclass(frozen=True, slots=True)
class Wording:
    """Something one could say, whether it fits, and why."""

    say: SourceText
    fits: bool
    why: SourceText


@dataclass(frozen=True, slots=True)
class Step:
    """A step with its reason, and what one could say then."""

    text: SourceText
    why: SourceText
    words: tuple[Wording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundingLadder(Exercise):
    """Steps in their order."""

    kind: ClassVar[str] = "grounding-ladder"
    does: ClassVar[str] = "Steps to put in order, and words to choose for each."
    sample: ClassVar[str] = """\
title: Step by step
steps:
  - text: The first step
    why: The reason with its source.
    words:
      - say: Words that fit.
        fits: true
        why: Why they fit.
      - say: Words that do not.
        fits: false
        why: Why they do not.
  - text: The second step
    why: The reason with its source.
"""

    steps: tuple[Step, ...]

    @classmethod
    def read(cls, fields: Fields) -> Self | None:
        """Read the steps in the order that is right."""
        steps = [_step(each) for each in some_groups(fields, "steps", 2, 12, "steps")]
        return cls(steps=tuple(step for step in steps if step))

    def elements(self, setter: Setter) -> Iterable[Element]:
        """The steps by the alphabet, and in a fold the ladder as it is."""
        mixed = []
        ladder = element("ol", class_="exercise-ladder")
        for number, step in enumerate(self.steps):
            mixed.append(setter.typeset("li", step.text, data_is=str(number)))
            rung = element("li", element("p", setter.typeset("strong", step.text)), setter.typeset("p", step.why))
            if step.words:
                words = element("ul", class_="exercise-words")
                words.extend(_wording(wording, setter) for wording in step.words)
                rung.append(words)
            ladder.append(rung)
        yield element("ul", *sorted(mixed, key=lambda made: plain(made).casefold()), class_="exercise-mixed")
        yield fold("The ladder in its order, with words that fit", ladder)


def _wording(wording: Wording, setter: Setter) -> Element:
    made = element("li", data_is="1" if wording.fits else "0")
    add(made, "“", setter.typeset("span", wording.say), "” ")
    made.append(element("strong", "Fits." if wording.fits else "Does not fit."))
    add(made, " ", setter.typeset("span", wording.why))
    return made


def _step(fields: Fields) -> Step | None:
    text, why = fields.text("text"), fields.text("why")
    words = [wording for each in fields.groups("words") if (wording := _read_wording(each))]
    fields.finish()
    if words and (len(words) < 2 or not any(each.fits for each in words) or all(each.fits for each in words)):
        fields.error("there is nothing to choose; write one wording that fits and one that does not", "words")
    return Step(text, why, tuple(words)) if text and why else None


def _read_wording(fields: Fields) -> Wording | None:
    say, fits, why = fields.text("say"), fields.yes_no("fits", None, required=True), fields.text("why")
    fields.finish()
    return Wording(say, fits, why) if say and why and fits is not None else None
