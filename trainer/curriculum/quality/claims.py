"""Finds statements about the world that rest on no source."""

import re
from collections.abc import Iterator
from typing import Final

from trainer.curriculum.course import Module
from trainer.curriculum.quality.blocks import Block, Shape, blocks
from trainer.curriculum.quality.finding import Finding, Rule
from trainer.curriculum.quality.sentences import begun, plain, sentences
from trainer.quizzes.cases.case import BranchingCase
from trainer.yaml_text import SourceText

WITHOUT_SOURCES: Final = frozenset(
    ("summary", "further reading", "practice", "example", "sample wording", "reflection")
)
"""Titles of sections and their parts that may go without a source."""

_CLAIM: Final = re.compile(
    r"""
      \d\s?%|\bper\s?cent\b|\d\s?(?:ng/mL|mmHg|mg|mcg|µg|kg)\b
    | \b(?:study|studies|trials?|meta-analys[ei]s|reviews?|cohorts?|surveys?|series|investigators|researchers)\b
      [^.;]{0,80}\b(?:found|shows?|showed|reports?|reported|compared|measured|tested|suggests?|suggested|point(?:ed)?
                      |saw|followed|enrolled|gave|fell|rose|improved|worsened|benefited|was|were|had|did)\b
    | \b(?:in|from|across|of)\s+(?:\w+\s+){0,3}(?:trials|studies|surveys|case\s+reports|meta-analyses)\b
      (?=[^.;]{0,80}\b\w+(?:ed|ell|ose|und)\b)
    | \b(?:placebo|double-blind|randomi[sz]ed|midazolam)\b
    | \b(?:FDA|DEA|EMA)\b | \bboxed\s+warning\b
    | \b(?:the|its|their|current|US)\s+(?:[\w.-]+\s+){0,3}labels?\s+(?:\w+s|does|carries|warns|lists|names|of)\b
    | \blabell?ed\s+(?:contraindication|indication|warning|use)s?\b
    | \b(?:is|are|was|were|been|not|only)\s+(?:[\w-]+\s+)?approved\s+(?:for|as|in|by|only|to)\b(?!\s+what)
    | \bapproval\s+(?:of|for)\b
    | \b(?:statistically|significant(?:ly)?|odds\s+ratio|confidence\s+interval|effect\s+size)\b
    | \b(?:evidence|data)\s+(?:that|shows?|suggests?|for|from)\b
    | (?<![\d,])\d[\d,]{0,12}\s+(?:patients|people|participants|adults|volunteers|veterans|users)\b
    | \b(?:has|have|had)\s+(?:not\s+|never\s+)?been\s+(?:shown|measured|reported|associated|linked|found(?!\s+out))\b
    | \b(?:was|were)\s+(?:associated|linked|correlated)\s+with\b
    | \b(?:increases?|raises?|lowers?|reduces?|doubles?)\s+the\s+(?:risk|odds|chance)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words and figures by which a sentence claims to know something that somebody measured, found or ruled."""
_LOCAL: Final = re.compile(
    r"""
      \b(?:polic(?:y|ies)|platform\s+rule|medical\s+director|your\s+clinic|our\s+rule|house\s+rule)\b | ____
    | \b(?:this|the)\s+(?:module|course|section|page|chapter|table|figure|quiz|platform)s?\b
    | \b(?:next|previous|last)\s+(?:section|module)\b
    | \bwe\s+(?:read|know\s+of|have\s+no|found\s+no|could\s+not)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What a clinic decides for itself, and what a text says of itself."""
_SAID: Final = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SPEAKER: Final = re.compile(r"\*\*[^*]{1,40}:\*\*")
_PERSON: Final = re.compile(r"\W*[A-Z][\w-]+,\s(?:\d\d|[a-z-]+ty(?:-[a-z]+)?),\s")
"""How an example begins: 'Nadia, 38, ...'."""
_WITHIN: Final = re.compile(r"\[[^\[\]]*\]\([^()\s]*\.md[^()\s]*\)")
"""A link to a module, whose title claims nothing."""


def unsupported(module: Module) -> Iterator[Finding]:
    """Paragraphs of a module that claim something and cite nothing, and sections without any source."""
    yield from _paragraphs(module.path, module.opening)
    for section in module.sections:
        if is_excepted(section.title):
            continue
        if "[@" not in section.source.text:
            cure = "cite what it rests on, or give it one of the titles " + ", ".join(
                sorted(title.capitalize() for title in WITHOUT_SOURCES)
            )
            message = f"the section '{section.title}' cites no source; {cure}"
            yield Finding(module.path, section.source.line, message, Rule.SECTION)
        yield from _paragraphs(module.path, section.source)


def is_excepted(title: str) -> bool:
    """Whether a section or part of this title may go without a source."""
    return title.strip().rstrip(":").casefold() in WITHOUT_SOURCES


def claim_of(block: Block) -> str | None:
    """The first sentence of a block that claims something; None where it need not cite anything."""
    if block.cites or block.introduces or is_excepted(block.part) or block.shape is Shape.FIGURE:
        return None
    if block.callout == "practice" or (block.quoted and not block.callout):
        return None
    if _SPEAKER.match(block.text) or _PERSON.match(block.text):
        return None
    joint = "\n" if block.shape is Shape.TABLE else " "
    text = _WITHIN.sub("…", _SAID.sub("…", joint.join(line.strip() for line in block.lines)))
    was_local = False
    for piece in text.split("\n") if block.shape is Shape.TABLE else sentences(text):
        words = plain(piece)
        was_local = bool(_LOCAL.search(words)) or (was_local and words.startswith("It "))
        if not was_local and not words.endswith("?") and _CLAIM.search(words):
            return words
    return None


def unsupported_in_case(case: BranchingCase) -> Iterator[Finding]:
    """Reasons and debrief of a branching case that claim something and cite nothing; what happens in it is invented."""
    for text in (case.debrief, *(choice.why for scene in case.scenes for choice in scene.choices)):
        yield from _paragraphs(case.path, text)


def _paragraphs(path: str, source: SourceText) -> Iterator[Finding]:
    for block in blocks(source):
        claim = claim_of(block)
        if claim is not None:
            message = (
                f"this states something of the world without a source: '{begun(claim)}'; "
                "cite what it rests on, as in '[@key]', or leave the claim out"
            )
            yield Finding(path, block.line, message, Rule.CLAIM)
