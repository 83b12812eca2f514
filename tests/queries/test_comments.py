"""Comments stand where their passage stands now, for who wrote them and for authors, and for nobody else."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from tests.support.attempts import begin
from tests.support.care_course import PRESENCE, ROUTES, care_course
from tests.support.clinic import ADA, COURSE, ILSE, JONAS, MAREN, SVEN, actor_of, after, publish
from tests.support.comments import PATH, QUOTE, RETURN, answer, republish, tell, tell_of_question
from trainer.access import PLATFORM, Actor
from trainer.actions import people
from trainer.actions.commenting import note_answers_seen
from trainer.actions.folding import refold_outdated
from trainer.curriculum.anchoring import Standing
from trainer.curriculum.commenting import Act
from trainer.errors import NotAllowed, NotFound
from trainer.queries.comment_places import CommentPlace
from trainer.queries.comments import OwnCommentsPage, new_comment_page, own_comment_page, own_comments_page
from trainer.queries.comments_authoring import (
    CommentsPage,
    comments_page,
    place_to_write,
)
from trainer.queries.comments_on_questions import new_comment_on_question_page
from trainer.queries.home import home_page
from trainer.queries.module import ModulePage, module_page
from trainer.storage.comment_rows import Narrowed
from trainer.storage.database import Database
from trainer.storage.people import Words


def stands(database: Database, who: str, comment_id: UUID) -> CommentPlace:
    with database.reading() as session:
        page = own_comment_page(session, database, actor_of(database, who), COURSE, comment_id, after(days=3))
    return page.talk.place


@pytest.fixture
def talk(clinic: Database) -> Database:
    """The clinic with a module whose section has some text, in edition 2."""
    republish(clinic, RETURN, 1)
    return clinic


def listed(database: Database) -> CommentsPage:
    """What authors see of everything."""
    with database.reading() as session:
        return comments_page(session, database, actor_of(database, ILSE), COURSE, Narrowed(), 1)


@pytest.mark.parametrize(
    ("body", "standing", "section", "reads"),
    [
        ("## Before {#before}\n\nKnock.\n\n" + RETURN, Standing.HERE, "return", QUOTE),
        (
            RETURN.replace("Say what you see, and say it slowly", "Say what you can see, and say it slowly"),
            Standing.CHANGED,
            "return",
            "Say what you can see, and say it slowly",
        ),
        (
            "## The return {#return}\n\nKnock.\n\n## The end {#end}\n\nSay what you see, and say it slowly.\n",
            Standing.MOVED,
            "end",
            QUOTE,
        ),
        ("## The return {#return}\n\nKnock, and go in.\n", Standing.GONE, "return", None),
        ("## The end {#end}\n\nKnock, and go in.\n", Standing.GONE, None, None),
    ],
)
def test_a_comment_stays_with_its_words_when_the_text_moves(
    talk: Database, body: str, standing: Standing, section: str | None, reads: str | None
) -> None:
    comment_id = tell(talk, MAREN)
    republish(talk, body, 24)

    place = stands(talk, MAREN, comment_id)
    assert (place.standing, place.section, place.reads and place.reads.words) == (standing, section, reads)
    assert (place.quote.words, place.module) == (QUOTE, PRESENCE)


def test_a_comment_on_a_module_that_the_course_no_longer_holds_still_names_it(talk: Database) -> None:
    comment_id = tell(talk, MAREN)
    course = care_course()["curriculum/course.yml"].decode()
    without = course.replace("  - {id: sessions, title: Sessions, modules: [presence]}\n", "")
    files = care_course({"curriculum/course.yml": without, PATH: None, "quizzes/presence.yml": None})
    publish(talk, files, after(days=1))
    list(refold_outdated(talk, after(days=1)))

    place = stands(talk, MAREN, comment_id)
    assert (place.title, place.module, place.standing) == ("Presence", "", Standing.GONE)
    assert listed(talk).documents == ((PATH, PATH, 1),)


def test_a_comment_on_a_question_tells_whether_the_question_is_as_it_was(clinic: Database, maren: Actor) -> None:
    comment_id = tell_of_question(clinic, maren)
    quiz = care_course()["quizzes/routes.yml"].decode()
    found = [stands(clinic, MAREN, comment_id)]
    for day, text in enumerate(
        (quiz.replace("At once", "Within a second"), quiz.replace("id: im-peak", "id: i-m-peak"))
    ):
        publish(clinic, care_course({"quizzes/routes.yml": text}), after(days=day + 1))
        list(refold_outdated(clinic, after(days=day + 1)))
        found.append(stands(clinic, MAREN, comment_id))

    assert [place.standing for place in found] == [Standing.HERE, Standing.CHANGED, Standing.GONE]
    assert [(place.title, place.quiz, place.module) for place in found] == [("Routes", "routes", "")] * 3
    with clinic.reading() as session:
        gone = place_to_write(session, clinic, actor_of(clinic, ILSE), COURSE, comment_id)
    assert (gone.is_quiz, gone.question) == (True, "")
    assert found[0].quote.words == "When does the concentration peak after an intramuscular injection?"


def test_the_pages_of_whoever_told_something_show_it_and_nobody_elses_do(talk: Database) -> None:
    mine, theirs = tell(talk, MAREN), tell(talk, JONAS, "And what then?")
    with talk.reading() as session:
        pages = {
            who: own_comments_page(session, talk, actor_of(talk, who), COURSE, after(hours=3))
            for who in (MAREN, JONAS, SVEN, ILSE)
        }
        assert {who: [talk.comment.id for talk in page.talks] for who, page in pages.items()} == {
            MAREN: [mine],
            JONAS: [theirs],
            SVEN: [],
            ILSE: [],
        }
        for who, wanted in ((JONAS, mine), (SVEN, mine), (ILSE, mine), (ADA, mine), (MAREN, theirs), (MAREN, uuid4())):
            with pytest.raises(NotFound):
                own_comment_page(session, talk, actor_of(talk, who), COURSE, wanted, after(hours=3))
        with pytest.raises(NotFound):
            own_comment_page(session, talk, actor_of(talk, MAREN), "harbour", mine, after(hours=3))


def test_a_section_shows_what_was_told_of_it_to_whoever_told_it(talk: Database) -> None:
    first = tell(talk, MAREN)
    second = tell(talk, MAREN, "And then?", quote="", kind="unclear", seen=1)
    answer(talk, second)
    moved = "## The return {#return}\n\nKnock.\n\n## The end {#end}\n\nSay what you see, and say it slowly.\n"
    republish(talk, moved, 24)

    def marks(who: str) -> dict[str, list[tuple[UUID, str]]]:
        with talk.reading() as session:
            page = module_page(session, talk, actor_of(talk, who), COURSE, PRESENCE, after(days=2))
        assert isinstance(page, ModulePage)
        assert page.own is not None
        return {section: [(each.id, each.state) for each in found] for section, found in page.own.told.items()}

    assert marks(MAREN) == {"end": [(first, "open")], "return": [(second, "answered")]}
    assert marks(JONAS) == {}


def test_the_first_page_tells_of_answers_until_they_are_seen(talk: Database, maren: Actor, jonas: Actor) -> None:
    comment_id, other = tell(talk, MAREN), tell(talk, MAREN, "And then?", seen=1)

    def told(actor: Actor) -> int:
        with talk.reading() as session:
            return home_page(session, talk, actor, COURSE, after(hours=4)).answers

    found = [told(maren)]
    answer(talk, comment_id)
    answer(talk, other, Act.SETTLED)
    found.append(told(maren))
    with talk.reading() as session:
        seen = own_comments_page(session, talk, maren, COURSE, after(hours=4)).seen
    note_answers_seen(talk, maren, seen)
    found.append(told(maren))
    with talk.reading() as session:
        assert own_comments_page(session, talk, maren, COURSE, after(hours=4)).seen == {}
    answer(talk, comment_id, Act.ANSWERED, seen=1)
    found.append(told(maren))
    answer(talk, comment_id, Act.REOPENED, seen=2)
    found.append(told(maren))

    assert (seen, found, told(jonas)) == ({comment_id: 1, other: 1}, [0, 2, 0, 1, 0], 0)


def test_the_form_names_who_reads_it_and_what_it_is_about(talk: Database, maren: Actor) -> None:
    tell(talk, MAREN)
    with talk.reading() as session:
        page = new_comment_page(session, talk, maren, COURSE, PRESENCE, "return", after(hours=3))
        opening = new_comment_page(session, talk, maren, COURSE, ROUTES, "_", after(hours=3))
    assert (page.section_title, page.number, page.authors) == ("The return", 1, ("Ilse",))
    assert (opening.section_title, opening.number) == ("Before the first section", 0)
    people.deactivate(talk, PLATFORM, ILSE, after(hours=3))
    with talk.reading() as session:
        assert new_comment_page(session, talk, maren, COURSE, PRESENCE, "return", after(hours=3)).authors == ()


def test_there_is_no_form_for_what_cannot_be_read(talk: Database, maren: Actor) -> None:
    now = after(hours=3)
    with talk.reading() as session:
        with pytest.raises(NotAllowed):
            new_comment_page(session, talk, maren, COURSE, "pharmacology/screening", "heart", now)
        for key, section in ((PRESENCE, "_"), (PRESENCE, "nothing"), ("sessions/nothing", "return")):
            with pytest.raises(NotFound):
                new_comment_page(session, talk, maren, COURSE, key, section, now)


def test_the_form_for_a_question_is_there_once_it_is_handed_in(clinic: Database, maren: Actor, jonas: Actor) -> None:
    attempt = begin(clinic, maren, "routes", after())
    question = attempt.code("im-peak")
    with clinic.reading() as session, pytest.raises(NotAllowed):
        new_comment_on_question_page(session, clinic, maren, COURSE, attempt.id, question)
    attempt.submit(after())

    with clinic.reading() as session:
        page = new_comment_on_question_page(session, clinic, maren, COURSE, attempt.id, question)
        for actor, course, code in (
            (jonas, COURSE, question),
            (maren, "harbour", question),
            (maren, COURSE, "im-peak"),
        ):
            with pytest.raises(NotFound):
                new_comment_on_question_page(session, clinic, actor, course, attempt.id, code)
    assert page.prompt == "When does the concentration peak after an intramuscular injection?"
    assert (page.quiz_title, page.number, page.authors) == ("Routes", 0, ("Ilse",))


def test_what_was_erased_is_gone_from_every_page_and_the_comment_stands(talk: Database, maren: Actor) -> None:
    comment_id = tell(talk, MAREN)
    answer(talk, comment_id)
    with talk.writing() as session:
        session.execute(update(Words).values(words=None, salt=None))
        session.commit()
    republish(talk, RETURN.replace("quiet", "still"), 24)

    [own], [theirs] = [page.talks for page in (_own(talk, maren), listed(talk))]
    for each in (own, theirs):
        assert (each.comment.words, each.comment.is_erased, each.place.quote.words) == ("", True, "")
        assert (each.place.section, each.place.standing) == ("return", Standing.HERE)
        assert [reply.words for reply in each.replies] == [""]


def _own(database: Database, actor: Actor) -> OwnCommentsPage:
    with database.reading() as session:
        return own_comments_page(session, database, actor, COURSE, after(days=3))
