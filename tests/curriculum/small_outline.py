"""Outlines and facts to fold, written short."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from trainer.curriculum.course import ModulesRule, QuizzesRule, Rules
from trainer.curriculum.outline import AreaOutline, ModuleOutline, Outline, QuizOutline, SectionOutline
from trainer.curriculum.phases import Phase
from trainer.curriculum.progress import AttemptFact, CompletionFact, ReadingFact
from trainer.quizzes.quiz import Purpose, Terms

_IDS = UUID(int=0)
TERMS = Terms(pass_mark=80, attempts=3)


def day(number: int) -> datetime:
    """Nine in the morning of a day of November 2026."""
    return datetime(2026, 11, number, 9, tzinfo=UTC)


def module(
    key: str,
    sections: Sequence[str] = ("begin", "end"),
    *,
    revision: int = 1,
    changed_at: Mapping[str, int] | None = None,
    quiz: Terms | None = None,
    requires: Sequence[str] = (),
) -> ModuleOutline:
    """A module; with `quiz` it has one of its own name. `changed_at` as `SectionOutline` has it, by section."""
    area, _, name = key.partition("/")
    changes = changed_at or {}
    return ModuleOutline(
        key=key,
        path=f"curriculum/{key}.md",
        revision=revision,
        area=area,
        title=name.capitalize(),
        code="M",
        minutes=10,
        phases=(Phase.DOSING,),
        requires=tuple(requires),
        review_by=None,
        sections=tuple(
            SectionOutline(id=section, title=section.capitalize(), words=100, changed_at=changes.get(section, 0))
            for section in sections
        ),
        objectives=(("know", "Know"),),
        quiz=quiz_outline(name, quiz, module=key) if quiz else None,
    )


def quiz_outline(slug: str, terms: Terms = TERMS, *, module: str | None = None) -> QuizOutline:
    """A quiz; of the course as a whole without `module`."""
    return QuizOutline(
        slug=slug,
        path=f"quizzes/{slug}.yml",
        title=f"Quiz {slug}",
        module=module,
        terms=terms,
        questions=4,
        critical=1,
    )


def course(*modules: ModuleOutline, quizzes: Sequence[QuizOutline] = ()) -> Outline:
    """A course of these modules, whose rules ask for all of them, with quizzes of its own beside theirs."""
    areas = {each.area: [other for other in modules if other.area == each.area] for each in modules}
    return Outline(
        slug="small",
        title="A small course",
        areas=tuple(AreaOutline(id=area, title=area, modules=tuple(found)) for area, found in areas.items()),
        quizzes=(*(each.quiz for each in modules if each.quiz), *quizzes),
        rules=rules(*(each.key for each in modules)),
    )


def rules(*modules: str, read: ModulesRule = ModulesRule.ALL, quizzes: QuizzesRule = QuizzesRule.PASSED) -> Rules:
    """Rules that name these modules."""
    return Rules(modules=modules, read=read, quizzes=quizzes)


def opened(key: str, section: str, *, revision: int = 1, at: int = 1) -> ReadingFact:
    """A section was opened on a day."""
    return _reading(key, section, revision, at, is_finished=False)


def finished(key: str, section: str, *, revision: int = 1, at: int = 1) -> ReadingFact:
    """A section was finished on a day."""
    return _reading(key, section, revision, at, is_finished=True)


def read_all(outline: ModuleOutline, *, revision: int = 1, at: int = 1) -> tuple[ReadingFact, ...]:
    """Every section of a module was finished on a day."""
    return tuple(finished(outline.key, section.id, revision=revision, at=at) for section in outline.sections)


def attempt(
    slug: str,
    number: int = 1,
    points: int | None = None,
    *,
    passed: bool = False,
    critical: bool = False,
    at: int = 1,
    minutes: int | None = None,
) -> AttemptFact:
    """An attempt begun on a day: still open without `points`, else handed in an hour later, out of 400 hundredths."""
    is_submitted = points is not None
    return AttemptFact(
        id=named(f"attempt {slug} {number}"),
        path=f"quizzes/{slug}.yml",
        number=number,
        started_at=day(at),
        due_at=day(at) + timedelta(minutes=minutes) if minutes else None,
        submitted_at=day(at) + timedelta(hours=1) if is_submitted else None,
        score_id=named(f"score {slug} {number}") if is_submitted else None,
        points=points or 0,
        maximum=400 if is_submitted else 0,
        is_passed=passed,
        missed_critical=critical,
    )


def completion(item: str, *, revision: int = 1, at: int = 1, number: int = 1) -> CompletionFact:
    """An item was found complete on a day."""
    return CompletionFact(
        id=named(f"completion {item} {number}"), item=item, number=number, revision=revision, at=day(at)
    )


def pre_test(*, attempts: int = 3) -> Terms:
    """The terms of a pre-test."""
    return Terms(purpose=Purpose.PRE_TEST, attempts=attempts)


def named(name: str) -> UUID:
    """An id that is the same whenever it is asked for by the same name."""
    return uuid5(_IDS, name)


def _reading(key: str, section: str, revision: int, at: int, *, is_finished: bool) -> ReadingFact:
    word = "finished" if is_finished else "opened"
    return ReadingFact(
        id=named(f"{word} {key} {section} {revision}"),
        path=f"curriculum/{key}.md",
        revision=revision,
        section=section,
        is_finished=is_finished,
        at=day(at),
    )
