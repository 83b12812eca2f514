"""What became of somebody's certificates stands in their timeline."""

from tests.support.certificates import certificates, complete, director, entered, issue, review_all
from tests.support.clinic import MAREN, after, enrolment_of
from trainer.access import Actor
from trainer.actions import certifying
from trainer.queries.person_timeline import Event, timeline_page
from trainer.storage.database import Database


def told(database: Database, actor: Actor, of: Actor, kind: str = "certificates") -> list[Event]:
    with database.reading() as session:
        return list(timeline_page(session, database, actor, enrolment_of(database, of), kind, 1, after(days=30)).events)


def test_issued_corrected_and_revoked_certificates_are_told_the_newest_first(clinic: Database) -> None:
    review_all(clinic)
    sven = director(clinic)
    maren = complete(clinic, MAREN)
    first = issue(clinic, sven, maren)
    enrolment = enrolment_of(clinic, maren)
    name = entered("Maren Dahl", seen=1, reason="She married.")
    certifying.correct_name(clinic, sven, enrolment, first.id, name, after(days=6))
    second = certificates(clinic, maren)[-1]
    certifying.revoke(clinic, sven, enrolment, second.id, entered(seen=3, reason="It was hers."), after(days=7))

    assert [(event.sentence, event.words, event.by) for event in told(clinic, sven, maren)] == [
        (f"The certificate {second.serial} was revoked.", "It was hers.", "Sven"),
        (
            f"The certificate {first.serial} was issued anew with a corrected name as {second.serial}.",
            "She married.",
            "Sven",
        ),
        (f"The certificate {second.serial} was issued.", "", "Sven"),
        (f"The certificate {first.serial} was issued.", "", "Sven"),
    ]
    everything = [event.sentence for event in told(clinic, sven, maren, "")]
    assert everything[0] == f"The certificate {second.serial} was revoked."
