"""A trainee who completed a course says what they think of it."""

import json
from collections.abc import Mapping

from trainer.access import Actor
from trainer.actions.own_enrolment import hold_own_enrolment
from trainer.clock import Now
from trainer.curriculum.evaluating import Answers, Occasion, asked_of, due_evaluation, read_answers
from trainer.errors import Invalid, NotAllowed
from trainer.storage.adding import add, add_words
from trainer.storage.database import Database
from trainer.storage.evaluation_rows import evaluations_of
from trainer.storage.evaluations import Evaluation
from trainer.storage.standings import current_standings


def evaluate(
    database: Database, actor: Actor, course: str, occasion: Occasion, form: Mapping[str, str], now: Now
) -> None:
    """Keep an evaluation, once on each occasion: a second one, such as by a double click, changes nothing.

    Raises Invalid where a question is not answered, NotAllowed while nothing is asked.
    """
    with database.writing() as session:
        enrolment, edition = hold_own_enrolment(session, database, actor, course, now)
        given = evaluations_of(session, enrolment.enrolment_id)
        if occasion in given:
            return
        rule = database.library.rules(session, enrolment.rules_revision_id).evaluation
        completed_at = current_standings(session, database.library, enrolment, now.at).course.completed_at
        due, why = due_evaluation(rule, completed_at, given.keys(), now.at)
        if due is not occasion:
            raise NotAllowed(why or "First you are asked what you think of the course.")
        answers = read_answers(asked_of(edition.outline, occasion), form)
        if not isinstance(answers, Answers):
            raise Invalid(answers)
        text_id, digest = add_words(session, actor.person_id, "evaluation", json.dumps(dict(answers.words)))
        add(
            session,
            Evaluation(
                person_id=actor.person_id,
                actor_id=actor.person_id,
                at=now.at,
                enrolment_id=enrolment.enrolment_id,
                occasion=occasion,
                edition_id=enrolment.edition_id,
                chosen=json.dumps(dict(answers.chosen), sort_keys=True),
                text_id=text_id,
                text_digest=digest,
            ),
        )
        session.commit()
