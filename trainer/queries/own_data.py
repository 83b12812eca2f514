"""One's own data: what there is, and all of it as one archive."""

from dataclasses import dataclass
from typing import BinaryIO, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.transcript_writing import to_csv, to_json
from trainer.queries.own_data_account import own_account, own_words
from trainer.queries.own_data_archive import Archive
from trainer.queries.own_data_comments import own_comments
from trainer.queries.own_data_entries import WORDS_OF_REFLECTIONS, own_documents, own_files, own_reflections
from trainer.queries.own_data_facts import fact_files
from trainer.queries.own_data_notes import own_notes
from trainer.queries.own_data_questions import attempts_in_words, checks_in_words
from trainer.queries.own_data_supervisors import own_decisions
from trainer.queries.subjects import DataSubject
from trainer.queries.transcript import transcript_of
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolments_of

_README: Final = """\
What this platform keeps about {name}, as of {day}.

account.json      name, address, roles, enrolments, how you like to read, where you are signed in, links and messages
                  that you were sent, and what you did to content, people or records (without naming on whom)
transcripts/      what was done in each course: as CSV for a spreadsheet, and as JSON
attempts/         each attempt at a quiz: the questions as you saw them and what you answered; why an answer is right
                  where a page shows it to you today
checks/           the questions between the text that you answered, with their reasons
notes.json        your own notes and the sections to which you wanted to come back; nobody else can read them here
reflections.json  your reflections, also what you have not kept yet, with who may read them and what was answered
documents.json    what you uploaded, such as a licence, and what became of it; the files stand in documents/
comments.json     what you told the authors of courses, and what they answered
supervisors.json  what supervisors noted for you to read, and who let you pause or moved you to another cohort
words.json        what you wrote in answers, to authors and, if you author, supervise or review, as answers, reasons,
                  comments and signatures
facts/            every fact about you, one a line, in the form that can be compared with a sealed copy. A line with
                  "kept_back" leaves out what would tell the right answers of an attempt whose reasons are not shown
                  yet; it is not in that form
manifest.json     the SHA-256 of each file

Times are in UTC; days, and times in a CSV, are of {zone}. Ids stand for people and texts; no other person is named but
those who decided something about you or answered you. Not here: passwords, and the secrets of links and sessions, of
which the platform itself keeps only digests; the reasons that supervisors wrote and did not share, which are their
words; and the course's texts.

Wrong or too much? Write to whoever invited you.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCourse:
    """A course in which one is or was enrolled."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataPage:
    """What an archive of one's data would hold."""

    courses: tuple[OwnCourse, ...]


def own_data_page(session: Session, database: Database, actor: Actor, now: Now) -> OwnDataPage:
    """The courses of the actor, of which there are transcripts: one statement."""
    courses: dict[str, str] = {}
    for row in enrolments_of(session, actor.person_id, now.today):
        courses.setdefault(row.course, database.library.edition(session, row.edition_id).outline.title)
    return OwnDataPage(courses=tuple(OwnCourse(slug=slug, title=title) for slug, title in courses.items()))


def write_own_data(
    session: Session,
    database: Database,
    subject: DataSubject,
    now: Now,
    zone: ZoneInfo,
    out: BinaryIO,
    *,
    with_reflections: bool = True,
) -> None:
    """Write all that is kept about somebody into a file, as a zip: what their own pages show them, and the facts.

    However much there is, little of it is in memory at a time. Without the words of reflections it can go through
    other hands.
    """
    # Whoever asks for the archive: in it stands what this person may see.
    person = Actor(person_id=subject.person_id, name=subject.name)
    enrolments = enrolments_of(session, subject.person_id, now.today)
    archive = Archive(out, now.at)
    readme = _README.format(name=subject.name, day=now.today.isoformat(), zone=zone.key)
    archive.add("README.txt", [readme.encode()])
    archive.add_json("account.json", own_account(session, subject.person_id))
    explained: set[UUID] = set()
    without = frozenset() if with_reflections else WORDS_OF_REFLECTIONS
    for enrolment in enrolments:
        explained |= _add_course(session, database, person, enrolment, archive, now, zone)
    archive.add_json("notes.json", own_notes(session, enrolments))
    archive.add_json("reflections.json", own_reflections(session, enrolments, in_words=with_reflections))
    archive.add_json("documents.json", own_documents(session, enrolments, now))
    for path, body in own_files(session, enrolments, now):
        archive.add(path, [body])
    archive.add_json("comments.json", own_comments(session, subject.person_id))
    archive.add_json("supervisors.json", own_decisions(session, enrolments))
    archive.add_json("words.json", own_words(session, subject.person_id, explained, without))
    for name, lines in fact_files(session, subject.person_id, explained):
        archive.add(f"facts/{name}.jsonl", lines)
    archive.finish()


def _add_course(
    session: Session,
    database: Database,
    person: Actor,
    enrolment: EnrolmentRow,
    archive: Archive,
    now: Now,
    zone: ZoneInfo,
) -> set[UUID]:
    """Add what was done in a course; gives the attempts whose reasons are shown."""
    place = f"{enrolment.course}-{enrolment.number}"
    transcript = transcript_of(session, database, enrolment, now, zone, shows_reasons=False).transcript
    archive.add(f"transcripts/{place}.csv", [to_csv(transcript)])
    archive.add(f"transcripts/{place}.json", [to_json(transcript)])
    archive.add_json(f"checks/{place}.json", list(checks_in_words(session, database, enrolment)))
    explained = set()
    for attempt in attempts_in_words(session, database, person, enrolment, now):
        archive.add_json(f"attempts/{place}/{attempt.quiz}-{attempt.number}.json", attempt.content)
        if attempt.is_explained:
            explained.add(attempt.id)
    return explained
