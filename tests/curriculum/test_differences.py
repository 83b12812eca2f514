"""What differs between two texts: blocks stand beside each other, and only words in them are marked."""

import re
from html.parser import HTMLParser

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from trainer.curriculum.differences import CheckPlace, Differs, Same, difference, says_the_same
from trainer.curriculum.differences_words import MOST_PAIRS, different_words, pairs
from trainer.curriculum.markup import MarkdownEngine
from trainer.curriculum.safe_html import Html

ENGINE = MarkdownEngine()
_HEARD = re.compile(r'<span class="visually-hidden">(?:removed|added): </span>')
_MARKS = re.compile(r"</?(?:ins|del)>")


def safe(html: str) -> Html:
    """HTML as an author's text becomes it."""
    return ENGINE.clean(html)


def unmarked(html: str) -> str:
    """The HTML without marks."""
    return _MARKS.sub("", _HEARD.sub("", html))


def words(html: str) -> str:
    """What HTML says, in one line."""
    return " ".join(Strictly(html).said.split())


class Strictly(HTMLParser):
    """Reads HTML strictly: every element closes in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said = ""
        self.open: list[str] = []
        self.all: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.feed(str(html))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.all.append((tag, dict(attrs), tuple(self.open)))
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Only what was opened last is closed."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.said += data


def only(old: str, new: str) -> Differs:
    """The one stretch of two texts that differ throughout."""
    [found] = difference([safe(old)], [safe(new)])
    assert isinstance(found, Differs)
    return found


def test_words_that_went_and_came_are_marked_in_their_places_and_can_be_heard() -> None:
    found = only("<p>Wait <em>ten</em> minutes, then look.</p>", "<p>Wait <em>twenty</em> minutes, then look.</p>")

    assert found.before == (
        '<p>Wait <em><del><span class="visually-hidden">removed: </span>ten</del></em> minutes, then look.</p>'
    )
    assert found.now == (
        '<p>Wait <em><ins><span class="visually-hidden">added: </span>twenty</ins></em> minutes, then look.</p>'
    )


def test_neighbouring_words_are_marked_together_and_heard_once() -> None:
    found = only("<p>Call them at once and stay.</p>", "<p>Call the prescriber, who decides, at once and stay.</p>")

    assert found.now is not None
    assert found.now.count("<ins>") == 1
    assert ">the prescriber, who decides,</ins> at once" in _HEARD.sub(">", found.now).replace("<ins>>", ">")


def test_blocks_that_did_not_change_are_folded_together() -> None:
    old = safe("<p>One.</p><p>Two.</p><ul><li>Three.</li><li>Four.</li></ul>")
    new = safe("<p>One.</p><p>Two.</p><ul><li>Three.</li><li>Four.</li></ul><p>Five is quite new.</p>")

    same, added = difference([old], [new])

    assert same == Same(blocks=4, html=old)
    assert added == Differs(now=safe("<p>Five is quite new.</p>"))


def test_of_a_long_list_only_the_item_that_changed_is_shown() -> None:
    old = safe("<ol><li>Look around.</li><li>Ask them how it is.</li><li>Write it down.</li></ol>")
    new = safe("<ol><li>Look around.</li><li>Ask them how it was.</li><li>Write it down.</li></ol>")

    first, middle, last = difference([old], [new])

    assert isinstance(first, Same)
    assert isinstance(last, Same)
    assert isinstance(middle, Differs)
    assert unmarked(str(middle.now)) == '<ol start="2"><li>Ask them how it was.</li></ol>'


def test_blocks_with_little_in_common_are_not_called_changed() -> None:
    found = difference([safe("<p>Milligrams never transfer.</p>")], [safe("<p>On Monday, find the instruction.</p>")])

    assert found == (
        Differs(before=safe("<p>Milligrams never transfer.</p>")),
        Differs(now=safe("<p>On Monday, find the instruction.</p>")),
    )


def test_links_and_ids_are_taken_out_so_that_nothing_is_on_the_page_twice() -> None:
    text = (
        '<p>A <a class="term" href="/courses/care/glossary#term-troche">troche</a> {}'
        '<sup class="footnote-mark"><a href="#fn-1" id="fnref-1">1</a></sup> is sweet.</p>'
    )
    found = only(text.format("now"), text.format("today"))

    assert unmarked(str(found.now)) == (
        '<p>A <span>troche</span> today<sup class="footnote-mark"><span>1</span></sup> is sweet.</p>'
    )


def test_a_source_under_another_number_is_no_change() -> None:
    cited = '<p>It rises<span class="cites"><a class="cite" href="#source-rolan2014" aria-label="x">{}</a></span>.</p>'
    other = cited.replace("rolan2014", "chong2006")

    assert says_the_same([safe(cited.format(1))], [safe(cited.format(2))])
    assert not says_the_same([safe(cited.format(1))], [safe(other.format(1))])


def test_pictures_and_formulas_are_said_in_words() -> None:
    picture = '<figure><img src="/media/{}.svg" alt="Three curves"><figcaption>Curves</figcaption></figure>'
    formula = "<p>The rate is <math><mi>{}</mi></math> here.</p>"

    assert only(picture.format("a"), picture.format("b")).words == ("A picture was changed.",)
    found = only(formula.format("k"), formula.format("q"))
    assert found.words == ("A formula was changed.",)
    assert found.now == safe(formula.format("q"))


def test_a_table_that_grew_says_so_and_marks_its_new_cells() -> None:
    table = (
        '<div class="table-frame" role="region" tabindex="0" aria-label="Table: Route"><table><tbody>'
        "<tr><td>Vein</td><td>all</td></tr><tr><td>Muscle</td><td>most of it</td></tr>{}</tbody></table></div>"
    )
    found = only(table.format(""), table.format("<tr><td>Mouth</td></tr>"))

    assert found.words == ("The table has 3 rows now; it had 2.",)
    assert "<td><ins>" in str(found.now)
    assert 'aria-label="Before: Table: Route"' in str(found.before)
    assert 'aria-label="Now: Table: Route"' in str(found.now)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("1", "2", "A knowledge check was changed: What now?"),
        (None, "1", "A knowledge check was added: What now?"),
        ("1", None, "A knowledge check was taken out: What now?"),
    ],
)
def test_knowledge_checks_are_said_in_words(old: str | None, new: str | None, sentence: str) -> None:
    before = [CheckPlace(id="a", prompt="What now?", essence=old)] if old else []
    now = [CheckPlace(id="a", prompt="What now?", essence=new)] if new else []

    assert difference(before, now) == (Differs(words=(sentence,)),)


def test_what_an_author_wrote_as_a_tag_stays_words() -> None:
    found = only("<p>Write &lt;b&gt; and wait.</p>", "<p>Write &lt;script&gt; and wait.</p>")

    assert unmarked(str(found.now)) == "<p>Write &lt;script&gt; and wait.</p>"


def test_two_texts_of_one_word_five_thousand_times_are_not_compared_word_by_word() -> None:
    old, new = ["word"] * 5000, ["other", *["word"] * 4998, "last"]

    assert pairs(old, new) > MOST_PAIRS
    gone, come = different_words([*old[:-1], "end"], new)
    assert (len(gone), len(come)) == (5000, 5000)


def test_a_module_of_five_thousand_different_words_is_compared_word_by_word() -> None:
    old = [f"word{number}" for number in range(5000)]
    new = [*old[:2500], "new", *old[2501:]]

    assert different_words(old, new) == (frozenset({2500}), frozenset({2500}))


WORDS = st.lists(
    st.sampled_from(["the", "dose", "rises", "slowly", ".", "&amp;", "&lt;i&gt;", "é", "93%", "don't", "\u00a0"]),
    min_size=1,
    max_size=12,
).map(" ".join)
INLINE = st.one_of(
    WORDS,
    WORDS.map(lambda said: f"<strong>{said}</strong>"),
    WORDS.map(lambda said: f'<a class="term" href="/courses/care/glossary#term-x">{said}</a>'),
    st.sampled_from(
        [
            '<span class="cites"><a class="cite" href="#source-a" aria-label="Source 1">1</a></span>',
            "<math><mi>k</mi><mo>=</mo><mn>2</mn></math>",
            '<img src="/media/a.svg" alt="A &quot;curve&quot;">',
            "<br>",
        ]
    ),
)
LINE = st.lists(INLINE, min_size=1, max_size=4).map(" ".join)
BLOCK = st.one_of(
    LINE.map(lambda said: f"<p>{said}</p>"),
    st.lists(LINE, min_size=1, max_size=4).map(lambda all_: "<ul>" + "".join(f"<li>{x}</li>" for x in all_) + "</ul>"),
    st.lists(LINE, min_size=1, max_size=4).map(
        lambda all_: '<ol start="3">' + "".join(f"<li>{x}</li>" for x in all_) + "</ol>"
    ),
    LINE.map(lambda said: f'<aside class="callout callout-safety" role="note"><p>{said}</p><p>Ask.</p></aside>'),
    LINE.map(lambda said: f"<table><tbody><tr><td>{said}</td><td>x</td></tr></tbody></table>"),
    WORDS.map(lambda said: f"<pre><code>{said}\n  {said}</code></pre>"),
    LINE.map(lambda said: f"<h3>{said}</h3>"),
)
TEXT = st.lists(BLOCK, max_size=6)


@st.composite
def texts(draw: st.DrawFn) -> tuple[Html, Html]:
    """A text, and what became of it: blocks taken out, put in, replaced."""
    old = draw(TEXT)
    new = list(old)
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(new)))
        new[place : place + draw(st.integers(0, 2))] = draw(st.lists(BLOCK, max_size=2))
    swap = draw(st.booleans())
    return safe("".join(old)), safe("".join(new).replace("dose", "share") if swap else "".join(new))


@given(texts())
@settings(max_examples=150)
def test_without_its_marks_each_side_says_what_its_text_says(both: tuple[Html, Html]) -> None:
    old, new = both
    before, now = "", ""
    for stretch in difference([old], [new]):
        if isinstance(stretch, Same):
            before, now = f"{before} {stretch.html}", f"{now} {stretch.html}"
        else:
            before, now = f"{before} {stretch.before or ''}", f"{now} {stretch.now or ''}"

    assert words(unmarked(now)).replace(" ", "") == words(new).replace(" ", "")
    assert words(unmarked(before)).replace(" ", "") == words(old).replace(" ", "")


@given(texts())
@settings(max_examples=150)
def test_what_is_shown_is_well_formed_and_holds_nothing_that_would_be_cleaned_away(both: tuple[Html, Html]) -> None:
    for stretch in difference([both[0]], [both[1]]):
        pieces = [stretch.html] if isinstance(stretch, Same) else [stretch.before, stretch.now]
        for piece in filter(None, pieces):
            elements = Strictly(piece).all
            assert safe(unmarked(piece)) == unmarked(piece)
            assert not [tag for tag, had, _ in elements if tag == "a" or "id" in had or "href" in had]
            marked = [above for tag, _, above in elements if tag in ("ins", "del")]
            assert not [above for above in marked if {"math", "ins", "del"} & set(above)]
            assert not [tag for tag, _, above in elements if {"ins", "del"} & set(above) and tag != "span"]


@given(TEXT)
def test_a_text_does_not_differ_from_itself(blocks: list[str]) -> None:
    text = safe("".join(blocks))

    assert says_the_same([text], [text])
    assert [type(stretch) for stretch in difference([text], [text])] in ([], [Same])
