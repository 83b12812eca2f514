"""Finds dates, telephone numbers and record numbers in a text."""

import re
from collections.abc import Iterator
from typing import Final

Span = tuple[int, int]

_MONTHS: Final = (
    "feb|aug|sept|oct|okt|nov|dez|january|february|april|june|july|august|september|october|november|december"
    "|januar|februar|märz|juni|juli|oktober|dezember"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|janvier|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
)
# These are words or short for words as well, and months only with a capital letter.
_CAPITAL_MONTHS: Final = "May|March|Mai|Mars|Jan|Feb|Mar|Mär|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Okt|Nov|Dec|Dez"
_MONTH: Final = rf"(?:(?i:{_MONTHS})|(?:{_CAPITAL_MONTHS})\b\.?)"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER: Final = r"(?:0?[1-9]|1[0-2])"
_YEAR: Final = r"(?:(?:19|20)\d\d|['’]?\d\d)"
_OF: Final = r"(?:\s(?:of|de|di|du|d[’'])\s?|\s|[-./])"
_APART: Final = r"(?<![\w/.,:-])"
_ENDS: Final = r"(?![\w%]|[/:-]\d|[.,]\d)"

_DATES: Final = tuple(
    re.compile(expression)
    for expression in (
        # 2026-11-23
        rf"(?<![\w-])(?:19|20)\d\d([-/.]){_MONTH_NUMBER}\1{_DAY}{_ENDS}",
        # 23.11.2026, 11/23/26, 23-11-2026
        rf"{_APART}(?:{_DAY}([-/.])\s?{_MONTH_NUMBER}|{_MONTH_NUMBER}([-/.])\s?{_DAY})(?:\1|\2)\s?{_YEAR}{_ENDS}",
        # on 11/23, am 23.11.
        rf"(?<=\bon )(?:{_DAY}/{_MONTH_NUMBER}|{_MONTH_NUMBER}/{_DAY}){_ENDS}",
        rf"(?:(?<=\bon )|(?<=\bam )|(?<=\bvom )|(?<=\bsince )|(?<=\buntil )){_DAY}\.{_MONTH_NUMBER}\.(?!\d)",
        # 23 November 2026, 23rd of November, 23. November
        rf"\b{_DAY}(?:st|nd|rd|th|\.|º)?{_OF}{_MONTH}(?:,?{_OF}(?:19|20)\d\d)?\b",
        # November 23, 2026
        rf"\b{_MONTH}[\s-]{_DAY}(?:st|nd|rd|th)?(?![\d%:.,]?\d|\s?(?:%|mg|ml|minutes|min|hours|people|sessions))"
        r"(?:,?\s(?:19|20)\d\d)?\b",
        # November 2026
        rf"\b{_MONTH}[\s,-]{{1,2}}(?:of\s)?(?:19|20)\d\d\b",
    )
)

_TELEPHONES: Final = tuple(
    re.compile(expression)
    for expression in (
        # +49 171 1234567, 0171/1234567, (0171) 123 45 67, 06 12 34 56 78
        r"(?<![\w.,+])(?:\+\s?\(?\d|\(0\d|0\d)[\d\s()./-]{5,20}\d(?![\w%])",
        # 212-555-0134, (212) 555-0134, 1-212-555-0134, 212.555.0134
        r"(?<![\w.,+-])(?:1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w%-])",
        # 555-0134
        r"(?<![\w.,+-])\d{3}-\d{4}(?![\w%-])",
    )
)

# Numbers of what was published, which say nothing about anybody.
_PUBLISHED: Final = re.compile(
    r"https?://\S+|\b10\.\d{4,9}/\S+|\bNCT\s?\d{8}\b|\bPMID:?\s?\d+|\bPMC\s?\d+|\bISBN:?\s?[\d-]+", re.IGNORECASE
)
_LABEL: Final = (
    r"(?:MRN|medical record|health record|record|chart|case|file|patient|client|member|insurance|policy|account|NHS|SSN"
    r"|social security|passport|licen[cs]e|Akte|Fall|Patientennummer|Versichertennummer)"
)
_RECORDS: Final = tuple(
    re.compile(expression)
    for expression in (
        r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])",
        rf"(?i:\b{_LABEL}\s?(?:number|no\.?|nr\.?|num\.?|id|#)\s?[:.]?\s?)[A-Za-z]{{0,4}}[-/ ]?\d[\w/-]{{2,}}",
        rf"(?i:\b{_LABEL}\s?[:#]\s?)[A-Za-z]{{0,4}}-?\d[\w/-]{{2,}}",
        r"\bMRN\s?[A-Z]{0,4}-?\d{3,}",
        rf"(?i:\b{_LABEL}\s)(?!(?:19|20)\d\d\b)\d{{4,}}(?!\s?(?:mg|ml|%|kg)|[\w.,])",
        r"(?<!\w)#\s?\d{4,}",
        r"(?<![\w-])[A-Z]{1,4}[- ]?\d{5,}(?!\w)",
        r"(?<![\w.,/-])\d{6,}(?!\w|[.,]\d)",
    )
)
_ROUND: Final = re.compile(r"\D*[1-9]\d{0,2}0{5,}")


def dates_in(text: str) -> Iterator[Span]:
    """Days, with or without a year, and months of a year."""
    for expression in _DATES:
        for match in expression.finditer(text):
            yield match.span()


def telephones_in(text: str) -> Iterator[Span]:
    """Telephone numbers as they are written in Europe and in America: seven to fifteen digits."""
    published = [match.span() for match in _PUBLISHED.finditer(text)]
    for expression in _TELEPHONES:
        for match in expression.finditer(text):
            digits = sum(character.isdigit() for character in match[0])
            if 7 <= digits <= 15 and not _lies_in(match.span(), published):
                yield match.span()


def records_in(text: str) -> Iterator[Span]:
    """Numbers that are called a record's, a case's or an insurance's, and bare numbers of six digits or more."""
    published = [match.span() for match in _PUBLISHED.finditer(text)]
    for expression in _RECORDS:
        for match in expression.finditer(text):
            if not _ROUND.fullmatch(match[0]) and not _lies_in(match.span(), published):
                yield match.span()


def _lies_in(span: Span, others: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)
