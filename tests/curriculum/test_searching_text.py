"""What search takes for the words of a text."""

from trainer.curriculum.searching_text import plain_text


def test_words_are_read_as_a_reader_reads_them() -> None:
    cited = '<span class="cites"><a href="#s">9</a></span>'
    html = f"<p>The <em>troche</em> dis<b>solves</b> &amp; peaks{cited}.</p>\n<p>Later.</p>"
    assert plain_text(html) == "The troche dissolves & peaks. Later."


def test_cells_and_titles_are_kept_apart() -> None:
    html = "<p class=callout-title>Stop</p><table><tr><th>Route</th><td>By mouth</td></tr></table><p>Go.</p>"
    assert plain_text(html) == "Stop · Route · By mouth · Go."


def test_the_words_below_a_figure_and_in_a_callout_count() -> None:
    html = '<figure><img src="/x" alt="unseen"><figcaption>Three curves</figcaption></figure><aside>Call them.</aside>'
    assert plain_text(html) == "Three curves · Call them."


def test_marks_of_footnotes_are_left_out_with_all_they_hold() -> None:
    html = '<p>A word<sup class="footnote-mark"><a href="#f"><i>a</i></a></sup> stands<br>here</p>'
    assert plain_text(html) == "A word stands here"


def test_soft_hyphens_part_no_word() -> None:
    assert plain_text("<p>bio&shy;availability</p>") == "bioavailability"
