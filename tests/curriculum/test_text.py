"""Tests for plain Markdown in an author's text."""

import pytest

from tests.curriculum.small_course import html, section


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("One *two* **three** _four_.", "<p>One <em>two</em> <strong>three</strong> <em>four</em>.</p>"),
        ("A `code *span*` and `` ` ``", "<p>A <code>code *span*</code> and <code>`</code></p>"),
        ("H<sub>2</sub>O, x<sup>*2*</sup>", "<p>H<sub>2</sub>O, x<sup><em>2</em></sup></p>"),
        ("Press <kbd>Tab</kbd><br>then wait", "<p>Press <kbd>Tab</kbd><br>then wait</p>"),
        ("A &amp; B &lt; C &copy; &mdash; &nosuch;", "<p>A &amp; B &lt; C © — &amp;nosuch;</p>"),
        (r"\*not\* \[a link\](x) \$5 \`code\`", "<p>*not* [a link](x) $5 `code`</p>"),
        ("p < 0.05 and <patient name>", "<p>p &lt; 0.05 and &lt;patient name&gt;</p>"),
        ("`&lt;` is written so", "<p><code>&amp;lt;</code> is written so</p>"),
        ("[sic] and [so] on", "<p>[sic] and [so] on</p>"),
        ("#hashtag", "<p>#hashtag</p>"),
        ("before <!-- a remark --> after", "<p>before  after</p>"),
        ("Text<!--\nnot closed here -->.", "<p>Text.</p>"),
    ],
)
def test_words_and_marks(text: str, written: str) -> None:
    assert html(text) == written


def test_a_comment_may_hold_empty_lines_and_headings() -> None:
    assert html("One.\n\n<!--\n### no\n\n[@nobody]\n-->\n\nTwo.") == "<p>One.</p>\n<p>Two.</p>"


def test_a_fenced_block_is_shown_as_it_is() -> None:
    assert html("Text:\n```python\nif a < b:\n\n    [@nobody] $x$ **b**\n```\nMore.") == (
        "<p>Text:</p>\n<pre><code>if a &lt; b:\n\n    [@nobody] $x$ **b**\n</code></pre>\n<p>More.</p>"
    )


def test_an_indented_block_is_shown_as_its_author_wrote_it() -> None:
    assert html("    see [words](nowhere), [@nobody] and &amp;") == (
        "<pre><code>see [words](nowhere), [@nobody] and &amp;amp;\n</code></pre>"
    )


def test_a_fence_in_a_list_and_in_a_quote_stays_there() -> None:
    assert html("- a\n\n  ```\n  x\n    y\n  ```\n\n- b").count("<li>") == 2
    assert "<pre><code>x\n  y\n</code></pre>" in html("- a\n\n  ```\n  x\n    y\n  ```\n\n- b")
    assert html("> ```\n> x\n> ```") == "<blockquote><pre><code>x\n</code></pre>\n</blockquote>"


def test_a_fence_that_is_never_closed_is_a_problem_at_its_first_line() -> None:
    _, problems = section("One.\n\n```\ncode\n")
    assert problems == ["3: this block of code is never closed; end it with a line of the same marks"]


@pytest.mark.parametrize("indent", ["  ", "   ", "    "])
def test_lists_nest_by_two_three_or_four_spaces(indent: str) -> None:
    text = f"- a\n{indent}- b\n{indent}{indent}- c\n- d"
    assert html(text).replace("\n", "") == ("<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>")


def test_numbered_lists_begin_where_their_author_says_and_hold_others() -> None:
    assert html("3. a\n   - b\n4. c").replace("\n", "") == (
        '<ol start="3"><li>a<ul><li>b</li></ul></li><li>c</li></ol>'
    )


def test_a_list_may_follow_a_paragraph_at_once() -> None:
    assert html("Two things:\n- a\n- b").replace("\n", "") == "<p>Two things:</p><ul><li>a</li><li>b</li></ul>"


def test_a_sentence_may_go_on_with_a_year() -> None:
    assert html("It was measured in\n1984. Nobody knew.") == "<p>It was measured in\n1984. Nobody knew.</p>"


def test_two_lists_of_different_kinds_stay_two() -> None:
    assert html("- a\n\n1. b").replace("\n", "") == "<ul><li>a</li></ul><ol><li>b</li></ol>"


def test_two_quotes_stay_two() -> None:
    assert html("> a\n\n> b").replace("\n", "") == "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>"


def test_tasks_have_a_symbol_with_a_word() -> None:
    assert html("- [x] a\n- [ ] b").replace("\n", "") == (
        '<ul><li><span class="task" role="img" aria-label="Done">☑</span> a</li>'
        '<li><span class="task" role="img" aria-label="Open">☐</span> b</li></ul>'
    )


def test_definitions_are_read() -> None:
    assert html("Troche\n: A lozenge.").replace("\n", "") == "<dl><dt>Troche</dt><dd>A lozenge.</dd></dl>"


def test_lines_break_where_two_spaces_or_a_backslash_end_them() -> None:
    assert html("a  \nb\\\nc").replace("\n", "") == "<p>a<br>b<br>c</p>"


def test_a_rule_under_an_empty_line_is_a_rule() -> None:
    assert html("a\n\n---\n\nb").replace("\n", "") == "<p>a</p><hr><p>b</p>"


def test_headings_within_a_section_begin_at_level_three() -> None:
    assert html("### Part\n\nText.\n\n#### Smaller ####") == "<h3>Part</h3>\n<p>Text.</p>\n<h4>Smaller</h4>"


def test_a_heading_that_skips_a_level_is_a_warning() -> None:
    assert section("### A\n\n##### B")[1] == ["3: this heading skips a level; write it with 4 '#'"]


def test_a_sections_heading_in_a_quote_is_a_problem() -> None:
    assert section("> ## A")[1] == [
        "1: a section's heading stands at the left edge; within lists and quotes begin with '###'"
    ]


def test_only_sections_have_ids() -> None:
    assert section("### A {#a}")[1] == [
        "1: only sections have ids; remove the braces, or make this a section with '##'"
    ]


def test_links_by_reference_are_answered_with_the_other_form() -> None:
    assert section("[words][1]\n\n[1]: https://example.org")[1] == [
        "1: links by reference are not used here; write '[words](target)'",
        "3: links by reference are not used here; write '[words](target)' where the link stands",
    ]


def test_html_is_shown_as_text_with_a_problem() -> None:
    written, problems = section('One\n<div class="x">two</div>')
    assert written == '<p>One\n&lt;div class="x"&gt;two&lt;/div&gt;</p>'
    assert [problem.split(":")[0] for problem in problems] == ["2", "2"]
    assert problems[1].startswith("2: the HTML '<div class=\"x\">' would be seen as text; write it in Markdown")


@pytest.mark.parametrize("text", ["a <sub>b", "a</sub>", "<kbd id=x>b</kbd>"])
def test_html_that_is_allowed_stands_in_pairs_without_attributes(text: str) -> None:
    written, problems = section(text)
    assert problems != []
    assert "<sub>" not in written
    assert "<kbd" not in written
