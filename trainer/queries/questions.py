"""A question as pages show it: to be answered, or answered with its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from trainer.curriculum.client_privacy import client_details
from trainer.curriculum.rendered import Piece, RenderedTexts
from trainer.curriculum.safe_html import Html
from trainer.queries.behaviour_views import LevelView, TriesView
from trainer.quizzes.asking import Asked, AskedSlot, ask
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.case import arrangement_of, response_to
from trainer.quizzes.questions.question import BLANK, Area, Question, Remark, Response

_WORDS: Final = {"right": "Right", "part": "Partly right", "wrong": "Not right"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    """Something to choose; `text` for a list of options, `plain` for a drop-down."""

    value: str
    text: Html
    plain: str
    is_chosen: bool
    area: Area | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """A place to fill in; `warnings` say what in a long text could tell who a patient is."""

    name: str
    control: str
    label: Html | None
    choices: tuple[ChoiceView, ...]
    unit: str | None
    typed: str
    longest: int | None = None
    warnings: tuple[str, ...] = ()

    @property
    def chosen(self) -> str:
        """The value chosen so far, where only one can be."""
        return next((choice.value for choice in self.choices if choice.is_chosen), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptPiece:
    """A stretch of a prompt, or the slot that stands in its gap."""

    html: Html | None
    slot: SlotView | None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question to be answered. `saw` is the number of the answer that the page shows; 0 for none."""

    name: str
    type: str
    number: int
    prompt: tuple[PromptPiece, ...]
    slots: tuple[SlotView, ...]
    saw: int
    saved_at: datetime | None
    is_answered: bool
    is_final: bool = False
    feedback: "FeedbackView | None" = None
    parts: "tuple[QuestionView, ...]" = ()
    note: Html | None = None
    tries: TriesView | None = None
    certainty: tuple[LevelView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFeedback:
    """What feedback says of one option of a list."""

    text: Html
    is_right: bool
    was_chosen: bool
    why: Html | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFeedback:
    """What feedback says of one place that was filled in."""

    label: Html | str
    text: Html | str
    is_right: bool
    answer: Html | str
    whys: tuple[Html, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricFeedback:
    """What a person found of one item of a rubric."""

    text: Html
    points: Fraction
    is_received: bool
    why: Html | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackView:
    """How a question was answered, and why it is so. `options` where it has options, `places` otherwise.

    Where a person marked it, `rubric` says what was found, and `said` is what they wrote.
    """

    outcome: str
    words: str
    options: tuple[OptionFeedback, ...]
    places: tuple[PlaceFeedback, ...]
    many: bool
    sources: tuple[Html, ...]
    read_again: tuple[str, str] | None
    is_safety_critical: bool
    parts: "tuple[FeedbackView, ...]" = ()
    rubric: tuple[RubricFeedback, ...] = ()
    said: str = ""


def question_view(
    question: Question,
    placed: Placed,
    salt: str,
    texts: RenderedTexts,
    *,
    number: int,
    response: Response = BLANK,
    saw: int = 0,
    saved_at: datetime | None = None,
    is_final: bool = False,
    feedback: FeedbackView | None = None,
) -> QuestionView:
    """A question filled with what was answered so far; it tells nothing about what is right."""
    texts = texts.filled(question.values(placed.arrangement))
    asked = ask(question, placed, salt, response)
    slots = {slot.secret_name: _slot(slot, texts) for slot in asked.slots}
    return QuestionView(
        name=asked.name,
        type=asked.type,
        number=number,
        prompt=_prompt(texts.prompt(asked.prompt.text), slots),
        slots=tuple(slots.values()),
        saw=saw,
        saved_at=saved_at,
        is_answered=response != BLANK,
        is_final=is_final,
        feedback=feedback,
        parts=tuple(_part(part, place, asked, placed, texts, response) for place, part in enumerate(question.parts, 1)),
        note=texts.html(question.note.text) if question.note else None,
    )


def _part(
    part: Question, number: int, asked: Asked, placed: Placed, texts: RenderedTexts, response: Response
) -> QuestionView:
    texts = texts.filled(part.values(arrangement_of(part, placed.arrangement)))
    start = f"{part.common.id}/"
    slots = {
        slot.secret_name.removeprefix(start): _slot(slot, texts)
        for slot in asked.slots
        if slot.secret_name.startswith(start)
    }
    return QuestionView(
        name=f"{asked.name}-{number}",
        type=part.type,
        number=number,
        prompt=_prompt(texts.prompt(part.common.prompt.text), slots),
        slots=tuple(slots.values()),
        saw=0,
        saved_at=None,
        is_answered=response_to(part, response) != BLANK,
        note=texts.html(part.note.text) if part.note else None,
    )


def feedback_view(
    question: Question,
    placed: Placed,
    salt: str,
    texts: RenderedTexts,
    response: Response,
    *,
    fraction: Fraction,
    sources: tuple[Html, ...] = (),
    read_again: tuple[str, str] | None = None,
) -> FeedbackView:
    """What is said about an answer once its reasons may be shown. `read_again` is a title and an address."""
    texts = texts.filled(question.values(placed.arrangement))
    asked = ask(question, placed, salt, response)
    remarks = question.remarks(response, placed.arrangement)
    options, places = _said(asked.slots, remarks, texts)
    parts = tuple(_part_feedback(part, asked, remarks, placed, texts, response) for part in question.parts)
    return FeedbackView(
        outcome=_outcome(fraction),
        words=_WORDS[_outcome(fraction)],
        options=() if parts else options,
        places=() if parts else places,
        many=any(slot.control == "checkbox" for slot in asked.slots),
        sources=sources,
        read_again=read_again,
        is_safety_critical=question.common.safety_critical,
        parts=parts,
    )


def _part_feedback(
    part: Question,
    asked: Asked,
    remarks: Sequence[Remark],
    placed: Placed,
    texts: RenderedTexts,
    response: Response,
) -> FeedbackView:
    arrangement, start = arrangement_of(part, placed.arrangement), f"{part.common.id}/"
    slots = [slot for slot in asked.slots if slot.secret_name.startswith(start)]
    options, places = _said(slots, remarks, texts.filled(part.values(arrangement)))
    outcome = _outcome(part.mark(response_to(part, response), arrangement))
    return FeedbackView(
        outcome=outcome,
        words=_WORDS[outcome],
        options=options,
        places=places,
        many=any(slot.control == "checkbox" for slot in slots),
        sources=(),
        read_again=None,
        is_safety_critical=False,
    )


def _outcome(fraction: Fraction) -> str:
    return "right" if fraction == 1 else "part" if fraction > 0 else "wrong"


def _said(
    slots: Sequence[AskedSlot], remarks: Sequence[Remark], texts: RenderedTexts
) -> tuple[tuple[OptionFeedback, ...], tuple[PlaceFeedback, ...]]:
    by_slot: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_slot.setdefault(remark.slot, []).append(remark)
    options: list[OptionFeedback] = []
    places: list[PlaceFeedback] = []
    for index, slot in enumerate(slots, start=1):
        said = by_slot.get(slot.secret_name, [])
        if slot.control in ("radio", "checkbox"):
            options += _options(slot, said, texts)
        else:
            places.append(_place(slot, said, texts, index))
    return tuple(options), tuple(places)


def _slot(slot: AskedSlot, texts: RenderedTexts) -> SlotView:
    return SlotView(
        name=slot.name,
        control=slot.control,
        label=texts.html(slot.label.text) if slot.label else None,
        choices=tuple(
            ChoiceView(
                value=choice.value,
                text=texts.html(choice.text.text),
                plain=texts.plain(choice.text.text),
                is_chosen=choice.is_chosen,
                area=choice.area,
            )
            for choice in slot.choices
        ),
        unit=slot.unit,
        typed=slot.typed,
        longest=slot.longest,
        warnings=tuple(each.sentence for each in client_details(slot.typed)) if slot.longest else (),
    )


def _prompt(pieces: tuple[Piece, ...], slots: Mapping[str, SlotView]) -> tuple[PromptPiece, ...]:
    shown, gaps = [], 0
    for piece in pieces:
        name = getattr(piece, "name", None)
        if name is None:
            shown.append(PromptPiece(html=piece.html, slot=None))  # type: ignore[union-attr]  # a piece without a name is Words
        else:
            gaps += 1
            shown.append(PromptPiece(html=None, slot=slots[name], number=gaps))
    return tuple(shown)


def _options(slot: AskedSlot, said: list[Remark], texts: RenderedTexts) -> list[OptionFeedback]:
    by_key = {remark.key: remark for remark in said}
    return [
        OptionFeedback(
            text=texts.html(choice.text.text),
            is_right=by_key[choice.secret_key].is_right,
            was_chosen=by_key[choice.secret_key].was_chosen,
            why=_why(by_key[choice.secret_key], texts),
        )
        for choice in slot.choices
        if choice.secret_key in by_key
    ]


def _place(slot: AskedSlot, said: list[Remark], texts: RenderedTexts, index: int) -> PlaceFeedback:
    on_place = next((remark for remark in said if remark.key is None), None)
    on_choice = next((remark for remark in said if remark.key is not None and remark.was_chosen), None)
    on_right = next((remark for remark in said if remark.key is not None and remark.is_right), None)
    decides = on_place or on_choice
    is_right = bool(decides and decides.is_right)
    told = (on_place, on_choice) if on_place else (on_choice, None if is_right else on_right)
    chosen = next((choice for choice in slot.choices if choice.is_chosen), None)
    unit = f" {slot.unit}" if slot.unit and slot.typed else ""
    return PlaceFeedback(
        label=texts.html(slot.label.text) if slot.label else f"{index}" if slot.choices else "",
        text=texts.html(chosen.text.text) if chosen else f"{slot.typed}{unit}",
        is_right=is_right,
        answer=_answer(slot, on_place, on_right, texts),
        whys=tuple(texts.html(remark.why.text) for remark in told if remark and remark.why),
    )


def _answer(slot: AskedSlot, on_place: Remark | None, on_right: Remark | None, texts: RenderedTexts) -> Html | str:
    if on_place and on_place.answer_words:
        return on_place.answer_words
    if on_place and on_place.answer:
        return texts.html(on_place.answer.text)
    right = next((choice for choice in slot.choices if on_right and choice.secret_key == on_right.key), None)
    return texts.html(right.text.text) if right else ""


def _why(remark: Remark, texts: RenderedTexts) -> Html | None:
    return texts.html(remark.why.text) if remark.why else None
