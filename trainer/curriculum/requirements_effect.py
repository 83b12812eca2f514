"""Tells what a change of course.yml asks more, or less, of people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from trainer.curriculum.course import EvaluationRule, Rules
from trainer.curriculum.course_file import PATH, parse_course_file
from trainer.curriculum.rules_comparison import harder_lines

EVALUATION: Final[Mapping[EvaluationRule, str]] = {
    EvaluationRule.NONE: "Nobody is asked",
    EvaluationRule.OFFERED: "Asked of whoever completed the course; it may be left out",
    EvaluationRule.REQUIRED: "Asked of whoever completed the course, before the certificate",
}
"""What the rules on evaluation ask for, in words."""
NOTHING: Final = "Nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """What one requirement asked for, and what it asks for now; 'Nothing' where it is not there."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change means for people. Both may hold: one thing more, another less."""

    is_harder: bool
    is_milder: bool
    altered: tuple[Altered, ...]

    @property
    def told(self) -> str:
        """Another word for every other effect, so that a form can say which one its author has read of."""
        words = "\n".join(f"{each.title}\t{each.before}\t{each.after}" for each in self.altered)
        return sha256(words.encode()).hexdigest()[:16]


def effect_of(before: str, after: str) -> Effect | None:
    """What a text of course.yml asks for otherwise than the one before; None where it asks for the same.

    Of a text with mistakes the rules that can be read are compared; nothing is told where there are none.
    """
    old, new = parse_course_file(PATH, before)[0], parse_course_file(PATH, after)[0]
    if old is None or new is None:
        return None
    is_harder, is_milder = bool(harder_lines(old.rules, new.rules)), bool(harder_lines(new.rules, old.rules))
    if not (is_harder or is_milder):
        return None
    return Effect(is_harder=is_harder, is_milder=is_milder, altered=tuple(_altered(old.rules, new.rules)))


def _altered(old: Rules, new: Rules) -> Iterator[Altered]:
    if old.evaluation is not new.evaluation:
        yield Altered(title="Evaluation", before=EVALUATION[old.evaluation], after=EVALUATION[new.evaluation])
    was, is_now = ({each.item: each for each in rules.requirements} for rules in (old, new))
    for item, requirement in {**was, **is_now}.items():
        before, after = (found[item].asks if item in found else NOTHING for found in (was, is_now))
        if before != after:
            yield Altered(title=requirement.title, before=before, after=after)
