"""The course `care` with words to look up, in open and closed places."""

from tests.support.care_course import care_course, module_file

VOICES = """\
An opening about quiet.

## Voices {#voices}

Hallucinations may come with ketamine. A patient who hallucinates is not left alone.

## Café {#cafe}

> [!NOTE] Waiting
> The naïve relative waits in the café with a [troche](../glossary.yml#troche).

| Route | Peak |
|---|---|
| Lozenge | 45 minutes |
"""
GLOSSARY = """\
troche:
  term: Troche
  also: [lozenge]
  definition: A tablet that dissolves in the mouth.
benzodiazepine:
  term: Benzodiazepine
  also: [benzos, BZD]
  definition: A drug that calms, such as midazolam.
"""
HEART = "## Heart {#heart}\n\nListen for murmurs of the heart, and for ketamine's echo.\n\n## Mood {#mood}\n\nAsk.\n"


def lookup_course() -> dict[str, bytes]:
    """`sessions/presence` is open and speaks of voices; `pharmacology/screening` opens after `routes`."""
    return care_course(
        {
            "curriculum/sessions/presence.md": module_file("Presence", "S1", VOICES),
            "curriculum/pharmacology/screening.md": module_file(
                "Screening", "P2", HEART, "requires: [pharmacology/routes]\n"
            ),
            "curriculum/glossary.yml": GLOSSARY,
        }
    )
