"""What pages carry for paper alone: terms, who and when, and questions without their answers."""

import re

import pytest

from tests.support.care_course import ROUTES, SCREENING, care_course
from tests.support.clinic import COURSE, ILSE, MAREN, actor_of, after, publish
from tests.web.conftest import As, csrf_token
from trainer.actions.folding import refold_outdated
from trainer.queries.module import ModulePage, module_page
from trainer.storage.database import Database

MODULE = f"/courses/{COURSE}/modules/{ROUTES}"
_ON_PAPER = re.compile(r'<div class="on-paper">(.*?)</div>\s*<div class="actions">', re.DOTALL)


def test_the_terms_of_a_module_are_listed_once_each_by_the_alphabet(clinic: Database, signed_in: As) -> None:
    text = (
        "A [troche](../glossary.yml#troche), an [onset](../glossary.yml#onset), a [troche](../glossary.yml#troche).\n"
    )
    publish(
        clinic,
        care_course(
            {
                "curriculum/glossary.yml": "troche: {term: Troche, definition: A lozenge.}\n"
                "onset: {term: onset, definition: The beginning.}\n",
                f"curriculum/{ROUTES}.md": care_course()[f"curriculum/{ROUTES}.md"].decode() + text,
            }
        ),
        after(),
    )
    list(refold_outdated(clinic, after()))

    with clinic.reading() as session:
        page = module_page(session, clinic, actor_of(clinic, MAREN), COURSE, ROUTES, after())
    assert isinstance(page, ModulePage)
    assert [term.label for term in page.back.terms] == ["onset", "Troche"]
    html = signed_in(MAREN).get(MODULE).get_data(as_text=True)
    assert "<dt>onset</dt><dd>The beginning.</dd><dt>Troche</dt><dd>A lozenge.</dd>" in html


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"modules/{ROUTES}", "A course of care · Routes · Edition 1 · Revision 1"),
        ("glossary", "A course of care · Glossary · Edition 1"),
        ("references", "A course of care · References · Edition 1"),
        ("phases", "A course of care · By phase · Edition 1"),
        ("objectives", "A course of care · By objective · Edition 1"),
    ],
)
def test_a_page_ends_with_what_was_printed_and_when(signed_in: As, path: str, words: str) -> None:
    html = signed_in(MAREN).get(f"/courses/{COURSE}/{path}").get_data(as_text=True)

    assert f'data-paper="{words}"' in html
    assert re.search(rf">{words} · printed on \d+ \w+ \d{{4}}</p>", html)


def test_an_answered_check_is_asked_once_more_for_paper_without_what_was_answered(signed_in: As) -> None:
    client = signed_in(MAREN)
    before = client.get(MODULE).get_data(as_text=True)
    assert not _ON_PAPER.search(before)
    form = next(each for each in re.findall(r"<form.*?</form>", before, re.DOTALL) if 'class="input gap"' in each)
    action, name = (
        re.search(r'action="([^"]+)"', form),
        re.search(r'class="input gap" type="text" name="([^"]+)"', form),
    )
    assert action
    assert name

    client.post(action[1], data={"csrf_token": csrf_token(client), name[1]: "the porter"})

    # What was typed stays in its field, whose words site.css hides on paper.
    [asked] = _ON_PAPER.findall(client.get(MODULE).get_data(as_text=True))
    assert " ".join(re.sub("<[^>]*>", " ", asked).split()) == "Call the ."


@pytest.mark.parametrize(("words", "size"), [(20, "pocket accent-1"), (500, "is-long"), (1000, "is-longest")])
def test_a_card_with_more_words_is_set_smaller(clinic: Database, signed_in: As, words: int, size: str) -> None:
    path = f"curriculum/{SCREENING}.md"
    text = care_course()[path].decode() + f"\n> [!safety]\n> {'stop ' * words}\n"
    publish(clinic, care_course({path: text}), after())

    html = signed_in(ILSE).get(f"/courses/{COURSE}/modules/{SCREENING}/card").get_data(as_text=True)

    assert f'{size}"' in html
