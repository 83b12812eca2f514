"""How many statements the pages about erasing take, whatever there is to erase."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.support.busy_trainee import make_busy
from tests.support.clinic import ADA, JONAS, actor_of, after
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions.deciding_erasures import grant_on_paper
from trainer.queries.erasures import erasure_page, erasures_page
from trainer.queries.own_erasure import own_erasure_page
from trainer.queries.retention import past_lines, retention_page
from trainer.storage.database import Database
from trainer.storage.retention_rows import last_request

Count = Callable[[Database], AbstractContextManager[Statements]]


def test_the_own_page_takes_four_statements(clinic: Database, maren: Actor, count_statements: Count) -> None:
    with count_statements(clinic) as before, clinic.reading() as session:
        own_erasure_page(session, maren, after(days=16))
    make_busy(clinic)
    with count_statements(clinic) as afterwards, clinic.reading() as session:
        own_erasure_page(session, maren, after(days=16))
    assert (len(before), len(afterwards)) == (4, 4)


def test_the_list_takes_one_and_a_request_six(clinic: Database, maren: Actor, count_statements: Count) -> None:
    ada = actor_of(clinic, ADA)
    for somebody in (maren, actor_of(clinic, JONAS)):
        grant_on_paper(clinic, ada, somebody.person_id, after(), has_mail=False)
    with clinic.reading() as session:
        request = last_request(session, maren.person_id)
    assert request is not None
    with count_statements(clinic) as statements, clinic.reading() as session:
        assert len(erasures_page(session, ada).decided) == 2
    assert len(statements) == 1
    with count_statements(clinic) as statements, clinic.reading() as session:
        erasure_page(session, ada, request.id, after())
    assert len(statements) == 6


def test_the_rules_take_two_and_what_is_past_its_time_nine(clinic: Database, count_statements: Count) -> None:
    ada = actor_of(clinic, ADA)
    with count_statements(clinic) as statements, clinic.reading() as session:
        assert len(retention_page(session, ada).lines) == 8
    assert len(statements) == 2
    with count_statements(clinic) as statements, clinic.reading() as session:
        # Seven kinds of eight people: everybody but Ada.
        assert len(list(past_lines(session, after(days=365 * 9), 200))) == 7 * 8
    assert len(statements) == 9
