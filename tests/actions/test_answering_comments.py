"""Authors answer, settle and reopen comments, each once, and none over another's answer."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.support.care_course import ROUTES, care_course
from tests.support.clinic import ADA, COURSE, ILSE, JONAS, MAREN, NILS, SVEN, actor_of, after, publish
from tests.support.mail import notices
from trainer.access import PLATFORM, Actor
from trainer.actions import people
from trainer.actions.answering_comments import Answer, answer_comment
from trainer.actions.commenting import comment_on_section
from trainer.curriculum.commenting import Act, CommentState, Said
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.comment_rows import ReplyRow, comment_by_id, replies_to
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database


@pytest.fixture
def ilse(clinic: Database) -> Actor:
    """An instructor."""
    return actor_of(clinic, ILSE)


@pytest.fixture
def asked(clinic: Database) -> UUID:
    """What Maren asked about edition 1; edition 2 came afterwards."""
    comment_id = tell(clinic, MAREN)
    publish(clinic, care_course({"curriculum/glossary.yml": "troche:\n  term: Troche\n  definition: Hm.\n"}), after())
    return comment_id


def tell(database: Database, who: str, *, wants_mail: bool = False) -> UUID:
    said = Said(kind="question", words="Whom?", quote="Ask first.", wants_mail=wants_mail)
    return comment_on_section(database, actor_of(database, who), COURSE, ROUTES, "summary", said, 0, after())


def answer(
    database: Database,
    actor: Actor,
    comment_id: UUID,
    act: Act,
    words: str = "",
    seen: int = 0,
    mended: int | None = None,
) -> None:
    given = Answer(act=act, words=words, mended=mended)
    answer_comment(database, actor, COURSE, comment_id, given, seen, after(hours=1))


def state(database: Database, comment_id: UUID) -> CommentState:
    with database.reading() as session:
        row = comment_by_id(session, comment_id)
    assert row is not None
    return row.state


def followed(database: Database, comment_id: UUID) -> tuple[ReplyRow, ...]:
    with database.reading() as session:
        return replies_to(session, [comment_id]).get(comment_id, ())


def mails(database: Database) -> list[tuple[str, str]]:
    return [(kind, path) for kind, _, _, path in notices(database)]


def test_an_answer_a_settling_and_a_reopening_follow_each_other(clinic: Database, ilse: Actor, asked: UUID) -> None:
    states = []
    for seen, (act, words, mended) in enumerate(
        ((Act.ANSWERED, "The prescriber.", None), (Act.SETTLED, "", 2), (Act.REOPENED, "Not yet.", None))
    ):
        answer(clinic, ilse, asked, act, words, seen, mended)
        states.append(state(clinic, asked).value)

    assert states == ["answered", "settled", "open"]
    assert [(each.number, each.act.value, each.words, each.edition, each.name) for each in followed(clinic, asked)] == [
        (1, "answered", "The prescriber.", None, "Ilse"),
        (2, "settled", "", 2, "Ilse"),
        (3, "reopened", "Not yet.", None, "Ilse"),
    ]
    with clinic.reading() as session:
        events = session.scalars(select(AuditEntry.event).where(AuditEntry.subject == f"comment:{asked}")).all()
    assert sorted(events) == ["content:comment:answered", "content:comment:reopened", "content:comment:settled"]


def test_a_double_click_answers_once_and_a_later_answer_is_another(clinic: Database, ilse: Actor, asked: UUID) -> None:
    answer(clinic, ilse, asked, Act.ANSWERED, "The prescriber.")
    answer(clinic, ilse, asked, Act.ANSWERED, " The prescriber.\n")
    answer(clinic, ilse, asked, Act.SETTLED, seen=1, mended=2)
    answer(clinic, ilse, asked, Act.SETTLED, seen=1, mended=2)
    assert [each.act.value for each in followed(clinic, asked)] == ["answered", "settled"]


def test_the_answers_of_two_authors_do_not_cross(clinic: Database, ilse: Actor, asked: UUID) -> None:
    answer(clinic, ilse, asked, Act.ANSWERED, "The prescriber.")
    with pytest.raises(Stale):
        answer(clinic, actor_of(clinic, ADA), asked, Act.ANSWERED, "The prescriber.")
    with pytest.raises(Stale):
        answer(clinic, ilse, asked, Act.ANSWERED, "Somebody else.")
    with pytest.raises(Stale):
        answer(clinic, ilse, asked, Act.SETTLED, "The prescriber.")
    assert len(followed(clinic, asked)) == 1


def test_of_two_authors_at_the_same_moment_one_answers(clinic: Database, asked: UUID) -> None:
    def try_to(who: str) -> str:
        try:
            answer(clinic, actor_of(clinic, who), asked, Act.ANSWERED, f"By {who}")
        except Stale:
            return "stale"
        return "answered"

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(try_to, (ILSE, ADA)))
    assert found == ["answered", "stale"]
    assert len(followed(clinic, asked)) == 1


@pytest.mark.parametrize("who", [MAREN, JONAS, SVEN, NILS])
def test_only_authors_of_the_course_answer(clinic: Database, asked: UUID, who: str) -> None:
    with pytest.raises(NotFound):
        answer(clinic, actor_of(clinic, who), asked, Act.ANSWERED, "So.")
    assert followed(clinic, asked) == ()


def test_a_comment_of_another_course_or_none_cannot_be_answered(clinic: Database, ilse: Actor, asked: UUID) -> None:
    given = Answer(act=Act.ANSWERED, words="So.")
    with pytest.raises(NotFound):
        answer_comment(clinic, ilse, "harbour", asked, given, 0, after())
    with pytest.raises(NotFound):
        answer_comment(clinic, ilse, COURSE, uuid4(), given, 0, after())


def test_nobody_asks_in_the_place_of_who_commented(clinic: Database, ilse: Actor, asked: UUID) -> None:
    with pytest.raises(NotFound):
        answer(clinic, ilse, asked, Act.ASKED, "And then?")


@pytest.mark.parametrize(
    ("act", "words", "mended", "problem"),
    [
        (Act.ANSWERED, " ", None, ("words", "Write an answer. To end this without one, settle it.")),
        (Act.REOPENED, "", None, ("", "This comment is open already.")),
        (Act.SETTLED, "", 1, ("mended", "Choose an edition that came after the one in which this was told.")),
        (Act.SETTLED, "", 3, ("mended", "Choose an edition that came after the one in which this was told.")),
    ],
)
def test_what_cannot_follow_is_refused_in_words(
    clinic: Database, ilse: Actor, asked: UUID, act: Act, words: str, mended: int | None, problem: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as error:
        answer(clinic, ilse, asked, act, words, mended=mended)
    assert error.value.problems == (problem,)
    assert followed(clinic, asked) == ()


def test_a_mail_goes_only_to_who_asked_for_one(clinic: Database, ilse: Actor, asked: UUID) -> None:
    wanted = tell(clinic, JONAS, wants_mail=True)
    for comment_id in (asked, wanted):
        answer(clinic, ilse, comment_id, Act.ANSWERED, "The prescriber.")
        answer(clinic, ilse, comment_id, Act.ANSWERED, "The prescriber.")
        answer(clinic, ilse, comment_id, Act.REOPENED, seen=1)
        answer(clinic, ilse, comment_id, Act.SETTLED, seen=2)
    assert mails(clinic) == [("answer", f"courses/care/comments/{wanted}")] * 2


def test_who_can_no_longer_sign_in_gets_no_mail(clinic: Database, ilse: Actor) -> None:
    comment_id = tell(clinic, JONAS, wants_mail=True)
    people.deactivate(clinic, PLATFORM, JONAS, after())
    answer(clinic, ilse, comment_id, Act.ANSWERED, "The prescriber.")
    assert mails(clinic) == []
    assert state(clinic, comment_id) is CommentState.ANSWERED
