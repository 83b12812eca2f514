"""What a reader may find in a course."""

from trainer.access import Actor
from trainer.curriculum.state import attempts_at, open_modules, terms_for
from trainer.queries.reader import Reader
from trainer.quizzes.attempts import shows_reasons
from trainer.storage.passages_search import Reach


def reach_of(reader: Reader, actor: Actor) -> Reach:
    """What is open to a reader now, so that one statement can hold search to it."""
    outline, standings = reader.edition.outline, reader.standings
    is_staff = reader.enrolment is None
    modules = outline.modules()
    opened = frozenset(each.key for each in modules) if is_staff else open_modules(outline, standings)
    return Reach(
        course_id=reader.course_id,
        person_id=actor.person_id,
        is_staff=is_staff,
        open=tuple(each.key for each in modules if each.key in opened),
        closed=tuple(each.key for each in modules if each.key not in opened),
        explained=tuple(
            quiz.slug
            for quiz in outline.quizzes
            if shows_reasons(
                terms_for(quiz, standings.quiz(quiz.slug)),
                attempts_at(quiz, standings.quiz(quiz.slug)),
                is_submitted=True,
            )
        ),
    )
