"""What a reader may stumble over in the text of a module."""

from dataclasses import replace

import pytest

from tests.curriculum.small_course import FRONT_LINES, ROUTES, course_files, module_text, read_module, small_course
from tests.support.branching_cases import CASE, PATH
from trainer.curriculum.assembling import assemble
from trainer.curriculum.course import Term
from trainer.curriculum.quality.claims import unsupported, unsupported_in_case
from trainer.curriculum.quality.doses import figure_of, in_case, in_glossary, in_module
from trainer.curriculum.quality.finding import Rule
from trainer.curriculum.quality.reading import long_sentences, reading_of, syllables
from trainer.curriculum.quality.sentences import sentences
from trainer.curriculum.quality.spelling import misspelt
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.cases.parsing import parse_case
from trainer.yaml_text import SourceText

FIRST = FRONT_LINES + 1
COMMON = (
    "The body of a person needs some time until what was given into a muscle, a vein or the nose has been taken away "
    "again, and nobody can hurry that by wishing; so we wait, we look, we write down what we see, and we ask again."
)
CITED = "Something is known [@zanos2018].\n\n"


def claims(body: str) -> list[int]:
    """The lines of a module's body that claim something without a source; its section cites one elsewhere."""
    module, _ = read_module(f"## Peak {{#peak}}\n{CITED}{body}")
    return [each.line - FIRST - 2 for each in unsupported(module) if each.rule is Rule.CLAIM]


def read_case(text: str) -> BranchingCase:
    """The small branching case, written so."""
    case, problems = parse_case(PATH, text)
    assert case is not None
    assert problems == ()
    return case


def doses(body: str) -> list[str]:
    """The figures of a section that read like doses and stand without a source."""
    return [each.message.split("'")[1] for each in in_module(read_module(f"## Peak {{#peak}}\n{body}")[0])]


@pytest.mark.parametrize(
    "words",
    [
        "Half of them responded: 55% in one group.",
        "In two trials the effect faded within a week.",
        "A randomized comparison came later.",
        "The FDA has warned of it.",
        "The spray is approved for adults with depression.",
        "It has not been shown to prevent suicide.",
        "Its label carries a boxed warning.",
        "Cramps were reported by 12 patients.",
        "Heavy use raises the risk of harm.",
        "> [!safety] Never get wrong\n> Heavy use raises the risk of harm.",
        "- One trial found nothing.\n- Another did.",
        "| Group | Share |\n|---|---|\n| One | 55% |",
    ],
)
def test_a_claim_wants_a_source(words: str) -> None:
    assert len(claims(f"\n{words}\n")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Ask before you sit down.",
        "In two trials the effect faded within a week [@zanos2018].",
        "In two trials the effect faded.[^a]\n\n[^a]: Both are small [@zanos2018].",
        "What did the trials show?",
        "A claim without a study behind it is a headline.",
        "This module describes what 55% means.",
        "Your clinic's rule, that 90% is enough, is set by the medical director.",
        "Nadia, 38, believes it to 90%.",
        'He says: "It works in 90% of people, the trials showed it."',
        "**Jonas:** It was approved for that, wasn't it?",
        "> **Jonas:** The trials showed it, in 90% of people.",
        "> [!practice] Words\n> In trials it was shown to help for a while.",
        "Two trials were compared:\n\n- The first, small [@zanos2018].\n- The second.",
        "Two trials say this [@zanos2018]:\n\n- In one of them 55% felt better.\n\n  That is half.",
        "| Group | Share |\n|---|---|\n| One | 55% [@zanos2018] |\n| Two | 63% |",
        "### Example\n\nIn one trial 55% responded.",
        "![55% responded](../figures/routes.svg)",
        "See [What was found in trials](../states/presence.md).",
        "```text\nIn one trial 55% responded.\n```",
    ],
)
def test_directions_examples_and_words_of_people_want_none(words: str) -> None:
    assert claims(f"\n{words}\n") == []


def test_a_claim_is_named_with_its_line_and_a_cure() -> None:
    module, _ = read_module(f"## Peak {{#peak}}\n{CITED}Ask first. In two trials the effect faded within a week.\n")

    assert [(each.line - FIRST, each.message) for each in unsupported(module)] == [
        (3, "this states something of the world without a source: 'In two trials the effect faded within a week.'; "
            "cite what it rests on, as in '[@key]', or leave the claim out"),
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["Summary", "Further reading", "Practice", "Example", "Sample wording", "Reflection"])
def test_a_section_cites_something_unless_its_title_says_otherwise(title: str) -> None:
    module, _ = read_module(f"## Peak {{#peak}}\nWords.\n\n## {title} {{#other}}\nIn trials 55% were found.\n")

    assert [(each.rule, each.line - FIRST) for each in unsupported(module)] == [(Rule.SECTION, 0)]


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("Give 0.5 mg/kg slowly", "0.5 mg"),
        ("a troche of 200 mg", "200 mg"),
        ("10 micrograms", "10 micrograms"),
        ("2 mL of it", "2 mL"),
        ("one tablet daily", "one tablet daily"),
        ("3 lozenges", "3 lozenges"),
        ("0.1 mg/kg/h", "0.1 mg"),
        ("run at 30 mL/h", "30 mL"),
        ("100 to 250 ng/mL in plasma", None),
        ("5 mg/L", None),
        ("a pressure of 140 mmHg", None),
        ("40 minutes", None),
        ("clearance of 20 mL/min", None),
    ],
)
def test_what_reads_like_a_dose(words: str, figure: str | None) -> None:
    assert figure_of(words) == figure


