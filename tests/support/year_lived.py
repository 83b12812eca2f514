"""What happens in the compressed year, part by part; between the parts everything can be compared."""

from typing import Final
from uuid import UUID

from sqlalchemy import update

from tests.support import year_course as course
from tests.support import year_deeds as deeds
from tests.support.year import ADA, AUTUMN, DORA, IN_SPRING, SPRING, SUMMER, SVEN, Year
from tests.support.year_course import CLOSING, CONSENT, PRESENCE, ROUTES, SCREENING, Files
from trainer.access import PLATFORM, RoleName
from trainer.actions import appealing, confirming, excusing, people, placing, withdrawing
from trainer.curriculum.change import Change
from trainer.demonstration.evaluating import evaluate
from trainer.demonstration.learner import Learner
from trainer.queries.person_transfer import transfer_page
from trainer.queries.reader import reader_of
from trainer.queries.requirement_competency import CompetencyPart
from trainer.queries.requirements import RequirementsPage, own_requirements
from trainer.storage.people import Person

EVERYBODY: Final = range(30)
SILENT: Final = (16, 29)
FAILING: Final = (10, 11, 12, 26)
READY: Final = (0, 1, 2, 3, 4, 18, 19, 20)
"""Those who complete everything in the first half of the year."""
LATER: Final = (5, 6, 21, 22)
"""Those who complete everything in the second half."""


