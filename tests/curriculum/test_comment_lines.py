"""The line of a source at which the passage of a comment stands."""

import pytest

from trainer.curriculum.anchoring import Quote
from trainer.curriculum.comment_lines import line_of

SOURCE = """\
---
title: Presence
---
Before it all.

## The return {#return}

The room is [quiet](../glossary.yml#quiet). Say *what you see*,
and say it slowly [@rolan2014; @chong2006].

- Then **wait**.
- Say what you see when they come back.

### Later

Call again.

```text
## Not a heading {#fence}
```

Under the fence.

## The end {#end}

Say goodbye.
"""


@pytest.mark.parametrize(
    ("section", "words", "line"),
    [
        ("return", "The room is quiet", 8),
        ("return", "Say what you see, and say it slowly", 8),
        ("return", "and say it slowly", 9),
        ("return", "Then wait", 11),
        ("return", "Say what you see when they come back", 12),
        ("return", "Call again", 16),
        ("return", "Under the fence", 22),
        ("end", "Say goodbye", 26),
        ("_", "Before it all", 4),
        ("return", "", 6),
        ("return", "Words that are nowhere", 6),
        ("fence", "Under the fence", 0),
        ("gone", "Say goodbye", 0),
    ],
)
def test_the_line_is_that_of_the_first_word_or_of_the_heading(section: str, words: str, line: int) -> None:
    assert line_of(SOURCE, section, Quote(words=words)) == line


def test_of_two_places_the_one_with_the_same_surroundings_counts() -> None:
    quote = Quote(words="Say what you see", before="Then wait. ", after=" when they come back.")
    assert line_of(SOURCE, "return", quote) == 12
