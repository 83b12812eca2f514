"""A text without the words says the same to the program, or it is told where it would not."""

import pytest

from tests.support.care_course import ROUTES, care_course
from trainer.curriculum.redacting import places_of
from trainer.curriculum.redacting_shape import why_not_same

FILES = {path: content.decode() for path, content in care_course().items()}
MODULE = f"curriculum/{ROUTES}.md"
QUIZ = "quizzes/routes.yml"


def problems(path: str, words: str, source: str | None = None) -> list[int]:
    source = FILES[path] if source is None else source
    places = places_of(source, words)
    assert places, f"{words} stands nowhere in {path}"
    return [problem.line for problem in why_not_same(path, source, places)]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (MODULE, "Ask first"),
        (MODULE, "Compare the routes"),
        (MODULE, "A later and lower peak"),
        (MODULE, "It meets the liver first."),
        (QUIZ, "When does the concentration peak after an intramuscular injection?"),
        (QUIZ, "Medians of 15 to 30 minutes were found"),
        (QUIZ, "Within about twenty minutes"),
        ("curriculum/glossary.yml", "Troche"),
        ("curriculum/glossary.yml", "A lozenge."),
        ("curriculum/course.yml", "Hilda Berg, hilda@example.org"),
        ("curriculum/references.bib", "Intramuscular ketamine analgesia"),
    ],
)
def test_words_for_people_can_go(path: str, words: str) -> None:
    assert problems(path, words) == []


@pytest.mark.parametrize(
    ("path", "words", "lines"),
    [
        (MODULE, "swallowed", [16]),
        (MODULE, "Onset {#onset}", [24]),
        (MODULE, "prescriber", [31]),
        (MODULE, "correct: true", [20]),
        (MODULE, "title", [2]),
        (QUIZ, "im-peak", [7]),
        (QUIZ, "pass_mark", [3]),
        (QUIZ, "at the onset", [60]),
        ("curriculum/glossary.yml", "troche", [1]),
        ("curriculum/course.yml", "care", [1]),
        ("curriculum/references.bib", "hirlinger1984", [1]),
    ],
)
def test_what_answers_scores_and_links_rest_on_cannot(path: str, words: str, lines: list[int]) -> None:
    assert problems(path, words) == lines


def test_the_refusal_says_where_and_what_to_do() -> None:
    places = places_of(FILES[QUIZ], "im-peak")
    [problem] = why_not_same(QUIZ, FILES[QUIZ], places)
    assert str(problem) == (
        "quizzes/routes.yml:7: error: these words are part of what the program reads here (an id, a key or a right "
        "answer); take more of the sentence, or less of it, so that only words for people go"
    )


def test_a_text_of_which_nothing_is_understood_may_lose_any_words() -> None:
    assert problems(MODULE, "title", "title of nothing") == []
