"""Somebody asks to be erased, an administrator decides, and the platform carries it out; what is past its time goes."""

import zipfile
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from tests.support.busy_trainee import NOTE, REASON, make_busy
from tests.support.clinic import ADA, IDA, MAREN, PASSWORD, SVEN, actor_of, after
from tests.support.mail import sent
from trainer.access import Actor, RoleName
from trainer.actions import asking_for_erasure, changing_people, deciding_erasures, people, retention_rules, signing_in
from trainer.actions.erasing import carry_out_erasures, erase_past
from trainer.actions.folding import verify
from trainer.clock import Now
from trainer.curriculum.retention import RecordKind
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.storage.append_only import append_only_tables
from trainer.storage.copying import back_up
from trainer.storage.database import Database
from trainer.storage.people import Outbox, Person, Role, SignedIn, Words
from trainer.storage.retention import Erasure, ErasureDecision
from trainer.storage.retention_rows import last_request

ASKED, DECIDED, DONE = after(days=16), after(days=17), after(days=17, minutes=1)
NETWORK = "192.0.2.1"


@pytest.fixture
def ada(clinic: Database) -> Actor:
    """The administrator."""
    return actor_of(clinic, ADA)


def ask(database: Database, actor: Actor, password: str = PASSWORD) -> UUID:
    asking_for_erasure.ask(database, actor, password, NETWORK, ASKED)
    with database.reading() as session:
        request = last_request(session, actor.person_id)
    assert request is not None
    return request.id


def erase(database: Database, actor: Actor, ada: Actor) -> None:
    deciding_erasures.grant(database, ada, ask(database, actor), DECIDED, has_mail=False)
    assert carry_out_erasures(database, DONE) == 1


def forget_at_once(database: Database, ada: Actor) -> None:
    """The training record goes too, when somebody asks."""
    retention_rules.set_rule(
        database, ada, RecordKind.TRAINING, length=7, stays=False, seen=0, reason="No board asks.", now=after()
    )


def person(database: Database, person_id: UUID) -> Person:
    with database.reading() as session:
        return session.get_one(Person, person_id)


def count(database: Database, table: str) -> int:
    with database.reading() as session:
        return int(session.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one())


def everything(database: Database, folder: Path) -> bytes:
    """Every byte of a fresh backup, and on SQLite of the database with its log."""
    backup = folder / "backup"
    for _ in back_up(database, backup, DONE.at):
        pass
    with zipfile.ZipFile(backup) as archive:
        found = b"".join(archive.read(name) for name in archive.namelist())
    if database.writer.dialect.name == "sqlite":
        file = Path(str(database.writer.url.database))
        found += b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))
    return found


def test_words_address_and_access_go_and_the_name_stays_with_the_training_record(
    clinic: Database, maren: Actor, ada: Actor, tmp_path: Path
) -> None:
    make_busy(clinic)
    before = everything(clinic, tmp_path)
    assert all(words in before for words in (NOTE.encode(), MAREN.encode(), b"she was ill"))

    erase(clinic, maren, ada)

    found = person(clinic, maren.person_id)
    assert (found.name, found.address, found.email_key, found.is_active) == ("Maren", None, None, False)
    after_it = everything(clinic, tmp_path)
    assert not any(words in after_it for words in (NOTE.encode(), MAREN.encode(), b"she was ill"))
    with clinic.reading() as session:
        assert session.scalars(select(Role).where(Role.person_id == maren.person_id)).all() == []
        assert session.scalars(select(SignedIn).where(SignedIn.person_id == maren.person_id)).all() == []
    with pytest.raises(Invalid, match="do not belong together"):
        signing_in.sign_in(clinic, MAREN, PASSWORD, NETWORK, "a test", after(days=18))


def test_facts_stand_and_progress_is_what_it_was(clinic: Database, maren: Actor, ada: Actor) -> None:
    make_busy(clinic)
    request_id = ask(clinic, maren)
    deciding_erasures.grant(clinic, ada, request_id, DECIDED, has_mail=False)
    before = {table: count(clinic, table) for table in append_only_tables()}

    carry_out_erasures(clinic, DONE)

    # Seven kinds, since the training record stays; and the audit entry.
    added = {"erasure": 7, "audit_entry": 1}
    assert {table: count(clinic, table) - before[table] for table in before} == {
        table: added.get(table, 0) for table in before
    }
    assert list(verify(clinic, DONE)) == []


def test_where_nothing_is_to_stay_the_name_is_in_no_byte(
    clinic: Database, maren: Actor, ada: Actor, tmp_path: Path
) -> None:
    make_busy(clinic)
    forget_at_once(clinic, ada)
    with clinic.writing() as session:
        session.get_one(Person, maren.person_id).name = "Maren Unmistakable"
        session.commit()
    assert b"Maren Unmistakable" in everything(clinic, tmp_path)

    erase(clinic, maren, ada)

    assert b"Maren Unmistakable" not in everything(clinic, tmp_path)
    assert person(clinic, maren.person_id).name == "Name erased"


