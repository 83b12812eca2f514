"""The rows in which home and area pages show modules."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from trainer.addresses import changes_url, links_of
from trainer.clock import Now
from trainer.curriculum.asked import is_required
from trainer.curriculum.outline import AreaOutline, ModuleOutline
from trainer.curriculum.quoting import quoted
from trainer.curriculum.state import State, is_open, missing_prerequisites, module_state
from trainer.queries.reader import Reader
from trainer.quizzes.scoring import percent


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleRow:
    """A module in a list.

    `url` is empty while it is closed; `why` says what opens it, or what changed since it was done, which is shown
    at `changes_url`, empty where nothing is to be read again.
    """

    key: str
    url: str
    title: str
    code: str
    minutes: int
    state: State
    fact: str
    why: str
    changes_url: str
    is_open: bool
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCard:
    """An area with its modules; `done` of `total` modules that are asked of the reader are complete."""

    id: str
    title: str
    index: int
    done: int
    total: int
    modules: tuple[ModuleRow, ...]


def area_card(area: AreaOutline, index: int, reader: Reader, now: Now) -> AreaCard:
    """An area as lists show it."""
    rows = tuple(_row(module, reader, now.today) for module in area.modules)
    required = [row for row in rows if row.is_required and row.state is not State.EXCUSED]
    return AreaCard(
        id=area.id,
        title=area.title,
        index=index,
        done=sum(row.state in (State.DONE, State.CHANGED_SINCE) for row in required),
        total=len(required),
        modules=rows,
    )


def minutes_left(module: ModuleOutline, reader: Reader) -> int:
    """Minutes of reading left in a module, by the words of its unfinished sections, in steps of five."""
    finished = reader.standings.module(module.key).finished
    words = sum(section.words for section in module.sections)
    left = sum(section.words for section in module.sections if section.id not in finished)
    if not left or not words:
        return 0
    return max(5, round(module.minutes * left / words / 5) * 5)


def listed(titles: list[str]) -> str:
    """Titles in a sentence."""
    *others, last = map(quoted, titles)
    return f"{', '.join(others)} and {last}" if others else last


def _row(module: ModuleOutline, reader: Reader, today: date) -> ModuleRow:
    outline, standings = reader.edition.outline, reader.standings
    is_staff = reader.enrolment is None
    state = module_state(module, reader.rules, standings, ends_on=reader.ends_on, today=today)
    opens = is_staff or is_open(module, outline, standings)
    return ModuleRow(
        key=module.key,
        url=links_of(outline.slug).module_url(module.key) if opens else "",
        title=module.title,
        code=module.code,
        minutes=module.minutes,
        state=state,
        fact=_fact(module, reader),
        why="" if is_staff else _why(module, reader, opens),
        changes_url=changes_url(outline.slug, module.key) if opens and standings.module(module.key).again else "",
        is_open=opens,
        is_required=is_required(module, reader.rules),
    )


def _fact(module: ModuleOutline, reader: Reader) -> str:
    reached = reader.standings.module(module.key)
    quiz = reader.standings.quiz(module.quiz.slug) if module.quiz else None
    if quiz and quiz.best_points is not None and quiz.best_maximum:
        return f"{percent(Fraction(quiz.best_points), Fraction(quiz.best_maximum))} %"
    if reached.finished and not reached.completed_at:
        return f"{len(reached.finished)} of {len(module.sections)}"
    return f"{module.minutes} min"


def _why(module: ModuleOutline, reader: Reader, opens: bool) -> str:
    outline, standings = reader.edition.outline, reader.standings
    reached = standings.module(module.key)
    if not opens:
        titles = [other.title for other in missing_prerequisites(module, outline, standings)]
        return f"Opens when {listed(titles)} {'is' if len(titles) == 1 else 'are'} done"
    if reached.again:
        changed = [section.title for section in module.sections if section.id in reached.again]
        lead = "Changed since you finished" if reached.completed_at else "Changed, to read again"
        return f"{lead}: {listed(changed)}"
    if not is_required(module, reader.rules):
        return "Not required of you; open to read"
    return ""
