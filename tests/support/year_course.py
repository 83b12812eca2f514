"""The course of the compressed year: the clinic's, with all kinds of requirements, as it was from day to day."""

from typing import Final

from tests.support.care_course import PRESENCE, ROUTES, SCREENING, care_course, module_file
from tests.support.courses import COURSE_FILE

CLOSING: Final = "sessions/closing"
CONSENT: Final = "competency:consent"
LICENCE: Final = "document:licence"
DRILLS: Final = "meetings:drills"
OBSERVED: Final = "practicum:observed"
CONSULTED: Final = "practicum:consultation"
_ROUTES_FILE: Final = f"curriculum/{ROUTES}.md"
_PRESENCE_FILE: Final = f"curriculum/{PRESENCE}.md"
_CLOSING_FILE: Final = f"curriculum/{CLOSING}.md"
_SCREENING_QUIZ: Final = "quizzes/screening.yml"
_PRESENCE_QUIZ: Final = "quizzes/presence.yml"
_ASKED: Final = """\
complete_when: {modules: all, quizzes: passed}
evaluation: required
requirements:
  competencies:
    - {id: consent, title: Consent, level: 2, observed: 2, anchors: {1: Leaves out, 2: Covers all, 3: Has it said back}}
  practicum:
    - {id: observed, title: Observed sessions, count: 2, roles: [observer], phases: [dosing], routes: 2}
    - {id: consultation, title: Consultation, hours: 1}
  meetings:
    - {id: drills, title: Emergency drills, count: 2}
  documents:
    - {id: licence, title: Licence to practise, expires: true}
  reflections:
    - {id: first-session, title: After your first session, prompt: What did you notice in yourself?}
"""

Files = dict[str, bytes]


def begins() -> Files:
    """The course on its first day: four modules, three of them with a quiz, a pre-test, and six requirements."""
    files = care_course({_CLOSING_FILE: module_file("Closing", "S2", "## The end {#end}\n\nRest.\n")})
    files = _replaced(files, COURSE_FILE, "modules: [presence]", "modules: [presence, closing]")
    return {**files, COURSE_FILE: files[COURSE_FILE] + _ASKED.encode()}


def with_a_typo_mended(files: Files) -> Files:
    """A letter of the routes module."""
    return _replaced(files, _ROUTES_FILE, "An opening", "The opening")


def with_words_made_clearer(files: Files) -> Files:
    """A sentence of the presence module."""
    return _replaced(files, _PRESENCE_FILE, "Stay.", "Stay beside them.")


def with_another_onset(files: Files) -> Files:
    """A section of the routes module says something else."""
    return _replaced(files, _ROUTES_FILE, "## Onset {#onset}\n", "## Onset {#onset}\n\nWait ten minutes longer.\n")


def with_a_higher_pass_mark(files: Files) -> Files:
    """The quiz on screening asks for all of its questions, and that on presence too."""
    files = _replaced(files, _SCREENING_QUIZ, "pass_mark: 50", "pass_mark: 100")
    return _replaced(files, _PRESENCE_QUIZ, "attempts: 3", "attempts: 3\npass_mark: 100")


def without_closing(files: Files) -> Files:
    """The last module is retired."""
    rest = {path: content for path, content in files.items() if path != _CLOSING_FILE}
    return _replaced(rest, COURSE_FILE, "modules: [presence, closing]", "modules: [presence]")


def with_two_hours_of_consultation(files: Files) -> Files:
    """A harder rule."""
    return _replaced(files, COURSE_FILE, "hours: 1}", "hours: 2}")


def with_one_drill(files: Files) -> Files:
    """An easier rule."""
    return _replaced(files, COURSE_FILE, "title: Emergency drills, count: 2", "title: Emergency drills, count: 1")


def _replaced(files: Files, path: str, old: str, new: str) -> Files:
    text = files[path].decode()
    assert old in text, (path, old)
    return {**files, path: text.replace(old, new).encode()}


__all__ = ["PRESENCE", "ROUTES", "SCREENING"]
