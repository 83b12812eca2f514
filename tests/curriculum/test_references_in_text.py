"""Tests for citations, terms and links in an author's text."""

from dataclasses import replace

import pytest

from tests.curriculum.small_course import LINKS, course_with, html, rendered, section
from trainer.curriculum.rendered import MarginNote, NoteKind
from trainer.curriculum.rendering import Renderer

MARK = '<a class="cite" href="#source-{key}" aria-label="Source {number}: {short}">{number}</a>'
ZANOS = MARK.format(key="zanos2018", number="{number}", short="Zanos et al., 2018")
HIRLINGER = MARK.format(key="hirlinger1984", number="{number}", short="Hirlinger &amp; Dick, 1984")


def test_sources_are_numbered_by_their_first_use() -> None:
    first, second = ZANOS.format(number=1), HIRLINGER.format(number=2)
    assert html("A [@zanos2018]. B [@hirlinger1984; @zanos2018].") == (
        f'<p>A<span class="cites">{first}</span>. B<span class="cites">{second}, {first}</span>.</p>'
    )


def test_numbers_go_on_from_section_to_section_and_the_sources_stand_in_that_order() -> None:
    module, _ = rendered("## A {#a}\nX [@zanos2018].\n\n## B {#b}\nY [@hirlinger1984] and [@zanos2018].\n")
    assert [(source.number, source.key) for source in module.sources] == [(1, "zanos2018"), (2, "hirlinger1984")]
    assert module.sources[1].anchor == "source-hirlinger1984"
    assert module.sources[1].short == "Hirlinger & Dick, 1984"
    assert [note.label for note in module.sections[1].notes] == ["2", "1"]


def test_a_section_has_one_note_for_each_source_and_term() -> None:
    module, _ = rendered(
        "## A {#a}\nX [@zanos2018] [norketamine](../glossary.yml#norketamine) [@zanos2018],"
        " [again](../glossary.yml#norketamine).\n"
    )
    notes = module.sections[0].notes
    assert [(note.kind, note.label, note.anchor) for note in notes] == [
        (NoteKind.SOURCE, "1", None),
        (NoteKind.TERM, "Norketamine", "note-a-term-norketamine"),
    ]
    assert notes[1] == MarginNote(
        kind=NoteKind.TERM,
        label="Norketamine",
        anchor="note-a-term-norketamine",
        html=notes[1].html,
    )
    assert notes[1].html == (
        "The first breakdown product of ketamine; it is active itself "
        '<span class="cites-by-name">(<a class="cite" href="/references#ref-zanos2018">Zanos et al., 2018</a>)</span>.'
    )


def test_a_term_links_to_the_glossary_and_to_its_note() -> None:
    assert html("[it](../glossary.yml#norketamine)") == (
        '<p><a class="term" href="/glossary#term-norketamine">it</a></p>'
    )


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("../states/presence.md", "/learn/states/presence"),
        ("../states/presence.md#return", "/learn/states/presence#section-return"),
        ("routes.md#peak", "/learn/pharmacology/routes#section-peak"),
        ("#peak", "/learn/pharmacology/routes#section-peak"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
    ],
)
def test_links_lead_to_our_pages(target: str, url: str) -> None:
    assert html(f"[words]({target})") == f'<p><a href="{url}">words</a></p>'


@pytest.mark.parametrize("text", ["[words](https://example.org/a?b=c&d=e)", "<https://example.org/a?b=c&d=e>"])
def test_a_link_to_another_site_tells_it_nothing(text: str) -> None:
    words = "words" if "words" in text else "https://example.org/a?b=c&amp;d=e"
    assert html(text) == (f'<p><a href="https://example.org/a?b=c&amp;d=e" rel="noopener noreferrer">{words}</a></p>')


