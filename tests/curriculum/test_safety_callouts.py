"""The safety callouts of a module stand on their own, for its card."""

from tests.curriculum.small_course import LINKS, course_with
from trainer.curriculum.rendering import Renderer


def callouts(body: str) -> tuple[str, ...]:
    """The safety callouts of the module on routes with this body."""
    return Renderer(course=course_with(body), links=LINKS).safety_callouts("pharmacology/routes")


def test_only_safety_callouts_are_taken_from_every_place_of_a_module_in_order() -> None:
    body = """\
> [!safety] First
> One.

## Peak {#peak}

> [!caution] Second
> Two.
>
> [!SAFETY] Third
> Three.

- A list

  > [!safety]
  > Four.

```
> [!safety] Shown as code
```
"""
    found = callouts(body)

    assert ["One." in found[0], "Three." in found[1], "Four." in found[2], len(found)] == [True, True, True, 3]
    assert found[0] == (
        '<aside class="callout callout-safety" role="note"><p class="callout-title">'
        '<span class="callout-kind">Safety:</span> First</p><p>One.</p>\n</aside>'
    )


def test_a_card_names_its_sources_and_leads_to_pages_since_it_has_no_list_and_no_margin() -> None:
    body = """\
Before [@zanos2018].

## Peak {#peak}

> [!safety] Never
> A [troche](../glossary.yml#troche) is not [a peak](#peak) [@hirlinger1984].
"""
    [found] = callouts(body)

    assert '(<a class="cite" href="/references#ref-hirlinger1984">Hirlinger &amp; Dick, 1984</a>)' in found
    assert '<a class="term" href="/glossary#term-troche">troche</a>' in found
    assert '<a href="/learn/pharmacology/routes#section-peak">a peak</a>' in found
    assert "#source-" not in found
    assert " id=" not in found


def test_a_module_without_safety_callouts_has_none() -> None:
    assert callouts("## Peak {#peak}\n\n> [!note] Safety\n> The word safety alone is no callout.\n") == ()
