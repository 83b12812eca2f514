"""Two small courses with a quiz of each kind of terms, for tests of what people do with them."""

from collections.abc import Mapping

from tests.support.shared_questions import PEAKS, SIGNS, STEPS, TRANSFER

ROUTES = "pharmacology/routes"
SCREENING = "pharmacology/screening"
PRESENCE = "sessions/presence"

_COURSE = """\
course: care
title: A course of care
areas:
  - {id: pharmacology, title: Pharmacology, modules: [routes, screening]}
  - {id: sessions, title: Sessions, modules: [presence]}
about:
  authors: [{name: Hilda Berg, qualification: Nurse}]
  contact: Hilda Berg, hilda@example.org
  help: Call your local emergency number.
"""
_HARBOUR = """\
course: harbour
title: Harbour
areas: [{id: sea, title: Sea, modules: [tide]}]
"""
_REFERENCES = """\
@article{hirlinger1984, author = {Hirlinger, W. K. and Dick, W.}, title = {Intramuscular ketamine analgesia},
  journal = {Der Anaesthesist}, year = {1984}, volume = {33}, pages = {272--275}, note = {verified: somewhere}}
"""
_GLOSSARY = "troche:\n  term: Troche\n  definition: A lozenge.\n"
_FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400"><title>{}</title><path d="M0 0H640"/></svg>\n'
_FRONT = """\
---
title: {title}
code: {code}
minutes: 20
phases: [dosing]
objectives:
  - {{id: compare, text: Compare the routes}}
{more}---
"""
_ROUTES = """\
An opening [@hirlinger1984] about a [troche](../glossary.yml#troche).

## Peak {#peak}

![Three curves](../figures/routes.svg)

```check
id: swallowed
type: single-choice
prompt: A patient swallows the troche. What do you expect?
options:
  - {id: later-lower, text: A later and lower peak, correct: true, why: It meets the liver first.}
  - {id: no-change, text: The same peak, why: Most is broken down on the way.}
```

## Onset {#onset}

```check
id: whom-to-call
type: fill-in
prompt: 'Call the {{who}}.'
gaps:
  who: {accept: [prescriber], why: They decide.}
```

## Summary {#summary}

Ask first.
"""
_SCREENING = "## Heart {#heart}\n\nListen.\n\n## Mood {#mood}\n\nAsk.\n"
_PRESENCE = "## The return {#return}\n\nStay.\n"

_QUIZ_ROUTES = (
    """\
title: Routes
module: ../curriculum/pharmacology/routes.md
pass_mark: 70
attempts: 2
wait_hours: 24
questions:
  - id: im-peak
    type: single-choice
    objective: compare
    safety_critical: true
    prompt: When does the concentration peak after an intramuscular injection?
    options:
      - {id: within-20, text: Within about twenty minutes, correct: true, why: Medians of 15 to 30 minutes were found.}
      - {id: at-once, text: At once, why: The muscle has to give it up first.}
    cite: [hirlinger1984]
    read_again: ../curriculum/pharmacology/routes.md#peak
"""
    + SIGNS.substitute(objective="compare")
    + TRANSFER.substitute(objective="compare")
    + """\
  - {id: hours, type: numeric, objective: compare, prompt: How long?, answer: 3, tolerance: 0.5, unit: h, why: So.}
"""
    + PEAKS.substitute(objective="compare")
    + STEPS.substitute(objective="compare")
    + """\
  - id: whom
    type: fill-in
    objective: compare
    prompt: 'Call the {{who}} {{when}}.'
    gaps:
      who:
        options:
          - {id: doctor, text: prescriber, correct: true, why: They decide.}
          - {id: family, text: family, why: They do not decide.}
      when: {accept: [at the onset], why: It cannot wait.}
"""
)
_QUIZ_SCREENING = """\
title: Screening
module: ../curriculum/pharmacology/screening.md
gate: true
page: one
pass_mark: 50
attempts: 2
minutes: 30
questions:
"""
_QUIZ_PRESENCE = """\
title: Presence
module: ../curriculum/sessions/presence.md
feedback: after-each
attempts: 3
questions:
"""
_QUIZ_BEGIN = "title: Where you begin\npurpose: pre-test\nattempts: 1\nquestions:\n"
_ALWAYS_OR_NEVER = """\
  - id: {id}
    type: single-choice
    objective: {objective}
    safety_critical: {critical}
    prompt: {prompt}
    options:
      - {{id: always, text: Always, correct: true, why: Reason for {id}.}}
      - {{id: never, text: Never, why: Reason against {id}.}}
"""


def care_course(files: Mapping[str, str | bytes | None] | None = None) -> dict[str, bytes]:
    """The files of the course `care`; `files` replaces some, or takes out those that are None.

    `routes` has every type of question, one of them safety-critical, two attempts and a wait of a day;
    `screening` opens after `routes` and is a timed gate with reasons after passing; `presence` explains
    after each question; `begin` is a pre-test of one attempt.
    """
    return _encoded(
        {
            "curriculum/course.yml": _COURSE,
            "curriculum/references.bib": _REFERENCES,
            "curriculum/glossary.yml": _GLOSSARY,
            "curriculum/figures/routes.svg": _FIGURE.format("Three curves"),
            "curriculum/pharmacology/routes.md": module_file("Routes", "P1", _ROUTES),
            "curriculum/pharmacology/screening.md": module_file(
                "Screening", "P2", _SCREENING, "requires: [pharmacology/routes]\n"
            ),
            "curriculum/sessions/presence.md": module_file("Presence", "S1", _PRESENCE),
            "quizzes/routes.yml": _QUIZ_ROUTES,
            "quizzes/screening.yml": _QUIZ_SCREENING
            + always_question("pulse", "Is the pulse taken?", critical=True)
            + always_question("mood", "Is the mood asked for?", critical=True)
            + always_question("sleep", "Is the sleep asked for?")
            + always_question("diet", "Is the diet asked for?"),
            "quizzes/presence.yml": _QUIZ_PRESENCE
            + always_question("stay", "Do you stay?")
            + always_question("wait", "Do you wait?"),
            "quizzes/begin.yml": _QUIZ_BEGIN
            + always_question("known", "Do you know ketamine?", objective="pharmacology/routes#compare"),
            **(files or {}),
        }
    )


def harbour_course() -> dict[str, bytes]:
    """The files of the course `harbour`, with one module and a figure of its own."""
    return _encoded(
        {
            "curriculum/course.yml": _HARBOUR,
            "curriculum/references.bib": _REFERENCES,
            "curriculum/glossary.yml": _GLOSSARY,
            "curriculum/figures/tide.svg": _FIGURE.format("High tide"),
            "curriculum/sea/tide.md": module_file("Tide", "H1", "## Tide {#tide}\n\n![Tide](../figures/tide.svg)\n"),
        }
    )


def always_question(name: str, prompt: str, *, critical: bool = False, objective: str = "compare") -> str:
    """A question of a quiz, to be answered with 'always' and not with 'never'."""
    return _ALWAYS_OR_NEVER.format(id=name, objective=objective, critical=str(critical).lower(), prompt=prompt)


def module_file(title: str, code: str, body: str, more: str = "") -> str:
    """A module's file; `more` are further lines of its front matter."""
    return _FRONT.format(title=title, code=code, more=more) + body


def _encoded(files: Mapping[str, str | bytes | None]) -> dict[str, bytes]:
    return {
        path: content.encode() if isinstance(content, str) else content
        for path, content in files.items()
        if content is not None
    }
