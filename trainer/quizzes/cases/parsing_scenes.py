"""Reads the scenes of a branching case with their choices."""

from collections.abc import Mapping, Sequence
from typing import Final

from trainer.quizzes.cases.case import MOST_POINTS, Branch, Choice, Ending, Scene
from trainer.yaml_text import Fields, SourceText, nearest

_LARGEST: Final = 1_000_000
_LONGEST: Final = 24 * 60


def read_scene(fields: Fields, taken: dict[str, int], measures: Sequence[str], competencies: Sequence[str]) -> Scene:
    """Read a scene; its id is added to `taken`, which no other scene may have."""
    scene_id = read_own_id(fields, taken, "scene")
    ending = fields.one_of("ending", Ending, Ending.MIXED) if fields.has("ending") else None
    choices_taken: dict[str, int] = {}
    entries = fields.groups("choices")
    scene = Scene(
        id=scene_id,
        line=fields.line,
        title=fields.words("title"),
        room=required_text(fields, "room", "add 'room: ...' with what one sees and hears"),
        says=fields.text("says", required=False),
        seconds=fields.integer("seconds", None, least=5, most=3600),
        ending=ending,
        choices=tuple(_read_choice(entry, choices_taken, measures, competencies) for entry in entries),
    )
    if ending and fields.has("choices"):
        fields.error("an ending has no choices; take out 'choices', or 'ending'", "choices")
    elif not ending and not 2 <= len(entries) <= 5:
        cure = "add some, or 'ending: good', 'mixed' or 'harm' if the case ends here"
        fields.error(f"a scene has two to five choices, this one {len(entries)}; {cure}")
    if ending and scene.seconds is not None:
        fields.error("nobody chooses in an ending, so that no time runs; remove 'seconds'", "seconds")
    fields.finish()
    return scene


def read_own_id(fields: Fields, taken: dict[str, int], what: str) -> str:
    """The id, which nothing else in `taken` may have; `taken` is added to."""
    if not fields.has("id"):
        fields.error(f"'id' is missing; add 'id: ...' with a word that no other {what} here has")
    found, line = fields.id() or "", fields.line_of("id")
    first = taken.setdefault(found, line)
    if found and first != line:
        fields.error(f"the id '{found}' stands twice (first in line {first}); change one", "id")
    return found


def read_numbers(
    fields: Fields, key: str, known: Sequence[str], what: str, *, least: int, most: int
) -> Mapping[str, int]:
    """Whole numbers by names that are known."""
    group = fields.group(key)
    if group is None:
        return {}
    found: dict[str, int] = {}
    for name in group.keys():  # noqa: SIM118 -- a group of keys is no mapping
        number = group.integer(name, None, least=least, most=most)
        if name not in known:
            cure = nearest(name, list(known)) if known else f"name it where a {what} is named above"
            group.error(f"'{name}' is no {what} of this case; {cure}", name)
        elif number is not None:
            found[name] = number
    return found


def required_text(fields: Fields, key: str, cure: str) -> SourceText:
    """The words under a key that must be there; empty, with the cure in the report, where they are not."""
    return fields.text(key, cure=cure) or SourceText("", fields.line)


def _read_choice(fields: Fields, taken: dict[str, int], measures: Sequence[str], competencies: Sequence[str]) -> Choice:
    choice = Choice(
        id=read_own_id(fields, taken, "choice of this scene"),
        line=fields.line,
        text=required_text(fields, "text", "add 'text: ...' with what one can do"),
        minutes=fields.integer("minutes", 0, least=0, most=_LONGEST) or 0,
        change=read_numbers(fields, "change", measures, "measure", least=-_LARGEST, most=_LARGEST),
        is_critical=fields.yes_no("critical", False) or False,
        consequence=required_text(fields, "consequence", "add 'consequence: ...' with what comes of it"),
        why=required_text(fields, "why", "add 'why: ...' with the reason, and its source"),
        points=read_numbers(fields, "points", competencies, "competency", least=0, most=MOST_POINTS),
        then=_read_then(fields, measures),
    )
    fields.finish()
    return choice


def _read_then(fields: Fields, measures: Sequence[str]) -> tuple[Branch, ...]:
    if not fields.has("then"):
        fields.error("'then' is missing; add 'then: ...' with the id of the next scene")
        return ()
    if fields.is_text("then"):
        scene = fields.text("then")
        return (Branch(scene=scene.text, line=scene.line),) if scene else ()
    branches = tuple(_read_branch(entry, measures) for entry in fields.groups("then"))
    if not branches:
        fields.error("'then' names no scene; write the id of the next one", "then")
    elif not branches[-1].is_always:
        cure = "add a last line '- {scene: ...}' without one, for all the rest"
        fields.report.error(branches[-1].line, f"the last line of 'then' has a condition; {cure}")
    for branch in branches[:-1]:
        if branch.is_always:
            cure = "move it to the end, or give it 'when' or 'below'"
            fields.report.error(branch.line, f"this line has no condition, so that none below is ever reached; {cure}")
    return branches


def _read_branch(fields: Fields, measures: Sequence[str]) -> Branch:
    branch = Branch(
        scene=fields.words("scene", cure="add 'scene: ...' with the id of a scene"),
        line=fields.line,
        at_least=read_numbers(fields, "when", measures, "measure", least=-_LARGEST, most=_LARGEST),
        below=read_numbers(fields, "below", measures, "measure", least=-_LARGEST, most=_LARGEST),
    )
    fields.finish()
    return branch
