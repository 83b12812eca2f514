"""Items stand with rows to choose from; where each belongs is in a fold."""

from tests.curriculum.small_course import html, section

BOARD = """\
```triage-board
title: Where does it belong?
rows:
  - {id: stop, title: Stop, about: No session.}
  - {id: care, title: Proceed with care, about: A session with a plan.}
items:
  - {text: An *old* bleed, row: stop, why: 'It is labeled [@zanos2018].'}
  - {text: A cold, row: care, why: 'See [troche](../glossary.yml#troche).'}
```
"""


def test_rows_are_told_first_and_each_item_has_its_answer_in_a_fold() -> None:
    made = html(BOARD)

    assert '<dl class="exercise-rows"><dt>Stop</dt><dd>No session.</dd>' in made
    assert '<li data-is="0"><p>An <em>old</em> bleed</p>' in made
    assert '<li data-is="1"><p>A cold</p>' in made
    assert "<summary>Where does it belong?</summary><p><strong><span>Stop</span>.</strong> <span>It is labeled" in made


def test_an_item_names_a_row_that_there_is() -> None:
    assert section(BOARD.replace("row: stop", "row: stopp"))[1] == ["7: there is no row 'stopp'; did you mean 'stop'?"]


def test_rows_are_told_apart_by_their_ids() -> None:
    _, problems = section(BOARD.replace("id: care", "id: stop").replace("row: care", "row: stop"))
    assert problems == ["5: the row 'stop' stands twice; give one another id"]


def test_one_row_is_nothing_to_choose_from() -> None:
    _, problems = section(
        "```triage-board\ntitle: x\nrows:\n  - {id: a, title: A, about: a}\nitems:\n"
        "  - {text: x, row: a, why: y}\n```\n"
    )
    assert problems == ["3: 'rows' has 1 rows; write from 2 to 5"]
