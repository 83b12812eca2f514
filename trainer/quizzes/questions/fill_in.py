"""Fill in: gaps in a sentence, each a list to choose from or a few words to type."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import ClassVar, Final, Self, TypeAlias, assert_never

from trainer.quizzes.questions.parts import options as parts
from trainer.quizzes.questions.parts.choosing import NOT_OURS, choose
from trainer.quizzes.questions.parts.entries import read_why
from trainer.quizzes.questions.parts.gaps import GAP, gap_names
from trainer.quizzes.questions.parts.options import Option, read_options_with_one_right
from trainer.quizzes.questions.parts.order import in_order, keys_in_order
from trainer.quizzes.questions.question import Arrangement, Common, Control, Question, Remark, Response, Slot
from trainer.yaml_text import ID, Fields, SourceText

_LONGEST: Final = 200
_FINAL_MARKS: Final = ".,;:!? "


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGap:
    """A gap filled from a list of options, of which one is right."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordGap:
    """A gap filled with typed words, right where they read like one of `accept`."""

    name: str
    accept: tuple[SourceText, ...]
    why: SourceText | None


Gap: TypeAlias = ListGap | WordGap


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn(Question):
    """Each gap earns an equal share. A slot is a gap, named as in the prompt.

    Typed words are compared without differences of case, white space, composed letters, curly and
    straight apostrophes, and marks at the end.
    """

    type: ClassVar[str] = "fill-in"
    gaps: tuple[Gap, ...]

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        declared = fields.group("gaps", required=True, cure="add 'gaps:' with an entry for each {{gap}} of the prompt")
        if declared is None:
            return None
        gaps = _read_gaps(declared)
        _compare_with_prompt(common.prompt, declared)
        places = {name: place for place, name in enumerate(gap_names(common.prompt.text))}
        gaps = tuple(sorted(gaps, key=lambda gap: places.get(gap.name, len(places))))
        # Nobody can be shown a prompt with a gap that nothing is known of.
        return cls(common=common, gaps=gaps) if gaps and places.keys() <= {gap.name for gap in gaps} else None

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {
            gap.name: keys_in_order(gap.options, random, shuffle=shuffle)
            for gap in self.gaps
            if isinstance(gap, ListGap)
        }

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        return tuple(_slot(gap, arrangement) for gap in self.gaps)

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        words = {gap.name for gap in self.gaps if isinstance(gap, WordGap)}
        chosen = choose({name: keys for name, keys in values.items() if name not in words}, self.slots({}))
        if isinstance(chosen, str):
            return chosen
        written = _read_words({name: typed for name, typed in values.items() if name in words})
        if isinstance(written, str):
            return written
        return Response(chosen=chosen.chosen, written=written)

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        right = sum(_is_right(gap, response) for gap in self.gaps)
        return Fraction(right, len(self.gaps))

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return tuple(remark for gap in self.gaps for remark in _remarks(gap, response, arrangement))

    def gapped(self) -> Iterator[SourceText]:
        yield self.common.prompt

    def texts(self) -> Iterator[SourceText]:
        for gap in self.gaps:
            match gap:
                case ListGap():
                    yield from parts.texts(gap.options)
                case WordGap():
                    yield gap.accept[0]
                    if gap.why:
                        yield gap.why
                case _:
                    assert_never(gap)

    def keys(self) -> frozenset[str]:
        options = (option.key for gap in self.gaps if isinstance(gap, ListGap) for option in gap.options)
        return frozenset((*options, *(gap.name for gap in self.gaps)))


def _read_gaps(declared: Fields) -> tuple[Gap, ...]:
    taken: dict[str, int] = {}
    names = declared.keys()
    gaps = [_read_gap(name, declared, taken) for name in names]
    return tuple(gap for gap in gaps if gap)


