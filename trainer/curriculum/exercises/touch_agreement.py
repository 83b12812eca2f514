"""Choices about touch that become an agreement to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Self
from xml.etree.ElementTree import Element

from trainer.curriculum.exercises.elements import box, element, lines
from trainer.curriculum.exercises.exercise import NOT_KEPT, Exercise, Setter, some_groups
from trainer.yaml_text import Fields, SourceText


@dataclass(frozen=True, slots=True)
class Option:
    """A choice, and the sentence that the agreement has then."""

    text: SourceText
    agreement: SourceText


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its choices, the narrowest first."""

    ask: SourceText
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchAgreement(Exercise):
    """Questions, and the rule that stands in every agreement."""

    kind: ClassVar[str] = "touch-agreement"
    note: ClassVar[str] = NOT_KEPT
    does: ClassVar[str] = "Choices that become an agreement to print, which can then only be narrowed."
    sample: ClassVar[str] = """\
title: An agreement about touch
rule: What was agreed can be narrowed in the session, never widened.
questions:
  - ask: May the therapist touch a hand?
    options:
      - {text: No, agreement: No touch of the hand.}
      - {text: 'Yes, when I ask', agreement: 'A hand is held when I ask for it, as agreed here.'}
sign: [Patient, Therapist, Date]
"""

    rule: SourceText
    questions: tuple[Asked, ...]
    sign: tuple[SourceText, ...]

    @classmethod
    def read(cls, fields: Fields) -> Self | None:
        """Read questions, rule, and who signs."""
        rule, sign = fields.text("rule"), fields.texts("sign", required=True)
        questions = [_asked(each) for each in some_groups(fields, "questions", 1, 12, "questions")]
        if not rule:
            return None
        return cls(rule=rule, sign=sign, questions=tuple(each for each in questions if each))

    def elements(self, setter: Setter) -> Iterable[Element]:
        """A form to fill in on paper."""
        questions = element("ol", class_="exercise-questions")
        for asked in self.questions:
            options = element("ul", class_="exercise-boxes")
            for option in asked.options:
                choice = element("li", box(), " ", setter.typeset("strong", option.text), " ")
                choice.append(setter.typeset("span", option.agreement, class_="exercise-says"))
                options.append(choice)
            questions.append(element("li", setter.typeset("p", asked.ask), options))
        yield questions
        yield setter.typeset("p", self.rule, class_="exercise-rule")
        yield lines(setter.typeset("li", each) for each in self.sign)


def _asked(fields: Fields) -> Asked | None:
    ask = fields.text("ask")
    options = []
    for each in some_groups(fields, "options", 2, 6, "choices"):
        text, agreement = each.text("text"), each.text("agreement")
        each.finish()
        if text and agreement:
            options.append(Option(text, agreement))
    fields.finish()
    return Asked(ask, tuple(options)) if ask else None
