"""docs/glossary.md has the words that the platform uses, and the pages have none of those it avoids."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.docs.documents import Document
from tests.house.source import ROOT, templates
from trainer.access import RoleName
from trainer.curriculum.change import Change
from trainer.curriculum.phases import Phase
from trainer.curriculum.state import State
from trainer.quizzes.quiz import Purpose

GLOSSARY = Document("docs/glossary.md")
ROWS = [row for section in GLOSSARY.sections() for row in section.table()]
AVOIDED = sorted({word.strip() for row in ROWS for word in row[2].split(",")})
SHOWN_BY_CODE = ("trainer/web/errors.py", "trainer/mail.py", "trainer/curriculum/state.py", "trainer/queries/quiz.py")

_NOT_SHOWN = re.compile(r"\{#.*?#\}|\{%.*?%\}|<[^>]*>", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_LITERAL = re.compile(r"\"([^\"\n]*)\"")


def words_of_template(text: str) -> str:
    """What a template shows of its own: text between tags, and what is quoted in expressions."""
    shown = _NOT_SHOWN.sub(" ", text)
    quoted = [found[1] for code in _CODE.findall(shown) for found in _LITERAL.finditer(code)]
    return " ".join([_CODE.sub(" ", shown), *quoted])


def quoted_in(path: str) -> str:
    return " ".join(found[1] for found in _LITERAL.finditer((ROOT / path).read_text(encoding="utf-8")))


def avoided_in(words: str) -> set[str]:
    return {word for word in AVOIDED if re.search(rf"(?<![\w/.-]){re.escape(word)}s?(?![\w-])", words, re.IGNORECASE)}


def test_a_word_stands_once_and_is_not_avoided_elsewhere() -> None:
    words = [word.strip() for row in ROWS for word in row[0].split(",")]
    assert [word for word, count in Counter(words).items() if count > 1 and word != "item"] == []
    assert set(words) & set(AVOIDED) == set()
    assert len(words) > 70


@pytest.mark.parametrize("closed", [RoleName, Change, Phase, Purpose, State])
def test_every_word_of_a_closed_list_is_explained(closed: type[RoleName | Change | Phase | Purpose | State]) -> None:
    text = " ".join(cell for row in ROWS for cell in row[:2])
    assert [each.value for each in closed if each.value not in text and each.value.replace("-", " ") not in text] == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_no_template_shows_an_avoided_word(path: Path) -> None:
    assert avoided_in(words_of_template(path.read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize("path", sorted((ROOT / "templates" / "mail").glob("*.txt")), ids=lambda path: path.name)
def test_no_mail_shows_an_avoided_word(path: Path) -> None:
    assert avoided_in(words_of_template(path.read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize("path", SHOWN_BY_CODE)
def test_no_sentence_of_the_code_shows_an_avoided_word(path: str) -> None:
    assert avoided_in(quoted_in(path)) == set()


def test_an_avoided_word_is_found_where_it_would_be_read() -> None:
    template = '{# user #}<p class="user">Each student sees {{ user.name }} and {{ label("the exam") }}</p>'
    assert avoided_in(words_of_template(template)) == {"student", "exam"}
