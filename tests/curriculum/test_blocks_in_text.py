"""Tests for callouts, tables, figures, footnotes, formulas and knowledge checks in an author's text."""

import hashlib

import pytest

from tests.curriculum.small_course import SVG, html, html_of, rendered, section
from trainer.curriculum.rendered import CheckPart, Prose

DIGEST = hashlib.sha256(SVG.encode()).hexdigest()
PICTURE = f'<img src="/media/{DIGEST}.svg" width="640" height="400" alt="Three curves" loading="lazy">'
CHECK = "```check\nid: {id}\ntype: true-false\nprompt: So?\nanswer: true\nwhy: {{true: Yes., false: No.}}\n```\n"


@pytest.mark.parametrize(
    ("kind", "word"), [("note", "Note"), ("practice", "Practice"), ("caution", "Caution"), ("safety", "Safety")]
)
def test_a_callout_has_its_kind_in_words(kind: str, word: str) -> None:
    assert html(f"> [!{kind}] Never *get* wrong\n> Milligrams do\n> not transfer.\n>\n> - a").replace("\n", " ") == (
        f'<aside class="callout callout-{kind}" role="note"><p class="callout-title">'
        f'<span class="callout-kind">{word}:</span> Never <em>get</em> wrong</p>'
        "<p>Milligrams do not transfer.</p> <ul> <li>a</li> </ul> </aside>"
    )


def test_a_callout_without_title_is_named_by_its_kind() -> None:
    assert html("> [!NOTE]\n> Text.").replace("\n", "") == (
        '<aside class="callout callout-note" role="note"><p class="callout-title">'
        '<span class="callout-kind">Note</span></p><p>Text.</p></aside>'
    )


def test_callouts_and_quotes_beside_each_other_stay_apart() -> None:
    written = html("> [!note] A\n> a\n\n> quoted\n\n> [!safety] B\n> b\n> [!caution] C\n> c")
    assert written.count("<aside") == 3
    assert written.count("<blockquote>") == 1


def test_another_kind_of_callout_is_a_problem() -> None:
    assert section("> [!warning] A\n> b")[1] == [
        "1: '[!warning]' is not a callout; known are: note, practice, caution, safety"
    ]


def test_a_table_stands_in_a_frame_that_scrolls_and_has_a_name() -> None:
    assert html("| Route | Peak |\n|:--|--:|\n| IM | `a|b` |").replace("\n", "") == (
        '<div class="table-frame" role="region" tabindex="0" aria-label="Table: Route, Peak"><table><thead><tr>'
        '<th class="align-left" scope="col">Route</th><th class="align-right" scope="col">Peak</th></tr></thead>'
        '<tbody><tr><td class="align-left">IM</td><td class="align-right"><code>a|b</code></td></tr></tbody>'
        "</table></div>"
    )


def test_a_table_may_follow_a_paragraph_at_once() -> None:
    assert html("Text:\n| a |\n|---|\n| b |").startswith('<p>Text:</p>\n<div class="table-frame"')


def test_a_picture_alone_is_a_figure_with_its_caption() -> None:
    assert html('![Three curves](../figures/routes.svg "One *dose*, **three** routes")').replace("\n", "") == (
        f"<figure>{PICTURE}<figcaption>One <em>dose</em>, <strong>three</strong> routes</figcaption></figure>"
    )


def test_a_caption_may_cite() -> None:
    written = html('![Three curves](../figures/routes.svg "After \\"A\\" [@zanos2018]")')
    assert 'After "A"<span class="cites">' in written


def test_a_picture_without_words_is_a_problem() -> None:
    assert section("![](../figures/routes.svg)")[1] == [
        "1: this picture says nothing to people who do not see it; write what it shows between the brackets"
    ]


def test_a_picture_that_is_not_there_is_a_problem_and_its_words_stand() -> None:
    written, problems = section("![Three curves](../figures/route.svg)")
    assert problems == ["1: there is no figure '../figures/route.svg'; did you mean 'routes.svg'?"]
    assert written == "<p><em>Three curves</em></p>"


def test_a_picture_of_another_site_is_a_problem() -> None:
    written, problems = section("![x](https://example.org/x.png)")
    assert "img" not in written
    assert problems == ["1: there is no figure 'https://example.org/x.png'; known are: routes.svg"]


def test_a_picture_in_the_midst_of_words_is_a_problem() -> None:
    written, problems = section("Text\n![Three curves](../figures/routes.svg)")
    assert problems == ["2: a picture stands in a paragraph of its own; put empty lines around it"]
    assert written == f"<p>Text\n{PICTURE}</p>"


