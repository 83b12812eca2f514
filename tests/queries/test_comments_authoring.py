"""Authors find what readers told them, by state, kind and document, and where to write about it."""

from typing import Any
from uuid import UUID

import pytest

from tests.support.care_course import care_course, module_file
from tests.support.clinic import COURSE, ILSE, JONAS, MAREN, NILS, SVEN, actor_of, after, publish
from tests.support.comments import PATH, RETURN, answer, republish, tell, tell_of_question
from trainer.access import Actor
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.curriculum.anchoring import Standing
from trainer.curriculum.commenting import CommentKind, CommentState
from trainer.errors import NotFound
from trainer.queries.comments_authoring import (
    CommentsPage,
    comment_page,
    comments_page,
    open_comments_of_readers,
    place_to_write,
)
from trainer.queries.writing import authored_course, writing_page
from trainer.storage.comment_rows import Narrowed
from trainer.storage.database import Database


@pytest.fixture
def talk(clinic: Database) -> Database:
    """The clinic with a module whose section has some text, in edition 2."""
    republish(clinic, RETURN, 1)
    return clinic


def desk(database: Database, who: str = ILSE, page: int = 1, **wanted: Any) -> CommentsPage:
    narrowed = Narrowed(**wanted)
    with database.reading() as session:
        return comments_page(session, database, actor_of(database, who), COURSE, narrowed, page)


def test_authors_find_comments_by_state_kind_and_document(talk: Database, maren: Actor) -> None:
    first = tell(talk, MAREN)
    second = tell(talk, JONAS, "", kind="unclear")
    third = tell_of_question(talk, maren)
    answer(talk, first)

    def ids(**wanted: Any) -> list[UUID]:  # fields by name
        return [each.comment.id for each in desk(talk, **wanted).talks]

    assert set(ids()) == {first, second, third}
    assert ids(state=CommentState.ANSWERED) == [first]
    assert set(ids(state=CommentState.OPEN)) == {second, third}
    assert ids(state=CommentState.SETTLED) == []
    assert ids(kind=CommentKind.WRONG) == ids(path="quizzes/routes.yml") == [third]
    assert ids(path=PATH, state=CommentState.OPEN) == [second]
    assert ids(path="nothing") == []
    page = desk(talk, kind=CommentKind.WRONG)
    assert (page.total, page.everything, page.states) == (
        1,
        3,
        {CommentState.OPEN: 2, CommentState.ANSWERED: 1, CommentState.SETTLED: 0},
    )
    assert page.documents == ((PATH, "Presence", 2), ("quizzes/routes.yml", "Routes", 1))


def test_the_newest_stand_first_twenty_on_a_page(talk: Database) -> None:
    for number in range(19):
        tell(talk, MAREN, f"Number {number}", seen=number)
    for number in range(4):
        tell(talk, JONAS, f"Jonas {number}", seen=number)

    pages = [desk(talk, page=page) for page in (1, 2, 3, 0)]

    assert [len(page.talks) for page in pages] == [20, 3, 3, 20]
    assert [(page.page, page.pages, page.total) for page in pages] == [(1, 2, 23), (2, 2, 23), (2, 2, 23), (1, 2, 23)]
    shown = [each.comment.id for page in pages[:2] for each in page.talks]
    assert len(set(shown)) == 23


@pytest.mark.parametrize("who", [MAREN, SVEN, NILS])
def test_only_authors_of_the_course_see_what_was_told(talk: Database, who: str) -> None:
    comment_id, actor = tell(talk, MAREN), actor_of(talk, who)
    with talk.reading() as session:
        for query in (
            lambda: comments_page(session, talk, actor, COURSE, Narrowed(), 1),
            lambda: comment_page(session, talk, actor, COURSE, comment_id),
            lambda: place_to_write(session, talk, actor, COURSE, comment_id),
        ):
            with pytest.raises(NotFound):
                query()


def test_an_author_sees_who_read_what_and_which_editions_came_later(talk: Database) -> None:
    comment_id = tell(talk, MAREN)
    republish(talk, RETURN.replace("quiet", "still"), 24)
    publish(talk, care_course({PATH: module_file("Presence", "S1", "## The return {#return}\n\nGo.\n")}), after(days=2))

    with talk.reading() as session:
        page = comment_page(session, talk, actor_of(talk, ILSE), COURSE, comment_id)
        with pytest.raises(NotFound):
            comment_page(session, talk, actor_of(talk, ILSE), "harbour", comment_id)
    comment = page.talk.comment
    assert (comment.name, comment.is_active, comment.revision, comment.edition) == ("Maren", True, 2, 2)
    assert (page.revision, page.edition, page.editions) == (4, 4, (4, 3))
    assert page.talk.place.standing is Standing.GONE


def test_the_place_to_write_is_a_line_of_the_draft_or_a_question(talk: Database, maren: Actor) -> None:
    ilse, comment_id, of_quiz = actor_of(talk, ILSE), tell(talk, MAREN), tell_of_question(talk, maren)

    def line() -> int:
        with talk.reading() as session:
            return place_to_write(session, talk, ilse, COURSE, comment_id).line

    published = line()
    with talk.reading() as session:
        shown = writing_page(session, ilse, COURSE, PATH)
        question = place_to_write(session, talk, ilse, COURSE, of_quiz)
    text = shown.text.replace("## The return", "Knock.\n\n## The return")
    drafting.save(talk, ilse, COURSE, PATH, text, Seen(version=0, revision=shown.revision), after(hours=5))

    assert (published, line()) == (11, 13)
    assert (question.path, question.line, question.question) == ("quizzes/routes.yml", 0, "im-peak")


def test_beside_the_text_that_is_written_stand_its_open_comments(talk: Database, maren: Actor) -> None:
    first, second, third = tell(talk, MAREN), tell(talk, JONAS), tell_of_question(talk, maren)
    answer(talk, second)
    with talk.reading() as session:
        course_id = authored_course(session, actor_of(talk, ILSE), COURSE)
        found = [
            [(each.comment.id, each.line) for each in open_comments_of_readers(session, course_id, path, RETURN)]
            for path in (PATH, "quizzes/routes.yml", "curriculum/glossary.yml")
        ]
    assert found == [[(first, 3)], [(third, 0)], []]
