"""How many statements the pages of comments take, whatever is told and answered."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

from sqlalchemy.orm import Session

from tests.support.care_course import ROUTES
from tests.support.clinic import COURSE, ILSE, actor_of, after
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions.answering_comments import Answer, answer_comment
from trainer.actions.commenting import comment_on_section
from trainer.curriculum.commenting import Act, Said
from trainer.queries.comments import new_comment_page, own_comment_page, own_comments_page
from trainer.queries.comments_authoring import comment_page, comments_page, place_to_write
from trainer.queries.desk import Wanted, desk_page
from trainer.queries.home import home_page
from trainer.queries.module import module_page
from trainer.storage.comment_rows import Narrowed
from trainer.storage.database import Database

Query = Callable[[Session], object]


def tell(database: Database, actor: Actor, words: str, seen: int) -> UUID:
    said = Said(kind="question", words=words, quote="Ask first")
    return comment_on_section(database, actor, COURSE, ROUTES, "summary", said, seen, after())


def test_the_pages_take_as_many_statements_however_many_comments_there_are(
    clinic: Database, maren: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    ilse, now = actor_of(clinic, ILSE), after(hours=1)
    first = tell(clinic, maren, "First", 0)
    pages: dict[str, Query] = {
        "all of one's own": lambda session: own_comments_page(session, clinic, maren, COURSE, now),
        "one of one's own": lambda session: own_comment_page(session, clinic, maren, COURSE, first, now),
        "the form": lambda session: new_comment_page(session, clinic, maren, COURSE, ROUTES, "summary", now),
        "the authors' list": lambda session: comments_page(session, clinic, ilse, COURSE, Narrowed(), 1),
        "one to answer": lambda session: comment_page(session, clinic, ilse, COURSE, first),
        "the place to write": lambda session: place_to_write(session, clinic, ilse, COURSE, first),
        "the desk": lambda session: desk_page(session, clinic, ilse, Wanted(), now),
        "the first page": lambda session: home_page(session, clinic, maren, COURSE, now),
    }

    def counts() -> dict[str, int]:
        found = {}
        for name, query in pages.items():
            with clinic.reading() as session:
                query(session)
            with count_statements(clinic) as statements, clinic.reading() as session:
                query(session)
            found[name] = len(statements)
        return found

    before = counts()
    for number in range(1, 15):
        comment_id = tell(clinic, maren, f"Number {number}", number)
        answer_comment(clinic, ilse, COURSE, comment_id, Answer(act=Act.ANSWERED, words="So."), 0, after())

    assert (
        before
        == counts()
        == {
            "all of one's own": 4,
            "one of one's own": 5,
            "the form": 4,
            "the authors' list": 5,
            "one to answer": 5,
            "the place to write": 6,
            "the desk": 5,
            "the first page": 3,
        }
    )


def test_a_module_takes_one_statement_more_for_whoever_told_something_about_it(
    clinic: Database,
    maren: Actor,
    jonas: Actor,
    count_statements: Callable[[Database], AbstractContextManager[Statements]],
) -> None:
    def taken(actor: Actor) -> int:
        with clinic.reading() as session:
            module_page(session, clinic, actor, COURSE, ROUTES, after(hours=1))
        with count_statements(clinic) as statements, clinic.reading() as session:
            module_page(session, clinic, actor, COURSE, ROUTES, after(hours=1))
        return len(statements)

    before = taken(maren)
    for number in range(10):
        tell(clinic, maren, f"Number {number}", number)

    assert taken(jonas) == before
    assert taken(maren) == before + 1
