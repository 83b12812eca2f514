"""The questions that somebody was asked, in the words that their pages show, with what they answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.safe_html import Html
from trainer.curriculum.standing import EMPTY
from trainer.curriculum.transcript import Points, plain_of
from trainer.queries.attempt import attempt_page
from trainer.queries.calibration_views import CalibrationView
from trainer.queries.checks import check_views
from trainer.queries.questions import FeedbackView, PromptPiece, QuestionView, SlotView
from trainer.queries.reader import Reader
from trainer.queries.result import ResultPage, result_page
from trainer.quizzes.scoring import hundredths
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.facts import attempts_of
from trainer.storage.learning import CheckAnswer

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptInWords:
    """An attempt as its pages show it to the person today; `is_explained` where its reasons are shown."""

    id: UUID
    quiz: str
    number: int
    is_explained: bool
    content: Json


def attempts_in_words(
    session: Session, database: Database, actor: Actor, enrolment: EnrolmentRow, now: Now
) -> Iterator[AttemptInWords]:
    """Every attempt of one's own enrolment, one after the other, by the pages that decide what may be shown."""
    for fact in attempts_of(session, enrolment.enrolment_id):
        result = result_page(session, database, actor, fact.id)
        quiz = fact.path.removeprefix("quizzes/").removesuffix(".yml")
        content = _submitted(result) if result else _open(session, database, actor, fact.id, now)
        head: Json = {"quiz": quiz, "attempt": fact.number, "started": plain_of(fact.started_at)}
        yield AttemptInWords(
            id=fact.id,
            quiz=quiz,
            number=fact.number,
            is_explained=result is not None and result.shows_reasons,
            content={**head, **content},
        )


def checks_in_words(session: Session, database: Database, enrolment: EnrolmentRow) -> Iterator[Json]:
    """Every knowledge check that was answered, with the answer that counts, as it is explained at once."""
    answered = session.execute(
        select(CheckAnswer.revision_id, CheckAnswer.edition_id)
        .where(CheckAnswer.enrolment_id == enrolment.enrolment_id)
        .group_by(CheckAnswer.revision_id, CheckAnswer.edition_id)
        .order_by(CheckAnswer.revision_id, CheckAnswer.edition_id)
    ).all()
    seen: set[UUID] = set()
    for revision_id, edition_id in answered:
        edition = database.library.edition(session, edition_id)
        path = edition.path_of(revision_id)
        if revision_id in seen or path is None:
            continue
        seen.add(revision_id)
        reader = Reader(
            course_id=enrolment.course_id,
            edition_id=edition_id,
            edition=edition,
            rules=edition.outline.rules,
            standings=EMPTY,
            enrolment=enrolment,
        )
        texts = database.library.rendered_module(session, edition, path).texts
        ref = edition.revisions[path]
        for view in check_views(session, database, reader, ref, texts).values():
            if view.question.is_answered:
                place = {"module": view.module, "revision": ref.number, "edition": edition.number}
                yield {**place, **_question(view.question)}


def _submitted(page: ResultPage) -> Json:
    return {
        "title": page.title,
        "revision": page.revision,
        "handed_in": plain_of(page.submitted_at),
        "handed_in_by": _handed_in_by(page),
        "percent": None if page.is_being_marked else page.percent,
        "passed": None if page.purpose_is_pre_test or page.is_being_marked else page.is_passed,
        "reasons_shown": page.shows_reasons,
        **_calibrated(page.calibration),
        "questions": [
            {
                "number": each.view.number,
                **_question(each.view, each.feedback),
                **({"counted_try": each.tried} if each.tried else {}),
                **(
                    {"certainty": each.certainty.words or "not said", "mark": each.certainty.mark}
                    if each.certainty
                    else {}
                ),
                **({} if each.points is None else {"points": plain_of(Points(hundredths(each.points)))}),
                **({} if each.possible is None else {"possible": plain_of(Points(hundredths(each.possible)))}),
            }
            for each in page.questions
        ],
    }


def _handed_in_by(page: ResultPage) -> str:
    if page.was_closed_by_pause:
        return "a supervisor, when the enrolment was paused"
    return "the platform, when the time was up" if page.was_closed_by_time else "you"


def _open(session: Session, database: Database, actor: Actor, attempt_id: UUID, now: Now) -> Json:
    """An attempt that is not handed in; where a page shows one question at a time, page by page."""
    page = attempt_page(session, database, actor, attempt_id, 1, now)
    if page is None:
        return {"reasons_shown": False, "questions": "The time is up; the platform hands the attempt in."}
    shown = list(page.shown)
    for number in range(2, page.total + 1) if page.one_at_a_time else ():
        further = attempt_page(session, database, actor, attempt_id, number, now)
        shown += further.shown if further else ()
    return {
        "title": page.title,
        "reasons_shown": False,
        "questions": [{"number": view.number, **_question(view, view.feedback), **_said(view)} for view in shown],
    }


def _calibrated(calibration: CalibrationView | None) -> Json:
    if calibration is None:
        return {}
    levels = {level.words: {"answers": level.answers, "right": level.right} for level in calibration.levels}
    return {"certainty_marks": {"sum": calibration.total, "average": calibration.average, "levels": levels}}


def _said(view: QuestionView) -> Json:
    """The tries and the certainty of a question that is not handed in."""
    said = next((level.words for level in view.certainty if level.is_chosen), "not said")
    return {**({"tries": view.tries.used} if view.tries else {}), **({"certainty": said} if view.certainty else {})}


def _question(view: QuestionView, feedback: FeedbackView | None = None) -> Json:
    words: Json = {"asked": "".join(map(_piece, view.prompt)), "answers": [_slot(slot) for slot in view.slots]}
    explained = feedback or view.feedback
    return {**words, "explained": _explained(explained)} if explained else words


def _piece(piece: PromptPiece) -> str:
    return _plain(piece.html) if piece.html is not None else f"[{piece.number}]"


def _slot(slot: SlotView) -> Json:
    return {
        **({"place": _plain(slot.label)} if slot.label else {}),
        **({"offered": [choice.plain for choice in slot.choices]} if slot.choices else {}),
        "answered": [choice.plain for choice in slot.choices if choice.is_chosen] if slot.choices else slot.typed,
    }


def _explained(feedback: FeedbackView) -> Json:
    return {
        "outcome": feedback.words,
        "options": [
            {"text": _plain(each.text), "right": each.is_right, **({"why": _plain(each.why)} if each.why else {})}
            for each in feedback.options
        ],
        "places": [
            {
                "place": _plain(each.label),
                "right": each.is_right,
                "answer": _plain(each.answer),
                "why": [_plain(why) for why in each.whys],
            }
            for each in feedback.places
        ],
    }


def _plain(words: Html | str) -> str:
    return words.striptags() if isinstance(words, Html) else words
