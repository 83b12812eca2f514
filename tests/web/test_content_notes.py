"""Before a text that may be hard to read nothing is recorded until somebody goes on; sections can be skipped."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.care_course import care_course, module_file
from tests.support.clinic import COURSE, ILSE, MAREN, after, publish
from tests.support.statements import Statements
from tests.web.conftest import As, csrf_token
from trainer.storage.database import Database
from trainer.storage.learning import Reading

MODULE = f"/courses/{COURSE}/modules/sessions/presence"
HARD = module_file(
    "Presence",
    "S1",
    "## Loss {#loss}\n\nIt is about loss.\n\n## Fear {#fear}\n\nThen fear.\n\n## The return {#return}\n\nStay.\n",
    "content_note: Speaks of loss.\n",
)
GO_ON = f'action="{MODULE}/sections/loss/open"'


def publish_the_hard_one(clinic: Database) -> None:
    publish(clinic, care_course({"curriculum/sessions/presence.md": HARD}), after())


def page_of(client: FlaskClient) -> str:
    return client.get(MODULE).get_data(as_text=True)


def readings(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        found = session.execute(select(Reading.section, Reading.kind).order_by(Reading.section, Reading.kind))
        return [(row.section, row.kind) for row in found]


def test_opening_the_page_records_nothing_and_scrolling_cannot(clinic: Database, signed_in: As) -> None:
    publish_the_hard_one(clinic)
    page = page_of(signed_in(MAREN))
    assert "Before you read" in page
    assert "Speaks of loss." in page
    assert "data-opened-url" not in page
    assert readings(clinic) == []


def test_going_on_records_the_first_section_and_leads_to_it_and_twice_does_nothing_more(
    clinic: Database, signed_in: As
) -> None:
    publish_the_hard_one(clinic)
    client = signed_in(MAREN)
    assert GO_ON in page_of(client)
    for _ in range(2):
        answer = client.post(f"{MODULE}/sections/loss/open", data={"csrf_token": csrf_token(client)})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{MODULE}#section-loss")
    assert readings(clinic) == [("loss", "opened")]
    assert GO_ON not in page_of(client)


def test_a_section_that_was_skipped_leaves_no_mark(clinic: Database, signed_in: As) -> None:
    publish_the_hard_one(clinic)
    client = signed_in(MAREN)
    client.post(f"{MODULE}/sections/loss/open", data={"csrf_token": csrf_token(client)})
    client.post(f"{MODULE}/sections/return/finish", data={"csrf_token": csrf_token(client)})

    page = page_of(client)

    assert re.findall(r'href="(#[\w-]+)">Skip to the next section', page) == ["#section-fear", "#section-return"]
    assert "data-opened-url" not in page
    assert readings(clinic) == [("loss", "opened"), ("return", "finished"), ("return", "opened")]


def test_a_view_of_such_a_page_writes_nothing(
    clinic: Database, signed_in: As, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    publish_the_hard_one(clinic)
    client = signed_in(MAREN)
    with count_statements(clinic) as statements:
        page_of(client)
    assert [each for each in statements.seen if not each.lstrip().upper().startswith("SELECT")] == []


def test_staff_see_the_note_and_have_no_button(clinic: Database, signed_in: As) -> None:
    publish_the_hard_one(clinic)
    page = page_of(signed_in(ILSE))
    assert "Speaks of loss." in page
    assert 'href="#section-loss">Go on to the first section' in page
    assert GO_ON not in page


def test_a_module_without_a_note_is_opened_by_looking_and_has_nothing_to_skip(clinic: Database, signed_in: As) -> None:
    page = page_of(signed_in(MAREN))
    assert readings(clinic) == [("return", "opened")]
    assert "Skip to the next section" not in page


def test_a_script_that_reports_a_section_is_answered_without_a_page(clinic: Database, signed_in: As) -> None:
    client = signed_in(MAREN)
    headers = {"Accept": "application/json", "X-CSRFToken": csrf_token(client)}
    assert client.post(f"{MODULE}/sections/return/open", headers=headers).status_code == 204
