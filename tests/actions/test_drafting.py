"""Authors write before they publish, several at a time, and nothing that they write is lost."""

from uuid import uuid4

import pytest

from tests.support.care_course import care_course
from tests.support.clinic import ADA, COURSE, ILSE, NILS, actor_of, after, publish
from trainer.access import Actor
from trainer.actions import drafting
from trainer.actions.drafting import Diverged, Saved, Seen
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.queries.writing import WritingPage, writing_page
from trainer.storage.database import Database

MODULE = "curriculum/pharmacology/routes.md"
NEW = "curriculum/pharmacology/half-lives.md"


@pytest.fixture
def ilse(clinic: Database) -> Actor:
    """An instructor."""
    return actor_of(clinic, ILSE)


@pytest.fixture
def ada(clinic: Database) -> Actor:
    """An administrator, who may write too."""
    return actor_of(clinic, ADA)


def page(database: Database, actor: Actor, path: str = MODULE) -> WritingPage:
    with database.reading() as session:
        return writing_page(session, actor, COURSE, path)


def seen(shown: WritingPage) -> Seen:
    return Seen(version=shown.version, revision=shown.revision)


def save(database: Database, actor: Actor, text: str, shown: Seen, path: str = MODULE) -> Saved:
    return drafting.save(database, actor, COURSE, path, text, shown, after(hours=1))


def test_what_is_published_is_what_one_begins_with(clinic: Database, ilse: Actor) -> None:
    shown = page(clinic, ilse)

    assert shown.text == care_course()[MODULE].decode()
    assert (shown.version, shown.revision_number, shown.saved_by, shown.is_behind) == (0, 1, "", False)


def test_saved_words_are_there_for_everybody_who_writes(clinic: Database, ilse: Actor, ada: Actor) -> None:
    shown = page(clinic, ilse)

    saved = save(clinic, ilse, shown.text + "More.\n", seen(shown))

    assert saved == Saved(version=1, text=shown.text + "More.\n", is_merged=False)
    again = page(clinic, ada)
    assert (again.text, again.version, again.saved_by) == (shown.text + "More.\n", 1, "Ilse")


def test_a_document_that_was_not_changed_makes_no_draft(clinic: Database, ilse: Actor) -> None:
    shown = page(clinic, ilse)

    assert save(clinic, ilse, shown.text.replace("\n", "\r\n"), seen(shown)).version == 0
    assert page(clinic, ilse).version == 0


def test_the_same_words_sent_twice_are_saved_once(clinic: Database, ilse: Actor) -> None:
    shown = page(clinic, ilse)
    save(clinic, ilse, shown.text + "More.\n", seen(shown))

    assert save(clinic, ilse, shown.text + "More.\n", seen(shown)).version == 1


def test_changes_at_different_places_are_merged(clinic: Database, ilse: Actor, ada: Actor) -> None:
    shown = page(clinic, ilse)
    save(clinic, ilse, shown.text + "At the end.\n", seen(shown))
    first_line = shown.text.partition("\n")[2]

    merged = save(clinic, ada, "---\n# A remark for the others\n" + first_line, seen(shown))

    assert merged.is_merged
    assert merged.text == "---\n# A remark for the others\n" + first_line + "At the end.\n"
    assert page(clinic, ilse).text == merged.text


def test_changes_at_the_same_place_are_answered_with_both_texts(clinic: Database, ilse: Actor, ada: Actor) -> None:
    shown = page(clinic, ilse)
    save(clinic, ilse, shown.text + "Ilse's end.\n", seen(shown))

    with pytest.raises(Stale) as caught:
        save(clinic, ada, shown.text + "Ada's end.\n", seen(shown))

    diverged = caught.value.current
    assert isinstance(diverged, Diverged)
    assert (diverged.version, len(diverged.places)) == (1, 1)
    assert diverged.theirs == shown.text + "Ilse's end.\n"
    assert diverged.mine == shown.text + "Ada's end.\n"
    assert diverged.merged.endswith("<<<<<<< yours\nAda's end.\n=======\nIlse's end.\n>>>>>>> theirs\n")
    assert page(clinic, ada).text == shown.text + "Ilse's end.\n"


def test_after_looking_at_both_the_author_decides(clinic: Database, ilse: Actor, ada: Actor) -> None:
    shown = page(clinic, ilse)
    save(clinic, ilse, shown.text + "Ilse's end.\n", seen(shown))

    decided = save(clinic, ada, shown.text + "Both ends.\n", Seen(version=1, revision=shown.revision))

    assert (decided.version, decided.is_merged) == (2, False)


