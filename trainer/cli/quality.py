"""Prints what a reader of a course may stumble over."""

from collections.abc import Iterator

from trainer.cli.work import count
from trainer.curriculum.quality.course_quality import CourseQuality, ModuleQuality, bank_in_words
from trainer.curriculum.quality.finding import Finding

_HINT = "'trainer check --quality' names each"


def in_short(quality: CourseQuality) -> str:
    """One line: whether there is anything to look at."""
    broken, noted = len(quality.warnings), len(quality.information)
    if not broken and not noted:
        return "Quality: nothing that a reader may stumble over was found."
    warnings = count(broken, "warning") if broken else "no warnings"
    return f"Quality: {warnings}, {noted} more to look at; {_HINT}."


def in_full(quality: CourseQuality) -> Iterator[str]:
    """A paragraph for each module, then what belongs to none, then the questions together."""
    yield "Quality: what a reader may stumble over"
    for module in quality.modules:
        yield ""
        yield f"{module.code} {module.title} ({module.path})"
        yield f"  {_reading(module)}"
        for finding in module.findings:
            yield f"  {_line(finding, module.path)}"
    if quality.elsewhere:
        yield ""
        yield "The rest of the course"
        for finding in quality.elsewhere:
            yield f"  {_line(finding, '')}"
    yield ""
    yield "The questions together"
    for line in bank_in_words(quality.bank):
        yield f"  {line}"
    yield ""
    yield f"{count(len(quality.warnings), 'warning')}, {len(quality.information)} to look at. Neither stops publishing."


def _reading(module: ModuleQuality) -> str:
    reading = module.reading
    return (
        f"{reading.words:,} words; {reading.words_in_a_sentence:.0f} in a sentence on average, {reading.longest} at "
        f"most; grade {reading.grade}; {count(module.questions, 'question')}."
    )


def _line(finding: Finding, own: str) -> str:
    place = f"line {finding.line}" if finding.file == own else f"{finding.file}:{finding.line}"
    return f"{'warning' if finding.is_warning else 'look'}: {place}: {finding.message}"