def first_spring(year: Year) -> Files:
    """Everybody but the silent begins; some fail twice, ask for an attempt, and are given one."""
    for number in EVERYBODY:
        if number in SILENT:
            continue
        learner = year.learner(number)
        learner.read(ROUTES, 5 + number / 50, sections=1 if number in (8, 9) else None)
        if number not in (8, 9):
            learner.attempt("routes", 6 + number / 50, wrong=4 if number in FAILING else 0, on_safety=number == 12)
        if number % 2 == 0:
            learner.attempt("begin", 7 + number / 50, wrong=number % 4 // 2)
    files = year.publish(course.with_a_typo_mended(course.begins()), 20, Change.TYPO)
    for number in (*READY, *LATER, 7, 13, 23):
        learner = year.learner(number)
        learner.read(SCREENING, 22)
        learner.attempt("screening", 22.5, wrong=0 if number in READY else 1, on_safety=True)
    for number in FAILING:
        learner = year.learner(number)
        learner.attempt("routes", 30, wrong=4)
        learner.ask_for_attempt("routes", 31)
    for number in (10, 26):
        learner = year.learner(number)
        learner.be_granted(year.supervisors(number)[0], "routes", "We went through it together.", 32)
    year.learner(10).attempt("routes", 33, wrong=0)
    files = year.publish(course.with_words_made_clearer(files), 35, Change.CLARIFICATION)
    year.sweep(36)
    return files


def first_summer(year: Year, files: Files) -> Files:
    """Encounters, signatures, practicum, a drill; a section is changed, which some read again."""
    for number in (*READY, *LATER, 13):
        learner, (first, second) = year.learner(number), year.supervisors(number)
        deeds.be_seen(learner, first, second, 40)
        if number != 13:
            deeds.be_seen(learner, first, second, 43)
            deeds.sign_consent(learner, first, 46)
        deeds.practise(learner, first, 50)
    for number in (*READY, 13):
        deeds.consult(year.learner(number), year.supervisors(number)[1], 52)
    deeds.give_back_a_consultation(year.learner(7), year.actor(SVEN), 53)
    for day in (55, 57):
        _drill(year, SPRING, [*(each for each in (*READY, *LATER) if each < IN_SPRING), 13], SVEN, day)
        _drill(
            year, SUMMER, [each for each in (*READY, *LATER) if each >= IN_SPRING][: 5 if day == 55 else 4], DORA, day
        )
    return year.publish(course.with_another_onset(files), 60, Change.MATERIAL)


def midsummer(year: Year) -> None:
    """Some read again what was changed; the ready bring what is missing, and are certified."""
    year.sweep(61)
    for number in (0, 18):
        _read_again(year, year.learner(number), ROUTES, 62)
    for number in READY:
        learner, (first, _) = year.learner(number), year.supervisors(number)
        learner.read(PRESENCE, 70)
        learner.attempt("presence", 70.5)
        learner.read(CLOSING, 71)
        if number % 2:
            learner.attempt("begin", 71.5)
        # The licences of three of them expire in the middle of the year.
        deeds.upload_licence(learner, first, 80, 150 if number in (2, 3, 19) else 700)
        deeds.reflect(learner, 85)
        evaluate(learner, 86)
    for number in (0, 1, 2, 18):
        deeds.certify(year.learner(number), year.actor(ADA), 88)


def late_summer(year: Year, files: Files) -> Files:
    """Pass marks are raised, a module is retired; a signature is withdrawn, and given back upon an appeal."""
    for number in (7, 14):
        learner = year.learner(number)
        learner.read(PRESENCE, 92)
        learner.attempt("presence", 92.5, wrong=1)
    files = year.publish(course.with_a_higher_pass_mark(files), 95, Change.MATERIAL)
    year.sweep(96)
    for number in (15, 14):
        learner = year.learner(number)
        learner.read(PRESENCE, 98)
        learner.attempt("presence", 98.5, wrong=1)
    year.learner(7).attempt("presence", 99)
    files = year.publish(course.without_closing(files), 120)
    year.sweep(121)
    for number, also_course in ((1, True), (3, False)):
        learner, (first, second) = year.learner(number), year.supervisors(number)
        signature = _signature(learner, CONSENT, 130)
        withdrawing.withdraw_sign_off(
            year.database, first, signature, "I signed too early.", also_course, year.day(130)
        )
    learner = year.learner(3)
    withdrawal_id = next(iter(_page(learner, 131).withdrawals.values())).id
    appealing.appeal(year.database, learner.actor, withdrawal_id, "Ask the nurse.", year.day(131))
    appeal_id = _page(learner, 132).appeals[withdrawal_id].id
    second = year.supervisors(3)[1]
    appealing.decide_appeal(year.database, second, appeal_id, "restored", "The nurse remembers.", year.day(132))
    _change_name(year, 0, "Alma Berger-Birk")
    return files


def autumn(year: Year, files: Files) -> Files:
    """A harder rule is announced for a day; licences expire; some are excused, paused or in need of a new licence."""
    files = year.publish(course.with_two_hours_of_consultation(files), 150, harder_from=180)
    year.sweep(151)
    deeds.upload_licence(year.learner(2), year.supervisors(2)[0], 165, 700)
    return files


def harder(year: Year) -> None:
    """The day of the harder rule has come; somebody is excused, somebody paused, a new cohort begins."""
    year.sweep(180.1)
    sven, dora = year.actor(SVEN), year.actor(DORA)
    for number, item in ((13, f"module:{PRESENCE}"), (13, "quiz:begin"), (8, "practicum:consultation")):
        learner = year.learner(number)
        enrolment_id = deeds.enrolment_of(learner, 190)
        seen = 1 if item == "quiz:begin" else 0
        excusing.excuse(
            year.database,
            sven,
            enrolment_id,
            item,
            "Taught it for years.",
            is_shared=True,
            seen=seen,
            now=year.day(190),
        )
    for number, by in ((9, sven), (23, dora)):
        enrolment_id = deeds.enrolment_of(year.learner(number), 191)
        placing.pause(year.database, by, enrolment_id, "On leave.", 1, year.day(191))
    year.add_cohort(AUTUMN, 200, 363, 199)
    people.grant_role(year.database, PLATFORM, DORA, RoleName.SUPERVISOR, course=None, cohort=AUTUMN, now=year.day(199))


def transfers(year: Year, files: Files) -> Files:
    """Two move to the new cohort, one while paused; then a rule is made easier for everybody at once."""
    ada = year.actor(ADA)
    for number in (5, 23, 25):
        learner = year.learner(number)
        enrolment_id, now = deeds.enrolment_of(learner, 205), year.day(205)
        with year.database.reading() as session:
            shown = transfer_page(session, year.database, ada, enrolment_id, year.cohort(AUTUMN), now)
        placing.transfer(
            year.database,
            ada,
            enrolment_id,
            year.cohort(AUTUMN),
            "The hours suit better.",
            shown.placements_seen,
            shown.rules_seen,
            now,
        )
    return year.publish(course.with_one_drill(files), 210)


def winter(year: Year) -> None:
    """Certificates are revoked, corrected and issued anew; the paused go on; the later ones complete."""
    year.sweep(211)
    ada = year.actor(ADA)
    deeds.correct_name(year.learner(0), ada, "Alma Berger-Birk", 220)
    deeds.revoke(year.learner(18), ada, 230)
    deeds.certify(year.learner(18), ada, 231)
    deeds.reissue(year.learner(2), ada, 232)
    for number, by, seen in ((9, year.actor(SVEN), 2), (23, ada, 3)):
        enrolment_id = deeds.enrolment_of(year.learner(number), 250)
        placing.resume(year.database, by, enrolment_id, "Back again.", seen, year.day(250))
    for number in LATER:
        learner, by = year.learner(number), year.actor(DORA) if number == 5 else year.supervisors(number)[0]
        deeds.consult(learner, by, 255)
        deeds.consult(learner, by, 257)
        learner.attempt("screening", 259)
        learner.read(PRESENCE, 260)
        learner.attempt("presence", 260.5)
        if number % 2:
            learner.attempt("begin", 261)
        learner.read(ROUTES, 262)
        deeds.upload_licence(learner, by, 263, 800)
        deeds.reflect(learner, 265)
        evaluate(learner, 266)
    deeds.certify(year.learner(21), ada, 270)


def _drill(year: Year, cohort: str, numbers: list[int], by: str, day: float) -> None:
    deeds.hold_drill(year.learners(numbers), year.actor(by), year.cohort(cohort), day)


def _read_again(year: Year, learner: Learner, module: str, day: float) -> None:
    now = year.day(day)
    with year.database.reading() as session:
        reader = reader_of(session, year.database, learner.actor, learner.course, now)
    outline = reader.edition.outline.module(module)
    assert outline is not None
    confirming.confirm_changes(year.database, learner.actor, learner.course, module, outline.revision, now)


def _page(learner: Learner, day: float) -> RequirementsPage:
    with learner.database.reading() as session:
        return own_requirements(session, learner.database, learner.actor, learner.course, learner.days_ago(day))


def _signature(learner: Learner, item: str, day: float) -> UUID:
    parts = [row.part for group in _page(learner, day).groups for row in group.rows if row.requirement.item == item]
    [part] = parts
    assert isinstance(part, CompetencyPart)
    return part.signatures[-1].id


def _change_name(year: Year, number: int, name: str) -> None:
    person_id = year.learner(number).actor.person_id
    with year.database.writing() as session:
        session.execute(update(Person).where(Person.id == person_id).values(name=name))
        session.commit()
