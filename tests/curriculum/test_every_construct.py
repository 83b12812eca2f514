"""Tests that a module with every construct of the format is rendered as it reads."""

import re

from tests.curriculum.small_course import rendered
from trainer.curriculum.rendered import CheckPart, NoteKind, Prose

MODULE = """\
An opening paragraph.

## Time to peak {#time-to-peak}

Text [@hirlinger1984; @zanos2018] about [norketamine](../glossary.yml#norketamine), with a link to
[the return](../states/presence.md#return), a formula $C = \\frac{D}{V}$ and a footnote.[^1]

> [!safety] Never get wrong
> Milligrams do not transfer between routes.

![Three curves; the infusion peaks at 40 minutes](../figures/routes.svg "One dose, three routes")

```check
id: swallowed-troche
type: single-choice
prompt: A patient swallows the troche instead of holding it. What do you expect?
options:
  - id: later-lower
    text: A later and lower peak
    correct: true
    why: Swallowed ketamine meets the liver first [@zanos2018].
  - id: same
    text: The same effect a little earlier
    why: It is slower, and most is broken down on the way [@zanos2018].
```

### What helps

| Route | Peak |
|---|---|
| Muscle | About 20 min [@hirlinger1984] |

1. Ask.
   - Listen.
2. [x] Write.

[^1]: With its own [@zanos2018].
"""


def words(html: str) -> str:
    """What a reader reads, block by block."""
    blocks = re.sub(r"</?(?:p|h3|li|td|th|tr|figure|figcaption|aside|table|div)\b[^>]*>", "\n", html)
    return "\n".join(line.strip() for line in re.sub(r"<[^>]+>", "", blocks).split("\n") if line.strip())


def test_every_construct_of_the_format_reads_as_it_should() -> None:
    module, problems = rendered(MODULE)
    assert problems == ()
    (section,) = module.sections
    assert section.title == "Time to peak"
    before, check, after = section.parts
    assert isinstance(before, Prose)
    assert check == CheckPart(check_id="swallowed-troche")
    assert isinstance(after, Prose)
    assert words(before.html) == (
        "Text1, 2 about norketamine, with a link to\n"
        "the return, a formula C=DV and a footnote.a\n"
        "Safety: Never get wrong\n"
        "Milligrams do not transfer between routes.\n"
        "One dose, three routes"
    )
    assert words(after.html) == (
        "What helps\nRoute\nPeak\nMuscle\nAbout 20 min1\nAsk.\nListen.\n☑ Write.\nWith its own2.↩"
    )


def test_every_source_and_term_is_in_the_margin_and_every_source_in_the_list() -> None:
    module, _ = rendered(MODULE)
    assert [(note.kind, note.label) for note in module.sections[0].notes] == [
        (NoteKind.SOURCE, "1"),
        (NoteKind.SOURCE, "2"),
        (NoteKind.TERM, "Norketamine"),
    ]
    assert [source.key for source in module.sources] == ["hirlinger1984", "zanos2018"]
    assert words(module.sources[0].html) == (
        "Hirlinger, W. K., &amp; Dick, W. (1984). Intramuscular ketamine analgesia. Der Anaesthesist, 33, 272–275."
    )


def test_the_texts_of_the_check_are_rendered() -> None:
    module, _ = rendered(MODULE)
    assert module.texts.plain("Swallowed ketamine meets the liver first [@zanos2018].") == (
        "Swallowed ketamine meets the liver first (Zanos et al., 2018)."
    )
