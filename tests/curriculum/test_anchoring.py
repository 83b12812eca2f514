"""A note follows its words, and is never shown at words that do not resemble them."""

from difflib import SequenceMatcher

from hypothesis import example, given, settings
from hypothesis import strategies as st

from trainer.curriculum.anchoring import ALIKE, Quote, Standing, find, place, resemblance

TEXT = (
    "The peak came after twenty minutes in most people. Stay with the patient. Measure the blood pressure before the "
    "injection, and every fifteen minutes afterwards until it is steady. Stay with the patient. Then call the "
    "prescriber if it rises above the limit."
)
MEASURE = "Measure the blood pressure before the injection"


def quote_of(text: str, words: str, occurrence: int = 0) -> Quote:
    """A quote as a browser takes it, with 32 characters on each side."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    end = start + len(words)
    return Quote(words=words, before=text[max(0, start - 32) : start], after=text[end : end + 32])


def found_in(text: str, quote: Quote) -> str | None:
    place = find(text, quote)
    return text[place.start : place.end] if place else None


def test_words_that_stand_twice_are_told_apart_by_what_stands_around_them() -> None:
    first, second = (find(TEXT, quote_of(TEXT, "Stay with the patient", n)) for n in (0, 1))
    assert first
    assert second
    assert (first.start, second.start) == (51, 180)
    assert first.is_exact
    assert second.is_exact


def test_the_second_of_two_is_found_when_the_text_before_it_has_grown() -> None:
    grown = TEXT.replace("The peak", "In a study that was published later the peak")
    found = find(grown, quote_of(TEXT, "Stay with the patient", 1))
    assert found
    assert grown[: found.start].endswith("until it is steady. ")


def test_quotation_marks_dashes_and_capitals_are_no_change() -> None:
    text = "She said: “I can’t” – and stayed."
    found = find(text, Quote(words='she said: "I can\'t" - and'))
    assert found
    assert found.is_exact
    assert text[found.start : found.end] == "She said: “I can’t” – and"


def test_a_few_changed_words_are_found() -> None:
    changed = TEXT.replace(MEASURE, "Measure blood pressure before each injection")
    assert found_in(changed, quote_of(TEXT, MEASURE)) == "Measure blood pressure before each injection"


def test_a_mended_typing_error_is_found_where_it_stood() -> None:
    mistyped = TEXT.replace("prescriber", "presriber")
    assert found_in(TEXT, quote_of(mistyped, "presriber")) == "prescriber"


def test_the_first_and_the_last_word_may_be_the_changed_ones() -> None:
    changed = TEXT.replace(MEASURE, "Take the blood pressure before the infusion")
    assert found_in(changed, quote_of(TEXT, MEASURE)) == "Take the blood pressure before the infusion"


def test_words_that_were_taken_out_are_gone() -> None:
    assert found_in(TEXT.replace(MEASURE, ""), quote_of(TEXT, MEASURE)) is None
    assert found_in(TEXT.replace("steady", "calm"), quote_of(TEXT, "steady")) is None


def test_a_short_quote_is_not_shown_at_the_same_word_elsewhere() -> None:
    text = "The dose matters. Ask who decides on it. Write down the dose and the time. Tell nobody else the dose."
    without = text.replace("The dose matters. ", "")
    assert found_in(without, quote_of(text, "dose")) is None


def test_words_that_moved_to_another_section_are_found_there() -> None:
    texts = {"before": "Nothing is left here.", "after": TEXT}
    placed = place(texts, "before", quote_of(TEXT, MEASURE))
    assert (placed.standing, placed.section) == (Standing.MOVED, "after")
    assert placed.quote == quote_of(TEXT, MEASURE)


def test_changed_words_in_their_own_section_come_before_like_words_elsewhere() -> None:
    changed = TEXT.replace("Measure the", "Measure her")
    texts = {"own": changed, "summary": "In short: be early, breathe, and measure the blood pressure before a walk."}
    placed = place(texts, "own", quote_of(TEXT, MEASURE))
    assert (placed.standing, placed.section) == (Standing.CHANGED, "own")


def test_what_is_gone_stands_under_its_section_and_without_one_nowhere() -> None:
    quote = Quote(words="something that nobody ever wrote in this text")
    assert place({"own": TEXT}, "own", quote).section == "own"
    assert place({"own": TEXT}, "own", quote).standing is Standing.GONE
    assert place({"other": TEXT}, "own", quote).section is None


def test_a_note_without_a_quote_is_about_its_section() -> None:
    assert place({"own": TEXT}, "own", Quote(words="")).standing is Standing.HERE
    gone = place({"other": TEXT}, "own", Quote(words=""))
    assert (gone.standing, gone.section) == (Standing.GONE, None)


def test_a_long_quote_may_lose_a_sentence() -> None:
    sentences = [f"Sentence number {n} speaks of a matter called {name}." for n, name in enumerate("abcdefghijklmnop")]
    text = " ".join(sentences)
    shorter = " ".join(sentence for sentence in sentences if "called g" not in sentence)
    quote = quote_of(text, " ".join(sentences[2:14]))
    assert found_in(shorter, quote) == " ".join(s for s in sentences[2:14] if "called g" not in s)


WORDS = st.sampled_from(
    ("dose", "route", "patient", "prescriber", "the", "of", "and", "before", "ketamine", "blood", "pressure", "stay")
)
SENTENCES = st.lists(WORDS, min_size=3, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")
TEXTS = st.lists(SENTENCES, min_size=2, max_size=12).map(" ".join)


@st.composite
def quoted_texts(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text, and where whole words of it stand that have at least sixteen characters."""
    text = draw(TEXTS.filter(lambda text: len(text) > 60))
    begins = [0, *(at + 1 for at in range(len(text) - 1) if text[at] == " ")]
    start = draw(st.sampled_from([at for at in begins if len(text) - at >= 16]))
    ends = [at for at in range(start + 16, len(text) + 1) if at == len(text) or text[at] == " "]
    return text, start, draw(st.sampled_from(ends))


