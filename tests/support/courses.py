"""Builds tiny courses, as the bytes of their files by path."""

from collections.abc import Mapping, Sequence
from typing import Final

COURSE_FILE: Final = "curriculum/course.yml"
AREAS: Final[Mapping[str, Sequence[str]]] = {"basics": ("first", "second"), "practice": ("third",)}
SECTIONS: Final[Mapping[str, str]] = {"begin": "How it begins.", "end": "How it ends."}


def module_path(key: str) -> str:
    """Where the module with the key 'area/name' lies."""
    return f"curriculum/{key}.md"


def tiny_course(
    *,
    slug: str = "tiny",
    areas: Mapping[str, Sequence[str]] = AREAS,
    read: str = "all",
    quizzes: str = "passed",
    files: Mapping[str, str | bytes | None] | None = None,
) -> dict[str, bytes]:
    """A course without problems: three short modules in two areas, each with a quiz of two questions.

    `areas` names the modules of each area; every module has the sections 'begin' and 'end' and the quiz
    of its name. `files` replaces some files, adds others, or takes out those that are None: pass it what
    `module_text`, `quiz_text` and the like give.
    """
    whole: dict[str, str | bytes | None] = {
        COURSE_FILE: course_text(slug=slug, areas=areas, read=read, quizzes=quizzes)
    }
    for area, names in areas.items():
        for name in names:
            whole[module_path(f"{area}/{name}")] = module_text(name)
            whole[f"quizzes/{name}.yml"] = quiz_text(f"{area}/{name}")
    whole |= files or {}
    return {
        path: content.encode() if isinstance(content, str) else content
        for path, content in whole.items()
        if content is not None
    }


def course_text(
    *,
    slug: str = "tiny",
    title: str = "A tiny course",
    areas: Mapping[str, Sequence[str]] = AREAS,
    read: str = "all",
    quizzes: str = "passed",
) -> str:
    """A course.yml."""
    listed = "".join(
        f"  - {{id: {area}, title: {area.capitalize()}, modules: [{', '.join(names)}]}}\n"
        for area, names in areas.items()
    )
    rules = f"complete_when: {{modules: {read}, quizzes: {quizzes}}}\n"
    return f"course: {slug}\ntitle: {title}\nareas:\n{listed}{rules}"


def module_text(name: str, sections: Mapping[str, str] = SECTIONS, *, requires: Sequence[str] = ()) -> str:
    """A module's file: `sections` gives the text of each by its id; `requires` the keys of other modules."""
    front = (
        f"---\ntitle: {_title(name)}\ncode: {name[0].upper()}1\nminutes: 10\nphases: [dosing]\n"
        "objectives:\n  - {id: know, text: Know what it is}\n"
    )
    front += f"requires: [{', '.join(requires)}]\n" if requires else ""
    body = "\n".join(f"## {_title(section)} {{#{section}}}\n\n{text}\n" for section, text in sections.items())
    return f"{front}---\nWhat it is about.\n\n{body}"


def quiz_text(
    module: str | None, *, title: str = "", terms: str = "", questions: str = "", objective: str = "know"
) -> str:
    """A quiz's file; of the course as a whole where `module` is None, which then needs a purpose in `terms`.

    Without `questions` it asks two, 'first' and 'second'.
    """
    name = module.rpartition("/")[2] if module else "whole"
    head = f"title: {title or f'Quiz {name}'}\n"
    head += f"module: ../curriculum/{module}.md\n" if module else ""
    asked = questions or single_choice("first", objective=objective) + single_choice("second", objective=objective)
    return f"{head}{terms}questions:\n{asked}"


def single_choice(
    question: str, *, right: str = "yes", critical: bool = False, points: int = 1, objective: str = "know"
) -> str:
    """A question with the options 'yes', 'no' and 'perhaps', of which `right` is the right one."""
    lines = [
        f"  - id: {question}",
        "    type: single-choice",
        f"    objective: {objective}",
        f"    points: {points}",
        f"    safety_critical: {str(critical).lower()}",
        f"    prompt: What is right in {question}?",
        "    options:",
    ]
    for option in ("yes", "no", "perhaps"):
        correct = ", correct: true" if option == right else ""
        lines.append(f"      - {{id: {option}, text: Say {option}{correct}, why: The reason for {option}.}}")
    return "\n".join(lines) + "\n"


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()
