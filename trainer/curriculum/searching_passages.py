"""Takes an edition apart into the passages that search finds."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trainer.curriculum.course_pages import CoursePages
from trainer.curriculum.outline import ModuleOutline, QuizOutline
from trainer.curriculum.rendered import Gap, Part, Prose, RenderedModule, RenderedReference, RenderedTerm, RenderedTexts
from trainer.curriculum.searching_text import joined, plain_text
from trainer.curriculum.searching_words import words_in, words_version
from trainer.quizzes.fingerprint import question_digest
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz

_MOST_WORDS: Final = 10_000
"""So many words of a passage are indexed: one vector of PostgreSQL holds less than a megabyte."""


class PassageKind(StrEnum):
    """What a passage is. A title stands for its module with those to whom the module is closed."""

    TITLE = "title"
    MODULE = "module"
    SECTION = "section"
    TERM = "term"
    REFERENCE = "reference"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Something that search finds as a whole.

    `owner` is the key of the module, or the slug of the quiz, that it belongs to; `place` the id of the
    section, term, source or question. `title` and `text` are shown; `also` are further names as good as the
    title, `around` words that count like the text. `digest` names a question as it is.
    """

    kind: PassageKind
    owner: str = ""
    place: str = ""
    title: str
    text: str = ""
    also: tuple[str, ...] = ()
    around: str = ""
    digest: str | None = None

    @property
    def fingerprint(self) -> str:
        """Names the passage by all that is stored of it."""
        shown = [self.kind, self.owner, self.place, self.title, self.text, self.also, self.around, self.digest]
        form = json.dumps([words_version(), *shown], ensure_ascii=False)
        return hashlib.sha256(form.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TakenApart:
    """A passage with its folded words: those of its title and further names, those of its text and what is around."""

    passage: Passage
    title: tuple[str, ...]
    text: tuple[str, ...]


def take_apart(passage: Passage) -> TakenApart:
    """The words of a passage, in order."""
    title = words_in(" ".join((passage.title, *passage.also)))[:_MOST_WORDS]
    return TakenApart(passage, title, words_in(f"{passage.around} {passage.text}")[:_MOST_WORDS])


def passages_of_module(module: ModuleOutline, rendered: RenderedModule) -> Iterator[Passage]:
    """A module by its title alone, by its opening, and each of its sections; knowledge checks are no part of them."""
    objectives = [text for _, text in module.objectives]
    note = [plain_text(rendered.content_note)] if rendered.content_note else []
    opening = joined([*note, *objectives, _prose(rendered.opening)])
    names = (module.code,)
    yield Passage(kind=PassageKind.TITLE, owner=module.key, title=module.title, also=names)
    yield Passage(kind=PassageKind.MODULE, owner=module.key, title=module.title, also=names, text=opening)
    for section in rendered.sections:
        yield Passage(
            kind=PassageKind.SECTION,
            owner=module.key,
            place=section.id,
            title=plain_text(section.title),
            text=_prose(section.parts),
            around=module.title,
        )


def passages_of_quiz(outline: QuizOutline, quiz: Quiz, texts: RenderedTexts) -> Iterator[Passage]:
    """Each question of a quiz, with its options and reasons."""
    for question in quiz.questions:
        yield Passage(
            kind=PassageKind.QUESTION,
            owner=outline.slug,
            place=question.common.id,
            title=prompt_in_words(question, texts),
            text=joined([plain_text(texts.html(source.text)) for source in question.texts()]),
            around=outline.title,
            digest=question_digest(quiz.path, question),
        )


def prompt_in_words(question: Question, texts: RenderedTexts) -> str:
    """What a question asks, without any marks; a gap is '…'."""
    pieces = texts.prompt(question.common.prompt.text)
    return " ".join("…" if isinstance(piece, Gap) else plain_text(piece.html) for piece in pieces)


def passages_of_pages(pages: CoursePages) -> Iterator[Passage]:
    """Each term of the glossary and each reference."""
    yield from map(_term, pages.glossary)
    yield from map(_reference, pages.references)


def _term(term: RenderedTerm) -> Passage:
    return Passage(kind=PassageKind.TERM, place=term.key, title=term.term, also=term.also, text=plain_text(term.html))


def _reference(reference: RenderedReference) -> Passage:
    return Passage(
        kind=PassageKind.REFERENCE,
        place=reference.key,
        title=plain_text(reference.short),
        text=plain_text(reference.html),
    )


def _prose(parts: Iterable[Part]) -> str:
    return joined([plain_text(part.html) for part in parts if isinstance(part, Prose)])
