"""An administrator says how long a kind is kept; what was said before stays told."""

import pytest

from tests.support.clinic import ADA, actor_of, after
from trainer.access import Actor
from trainer.actions.retention_rules import set_rule
from trainer.actions.sweeping import prune
from trainer.curriculum.retention import RecordKind
from trainer.errors import Invalid, NotAllowed, Stale
from trainer.storage.database import Database
from trainer.storage.people import SignedIn
from trainer.storage.retention_rows import rule_changes, rules_of_retention


def keep(database: Database, actor: Actor, years: int, *, seen: int = 0, why: str = "The board asks for ten.") -> bool:
    return set_rule(
        database, actor, RecordKind.TRAINING, length=years, stays=True, seen=seen, reason=why, now=after(hours=seen + 1)
    )


def test_the_newest_rule_holds_and_the_others_are_told(clinic: Database) -> None:
    ada = actor_of(clinic, ADA)
    assert keep(clinic, ada, 10)
    assert keep(clinic, ada, 12, seen=1, why="They ask for twelve now.")

    with clinic.reading() as session:
        rule = rules_of_retention(session)[RecordKind.TRAINING]
        changes = rule_changes(session)
    assert (rule.length, rule.stays, rule.number) == (12, True, 2)
    assert [(each.rule.length, each.by, each.why) for each in changes] == [
        (12, "Ada", "They ask for twelve now."),
        (10, "Ada", "The board asks for ten."),
    ]


def test_what_holds_already_is_not_set_again(clinic: Database) -> None:
    ada = actor_of(clinic, ADA)
    assert not keep(clinic, ada, 7)
    keep(clinic, ada, 10)
    assert not keep(clinic, ada, 10)


def test_two_tabs_do_not_overwrite_each_other(clinic: Database) -> None:
    ada = actor_of(clinic, ADA)
    keep(clinic, ada, 10)
    with pytest.raises(Stale):
        keep(clinic, ada, 5)


@pytest.mark.parametrize(
    ("years", "why", "field"), [(0, "So.", "length"), (8, " ", "reason"), (8, "x" * 1001, "reason")]
)
def test_what_cannot_be_is_refused(clinic: Database, years: int, why: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        keep(clinic, actor_of(clinic, ADA), years, why=why)
    assert [name for name, _ in refused.value.problems] == [field]


def test_nobody_else_sets_it(clinic: Database, sven: Actor) -> None:
    with pytest.raises(NotAllowed):
        keep(clinic, sven, 8)


def test_traces_are_kept_for_as_many_days_as_set(clinic: Database) -> None:
    def sessions() -> int:
        with clinic.reading() as session:
            return session.query(SignedIn).count()

    before = sessions()
    assert before > 0
    # They ended a day before everybody had joined.
    prune(clinic, after(days=28))
    assert sessions() == before
    set_rule(
        clinic,
        actor_of(clinic, ADA),
        RecordKind.TRACES,
        length=15,
        stays=False,
        seen=0,
        reason="Shorter is enough.",
        now=after(),
    )
    prune(clinic, after(days=28))
    assert sessions() == 0
