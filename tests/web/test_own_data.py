"""One's own data as one archive."""

import hashlib
import io
import json
import re
from typing import Any
from zipfile import ZipFile

from sqlalchemy import select

from tests.support.attempts import begin
from tests.support.busy_trainee import make_busy
from tests.support.clinic import ILSE, JONAS, MAREN, SVEN, actor_of, after, enrolment_of
from tests.web.conftest import As, csrf_token
from trainer.actions import supervisor_notes
from trainer.ids import SYSTEM
from trainer.queries.own_data_tables import EXPORTED, LEFT_OUT
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.schema import metadata

NOT_DONE = (
    "rules_in_force",
    "reasons_shown",
    "recall",
    "review",
    "review_comment",
    "review_settlement",
    "review_withdrawal",
    "redaction",
    "entry",
    "client_code",
    "overruled_warning",
    "accommodation",
    "extension",
    "excusal",
    "sign_off",
    "evaluation",
    "encounter",
    "encounter_withdrawal",
    "rating",
    "remark",
    "appeal",
    "appeal_decision",
    "reflection_reply",
    "withdrawal",
    "certificate",
    "certificate_change",
    "supervisor_note",
    "retention_rule",
    "erasure_request",
    "erasure_decision",
    "erasure",
    "account_change",
    "setting_change",
    "answer_to_mark",
    "marking",
    "case_run",
    "case_choice",
)
"""Facts of which a busy trainee of the clinic has none."""


def test_every_table_is_in_the_archive_or_has_a_reason_not_to_be() -> None:
    assert sorted(metadata.tables) == sorted([*EXPORTED, *LEFT_OUT])


def test_the_archive_holds_what_its_tables_say_and_nothing_that_its_manifest_does_not(
    clinic: Database, signed_in: As
) -> None:
    make_busy(clinic)

    files = _archive(signed_in, MAREN)

    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["format"] == "trainer-own-data"
    assert {path: entry["sha256"] for path, entry in manifest["files"].items()} == {
        path: hashlib.sha256(content).hexdigest() for path, content in files.items()
    }
    assert set(EXPORTED.values()) <= set(files)
    assert not [path for path in files if path.startswith("/") or ".." in path or "\\" in path]
    assert sorted(path for path in files if path.startswith(("transcripts/", "attempts/", "checks/"))) == [
        "attempts/care-1/begin-1.json",
        "attempts/care-1/presence-1.json",
        "attempts/care-1/routes-1.json",
        "attempts/care-1/routes-2.json",
        "attempts/care-1/routes-3.json",
        "attempts/care-1/screening-1.json",
        "checks/care-1.json",
        "transcripts/care-1.csv",
        "transcripts/care-1.json",
    ]
    counts = {path: content.count(b"\n") for path, content in files.items() if path.startswith("facts/")}
    assert counts == {
        "facts/placement.jsonl": 1,
        "facts/reading.jsonl": 7,
        "facts/check_answer.jsonl": 1,
        "facts/attempt.jsonl": 6,
        "facts/answer.jsonl": 12,
        "facts/submission.jsonl": 5,
        "facts/score.jsonl": 5,
        "facts/request.jsonl": 1,
        "facts/grant.jsonl": 1,
        "facts/completion.jsonl": 2,
        "facts/correction.jsonl": 0,
        "facts/comment.jsonl": 1,
        "facts/comment_reply.jsonl": 2,
    } | {f"facts/{name}.jsonl": 0 for name in NOT_DONE}
    account = json.loads(files["account.json"])
    assert (account["name"], account["address"]) == ("Maren", MAREN)
    assert [role["cohort"] for role in account["roles"]] == ["Evening"]
    assert "Maren" in files["README.txt"].decode()


def test_the_archive_of_one_person_holds_nothing_of_another(clinic: Database, signed_in: As) -> None:
    make_busy(clinic)
    make_busy(clinic, JONAS, note="Nobody's business")

    mine, theirs = (b"\n".join(_archive(signed_in, who).values()) for who in (MAREN, JONAS))

    assert theirs.count(b"Nobody's business") == 9
    for other in (b"Maren", b"maren@", b"A word of my own"):
        assert (other in mine, other in theirs) == (True, False)
    with clinic.reading() as session:
        of_the_course = {str(SYSTEM), *(str(actor_of(clinic, who).person_id) for who in (SVEN, ILSE))} | {
            str(found)
            for table in ("course", "document", "revision", "edition", "cohort")
            for found in session.scalars(select(metadata.tables[table].c.id))
        }
    assert _ids(mine) & _ids(theirs) <= of_the_course
    assert len(_ids(theirs) - of_the_course) > 30


def test_a_note_is_in_it_only_where_it_is_shared(clinic: Database, signed_in: As) -> None:
    enrolment, sven = enrolment_of(clinic, actor_of(clinic, MAREN)), actor_of(clinic, SVEN)
    for seen, (words, is_shared) in enumerate((("For you.", True), ("For us.", False))):
        supervisor_notes.add_note(clinic, sven, enrolment, words, is_shared=is_shared, seen=seen, now=after())

    files = _archive(signed_in, MAREN)

    whole = b"\n".join(files.values())
    assert (b"For you." in whole, b"For us." in whole) == (True, False)
    assert files["facts/supervisor_note.jsonl"].count(b"\n") == 1
    assert b"For us." in _archive(signed_in, SVEN)["words.json"]


