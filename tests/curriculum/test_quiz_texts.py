"""Tests for rendering the texts of a quiz."""

import pytest

from tests.curriculum.small_course import LINKS, QUIZ, small_course
from trainer.curriculum.rendered import Gap, Piece, RenderedTexts, Words
from trainer.curriculum.rendering import render_quiz
from trainer.quizzes.parsing import parse_quiz

HEAD = "title: Routes\nmodule: ../curriculum/pharmacology/routes.md\nquestions:\n"
CHOICE = """\
  - id: peak
    type: single-choice
    objective: compare
    prompt: |
      When does it *peak*?

      Think of [the return](../curriculum/states/presence.md#return).
    options:
      - {id: soon, text: Within 20 min, correct: true, why: 'So it was measured [@hirlinger1984].'}
      - {id: late, text: '$t > 60$', why: 'See [it](../curriculum/glossary.yml#norketamine).'}
    cite: [hirlinger1984]
"""


def texts(questions: str) -> tuple[RenderedTexts, list[str]]:
    """The rendered texts of a quiz with these questions, and their problems as 'line: message'."""
    quiz, _ = parse_quiz(QUIZ, HEAD + questions)
    assert quiz is not None
    rendered, problems = render_quiz(small_course(), quiz, LINKS)
    return rendered, [f"{problem.line}: {problem.message}" for problem in problems]


def fill_in(prompt: str, *gaps: str) -> tuple[tuple[Piece, ...], list[str]]:
    """The pieces of a fill-in prompt, and its problems."""
    declared = "".join(f"      {gap}: {{accept: [x], why: Because.}}\n" for gap in gaps)
    rendered, problems = texts(
        f"  - id: call\n    type: fill-in\n    objective: compare\n    prompt: {prompt}\n    gaps:\n{declared}"
    )
    (pieces,) = rendered.pieces.values()
    return pieces, problems


def test_a_prompt_of_paragraphs_is_blocks_and_a_short_text_is_not() -> None:
    rendered, problems = texts(CHOICE)
    assert problems == []
    prompt = next(source for source in rendered.by_source if source.startswith("When"))
    assert rendered.html(prompt).replace("\n", "") == (
        "<p>When does it <em>peak</em>?</p>"
        '<p>Think of <a href="/learn/states/presence#section-return">the return</a>.</p>'
    )
    assert rendered.html("Within 20 min") == "Within 20 min"
    assert rendered.prompt("Within 20 min") == (Words(html=rendered.html("Within 20 min")),)


def test_sources_are_named_and_linked_to_the_page_of_references() -> None:
    rendered, _ = texts(CHOICE)
    link = '<a class="cite" href="/references#ref-hirlinger1984">Hirlinger &amp; Dick, 1984</a>'
    assert rendered.html("So it was measured [@hirlinger1984].") == (
        f'So it was measured <span class="cites-by-name">({link})</span>.'
    )
    assert rendered.sources == {"hirlinger1984": link}


def test_a_text_without_marks_is_there_for_lists_to_choose_from() -> None:
    rendered, _ = texts(CHOICE)
    assert rendered.plain("$t > 60$") == "t>60"
    assert rendered.plain("So it was measured [@hirlinger1984].") == "So it was measured (Hirlinger & Dick, 1984)."


def test_a_text_that_the_quiz_does_not_hold_is_a_broken_promise() -> None:
    with pytest.raises(KeyError):
        texts(CHOICE)[0].html("nothing of ours")


def test_what_a_question_cites_is_checked() -> None:
    assert texts(CHOICE.replace("cite: [hirlinger1984]", "cite: [hirlinger1985]"))[1] == [
        "14: the bibliography has no 'hirlinger1985'; did you mean 'hirlinger1984'?"
    ]


def test_problems_have_the_lines_of_the_file() -> None:
    assert texts(CHOICE.replace("#return", "#retrun").replace("#norketamine", "#norketamin"))[1] == [
        "10: the module 'states/presence' has no section 'retrun'; did you mean 'return'?",
        "13: the glossary has no 'norketamin'; did you mean 'norketamine'?",
    ]


def test_a_prompt_is_cut_at_its_gaps() -> None:
    pieces, problems = fill_in("'Call the {{who}} at once, *never* the {{whom}}.'", "who", "whom")
    assert problems == []
    assert [piece.html if isinstance(piece, Words) else piece for piece in pieces] == [
        "Call the ",
        Gap(name="who"),
        " at once, <em>never</em> the ",
        Gap(name="whom"),
        ".",
    ]


def test_a_gap_in_bold_leaves_both_halves_bold() -> None:
    pieces, _ = fill_in("'**Call the {{who}} first** and wait.'", "who")
    assert [piece.html for piece in pieces if isinstance(piece, Words)] == [
        "<strong>Call the </strong>",
        "<strong> first</strong> and wait.",
    ]


def test_paragraphs_of_a_prompt_with_gaps_are_parted_by_line_breaks() -> None:
    pieces, _ = fill_in("|\n      First {{a}}.\n\n      Then {{b}}.", "a", "b")
    assert [piece.html for piece in pieces if isinstance(piece, Words)] == ["First ", ".<br><br>Then ", "."]


def test_a_gap_where_none_can_stand_is_a_problem() -> None:
    _, problems = fill_in("'Call `{{who}}` and {{whom}}.'", "who", "whom")
    assert problems == ["7: the gap 'who' stands in code, a formula or a link; move it into plain words"]


def test_a_prompt_with_gaps_is_made_of_paragraphs() -> None:
    _, problems = fill_in("|\n      - Call {{who}}\n      - Wait", "who")
    assert problems == ["8: a prompt with gaps is made of paragraphs; take lists, tables and pictures out"]


@pytest.mark.parametrize(
    ("prompt", "problem"),
    [
        ("'A.[^x]'", "a footnote stands only in the text of a section; put its words here in brackets"),
        ("'# A'", "headings stand only in the text of a module; write '**words**' instead"),
        (
            "|\n      ```check\n      id: x\n      ```",
            "a knowledge check stands only in the text of a module; remove it",
        ),
    ],
)
def test_what_belongs_to_modules_is_a_problem_in_a_quiz(prompt: str, problem: str) -> None:
    question = f"  - id: a\n    type: true-false\n    objective: compare\n    prompt: {prompt}\n    answer: true\n"
    _, problems = texts(question + "    why: {true: A., false: B.}\n")
    assert [found.split(": ", 1)[1] for found in problems] == [problem]
