"""Names of HTML elements, to tell a tag from a word in angle brackets."""

from typing import Final

INLINE_NAMES: Final = frozenset({"kbd", "mark", "small", "sub", "sup"})
"""Elements that an author may write as HTML, without attributes; `br` is one more."""

HTML_NAMES: Final = frozenset(
    """
    a abbr acronym address animate animatetransform annotation annotation-xml applet area article aside audio b
    base basefont bdi bdo bgsound big blink blockquote body br button canvas caption center circle cite code col
    colgroup command content data datalist dd defs del desc details dfn dialog dir div dl dt element ellipse em
    embed fieldset figcaption figure filter font footer foreignobject form frame frameset g h1 h2 h3 h4 h5 h6
    head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li line
    lineargradient link listing maction main malignmark map mark marquee math menu menuitem meta meter mglyph mi
    mn mo mprescripts ms msqrt mstyle mtext nav nobr noembed noframes noscript object ol optgroup option output
    p param path picture plaintext polygon polyline pre progress q rb rbc rect rp rt rtc ruby s samp script
    search section select semantics set shadow slot small source spacer span stop strike strong style sub
    summary sup svg symbol table tbody td template text textarea textpath tfoot th thead time title tr track
    tspan tt u ul use var video view wbr xmp
    """.split()  # noqa: SIM905 - a list of quoted words is harder to read
)
