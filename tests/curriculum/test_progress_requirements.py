"""Requirements beyond modules in the fold: what counts, what is left, when the course is complete."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from tests.curriculum.small_outline import completion, course, day, finished, module
from trainer.curriculum.course import Rules
from trainer.curriculum.progress import Facts, Folded, fold
from trainer.curriculum.requirements.amount import Amount
from trainer.curriculum.requirements.competency import Competency
from trainer.curriculum.requirements.document import DocumentAsked
from trainer.curriculum.requirements.practicum import Practicum
from trainer.curriculum.requirements.requirement import Evidence, Requirement, Role
from trainer.curriculum.state import State, requirement_state, why_not_complete

CONSENT = Competency(id="consent", title="Consent", level=3, observed=2, anchors={})
OBSERVED = Practicum(
    id="observed", title="Sessions observed", amount=Amount(asked=2, in_hours=False), roles=(Role.OBSERVER,), routes=2
)
HOURS = Practicum(id="hours", title="Consultation", amount=Amount(asked=120, in_hours=True))
LICENCE = DocumentAsked(id="licence", title="Licence", expires=True)
COURSE = course(module("basics/plain", ["a"]))
READ = finished("basics/plain", "a")


def rules(*requirements: Requirement) -> Rules:
    return replace(COURSE.rules, requirements=requirements)


def signed(requirement: Requirement, **values: object) -> Evidence:
    return Evidence(id=uuid4(), item=requirement.item, at=day(3), **values)  # type: ignore[arg-type]  # by name


def folded(*evidence: Evidence, asked: tuple[Requirement, ...], on: int = 10) -> Folded:
    return fold(COURSE, rules(*asked), Facts(readings=[READ], evidence=evidence), day(on))


def left(folded: Folded, *asked: Requirement, on: int = 10) -> dict[str, str]:
    unmet = why_not_complete(COURSE, rules(*asked), folded.standings, day(on))
    return {each.title: each.sentence for each in unmet}


def test_a_course_waits_for_a_competency_that_nobody_signed() -> None:
    found = folded(asked=(CONSENT,))
    assert found.standings.course.completed_at is None
    assert left(found, CONSENT) == {
        "Consent": "Not signed off yet; a supervisor signs level 3 (independent) in 2 separate encounters."
    }


def test_a_signature_at_the_level_completes_the_competency_and_with_it_the_course() -> None:
    signature = signed(CONSENT, level=3, encounters=2)
    found = folded(signature, asked=(CONSENT,))
    assert [each.item for each in found.found] == ["module:basics/plain", "competency:consent", "course"]
    assert found.found[1].counted == (signature.id,)
    assert left(found, CONSENT) == {}


def test_a_lower_level_or_fewer_encounters_are_not_enough_and_the_sentence_says_which() -> None:
    lower = folded(signed(CONSENT, level=2, encounters=2), asked=(CONSENT,))
    once = folded(signed(CONSENT, level=3, encounters=1), asked=(CONSENT,))
    asked = "level 3 (independent) in 2 separate encounters is asked for."
    assert left(lower, CONSENT) == {"Consent": f"Signed at level 2 (safe with prompting); {asked}"}
    assert left(once, CONSENT) == {"Consent": f"Signed upon 1 encounter; {asked}"}


def test_entries_in_other_roles_do_not_count_and_different_routes_are_counted() -> None:
    found = folded(
        signed(OBSERVED, role="observer", route="oral"),
        signed(OBSERVED, role="observer", route="oral"),
        signed(OBSERVED, role="lead", route="nasal"),
        asked=(OBSERVED,),
    )
    assert left(found, OBSERVED) == {"Sessions observed": "1 further route to be seen."}


def test_hours_add_up_from_minutes() -> None:
    found = folded(signed(HOURS, minutes=50), signed(HOURS, minutes=40), asked=(HOURS,))
    assert left(found, HOURS) == {"Consultation": "1.5 of 2 hours are countersigned."}


def test_a_document_that_has_expired_keeps_its_completion_and_does_not_complete_the_course() -> None:
    accepted = signed(LICENCE, valid_until=date(2026, 11, 5))
    facts = Facts(readings=[READ], evidence=[accepted], completions=[completion(LICENCE.item)])
    found = fold(COURSE, rules(LICENCE), facts, day(10))
    reached = found.standings.requirement(LICENCE.item)
    assert found.standings.course.completed_at is None
    assert requirement_state(reached, ends_on=None, today=date(2026, 11, 5)) is State.DONE
    assert requirement_state(reached, ends_on=None, today=date(2026, 11, 6)) is State.EXPIRED
    assert left(found, LICENCE) == {
        "Licence": "What was accepted counted until 5 November 2026; a new one is asked for."
    }


def test_a_withdrawn_completion_counts_no_more() -> None:
    facts = Facts(readings=[READ], completions=[replace(completion(CONSENT.item), is_withdrawn=True)])
    found = fold(COURSE, rules(CONSENT), facts, day(10))
    assert found.standings.requirement(CONSENT.item).completed_at is None
    assert found.standings.course.completed_at is None


def test_somebody_who_is_excused_is_not_asked() -> None:
    facts = Facts(readings=[READ], excused={CONSENT.item: UUID(int=5)})
    found = fold(COURSE, rules(CONSENT), facts, day(10))
    reached = found.standings.requirement(CONSENT.item)
    assert requirement_state(reached, ends_on=None, today=date(2026, 11, 6)) is State.EXCUSED
    assert found.standings.course.completed_at == day(10)
    assert left(found, CONSENT) == {}


def test_somebody_who_is_excused_from_everything_has_completed_nothing() -> None:
    excused = {"module:basics/plain": UUID(int=5)}
    assert fold(COURSE, rules(), Facts(excused=excused), day(10)).standings.course.completed_at is None
