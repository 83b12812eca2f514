"""A picture that must not be seen any more is removed from everywhere it was ever published."""

import pytest
from sqlalchemy import select

from tests.support.care_course import ROUTES, harbour_course
from tests.support.clinic import ADA, COURSE, ILSE, MAREN, actor_of, after, publish
from tests.support.publications import problems_of
from tests.support.redactions import WHY, corrected, found, named_once, redact
from trainer.access import PLATFORM, Actor, HeldRole, RoleName
from trainer.actions import publishing, redacting
from trainer.actions.editions import Options
from trainer.errors import Invalid, NotFound
from trainer.queries.earlier_module import EarlierModulePage, earlier_module_page
from trainer.storage.content import Blob, CourseRow, Document, Revision
from trainer.storage.database import Database
from trainer.storage.redactions import Redaction, RedactionItem

FIGURE = "curriculum/figures/routes.svg"
OTHER = "curriculum/figures/tide.svg"


def drawn(words: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400"><title>Three curves</title>'
        f'<text x="1" y="9">{words}</text></svg>\n'
    ).encode()


OLD, NEW = drawn("Dose of Hilda Sommer"), drawn("Dose")


@pytest.fixture
def course(clinic: Database) -> Database:
    """A course whose figure named a patient once, in edition 4, and does no more."""
    database = named_once(clinic)
    for number, picture in enumerate((OLD, NEW), start=3):
        publish(database, {**corrected(), FIGURE: picture}, after(hours=number))
    return database


@pytest.fixture
def ada(clinic: Database) -> Actor:
    """The administrator."""
    return actor_of(clinic, ADA)


def pictures(database: Database) -> list[bytes]:
    with database.reading() as session:
        return [
            row.content
            for row in session.execute(
                select(Blob.content)
                .join(Revision, Revision.blob_digest == Blob.digest)
                .join(Document, Document.id == Revision.document_id)
                .where(Document.path == FIGURE)
                .order_by(Revision.number)
            )
        ]


def remove(database: Database, actor: Actor, revision: int = 2, path: str = FIGURE) -> int:
    return redacting.redact_picture(database, actor, COURSE, path, revision, WHY, after(hours=5))


def test_its_bytes_go_and_its_digest_stays(course: Database, ada: Actor) -> None:
    first = pictures(course)[0]
    assert remove(course, ada) == 1
    assert pictures(course) == [first, b"", NEW]
    with course.reading() as session:
        [fact] = session.scalars(select(Redaction))
        assert session.get(Blob, fact.digest) is not None
    assert (fact.kind, fact.length) == ("figure", 0)


def test_twice_is_one_redaction(course: Database, ada: Actor) -> None:
    assert [remove(course, ada), remove(course, ada)] == [1, 1]


def test_what_is_published_now_is_not_removed(course: Database, ada: Actor) -> None:
    with pytest.raises(Invalid, match=r"routes\.svg of the course care shows this picture now"):
        remove(course, ada, revision=3)
    assert pictures(course)[2] == NEW


@pytest.mark.parametrize(
    ("path", "revision"), [(FIGURE, 9), ("curriculum/figures/none.svg", 1), (f"curriculum/{ROUTES}.md", 1)]
)
def test_there_is_nothing_to_remove_where_no_picture_is(course: Database, ada: Actor, path: str, revision: int) -> None:
    with pytest.raises(NotFound):
        remove(course, ada, revision, path)


def test_words_in_a_drawing_take_the_whole_drawing(course: Database, ada: Actor) -> None:
    assert [(each.path, each.name) for each in found(course).pictures] == [(FIGURE, "r2")]
    redact(course, ada)
    assert pictures(course)[1] == b""
    with course.reading() as session:
        assert len(session.scalars(select(RedactionItem.revision_id)).all()) == 3


def test_a_picture_of_two_courses_goes_from_both_or_not_at_all(course: Database, ada: Actor) -> None:
    publish(course, {**harbour_course(), OTHER: OLD}, after(hours=4))
    with pytest.raises(Invalid, match=r"tide\.svg of the course harbour shows this picture now"):
        remove(course, ada)
    publish(course, {**harbour_course(), OTHER: drawn("Tide")}, after(hours=5))
    with course.reading() as session:
        care = session.scalars(select(CourseRow.id).where(CourseRow.slug == COURSE)).one()
    here = Actor(person_id=ada.person_id, name="", roles=(HeldRole(name=RoleName.ADMINISTRATOR, course_id=care),))
    with pytest.raises(NotFound):
        remove(course, here)
    assert remove(course, ada) == 1
    with course.reading() as session:
        touched = session.scalars(
            select(Document.path)
            .join(Revision, Revision.document_id == Document.id)
            .join(RedactionItem, RedactionItem.revision_id == Revision.id)
        ).all()
    assert sorted(touched) == [FIGURE, OTHER]


def test_only_administrators_find_the_way(course: Database) -> None:
    with pytest.raises(NotFound):
        remove(course, actor_of(course, ILSE))


def test_the_earlier_module_says_what_it_showed(course: Database, ada: Actor) -> None:
    remove(course, ada)
    with course.reading() as session:
        page = earlier_module_page(session, course, actor_of(course, MAREN), COURSE, 4, ROUTES, after(hours=6))
    assert isinstance(page, EarlierModulePage)
    assert "Three curves" in str(page.sections[0])
    assert "/media/" not in str(page.sections[0])


def test_it_is_not_published_again(course: Database, ada: Actor) -> None:
    remove(course, ada)
    files = {**corrected(), FIGURE: NEW, "curriculum/figures/again.svg": OLD}
    outcome = publishing.publish(course, PLATFORM, files, (), Options(), after(hours=6))
    assert outcome.number is None
    assert (
        "curriculum/figures/again.svg:1: error: this file was removed for good, since it must not be seen; "
        "take another one"
    ) in problems_of(outcome)
