"""Readers tell the authors something once, about words of the text as they read it, and not too often."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from tests.support.attempts import RIGHT_ROUTES, Taken, begin, finish
from tests.support.care_course import PRESENCE, SCREENING, care_course, module_file
from tests.support.clinic import COURSE, IDA, ILSE, NILS, SVEN, actor_of, after, enrolment_of, publish
from trainer.access import Actor
from trainer.actions import commenting
from trainer.actions.answering_comments import Answer, answer_comment
from trainer.actions.commenting import ask_again, comment_on_question, comment_on_section
from trainer.actions.showing_reasons import note_reasons_shown
from trainer.clock import Now
from trainer.curriculum.commenting import Act, Said
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.storage.comments import Comment, CommentReply, CommentSeen
from trainer.storage.database import Database
from trainer.storage.people import Words

TALK = "The room is quiet. Say what you see, and say it slowly. Then wait. Say what you see when they come back."


@pytest.fixture
def talk(clinic: Database) -> Database:
    """The clinic with a module whose section has some text, in edition 2."""
    text = module_file("Presence", "S1", f"## The return {{#return}}\n\n{TALK}\n")
    publish(clinic, care_course({"curriculum/sessions/presence.md": text}), after(minutes=1))
    return clinic


def tell(database: Database, actor: Actor, words: str = "", quote: str = "", seen: int = 0, **more: object) -> UUID:
    said = Said(**{"kind": "unclear", "words": words, "quote": quote, **more})  # type: ignore[arg-type]  # fields by name
    return comment_on_section(database, actor, COURSE, PRESENCE, "return", said, seen, after(hours=1))


def told(database: Database) -> list[Comment]:
    with database.reading() as session:
        return list(session.scalars(select(Comment).order_by(Comment.number)))


def words_of(database: Database, text_id: UUID | None) -> str | None:
    with database.reading() as session:
        return session.scalar(select(Words.words).where(Words.id == text_id))


def answered(database: Database, comment_id: UUID, seen: int = 0) -> None:
    answer = Answer(act=Act.ANSWERED, words="So it is.")
    answer_comment(database, actor_of(database, ILSE), COURSE, comment_id, answer, seen, after(hours=2))


def explained(database: Database, actor: Actor) -> Taken:
    """An attempt of which the actor was shown the reasons."""
    attempt = finish(database, actor, "routes", RIGHT_ROUTES, after())
    note_reasons_shown(database, actor, attempt.id, after())
    return attempt


def test_a_comment_keeps_who_read_what_and_its_words_stand_beside_it(talk: Database, maren: Actor) -> None:
    tell(talk, maren, " What? \r\n", "say  what you\nsee", before="Then wait. ", after=" when they", wants_mail=True)

    [comment] = told(talk)
    assert (comment.person_id, comment.actor_id, comment.at) == (maren.person_id, maren.person_id, after(hours=1).at)
    assert (comment.enrolment_id, comment.section, comment.number) == (enrolment_of(talk, maren), "return", 1)
    assert (comment.kind, comment.wants_mail) == ("unclear", True)
    assert words_of(talk, comment.text_id) == "What?"
    assert words_of(talk, comment.quote_id) == (
        '{"after":" when they come back.","before":", and say it slowly. Then wait. ","quote":"Say what you see"}'
    )
    with talk.reading() as session:
        edition = talk.library.edition(session, comment.edition_id)
    assert edition.number == 2
    assert edition.revisions["curriculum/sessions/presence.md"].revision_id == comment.revision_id


def test_without_words_or_a_passage_it_is_about_the_whole_section(talk: Database, maren: Actor) -> None:
    tell(talk, maren)
    [comment] = told(talk)
    assert (comment.text_id, comment.quote_id) == (None, None)


def test_a_double_click_tells_once_and_another_tab_twice(talk: Database, maren: Actor) -> None:
    first = tell(talk, maren, "What?", "Then wait")
    assert tell(talk, maren, "What?", "Then wait") == first
    other = tell(talk, maren, "What else?", "Then wait")
    again = tell(talk, maren, "What?", "Then wait", seen=2)

    assert [comment.id for comment in told(talk)] == [first, other, again]
    assert [comment.number for comment in told(talk)] == [1, 2, 3]


def test_two_requests_at_the_same_moment_tell_once(talk: Database, maren: Actor) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: tell(talk, maren, "What?", "Then wait"), range(2))
    assert first == second
    assert len(told(talk)) == 1


def test_the_same_words_of_two_people_are_two_comments(talk: Database, maren: Actor, jonas: Actor) -> None:
    assert tell(talk, maren, "What?") != tell(talk, jonas, "What?")


def test_staff_who_read_can_tell_something_too(talk: Database) -> None:
    tell(talk, actor_of(talk, SVEN), "What?")
    assert told(talk)[0].enrolment_id is None


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"kind": "question"}, ("words", "Write your question.")),
        (
            {"quote": "words from elsewhere"},
            ("quote", "These words are not in this section. Copy them from its text, or leave this empty."),
        ),
        (
            {"quote": "y" * 1001},
            ("quote", "A passage has at most 1,000 characters; this one has 1,001. Choose less of it."),
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(
    talk: Database, maren: Actor, changed: dict[str, str], problem: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as error:
        tell(talk, maren, **changed)  # type: ignore[arg-type]  # texts by name
    assert error.value.problems == (problem,)
    assert told(talk) == []


def test_a_module_that_is_closed_or_of_another_course_cannot_be_commented(talk: Database, maren: Actor) -> None:
    said, now = Said(kind="wrong"), after(hours=1)
    with pytest.raises(NotAllowed):
        comment_on_section(talk, maren, COURSE, SCREENING, "heart", said, 0, now)
    for course, module, section in (
        ("harbour", "sea/tide", "tide"),
        (COURSE, "sessions/nothing", "return"),
        (COURSE, PRESENCE, "nothing"),
    ):
        with pytest.raises(NotFound):
            comment_on_section(talk, maren, course, module, section, said, 0, now)
    with pytest.raises(NotFound):
        comment_on_section(talk, actor_of(talk, NILS), COURSE, PRESENCE, "return", said, 0, now)
    assert told(talk) == []


def test_twenty_within_a_day_are_the_most_further_questions_too(talk: Database, maren: Actor, jonas: Actor) -> None:
    first = tell(talk, maren, "Number 0")
    for number in range(1, 19):
        tell(talk, maren, f"Number {number}", seen=number)
    ask_again(talk, maren, COURSE, first, "And then?", 0, after(hours=1))

    with pytest.raises(Invalid) as error:
        tell(talk, maren, "One more", seen=19)
    assert error.value.problems == (
        (
            "words",
            "You have told the authors 20 things within a day, which is the most. "
            "Keep this one as a note, and tell them tomorrow.",
        ),
    )
    with pytest.raises(Invalid):
        ask_again(talk, maren, COURSE, first, "And now?", 1, after(hours=20))
    assert tell(talk, maren, "Number 0") == first
    tell(talk, jonas, "One more")
    ask_again(talk, maren, COURSE, first, "And now?", 1, after(days=1, hours=1))
    assert len(told(talk)) == 20


def test_about_a_question_once_its_reasons_were_shown(clinic: Database, maren: Actor) -> None:
    attempt = explained(clinic, maren)
    said = Said(kind="wrong", words="Twenty-five is right too.")
    comment_id = comment_on_question(
        clinic, maren, COURSE, attempt.id, attempt.code("im-peak"), said, 0, after(hours=1)
    )

    [comment] = told(clinic)
    assert (comment.id, comment.section, comment.kind) == (comment_id, "im-peak", "wrong")
    assert words_of(clinic, comment.quote_id) == (
        '{"after":"","before":"","quote":"When does the concentration peak after an intramuscular injection?"}'
    )


def test_a_question_before_its_reasons_are_shown_or_of_somebody_else_cannot_be_commented(
    clinic: Database, maren: Actor
) -> None:
    shown, said, now = explained(clinic, maren), Said(kind="wrong", words="It is not."), after(hours=1)
    hidden = begin(clinic, maren, "presence", after())

    def about(actor: Actor, attempt: Taken, question: str, course: str = COURSE) -> None:
        comment_on_question(clinic, actor, course, attempt.id, question, said, 0, now)

    with pytest.raises(NotAllowed):
        about(maren, hidden, hidden.code("stay"))
    for actor, question, course in (
        (actor_of(clinic, IDA), shown.code("im-peak"), COURSE),
        (actor_of(clinic, SVEN), shown.code("im-peak"), COURSE),
        (maren, "im-peak", COURSE),
        (maren, shown.code("im-peak"), "harbour"),
    ):
        with pytest.raises(NotFound):
            about(actor, shown, question, course)
    assert told(clinic) == []


def test_somebody_adds_to_their_own_comment_once(talk: Database, maren: Actor, jonas: Actor) -> None:
    comment_id, now = tell(talk, maren, "What?"), after(hours=3)
    answered(talk, comment_id)
    ask_again(talk, maren, COURSE, comment_id, " And then? ", 1, now)
    ask_again(talk, maren, COURSE, comment_id, "And then?", 1, now)

    with talk.reading() as session:
        replies = session.scalars(select(CommentReply).order_by(CommentReply.number)).all()
    assert [(each.number, each.act, each.actor_id == maren.person_id) for each in replies] == [
        (1, "answered", False),
        (2, "asked", True),
    ]
    assert words_of(talk, replies[1].text_id) == "And then?"
    for actor, course, wanted in (
        (jonas, COURSE, comment_id),
        (maren, "harbour", comment_id),
        (maren, COURSE, uuid4()),
    ):
        with pytest.raises(NotFound):
            ask_again(talk, actor, course, wanted, "Mine?", 2, now)


def test_what_is_added_does_not_cross_an_answer(talk: Database, maren: Actor) -> None:
    comment_id = tell(talk, maren, "What?")
    answered(talk, comment_id)
    for seen in (0, 2, 99):
        with pytest.raises(Stale):
            ask_again(talk, maren, COURSE, comment_id, "And then?", seen, after(hours=3))
    with pytest.raises(Invalid):
        ask_again(talk, maren, COURSE, comment_id, " \n", 1, after(hours=3))


def test_what_somebody_has_seen_never_goes_back_and_is_only_of_their_own(
    talk: Database, maren: Actor, jonas: Actor
) -> None:
    comment_id = tell(talk, maren, "What?")

    def seen() -> list[int]:
        with talk.reading() as session:
            return list(session.scalars(select(CommentSeen.number)))

    commenting.note_answers_seen(talk, jonas, {comment_id: 5})
    assert seen() == []
    for number in (2, 3, 1):
        commenting.note_answers_seen(talk, maren, {comment_id: number, uuid4(): 1})
    assert seen() == [3]


def test_words_that_were_erased_do_not_hinder_what_follows(talk: Database, maren: Actor) -> None:
    comment_id = tell(talk, maren, "What?", "Then wait")
    with talk.writing() as session:
        session.execute(update(Words).values(words=None, salt=None))
        session.commit()
    answered(talk, comment_id)
    ask_again(talk, maren, COURSE, comment_id, "And then?", 1, _later())
    assert len(told(talk)) == 1


def _later() -> Now:
    return after(days=2)
