"""Makes the database of a preview: the course, and one invented person who has come as far as was chosen."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import cohorts, inviting, publishing
from trainer.actions.editions import Options
from trainer.actions.opening_everything import open_everything
from trainer.clock import Now
from trainer.curriculum.documents import slug_in
from trainer.curriculum.outline import Outline
from trainer.demonstration.learner import Learner
from trainer.errors import NotAllowed
from trainer.previewing.choice import Choice, Reader
from trainer.previewing.made import Made
from trainer.problem import Problem
from trainer.queries.reader import reader_of
from trainer.queries.signed_in import identity
from trainer.storage import migrating
from trainer.storage.database import Database, open_database, with_media
from trainer.tokens import digest_of, new_token

_ADDRESS: Final = "preview@example.org"
_COHORT: Final = "Preview"
_SO_FAR: Final = timedelta(days=7)  # a session lasts twice as long
_LASTS: Final = timedelta(days=84)
_YESTERDAY: Final = 1.0


def make(
    path: Path,
    files: Mapping[str, bytes],
    found: tuple[Problem, ...],
    choice: Choice,
    now: Now,
    media: Database | Path | None = None,
) -> Made:
    """Publish the files into a new database at `path`, and let the invented person come as far as was chosen.

    `now` is the chosen day; `media` is the database, or the folder, that has the recordings. The course counts as
    published a week earlier.
    """
    database = with_media(open_database(f"sqlite:///{path}"), media)
    try:
        migrating.upgrade(database)
        course = slug_in(files)
        before = _earlier(now, _SO_FAR)
        outcome = publishing.publish(database, PLATFORM, files, found, Options(), before)
        if outcome.number is None:
            return Made(course=course, token=None, problems=outcome.problems)
        token, actor = _join(database, course, choice, before, now)
        closed = _come_along(database, actor, course, choice, now)
        notes = (f"Not done, since it opens after others: {', '.join(closed)}.",) if closed else ()
        return Made(course=course, token=token, problems=outcome.problems, notes=notes)
    finally:
        database.close()


def _join(database: Database, course: str, choice: Choice, before: Now, now: Now) -> tuple[str, Actor]:
    """Sign the invented person in; a trainee in a cohort that began when the course was published."""
    is_staff = choice.reader is Reader.STAFF
    if not is_staff:
        ends_on = max(choice.ends_on or now.today + _LASTS, before.today)
        cohorts.add_cohort(database, PLATFORM, _COHORT, course, before.today, ends_on, before)
    role, cohort = (RoleName.INSTRUCTOR, None) if is_staff else (RoleName.TRAINEE, _COHORT)
    invitation = inviting.invite(
        database, PLATFORM, _ADDRESS, role, course=course if is_staff else None, cohort=cohort, now=before
    )
    name = "A member of staff" if is_staff else "A trainee"
    token = inviting.accept(database, invitation, name, new_token(), "the preview", before)
    with database.reading() as session:
        found = identity(session, digest_of(token), now.at)
    if found is None:
        raise LookupError("the invented person could not join")
    return token, found.actor


def _come_along(database: Database, actor: Actor, course: str, choice: Choice, now: Now) -> tuple[str, ...]:
    """Read and pass what was chosen, in the course's order; gives the titles of what does not open before others."""
    if choice.reader is Reader.FREE:
        open_everything(database, actor, course, now)
    if choice.reader is not Reader.ALONG:
        return ()
    learner = Learner(database=database, actor=actor, course=course, days_ago=lambda days: _earlier(now, days))
    with database.reading() as session:
        outline = reader_of(session, database, actor, course, now).edition.outline
    return tuple(title for title, do in _deeds(learner, outline, choice) if not _is_done(do))


def _deeds(learner: Learner, outline: Outline, choice: Choice) -> Iterator[tuple[str, Callable[[], None]]]:
    """What was chosen to be done already, with its title; a quiz without a module comes last."""
    for module in outline.modules():
        if module.key in choice.read:
            yield module.title, partial(learner.read, module.key, _YESTERDAY)
        if module.quiz and module.quiz.slug in choice.passed:
            yield module.quiz.title, partial(learner.attempt, module.quiz.slug, _YESTERDAY)
    for quiz in outline.quizzes:
        if quiz.module is None and quiz.slug in choice.passed:
            yield quiz.title, partial(learner.attempt, quiz.slug, _YESTERDAY)


def _is_done(do: Callable[[], None]) -> bool:
    try:
        do()
    except NotAllowed:
        return False
    return True


def _earlier(now: Now, days: timedelta | float) -> Now:
    back = days if isinstance(days, timedelta) else timedelta(days=days)
    return Now(now.at - back, now.today - back)
