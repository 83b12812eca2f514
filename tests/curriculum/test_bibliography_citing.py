"""Where a course cites its sources, and the sentence that rests on each."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.care_course import care_course
from trainer.course_folder import read_folder
from trainer.curriculum.assembling import assemble
from trainer.curriculum.bibliography_citing import Citing, Where, cited_in, citings_of
from trainer.curriculum.constructs import Citation, ExerciseMark, Image
from trainer.curriculum.scanning import scan
from trainer.yaml_text import SourceText

SHIPPED = assemble(read_folder(Path(__file__).parents[2])[0]).course()


def claims(text: str) -> list[tuple[str, int, str]]:
    return list(cited_in(SourceText(text, 1)))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("First. It peaks early [@a]. Last.", "It peaks early."),
        ("First. It peaks early. [@a] Last.", "It peaks early."),
        (
            "It peaks [@a] at *20* minutes, as **Smith** et al. found [in 1984](../x.md#y).",
            "It peaks at 20 minutes, as Smith et al. found in 1984.",
        ),
        (
            "Dr. Adler wrote (cf. p. 3) that i.m. doses of 0.5 mg vary [@a].",
            "Dr. Adler wrote (cf. p. 3) that i.m. doses of 0.5 mg vary.",
        ),
        ("> [!safety] Never\n> Milligrams do not transfer [@a].", "Milligrams do not transfer."),
        ("One\nline and\nanother [@a].\n\nA new paragraph.", "One line and another."),
        ("- First point.\n- Second point [@a]\n- Third", "Second point"),
        ("| Route | Share |\n|---|---|\n| Vein | 100 % [@a] |", "Vein · 100 %"),
        ("A troche[^1] melts.\n\n[^1]: In ten minutes [@a].", "In ten minutes."),
        ("Call the {{who}} first [@a].", "Call the … first."),
        ("[@a]", ""),
    ],
)
def test_a_claim_is_the_sentence_in_plain_words(text: str, claim: str) -> None:
    assert claims(text)[0][2] == claim


def test_a_long_claim_is_cut_between_words() -> None:
    (found,) = claims("word " * 100 + "[@a].")
    assert found[2] == "word " * 46 + "word…"


def test_each_key_of_a_citation_is_found_on_its_line() -> None:
    assert claims("One [@a; @b].\n\nTwo [ @c ] and\nthree [@a].") == [
        ("a", 1, "One."),
        ("b", 1, "One."),
        ("c", 3, "Two and three."),
        ("a", 4, "Two and three."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`[@a]`",
        "``a ` [@a]``",
        "```\n[@a]\n```",
        "<!-- [@a] -->",
        r"\[@a]",
        "[@a](x.md)",
        "a@b.org [a]",
        "[@]",
        "[@a b]",
    ],
)
def test_what_cites_nothing_is_passed_over(text: str) -> None:
    assert claims(text) == []


def test_a_hostile_text_is_read_at_once() -> None:
    for text in (
        "`" * 20_000 + "[@a]",
        "[@a" * 9_000,
        "[" * 29_000 + "@a]",
        "!" * 29_000 + " [@a]",
        "|" * 29_000 + "[@a]",
    ):
        assert len(claims(text)) <= 5_801


def test_the_shipped_course_is_found_to_cite_what_its_pages_cite() -> None:
    texts = [section.source for module in SHIPPED.modules.values() for section in module.sections]
    texts += [term.definition for term in SHIPPED.glossary.values()]
    texts += [text for quiz in SHIPPED.quizzes for question in quiz.questions for text in question.texts()]
    found = [(text.line, key, line) for text in texts for key, line, _ in cited_in(text)]
    rendered = [(text.line, key, line) for text in texts for key, line in _cited_on_the_page(text)]

    assert len(found) > 500
    assert sorted(set(found)) == sorted(set(rendered))


def test_every_place_is_named() -> None:
    course = assemble(
        care_course(
            {
                "curriculum/glossary.yml": "troche:\n  term: Troche\n  definition: A lozenge [@hirlinger1984].\n",
                "curriculum/sessions/presence.md": care_course()["curriculum/sessions/presence.md"].decode()
                + "\nIt ends [@hirlinger1984].\n",
            }
        )
    ).course()

    found = citings_of(course)["hirlinger1984"]

    routes, quiz = "curriculum/pharmacology/routes.md", "quizzes/routes.yml"
    prompt = "When does the concentration peak after an intramuscular injection?"
    assert found == (
        Citing(
            where=Where.SECTION,
            path=routes,
            title="Routes",
            line=9,
            part="",
            part_title="",
            claim="An opening about a troche.",
        ),
        Citing(
            where=Where.SECTION,
            path="curriculum/sessions/presence.md",
            title="Presence",
            line=13,
            part="return",
            part_title="The return",
            claim="It ends.",
        ),
        Citing(
            where=Where.QUESTION,
            path=quiz,
            title="Routes",
            line=15,
            part="im-peak",
            part_title="Question 1",
            claim=prompt,
        ),
        Citing(
            where=Where.TERM,
            path="curriculum/glossary.yml",
            title="Glossary",
            line=3,
            part="troche",
            part_title="Troche",
            claim="A lozenge.",
        ),
    )


def _cited_on_the_page(text: SourceText) -> Iterator[tuple[str, int]]:
    """Each key with its line, those in the captions of figures and in exercises too."""
    for construct in scan(text, checks={}, gaps=False).constructs.found:
        if isinstance(construct.what, Citation):
            yield from ((key, construct.line) for key in construct.what.keys)
        elif isinstance(construct.what, Image):
            yield from _cited_on_the_page(SourceText(construct.what.caption, construct.line))
        elif isinstance(construct.what, ExerciseMark):
            for number, line in enumerate(construct.what.content.split("\n"), start=construct.line + 1):
                yield from ((key, number) for key in re.findall(r"@(\w+)", line))
