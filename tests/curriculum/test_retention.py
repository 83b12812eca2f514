"""How long a kind of record is kept, and what goes when somebody asks to be erased."""

from datetime import date

import pytest

from trainer.curriculum.retention import (
    KINDS,
    Fate,
    RecordKind,
    Rule,
    cutoff,
    kept_until,
    plan_of,
    problems_of_rule,
    usual_rule,
)

USUAL = {kind: usual_rule(kind) for kind in RecordKind}
LAST = date(2026, 11, 23)


def test_everything_is_kept_seven_years_but_traces_thirty_days() -> None:
    assert {kind: rule.words for kind, rule in USUAL.items()} == {
        **dict.fromkeys(RecordKind, "7 years"),
        RecordKind.TRACES: "30 days",
    }
    assert set(KINDS) == set(RecordKind)


@pytest.mark.parametrize(
    ("length", "last", "until"),
    [
        (7, date(2026, 11, 23), date(2033, 11, 23)),
        (1, date(2024, 2, 29), date(2025, 2, 28)),
        (4, date(2024, 2, 29), date(2028, 2, 29)),
    ],
)
def test_years_are_counted_by_the_calendar(length: int, last: date, until: date) -> None:
    assert kept_until(Rule(kind=RecordKind.WRITTEN, length=length, stays=False), last) == until


def test_days_are_counted_one_by_one() -> None:
    assert kept_until(usual_rule(RecordKind.TRACES), date(2026, 11, 23)) == date(2026, 12, 23)


def test_whoever_acted_before_the_cutoff_has_nothing_left() -> None:
    today = date(2033, 11, 23)
    # On the day on which it is kept no longer it goes: who acted last on 23 November 2026 is before the 24th.
    assert cutoff(USUAL[RecordKind.WRITTEN], today) == date(2026, 11, 24)
    assert cutoff(USUAL[RecordKind.TRACES], date(2026, 12, 23)) == date(2026, 11, 24)


def test_only_the_training_record_stays_as_it_comes() -> None:
    plan = plan_of(USUAL, LAST, date(2026, 12, 1), decided_about_others=False)
    assert plan.kept == (Fate(kind=RecordKind.TRAINING, kept_until=date(2033, 11, 23)),)
    assert set(plan.erased) == set(RecordKind) - {RecordKind.TRAINING}
    assert (plan.name_until, plan.last_day) == (date(2033, 11, 23), date(2033, 11, 23))


def test_what_is_past_its_day_does_not_stay() -> None:
    plan = plan_of(USUAL, LAST, date(2033, 11, 23), decided_about_others=True)
    assert (plan.kept, plan.name_until, plan.last_day) == ((), None, None)


def test_a_name_beside_decisions_about_others_stays_though_the_record_goes() -> None:
    rules = {**USUAL, RecordKind.TRAINING: Rule(kind=RecordKind.TRAINING, length=2, stays=False)}
    assert plan_of(rules, LAST, LAST, decided_about_others=False).name_until is None
    plan = plan_of(rules, LAST, LAST, decided_about_others=True)
    assert (plan.kept, plan.name_until, plan.last_day) == ((), date(2028, 11, 23), date(2028, 11, 23))


def test_the_last_day_is_that_of_what_stays_longest() -> None:
    rules = {**USUAL, RecordKind.UPLOADS: Rule(kind=RecordKind.UPLOADS, length=10, stays=True)}
    assert plan_of(rules, LAST, LAST, decided_about_others=False).last_day == date(2036, 11, 23)


@pytest.mark.parametrize(
    ("kind", "length", "stays", "words"),
    [
        (RecordKind.TRAINING, 0, True, "Give a number of years from 1 to 50."),
        (RecordKind.TRAINING, 51, True, "Give a number of years from 1 to 50."),
        (RecordKind.TRACES, 14, False, "Give a number of days from 15 to 365."),
        (RecordKind.OWN, 7, True, "This kind always goes when somebody is erased."),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_words(kind: RecordKind, length: int, stays: bool, words: str) -> None:
    assert [problem for _, problem in problems_of_rule(Rule(kind=kind, length=length, stays=stays))] == [words]


def test_a_rule_within_its_limits_is_taken() -> None:
    assert problems_of_rule(Rule(kind=RecordKind.TRAINING, length=50, stays=False)) == []
