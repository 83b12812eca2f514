"""Any text that YAML can hold is read back as it was given, and nothing else changes."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.quizzes.editing import load, value_at, without
from trainer.quizzes.editing import set_field
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import CannotEdit

STYLES = """\
title: Plain # said of the title
module: 'single ''quoted'' words'
questions:
  # A heading

  - id: folded
    type: single-choice
    objective: "double quoted"   # said of the objective
    prompt: >- # said of the prompt
      Two lines
      of text.
    options:
      - {id: braces, text: Plain, why: 'It''s so.'} # said of the braces
      - id: block
        text:
          on the next line
        why: |
          Kept
            as it is

      # said of what follows
      - id: empty
        text:
        why: plain that
          goes on
    read_again: last
"""
BLOCK = ("questions", 0)
FIELDS = {
    "plain": (Place(), "title", ("title",)),
    "single quoted": (Place(), "module", ("module",)),
    "double quoted": (Place(question="folded"), "objective", (*BLOCK, "objective")),
    "folded": (Place(question="folded"), "prompt", (*BLOCK, "prompt")),
    "last of all": (Place(question="folded"), "read_again", (*BLOCK, "read_again")),
    "plain in braces": (
        Place(question="folded", part="options", entry="braces"),
        "text",
        (*BLOCK, "options", 0, "text"),
    ),
    "quoted in braces": (
        Place(question="folded", part="options", entry="braces"),
        "why",
        (*BLOCK, "options", 0, "why"),
    ),
    "on the next line": (
        Place(question="folded", part="options", entry="block"),
        "text",
        (*BLOCK, "options", 1, "text"),
    ),
    "literal": (Place(question="folded", part="options", entry="block"), "why", (*BLOCK, "options", 1, "why")),
    "empty": (Place(question="folded", part="options", entry="empty"), "text", (*BLOCK, "options", 2, "text")),
    "of two lines": (Place(question="folded", part="options", entry="empty"), "why", (*BLOCK, "options", 2, "why")),
}
FILES = {
    "LF": STYLES,
    "CRLF": STYLES.replace("\n", "\r\n"),
    "no last line break": STYLES.removesuffix("\n"),
}
COMMENTS = [line.partition("#")[2] for line in STYLES.splitlines() if "#" in line]
marks = st.sampled_from(list(" \n:#-'\"|>{}[],&*!%@`?~.\\0a\u00e9\U0001f642\u2019=<"))
words = st.sampled_from(["a: b", " #", "{{who}}", "- ", "---", "...", "true", "null", "12", "1e3", "2027-01-01", "  "])
texts = st.one_of(
    st.text(marks, max_size=30),
    st.lists(words | st.text(marks, max_size=4) | st.just("word " * 30), max_size=8).map("".join),
    st.text(max_size=30),
)
quickly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
UNPRINTABLE = re.compile("[^\n\r -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")


@pytest.mark.parametrize("field", FIELDS)
@quickly
@given(file=st.sampled_from(list(FILES)), text=texts)
@example(file="LF", text="&0[&0")
def test_a_text_is_read_back(file: str, field: str, text: str) -> None:
    source, (place, key, path) = FILES[file], FIELDS[field]
    try:
        edited = set_field(source, place, key, text)
    except CannotEdit:
        assert UNPRINTABLE.search(text) or "\t" in text or has_odd_space(text)
        return

    found = value_at(load(edited), path)
    wanted = text.replace("\r\n", "\n").replace("\r", "\n")
    assert isinstance(found, str)
    assert found in (wanted, f"{wanted}\n", wanted.strip(), f"{wanted.strip()}\n")
    assert without(load(edited), path) == without(load(source), path)
    assert [comment for comment in COMMENTS if comment not in edited] == []
    assert ("\r" in edited) is (file == "CRLF")
    assert edited.count("\r") in (0, edited.count("\n"))
    assert edited.endswith("\n") is (file != "no last line break")


def has_odd_space(text: str) -> bool:
    """White space other than the space and LF, which YAML does not always keep."""
    return any(letter.isspace() and letter not in " \n" for letter in text)