def test_words_about_somebody_else_stay(clinic: Database, maren: Actor, ada: Actor, tmp_path: Path) -> None:
    make_busy(clinic)
    erase(clinic, actor_of(clinic, IDA), ada)
    found = everything(clinic, tmp_path)
    assert NOTE.encode() in found
    with clinic.reading() as session:
        assert session.scalar(select(func.count()).select_from(Words).where(Words.words == REASON)) == 1


def test_a_supervisor_keeps_the_name_that_stands_beside_their_decisions(
    clinic: Database, sven: Actor, ada: Actor, tmp_path: Path
) -> None:
    make_busy(clinic)
    forget_at_once(clinic, ada)

    erase(clinic, sven, ada)

    found = person(clinic, sven.person_id)
    assert (found.name, found.address) == ("Sven", None)
    # What he wrote is part of Maren's record.
    assert b"she was ill" in everything(clinic, tmp_path)
    assert SVEN.encode() not in everything(clinic, tmp_path)


def test_a_wrong_password_asks_for_nothing(clinic: Database, maren: Actor) -> None:
    with pytest.raises(Invalid, match="not your password"):
        asking_for_erasure.ask(clinic, maren, "a loud morning", NETWORK, ASKED)
    assert count(clinic, "erasure_request") == 0


def test_wrong_passwords_are_counted_as_at_signing_in(clinic: Database, maren: Actor) -> None:
    for _ in range(8):
        with pytest.raises(Invalid):
            asking_for_erasure.ask(clinic, maren, "a loud morning", NETWORK, ASKED)
    with pytest.raises(NotAllowed, match="Too many"):
        asking_for_erasure.ask(clinic, maren, PASSWORD, NETWORK, ASKED)


def test_asking_twice_is_one_request(clinic: Database, maren: Actor) -> None:
    assert ask(clinic, maren) == ask(clinic, maren)
    assert count(clinic, "erasure_request") == 1


def test_an_administrator_is_not_erased(clinic: Database, ada: Actor, maren: Actor) -> None:
    with pytest.raises(Invalid, match="take that role away first"):
        ask(clinic, ada)
    request_id = ask(clinic, maren)
    people.grant_role(clinic, ada, MAREN, RoleName.ADMINISTRATOR, course=None, cohort=None, now=ASKED)
    with pytest.raises(Invalid, match="take that role away first"):
        deciding_erasures.grant(clinic, ada, request_id, DECIDED, has_mail=False)


def test_one_takes_a_request_back_and_nobody_elses(clinic: Database, maren: Actor, jonas: Actor, ada: Actor) -> None:
    request_id = ask(clinic, maren)
    with pytest.raises(NotFound):
        asking_for_erasure.take_back(clinic, jonas, request_id, DECIDED)
    for _ in range(2):
        asking_for_erasure.take_back(clinic, maren, request_id, DECIDED)
    with pytest.raises(Invalid, match="decided already"):
        deciding_erasures.grant(clinic, ada, request_id, DECIDED, has_mail=False)
    assert carry_out_erasures(clinic, DONE) == 0
    assert count(clinic, "erasure_decision") == 1


def test_who_was_refused_is_told_why_and_may_ask_again(clinic: Database, maren: Actor, ada: Actor) -> None:
    first = ask(clinic, maren)
    with pytest.raises(Invalid, match="Say why"):
        deciding_erasures.refuse(clinic, ada, first, "  ", DECIDED)
    for _ in range(2):
        deciding_erasures.refuse(clinic, ada, first, "An appeal is open.", DECIDED)
    with clinic.reading() as session:
        request = last_request(session, maren.person_id)
    assert request is not None
    assert (request.decision, request.reason, request.decided_by) == ("refused", "An appeal is open.", "Ada")
    assert [message.notices[0].kind.value for message in sent(clinic, DECIDED)] == ["erasure-refused"]
    assert ask(clinic, maren) != first


def test_nobody_but_an_administrator_decides(clinic: Database, maren: Actor, sven: Actor) -> None:
    request_id = ask(clinic, maren)
    for somebody in (maren, sven):
        with pytest.raises(NotAllowed):
            deciding_erasures.grant(clinic, somebody, request_id, DECIDED, has_mail=False)
        with pytest.raises(NotAllowed):
            deciding_erasures.refuse(clinic, somebody, request_id, "No.", DECIDED)