def test_a_dose_stands_in_a_sentence_with_its_source() -> None:
    assert doses("One study gave 0.5 mg/kg [@zanos2018].") == []
    assert doses("One study gave 0.5 mg/kg. [@zanos2018] Others differ.") == []
    assert doses("One study gave 0.5 mg/kg. Another differs [@zanos2018].") == ["0.5 mg"]
    assert doses("> [!practice] Words\n> You will get 50 mg.") == ["50 mg"]
    assert doses("| a | b |\n|---|---|\n| 50 mg [@zanos2018] | c |\n| 60 mg | d |") == ["60 mg"]


def test_an_exercise_with_a_dose_names_a_source() -> None:
    assert doses("```triage-board\nitems:\n  - {text: 50 mg, row: stop}\n```") == ["50 mg"]
    assert doses("```triage-board\nitems:\n  - {text: 50 mg, row: stop}\n  - {text: No., why: 'So [@a].'}\n```") == []


def test_reasons_of_a_case_cite_and_what_happens_in_it_is_invented() -> None:
    told = CASE.replace("She nods.", "She has read that in trials 55% felt better.")
    claimed = told.replace("It is not for the therapist to say.", "In trials 55% felt better.")

    assert [list(unsupported_in_case(read_case(text))) for text in (CASE, told)] == [[], []]
    assert [each.line for each in unsupported_in_case(read_case(claimed))] == [
        claimed.split("why: In trials")[0].count("\n") + 1
    ]


def test_no_case_names_a_dose_without_its_source() -> None:
    dosed = CASE.replace("She nods.", "She nods. You hear the prescriber say 40 mg.")

    assert list(in_case(read_case(CASE))) == []
    assert [each.line for each in in_case(read_case(dosed))] == [dosed.split("She nods.")[0].count("\n") + 1]


def test_a_definition_is_looked_through_for_doses_too() -> None:
    term = Term(key="a", term="A", also=(), definition=SourceText("Some 50 mg.", 3))

    assert [(each.file, each.line) for each in in_glossary(iter((term,)))] == [("curriculum/glossary.yml", 3)]


def misspelled(body: str) -> list[str]:
    """The words of a section that may be misspelt, with what may be meant."""
    found = misspelt(assemble(course_files({ROUTES: module_text(f"## Peak {{#peak}}\n{COMMON}\n\n{body}\n")})))
    return [each.message.split(";")[0] for each in found]


def test_a_word_one_letter_away_from_a_known_one_may_be_misspelt() -> None:
    assert misspelled("The presciber sees the patiant.") == [
        "'presciber' may be misspelt ('prescriber'?)",
        "'patiant' may be misspelt ('patient'?)",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Norketamine and norketamines, intramuscular.",
        "A zorbling, then another zorbling, and one more zorbling.",
        "An app, this app and that app, and then two apps.",
        "Names such as Hirlinger, and SNRIs, and the 5HT2A.",
        "Nothing known is near to xyloquatsch.",
        "See [this](../states/presence.md), @zanos and the well-beeing of `codde`.",
    ],
)
def test_terms_names_and_words_that_the_course_repeats_are_not_misspelt(words: str) -> None:
    assert misspelled(words) == []


def test_a_course_in_another_language_is_passed_over() -> None:
    words = "Nach der Behandlung bleibt jemand neben dir sitzen und wartet, bis du wieder ganz wach geworden bist."
    assert list(misspelt(assemble(course_files({ROUTES: module_text(f"## A {{#a}}\n{words}\n")})))) == []


def test_sentences_end_where_readers_pause() -> None:
    text = 'Dr. Stone waited. "Now?" she asked [@a]. It rose. [@b; @c] Then, e.g. at 2.5 hours, it fell'

    assert list(sentences(text)) == [
        "Dr. Stone waited.",
        '"Now?" she asked [@a].',
        "It rose. [@b; @c]",
        "Then, e.g. at 2.5 hours, it fell",
    ]


@pytest.mark.parametrize(
    ("word", "count"),
    [("a", 1), ("time", 1), ("routes", 1), ("ketamine", 3), ("measured", 2), ("waited", 2), ("table", 2), ("the", 1),
     ("patient", 2), ("evidence", 3)],
)  # fmt: skip
def test_syllables_are_reckoned(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    two, _ = read_module("## A {#a}\nThe patient sits and waits for one minute. Ask her what.\n")

    assert (reading_of(two).words, reading_of(two).longest, reading_of(two).grade) == (11, 8, 0.5)


def test_a_module_without_words_has_a_grade_too() -> None:
    module = replace(small_course().modules["states/presence"], opening=SourceText("", 1), sections=())

    assert (reading_of(module).words, reading_of(module).grade, reading_of(module).words_in_a_sentence) == (0, 0.0, 0.0)


def test_a_sentence_that_is_too_long_is_told() -> None:
    module, _ = read_module(f"## A {{#a}}\nShort.\n\n{'word ' * 41}end.\n\n{'word ' * 39}end.\n")

    assert [(each.line - FIRST, each.message.split(":")[0]) for each in long_sentences(module)] == [
        (3, "this sentence has 42 words")
    ]


@pytest.mark.parametrize(
    "text", ["1," * 20_000, "." * 40_000, "a." + " " * 40_000 + "b", "e.g. A " * 6_000, "“" * 20_000]
)
def test_a_hostile_text_is_looked_through_like_any(text: str) -> None:
    assert claims(f"\n{text}\n") == []
    assert doses(text) == []
