"""A question as pages show it: to be answered, or answered with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from trainer.curriculum.rendered import Piece, RenderedTexts
from trainer.curriculum.safe_html import Html
from trainer.quizzes.asking import AskedSlot, ask
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.question import BLANK, Question, Remark, Response


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    """Something to choose; `text` for a list of options, `plain` for a drop-down."""

    value: str
    text: Html
    plain: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """A place to fill in."""

    name: str
    control: str
    label: Html | None
    choices: tuple[ChoiceView, ...]
    unit: str | None
    typed: str

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
class FeedbackView:
    """How a question was answered, and why it is so. `options` where it has options, `places` otherwise."""

    outcome: str
    words: str
    options: tuple[OptionFeedback, ...]
    places: tuple[PlaceFeedback, ...]
    many: bool
    sources: tuple[Html, ...]
    read_again: tuple[str, str] | None
    is_safety_critical: bool


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
    asked = ask(question, placed, salt, response)
    remarks = question.remarks(response, placed.arrangement)
    by_slot: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_slot.setdefault(remark.slot, []).append(remark)
    options: list[OptionFeedback] = []
    places: list[PlaceFeedback] = []
    for index, slot in enumerate(asked.slots, start=1):
        said = by_slot.get(slot.secret_name, [])
        if slot.control in ("radio", "checkbox"):
            options += _options(slot, said, texts)
        else:
            places.append(_place(slot, said, texts, index))
    outcome = "right" if fraction == 1 else "part" if fraction > 0 else "wrong"
    return FeedbackView(
        outcome=outcome,
        words={"right": "Right", "part": "Partly right", "wrong": "Not right"}[outcome],
        options=tuple(options),
        places=tuple(places),
        many=any(slot.control == "checkbox" for slot in asked.slots),
        sources=sources,
        read_again=read_again,
        is_safety_critical=question.common.safety_critical,
    )


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
            )
            for choice in slot.choices
        ),
        unit=slot.unit,
        typed=slot.typed,
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
    if on_place and on_place.answer:
        return texts.html(on_place.answer.text)
    right = next((choice for choice in slot.choices if on_right and choice.secret_key == on_right.key), None)
    return texts.html(right.text.text) if right else ""


def _why(remark: Remark, texts: RenderedTexts) -> Html | None:
    return texts.html(remark.why.text) if remark.why else None
