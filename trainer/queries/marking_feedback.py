"""What the markers of an attempt gave, for whoever reads its result."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from trainer.curriculum.rendered import RenderedTexts
from trainer.queries.attempt import AttemptHead
from trainer.queries.questions import FeedbackView, RubricFeedback
from trainer.quizzes.marking import settled
from trainer.quizzes.questions.extended import Extended
from trainer.quizzes.questions.question import Question
from trainer.storage.marking_rows import ToMark, answers_of_attempt


def marked_answers(session: Session, head: AttemptHead) -> Mapping[str, ToMark]:
    """The answers of an attempt that people marked, by question; no statement where it holds none."""
    asked = [head.quiz.question(placed.id) for placed in head.layout.questions]
    if not any(question.is_marked_by_person for question in asked):
        return {}
    return {answer.question: answer for answer in answers_of_attempt(session, head.id)}


def with_rubric(
    feedback: FeedbackView, question: Question, answer: ToMark | None, texts: RenderedTexts
) -> FeedbackView:
    """Feedback with what a person found, where a person marked."""
    if not isinstance(question, Extended):
        return feedback
    stands = settled(question, answer.markings) if answer else None
    received = stands.received if stands else frozenset[str]()
    said = next((each.words for each in answer.given if each.marking is stands), None) if answer else None
    rubric = tuple(
        RubricFeedback(
            text=texts.html(item.text.text),
            points=item.points,
            is_received=item.key in received,
            why=texts.html(item.for_learner.text) if item.for_learner else None,
        )
        for item in question.rubric
    )
    return replace(feedback, places=(), rubric=rubric, said=said or "")
