"""Finds every difference between what pages, files, certificates and facts say of the people of the year."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import openpyxl
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.clinic import COURSE
from tests.support.year import ADA, Year
from trainer.access import Actor, HeldRole, RoleName
from trainer.actions.folding import verify
from trainer.clock import Now
from trainer.curriculum import sheets_writing, transcript_writing
from trainer.curriculum.standing import COURSE as WHOLE
from trainer.curriculum.transcript import Transcript, plain_of
from trainer.ids import PersonId
from trainer.queries.certificate import (
    OwnCertificatePage,
    SupervisedCertificatePage,
    own_certificate,
    supervised_certificate,
)
from trainer.queries.certificate_check import CheckedCertificate, checked_certificate
from trainer.queries.cohorts_page import CohortPage, PersonRow, cohort_page
from trainer.queries.cohorts_sheets import cohort_sheets, standing_sheet
from trainer.queries.home import HomePage, StandingPage, home_page, standing_page
from trainer.queries.person import PersonPage, person_page
from trainer.queries.requirements import RequirementsPage, own_requirements, supervised_requirements
from trainer.queries.transcript import own_transcript, supervised_transcript
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.learning import Completion, Enrolment
from trainer.storage.people import Person
from trainer.storage.supervising import Withdrawal

SITE: Final = "https://training.example.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """Somebody, as a supervisor and they themselves see them at a moment."""

    row: PersonRow
    person: PersonPage
    home: HomePage
    progress: StandingPage
    own: RequirementsPage
    supervised: RequirementsPage
    own_transcript: Transcript
    transcript: Transcript
    own_certificate: OwnCertificatePage
    certificate: SupervisedCertificatePage
    checked: tuple[CheckedCertificate | None, ...]
    completed_at: datetime | None


def differences(year: Year, day: float) -> list[str]:
    """Every two places that say different things of one person on a day, in words.

    The cells of somebody whose standing is of an older edition are not compared: their page says so.
    """
    now, ada, found = year.day(day), year.actor(ADA), []
    with year.database.reading() as session:
        for cohort_id in session.scalars(select(Cohort.id).order_by(Cohort.starts_on, Cohort.name)):
            page = cohort_page(session, year.database, ada, cohort_id, now)
            found += [f"{page.name}: {each}" for each in _of_files(page)]
            for row in page.people:
                looked = _look(session, year.database, ada, row, now)
                found += [f"{page.name}, {row.name}: {each}" for each in _of_person(looked)]
    told = [f"{enrolment_id}: {item} is not as the facts say" for enrolment_id, item in verify(year.database, now)]
    return found + told


def _look(session: Session, database: Database, ada: Actor, row: PersonRow, now: Now) -> _Looked:
    owner, enrolment_id = _owner(session, row.enrolment_id), row.enrolment_id
    certificate = supervised_certificate(session, database, ada, enrolment_id, now, SITE)
    serials = [view.paper.serial for view in certificate.certificates]
    completed = (
        select(Completion.at)
        .outerjoin(Withdrawal, Withdrawal.completion_id == Completion.id)
        .where(Completion.enrolment_id == enrolment_id, Completion.item == WHOLE, Withdrawal.id.is_(None))
    )
    return _Looked(
        row=row,
        person=person_page(session, database, ada, enrolment_id, now),
        home=home_page(session, database, owner, COURSE, now),
        progress=standing_page(session, database, owner, COURSE, now),
        own=own_requirements(session, database, owner, COURSE, now),
        supervised=supervised_requirements(session, database, ada, enrolment_id, now),
        own_transcript=own_transcript(session, database, owner, COURSE, now, now.zone).transcript,
        transcript=supervised_transcript(session, database, ada, enrolment_id, now, now.zone).transcript,
        own_certificate=own_certificate(session, database, owner, COURSE, now, SITE),
        certificate=certificate,
        checked=tuple(checked_certificate(session, each, "192.0.2.1", now, SITE) for each in serials),
        completed_at=session.scalars(completed).one_or_none(),
    )


def _owner(session: Session, enrolment_id: UUID) -> Actor:
    row = session.execute(
        select(Person.id, Person.name, Enrolment.cohort_id, Enrolment.course_id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.id == enrolment_id)
    ).one()
    role = HeldRole(name=RoleName.TRAINEE, course_id=row.course_id, cohort_id=row.cohort_id)
    return Actor(person_id=PersonId(row.id), name=row.name, roles=(role,))


def _of_files(page: CohortPage) -> Iterator[str]:
    """What the CSV and the workbook say otherwise than the screen."""
    sheet = standing_sheet(page)
    rows = [[transcript_writing.defused(str(each)) for each in row] for row in sheet.rows]
    wanted = [list(sheet.headings), *rows]
    read = list(csv.reader(io.StringIO(sheets_writing.to_csv(sheet).decode("utf-8-sig"), newline="")))
    if read != wanted:
        yield "the CSV is not the screen"
    book = openpyxl.load_workbook(io.BytesIO(sheets_writing.to_xlsx(cohort_sheets(page))))
    for each in cohort_sheets(page):
        shown = [tuple("" if value is None else value for value in row) for row in book[each.title].values]
        if shown != [each.headings, *each.rows]:
            yield f"the workbook's sheet {each.title} is not the screen"
    titles = [column.title for group in page.groups for column in group.columns]
    for row in page.people:
        if [cell.title for cell in row.cells] != titles:
            yield f"the cells of {row.name} are not those of the columns"


def _of_person(looked: _Looked) -> Iterator[str]:
    yield from _completion(looked)
    yield from _certificates(looked)
    if not looked.row.is_old:
        yield from _states(looked)
        yield from _transcript(looked, looked.own_transcript)
        yield from _transcript(looked, looked.transcript)


def _states(looked: _Looked) -> Iterator[str]:
    """What the pages of one person say otherwise than the cells of the cohort."""
    row, person, home = looked.row, looked.person, looked.home
    cells = [(cell.title, cell.state.word) for cell in row.cells]
    items = [(item.title, item.state.word) for item in person.items]
    if items != cells:
        yield f"the person page says {items}, the cohort {cells}"
    there = [(module.title, module.state.word) for area in home.areas for module in area.modules]
    there += [(quiz.title, quiz.state.word) for quiz in home.quizzes]
    if there != cells[: len(there)]:
        yield f"home says {there}, the cohort {cells}"
    for page in (looked.own, looked.supervised):
        beyond = [(each.requirement.title, each.state.word) for group in page.groups for each in group.rows]
        if beyond != cells[len(there) :]:
            yield f"the page of requirements says {beyond}, the cohort {cells}"
    if [unmet for unmet, _ in looked.progress.unmet] != list(person.unmet) or home.unmet != len(person.unmet):
        yield f"their own progress says {looked.progress.unmet}, the person page {person.unmet}"
    if (home.done, home.total) != (row.done, row.total):
        yield f"home says {home.done} of {home.total}, the cohort {row.done} of {row.total}"
    if row.name != person.name:
        yield f"the person page names {person.name}"


def _completion(looked: _Looked) -> Iterator[str]:
    """What pages say of the course's completion otherwise than the facts."""
    fact = looked.completed_at
    said = (looked.person.completed_at, looked.home.completed_at, looked.progress.completed_at)
    if set(said) != {fact}:
        yield f"pages say that the course was completed at {said}, the fact {fact}"
    if {looked.row.is_complete, looked.certificate.is_complete} != {fact is not None}:
        yield f"cohort or certificate page say otherwise than the fact of {fact}"