def _read_gap(name: str, declared: Fields, taken: dict[str, int]) -> Gap | None:
    if not ID.match(name):
        declared.error(f"'{name}' cannot name a gap; use lower-case letters, digits and hyphens", name)
    fields = declared.group(name)
    if fields is None:
        return None
    gap: Gap | None = None
    if fields.has("options") == fields.has("accept"):
        declared.error(f"the gap '{name}' needs either 'options:' or 'accept:'; keep or add one of them", name)
        fields.has("why")
    elif fields.has("options"):
        options = read_options_with_one_right(fields, taken)
        gap = ListGap(name=name, options=options) if options else None
    else:
        accept, why = _read_accept(fields), read_why(fields)
        gap = WordGap(name=name, accept=accept, why=why) if accept else None
    fields.finish()
    return gap


def _read_accept(fields: Fields) -> tuple[SourceText, ...]:
    accept = fields.texts("accept")
    if fields.has("accept") and not accept:
        fields.error("'accept' holds no answer; write the answers that are right, as in accept: [prescriber]", "accept")
    for text in accept:
        if len(text.text) > _LONGEST or not _plain(text.text):
            fields.report.error(text.line, f"write an accepted answer with a word and at most {_LONGEST} characters")
    return accept


def _compare_with_prompt(prompt: SourceText, declared: Fields) -> None:
    names, met = declared.keys(), set()
    if not names:
        declared.error("there are no gaps; write {{who}} in the prompt and 'who:' with its options here")
    for match in GAP.finditer(prompt.text):
        name, line = match[1], prompt.line + prompt.text.count("\n", 0, match.start())
        if not ID.match(name):
            cure = "use lower-case letters, digits and hyphens only, as in {{who}}"
            declared.report.error(line, f"'{match[0]}' is no gap; {cure}")
        elif name in met:
            declared.report.error(line, f"the gap '{match[0]}' stands twice in the prompt; name the second anew")
        elif name not in names:
            declared.report.error(line, f"the gap '{match[0]}' is not declared; add '{name}:' under 'gaps:'")
        met.add(name)
    for name in names:
        if name not in met:
            declared.error(f"the prompt has no gap '{name}'; write {{{{{name}}}}} in it or remove this one", name)


def _slot(gap: Gap, arrangement: Arrangement) -> Slot:
    match gap:
        case ListGap():
            options = in_order(gap.options, arrangement.get(gap.name, ()))
            return Slot(name=gap.name, control=Control.SELECT, choices=parts.choices(options))
        case WordGap():
            return Slot(name=gap.name, control=Control.TEXT)
        case _:
            assert_never(gap)


def _read_words(values: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...] | str:
    written = {}
    for name, typed in values.items():
        if len(typed) > 1:
            return NOT_OURS
        words = " ".join("".join(typed).split())
        if len(words) > _LONGEST:
            return f"Write at most {_LONGEST} characters."
        if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in words):
            return "This holds a character that cannot be read; type the words again."
        if words:
            written[name] = words
    return tuple(sorted(written.items()))


def _is_right(gap: Gap, response: Response) -> bool:
    match gap:
        case ListGap():
            return any(key in parts.right_keys(gap.options) for key in response.keys(gap.name))
        case WordGap():
            words = _plain(response.words(gap.name))
            return bool(words) and words in {_plain(text.text) for text in gap.accept}
        case _:
            assert_never(gap)


def _remarks(gap: Gap, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
    match gap:
        case ListGap():
            return parts.remarks(in_order(gap.options, arrangement.get(gap.name, ())), gap.name, response)
        case WordGap():
            is_right, was_chosen = _is_right(gap, response), bool(response.words(gap.name))
            answer = gap.accept[0]
            return (
                Remark(slot=gap.name, key=None, is_right=is_right, was_chosen=was_chosen, why=gap.why, answer=answer),
            )
        case _:
            assert_never(gap)


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", words).casefold()).replace("\u2019", "'")
    return " ".join(folded.split()).rstrip(_FINAL_MARKS)
