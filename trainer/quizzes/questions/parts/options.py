"""Options of which some are right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.quizzes.questions.parts.entries import read_keys, read_why, refuse_twins
from trainer.quizzes.questions.question import Choice, Remark, Response
from trainer.yaml_text import Fields, SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose, whether choosing it is right, and why."""

    key: str
    text: SourceText
    correct: bool
    why: SourceText | None


def read_options(fields: Fields, taken: dict[str, int]) -> tuple[Option, ...]:
    """The options under `options`; `taken` as in `read_keys`. Incomplete options are reported and left out."""
    entries = fields.groups("options", required=True, cure="add 'options:' with at least two entries below")
    if fields.has("options") and len(entries) < 2:
        fields.error("there are fewer than two options; add another one", "options")
    keys = read_keys(entries, taken)
    texts = [entry.text("text") for entry in entries]
    refuse_twins(entries, texts, "text")
    options = []
    for entry, key, text in zip(entries, keys, texts, strict=True):
        correct = entry.yes_no("correct", False) or False
        why = read_why(entry)
        entry.finish()
        if text:
            options.append(Option(key=key, text=text, correct=correct, why=why))
    return tuple(options)


def read_options_with_one_right(fields: Fields, taken: dict[str, int]) -> tuple[Option, ...]:
    """The options under `options`, of which exactly one must be right."""
    options = read_options(fields, taken)
    right = [option for option in options if option.correct]
    if options and not right:
        fields.error("no option is marked correct; add 'correct: true' to one", "options")
    elif len(right) > 1:
        lines = " and ".join(str(option.text.line) for option in right)
        fields.error(f"the options in lines {lines} are marked correct; keep 'correct: true' at one", "options")
    return options


def right_keys(options: Sequence[Option]) -> frozenset[str]:
    """The keys of the options that are right."""
    return frozenset(option.key for option in options if option.correct)


def choices(options: Sequence[Option]) -> tuple[Choice, ...]:
    """The options as they are shown, without what tells the right one."""
    return tuple(Choice(key=option.key, text=option.text) for option in options)


def remarks(options: Sequence[Option], slot: str, response: Response) -> tuple[Remark, ...]:
    """What feedback says about each option."""
    chosen = response.keys(slot)
    return tuple(
        Remark(slot=slot, key=option.key, is_right=option.correct, was_chosen=option.key in chosen, why=option.why)
        for option in options
    )


def texts(options: Sequence[Option]) -> Iterator[SourceText]:
    """Every text of the options."""
    for option in options:
        yield option.text
        if option.why:
            yield option.why
