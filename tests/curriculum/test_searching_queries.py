"""What somebody means who types into the search."""

from collections.abc import Callable

import pytest

from trainer.curriculum.searching_passages import Passage, PassageKind, take_apart
from trainer.curriculum.searching_queries import Wanted, corrected, understand
from trainer.curriculum.searching_vocabulary import Vocabulary, from_text, to_text, vocabulary_of

TEXTS = (
    "Hallucinations after ketamine are frightening",
    "A patient who hallucinates is not left alone",
    "Ketamine is a dissociative anaesthetic; the patient lies down",
    "The infusion is stopped when the patient asks",
)


@pytest.fixture
def vocabulary() -> Vocabulary:
    texts = [Passage(kind=PassageKind.SECTION, title="", text=text) for text in TEXTS]
    term = Passage(kind=PassageKind.TERM, title="Benzodiazepines", also=("benzos", "minor tranquillisers"))
    return vocabulary_of(map(take_apart, [*texts, term]))


@pytest.fixture
def ask(vocabulary: Vocabulary) -> Callable[[str], tuple[Wanted, ...]]:
    return lambda typed: understand(typed, vocabulary)


Ask = Callable[[str], tuple[Wanted, ...]]


def test_a_word_is_looked_for_by_its_stem_and_as_the_beginning_of_others(ask: Ask) -> None:
    [wanted] = ask("ketamine")
    assert (wanted.alternatives, wanted.beginnings) == ((("ketamin",),), ("ketamine",))


def test_half_a_word_longer_than_its_stem_finds_the_stem(ask: Ask) -> None:
    [wanted] = ask("hallucinati")
    assert ("hallucin",) in wanted.alternatives


def test_little_words_count_only_where_there_are_no_others(ask: Ask) -> None:
    assert [wanted.typed for wanted in ask("what is the ketamine for")] == ["ketamine"]
    assert [wanted.typed for wanted in ask("what is the")] == ["what", "is", "the"]


def test_a_word_counts_once_and_no_more_than_eight_do(ask: Ask) -> None:
    assert [wanted.typed for wanted in ask("dose Dose DOSE")] == ["dose"]
    assert len(ask("one two three four five six seven eight nine ten")) == 8


def test_names_of_one_thing_find_each_other(ask: Ask) -> None:
    [wanted] = ask("benzos")
    assert wanted.alternatives == (("benzo",), ("benzodiazepin",), ("minor", "tranquillis"))
    [asleep, tranquillisers] = ask("asleep minor tranquilliser")
    assert asleep.typed == "asleep"
    assert ("benzo",) in tranquillisers.alternatives


def test_rare_words_weigh_more_than_common_ones(ask: Ask) -> None:
    patient, infusion = ask("patient infusion")
    assert infusion.weight > patient.weight


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("ketamnie", ("ketamine",)),
        ("ketanine", ("ketamine",)),
        ("pateint", ("patient",)),
        ("hallucinatons", ("hallucinations",)),
        ("halucinatons", ("hallucinations",)),
        ("benzodiazapins", ("benzodiazepines",)),
        ("frigth", ("fright",)),
        ("zzzz", ()),
        ("kat", ()),
    ],
)
def test_a_mistyped_word_stands_for_the_nearest_ones(
    ask: Ask, vocabulary: Vocabulary, typed: str, near: tuple[str, ...]
) -> None:
    [wanted] = ask(typed)
    assert corrected(wanted, vocabulary).near == near


def test_a_word_of_seven_letters_may_have_one_wrong_and_no_more(ask: Ask, vocabulary: Vocabulary) -> None:
    assert [corrected(ask(typed)[0], vocabulary).near for typed in ("patiemt", "patiemd")] == [("patient",), ()]


def test_a_vocabulary_is_read_back_as_it_was(vocabulary: Vocabulary) -> None:
    assert from_text(to_text(vocabulary)) == vocabulary


def test_a_course_without_a_text_has_an_empty_vocabulary() -> None:
    empty = vocabulary_of([])
    assert from_text(to_text(empty)) == empty
    [wanted] = understand("anything", empty)
    assert corrected(wanted, empty).near == ()
