"""Authors edit what a question is made of with forms: which option is right, gaps, ids, and trying it at once."""

import pytest
from lxml import html  # type: ignore[import-untyped]  # lxml ships no types

from tests.support.clinic import ILSE, after
from tests.support.drafts import draft
from tests.web.conftest import As
from tests.web.test_quiz_forms import IM_PEAK, QUIZ, ROUTES, SOURCE, form_of, look, press, source_of, type_in
from trainer.storage.database import Database

WHOM = f"{QUIZ}/questions/whom"
WITHIN_20 = (
    "{id: within-20, text: Within about twenty minutes, correct: true, why: Medians of 15 to 30 minutes were found.}"
)
AT_ONCE = "{id: at-once, text: At once, why: The muscle has to give it up first.}"


def chosen(page: str, name: str) -> list[str]:
    return [each.get("value") for each in html.fromstring(page).xpath(f"//input[@name='{name}'][@checked]")]


def test_one_click_makes_another_option_the_right_one(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)
    assert chosen(look(client, IM_PEAK), "options.correct") == ["options.within-20"]

    code, page = type_in(client, IM_PEAK, {"options.correct": "options.at-once"})

    assert (code, chosen(page, "options.correct")) == (200, ["options.at-once"])
    assert source_of(clinic) == SOURCE.replace(WITHIN_20, WITHIN_20.replace(" correct: true,", "")).replace(
        AT_ONCE, AT_ONCE.replace(" why:", " correct: true, why:")
    )


def test_one_click_makes_another_option_of_a_gap_the_right_one(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = type_in(client, WHOM, {"options@who.correct": "options@who.family"})

    assert (code, chosen(page, "options@who.correct")) == (200, ["options@who.family"])
    assert "- {id: doctor, text: prescriber, why: They decide.}" in source_of(clinic)
    assert "- {id: family, text: family, correct: true, why: They do not decide.}" in source_of(clinic)


def test_where_the_source_marks_two_options_as_right_none_is_chosen_for_the_author(
    clinic: Database, signed_in: As
) -> None:
    draft(clinic, after(), ROUTES, "text: At once,", "text: At once, correct: true,")
    twice = source_of(clinic)
    client = signed_in(ILSE)
    page = look(client, IM_PEAK)
    assert chosen(page, "options.correct") == []
    assert "are marked correct" in page

    type_in(client, IM_PEAK, {})
    assert source_of(clinic) == twice

    type_in(client, IM_PEAK, {"options.correct": "options.within-20"})
    assert source_of(clinic) == SOURCE


def test_an_option_that_is_none_of_the_question_is_not_made_right(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    for odd in ("options.none", "", "true"):
        code, page = type_in(client, IM_PEAK, {"options.correct": odd})
        assert (code, "Choose one of the list" in page) == (422, True)

    assert source_of(clinic) == SOURCE


def test_a_gap_is_added_where_the_prompt_names_it_and_taken_away_again(clinic: Database, signed_in: As) -> None:
    client = signed_in(ILSE)

    code, page = type_in(
        client, WHOM, {"own.prompt": "Call the {{who}} {{when}} {{where}}.", "gap": " where "}, "add-gap"
    )
    assert (code, "Gap <code>where</code>" in page, 'id="gaps.where"' in page) == (200, True, True)
    assert "where:\n" in source_of(clinic)

    type_in(client, WHOM, {"options@where.option.text": "at the door", "own.prompt": "Call the {{who}} {{when}}."})
    code, page = type_in(client, WHOM, {}, "remove-gap:where")
    assert (code, "Gap <code>where</code>" in page) == (200, False)
    assert source_of(clinic) == SOURCE


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("who", "There is a gap &#39;who&#39; already"),
        ("A Place", "cannot name a gap"),
        ("", "cannot name a gap"),
    ],
)
def test_a_gap_that_cannot_be_added_is_told_and_what_was_typed_comes_back(
    clinic: Database, signed_in: As, name: str, words: str
) -> None:
    code, page = type_in(signed_in(ILSE), WHOM, {"gap": name, "own.prompt": "Half typed {{who}}"}, "add-gap")

    assert (code, words in page, "Half typed {{who}}" in page) == (422, True, True)
    assert source_of(clinic) == SOURCE


def test_accepted_words_of_a_gap_are_typed_one_on_each_line(clinic: Database, signed_in: As) -> None:
    type_in(signed_in(ILSE), WHOM, {"gaps.when.accept": "at the onset\r\n\r\n at the beginning "})

    assert "when: {accept: [at the onset, at the beginning], why: It cannot wait.}" in source_of(clinic)


def test_entries_without_ids_get_new_ones_by_a_button_and_keep_them(clinic: Database, signed_in: As) -> None:
    draft(clinic, after(), ROUTES, "{id: at-once, text: At once,", "{text: At once,")
    client = signed_in(ILSE)
    assert "Some entries have no id" in look(client, IM_PEAK)

    code, page = type_in(client, IM_PEAK, {}, "ids")

    # Answers may name the id that was published once: it does not come back.
    expected = SOURCE.replace("{id: at-once, text: At once,", "{id: at-once-2, text: At once,")
    assert (code, "Some entries have no id" in page, source_of(clinic)) == (200, False, expected)
    assert press(client, IM_PEAK, form_of(page), "ids")[0] == 200
    assert source_of(clinic) == expected


def test_a_question_is_saved_and_tried_by_one_button(clinic: Database, signed_in: As) -> None:
    code, page = type_in(signed_in(ILSE), IM_PEAK, {"own.prompt": "When does it peak?"}, "try")

    assert (code, "Trying question 1" in page, "When does it peak?" in page) == (200, True, True)
    assert "prompt: When does it peak?" in source_of(clinic)


def test_what_cannot_be_saved_is_not_tried(clinic: Database, signed_in: As) -> None:
    code, page = type_in(signed_in(ILSE), IM_PEAK, {"own.prompt": ""}, "try")

    assert (code, "This may not be empty" in page, "Trying question" in page) == (422, True, False)
    assert source_of(clinic) == SOURCE
