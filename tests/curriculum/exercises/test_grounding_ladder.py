"""Steps stand by the alphabet, and in their order with words in a fold."""

import re

from tests.curriculum.small_course import html, section

LADDER = """\
```grounding-ladder
title: Step by step
steps:
  - text: Notice
    why: It costs nothing [@zanos2018].
  - text: Breathe
    why: It is an anchor.
    words:
      - {say: Join me., fits: true, why: It offers.}
      - {say: Breathe now!, fits: false, why: It orders.}
```
"""


def test_the_order_is_not_given_away_before_the_fold() -> None:
    mixed, ladder = html(LADDER).split("<details", 1)

    assert re.findall(r'<li data-is="(\d)">(\w+)', mixed) == [("1", "Breathe"), ("0", "Notice")]
    assert re.findall(r"<strong>(Notice|Breathe)</strong>", ladder) == ["Notice", "Breathe"]


def test_each_wording_says_whether_it_fits_and_why() -> None:
    made = html(LADDER)

    assert '<li data-is="1">“<span>Join me.</span>” <strong>Fits.</strong> <span>It offers.</span></li>' in made
    assert '<li data-is="0">“<span>Breathe now!</span>” <strong>Does not fit.</strong> <span>It orders.</span>' in made


def test_words_that_all_fit_are_nothing_to_choose() -> None:
    _, problems = section(LADDER.replace("fits: false", "fits: true"))
    assert problems == ["8: there is nothing to choose; write one wording that fits and one that does not"]


def test_whether_words_fit_must_be_said() -> None:
    _, problems = section(LADDER.replace("fits: false, ", ""))
    assert "10: 'fits' is missing; add 'fits: true' or 'fits: false'" in problems
