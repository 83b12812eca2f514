"""Grave errors by objective: of a person and a cohort for supervisors, of oneself as far as reasons may be shown."""

from collections.abc import Mapping

import pytest

from tests.support.attempts import RIGHT_ROUTES, Given, Taken, begin, finish
from tests.support.behaving import CERTAINTY, TRIES, behaving
from tests.support.care_course import ROUTES, always_question, care_course
from tests.support.clinic import (
    ADA,
    COURSE,
    DAY,
    DORA,
    EVENING,
    ILSE,
    MAREN,
    PASSWORD,
    SVEN,
    actor_of,
    after,
    enrolment_of,
)
from tests.support.clinic import publish as publish_files
from tests.support.cohorts import cohort_id
from trainer.access import PLATFORM, Actor
from trainer.actions import asking_for_erasure, deciding_erasures, people, placing, reading, supervising, taking_quizzes
from trainer.actions.erasing import carry_out_erasures
from trainer.actions.rescoring import Decided, correct
from trainer.errors import NotFound
from trainer.queries.correcting import correct_page
from trainer.queries.grave_errors import ObjectiveErrors
from trainer.queries.grave_errors_cohort import CohortErrorsPage, cohort_errors_page
from trainer.queries.grave_errors_own import OwnErrorsPage, own_errors_page
from trainer.queries.person import PersonPage, person_page
from trainer.queries.person_transfer import transfer_page
from trainer.quizzes.rescoring import KeyPolicy
from trainer.storage.database import Database
from trainer.storage.retention_rows import last_request

LATER, HOUR = after(days=5), after(hours=1)
MISSED: Mapping[str, Given] = {**RIGHT_ROUTES, "im-peak": "at-once"}
PEAK = ("Peak", "/courses/care/modules/pharmacology/routes#section-peak")
PULSE_WRONG: Mapping[str, Given] = {"pulse": "never", "mood": "always", "sleep": "always", "diet": "always"}


def person(database: Database, of: Actor, by: str = SVEN) -> PersonPage:
    with database.reading() as session:
        return person_page(session, database, actor_of(database, by), enrolment_of(database, of), LATER)


def cohort(database: Database, name: str = EVENING, by: str = SVEN) -> CohortErrorsPage:
    with database.reading() as session:
        return cohort_errors_page(session, database, actor_of(database, by), cohort_id(database, name), LATER)


def own(database: Database, actor: Actor) -> OwnErrorsPage:
    with database.reading() as session:
        return own_errors_page(session, database, actor, COURSE, LATER)


def words(objectives: tuple[ObjectiveErrors, ...]) -> list[str]:
    """What each question asks, with who was wrong there, in which attempt."""
    return [
        f"{question.words}: {line.name} {line.attempt}"
        for objective in objectives
        for question in objective.questions
        for line in question.lines
    ]


def say(attempt: Taken, question: str, given: Given, sure: str, *, seen: int = 0, is_check: bool = False) -> None:
    """Answer with a certainty, as the form does."""
    form = {**attempt.form(question, given), "certainty": [sure]}
    code = attempt.code(question)
    taking_quizzes.answer(attempt.database, attempt.actor, attempt.id, code, form, seen, HOUR, is_final=is_check)


def take_presence(database: Database, actor: Actor, stay: tuple[Given, str], waiting: tuple[Given, str]) -> None:
    attempt = begin(database, actor, "presence", HOUR)
    say(attempt, "stay", *stay)
    say(attempt, "waiting", *waiting)
    attempt.submit(HOUR)


