"""Somebody of the demonstration, who reads and answers on days counted back from today."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from trainer.access import Actor
from trainer.actions import noting, preferring, reading, supervising, taking_quizzes
from trainer.actions.noting import Draft
from trainer.actions.showing_reasons import note_reasons_shown
from trainer.clock import Now
from trainer.curriculum.note_words import LONGEST_QUOTE
from trainer.demonstration.answering import right_form, wrong_form
from trainer.ids import AttemptId
from trainer.queries.attempt import attempt_head
from trainer.queries.checks import check_views
from trainer.queries.reader import Reader, reader_of
from trainer.queries.result import result_page
from trainer.quizzes.checks import find_check
from trainer.quizzes.codes import code
from trainer.storage.database import Database

_HOW_SURE = "3323133"  # of right answers; of every wrong one they are sure. Kept only by a quiz that asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Does what a trainee does, through the same actions."""

    database: Database
    actor: Actor
    course: str
    days_ago: Callable[[float], Now]

    def read(self, module: str, day: float, sections: int | None = None) -> None:
        """Finish the first sections of a module, or all of them."""
        moment = self.days_ago(day)
        outline = self._reader(moment).edition.outline.module(module)
        if outline is None:
            return
        for section in outline.sections[:sections]:
            reading.open_section(self.database, self.actor, self.course, module, section.id, moment)
            reading.finish_section(self.database, self.actor, self.course, module, section.id, moment)

    def answer_checks(self, module: str, day: float) -> None:
        """Answer the knowledge checks of a module rightly."""
        moment = self.days_ago(day)
        reader = self._reader(moment)
        outline = reader.edition.outline.module(module)
        if outline is None:
            return
        ref = reader.edition.revisions[outline.path]
        with self.database.reading() as session:
            source = self.database.library.module(session, ref.revision_id)
            texts = self.database.library.rendered_module(session, reader.edition, outline.path).texts
            names = [view.question.name for view in check_views(session, self.database, reader, ref, texts).values()]
        for name in names:
            check = find_check(source.checks, ref.revision_id.hex, name)
            if check:
                form = right_form(check.question, check.placed, check.salt)
                reading.answer_check(self.database, self.actor, self.course, module, name, form, moment)

    def attempt(self, quiz: str, day: float, *, wrong: int = 0, on_safety: bool = False, hand_in: bool = True) -> None:
        """Take a quiz with so many answers wrong, of safety-critical questions first or last.

        An attempt that is not handed in is left half-way.
        """
        moment = self.days_ago(day)
        attempt_id = taking_quizzes.start(self.database, self.actor, self.course, quiz, moment)
        with self.database.reading() as session:
            head, _ = attempt_head(session, self.database, attempt_id)
        questions = [(head.quiz.question(placed.id), placed) for placed in head.layout.questions]
        order = sorted(questions, key=lambda each: each[0].common.safety_critical, reverse=on_safety)
        missed = {question.common.id for question, _ in order[:wrong]}
        shown = questions if hand_in else questions[: len(questions) // 2]
        for index, (question, placed) in enumerate(shown):
            is_missed = question.common.id in missed
            make = wrong_form if is_missed else right_form
            sure = "3" if is_missed else _HOW_SURE[index % len(_HOW_SURE)]
            form = {**make(question, placed, head.layout.salt), "certainty": [sure]}
            name = code(head.layout.salt, "question", placed.id)
            taking_quizzes.answer(self.database, self.actor, attempt_id, name, form, 0, moment)
        if hand_in:
            taking_quizzes.submit(self.database, self.actor, AttemptId(attempt_id), moment)
            self._look_at_result(attempt_id, moment)

    def note(self, module: str, day: float, section: int, words: str = "") -> None:
        """Note something on the second sentence of a section, or highlight it."""
        moment = self.days_ago(day)
        reader = self._reader(moment)
        outline = reader.edition.outline.module(module)
        if outline is None or section >= len(outline.sections):
            return
        place = outline.sections[section].id
        with self.database.reading() as session:
            text = self.database.library.section_texts(session, reader.edition, outline.path)[place]
        sentences = [sentence for sentence in re.split(r"(?<=[.?!]) ", text) if len(sentence) < LONGEST_QUOTE]
        draft = Draft(words=words, quote=sentences[min(1, len(sentences) - 1)] if sentences else "")
        noting.add_note(self.database, self.actor, self.course, module, place, draft, moment)

    def come_back_to(self, module: str, day: float, section: int) -> None:
        """Mark a section to come back to."""
        moment = self.days_ago(day)
        outline = self._reader(moment).edition.outline.module(module)
        if outline and section < len(outline.sections):
            place = outline.sections[section].id
            noting.mark_section(self.database, self.actor, self.course, module, place, moment)

    def prefer(self, **choices: str) -> None:
        """Choose how to read; what is not named stays as it comes."""
        usual = {"text_size": "normal", "line_width": "normal", "theme": "device", "motion": "device"}
        preferring.choose(self.database, self.actor, {**usual, **choices})

    def _look_at_result(self, attempt_id: UUID, moment: Now) -> None:
        with self.database.reading() as session:
            page = result_page(session, self.database, self.actor, attempt_id)
        if page and page.is_to_note:
            note_reasons_shown(self.database, self.actor, attempt_id, moment)

    def ask_for_attempt(self, quiz: str, day: float) -> None:
        """Ask for another attempt."""
        taking_quizzes.ask_for_attempt(self.database, self.actor, self.course, quiz, self.days_ago(day))

    def be_granted(self, supervisor: Actor, quiz: str, reason: str, day: float) -> None:
        """Be given another attempt by a supervisor."""
        moment = self.days_ago(day)
        supervising.grant_attempts(self.database, supervisor, self._enrolment(moment), quiz, 1, reason, 0, moment)

    def _reader(self, moment: Now) -> Reader:
        with self.database.reading() as session:
            return reader_of(session, self.database, self.actor, self.course, moment)

    def _enrolment(self, moment: Now) -> UUID:
        enrolment = self._reader(moment).enrolment
        if enrolment is None:
            raise LookupError(f"{self.actor.name} is not enrolled")
        return enrolment.enrolment_id
