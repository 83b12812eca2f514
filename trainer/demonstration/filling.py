"""Fills an empty database with the demonstration, through the same actions that people use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import choosing_mail, cohorts, inviting, publishing, signing_in
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.actions.reminders import remind_everybody
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.curriculum.documents import slug_in
from trainer.demonstration import (
    authoring,
    certifying,
    commenting,
    correcting,
    deciding,
    documenting,
    erasing,
    importing,
    marking,
    observing,
    playing,
    practising,
    recalling,
    redacting,
    reviewing,
    settling,
)
from trainer.demonstration.cast import DAY, EVENING, PASSWORD, STAFF, TRAINEES, Staff, Trainee
from trainer.demonstration.learner import Learner
from trainer.demonstration.stories import tell
from trainer.queries.signed_in import identity
from trainer.storage.database import Database
from trainer.tokens import digest_of

_SHORTENED = "curriculum/pharmacology/routes.md"
_ADDED_WORDS = ", with the phone number beside it"


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The demonstration's past, counted back from today."""

    now: Now

    def days_ago(self, days: float) -> Now:
        """A moment that many days before now."""
        return Now(self.now.at - timedelta(days=days), self.now.today - timedelta(days=int(days)))


def fill(database: Database, files: Mapping[str, bytes], now: Now, tell_progress: Callable[[str], None]) -> None:
    """Publish the course in two editions, and let everybody do what their story says."""
    calendar, files = _Calendar(now), marking.with_extended_question(files)
    tell_progress("Publishing the course")
    course = _publish(database, _earlier(files), Options(note="First edition"), calendar.days_ago(70))
    _add_cohorts(database, course, calendar)
    tell_progress("Inviting people")
    staff = {each.address: _member(database, each, calendar.days_ago(60)) for each in STAFF}
    supervisor = staff["supervisor@example.org"]
    learners = [_learner(database, course, trainee, calendar) for trainee in TRAINEES]
    for learner, trainee in zip(learners, TRAINEES, strict=True):
        tell_progress(f"{trainee.name}: {trainee.story}")
        tell(learner, trainee.story, supervisor, before_change=True)
    instructor = staff["instructor@example.org"]
    if _SHORTENED in files:
        reviewing.before_the_change(database, staff["reviewer@example.org"], course, calendar.days_ago(50))
        authoring.begin(database, instructor, course, calendar.days_ago(12))
        waits = commenting.before_the_change(database, instructor, learners, course)
    tell_progress("Publishing a correction")
    note = "The summary of the routes module says what is not known, and asks for a phone number to be at hand."
    _publish(database, files, Options(change=Change.MATERIAL, note=note), calendar.days_ago(9))
    for _ in refold_outdated(database, calendar.days_ago(9)):
        pass
    for learner, trainee in zip(learners, TRAINEES, strict=True):
        tell(learner, trainee.story, supervisor, before_change=False)
    if _SHORTENED in files:
        reviewing.after_the_change(database, staff["reviewer@example.org"], course, calendar.days_ago(5))
        authoring.go_on(database, instructor, course, calendar.days_ago(2))
        correcting.mend(database, instructor, course, calendar.days_ago(2))
        redacting.remove(database, staff["admin@example.org"], course, calendar.days_ago(1))
        importing.bring_and_take_back(database, staff["admin@example.org"], DAY, calendar.days_ago(3))
        commenting.after_the_change(database, instructor, learners, course, waits)
        documenting.upload_and_reflect(supervisor, learners)
        observing.watch(supervisor, staff["second-supervisor@example.org"], learners)
        practising.keep_ledgers(supervisor, learners)
        practising.hold_meetings(supervisor, learners)
        by_address = {trainee.address: learner for trainee, learner in zip(TRAINEES, learners, strict=True)}
        answering = [by_address[each] for each in ("lea@example.org", "chidi@example.org") if each in by_address]
        marking.hand_in(answering)
        for learner in answering[:1]:
            marking.begin_to_mark(supervisor, learner)
        tell_progress("Reviewing what was learned")
        recalling.review(by_address)
        playing.play_cases(by_address)
        deciding.decide(by_address, staff, calendar.days_ago)
        erasing.ask(database, staff["admin@example.org"], by_address, calendar.days_ago)
        if "ana@example.org" in by_address:
            tell_progress("Certifying")
            certifying.certify(
                by_address["ana@example.org"], staff["day-supervisor@example.org"], staff["admin@example.org"]
            )
    for _ in refold_outdated(database, now):
        pass
    settling.settle(database, staff["admin@example.org"], learners[-1].actor, calendar.days_ago)
    _write_letters(database, supervisor, learners[0].actor, now)


def _write_letters(database: Database, supervisor: Actor, trainee: Actor, now: Now) -> None:
    """Let a few people choose how often they are written to, and remind everybody of what is due."""
    choosing_mail.choose(database, supervisor, "daily", now)
    choosing_mail.choose(database, trainee, "weekly", now)
    remind_everybody(database, now)


def _earlier(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The course as it was before the correction: one module without its last paragraph, and without a few words."""
    if _SHORTENED not in files:
        return dict(files)
    text = files[_SHORTENED].decode().rstrip("\n")
    text = text.rpartition("\n\n")[0].replace(_ADDED_WORDS, "")
    return correcting.with_wrong_key({**files, _SHORTENED: (text + "\n").encode()})


def _publish(database: Database, files: Mapping[str, bytes], options: Options, now: Now) -> str:
    outcome = publishing.publish(database, PLATFORM, files, (), options, now)
    if outcome.number is None and not outcome.is_unchanged:
        raise ValueError("the course cannot be published: " + "; ".join(map(str, outcome.problems)))
    return slug_in(files)


def _add_cohorts(database: Database, course: str, calendar: _Calendar) -> None:
    today = calendar.now.today
    begun, ends = today - timedelta(days=56), today + timedelta(days=70)
    cohorts.add_cohort(database, PLATFORM, EVENING, course, begun, ends, calendar.days_ago(65))
    cohorts.add_cohort(
        database, PLATFORM, DAY, course, today - timedelta(days=66), today - timedelta(days=3), calendar.days_ago(68)
    )


def _member(database: Database, who: Staff | Trainee, joined: Now) -> Actor:
    role = RoleName(who.role) if isinstance(who, Staff) else RoleName.TRAINEE
    token = inviting.invite(database, PLATFORM, who.address, role, course=None, cohort=who.cohort, now=joined)
    session_token = inviting.accept(database, token, who.name, PASSWORD, "the demonstration", joined)
    with database.reading() as session:
        found = identity(session, digest_of(session_token), joined.at)
    if found is None:
        raise LookupError(f"{who.name} could not join")
    signing_in.sign_out(database, session_token, joined)
    return found.actor


def _learner(database: Database, course: str, trainee: Trainee, calendar: _Calendar) -> Learner:
    actor = _member(database, trainee, calendar.days_ago(55))
    return Learner(database=database, actor=actor, course=course, days_ago=calendar.days_ago)
