"""One question of a quiz as its statistics show it: who chose what, how long it took, how sure people were."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.errors import NotFound
from trainer.queries.history import DocumentHead
from trainer.queries.quiz_statistics import QuestionLine, Read, Wanted, is_right, quiz_of, read_marks, statistics_page
from trainer.quizzes.questions.question import BLANK, Response
from trainer.quizzes.response_text import response_from_json
from trainer.quizzes.statistics.choices import ChoiceTable, choice_tables
from trainer.quizzes.statistics.figure import FEWEST
from trainer.quizzes.statistics.sureness import Sure, sureness
from trainer.storage.database import Database
from trainer.storage.mark_rows import AttemptMarks, answers_to


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionStatisticsPage:
    """A question: `n` attempts saw it, `blank` of them left it so. Below `fewest` nothing is told."""

    document: DocumentHead
    wanted: Wanted
    line: QuestionLine
    n: int
    blank: int
    fewest: int
    tables: tuple[ChoiceTable, ...]
    sure: tuple[Sure, ...]
    before: QuestionLine | None
    after: QuestionLine | None

    @property
    def is_told(self) -> bool:
        """Whether enough attempts saw it."""
        return self.n >= self.fewest


def question_statistics_page(
    session: Session, database: Database, actor: Actor, course: str, path: str, column: str, wanted: Wanted
) -> QuestionStatisticsPage:
    """A question's statistics: ten statements where the quiz's were made before. Raises NotFound."""
    whole = statistics_page(session, database, actor, course, path, wanted)
    document, document_id = quiz_of(session, database, actor, course, path)
    read = read_marks(session, database, document, document_id, wanted)
    lines = whole.lines
    place = next((at for at, line in enumerate(lines) if line.version.column == column), None)
    if place is None:
        raise NotFound("There is no such question in the attempts that are counted.")
    question = lines[place].version.question
    saw = [each for each in read.attempts if _saw(read, each, question.common.id, column)]
    answers = answers_to(session, read.document_id, question.common.id)
    given = [(each, answers.get(each.attempt_id)) for each in saw]
    answered = [(response_from_json(found.chosen) if found else BLANK, sum(each.marks)) for each, found in given]
    return QuestionStatisticsPage(
        document=read.document,
        wanted=wanted,
        line=lines[place],
        n=len(saw),
        blank=sum(_is_empty(response) for response, _ in answered),
        fewest=FEWEST,
        tables=choice_tables(question, answered) if len(saw) >= FEWEST else (),
        sure=sureness(
            (found.certainty, is_right(read, each, question.common.id))
            for each, found in given
            if found and found.certainty
        ),
        before=lines[place - 1] if place else None,
        after=lines[place + 1] if place + 1 < len(lines) else None,
    )


def _saw(read: Read, attempt: AttemptMarks, question: str, column: str) -> bool:
    return question in attempt.ids and read.gathered.columns[attempt.seen, attempt.key].get(question) == column


def _is_empty(response: Response) -> bool:
    return response == BLANK
