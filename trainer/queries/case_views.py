"""What the pages of branching cases show of a play: the scene, the monitor, what came of a choice, the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trainer.addresses import links_of
from trainer.curriculum.outline import Outline
from trainer.curriculum.rendered import RenderedTexts
from trainer.curriculum.requirements.competency import Competency
from trainer.curriculum.safe_html import Html
from trainer.quizzes.cases.case import Choice, Ending
from trainer.quizzes.cases.chart import Strip, strips
from trainer.quizzes.cases.playing import Moment, Play, Step
from trainer.quizzes.cases.scoring import Earned, earned


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneView:
    """A scene in which somebody chooses; `choices` are the values of a form with their words."""

    title: str
    room: Html
    says: Html | None
    seconds: int | None
    choices: tuple[tuple[str, Html], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """What was chosen in a scene, what came of it, and why; `points` of `possible` in each competency by its title."""

    number: int
    scene: str
    chosen: Html
    minutes: int
    consequence: Html
    why: Html
    is_critical: bool
    points: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """A measure on the monitor; `change` is since the choice before, None at the start."""

    label: str
    unit: str
    value: int
    change: int | None

    @property
    def words(self) -> str:
        """The change in words."""
        if self.change is None:
            return "at the start"
        if not self.change:
            return "unchanged"
        return f"{'up' if self.change > 0 else 'down'} {abs(self.change)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorView:
    """The monitor now, and how it came there; `rows` are minutes with the values of `readings` in their order."""

    clock: int
    readings: tuple[ReadingView, ...]
    strips: tuple[Strip, ...]
    rows: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def announced(self) -> str:
        """What changed, in a sentence to be read aloud."""
        said = [f"{each.label} {each.value} {each.unit}".rstrip() + f", {each.words}" for each in self.readings]
        return f"Minute {self.clock}. " + "; ".join(said) + "." if said else f"Minute {self.clock}."


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnedView:
    """Points in a competency, by its title."""

    title: str
    points: int
    possible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndView:
    """An ending with all that is told only then; `read_again` are titles with addresses."""

    title: str
    ending: Ending
    room: Html
    says: Html | None
    critical_error: OutcomeView | None
    debrief: Html
    path: tuple[OutcomeView, ...]
    earned: tuple[EarnedView, ...]
    variation: Html | None
    read_again: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """A play as a page shows it: one of what came of the last choice, a scene, and the end. `made` counts choices."""

    made: int
    outcome: OutcomeView | None
    scene: SceneView | None
    end: EndView | None
    monitor: MonitorView


def stage(
    play: Play, texts: RenderedTexts, outline: Outline, choices: Iterable[tuple[str, Choice]], *, goes_on: bool
) -> StageView:
    """A play as it stands; until somebody `goes_on`, what came of the last choice.

    `choices` are those of the scene by the values of a form.
    """
    titles = competency_titles(outline)
    made = len(play.steps)
    shown_end = play.is_over and (goes_on or not made)
    outcome = _outcome(made, play.steps[-1], texts, titles) if made and not goes_on else None
    return StageView(
        made=made,
        outcome=outcome,
        scene=None if outcome or play.is_over else _scene(play, texts, choices),
        end=_end(play, texts, outline, titles) if shown_end else None,
        monitor=_monitor(play),
    )


def competency_titles(outline: Outline) -> Mapping[str, str]:
    """What the competencies of a course are called, by their ids."""
    return {each.id: each.title for each in outline.rules.requirements if isinstance(each, Competency)}


def named(found: Iterable[Earned], titles: Mapping[str, str]) -> tuple[EarnedView, ...]:
    """Points with the titles of their competencies."""
    return tuple(
        EarnedView(title=titles.get(each.competency, each.competency), points=each.points, possible=each.possible)
        for each in found
    )


def _scene(play: Play, texts: RenderedTexts, choices: Iterable[tuple[str, Choice]]) -> SceneView:
    return SceneView(
        title=play.scene.title,
        room=texts.html(play.scene.room.text),
        says=texts.html(play.scene.says.text) if play.scene.says else None,
        seconds=play.scene.seconds,
        choices=tuple((value, texts.html(choice.text.text)) for value, choice in choices),
    )


def _outcome(number: int, step: Step, texts: RenderedTexts, titles: Mapping[str, str]) -> OutcomeView:
    choice = step.choice
    most = {key: max(each.points.get(key, 0) for each in step.scene.choices) for key in titles}
    return OutcomeView(
        number=number,
        scene=step.scene.title,
        chosen=texts.html(choice.text.text),
        minutes=choice.minutes,
        consequence=texts.html(choice.consequence.text),
        why=texts.html(choice.why.text),
        is_critical=choice.is_critical,
        points=tuple((titles[key], choice.points.get(key, 0), each) for key, each in most.items() if each),
    )


def _monitor(play: Play) -> MonitorView:
    moments = _distinct(play.moments)
    now, before = play.now, play.steps[-1].before if play.steps else None
    return MonitorView(
        clock=now.clock,
        readings=tuple(
            ReadingView(
                label=each.label,
                unit=each.unit,
                value=now.state[each.id],
                change=now.state[each.id] - before.state[each.id] if before else None,
            )
            for each in play.case.shown
        ),
        strips=strips(play.case.shown, moments),
        rows=tuple((moment.clock, tuple(moment.state[each.id] for each in play.case.shown)) for moment in moments),
    )


def _distinct(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """The moments but for those after which no time passed before the next: of each minute the last."""
    return tuple({moment.clock: moment for moment in moments}.values())


def _end(play: Play, texts: RenderedTexts, outline: Outline, titles: Mapping[str, str]) -> EndView:
    path = tuple(_outcome(number, step, texts, titles) for number, step in enumerate(play.steps, start=1))
    words = play.variation.words if len(play.case.variations) > 1 else None
    assert play.scene.ending is not None
    return EndView(
        title=play.scene.title,
        ending=play.scene.ending,
        room=texts.html(play.scene.room.text),
        says=texts.html(play.scene.says.text) if play.scene.says else None,
        critical_error=path[-1] if play.critical_error else None,
        debrief=texts.html(play.case.debrief.text),
        path=path,
        earned=named(earned(play), titles),
        variation=texts.html(words.text) if words else None,
        read_again=tuple(link for each in play.case.read_again if (link := _read_again(each.text, outline))),
    )


def _read_again(target: str, outline: Outline) -> tuple[str, str] | None:
    """A section to read again, by its title, with its address; None where it is no longer part of the course."""
    file, _, section_id = target.partition("#")
    module = outline.module(file.removeprefix("curriculum/").removesuffix(".md"))
    if module is None:
        return None
    links = links_of(outline.slug)
    section = next((each for each in module.sections if each.id == section_id), None)
    if section is None:
        return module.title, links.module_url(module.key)
    return f"{module.title}: {section.title}", links.section_url(module.key, section.id)
