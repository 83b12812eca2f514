"""A transcript as page, CSV and JSON."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from sqlalchemy import select, update

from tests.support.busy_trainee import REASON, change_routes, make_busy
from tests.support.care_course import SCREENING
from tests.support.clinic import JONAS, MAREN, SVEN, actor_of, after, enrolment_of
from tests.web.conftest import As
from trainer.access import Actor
from trainer.actions import excusing
from trainer.storage.database import Database
from trainer.storage.people import Person
from trainer.storage.supervising import Excusal

Rows = list[dict[str, str]]
OWN = "/courses/care/transcript"
FORMULA = '=HYPERLINK("https://evil.example";"Maren")'
TABLES = {
    "modules": "Modules",
    "sections": "Sections finished",
    "attempts": "Attempts at quizzes",
    "further_attempts": "Further attempts asked for and granted",
    "completions": "Completions",
    "decisions": "Excusals, accommodations, pauses and transfers",
}

COUNTS = {"modules": 3, "sections": 3, "attempts": 6, "further_attempts": 2, "completions": 2, "decisions": 2}


@pytest.mark.parametrize("who", [MAREN, SVEN])
def test_page_csv_and_json_agree_to_the_last_cell(clinic: Database, signed_in: As, who: str) -> None:
    busy = make_busy(clinic)
    change_routes(clinic)
    excuse_for_a_day(clinic, busy.actor)
    with clinic.writing() as session:
        session.execute(update(Person).where(Person.id == busy.actor.person_id).values(name=FORMULA))
        session.commit()
    where = OWN if who == MAREN else f"/supervise/enrolments/{enrolment_of(clinic, busy.actor)}/transcript"
    client = signed_in(who)

    page, times = _tables(client.get(where).get_data(as_text=True))
    sheet = _sheet(client.get(f"{where}.csv").data)
    whole = json.loads(client.get(f"{where}.json").data)

    head = page.pop("head")
    assert [(row["What"], row["In words"]) for row in sheet if row["Part"] == "Transcript"] == [
        *((row["what"], row["words"]) for row in head),
        ("What it is not", whole["is_not"]),
        *(("Total", sentence) for sentence in whole["totals"]),
    ]
    assert [row["words"] for row in head] == [_text(value) for value in whole["head"].values()]
    assert head[0] == {"what": "Name", "words": FORMULA}
    assert list(page) == [key for key, table in whole["tables"].items() if table["rows"]] == list(TABLES)
    for key, rows in page.items():
        columns = whole["tables"][key]["columns"]
        assert whole["tables"][key]["caption"] == TABLES[key]
        assert [[_text(value) for value in row.values()] for row in whole["tables"][key]["rows"]] == [
            list(row.values()) for row in rows
        ]
        of_sheet = [row for row in sheet if row["Part"] == TABLES[key]]
        assert [{name: row[heading] for name, heading in columns.items()} for row in of_sheet] == rows
        empty = set(of_sheet[0]) - {"Part", *columns.values()}
        assert {row[heading] for row in of_sheet for heading in empty} == {""}
        assert len(rows) == COUNTS[key]
    assert len(times) == 31
    assert all(_text(machine) == text for machine, text in times)


def test_what_a_spreadsheet_would_run_is_defused(clinic: Database, signed_in: As) -> None:
    busy = make_busy(clinic)
    where = f"/supervise/enrolments/{enrolment_of(clinic, busy.actor)}/transcript.csv"
    text = signed_in(SVEN).get(where).data.decode("utf-8-sig")

    assert "\"'=1+1; she was ill\n'-and asked early\"," in text
    assert not re.search(r'(^|[",;\t\r\n])"?[=+@-]', text)


def test_a_reason_is_for_supervisors(clinic: Database, signed_in: As) -> None:
    busy = make_busy(clinic)
    own = [signed_in(MAREN).get(f"{OWN}{kind}").get_data(as_text=True) for kind in ("", ".csv", ".json")]
    theirs = signed_in(SVEN).get(f"/supervise/enrolments/{enrolment_of(clinic, busy.actor)}/transcript.json").json

    assert not any("she was ill" in each for each in own)
    assert all("Sven" in each for each in own)
    assert theirs is not None
    assert [row["reason"] for row in theirs["tables"]["further_attempts"]["rows"]] == [None, REASON]


def test_files_have_names_that_every_system_takes(clinic: Database, signed_in: As) -> None:
    names = {"Jóñas Ødegård": "jonas-degard-", '../"; rm -rf': "rm-rf-", "美咲": ""}
    jonas, client = actor_of(clinic, JONAS), signed_in(JONAS)
    for name, plain in names.items():
        with clinic.writing() as session:
            session.execute(update(Person).where(Person.id == jonas.person_id).values(name=name))
            session.commit()
        answer = client.get(f"{OWN}.csv")
        wanted = rf'attachment; filename="transcript-care-{plain}\d{{4}}-\d\d-\d\d\.csv"'
        assert re.fullmatch(wanted, answer.headers["Content-Disposition"])
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
        assert answer.data.startswith(b'\xef\xbb\xbf"Part",')


def test_somebody_who_has_not_begun_reads_it_in_words(clinic: Database, signed_in: As) -> None:
    page = signed_in(JONAS).get(OWN).get_data(as_text=True)

    assert "No quiz is begun yet." in page
    assert "0 of 3 required modules are complete." in page
    assert "No attempt at a quiz was handed in." in page
    assert "It is no certificate" in page


def excuse_for_a_day(database: Database, actor: Actor) -> None:
    sven, enrolment, item = actor_of(database, SVEN), enrolment_of(database, actor), f"module:{SCREENING}"
    excusing.excuse(database, sven, enrolment, item, REASON, is_shared=True, seen=0, now=after(days=12))
    with database.reading() as session:
        excusal = session.scalars(select(Excusal.id)).one()
    excusing.withdraw_excusal(
        database, sven, enrolment, excusal, REASON, is_shared=False, completions_too=False, now=after(days=13)
    )


def _tables(html: str) -> tuple[dict[str, Rows], list[tuple[str, str]]]:
    """The cells of a page's tables, each row by its columns' keys; and its times, for machines and for people."""
    found: dict[str, Rows] = {}
    times: list[tuple[str, str]] = []
    for text in re.findall(r"<table.*?</table>", html, re.DOTALL):
        table = ElementTree.fromstring(text)
        keys = [cell.attrib["data-key"] for cell in table.iterfind("thead/tr/th[@scope='col']")] or ["what", "words"]
        found[table.attrib["data-table"]] = [
            dict(zip(keys, ("".join(cell.itertext()) for cell in row), strict=True))
            for row in table.iterfind("tbody/tr")
            if row[0].attrib["scope"] == "row"
        ]
        times += ((time.attrib["datetime"], time.text or "") for time in table.iter("time"))
    return found, times


def _sheet(data: bytes) -> Rows:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [{heading: _fused(text) for heading, text in row.items()} for row in rows]


def _fused(text: str) -> str:
    """A text as it was before its formulas were defused."""
    return re.sub(r"(^|[;\n])'(?=[=-])", r"\1", text)


def _text(value: object) -> str:
    """What a value of the JSON reads like in the page and in the CSV."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value):
        return datetime.fromisoformat(value).astimezone(UTC).strftime("%Y-%m-%d %H:%M")
    return str(value)
