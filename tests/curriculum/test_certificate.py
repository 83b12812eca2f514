"""What a certificate says, and when it may be issued."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
import segno

from trainer.curriculum.certificate import Certified, Paper, Signed, paper_of
from trainer.curriculum.certificate_entering import Entered, printed_problems, reason_problems
from trainer.curriculum.certificate_issuing import CourseCompleted, Ground, ModuleCompleted, issuable
from trainer.curriculum.certificate_qr import qr_of
from trainer.curriculum.certificate_status import CertificateStatus, Ending, names_the_next, status_of
from trainer.curriculum.reviewing import Decision, Reviewed, ReviewState, Signature
from trainer.curriculum.state import Unmet

NOBODY = UUID(int=0)
SOME_DAY = date(2026, 11, 20)
STUDY = Certified(course="Care", edition=2, completed_on=SOME_DAY, study=85)
NOT_A_LICENCE = "This certificate states completion of a course. It is not a licence and not a right to practise."


def paper(certified: Certified, *, name: str = "Maren Holm", replaces: str = "") -> Paper:
    return paper_of(
        certified,
        serial="2345-6789-ABCD-EFGH",
        name=name,
        signed=Signed(name="Dr Sven Dahl", function="supervisor"),
        issued_on=date(2026, 11, 23),
        site="https://training.example.org",
        replaces=replaces,
    )


def signed(revision: int = 1, *, due_on: date = date(2027, 11, 1), asks_anew_at: int | None = None) -> Reviewed:
    return Reviewed(
        id=NOBODY,
        revision_id=NOBODY,
        revision=revision,
        number=1,
        decision=Decision.SIGNED,
        day=date(2026, 11, 1),
        by_id=NOBODY,
        by="Ruth",
        due_on=due_on,
        signature=Signature(name="Ruth"),
        asks_anew_at=asks_anew_at,
    )


def module(*reviews: Reviewed, title: str = "Routes", revision: int = 1) -> ModuleCompleted:
    return ModuleCompleted(
        title=title, minutes=20, revision=revision, completed_on=SOME_DAY, review_by=None, reviews=reviews
    )


def completed(*modules: ModuleCompleted, practicum: int = 0) -> CourseCompleted:
    return CourseCompleted(
        completion_id=NOBODY,
        edition_id=NOBODY,
        course="Care",
        edition=2,
        completed_on=SOME_DAY,
        modules=modules,
        practicum=practicum,
        meetings=0,
    )


def test_online_study_alone_is_said_with_its_hours_and_its_limits() -> None:
    said = paper(STUDY)
    assert said.hours == (("Online study", "1 h 25 min"),)
    assert said.formats == "online in one's own time (asynchronous)"
    assert said.conditions == (
        NOT_A_LICENCE,
        "Hours of online study are those that the course plans for its modules; they were not measured. Together they "
        "are fewer than the 125 to 150 hours that longer courses in this field certify.",
    )
    assert (said.remark, said.replaces) == ("", "")
    assert said.address == "https://training.example.org/certificates/2345-6789-ABCD-EFGH"


def test_practicum_and_meetings_are_added_up_with_their_formats() -> None:
    said = paper(replace(STUDY, practicum=7200, meetings=300))
    assert said.hours == (
        ("Online study", "1 h 25 min"),
        ("Live meetings", "5 h"),
        ("Practicum and consultation", "120 h"),
        ("Altogether", "126 h 25 min"),
    )
    assert said.formats == (
        "online in one's own time (asynchronous); live meetings (synchronous); supervised practicum"
    )
    assert "fewer than" not in said.conditions[1]


def test_content_that_was_not_reviewed_is_said_on_the_paper() -> None:
    assert paper(replace(STUDY, is_reviewed=False)).remark.startswith("Content not clinically reviewed: no current")


def test_an_erased_name_leaves_a_paper_that_says_so() -> None:
    assert paper(STUDY, name="").name == "Name erased"


def test_a_qr_code_is_a_drawing_with_a_quiet_zone() -> None:
    code = qr_of("https://training.example.org/certificates/2345-6789-ABCD-EFGH")
    assert code.side == 41
    assert code.path.startswith("M4 4h7v1h-7z")
    assert not set(code.path) - set("Mhvz- 0123456789")


def test_the_drawing_is_the_code_to_the_last_square() -> None:
    address = "https://training.example.org/certificates/2345-6789-ABCD-EFGH"
    drawn = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", qr_of(address).path):
        drawn |= {(int(x) + step - 4, int(y) - 4) for step in range(int(width))}
    rows = segno.make(address, error="m", micro=False).matrix
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


@pytest.mark.parametrize(
    ("reviews", "revision", "state"),
    [
        ([], 1, ReviewState.NEVER),
        ([signed()], 1, ReviewState.REVIEWED),
        ([signed()], 2, ReviewState.REVIEWED),
        ([signed(asks_anew_at=2)], 2, ReviewState.CHANGED),
        ([signed(asks_anew_at=3)], 2, ReviewState.REVIEWED),
        ([signed(2)], 1, ReviewState.NEVER),
        ([signed(due_on=date(2026, 11, 20))], 1, ReviewState.REVIEWED),
        ([signed(due_on=date(2026, 11, 19))], 1, ReviewState.OVERDUE),
        ([replace(signed(), is_withdrawn=True)], 1, ReviewState.WITHDRAWN),
    ],
)
def test_a_review_is_current_or_not_on_the_day_of_completion(
    reviews: list[Reviewed], revision: int, state: ReviewState
) -> None:
    assert module(*reviews, revision=revision).review is state


def test_a_completed_course_whose_modules_were_reviewed_is_certified_as_such() -> None:
    found = issuable(Ground(completed=completed(module(signed()), module(signed()), practicum=90), unmet=()))
    assert (found.is_open, found.reasons, found.unreviewed) == (True, (), ())
    assert found.certified() == Certified(
        course="Care", edition=2, completed_on=SOME_DAY, study=40, practicum=90, is_reviewed=True
    )


def test_modules_without_a_review_are_named_with_what_was_missing() -> None:
    ground = Ground(completed=completed(module(signed()), module(title="Screening")), unmet=())
    found = issuable(ground)
    assert found.is_open
    assert found.unreviewed == (("Screening", ReviewState.NEVER),)
    assert not found.certified().is_reviewed


def test_every_reason_why_not_yet_is_told_at_once() -> None:
    unmet = (
        Unmet(item="module:a", title="A", sentence="0 of 2 sections are finished."),
        Unmet(item="document:licence", title="Licence", sentence="No document has been accepted yet."),
    )
    found = issuable(Ground(completed=None, unmet=unmet))
    assert (found.is_open, found.reasons) == (False, unmet)
    with pytest.raises(ValueError, match="not complete"):
        found.certified()


def test_what_lapsed_since_stands_in_the_way_of_a_complete_course() -> None:
    lapsed = Unmet(item="document:licence", title="Licence", sentence="It counted until 1 November 2026.")
    assert not issuable(Ground(completed=completed(module(signed())), unmet=(lapsed,))).is_open


def test_only_a_reissue_leads_from_the_old_paper_to_the_new_one() -> None:
    assert [each for each in Ending if names_the_next(each)] == [Ending.REISSUED]
    assert status_of(None) is CertificateStatus.VALID


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        (Entered(name="Maren", signed=Signed(name="Sven")), []),
        (Entered(), ["name", "signed_by"]),
        (Entered(name="123", signed=Signed(name="...")), ["name", "signed_by"]),
        (Entered(name="M" * 121, signed=Signed(name="Sven", function="f" * 121)), ["name", "signed_as"]),
    ],
)
def test_what_cannot_be_printed_is_told_field_by_field(typed: Entered, fields: list[str]) -> None:
    assert [field for field, _ in printed_problems(typed)] == fields


def test_a_decision_needs_a_reason() -> None:
    assert list(reason_problems(Entered())) == [("reason", "Write in a sentence why; it is kept with the record.")]
    assert list(reason_problems(Entered(reason="She married."))) == []
