"""Pages say for how long what was saved of a draft is kept."""

from tests.support.clinic import COURSE, ILSE, after
from tests.support.drafts import MODULE, draft
from tests.web.conftest import As, csrf_token
from trainer.curriculum.keeping import KEPT_FOR
from trainer.storage.database import Database


def test_every_page_that_speaks_of_saved_versions_names_the_same_days(clinic: Database, signed_in: As) -> None:
    version = draft(clinic, after())
    client = signed_in(ILSE)

    pages = [client.get(f"/author/{COURSE}/{what}/{MODULE}").get_data(as_text=True) for what in ("write", "history")]
    given_up = {"csrf_token": csrf_token(client), "version": str(version)}
    pages.append(client.post(f"/author/{COURSE}/give-up/{MODULE}", data=given_up).get_data(as_text=True))

    assert KEPT_FOR.days == 90
    assert ["kept for 90 days" in page for page in pages] == [True, True, True]
