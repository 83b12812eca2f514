"""A section's words are those that a reader sees and can choose."""

from trainer.curriculum.rendered import CheckPart, Prose
from trainer.curriculum.safe_html import trusted
from trainer.curriculum.section_text import section_text


def text_of(html: str) -> str:
    return section_text((Prose(html=trusted(html)),))


def test_blocks_are_apart_and_white_space_is_one_space() -> None:
    assert text_of("<p>One\n   two</p><ul><li>three</li><li>four</li></ul>") == "One two three four"
    assert text_of("<table><tr><td>a</td><td>b</td></tr></table>line<br>end") == "a b line end"


def test_inline_elements_do_not_cut_words() -> None:
    assert text_of("<p>keta<em>mine</em> and H<sub>2</sub>O&nbsp;&amp; more</p>") == "ketamine and H2O & more"


def test_the_numbers_of_sources_and_footnotes_are_left_out() -> None:
    cited = (
        '<p>It fell<span class="cites"><a href="#s1">1</a>, <a href="#s2">2</a></span>. '
        'Then<sup class="footnote-mark"><a href="#fn-1">a</a></sup> not.</p>'
    )
    assert text_of(cited) == "It fell. Then not."
    assert text_of('<p>As <span class="cites-by-name">Berg</span> wrote</p>') == "As Berg wrote"


def test_knowledge_checks_are_left_out() -> None:
    parts = (Prose(html=trusted("<p>Before</p>")), CheckPart(check_id="x"), Prose(html=trusted("<p>after.</p>")))
    assert section_text(parts) == "Before after."


def test_an_image_is_a_break_and_void_elements_swallow_nothing() -> None:
    inside = '<p><span class="cites">1<br>2</span>seen <img src="/x" alt="never">here</p>'
    assert text_of(inside) == "seen here"
