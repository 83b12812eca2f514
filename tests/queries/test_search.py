"""What search finds, the same on both databases, and for whom."""

from collections.abc import Mapping

import pytest

from tests.support.attempts import RIGHT_ROUTES, Taken, begin, finish
from tests.support.care_course import ROUTES, care_course
from tests.support.clinic import COURSE, ILSE, actor_of, after, enrolment_of, publish
from tests.support.lookup_course import lookup_course
from trainer.access import PLATFORM, Actor
from trainer.actions import reading, supervising
from trainer.actions.editions import Options
from trainer.actions.showing_reasons import note_reasons_shown
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.errors import NotFound
from trainer.queries.result import result_page
from trainer.queries.search import Asked, Result, SearchPage, search_page
from trainer.storage.database import Database


@pytest.fixture
def lookup(clinic: Database) -> Database:
    publish(clinic, lookup_course(), after())
    return clinic


@pytest.fixture
def ilse(lookup: Database) -> Actor:
    return actor_of(lookup, ILSE)


def ask(
    database: Database, actor: Actor, words: str, now: Now | None = None, *, course: str = COURSE, **more: object
) -> SearchPage:
    with database.reading() as session:
        asked = Asked(words=words, **more)  # type: ignore[arg-type]  # its own fields
        return search_page(session, database, actor, course, asked, now or after(hours=1))


def title(result: Result) -> str:
    return "".join(piece.text for piece in result.title)


def found(page: SearchPage) -> set[str]:
    return {f"{each.kind}: {title(each)}" for each in page.results}


