"""What the pages about certificates rest on."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.support.certificates import (
    ISSUED,
    SITE,
    certificates,
    complete,
    director,
    entered,
    issue,
    page_of,
    review_all,
)
from tests.support.clinic import COURSE, DORA, IDA, ILSE, MAREN, actor_of, after, enrolment_of
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions import certifying
from trainer.errors import NotFound
from trainer.queries.certificate import own_certificate, supervised_certificate
from trainer.queries.certificate_check import checked_certificate
from trainer.storage.database import Database

Count = Callable[[Database], AbstractContextManager[Statements]]


def test_its_pages_take_the_same_statements_however_much_was_done(
    clinic: Database, sven: Actor, count_statements: Count
) -> None:
    def statements() -> tuple[int, int, int]:
        found = []
        for query in (
            lambda session: own_certificate(session, clinic, maren, COURSE, ISSUED, SITE),
            lambda session: supervised_certificate(session, clinic, sven, enrolment_of(clinic, maren), ISSUED, SITE),
            lambda session: checked_certificate(session, certificates(clinic, maren)[-1].serial, "", ISSUED, SITE),
        ):
            with count_statements(clinic) as counted, clinic.reading() as session:
                query(session)
            found.append(len(counted))
        return found[0], found[1], found[2]

    review_all(clinic)
    maren = complete(clinic, MAREN)
    first = issue(clinic, sven, maren)
    statements()  # texts are read once
    before = statements()
    certifying.revoke(clinic, sven, first.enrolment_id, first.id, entered(seen=1, reason="So."), after(days=6))
    second = issue(clinic, sven, maren, after(days=7))
    typed = entered("Maren Lund", seen=3, reason="She married.")
    certifying.correct_name(clinic, sven, second.enrolment_id, second.id, typed, after(days=8))
    complete(clinic, IDA, after(days=9))
    assert statements() == before


def test_nobody_opens_what_is_not_theirs(clinic: Database) -> None:
    maren = actor_of(clinic, MAREN)
    with clinic.reading() as session:
        with pytest.raises(NotFound):
            supervised_certificate(session, clinic, actor_of(clinic, DORA), enrolment_of(clinic, maren), ISSUED, SITE)
        with pytest.raises(NotFound):
            own_certificate(session, clinic, actor_of(clinic, ILSE), COURSE, ISSUED, SITE)


def test_a_supervisor_sees_what_the_forms_begin_with(clinic: Database, sven: Actor) -> None:
    maren = complete(clinic, MAREN)
    page = page_of(clinic, sven, maren)
    assert (page.signed_by, page.signed_as, page.seen, page.directs) == ("Sven", "", 0, False)
    issue(clinic, director(clinic), maren)
    page = page_of(clinic, actor_of(clinic, "sven@example.org"), maren)
    assert (page.signed_by, page.signed_as, page.seen, page.directs) == ("Dr Sven Dahl", "supervisor", 1, True)
