"""Case: several questions about one vignette."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from types import MappingProxyType
from typing import ClassVar, Final, Self, TypeVar

from trainer.quizzes.questions.calculated import Calculated
from trainer.quizzes.questions.fill_in import FillIn
from trainer.quizzes.questions.hotspot import Hotspot
from trainer.quizzes.questions.matching import Matching
from trainer.quizzes.questions.multiple_choice import MultipleChoice
from trainer.quizzes.questions.numeric import Numeric
from trainer.quizzes.questions.ordering import Ordering
from trainer.quizzes.questions.panel_rating import PanelRating
from trainer.quizzes.questions.parts.choosing import NOT_OURS
from trainer.quizzes.questions.parts.common_keys import read_id, read_points
from trainer.quizzes.questions.question import Arrangement, Common, Question, Remark, Response, Slot
from trainer.quizzes.questions.single_choice import SingleChoice
from trainer.quizzes.questions.true_false import TrueFalse
from trainer.yaml_text import Fields, SourceText, nearest

_PARTS: Final[Mapping[str, type[Question]]] = MappingProxyType(
    {
        kind.type: kind
        for kind in (
            SingleChoice,
            MultipleChoice,
            TrueFalse,
            Numeric,
            Matching,
            Ordering,
            FillIn,
            Calculated,
            PanelRating,
            Hotspot,
        )
    }
)

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Question):
    """The prompt is the vignette; its parts share the points of the case by their own points.

    Everything of a part is named `part/name`: its slots, what its arrangement holds, the keys of its answers stay.
    """

    type: ClassVar[str] = "case"
    questions: tuple[Question, ...]

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        entries = fields.groups("parts", required=True, cure="add 'parts:' with at least two questions below")
        if fields.has("parts") and len(entries) < 2:
            fields.error("there are fewer than two parts; add one, or ask a single question", "parts")
        taken: dict[str, int] = {}
        questions = tuple(part for entry in entries if (part := _read_part(entry, taken)))
        # The sources of a case are those of its parts too.
        cited = {text.text: text for part in questions for text in part.common.cite} | {
            text.text: text for text in common.cite
        }
        return cls(common=replace(common, cite=tuple(cited.values())), questions=questions) if questions else None

    @property
    def parts(self) -> tuple[Question, ...]:
        return self.questions

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {
            _named(part, name): keys
            for part in self.questions
            for name, keys in part.arrange(random, shuffle=shuffle).items()
        }

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        return tuple(
            Slot(
                name=_named(part, slot.name),
                control=slot.control,
                label=slot.label,
                choices=slot.choices,
                unit=slot.unit,
            )
            for part in self.questions
            for slot in part.slots(arrangement_of(part, arrangement))
        )

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        if not {name.partition("/")[0] for name in values} <= {part.common.id for part in self.questions}:
            return NOT_OURS
        chosen: list[tuple[str, tuple[str, ...]]] = []
        written: list[tuple[str, str]] = []
        for part in self.questions:
            response = part.respond(_own(part, values))
            if isinstance(response, str):
                return response
            chosen += [(_named(part, slot), keys) for slot, keys in response.chosen]
            written += [(_named(part, slot), words) for slot, words in response.written]
        return Response(chosen=tuple(sorted(chosen)), written=tuple(sorted(written)))

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        earned = sum(
            (
                part.mark(response_to(part, response), arrangement_of(part, arrangement)) * part.common.points
                for part in self.questions
            ),
            Fraction(0),
        )
        return earned / sum(part.common.points for part in self.questions)

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return tuple(
            Remark(
                slot=_named(part, remark.slot),
                key=remark.key,
                is_right=remark.is_right,
                was_chosen=remark.was_chosen,
                why=remark.why,
                answer=remark.answer,
                answer_words=remark.answer_words,
            )
            for part in self.questions
            for remark in part.remarks(response_to(part, response), arrangement_of(part, arrangement))
        )

    def texts(self) -> Iterator[SourceText]:
        for part in self.questions:
            yield part.common.prompt
            yield from part.texts()

    def gapped(self) -> Iterator[SourceText]:
        for part in self.questions:
            yield from part.gapped()

    def keys(self) -> frozenset[str]:
        own = frozenset(part.common.id for part in self.questions)
        return own.union(*({_named(part, key) for key in frozenset(part.keys())} for part in self.questions))


def arrangement_of(part: Question, arrangement: Arrangement) -> Arrangement:
    """What the arrangement of a case holds for one of its parts."""
    return _own(part, arrangement)


def response_to(part: Question, response: Response) -> Response:
    """What the answer to a case says to one of its parts."""
    return Response(
        chosen=tuple(_own(part, dict(response.chosen)).items()),
        written=tuple(_own(part, dict(response.written)).items()),
    )


def _named(part: Question, name: str) -> str:
    return f"{part.common.id}/{name}"


def _own(part: Question, values: Mapping[str, _Value]) -> dict[str, _Value]:
    start = f"{part.common.id}/"
    return {name.removeprefix(start): value for name, value in values.items() if name.startswith(start)}


def _read_part(fields: Fields, taken: dict[str, int]) -> Question | None:
    common = Common(
        id=read_id(fields, taken),
        line=fields.line,
        prompt=fields.text("prompt", cure="add 'prompt: ...' with what is asked") or SourceText("", fields.line),
        points=read_points(fields),
        cite=fields.texts("cite"),
    )
    type_name = fields.words("type", cure=f"add 'type:' with one of {', '.join(_PARTS)}")
    if type_name not in _PARTS:
        if type_name:
            fields.error(f"'{type_name}' cannot be part of a case; {nearest(type_name, list(_PARTS))}", "type")
        return None
    question = _PARTS[type_name].parse(fields, common)
    fields.finish()
    return question