def test_what_is_right_is_not_in_it_before_a_page_shows_it(clinic: Database, signed_in: As) -> None:
    busy = make_busy(clinic)
    files = _archive(signed_in, MAREN)

    kept_back = json.loads(files["attempts/care-1/screening-1.json"])
    assert kept_back["reasons_shown"] is False
    assert sorted(question["asked"] for question in kept_back["questions"]) == [
        "Is the diet asked for?",
        "Is the mood asked for?",
        "Is the pulse taken?",
        "Is the sleep asked for?",
    ]
    [pulse] = [question for question in kept_back["questions"] if question["asked"] == "Is the pulse taken?"]
    assert pulse["answers"][0]["answered"] == ["Never"]
    everything = b"\n".join(files.values())
    for secret in ("Reason for pulse", "Reason against pulse", "Reason for mood", "Reason for wait"):
        assert secret.encode() not in everything
    assert everything.count(b"pulse") == everything.count(b"Is the pulse taken?") == 1
    for table, columns in {"attempt": ["layout"], "answer": ["chosen", "question"], "score": ["marks"]}.items():
        for fact in _facts(files, table):
            is_explained = fact["fact"].get("attempt_id", fact["fact"]["id"]) in {str(each) for each in busy.explained}
            assert fact.get("kept_back", []) == ([] if is_explained else columns)
            assert set(columns) <= fact["fact"].keys() if is_explained else not set(columns) & fact["fact"].keys()
    explained = json.loads(files["attempts/care-1/routes-3.json"])
    assert "Medians of 15 to 30 minutes were found." in str(explained)


def test_what_was_typed_into_an_open_attempt_is_in_it_without_the_authors_names(
    clinic: Database, signed_in: As
) -> None:
    attempt = begin(clinic, actor_of(clinic, JONAS), "routes", after())
    attempt.answer("whom", {"who": "doctor", "when": "at noon"}, after())

    files = _archive(signed_in, JONAS)

    [words] = json.loads(files["words.json"])
    assert (words["kind"], words["typed"]) == ("answer", ["at noon"])
    assert words.keys() == {"id", "kind", "typed"}
    everything = b"\n".join(files.values())
    assert not [name for name in (b"doctor", b'when\\"', b'"when"', b"within-20") if name in everything]


def test_no_secret_of_the_platform_is_in_it(clinic: Database, signed_in: As) -> None:
    make_busy(clinic)
    with clinic.reading() as session:
        secrets = [
            value
            for table, column in (("person", "password_hash"), ("session", "digest"), ("invitation", "digest"))
            for value in session.scalars(select(metadata.tables[table].c[column]))
            if value
        ]

    everything = b"\n".join(_archive(signed_in, MAREN).values())

    assert len(secrets) > 10
    assert not [secret for secret in secrets if secret.encode() in everything]
    assert b"she was ill" not in everything
    assert b"she was ill" in b"\n".join(_archive(signed_in, SVEN).values())


def test_what_somebody_told_the_authors_is_in_it_with_the_answers(clinic: Database, signed_in: As) -> None:
    make_busy(clinic)

    [told] = json.loads(_archive(signed_in, MAREN)["comments.json"])

    assert (told["course"], told["document"], told["section"]) == (
        "care",
        "curriculum/pharmacology/routes.md",
        "summary",
    )
    assert (told["kind"], told["passage"], told["words"]) == (
        "question",
        "Ask first",
        "A word of my own to the authors",
    )
    assert (told["state"], told["answers_seen"], told["wants_mail"]) == ("open", 1, False)
    assert [(each["what"], each["by"], each["words"]) for each in told["followed"]] == [
        ("answered", "Ilse", "Whom you would ask at night"),
        ("asked", "Maren", "A word of my own once more"),
    ]
    assert json.loads(_archive(signed_in, ILSE)["comments.json"]) == []
    [answer] = [each for each in json.loads(_archive(signed_in, ILSE)["words.json"]) if each["kind"] == "comment"]
    assert answer["words"] == "Whom you would ask at night"


def test_that_it_was_taken_is_noted_without_what_was_in_it(clinic: Database, signed_in: As) -> None:
    _archive(signed_in, JONAS)

    jonas = actor_of(clinic, JONAS).person_id
    with clinic.reading() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.event == "people:data:exported")).all()
    assert [(entry.actor_id, entry.subject) for entry in found] == [(jonas, f"person:{jonas}")]


def test_the_page_says_in_words_what_is_in_it(signed_in: As) -> None:
    for who, words in ((MAREN, "Transcript of A course of care"), (SVEN, "there is no transcript of you")):
        page = signed_in(who).get("/account/data").get_data(as_text=True)
        assert words in page
        assert "Download your data" in page


def _archive(signed_in: As, who: str) -> dict[str, bytes]:
    client = signed_in(who)
    answer = client.post("/account/data.zip", data={"csrf_token": csrf_token(client)})
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="my-data-\d{4}-\d\d-\d\d\.zip"', answer.headers["Content-Disposition"])
    assert answer.headers["Cache-Control"] == "no-store"
    with ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _facts(files: dict[str, bytes], table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files[f"facts/{table}.jsonl"].splitlines()]


def _ids(content: bytes) -> set[str]:
    return {found.decode() for found in re.findall(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", content)}
