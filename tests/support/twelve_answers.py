"""A tiny course whose quiz `first` twelve people have taken."""

from typing import Final

from tests.support.courses import quiz_text, single_choice, tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import published
from tests.support.trainees import join
from trainer.storage.database import Database

COURSE: Final = "tiny"
QUIZ: Final = "quizzes/first.yml"
QUESTIONS: Final = ("a", "b", "c", "d")
WRONG: Final = (0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4)
"""So many of the first questions did each of them answer wrongly."""


def quiz_of_four(**prompts: str) -> str:
    """The quiz, in which the prompts of some questions are others."""
    asked = "".join(single_choice(each) for each in QUESTIONS)
    for each, prompt in prompts.items():
        asked = asked.replace(f"What is right in {each}?", prompt)
    return quiz_text("basics/first", questions=asked)


def twelve_answers(templates: Templates) -> Database:
    """The twelve have handed in one attempt each."""
    return templates.get("twelve answers", _fill)


def _fill(database: Database) -> None:
    published(database, tiny_course(files={QUIZ: quiz_of_four()}), november(1))
    for number, wrong in enumerate(WRONG):
        trainee = join(database, f"Trainee {number}", november(2), course=COURSE)
        trainee.read("basics/first", november(3))
        trainee.take("first", november(4), wrong=wrong)