def complete_routes(database: Database, actor: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(database, actor, COURSE, ROUTES, section, after())
    finish(database, actor, "routes", RIGHT_ROUTES, after())


def look_at_result(attempt: Taken, now: Now) -> None:
    """What the result page does when it is opened."""
    with attempt.database.reading() as session:
        page = result_page(session, attempt.database, attempt.actor, attempt.id)
    if page and page.is_to_note:
        note_reasons_shown(attempt.database, attempt.actor, attempt.id, now)


VOICES = "Section: Voices"
CAFE = "Section: Café"
TROCHE = "Term: Troche"
BENZO = "Term: Benzodiazepine"
SOURCE = "Reference: Hirlinger & Dick, 1984"


FOUND: Mapping[str, set[str]] = {
    "halluc": {VOICES},
    "hallucinati": {VOICES},
    "hallucinating": {VOICES},
    "HALLUCINATION": {VOICES},
    "halucinations": {VOICES},
    "halluzinations": {VOICES},
    "ketamin": {VOICES, SOURCE},
    "ketamine patients": {VOICES},
    "alone hallucinates": {VOICES},
    "naive": {CAFE},
    "naïve CAFÉ": {CAFE},
    "cafe": {CAFE},
    "waiting": {CAFE},
    "45 minutes": {CAFE},
    "45": {CAFE},
    "lozenges": {TROCHE, CAFE, "Module: Routes"},
    "troches": {TROCHE, CAFE, "Module: Routes"},
    "benzos": {BENZO},
    "bzd": {BENZO},
    "benzodiazepines": {BENZO},
    "midazolan": {BENZO},
    "hirlinger 1984": {SOURCE},
    "Anaesthesist": {SOURCE},
    "quiet": {"Module: Presence"},
    "what is the troche": {TROCHE, CAFE, "Module: Routes"},
    '"troche"': {TROCHE, CAFE, "Module: Routes"},
    "troche*": {TROCHE, CAFE, "Module: Routes"},
    "title:troche": {TROCHE, CAFE, "Module: Routes"},
    "-troche": {TROCHE, CAFE, "Module: Routes"},
    "troche) OR (": {TROCHE, CAFE, "Module: Routes"},
    "NEAR(troche lozenge, 5)": {TROCHE, CAFE, "Module: Routes"},
    "café & !mood | 'naive' <-> :*": {CAFE},
    "midazolam voices": {BENZO, VOICES},
    "murmurs": set(),
    "zebra": set(),
    "AND": set(),
    "NOT": {VOICES, CAFE},
    "q": set(),
    "' OR 1=1 --": set(),
    "%_\\": set(),
    "": set(),
    "\u0000\ufffe💊": set(),
}
"""What Maren finds by what she types, on either database."""


def test_both_databases_find_the_same(lookup: Database, maren: Actor) -> None:
    assert {words: found(ask(lookup, maren, words)) for words in FOUND} == FOUND


def test_a_title_comes_before_a_text(lookup: Database, maren: Actor) -> None:
    assert next(title(each) for each in ask(lookup, maren, "troche").results) == "Troche"


def test_the_word_itself_comes_before_one_that_it_begins(clinic: Database, maren: Actor) -> None:
    terms = "".join(
        f"{each.lower()}:\n  term: {each}\n  definition: Said.\n" for each in ("Dosette", "Doses", "Troche")
    )
    publish(clinic, care_course({"curriculum/glossary.yml": terms}), after())
    assert [title(each) for each in ask(clinic, maren, "dose").results] == ["Doses", "Dosette"]


def test_rare_words_count_more_than_common_ones(lookup: Database, maren: Actor) -> None:
    page = ask(lookup, maren, "minutes ketamine murmur zebra")
    assert page.is_any
    assert next(title(each) for each in page.results) == "Café"


def test_what_was_corrected_is_said_and_can_be_refused(lookup: Database, maren: Actor) -> None:
    assert ask(lookup, maren, "halucinations").corrections == (("halucinations", ("hallucinations",)),)
    assert ask(lookup, maren, "hallucinations").corrections == ()
    assert found(ask(lookup, maren, "halucinations", as_typed=True)) == set()


def test_the_words_found_are_marked(lookup: Database, maren: Actor) -> None:
    [result] = ask(lookup, maren, "hallucination").results
    shown = "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in result.stretch)
    assert shown == "[Hallucinations] may come with ketamine. A patient who [hallucinates] is not left alone."


def test_a_result_leads_to_its_place(lookup: Database, maren: Actor) -> None:
    urls = {
        title(each): each.url
        for words in ("voices", "troche", "hirlinger")
        for each in ask(lookup, maren, words).results
    }
    assert urls == {
        "Voices": "/courses/care/modules/sessions/presence#section-voices",
        "Troche": "/courses/care/glossary#term-troche",
        "Café": "/courses/care/modules/sessions/presence#section-cafe",
        "Routes": "/courses/care/modules/pharmacology/routes",
        "Hirlinger & Dick, 1984": "/courses/care/references#ref-hirlinger1984",
    }


def test_results_can_be_narrowed_and_turned_over(lookup: Database, ilse: Actor) -> None:
    page = ask(lookup, ilse, "e", page=1)
    every = ask(lookup, ilse, "the")
    assert (page.total, every.total) == (0, sum(number for _, number in every.counts))
    questions = ask(lookup, ilse, "always never", group="questions")
    assert (questions.total, {each.kind for each in questions.results}) == (7, {"Question"})
    assert dict(questions.counts)["questions"] == 7
    assert ask(lookup, ilse, "always never", group="questions", page=2).results == ()
    assert ask(lookup, ilse, "always never", group="questions", page=10**8).total == 7
    assert ask(lookup, ilse, "always never", group="glossary").results == ()


def test_of_a_closed_module_nothing_but_its_title_is_found(lookup: Database, maren: Actor, ilse: Actor) -> None:
    [closed] = ask(lookup, maren, "screening").results
    assert (closed.kind, closed.stretch, closed.url) == ("Module", (), "/courses/care/modules/pharmacology/screening")
    assert closed.why_closed == "Not open yet: it opens when “Routes” is done."
    for words in ("murmurs", "murmur echo", "heart", "mood", "listen", "murmus", "murm"):
        assert found(ask(lookup, maren, words)) == set()
    assert found(ask(lookup, ilse, "murmurs")) == {"Section: Heart"}
    assert [each.why_closed for each in ask(lookup, ilse, "screening").results if each.kind == "Module"] == [""]


def test_no_correction_tells_a_word_of_a_closed_module(lookup: Database, maren: Actor) -> None:
    page = ask(lookup, maren, "mumurs troche")
    assert (page.is_any, page.corrections) == (True, ())


def test_a_module_is_found_from_the_moment_it_opens(lookup: Database, maren: Actor) -> None:
    complete_routes(lookup, maren)
    assert found(ask(lookup, maren, "murmurs")) == {"Section: Heart"}
    assert [each.why_closed for each in ask(lookup, maren, "P2").results] == [""]


def test_a_course_is_searched_by_those_who_read_it_alone(lookup: Database, maren: Actor) -> None:
    with pytest.raises(NotFound):
        ask(lookup, maren, "tide", course="harbour")
    assert found(ask(lookup, maren, "tide")) == set()
    assert "Section: Tide" in found(ask(lookup, PLATFORM, "tide", course="harbour"))
    assert "Section: Tide" not in found(ask(lookup, PLATFORM, "tide"))


def test_staff_find_every_question_with_its_reasons(lookup: Database, ilse: Actor) -> None:
    assert found(ask(lookup, ilse, "medians 15 30")) == {
        "Question: When does the concentration peak after an intramuscular injection?"
    }
    [question] = ask(lookup, ilse, "reason for pulse").results[:1]
    assert (question.where, question.quiz, question.attempt_id) == ("Screening", "screening", None)


PEAK = "Question: When does the concentration peak after an intramuscular injection?"


def test_a_trainee_finds_a_question_once_its_reasons_were_shown(lookup: Database, maren: Actor, jonas: Actor) -> None:
    assert found(ask(lookup, maren, "intramuscular medians")) == {SOURCE}
    attempt = finish(lookup, maren, "routes", RIGHT_ROUTES, after())
    assert PEAK not in found(ask(lookup, maren, "intramuscular"))

    look_at_result(attempt, after())

    page = ask(lookup, maren, "intramuscular medians")
    assert found(page) == {PEAK}
    [result] = page.results
    place = [placed.id for placed in attempt.head.layout.questions].index("im-peak") + 1
    assert (result.attempt_id, result.question) == (attempt.id, place)
    assert PEAK not in found(ask(lookup, jonas, "intramuscular"))


def test_a_question_changed_since_is_not_found_by_its_old_reasons(lookup: Database, maren: Actor) -> None:
    look_at_result(finish(lookup, maren, "routes", RIGHT_ROUTES, after()), after())
    files = lookup_course()
    quiz = files["quizzes/routes.yml"]
    changed = quiz.replace(b"Medians of 15 to 30 minutes were found.", b"Medians of 12 to 30 minutes were found.")
    publish(lookup, {**files, "quizzes/routes.yml": changed}, after(hours=2), Options(change=Change.CLARIFICATION))

    now = after(hours=3)
    assert PEAK not in found(ask(lookup, maren, "intramuscular", now))
    assert found(ask(lookup, maren, "chest pain", now)) == {"Question: Which of these call for the prescriber?"}


def test_reasons_that_are_kept_back_again_are_not_found(lookup: Database, maren: Actor, sven: Actor) -> None:
    """Of `screening` reasons are shown after passing, or when no attempt is left: a granted one hides them again."""
    complete_routes(lookup, maren)
    for hours in (1, 2):
        wrong = dict.fromkeys(("pulse", "mood", "sleep", "diet"), "never")
        attempt = finish(lookup, maren, "screening", wrong, after(hours=hours))
        look_at_result(attempt, after(hours=hours))
    now = after(hours=3)
    assert "Question: Is the pulse taken?" in found(ask(lookup, maren, "pulse", now))

    supervising.grant_attempts(lookup, sven, enrolment_of(lookup, maren), "screening", 1, "Once more.", 0, now)

    assert "Question: Is the pulse taken?" not in found(ask(lookup, maren, "pulse", now))
    begin(lookup, maren, "screening", now)
    assert "Question: Is the pulse taken?" not in found(ask(lookup, maren, "pulse", now))


def test_a_search_that_is_too_long_looks_for_nothing(lookup: Database, maren: Actor) -> None:
    page = ask(lookup, maren, "x" * 201)
    assert (page.is_too_long, page.results) == (True, ())
    assert not ask(lookup, maren, "x" * 200).is_too_long
