"""Thirty people live a compressed year, and wherever one looks on whatever day it says the same of each of them."""

import io
import json
import re
from html import unescape
from typing import Final

import openpyxl

from tests.support import year_lived as lived
from tests.support.clinic import COURSE
from tests.support.databases import Templates
from tests.support.year import ADA, AUTUMN, SPRING, SUMMER, Year, begin
from tests.support.year_compared import differences
from tests.support.year_course import CONSULTED
from tests.support.year_deeds import certificates
from tests.web.conftest import browser_of
from trainer.curriculum import transcript_writing
from trainer.curriculum.sheets_writing import to_csv
from trainer.queries.cohorts_page import CohortPage, cohort_page
from trainer.queries.cohorts_sheets import standing_sheet
from trainer.queries.requirements import supervised_requirements
from trainer.queries.transcript import own_transcript
from trainer.settings import Settings
from trainer.web.app import create_app

READY: Final = {
    SPRING: ["Alma Birk", "Bruno Falk", "Clara Holm", "Dario Lind", "Edda Moor"],
    SUMMER: ["Selma Arp", "Timo Brix", "Ulla Cord"],
}


def test_a_year_says_the_same_on_screen_in_files_on_certificates_and_in_facts(templates: Templates) -> None:
    year = begin(templates.get("newest"))

    files = lived.first_spring(year)
    assert differences(year, 37) == []

    # A section was changed a moment ago: until the sweep has come the cohort says that it is behind.
    files = lived.first_summer(year, files)
    assert (_page(year, SPRING, 60.5).being_updated, _page(year, SUMMER, 60.5).being_updated) == (18, 12)

    lived.midsummer(year)
    assert differences(year, 90) == []
    assert _complete(year, 90) == READY

    # Harder terms and a retired module undo no completion; one signature that is withdrawn undoes what it should.
    files = lived.late_summer(year, files)
    assert differences(year, 140) == []
    renamed = {**READY, SPRING: ["Alma Berger-Birk", "Clara Holm", "Dario Lind", "Edda Moor"]}
    assert _complete(year, 140) == renamed
    assert _certificates(year, 140)["Alma Berger-Birk"] == ["Alma Birk: valid"]

    # A harder rule holds from its day, and not before; nor for those who had completed what it asks for.
    files = lived.autumn(year, files)
    assert _asked_hours(year, 179) == {1}
    lived.harder(year)
    assert _asked_hours(year, 195) == {2}
    assert differences(year, 195) == []
    assert _complete(year, 195) == renamed

    files = lived.transfers(year, files)
    lived.winter(year)
    assert differences(year, 280) == []
    assert _complete(year, 280) == {
        SPRING: [*renamed[SPRING], "Gesa Otte"],
        SUMMER: [*READY[SUMMER], "Vera Dorn", "Wim Eck"],
        AUTUMN: ["Finn Nord"],
    }

    year.sweep(364)
    assert differences(year, 364) == []
    assert _certificates(year, 364) == {
        "Alma Berger-Birk": ["Alma Birk: superseded", "Alma Berger-Birk: valid"],
        "Bruno Falk": ["Bruno Falk: valid"],
        "Clara Holm": ["Clara Holm: superseded", "Clara Holm: valid"],
        "Selma Arp": ["Selma Arp: revoked", "Selma Arp: valid"],
        "Vera Dorn": ["Vera Dorn: valid"],
    }
    assert _served(year) == _made(year)


def _page(year: Year, cohort: str, day: float) -> CohortPage:
    with year.database.reading() as session:
        return cohort_page(session, year.database, year.actor(ADA), year.cohort(cohort), year.day(day))


def _complete(year: Year, day: float) -> dict[str, list[str]]:
    """Who has completed the course, by cohort."""
    names = (SPRING, SUMMER) if day < 200 else (SPRING, SUMMER, AUTUMN)
    return {name: [row.name for row in _page(year, name, day).people if row.is_complete] for name in names}


def _certificates(year: Year, day: float) -> dict[str, list[str]]:
    """Of everybody who has any: the names on their certificates, and whether each holds."""
    found = {}
    for learner in year.learners(lived.EVERYBODY):
        rows = certificates(learner, day)
        if rows:
            found[learner.actor.name] = [f"{row.name}: {row.status.value}" for row in rows]
    return found


def _asked_hours(year: Year, day: float) -> set[int]:
    """How many hours of consultation are asked of those in spring."""
    found = set()
    with year.database.reading() as session:
        for row in _page(year, SPRING, day).people:
            page = supervised_requirements(session, year.database, year.actor(ADA), row.enrolment_id, year.day(day))
            rows = [each for group in page.groups for each in group.rows]
            found |= {each.standing.asked // 60 for each in rows if each.requirement.item == CONSULTED}
    return found


def _made(year: Year) -> dict[str, object]:
    """What the last day's pages hold: of each cohort its rows, as text and in a workbook, and one transcript."""
    found: dict[str, object] = {}
    for name in (SPRING, SUMMER, AUTUMN):
        page = _page(year, name, 364)
        sheet = standing_sheet(page)
        found[f"{name} on screen"] = [(row.name, *(cell.state.word for cell in row.cells)) for row in page.people]
        found[f"{name} as CSV"] = to_csv(sheet)
        found[f"{name} as workbook"] = [sheet.headings, *sheet.rows]
    learner, now = year.learner(0), year.day(364)
    with year.database.reading() as session:
        made = own_transcript(session, year.database, learner.actor, COURSE, now, now.zone)
    return {**found, "transcript": json.loads(transcript_writing.to_json(made.transcript))}


def _served(year: Year) -> dict[str, object]:
    """The same from the application."""
    app = create_app(Settings(secret_key="k" * 40, base_url="http://localhost"), year.database)
    client = browser_of(app, year.database, ADA)
    found: dict[str, object] = {}
    for name in (SPRING, SUMMER, AUTUMN):
        path = f"/supervise/cohorts/{year.cohort(name)}"
        found[f"{name} on screen"] = _rows_on_screen(client.get(path).text)
        found[f"{name} as CSV"] = client.get(f"{path}.csv").data
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"{path}.xlsx").data))
        rows = book["Standing"].values
        found[f"{name} as workbook"] = [tuple("" if value is None else value for value in row) for row in rows]
    holder = browser_of(app, year.database, "trainee0@example.org")
    return {**found, "transcript": holder.get(f"/courses/{COURSE}/transcript.json").json}


def _rows_on_screen(page: str) -> list[tuple[str, ...]]:
    """Of each row of the table of people: the name, then the word of each cell's state."""
    rows = re.findall(r'<tr><th scope="row"><a [^>]*>(.*?)</a>(.*?)</tr>', page, re.DOTALL)
    states = (re.findall(r"mark-([a-z-]+)", row) for _, row in rows)
    return [
        (unescape(name), *(state.replace("-", " ") for state in found))
        for (name, _), found in zip(rows, states, strict=True)
    ]
