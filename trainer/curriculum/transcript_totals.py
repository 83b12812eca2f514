"""The totals of a transcript, in words."""

from datetime import datetime

from trainer.curriculum.asked import asked_modules
from trainer.curriculum.standing import COURSE
from trainer.curriculum.state import why_not_complete
from trainer.curriculum.transcript_facts import TranscriptFacts


def totals(facts: TranscriptFacts) -> tuple[str, ...]:
    """What was done altogether, counted as the pages of the course count it."""
    return (*_reading(facts), _quizzes(facts), *_granted(facts), _course(facts))


def _reading(facts: TranscriptFacts) -> tuple[str, ...]:
    outline, standings = facts.outline, facts.standings
    required = asked_modules(outline, facts.rules, standings)
    complete = sum(standings.module(module.key).completed_at is not None for module in required)
    others = sum(standings.module(module.key).completed_at is not None for module in outline.modules()) - complete
    finished = sum(len(standings.module(module.key).finished) for module in outline.modules())
    sections = sum(len(module.sections) for module in outline.modules())
    modules = f"{complete} of {_count(len(required), 'required module')} {_are(complete, len(required))} complete"
    modules += f", and {_count(others, 'other module')}." if others else "."
    return modules, f"{finished} of {_count(sections, 'section')} {_are(finished, sections)} finished."


def _quizzes(facts: TranscriptFacts) -> str:
    submitted = [each.fact for each in facts.attempts if each.fact.submitted_at]
    if not submitted:
        return "No attempt at a quiz was handed in."
    quizzes = {fact.path for fact in submitted}
    passed = {each.fact.path for each in facts.attempts if each.fact.is_passed and each.pass_mark is not None}
    asked = {each.fact.path for each in facts.attempts if each.pass_mark is not None and each.fact.submitted_at}
    were = "was" if len(submitted) == 1 else "were"
    sentence = f"{_count(len(submitted), 'attempt')} at {_count(len(quizzes), 'quiz', 'quizzes')} {were} handed in"
    return f"{sentence}. Passed: {len(passed)} of {len(asked)} with a pass mark."


def _granted(facts: TranscriptFacts) -> tuple[str, ...]:
    granted = sum(each.attempts or 0 for each in facts.help)
    if not granted:
        return ()
    return (f"{_count(granted, 'further attempt')} {'was' if granted == 1 else 'were'} granted.",)


def completed_at(facts: TranscriptFacts) -> datetime | None:
    """When the course was found complete: the fact, not what a fold would find today."""
    return next((each.at for each in facts.completions if each.item == COURSE and not each.is_withdrawn), None)


def _course(facts: TranscriptFacts) -> str:
    if completed_at(facts):
        return "The course is complete, and stays so whatever is changed in it later."
    if facts.standings.course.completed_at:
        return "All that the course asks for is done; its completion is being recorded."
    unmet = len(why_not_complete(facts.outline, facts.rules, facts.standings, facts.made_at))
    return f"The course is not complete: {_count(unmet, 'rule')} {_are(unmet)} not met."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one}" if number == 1 else f"{number} {many or one + 's'}"


def _are(number: int, of: int = 0) -> str:
    return "is" if 1 in (number, of) else "are"
