"""A table of classes by route."""

from tests.curriculum.small_course import html, section

MATRIX = """\
```interaction-matrix
title: Who meets whom
rows:
  - class: Sedatives
    route: Any
    efficacy: Less [@zanos2018]
    safety: More risk
    evidence: Label
```
"""


def test_the_whole_table_stands_there_with_heads_for_rows_and_columns() -> None:
    made = html(MATRIX)

    assert '<th scope="row">Sedatives</th><td>Any</td>' in made
    assert made.count('<th scope="col">') == 5
    assert 'aria-label="Table: Class, Route, Efficacy, Safety, Evidence"' in made
    assert 'href="#source-zanos2018"' in made


def test_a_cell_about_which_nothing_is_known_says_so() -> None:
    _, problems = section(MATRIX.replace("    evidence: Label\n", ""))
    assert problems == ["4: 'evidence' is missing; add 'evidence: ...'; where nothing is known, say so"]
