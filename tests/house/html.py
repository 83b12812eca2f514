"""What a template may not hold, since the content security policy refuses it or Jinja would not escape it."""

import re

_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_FORBIDDEN = {
    "what is given to |safe is not escaped": re.compile(r"\|\s*safe\b"),
    "nothing is exempt from escaping": re.compile(r"\bautoescape\b"),
    "a style of its own is refused by the policy": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a script of its own is refused by the policy": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "a script is a file, with nothing between its tags": re.compile(r"<script\b[^>]*>(?!\s*</script>)", re.IGNORECASE),
    "a handler in an attribute is refused by the policy": re.compile(r"<[^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an address that is a script is refused by the policy": re.compile(r"javascript:", re.IGNORECASE),
}


def complaints(template: str) -> list[str]:
    """What is wrong with a template, as 'line: reason'."""
    text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), template)
    return sorted(
        f"{text.count(chr(10), 0, found.start()) + 1}: {reason}"
        for reason, pattern in _FORBIDDEN.items()
        for found in pattern.finditer(text)
    )
