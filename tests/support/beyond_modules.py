"""The clinic's course with documents and reflections asked for beside its modules."""

from typing import Final

from tests.support.care_course import care_course
from tests.support.clinic import after, publish
from tests.support.courses import COURSE_FILE
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.storage.database import Database

LICENCE: Final = "document:licence"
FIRST_SESSION: Final = "reflection:first-session"
ASKED: Final = """\
complete_when: {modules: all, quizzes: passed}
requirements:
  documents:
    - {id: licence, title: Licence to practise, expires: true}
    - {id: confidentiality, title: Signed confidentiality statement}
  reflections:
    - {id: first-session, title: After your first session, prompt: What did you notice in yourself?}
    - {id: position, title: Where you stand, prompt: What do you bring into the room?}
    - {id: last-session, title: After your last session, prompt: What has changed?}
"""


def ask_for_more(database: Database) -> Database:
    """Publish the course anew, with documents and reflections asked of everybody from now on."""
    files = care_course()
    files[COURSE_FILE] += ASKED.encode()
    publish(database, files, after(), Options(harder_from=after().today))
    for _ in refold_outdated(database, after()):
        pass
    return database
