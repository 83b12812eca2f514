"""Processes are killed while trainees save answers, and nothing that was acknowledged is lost or there twice."""

import threading
from collections.abc import Mapping, Sequence
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.serving.server import Server, kill
from tests.serving.signed_in import sign_in
from tests.serving.trainee import Trainee
from tests.support.attempts import Taken, begin
from tests.support.clinic import IDA, JONAS, MAREN, actor_of
from trainer import clock
from trainer.quizzes.asking import read
from trainer.quizzes.response_text import chosen_to_json, written_to_json
from trainer.storage.database import Database
from trainer.storage.learning import Answer, Submission
from trainer.storage.people import Words

SEED = 20261
VICTIMS = ("a worker", "every worker", "the first process", "everything")

Row = tuple[str, int, str, str]
"""A question, the number of an answer to it, the keys chosen, and the words typed."""


def test_no_answer_is_lost_and_none_is_there_twice_whoever_is_killed(clinic: Database, server: Server) -> None:
    now = clock.now(ZoneInfo("UTC"))
    trainees = [
        Trainee(sign_in(server.host, who), begin(clinic, actor_of(clinic, who), "routes", now), Random(who))
        for who in (MAREN, JONAS, IDA)
    ]
    is_over = threading.Event()
    writers = [threading.Thread(target=trainee.answer_until, args=(is_over,)) for trainee in trainees]
    for writer in writers:
        writer.start()
    try:
        kill_by_chance(server, trainees)
    finally:
        is_over.set()
        for writer in writers:
            writer.join()

    assert [trainee.faults for trainee in trainees] == [[], [], []]
    assert sum(trainee.repeated for trainee in trainees) > 0
    for trainee in trainees:
        acknowledged = [row_of(trainee.attempt, *saved) for saved in trainee.saved]
        kept = rows_of(clinic, trainee.attempt)
        # A request that the end of the test cut off may have been carried out: one more, unacknowledged.
        assert acknowledged == kept[: len(acknowledged)]
        assert len(kept) <= len(acknowledged) + 1
    for trainee in trainees:
        resume_and_submit(clinic, trainee)


def kill_by_chance(server: Server, trainees: Sequence[Trainee]) -> None:
    """Kill each kind of victim once, in an order and at moments that the seed decides."""
    chance = Random(SEED)
    for victim in chance.sample(VICTIMS, len(VICTIMS)):
        before, wanted = count(trainees), chance.randint(5, 60)
        server.wait_for(lambda before=before, wanted=wanted: has_saved(trainees, before + wanted))  # type: ignore[misc]
        strike(server, victim, chance)
    before = count(trainees)
    server.wait_for(lambda: has_saved(trainees, before + 30))


def strike(server: Server, victim: str, chance: Random) -> None:
    """Kill with no warning; where nothing is left that could go on, start the server again."""
    server.processes()
    match victim:
        case "a worker":
            kill({chance.choice(sorted(server.workers()))})
        case "every worker":
            kill(server.workers())
        case "the first process":
            kill({server.main})
            server.wait_until_gone()
            server.start()
        case _:
            server.crash()
            server.start()


def has_saved(trainees: Sequence[Trainee], number: int) -> bool:
    """Whether so many answers were acknowledged, or one was refused."""
    return count(trainees) >= number or any(trainee.faults for trainee in trainees)


def count(trainees: Sequence[Trainee]) -> int:
    """How many answers were acknowledged."""
    return sum(len(trainee.saved) for trainee in trainees)


def row_of(attempt: Taken, question: str, number: int, form: Mapping[str, Sequence[str]]) -> Row:
    """The row that an answer makes."""
    head = attempt.head
    response = read(head.quiz.question(question), head.layout.placed(question), head.layout.salt, form)
    assert not isinstance(response, str)
    return question, number, chosen_to_json(response), written_to_json(response)


def rows_of(database: Database, attempt: Taken) -> list[Row]:
    """What the database holds of an attempt, in the order in which it was saved."""
    with database.reading() as session:
        rows = session.execute(
            select(Answer.question, Answer.number, Answer.chosen, Words.words)
            .outerjoin(Words, Answer.text_id == Words.id)
            .where(Answer.attempt_id == attempt.id)
            .order_by(Answer.at)
        ).all()
    return [(row.question, row.number, row.chosen, row.words or "{}") for row in rows]


def resume_and_submit(database: Database, trainee: Trainee) -> None:
    """Go on where the trainee was, and hand in."""
    last = {question: number for question, number, _form in trainee.saved}
    place = [placed.id for placed in trainee.attempt.head.layout.questions].index("hours") + 1
    page = trainee.browser.get(f"/attempts/{trainee.attempt.id}?question={place}")
    assert page.status == 200
    assert f'value="{last["hours"]}"' in page.text
    assert trainee.browser.post(f"/attempts/{trainee.attempt.id}/submit", {}).status == 303
    assert trainee.browser.get(f"/attempts/{trainee.attempt.id}/result").status == 200
    with database.reading() as session:
        handed_in = session.scalars(select(Submission.id).where(Submission.attempt_id == trainee.attempt.id)).all()
    assert len(handed_in) == 1
