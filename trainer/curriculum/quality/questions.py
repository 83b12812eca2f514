"""The choices of questions, whatever the type that holds them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.curriculum.quality.sentences import plain
from trainer.quizzes.questions.fill_in import FillIn, ListGap
from trainer.quizzes.questions.parts.choice import ChoiceQuestion
from trainer.quizzes.questions.parts.options import Option
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz
from trainer.yaml_text import SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """A prompt with the options among which one chooses, as they stand in the file; `line` is the question's."""

    file: str
    line: int
    type: str
    prompt: str
    options: tuple[Option, ...]

    @property
    def right(self) -> tuple[int, ...]:
        """The places of the right options, from 0."""
        return tuple(place for place, option in enumerate(self.options) if option.correct)

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many characters a reader sees of each option."""
        return tuple(len(plain(option.text.text)) for option in self.options)


def each_once(quizzes: Sequence[Quiz]) -> Iterator[tuple[Quiz, Question]]:
    """Every question with its quiz; one that several quizzes of the whole course draw from counts once."""
    seen: set[tuple[str | None, str]] = set()
    for quiz in quizzes:
        for question in quiz.questions:
            words = (question.common.objective, question.common.prompt.text)
            if quiz.module is not None or words not in seen:
                yield quiz, question
            if quiz.module is None:
                seen.add(words)


def choosings(file: str, questions: Sequence[Question]) -> Iterator[Choosing]:
    """Every choice of some questions, those of cases and of gaps with a list too; each has a right option."""
    for question in questions:
        yield from choosings(file, question.parts)
        given: tuple[tuple[Option, ...], ...] = ()
        if isinstance(question, ChoiceQuestion):
            given = (question.options,)
        elif isinstance(question, FillIn):
            given = tuple(gap.options for gap in question.gaps if isinstance(gap, ListGap))
        common = question.common
        for options in given:
            if any(option.correct for option in options):
                yield Choosing(
                    file=file, line=common.line, type=question.type, prompt=common.prompt.text, options=options
                )


def texts_of(question: Question) -> Iterator[SourceText]:
    """Every text of a question, the prompt first."""
    yield question.common.prompt
    yield from question.texts()
