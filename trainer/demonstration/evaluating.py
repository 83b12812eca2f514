"""Somebody of the demonstration who completed the course says what they think of it."""

from trainer.actions import evaluating
from trainer.curriculum.course import EvaluationRule
from trainer.curriculum.evaluating import Choices, Occasion, asked_of
from trainer.demonstration.learner import Learner
from trainer.storage.enrolments import own_enrolment

_SAID = {
    "access": "with-effort",
    "access-words": "Two figures were small on my phone.",
    "change": "I check that consent is alive on the day, before anybody is given anything.",
    "barriers": "There are days with too little time between two sessions.",
}


def evaluate(learner: Learner, days: float) -> None:
    """Answer each question, so many days ago, where the course asks."""
    database, now = learner.database, learner.days_ago(days)
    with database.reading() as session:
        enrolment = own_enrolment(session, learner.actor.person_id, learner.course, now.today)
        if enrolment is None:
            raise LookupError(f"{learner.actor.name} is not enrolled")
        rule = database.library.rules(session, enrolment.rules_revision_id).evaluation
        outline = database.library.edition(session, enrolment.edition_id).outline
    if rule is not EvaluationRule.NONE:
        asked = asked_of(outline, Occasion.AFTER)
        first = {each.key: each.choices[0][0] for each in asked if isinstance(each, Choices)}
        evaluating.evaluate(database, learner.actor, learner.course, Occasion.AFTER, first | _SAID, now)
