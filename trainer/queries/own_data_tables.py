"""Which tables are in the archive of one's own data, where, and why the others are not."""

from collections.abc import Mapping
from typing import Final

EXPORTED: Final[Mapping[str, str]] = {
    "person": "account.json",
    "role": "account.json",
    "session": "account.json",
    "preference": "account.json",
    "invitation": "account.json",
    "reset": "account.json",
    "outbox": "account.json",
    "enrolment": "account.json",
    "audit_entry": "account.json",
    "draft_version": "account.json",
    "given_up": "account.json",
    "at_work": "account.json",
    "publication": "account.json",
    "text": "words.json",
    "note": "notes.json",
    "mark": "notes.json",
    "placement": "facts/placement.jsonl",
    "rules_in_force": "facts/rules_in_force.jsonl",
    "reading": "facts/reading.jsonl",
    "check_answer": "facts/check_answer.jsonl",
    "attempt": "facts/attempt.jsonl",
    "answer": "facts/answer.jsonl",
    "submission": "facts/submission.jsonl",
    "score": "facts/score.jsonl",
    "reasons_shown": "facts/reasons_shown.jsonl",
    "request": "facts/request.jsonl",
    "grant": "facts/grant.jsonl",
    "completion": "facts/completion.jsonl",
}
"""The file of the archive that holds what a table says of a person."""

LEFT_OUT: Final[Mapping[str, str]] = {
    "course": "It is about a course; the transcripts name it.",
    "document": "It is a course's text, which belongs to everybody.",
    "blob": "It is a course's figure, which belongs to everybody.",
    "revision": "It is a course's text; that somebody published it is among their acts.",
    "edition": "It says what was published; that somebody published it is among their acts.",
    "edition_item": "It says what was published.",
    "draft": "It is a course's text; that somebody saved it is in their account.",
    "rendering": "It is made of the course's texts.",
    "passage": "It is made of the course's texts.",
    "vocabulary": "It is made of the course's texts.",
    "cohort": "It is about a group; the transcripts name it with its dates.",
    "standing": "It is made of the facts, which are all there.",
    "sign_in_attempt": "It names nobody: failed sign-ins are counted by digests, and forgotten.",
    "lease": "It is about the program's own work.",
}
"""The tables that are not in the archive, each with the reason."""
