"""Makes courses of the examples in docs/authoring.md."""

from tests.docs.documents import Document, Fence
from tests.support.media_files import MP3, mp4, pdf
from trainer.addresses import links_of
from trainer.curriculum.checking import CheckedCourse, check_course

AUTHORING = Document("docs/authoring.md")
MODULE = "curriculum/pharmacology/routes.md"
QUIZ = "quizzes/routes.yml"
MEDIA = "curriculum/media/"

SECTION, QUESTION, WRONG, SAYS = "section", "question", "wrong ", "says"
"""What a fenced block is about: text of a module, a question, an example with mistakes, what the checker says of it."""


def examples(about: str) -> list[Fence]:
    """The fenced blocks about one thing."""
    return [fence for fence in AUTHORING.fences() if fence.about == about]


def files() -> dict[str, bytes]:
    """The course that the whole files among the examples make."""
    return {path: text for path, text in _written().items() if not path.startswith(MEDIA)}


def _written() -> dict[str, bytes]:
    return {fence.about: fence.text.encode() for fence in AUTHORING.fences() if "/" in fence.about}


def _media() -> dict[str, bytes]:
    """What lies in the folder of media, the small texts of the page beside the smallest recordings."""
    recordings = {"ten-breaths.mp3": MP3, "stop-sign.mp4": mp4(), "checklist.pdf": pdf()}
    texts = {path: text for path, text in _written().items() if path.startswith(MEDIA)}
    return texts | {MEDIA + name: data for name, data in recordings.items()}


def with_section(text: str) -> dict[str, bytes]:
    """The course with a text at the end of its module, in a section of its own unless it begins one."""
    heading = "" if text.startswith("## ") else "## Tried here {#tried-here}\n\n"
    whole = files() | (_media() if "../media/" in text else {})
    return {**whole, MODULE: whole[MODULE] + f"\n{heading}{text}".encode()}


def with_question(text: str) -> dict[str, bytes]:
    """The course with one more question in its quiz."""
    lines = text.rstrip("\n").split("\n")
    entry = "\n".join([f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])])
    whole = files()
    return {**whole, QUIZ: whole[QUIZ] + f"{entry}\n".encode()}


def with_example(fence: Fence) -> dict[str, bytes]:
    """The course with an example, right or wrong, in its place."""
    put = with_section if fence.about.endswith(SECTION) else with_question
    return put(fence.text)


def checked(course: dict[str, bytes]) -> CheckedCourse:
    """What the checker finds."""
    return check_course(course, links_of("small-example"))
