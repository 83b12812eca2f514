"""Reads an exercise and frames it for a page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trainer.curriculum.exercises import KINDS
from trainer.curriculum.exercises.elements import attribute, element, plain
from trainer.curriculum.exercises.found import EXERCISE
from trainer.curriculum.links import Links
from trainer.curriculum.resolving import Resolver
from trainer.problem import Severity
from trainer.yaml_text import Report, SourceText, read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Typesetting:
    """What exercises are set with: how a line becomes an element, and what its references lead to."""

    inline: Callable[[SourceText], Element]
    resolver: Resolver

    @property
    def links(self) -> Links:
        """See `Setter`."""
        return self.resolver.links

    def typeset(self, tag: str, source: SourceText, **attributes: str) -> Element:
        """See `Setter`."""
        made = self.inline(source)
        made.tag, made.tail = tag, None
        for name, value in attributes.items():
            made.set(attribute(name), value)
        return made

    def sources(self, keys: Iterable[str], line: int) -> tuple[Element | None, tuple[str, ...]]:
        """See `Setter`."""
        named = tuple(keys)
        known = tuple(key for key in named if key in self.resolver.citations)
        marks = self.resolver.citation(known, line) if known else None
        return marks, tuple(key for key in named if key not in known)


def placed(kind: str, content: SourceText, setter: Typesetting) -> Element | None:
    """The exercise that a fenced block holds; None, with the reasons reported, where it cannot be shown."""
    report = setter.resolver.report
    before = _errors(report)
    fields = read_yaml(content.text + "\n", report, first_line=content.line)
    if fields is None:
        return None
    title, about = fields.text("title"), fields.text("about", required=False)
    exercise = KINDS[kind].read(fields)
    fields.finish()
    if title is None or exercise is None or _errors(report) > before:
        return None
    heading = setter.typeset("p", title, class_="exercise-title")
    label = f"{exercise.noun}: {plain(heading)}"
    noun = element("span", f"{exercise.noun}:", class_="exercise-noun")
    noun.tail, heading.text = f" {heading.text or ''}", None
    heading.insert(0, noun)
    made = element(
        "div",
        heading,
        class_=EXERCISE,
        role="group",
        aria_label=label,
    )
    if exercise.has_script:
        made.set("data-exercise", kind)
    if about:
        made.append(setter.typeset("p", about))
    made.extend(exercise.elements(setter))
    if exercise.note:
        made.append(element("p", exercise.note, class_="exercise-note"))
    return made


def _errors(report: Report) -> int:
    return sum(problem.severity is Severity.ERROR for problem in report.problems)