def open_screening(database: Database, actor: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(database, actor, COURSE, ROUTES, section, after())
    finish(database, actor, "routes", RIGHT_ROUTES, after())


def test_a_missed_safety_critical_question_is_there_with_what_to_read(clinic: Database, maren: Actor) -> None:
    attempt = finish(clinic, maren, "routes", MISSED, after())

    [objective] = cohort(clinic).objectives
    [question] = objective.questions
    [line] = question.lines

    assert (objective.text, objective.module, objective.read_again) == ("Compare the routes", "Routes", (PEAK,))
    assert (question.words, question.quiz, question.is_safety_critical) == (
        "When does the concentration peak after an intramuscular injection?",
        "Routes",
        True,
    )
    assert (line.name, line.attempt_id, line.attempt, line.times, line.was_sure) == ("Maren", attempt.id, 1, 1, False)
    page = cohort(clinic)
    assert (page.people, page.concerned, page.safety_critical, page.sure) == (2, 1, 1, 0)
    assert person(clinic, maren).errors == own(clinic, maren).open == page.objectives


def test_what_a_later_attempt_put_right_leaves_the_list_and_stays_with_its_day(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "routes", MISSED, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after(days=2))

    assert cohort(clinic).objectives == person(clinic, maren).errors == own(clinic, maren).open == ()
    [objective] = person(clinic, maren).put_right
    [line] = objective.questions[0].lines
    assert (line.attempt, line.put_right_at) == (1, after(days=2).at)
    assert own(clinic, maren).put_right == (objective,)


def test_a_wrong_answer_that_was_given_as_sure_is_there_and_others_are_not(clinic: Database, maren: Actor) -> None:
    behaving(clinic, CERTAINTY)
    take_presence(clinic, maren, ("never", "3"), ("nothing", "2"))

    assert words(cohort(clinic).objectives) == ["Do you stay?: Maren 1"]
    assert [(line.was_sure, line.is_safety_critical) for line in own(clinic, maren).open[0].questions[0].lines] == [
        (True, False)
    ]


def test_the_last_certainty_counts_and_none_of_a_blank(clinic: Database, maren: Actor) -> None:
    behaving(clinic, CERTAINTY)
    attempt = begin(clinic, maren, "presence", HOUR)
    say(attempt, "stay", "never", "3")
    say(attempt, "stay", "later", "1", seen=1)
    say(attempt, "waiting", (), "3")
    attempt.submit(HOUR)

    assert cohort(clinic).objectives == ()


def test_what_was_right_at_a_later_try_was_a_confident_error(clinic: Database, maren: Actor) -> None:
    behaving(clinic, f"{CERTAINTY}\n{TRIES}\ntry_cost: 0")
    attempt = begin(clinic, maren, "presence", HOUR)
    say(attempt, "stay", "never", "3", is_check=True)
    say(attempt, "stay", "always", "3", seen=1, is_check=True)
    say(attempt, "waiting", ("calm", "words"), "3")
    attempt.submit(HOUR)

    assert words(cohort(clinic).objectives) == ["Do you stay?: Maren 1"]


def test_before_its_time_ones_own_list_tells_what_the_result_tells_and_no_more(clinic: Database, maren: Actor) -> None:
    open_screening(clinic, maren)
    finish(clinic, maren, "screening", {**PULSE_WRONG, "mood": "never"}, after(hours=1))

    page = own(clinic, maren)
    [objective] = page.open
    [question] = objective.questions

    assert (objective.text, objective.is_safety_critical, question.words) == ("Compare the routes", True, "")
    assert [(line.attempt, line.times, line.was_sure) for line in question.lines] == [(1, 1, False)]
    assert page.kept_back == ("Screening",)
    assert words(person(clinic, maren).errors) == ["Is the mood asked for?: Maren 1", "Is the pulse taken?: Maren 1"]

    finish(clinic, maren, "screening", {**PULSE_WRONG, "pulse": "always", "mood": "never"}, after(hours=2))
    page = own(clinic, maren)
    assert words(page.open) == ["Is the mood asked for?: Maren 2"]
    assert words(page.put_right) == ["Is the pulse taken?: Maren 1"]
    assert page.kept_back == ()


def test_before_its_time_nothing_is_told_as_put_right(clinic: Database, maren: Actor, sven: Actor) -> None:
    open_screening(clinic, maren)
    finish(clinic, maren, "screening", PULSE_WRONG, after(hours=1))
    begin(clinic, maren, "screening", after(hours=2)).submit(after(hours=2, minutes=5))
    supervising.grant_attempts(
        clinic, sven, enrolment_of(clinic, maren), "screening", 2, "We talked.", 0, after(hours=3)
    )
    last = finish(clinic, maren, "screening", {**PULSE_WRONG, "pulse": "always", "mood": "never"}, after(hours=4))

    page = own(clinic, maren)
    assert page.put_right == ()
    [line] = page.open[0].questions[0].lines
    assert (line.attempt_id, line.attempt) == (last.id, 3)


def test_sure_and_wrong_is_kept_back_with_the_reasons(clinic: Database, maren: Actor) -> None:
    behaving(clinic, f"{CERTAINTY}\nfeedback: after-pass")
    take_presence(clinic, maren, ("never", "3"), (("calm", "words"), "3"))

    assert own(clinic, maren).open == ()
    assert own(clinic, maren).kept_back == ("Presence",)
    assert words(person(clinic, maren).errors) == ["Do you stay?: Maren 1"]


@pytest.mark.parametrize("policy", [KeyPolicy.DROP, KeyPolicy.ALL, KeyPolicy.NEW])
def test_after_a_mended_key_the_newest_score_is_the_truth(clinic: Database, maren: Actor, policy: KeyPolicy) -> None:
    finish(clinic, maren, "routes", MISSED, after())
    assert words(cohort(clinic).objectives)

    mend(clinic, policy)

    assert cohort(clinic).objectives == person(clinic, maren).errors == person(clinic, maren).put_right == ()


def test_a_mended_question_that_gives_fewer_points_is_right_with_all_of_these(clinic: Database, maren: Actor) -> None:
    publish_files(clinic, routes_with(("safety_critical: true", "safety_critical: true\n    points: 3")), after())
    finish(clinic, maren, "routes", MISSED, after())

    mend(clinic, KeyPolicy.NEW)

    assert cohort(clinic).objectives == ()


def mend(database: Database, policy: KeyPolicy) -> None:
    """Publish the question with the other option as the right one, and score anew who answered it."""
    no_more = ("minutes, correct: true", "minutes")
    instead = ("text: At once,", "text: At once, correct: true,")
    publish_files(database, routes_with(no_more, instead), after(days=1))
    path = "quizzes/routes.yml"
    with database.reading() as session:
        page = correct_page(session, database, PLATFORM, COURSE, path, "im-peak", policy, after(days=2))
    assert page.shown
    decided = Decided(policy=policy, words="The key was wrong.", seen=page.seen, digest=page.shown.digest)
    correct(database, PLATFORM, COURSE, path, "im-peak", decided, after(days=2))


def routes_with(*changes: tuple[str, str]) -> dict[str, bytes]:
    """The course with words of its quiz `routes` replaced."""
    text = care_course()["quizzes/routes.yml"].decode()
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return care_course({"quizzes/routes.yml": text})


def test_a_question_that_the_course_asks_no_more_is_no_error(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "presence", {"stay": "always", "wait": "always"}, after())
    finish(clinic, maren, "routes", MISSED, after())
    quiz = "title: Routes\nmodule: ../curriculum/pharmacology/routes.md\nquestions:\n"
    files = {"quizzes/routes.yml": quiz + always_question("other", "Do you wait?")}
    publish_files(clinic, care_course(files), after(days=1))

    assert cohort(clinic).objectives == ()


def test_the_first_questions_of_all_are_grave_only_for_who_is_sure(clinic: Database, maren: Actor) -> None:
    critical = always_question("known", "Do you know it?", critical=True, objective="pharmacology/routes#compare")
    begins = "title: Where you begin\npurpose: pre-test\nattempts: 1\n"
    publish_files(clinic, care_course({"quizzes/begin.yml": f"{begins}questions:\n{critical}"}), after())
    finish(clinic, maren, "begin", {"known": "never"}, after())

    assert cohort(clinic).objectives == ()


def test_a_pre_test_that_asks_how_sure_one_is_shows_what_is_to_be_taught_first(clinic: Database, maren: Actor) -> None:
    critical = always_question("known", "Do you know it?", critical=True, objective="pharmacology/routes#compare")
    begins = f"title: Where you begin\npurpose: pre-test\nattempts: 1\n{CERTAINTY}\n"
    publish_files(clinic, care_course({"quizzes/begin.yml": f"{begins}questions:\n{critical}"}), after())
    attempt = begin(clinic, maren, "begin", after())
    say(attempt, "known", "never", "3")
    attempt.submit(after())

    [objective] = cohort(clinic).objectives
    assert (objective.questions[0].is_pre_test, objective.read_again) == (
        True,
        (("Routes", "/courses/care/modules/pharmacology/routes"),),
    )
    finish(clinic, maren, "routes", RIGHT_ROUTES, after(days=1))
    assert cohort(clinic).objectives == ()
    assert words(own(clinic, maren).put_right) == ["Do you know it?: Maren 1"]


def test_two_people_stand_at_one_question_and_what_is_safety_critical_comes_first(
    clinic: Database, maren: Actor, jonas: Actor
) -> None:
    behaving(clinic, CERTAINTY)
    for actor in (maren, jonas):
        take_presence(clinic, actor, ("never", "3"), (("calm", "words"), "3"))
    finish(clinic, jonas, "routes", MISSED, after(hours=2))

    page = cohort(clinic)

    assert words(page.objectives) == [
        "When does the concentration peak after an intramuscular injection?: Jonas 1",
        "Do you stay?: Jonas 1",
        "Do you stay?: Maren 1",
    ]
    assert (page.concerned, page.safety_critical, page.sure) == (2, 1, 2)


def test_a_cohort_that_one_does_not_supervise_gives_nothing(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "routes", MISSED, after())

    for address in (DORA, ILSE, MAREN):
        with pytest.raises(NotFound):
            cohort(clinic, by=address)
    with pytest.raises(NotFound):
        own(clinic, actor_of(clinic, SVEN))
    assert cohort(clinic, DAY, DORA).objectives == ()


def test_who_was_transferred_is_on_the_list_of_the_new_cohort_alone(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "routes", MISSED, after())
    ada, enrolment, target = actor_of(clinic, ADA), enrolment_of(clinic, maren), cohort_id(clinic, DAY)
    with clinic.reading() as session:
        rules = transfer_page(session, clinic, ada, enrolment, target, after(days=1)).rules_seen
    placing.transfer(clinic, ada, enrolment, target, "She moved.", 1, rules, after(days=1))

    assert cohort(clinic).objectives == ()
    assert [line.name for line in cohort(clinic, DAY, DORA).objectives[0].questions[0].lines] == ["Maren"]


def test_who_was_erased_or_deactivated_is_on_no_list(clinic: Database, maren: Actor, jonas: Actor) -> None:
    for actor in (maren, jonas):
        finish(clinic, actor, "routes", MISSED, after())
    asking_for_erasure.ask(clinic, maren, PASSWORD, "192.0.2.1", after(days=1))
    with clinic.reading() as session:
        request = last_request(session, maren.person_id)
    assert request
    deciding_erasures.grant(clinic, actor_of(clinic, ADA), request.id, after(days=2), has_mail=False)
    carry_out_erasures(clinic, after(days=2, minutes=1))
    people.deactivate(clinic, PLATFORM, "jonas@example.org", after(days=2))

    assert cohort(clinic).objectives == ()
    assert person(clinic, maren).errors == ()
    assert words(person(clinic, jonas).errors) == [
        "When does the concentration peak after an intramuscular injection?: Jonas 1"
    ]