def test_the_mail_goes_before_its_address_does(clinic: Database, maren: Actor, ada: Actor) -> None:
    request_id = ask(clinic, maren)
    for _ in range(2):
        deciding_erasures.grant(clinic, ada, request_id, DECIDED, has_mail=True)

    assert carry_out_erasures(clinic, DONE) == 0
    [mail] = sent(clinic, DONE)

    # The cohort ends 59 days after everybody joined, and the record is kept for seven years from then.
    ends = after(days=59).today
    [told] = mail.notices
    assert (mail.address, told.title, told.day) == (MAREN, "Training record", date(ends.year + 7, ends.month, ends.day))
    assert carry_out_erasures(clinic, after(days=17, minutes=2)) == 1
    assert count(clinic, "outbox") == 0 or not addressed(clinic, maren)


def test_a_mail_that_cannot_be_sent_is_waited_for_a_day_and_no_longer(
    clinic: Database, maren: Actor, ada: Actor
) -> None:
    deciding_erasures.grant(clinic, ada, ask(clinic, maren), DECIDED, has_mail=True)
    assert carry_out_erasures(clinic, after(days=17, hours=23)) == 0
    assert carry_out_erasures(clinic, after(days=18)) == 1
    assert not addressed(clinic, maren)


def test_carrying_out_again_does_nothing_more(clinic: Database, maren: Actor, ada: Actor) -> None:
    erase(clinic, maren, ada)
    before = count(clinic, "erasure")
    assert carry_out_erasures(clinic, after(days=17, minutes=5)) == 0
    assert count(clinic, "erasure") == before


def test_whoever_was_erased_is_not_let_in_again(clinic: Database, maren: Actor, ada: Actor) -> None:
    erase(clinic, maren, ada)

    with pytest.raises(Invalid, match="invite whoever had it anew"):
        changing_people.open_account(clinic, ada, maren.person_id, after(days=18))

    assert not person(clinic, maren.person_id).is_active


def test_a_request_by_letter_is_noted_and_granted(clinic: Database, maren: Actor, ada: Actor) -> None:
    deciding_erasures.grant_on_paper(clinic, ada, maren.person_id, DECIDED, has_mail=False)
    assert carry_out_erasures(clinic, DONE) == 1
    with clinic.reading() as session:
        request = last_request(session, maren.person_id)
    assert request is not None
    assert (request.actor_id, request.decision, request.erased_at) == (ada.person_id, "granted", DONE.at)


def test_what_is_past_its_time_is_erased_by_itself(clinic: Database, maren: Actor, tmp_path: Path) -> None:
    make_busy(clinic)
    ends = after(days=59)

    # Ilse, Nils, Sven and Dora did something last before the cohorts ended, the four trainees were in them until then.
    assert carry_out_erasures(clinic, years_later(ends, days=-1)) == 4
    assert person(clinic, maren.person_id).name == "Maren"
    assert carry_out_erasures(clinic, years_later(ends)) == 4

    found = person(clinic, maren.person_id)
    assert (found.name, found.address, found.is_active) == ("Name erased", None, False)
    assert person(clinic, actor_of(clinic, ADA).person_id).name == "Ada"
    assert NOTE.encode() not in everything(clinic, tmp_path)
    with clinic.reading() as session:
        assert session.scalars(select(Erasure.decision_id).distinct()).all() == [None]
        assert session.scalars(select(ErasureDecision.id)).all() == []


def test_what_is_kept_after_an_erasure_goes_on_its_day(clinic: Database, maren: Actor, ada: Actor) -> None:
    erase(clinic, maren, ada)
    assert person(clinic, maren.person_id).name == "Maren"
    carry_out_erasures(clinic, years_later(after(days=59)))
    assert person(clinic, maren.person_id).name == "Name erased"


def test_no_more_people_than_said_are_erased_in_a_round_and_the_rest_in_the_next(
    clinic: Database,
) -> None:
    late = years_later(after(days=59))
    assert [erase_past(clinic, late, most=5) for _ in range(3)] == [5, 3, 0]


def test_whoever_is_here_still_loses_only_what_a_shorter_rule_names(clinic: Database, maren: Actor, ada: Actor) -> None:
    make_busy(clinic)
    retention_rules.set_rule(
        clinic, ada, RecordKind.WRITTEN, length=1, stays=False, seen=0, reason="Seldom needed.", now=after()
    )
    carry_out_erasures(clinic, years_later(after(days=59), years=1))
    found = person(clinic, maren.person_id)
    assert (found.name, found.address, found.is_active) == ("Maren", MAREN, True)
    with clinic.reading() as session:
        kept = session.scalars(select(Words.kind).where(Words.words.is_not(None)).distinct()).all()
    assert sorted(kept) == ["grant", "retention"]


def addressed(database: Database, actor: Actor) -> bool:
    with database.reading() as session:
        return bool(session.scalars(select(Outbox.id).where(Outbox.person_id == actor.person_id)).all())


def years_later(moment: Now, *, days: int = 0, years: int = 7) -> Now:
    """The same hour some years later, on the same day of the year, or some days from it."""
    at = moment.at.replace(year=moment.at.year + years) + timedelta(days=days)
    return Now(at, at.date())
