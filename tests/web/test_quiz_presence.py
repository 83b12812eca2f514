"""Whoever edits a quiz with forms sees who else has it open, as in the editor of its source."""

import pytest

from tests.support.clinic import ADA, ILSE
from tests.web.conftest import As, csrf_token
from tests.web.test_quiz_forms import IM_PEAK, QUIZ, ROUTES, look

AT_WORK = f"/author/care/at-work/{ROUTES}"
ADA_TOO = "Ada has this open too."


@pytest.mark.parametrize("form", [QUIZ, IM_PEAK])
def test_another_author_who_has_the_quiz_open_is_named(signed_in: As, form: str) -> None:
    ilse, ada = signed_in(ILSE), signed_in(ADA)
    assert ADA_TOO not in look(ilse, form)

    told = ada.post(AT_WORK, data={"csrf_token": csrf_token(ada)})

    assert told.get_json() == {"colleagues": [], "version": 0}
    assert ADA_TOO in look(ilse, form)
    assert ADA_TOO not in look(ada, form)


@pytest.mark.parametrize("form", [QUIZ, IM_PEAK])
def test_the_form_tells_its_script_where_to_ask_and_which_text_it_shows(signed_in: As, form: str) -> None:
    page = look(signed_in(ILSE), form)

    assert f'data-at-work="{AT_WORK}" data-version="0"' in page
    assert "/presence" in page
