"""Reads the file of a branching case with every problem in it."""

import re
from typing import Final

from trainer.problem import Problem, is_blocking
from trainer.quizzes.cases.case import AS_WRITTEN, BranchingCase, Measure, Variation
from trainer.quizzes.cases.checks import check_case
from trainer.quizzes.cases.parsing_scenes import read_numbers, read_own_id, read_scene, required_text
from trainer.quizzes.paths import from_root
from trainer.quizzes.questions.parts.common_keys import MODULE, WORD
from trainer.yaml_text import ID, Fields, Report, SourceText, read_yaml

_SECTION: Final = re.compile(rf"{MODULE.pattern}(#{WORD})?")
_MOST: Final = 1_000_000


def parse_case(path: str, text: str) -> tuple[BranchingCase | None, tuple[Problem, ...]]:
    """Read a case; None where a problem stops it from being published. Problems are sorted by line."""
    case, problems = read_case(path, text)
    return (None if any(map(is_blocking, problems)) else case), problems


def read_case(path: str, text: str) -> tuple[BranchingCase | None, tuple[Problem, ...]]:
    """Read a case as far as it can be read, so that its texts can be checked; None where it is no YAML.

    A case with problems that block is not to be played.
    """
    report = Report(path)
    fields = read_yaml(text, report)
    case = None if fields is None else _read_case(path, fields)
    if case and not any(map(is_blocking, report.problems)):
        check_case(case, report)
    return case, tuple(sorted(set(report.problems)))


def _read_case(path: str, fields: Fields) -> BranchingCase:
    state = _read_state(fields)
    measures = tuple(measure.id for measure in state)
    competencies = _read_competencies(fields)
    taken: dict[str, int] = {}
    entries = fields.groups("scenes", required=True, cure="add 'scenes:' with a list of scenes below")
    first = fields.text("first", cure="add 'first: ...' with the id of the first scene")
    case = BranchingCase(
        path=path,
        title=fields.words("title"),
        code=fields.words("code", required=False),
        minutes=fields.integer("minutes", 15, least=1, most=240, required=True) or 15,
        content_note=fields.text("content_note", required=False),
        about=required_text(fields, "about", "add 'about: ...' with who, where, your role and what you know"),
        competencies=competencies,
        competencies_line=fields.line_of("competencies"),
        clock=fields.integer("clock", 0, least=0, most=1440) or 0,
        state=state,
        variations=_read_variations(fields, measures),
        first=first.text if first else "",
        first_line=fields.line_of("first"),
        scenes=tuple(read_scene(entry, taken, measures, competencies) for entry in entries),
        debrief=required_text(fields, "debrief", "add 'debrief: ...' with what mattered, shown at every ending"),
        read_again=_read_read_again(fields),
    )
    if fields.has("scenes") and not entries:
        fields.error("there are no scenes; add one below", "scenes")
    fields.finish()
    return case


def _read_state(fields: Fields) -> tuple[Measure, ...]:
    group = fields.group("state")
    if group is None:
        return ()
    found = []
    for key in group.keys():  # noqa: SIM118 -- a group of keys is no mapping
        if not ID.match(key):
            group.error(f"'{key}' is not an id; use lower-case letters, digits and hyphens", key)
        measure = group.group(key)
        if measure is not None:
            found.append(_read_measure(key, measure))
    group.finish()
    return tuple(found)


def _read_measure(key: str, fields: Fields) -> Measure:
    least = fields.integer("least", 0, least=-_MOST, most=_MOST, required=True) or 0
    most = fields.integer("most", least, least=-_MOST, most=_MOST, required=True)
    most = least if most is None else most
    start = fields.integer("start", least, least=-_MOST, most=_MOST, required=True)
    start = least if start is None else start
    if least >= most:
        fields.error(f"'least' is {least} and 'most' {most}; 'least' must be the smaller one", "least")
    elif not least <= start <= most:
        fields.error(f"'start' is {start}, but this runs from {least} to {most}; change one of them", "start")
    measure = Measure(
        id=key,
        label=fields.words("label", cure="add 'label: ...' with what it is called on the monitor"),
        unit=fields.words("unit", required=False),
        start=start,
        is_shown=fields.yes_no("shown", True) is not False,
        least=least,
        most=most,
    )
    fields.finish()
    return measure


def _read_competencies(fields: Fields) -> tuple[str, ...]:
    found = fields.texts("competencies", required=True)
    if fields.has("competencies") and not found:
        fields.error("name at least one competency of course.yml", "competencies")
    seen: set[str] = set()
    for each in found:
        if each.text in seen:
            fields.report.error(each.line, f"the competency '{each.text}' stands twice; keep one")
        seen.add(each.text)
    return tuple(dict.fromkeys(each.text for each in found))


def _read_variations(fields: Fields, measures: tuple[str, ...]) -> tuple[Variation, ...]:
    taken: dict[str, int] = {}
    found = tuple(_read_variation(entry, taken, measures) for entry in fields.groups("variations"))
    return found or (AS_WRITTEN,)


def _read_variation(fields: Fields, taken: dict[str, int], measures: tuple[str, ...]) -> Variation:
    variation = Variation(
        id=read_own_id(fields, taken, "variation"),
        words=fields.text("words", cure="add 'words: ...' that say at the end what was different"),
        start=read_numbers(fields, "start", measures, "measure", least=-_MOST, most=_MOST),
    )
    fields.finish()
    return variation


def _read_read_again(fields: Fields) -> tuple[SourceText, ...]:
    found = []
    for link in fields.texts("read_again"):
        target = from_root(fields.report.file, link.text)
        if target is None or not _SECTION.fullmatch(target):
            fields.report.error(
                link.line,
                f"'{link.text}' is no section of a module; write its path from this file, "
                "such as '../../curriculum/AREA/MODULE.md#SECTION'",
            )
        else:
            found.append(SourceText(target, link.line))
    return tuple(found)
