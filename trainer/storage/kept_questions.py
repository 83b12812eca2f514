"""Finds the questions that somebody keeps as they are published now; what was retired is not among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.curriculum.edition import EditionView, RevisionRef
from trainer.curriculum.outline import QuizOutline
from trainer.quizzes.checks import LaidOutCheck, lay_out
from trainer.quizzes.codes import code
from trainer.quizzes.keeping import can_be_kept
from trainer.quizzes.questions.question import Question
from trainer.storage.library import Library
from trainer.storage.recall_rows import CardRow


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptQuestion:
    """A question that somebody keeps, of the quiz that is published now."""

    card: CardRow
    quiz: QuizOutline
    ref: RevisionRef
    question: Question

    def name(self, enrolment_id: UUID) -> str:
        """Its opaque name in addresses."""
        return code(enrolment_id.hex, "kept", str(self.card.document_id), self.card.question)

    def laid_out(self, enrolment_id: UUID, seen: int) -> LaidOutCheck:
        """The question as it is asked after `seen` things happened to it: each time in another order."""
        return lay_out(self.question, f"{enrolment_id.hex}/{self.card.document_id.hex}/{seen}")


def kept_questions(
    session: Session, library: Library, edition: EditionView, cards: Iterable[CardRow]
) -> tuple[KeptQuestion, ...]:
    """The questions of cards: at most one statement, and none for quizzes that were read before."""
    cards = tuple(cards)
    outlines = {edition.revisions[quiz.path].document_id: quiz for quiz in edition.outline.quizzes}
    quizzes = {
        document_id: outlines[document_id] for document_id in {each.document_id for each in cards} & outlines.keys()
    }
    refs = {document_id: edition.revisions[quiz.path] for document_id, quiz in quizzes.items()}
    texts = library.quizzes(session, [ref.revision_id for ref in refs.values()]) if refs else {}
    questions = {
        (document_id, question.common.id): question
        for document_id, ref in refs.items()
        for question in texts[ref.revision_id].questions
        if can_be_kept(question)
    }
    return tuple(
        KeptQuestion(card=each, quiz=quizzes[each.document_id], ref=refs[each.document_id], question=question)
        for each in cards
        if (question := questions.get((each.document_id, each.question)))
    )
