"""Tests that a digest changes with whatever reaches the page, and with nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.curriculum.small_course import (
    FIGURE,
    GLOSSARY,
    LINKS,
    QUIZ,
    REFERENCES,
    RETURN,
    ROUTES,
    SVG,
    course_files,
    module_text,
)
from tests.curriculum.test_checking import QUIZ_TEXT
from trainer.curriculum.digests import module_digest, quiz_digest
from trainer.curriculum.links import Links
from trainer.curriculum.restoring import course_from_sources

BODY = """\
## Peak {#peak}
A [@hirlinger1984], a [term](../glossary.yml#norketamine), a [link](../states/presence.md#return).

![Three curves](../figures/routes.svg "Seen [@hirlinger1984]")

```check
id: x
type: true-false
prompt: So?
answer: true
why: {true: Yes., false: No.}
```
"""
BIBLIOGRAPHY_PATH, GLOSSARY_PATH = "curriculum/references.bib", "curriculum/glossary.yml"


def module(files: dict[str, str | bytes | None], links: Links = LINKS) -> str:
    """The digest of the module on routes when some files of the course are these."""
    course = course_from_sources(course_files({ROUTES: module_text(BODY), QUIZ: QUIZ_TEXT, **files}))
    return module_digest(course, "pharmacology/routes", links)


def quiz(files: dict[str, str | bytes | None], links: Links = LINKS) -> str:
    """The digest of the quiz on routes when some files of the course are these."""
    course = course_from_sources(course_files({ROUTES: module_text(BODY), QUIZ: QUIZ_TEXT, **files}))
    return quiz_digest(course, course.quizzes[0], links)


def test_a_digest_is_64_hexadecimal_digits_and_always_the_same() -> None:
    assert len(bytes.fromhex(module({}))) == len(bytes.fromhex(quiz({}))) == 32
    assert (module({}), quiz({})) == (module({}), quiz({}))


@pytest.mark.parametrize(
    "files",
    [
        {ROUTES: module_text(BODY.replace("A [@", "An [@"))},
        {ROUTES: module_text(BODY.replace("So?", "Is it?"))},
        {ROUTES: module_text(BODY).replace("minutes", "content_note: Beware.\nminutes")},
        {BIBLIOGRAPHY_PATH: REFERENCES.replace("analgesia", "anesthesia")},
        {BIBLIOGRAPHY_PATH: REFERENCES.replace("Panos", "Petros")},
        {GLOSSARY_PATH: GLOSSARY.replace("active itself", "quite active")},
        {GLOSSARY_PATH: GLOSSARY.replace("term: Norketamine", "term: Nor-ketamine")},
        {RETURN: module_text("## The way back {#way-back}\n")},
        {RETURN: None},
        {FIGURE: SVG.replace("H640", "H320")},
        {FIGURE: None},
    ],
    ids=range(11),
)
def test_a_module_changes_with_what_it_uses(files: dict[str, str | bytes | None]) -> None:
    assert module(files) != module({})


@pytest.mark.parametrize(
    "files",
    [
        {BIBLIOGRAPHY_PATH: REFERENCES.replace("verified: somewhere", "verified: elsewhere")},
        {GLOSSARY_PATH: GLOSSARY.replace("A lozenge.", "A lozenge to suck.")},
        {RETURN: module_text("## The return {#return}\n\nOther words.\n")},
        {ROUTES: module_text(BODY, code="P3")},
        {QUIZ: QUIZ_TEXT.replace("So?", "Is it?")},
        {QUIZ: None},
    ],
    ids=range(6),
)
def test_a_module_stays_with_what_it_does_not_use(files: dict[str, str | bytes | None]) -> None:
    assert module(files) == module({})


@pytest.mark.parametrize("field", ["module", "section", "term", "reference", "media"])
@pytest.mark.parametrize("digest", [module, quiz])
def test_a_change_of_our_addresses_makes_every_page_anew(digest: Callable[..., str], field: str) -> None:
    moved = replace(LINKS, **{field: "/elsewhere" + getattr(LINKS, field)})
    assert digest({}, moved) != digest({})


def test_a_quiz_changes_with_its_questions_and_what_they_cite_only() -> None:
    assert quiz({QUIZ: QUIZ_TEXT.replace("So?", "Is it?")}) != quiz({})
    assert quiz({BIBLIOGRAPHY_PATH: REFERENCES.replace("Ketamine pharmacology", "Pharmacology")}) != quiz({})
    assert quiz({BIBLIOGRAPHY_PATH: REFERENCES.replace("analgesia", "anesthesia")}) == quiz({})
    assert quiz({ROUTES: module_text(BODY.replace("A [@", "An [@"))}) == quiz({})


def test_a_module_changes_when_a_source_it_shows_gets_a_letter() -> None:
    twin = REFERENCES.replace("zanos2018", "zanos2018b").splitlines()[2:]
    with_twin = REFERENCES + "\n".join(twin)
    assert module({BIBLIOGRAPHY_PATH: with_twin}) != module({})
