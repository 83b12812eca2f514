"""The PDF of a certificate is made once, by somebody else, and kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.support.certificates import SITE, complete, entered, issue, review_all
from tests.support.clinic import COURSE, MAREN, after
from trainer.access import Actor
from trainer.actions import certifying
from trainer.actions.certificate_pdfs import make_next_pdf
from trainer.clock import Now
from trainer.curriculum.certificate import Paper, Size
from trainer.queries.certificate import own_certificate, own_pdf
from trainer.storage.certificate_pdfs import PdfState
from trainer.storage.database import Database


@dataclass(slots=True)
class Maker:
    """Makes what says on whose paper it stands, or fails."""

    can: bool = True
    asked: list[str] = field(default_factory=list)

    def make(self, paper: Paper) -> Mapping[Size, bytes]:
        self.asked.append(paper.name)
        if not self.can:
            raise OSError("no Pango")
        return {size: f"{size} of {paper.name} at {paper.address[:29]}".encode() for size in Size}


def sweep(database: Database, maker: Maker, now: Now) -> None:
    while make_next_pdf(database, maker.make, now, SITE):
        pass


def state(database: Database, actor: Actor, now: Now) -> PdfState | None:
    with database.reading() as session:
        return own_certificate(session, database, actor, COURSE, now, SITE).pdf


def test_it_is_made_once_in_each_size(clinic: Database, sven: Actor) -> None:
    review_all(clinic)
    maren, maker = complete(clinic, MAREN), Maker()
    assert state(clinic, maren, after(days=5)) is None
    issue(clinic, sven, maren)
    assert state(clinic, maren, after(days=5)) is PdfState.BEING_MADE
    for hour in (1, 2):
        sweep(clinic, maker, after(days=5, hours=hour))

    assert maker.asked == ["Maren"]
    assert state(clinic, maren, after(days=6)) is PdfState.READY
    with clinic.reading() as session:
        assert (
            own_pdf(session, maren, COURSE, Size.A4, after(days=6)) == b"a4 of Maren at https://training.example.org/"
        )
        assert own_pdf(session, maren, COURSE, Size.LETTER, after(days=6)) is not None


def test_where_it_cannot_be_made_the_page_says_so_and_it_is_tried_again_after_an_hour(
    clinic: Database, sven: Actor
) -> None:
    review_all(clinic)
    maren, maker = complete(clinic, MAREN), Maker(can=False)
    issue(clinic, sven, maren)
    sweep(clinic, maker, after(days=5, hours=1))
    sweep(clinic, maker, after(days=5, hours=1, minutes=59))
    assert len(maker.asked) == 1
    assert state(clinic, maren, after(days=6)) is PdfState.CANNOT_BE_MADE
    maker.can = True
    sweep(clinic, maker, after(days=5, hours=2, minutes=1))
    assert len(maker.asked) == 2
    assert state(clinic, maren, after(days=6)) is PdfState.READY


def test_one_that_holds_no_longer_is_not_made(clinic: Database, sven: Actor) -> None:
    review_all(clinic)
    maren, maker = complete(clinic, MAREN), Maker()
    first = issue(clinic, sven, maren)
    typed = entered("Maren Holm", seen=1, reason="She married.")
    certifying.correct_name(clinic, sven, first.enrolment_id, first.id, typed, after(days=6))
    sweep(clinic, maker, after(days=7))
    assert maker.asked == ["Maren Holm"]