def test_a_footnote_stands_at_the_end_of_the_section_that_calls_it() -> None:
    module, problems = rendered(
        "Opening.[^o]\n\n## A {#a}\nOne.[^x] Two.[^y]\n\n[^y]: The *second*,\n    with more.\n\n    And more.\n\n"
        "## B {#b}\nThree.[^x]\n\n[^x]: The first.\n[^o]: Of the opening.\n"
    )
    assert problems == ()
    first, second = (html_of(part.parts).replace("\n", " ") for part in module.sections)
    assert first == (
        '<p>One.<sup class="footnote-mark"><a href="#fn-a-a" aria-label="Footnote a" id="fnref-a-a">a</a></sup> '
        'Two.<sup class="footnote-mark"><a href="#fn-a-b" aria-label="Footnote b" id="fnref-a-b">b</a></sup></p> '
        '<ol class="footnotes"><li id="fn-a-a"><p>The first.'
        '<a class="footnote-back" href="#fnref-a-a" aria-label="Back to footnote a in the text">↩</a></p> </li>'
        '<li id="fn-a-b"><p>The <em>second</em>, with more.</p> <p>And more.'
        '<a class="footnote-back" href="#fnref-a-b" aria-label="Back to footnote b in the text">↩</a></p> </li></ol>'
    )
    assert 'id="fn-b-a"' in second
    assert 'id="fn-_opening-a"' in html_of(module.opening)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("A.[^x]", "1: the footnote 'x' is not written; add a line '[^x]: ...' below this paragraph"),
        ("A.\n\n[^x]: B.", "3: nothing calls the footnote 'x'; write '[^x]' where it belongs"),
        (
            "A.[^x]\n\n[^x]: B.\n[^x]: C.",
            "4: the footnote 'x' stands twice (first in line 12); give one of them another name",
        ),
        (
            "A.[^x]\n\n[^x]: B.[^x]",
            "3: a footnote stands only in the text of a section; put its words here in brackets",
        ),
    ],
)
def test_the_mistakes_of_footnotes(text: str, problem: str) -> None:
    assert section(text)[1] == [problem]


def test_a_formula_is_mathml() -> None:
    assert html("So $C = \\frac{D}{V}$.") == (
        '<p>So <math display="inline"><mrow><mi>C</mi><mo>=</mo><mfrac><mrow><mi>D</mi></mrow>'
        "<mrow><mi>V</mi></mrow></mfrac></mrow></math>.</p>"
    )


def test_a_formula_on_its_own_is_a_block() -> None:
    assert html("Text:\n\n$$\nx^2\n$$\n") == (
        '<p>Text:</p>\n<div class="formula"><math display="block"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
        "</div>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5.",
        "Between $5 and $10 each.",
        "From $5-$10, or (A$6).",
        "It went from $200 a session to US$ 300.",
        "A $ sign, and 5 $ more.",
    ],
)
def test_an_amount_of_money_is_no_formula(text: str) -> None:
    assert html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize("formula", ["x", "0.5", "5x", "2 \\times 10^3", "0.5 \\text{mg}"])
def test_short_formulas_are_formulas(formula: str) -> None:
    assert "<math" in html(f"A ${formula}$ b.")


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("\\href{https://a.org}{x}", "links, colours and styles are not used in formulas; remove what sets 'href'"),
        ("\\color{red} x", "links, colours and styles are not used in formulas; remove what sets 'mathcolor'"),
        ("\\frac{1}", "a part of it is missing; check what stands after '^', '_' and '\\frac'"),
        ("x^", "it cannot be read (MissingSuperScriptOrSubscript); check its braces and commands"),
        (
            "\\unheardof x",
            "the command '\\unheardof' is not known; write the name in '\\mathrm{...}', or use another command",
        ),
        ("\\boxed{x}", "it uses something that is not shown here; write it more simply"),
    ],
)
def test_a_formula_that_cannot_be_shown_is_a_problem_and_its_source_stands(formula: str, reason: str) -> None:
    written, problems = section(f"One\n${formula}$")
    assert problems == [f"2: the formula '{formula}' cannot be shown: {reason}"]
    assert written == f"<p>One\n<code>${formula}$</code></p>"


def test_a_section_is_cut_where_its_checks_stand() -> None:
    module, problems = rendered(
        CHECK.format(id="first") + "\n## A {#a}\nOne.\n\n" + CHECK.format(id="second") + "Two.\n"
    )
    assert problems == ()
    assert module.opening == (CheckPart(check_id="first"),)
    assert [part.check_id if isinstance(part, CheckPart) else part.html for part in module.sections[0].parts] == [
        "<p>One.</p>",
        "second",
        "<p>Two.</p>",
    ]
    assert all(isinstance(part, (CheckPart, Prose)) for part in module.sections[0].parts)


def test_the_texts_of_checks_name_their_sources_and_stay_short() -> None:
    check = CHECK.format(id="x").replace("So?", "'Is *it* so [@zanos2018]?'")
    module, problems = rendered("## A {#a}\n" + check)
    assert problems == ()
    assert module.texts.html("Is *it* so [@zanos2018]?") == (
        'Is <em>it</em> so <span class="cites-by-name">'
        '(<a class="cite" href="/references#ref-zanos2018">Zanos et al., 2018</a>)</span>?'
    )
    assert module.sources == ()