@given(quoted_texts(), TEXTS, TEXTS)
def test_edits_elsewhere_never_lose_a_note(quoted: tuple[str, int, int], before: str, after: str) -> None:
    text, start, end = quoted
    quote = Quote(words=text[start:end], before=text[max(0, start - 32) : start], after=text[end : end + 32])
    edited = f"{before} {text[start:end]} {after}"
    assert found_in(edited, quote) == text[start:end]


@given(quoted_texts(), TEXTS, TEXTS)
@example(
    ("The dose dose dose dose dose route the dose. The dose dose dose.", 4, 23),
    "Dose dose dose. Dose dose dose dose dose dose route the dose.",
    "Dose dose dose. Dose dose dose.",
)
def test_a_note_stays_at_its_own_words_while_its_surroundings_stand(
    quoted: tuple[str, int, int], before: str, after: str
) -> None:
    text, start, end = quoted
    quote = Quote(words=text[start:end], before=text[max(0, start - 32) : start], after=text[end : end + 32])
    edited = f"{before} {text} {after}"
    found = find(edited, quote)
    assert found
    assert (
        quote.before + quote.words + quote.after
        == edited[found.start - len(quote.before) : found.end + len(quote.after)]
    )


@settings(max_examples=300)
@given(TEXTS, st.text(max_size=60) | TEXTS, st.text(max_size=32), st.text(max_size=32))
def test_a_note_is_never_shown_at_words_that_do_not_resemble_its_quote(
    text: str, words: str, before: str, after: str
) -> None:
    shown = found_in(text, Quote(words=words, before=before, after=after))
    if shown is not None:
        compared = SequenceMatcher(None, shown.lower(), words.lower(), autojunk=False)
        common = sum(block.size for block in compared.get_matching_blocks())
        assert common >= 0.5 * max(len(shown), len(words))
        assert resemblance(shown, words) >= ALIKE


@given(quoted_texts(), st.integers(0, 2000), st.characters(categories=["L"]))
def test_one_wrong_letter_loses_no_note(quoted: tuple[str, int, int], where: int, letter: str) -> None:
    text, start, end = quoted
    quote = Quote(words=text[start:end], before=text[max(0, start - 32) : start], after=text[end : end + 32])
    at = start + where % (end - start)
    edited = text[:at] + letter + text[at + 1 :]
    shown = found_in(edited, quote)
    assert shown is not None
    assert resemblance(shown, quote.words) >= ALIKE


@given(st.dictionaries(st.sampled_from("abc"), TEXTS, min_size=1), st.sampled_from("abcd"), TEXTS)
def test_a_note_is_always_listed_somewhere(texts: dict[str, str], section: str, words: str) -> None:
    placed = place(texts, section, Quote(words=words[:200]))
    assert placed.section in texts or (placed.section is None and section not in texts)
    assert (placed.quote is None) == (placed.standing is Standing.GONE)
