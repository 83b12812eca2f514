"""Extended answer: a text that a person marks with a rubric."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import ClassVar, Self

from trainer.quizzes.questions.parts.choosing import NOT_OURS
from trainer.quizzes.questions.parts.common_keys import read_points
from trainer.quizzes.questions.parts.entries import read_keys, refuse_twins
from trainer.quizzes.questions.question import Arrangement, Common, Control, Question, Remark, Response, Slot
from trainer.yaml_text import Fields, SourceText

LONGEST = 6_000
"""The most characters of an answer, unless its author asks for fewer; three bytes each, it fits in a request."""
_SLOT = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricItem:
    """What an answer is to hold, and the points for it; it is there or it is not.

    `for_learner` is told with the result. `for_markers` is plain text, shown to nobody else.
    """

    key: str
    text: SourceText
    points: Fraction
    for_learner: SourceText | None
    for_markers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Question):
    """The points of the rubric's items add up to those of the question.

    With two `markers` an answer is marked twice, unseen by each other; where they differ by more than `may_differ`
    points, somebody decides.
    """

    type: ClassVar[str] = "extended"
    is_marked_by_person: ClassVar[bool] = True
    longest: int
    rubric: tuple[RubricItem, ...]
    markers: int
    may_differ: Fraction

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        longest = fields.integer("longest", LONGEST, least=100, most=LONGEST)
        markers = fields.integer("markers", 1, least=1, most=2)
        may_differ = fields.number("may_differ", required=False)
        if may_differ is not None and markers == 1:
            fields.error("one person marks, so nobody differs; add 'markers: 2' or remove this", "may_differ")
        if may_differ is not None and may_differ < 0:
            fields.error("write how many points two markers may differ by, 0 or more", "may_differ")
        entries = fields.groups("rubric", required=True, cure="add 'rubric:' with what an answer is to hold")
        if fields.has("rubric") and not entries:
            fields.error("the rubric is empty; add an item with 'id', 'text' and 'points'", "rubric")
        rubric = _read_rubric(entries)
        if not rubric:
            return None
        total = sum((item.points for item in rubric), Fraction(0))
        if len(rubric) == len(entries) and total != common.points:
            fields.error(
                f"the items of the rubric have {_plain(total)} points together, and the question has "
                f"{_plain(common.points)}; make them the same, with 'points: {_plain(total)}' at the question",
                "rubric",
            )
        return cls(
            common=common,
            longest=longest or LONGEST,
            rubric=rubric,
            markers=markers or 1,
            may_differ=Fraction(1) if may_differ is None else Fraction(may_differ),
        )

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {}

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        return (Slot(name=_SLOT, control=Control.LONG_TEXT, longest=self.longest),)

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        if not values.keys() <= {_SLOT}:
            return NOT_OURS
        typed = "".join(values.get(_SLOT, ())).replace("\r\n", "\n").replace("\r", "\n")
        words = unicodedata.normalize("NFC", typed).strip()
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in words):
            return "There are signs in this text that cannot be kept; type it instead of pasting it."
        if len(words) > self.longest:
            return f"Shorten your answer to {self.longest:,} characters; it has {len(words):,}."
        return Response(written=((_SLOT, words),)) if words else Response()

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        return Fraction(0)

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return ()

    def texts(self) -> Iterator[SourceText]:
        for item in self.rubric:
            yield item.text
            if item.for_learner:
                yield item.for_learner

    def keys(self) -> frozenset[str]:
        """No answer names them, but a marking does."""
        return frozenset(item.key for item in self.rubric)

    def points_for(self, received: frozenset[str]) -> Fraction:
        """The points of the items that an answer received; those that the rubric does not have count nothing."""
        return sum((item.points for item in self.rubric if item.key in received), Fraction(0))

    def words_of(self, response: Response) -> str:
        """What was written; empty for a blank, and where the words were erased."""
        return response.words(_SLOT)


def _read_rubric(entries: Sequence[Fields]) -> tuple[RubricItem, ...]:
    texts = [entry.text("text", cure="add 'text: ...' with what an answer is to hold") for entry in entries]
    refuse_twins(entries, texts, "text")
    items = []
    for entry, key, text in zip(entries, read_keys(entries, {}), texts, strict=True):
        points = read_points(entry)
        if not entry.has("for_learner"):
            entry.warn("there is no explanation; add 'for_learner: ...' so that the result can teach")
        for_learner = entry.text("for_learner", required=False)
        for_markers = entry.words("for_markers", required=False)
        entry.finish()
        if text:
            items.append(
                RubricItem(key=key, text=text, points=points, for_learner=for_learner, for_markers=for_markers)
            )
    return tuple(items)


def _plain(points: Fraction) -> str:
    return f"{float(points):g}"