def test_a_new_document_begins_empty(clinic: Database, ilse: Actor) -> None:
    saved = save(clinic, ilse, "---\ntitle: Half-lives\n---\n", Seen(version=0, revision=None), NEW)

    shown = page(clinic, ilse, NEW)
    assert (saved.version, shown.text, shown.revision_number) == (1, "---\ntitle: Half-lives\n---\n", 0)


def test_a_draft_that_is_given_up_shows_what_is_published_again(clinic: Database, ilse: Actor) -> None:
    shown = page(clinic, ilse)
    save(clinic, ilse, "Nothing left.\n", seen(shown))

    for _ in range(2):
        drafting.give_up(clinic, ilse, COURSE, MODULE, 1, after(hours=2))

    assert page(clinic, ilse).text == shown.text


def test_a_draft_that_somebody_saved_meanwhile_is_not_given_up(clinic: Database, ilse: Actor) -> None:
    shown = page(clinic, ilse)
    save(clinic, ilse, shown.text + "One.\n", seen(shown))
    save(clinic, ilse, shown.text + "Two.\n", seen(page(clinic, ilse)))

    with pytest.raises(Stale):
        drafting.give_up(clinic, ilse, COURSE, MODULE, 1, after(hours=2))


def test_words_written_before_a_publication_are_merged_with_it(clinic: Database, ilse: Actor) -> None:
    shown = page(clinic, ilse)
    published = {**care_course(), MODULE: shown.text.encode() + b"Published end.\n"}
    publish(clinic, published, after(hours=1))

    merged = save(clinic, ilse, "---\n# A remark\n" + shown.text.partition("\n")[2], seen(shown))

    assert merged.is_merged
    assert merged.text.endswith("Published end.\n")


def test_a_draft_behind_what_was_published_is_brought_up_to_it(clinic: Database, ilse: Actor) -> None:
    shown = page(clinic, ilse)
    save(clinic, ilse, "---\n# A remark\n" + shown.text.partition("\n")[2], seen(shown))
    publish(clinic, {**care_course(), MODULE: shown.text.encode() + b"Published end.\n"}, after(hours=1))
    assert page(clinic, ilse).is_behind

    conflicts = drafting.bring_up(clinic, ilse, COURSE, MODULE, 1, after(hours=2))

    brought = page(clinic, ilse)
    assert (conflicts, brought.is_behind, brought.version) == (0, False, 2)
    assert brought.text == "---\n# A remark\n" + shown.text.partition("\n")[2] + "Published end.\n"


@pytest.mark.parametrize(
    "path", ["curriculum/figures/rise.svg", "README.md", "quizzes/../x.yml", "", "curriculum/a.md"]
)
def test_only_texts_of_a_course_can_be_written(clinic: Database, ilse: Actor, path: str) -> None:
    with pytest.raises(NotFound):
        save(clinic, ilse, "Words.\n", Seen(version=0, revision=None), path)


@pytest.mark.parametrize("text", ["half \ud83d", "nothing \x00", "x" * 400_001])
def test_what_no_text_can_hold_is_refused_in_words(clinic: Database, ilse: Actor, text: str) -> None:
    with pytest.raises(Invalid):
        save(clinic, ilse, text, seen(page(clinic, ilse)))


def test_nobody_writes_who_may_not_author_the_course(clinic: Database, maren: Actor, sven: Actor) -> None:
    for actor in (maren, sven, actor_of(clinic, NILS)):
        with pytest.raises(NotAllowed):
            save(clinic, actor, "Mine.\n", Seen(version=0, revision=None))
        with pytest.raises(NotFound):
            page(clinic, actor)


def test_an_unknown_version_takes_nothing_over(clinic: Database, ilse: Actor) -> None:
    with pytest.raises(Stale):
        save(clinic, ilse, "Mine.\n", Seen(version=7, revision=uuid4()))


def test_a_browser_that_asks_for_what_others_saved_adds_no_version(clinic: Database, ilse: Actor, ada: Actor) -> None:
    shown = page(clinic, ilse)
    save(clinic, ilse, shown.text + "More.\n", seen(shown))

    for _ in range(2):
        assert save(clinic, ada, shown.text, seen(shown)) == Saved(
            version=1, text=shown.text + "More.\n", is_merged=True
        )


def test_a_save_that_is_repeated_after_its_words_were_published_goes_on_from_there(
    clinic: Database, ilse: Actor
) -> None:
    shown = page(clinic, ilse)
    files = care_course()
    words = shown.text + "\nMore.\n"
    publish(clinic, {**files, MODULE: words.encode()}, after(hours=2))

    again = save(clinic, ilse, words, seen(shown))
    more = save(clinic, ilse, words + "\nAnd more.\n", Seen(version=again.version, revision=again.revision))

    assert (again.version, again.revision) == (0, page(clinic, ilse).revision)
    assert (more.version, more.text, more.is_merged) == (1, words + "\nAnd more.\n", False)
