"""What trainees of the demonstration told the authors, with the instructor's answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from trainer.access import Actor
from trainer.actions.answering_comments import Answer, answer_comment
from trainer.actions.commenting import comment_on_question, comment_on_section
from trainer.curriculum.commenting import Act, CommentKind, Said
from trainer.demonstration.learner import Learner
from trainer.queries.attempt import attempt_head
from trainer.queries.quiz import quiz_page
from trainer.quizzes.codes import code
from trainer.storage.database import Database

_ROUTES: Final = "pharmacology/routes"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    who: str
    day: float
    module: str
    section: str
    quote: str
    kind: CommentKind
    words: str


_ON_THE_NUMBER: Final = _Told(
    who="Lea Brandt",
    day=39,
    module=_ROUTES,
    section="summary",
    quote="Note whom you call when it is not followed",
    kind=CommentKind.QUESTION,
    words="Should the number stand there too? In the evening nobody looks it up.",
)
_ON_THE_PEAK: Final = _Told(
    who="Mara Lindqvist",
    day=20,
    module=_ROUTES,
    section="time-to-peak",
    quote="One standard deviation above that average is roughly an hour and three quarters.",
    kind=CommentKind.UNCLEAR,
    words="Is that when it peaks, or how long it lasts?",
)
_ON_STRENGTH: Final = _Told(
    who="Samir Haddad",
    day=4.5,
    module=_ROUTES,
    section="summary",
    quote="Milligrams do not transfer between routes",
    kind=CommentKind.QUESTION,
    words="I am asked every time which way is “stronger”. May I say more than that the prescriber answers it?",
)
_ON_CONTRACTS: Final = _Told(
    who="Nadia Petrova",
    day=3.5,
    module="psychotherapeutic-techniques/suicidality",
    section="safety-plan",
    quote="A no-suicide contract asks for a promise.",
    kind=CommentKind.WRONG,
    words="Where I worked before, the contract was filled in together with a plan. It reads as if it stood alone.",
)
_ON_OPTIONS: Final = "Two of the options say nearly the same to me. What is the difference meant to be?"
_MENDED: Final = Answer(
    act=Act.SETTLED, mended=2, words="Yes, it should. The summary asks for the number now. Thank you."
)
_EXPLAINED: Final = Answer(
    act=Act.ANSWERED,
    words="When it peaks: after swallowing, some people reach the peak only then. How long it lasts is not said here.",
)


def before_the_change(database: Database, instructor: Actor, learners: Iterable[Learner], course: str) -> UUID:
    """Two trainees tell something about the first edition, and one is answered; gives the comment of the other."""
    by_name = {learner.actor.name: learner for learner in learners}
    waits = _tell(database, by_name[_ON_THE_NUMBER.who], course, _ON_THE_NUMBER)
    asked = _tell(database, by_name[_ON_THE_PEAK.who], course, _ON_THE_PEAK)
    answer_comment(database, instructor, course, asked, _EXPLAINED, 0, by_name[_ON_THE_PEAK.who].days_ago(18))
    return waits


def after_the_change(
    database: Database, instructor: Actor, learners: Iterable[Learner], course: str, waits: UUID
) -> None:
    """What led to the second edition is settled, and three trainees tell something about that one."""
    by_name = {learner.actor.name: learner for learner in learners}
    answer_comment(database, instructor, course, waits, _MENDED, 0, by_name[_ON_THE_NUMBER.who].days_ago(8.5))
    for told in (_ON_STRENGTH, _ON_CONTRACTS):
        _tell(database, by_name[told.who], course, told)
    _tell_of_question(database, by_name["Chidi Abara"], course, "contraindications", 4)


def _tell(database: Database, learner: Learner, course: str, told: _Told) -> UUID:
    said = Said(kind=told.kind.value, words=told.words, quote=told.quote)
    now = learner.days_ago(told.day)
    return comment_on_section(database, learner.actor, course, told.module, told.section, said, 0, now)


def _tell_of_question(database: Database, learner: Learner, course: str, quiz: str, day: float) -> None:
    """Something about the second question of somebody's last attempt."""
    now = learner.days_ago(day)
    with database.reading() as session:
        attempt_id = quiz_page(session, database, learner.actor, course, quiz, now).attempts[-1].id
        head, _ = attempt_head(session, database, attempt_id)
    question = code(head.layout.salt, "question", head.layout.questions[1].id)
    said = Said(kind=CommentKind.UNCLEAR.value, words=_ON_OPTIONS)
    comment_on_question(database, learner.actor, course, attempt_id, question, said, 0, now)