def _transcript(looked: _Looked, made: Transcript) -> Iterator[str]:
    """What a transcript says otherwise than the cells of the cohort, or in one format than in the other."""
    row, read = looked.row, json.loads(transcript_writing.to_json(made))
    modules = [(each["module"], each["state"]) for each in read["tables"]["modules"]["rows"]]
    published = [each for each in modules if each[1] != "no longer published"]
    cells = [(cell.title, cell.state.word) for cell in row.cells][: len(published)]
    if published != cells:
        yield f"the transcript says {published}, the cohort {cells}"
    if (read["head"]["name"], read["head"]["completed"] is not None) != (row.name, row.is_complete):
        yield f"the transcript's head is {read['head']}"
    lines = list(csv.DictReader(io.StringIO(transcript_writing.to_csv(made).decode("utf-8-sig"), newline="")))
    for table in made.tables:
        texts = [[transcript_writing.defused(each.text) for each in line] for line in table.rows]
        headings = [column.heading for column in table.columns]
        if [[line[each] for each in headings] for line in lines if line["Part"] == table.caption] != texts:
            yield f"the CSV of {table.caption} is not the page"
        values = [[plain_of(each.value) for each in line] for line in table.rows]
        if [list(line.values()) for line in read["tables"][table.key]["rows"]] != values:
            yield f"the JSON of {table.caption} is not the page"


def _certificates(looked: _Looked) -> Iterator[str]:
    """What holder, supervisor, transcript and the public check say of certificates otherwise than each other."""
    own = looked.own_certificate
    views = (*((own.current,) if own.current else ()), *own.earlier)
    held = [(view.paper.serial, view.paper.name, view.status.value) for view in views]
    seen = [(view.paper.serial, view.paper.name, view.status.value) for view in looked.certificate.certificates]
    if held != seen:
        yield f"the holder sees {held}, the supervisor {seen}"
    [table] = [each for each in looked.transcript.tables if each.key == "certificates"]
    listed = [(line[0].text, line[1].text, line[4].text) for line in table.rows]
    if sorted(listed) != sorted(held):
        yield f"the transcript lists {listed}, the holder sees {held}"
    for view, checked in zip(looked.certificate.certificates, looked.checked, strict=True):
        if checked is None or checked.status is not view.status or checked.paper not in (None, view.paper):
            yield f"the public check of {view.paper.serial} says {checked}"
