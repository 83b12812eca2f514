"""The passages that search finds follow what is published."""

from sqlalchemy import delete, select

from tests.support.care_course import care_course, module_file
from tests.support.clinic import COURSE, after, publish
from trainer.access import PLATFORM
from trainer.actions.indexing import index_newest
from trainer.actions.preparing import prepare_newest
from trainer.actions.sweeping import sweep
from trainer.queries.search import Asked, SearchPage, search_page
from trainer.storage.content import CourseRow, Rendering
from trainer.storage.database import Database
from trainer.storage.library import Library
from trainer.storage.passages import PassageRow, VocabularyRow

PRESENCE = "curriculum/sessions/presence.md"


def rows(database: Database) -> dict[tuple[str, str, str], int]:
    """The passages of `care` by what they are of, each with its number."""
    with database.reading() as session:
        found = session.scalars(select(PassageRow).join(CourseRow).where(CourseRow.slug == COURSE)).all()
    return {(row.kind, row.owner, row.place): row.number for row in found}


def ask(database: Database, words: str) -> SearchPage:
    with database.reading() as session:
        return search_page(session, database, PLATFORM, COURSE, Asked(words=words), after(hours=1))


def titles(page: SearchPage) -> list[str]:
    return ["".join(piece.text for piece in each.title) for each in page.results]


def forget_passages(database: Database) -> None:
    with database.writing() as session:
        session.execute(delete(VocabularyRow))
        session.execute(delete(PassageRow))
        session.commit()


def test_every_section_term_source_and_question_is_a_passage(clinic: Database) -> None:
    assert sorted(rows(clinic)) == [
        ("module", "pharmacology/routes", ""),
        ("module", "pharmacology/screening", ""),
        ("module", "sessions/presence", ""),
        ("question", "begin", "known"),
        *(("question", "presence", name) for name in ("stay", "wait")),
        *(("question", "routes", name) for name in ("hours", "im-peak", "peaks", "signs", "steps", "transfer", "whom")),
        *(("question", "screening", name) for name in ("diet", "mood", "pulse", "sleep")),
        ("reference", "", "hirlinger1984"),
        *(("section", "pharmacology/routes", name) for name in ("onset", "peak", "summary")),
        *(("section", "pharmacology/screening", name) for name in ("heart", "mood")),
        ("section", "sessions/presence", "return"),
        ("term", "", "troche"),
        ("title", "pharmacology/routes", ""),
        ("title", "pharmacology/screening", ""),
        ("title", "sessions/presence", ""),
    ]


def test_knowledge_checks_are_no_part_of_a_passage(clinic: Database) -> None:
    assert [titles(ask(clinic, words)) for words in ("swallows", "whom")] == [[], []]


def test_publishing_touches_only_the_passages_that_changed(clinic: Database) -> None:
    before = rows(clinic)
    text = module_file("Presence", "S1", "## The return {#return}\n\nStay a while.\n\n## New {#new}\n\nGo.\n")
    publish(clinic, care_course({PRESENCE: text}), after())

    now = rows(clinic)
    changed = {place for place in now.keys() | before.keys() if now.get(place) != before.get(place)}
    assert changed == {("section", "sessions/presence", "return"), ("section", "sessions/presence", "new")}
    assert titles(ask(clinic, "stay a while")) == ["The return"]


def test_what_was_taken_out_is_not_found_any_more(clinic: Database) -> None:
    assert titles(ask(clinic, "mood")) != []
    publish(
        clinic,
        care_course(
            {
                "curriculum/pharmacology/screening.md": module_file(
                    "Screening", "P2", "## Heart {#heart}\n\nListen.\n"
                ),
                "quizzes/screening.yml": care_course()["quizzes/screening.yml"].replace(b"mood", b"sadness"),
            }
        ),
        after(),
    )
    assert ask(clinic, "mood").results == ()


def test_passages_that_were_thrown_away_are_made_again_by_the_sweep(clinic: Database) -> None:
    before = rows(clinic)
    forget_passages(clinic)
    assert not ask(Database(clinic.writer, clinic.reader, Library()), "heart").is_ready

    sweep(clinic, after(), lambda: 0.0)

    assert rows(clinic).keys() == before.keys()
    assert titles(ask(clinic, "listen")) == ["Heart"]
    assert index_newest(clinic) == 0


def test_an_edition_whose_pages_are_not_made_yet_waits_for_them(clinic: Database) -> None:
    forget_passages(clinic)
    with clinic.writing() as session:
        session.execute(delete(Rendering))
        session.commit()
    fresh = Database(clinic.writer, clinic.reader, Library())
    assert index_newest(fresh) == 0

    assert len(list(prepare_newest(fresh))) == 2

    assert titles(ask(fresh, "listen")) == ["Heart"]
