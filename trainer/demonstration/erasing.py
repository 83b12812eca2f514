"""One trainee asks to be erased, another was refused, and an administrator shortened a time."""

from collections.abc import Callable, Mapping

from trainer.access import Actor
from trainer.actions import asking_for_erasure, deciding_erasures, retention_rules
from trainer.clock import Now
from trainer.curriculum.retention import RecordKind
from trainer.demonstration.cast import PASSWORD
from trainer.demonstration.learner import Learner
from trainer.queries.own_erasure import own_erasure_page
from trainer.storage.database import Database

_NETWORK = "192.0.2.1"  # an address for examples
_WHY_REFUSED = (
    "Your cohort ended three days ago, and its last meetings are still being signed. Please ask again in a week."
)
_WHY_SHORTER = "We only need to have seen a licence, not to keep a copy of it for seven years."


def ask(
    database: Database, administrator: Actor, learners: Mapping[str, Learner], days_ago: Callable[[float], Now]
) -> None:
    """Let Ben ask and be refused, and Theo wait for an answer, where they take part."""
    retention_rules.set_rule(
        database,
        administrator,
        RecordKind.UPLOADS,
        length=2,
        stays=False,
        seen=0,
        reason=_WHY_SHORTER,
        now=days_ago(20),
    )
    if "ben@example.org" in learners:
        ben = learners["ben@example.org"].actor
        asking_for_erasure.ask(database, ben, PASSWORD, _NETWORK, days_ago(2))
        with database.reading() as session:
            asked = own_erasure_page(session, ben, days_ago(2)).last
        if asked is not None:
            deciding_erasures.refuse(database, administrator, asked.id, _WHY_REFUSED, days_ago(1))
    if "theo@example.org" in learners:
        asking_for_erasure.ask(database, learners["theo@example.org"].actor, PASSWORD, _NETWORK, days_ago(0.5))