def test_a_mail_address_is_a_link() -> None:
    assert html("<ada@example.org>") == '<p><a href="mailto:ada@example.org">ada@example.org</a></p>'


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("../states/presense.md", "there is no module 'states/presense'; did you mean 'states/presence'?"),
        (
            "../states/presence.md#retrun",
            "the module 'states/presence' has no section 'retrun'; did you mean 'return'?",
        ),
        ("../glossary.yml#norketamin", "the glossary has no 'norketamin'; did you mean 'norketamine'?"),
        (
            "http://example.org",
            "the link 'http://example.org' is not encrypted; write 'https://' if that page has it, "
            "or leave the link out",
        ),
        (
            "ftp://example.org",
            "links with 'ftp:' are not used here; write 'https://', 'mailto:' or a path relative to this file",
        ),
        ("https://example", "the address 'https://example' cannot be read; check it for spaces and missing parts"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_problem_at_its_line(target: str, problem: str) -> None:
    assert section(f"One,\ntwo and\n[words]({target}).")[1] == [f"3: {problem}"]


@pytest.mark.parametrize(
    "target", ["/admin", "//example.org", "../../../etc", "../figures/routes.svg", "../course.yml"]
)
def test_other_targets_are_answered_with_what_links_look_like(target: str) -> None:
    written, problems = section(f"[words]({target})")
    assert written == "<p><span>words</span></p>"
    assert problems[0].startswith(f"1: the link '{target}' leads nowhere that readers can go; write a path relative")


def test_a_link_whose_module_is_not_there_is_words() -> None:
    assert section("Read [the return](../states/absence.md).")[0] == "<p>Read <span>the return</span>.</p>"


def test_a_link_to_a_missing_section_leads_to_the_module() -> None:
    assert section("[words](../states/presence.md#x)")[0] == '<p><a href="/learn/states/presence">words</a></p>'


def test_a_link_with_a_space_in_it_is_a_problem() -> None:
    assert section("[words](my file.md)")[1] == [
        "1: this is not a link or picture; write '[words](target)' with no space in the path, or '\\(' for a bracket"
    ]


def test_an_unknown_source_is_a_problem_and_the_known_ones_stand() -> None:
    written, problems = section("A\nb [@zanos2019; @zanos2018].")
    assert problems == ["2: the bibliography has no 'zanos2019'; did you mean 'zanos2018'?"]
    assert written.count('class="cite"') == 1


@pytest.mark.parametrize("text", ["[@zanos2018, p. 3]", "[@zanos2018 @hirlinger1984]", "[@]"])
def test_a_citation_in_another_form_is_a_problem(text: str) -> None:
    assert section(text)[1] == [f"1: '{text}' cites nothing; write '[@key]', or '[@key; @other]' for several"]


PLACES = """\
A paragraph
with [@a1] here.

| Head [@a2] | B |
|---|---|
| x | [@a3] |

- one
    - two [@a4]

> quoted [@a5]

> [!note] Title [@a6]
> Text [@a7].

### Heading [@a8]

Term
: Definition [@a9]

1. x

   paragraph [@a10]
"""


def test_every_complaint_has_the_line_of_its_construct() -> None:
    problems = section(PLACES)[1]
    assert [(problem.split(":")[0], problem.split("'")[1]) for problem in problems] == [
        ("2", "a1"),
        ("4", "a2"),
        ("6", "a3"),
        ("9", "a4"),
        ("11", "a5"),
        ("13", "a6"),
        ("14", "a7"),
        ("16", "a8"),
        ("19", "a9"),
        ("23", "a10"),
    ]


def test_a_title_holds_words_only() -> None:
    module, problems = rendered("## Peak [@zanos2018] {#peak}\n")
    assert module.sections[0].title == "Peak [@zanos2018]"
    assert [problem.message for problem in problems] == [
        "a section's heading holds words only; move links, sources and pictures into the text"
    ]


def test_a_title_may_have_emphasis_and_begin_with_a_number() -> None:
    module, problems = rendered("## 1. The *first* hour & after {#first}\n")
    assert module.sections[0].title == "1. The <em>first</em> hour &amp; after"
    assert problems == ()


def test_links_stay_on_our_own_site() -> None:
    with pytest.raises(ValueError, match="the pattern for media"):
        replace(LINKS, media="https://cdn.example/{digest}")
    with pytest.raises(ValueError, match="the pattern for module"):
        replace(LINKS, module="//evil.example")


def test_a_reference_to_a_file_that_cannot_be_read_is_no_second_problem() -> None:
    course = course_with("## A {#a}\n[x](../states/absence.md) [y](../glossary.yml#none)\n")
    unreadable = frozenset({"curriculum/states/absence.md"})
    _, problems = Renderer(course=course, links=LINKS, unreadable=unreadable).module("pharmacology/routes")
    assert [problem.message.split(";")[0] for problem in problems] == ["the glossary has no 'none'"]


def test_the_page_of_references_says_where_a_source_is_cited_and_how_it_was_checked() -> None:
    body = "First [@hirlinger1984].\n\n## Peaks {#peaks}\nX [@hirlinger1984]. Y [@hirlinger1984].\n"

    (hirlinger, zanos), _ = Renderer(course=course_with(body), links=LINKS).references()

    assert hirlinger.checked == "verified: somewhere"
    assert [(place.module, place.section, place.section_title) for place in hirlinger.cited] == [
        ("pharmacology/routes", "", ""),
        ("pharmacology/routes", "peaks", "Peaks"),
    ]
    assert (zanos.checked, zanos.cited) == ("", ())
