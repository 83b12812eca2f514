"""An attempt is scored anew by what was decided about a question, and by nothing else."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quizzes.reading import usable_quiz
from tests.support.courses import single_choice
from trainer.quizzes.drawing import Placed
from trainer.quizzes.marking import Marking, Turn
from trainer.quizzes.questions.question import Question, Response
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.rescoring import Change, KeyCorrection, KeyPolicy, Taken, change, rescore
from trainer.quizzes.scoring import Given, score

NAMES = ("a", "b", "c", "d", "e")
HEAD = "module: ../curriculum/a/b.md\npass_mark: 80\n"
OPTIONS = ("yes", "no", "perhaps", "")


def quiz(right: str = "no", **first: object) -> Quiz:
    """Five questions, of which the first one has this option as its key; of the others 'yes' is right."""
    rest = "".join(single_choice(name) for name in NAMES[1:])
    return usable_quiz(HEAD, single_choice("a", right=right, **first) + rest)  # type: ignore[arg-type]  # by name


def taken(*chosen: str, of: Quiz | None = None) -> Taken:
    """An attempt by the wrong key, with an option for each question; '' for none."""
    answers = {
        name: Given(response=Response(chosen=(("choice", (option,)),)))
        for name, option in zip(NAMES, chosen, strict=True)
        if option
    }
    placed = tuple(Placed(id=name, arrangement={}) for name in NAMES)
    return Taken(quiz=of or quiz(), placed=placed, given=answers, markings={})


def correction(policy: KeyPolicy, *, lowers: bool = False, right: str = "yes", question: str = "a") -> KeyCorrection:
    """A question whose key is another one since."""
    return KeyCorrection(question=question, now=quiz(right).question(question), policy=policy, lowers=lowers)


@pytest.mark.parametrize(
    ("policy", "old_key", "new_key", "neither"),
    [
        (KeyPolicy.BOTH, (5, 5), (5, 5), (4, 5)),
        (KeyPolicy.NEW, (4, 5), (5, 5), (4, 5)),
        (KeyPolicy.DROP, (4, 4), (4, 4), (4, 4)),
        (KeyPolicy.ALL, (5, 5), (5, 5), (5, 5)),
    ],
)
def test_each_policy_counts_what_it_says(
    policy: KeyPolicy, old_key: tuple[int, int], new_key: tuple[int, int], neither: tuple[int, int]
) -> None:
    for option, expected in (("no", old_key), ("yes", new_key), ("perhaps", neither)):
        result = rescore(taken(option, "yes", "yes", "yes", "yes"), [correction(policy, lowers=True)])
        assert (int(result.points), int(result.maximum)) == expected


def test_a_result_that_would_be_lower_stays_unless_it_is_asked_for() -> None:
    by_the_old_key = taken("no", "yes", "yes", "yes", "no")

    stays = rescore(by_the_old_key, [correction(KeyPolicy.NEW)])
    falls = rescore(by_the_old_key, [correction(KeyPolicy.NEW, lowers=True)])

    assert (stays.points, stays.passed) == (Fraction(4), True)
    assert (falls.points, falls.passed) == (Fraction(3), False)


def test_what_was_not_counted_before_is_not_counted_by_the_next_correction() -> None:
    attempt = taken("no", "no", "yes", "yes", "yes")
    second = KeyCorrection(question="b", now=single_b("no"), policy=KeyPolicy.NEW)

    assert rescore(attempt, [correction(KeyPolicy.NEW), second]).points == 5


def single_b(right: str) -> Question:
    """The second question with another key."""
    return usable_quiz(HEAD, single_choice("b", right=right)).questions[0]


def test_a_safety_critical_question_whose_key_was_wrong_fails_nobody_any_more() -> None:
    critical = quiz(critical=True)
    now = quiz("yes", critical=True).question("a")
    attempt = taken("yes", "yes", "yes", "yes", "yes", of=critical)

    changed = change(attempt, (), KeyCorrection(question="a", now=now, policy=KeyPolicy.BOTH))

    assert (changed.before.passed, changed.after.passed) == (False, True)
    assert (changed.passes, changed.rises, changed.lowers) == (True, True, False)


def test_a_question_that_left_the_quiz_can_be_dropped_and_everybody_can_have_its_points() -> None:
    attempt = taken("yes", "yes", "yes", "yes", "no")
    dropped = rescore(attempt, [KeyCorrection(question="a", now=None, policy=KeyPolicy.DROP)])
    given_to_all = rescore(attempt, [KeyCorrection(question="a", now=None, policy=KeyPolicy.ALL)])

    assert (int(dropped.points), int(dropped.maximum), dropped.passed) == (3, 4, False)
    assert (int(given_to_all.points), int(given_to_all.maximum), given_to_all.passed) == (4, 5, True)


chosen = st.tuples(*[st.sampled_from(OPTIONS)] * 5)
policies = st.sampled_from(KeyPolicy)
keys = st.sampled_from(OPTIONS[:3])


@given(chosen=chosen, policy=policies, lowers=st.booleans())
def test_an_unchanged_key_changes_nothing(chosen: tuple[str, ...], policy: KeyPolicy, lowers: bool) -> None:
    attempt = taken(*chosen)

    result = rescore(attempt, [correction(policy, right="no", lowers=lowers)])

    assert result == score(attempt.quiz, attempt.placed, attempt.given)


@given(chosen=chosen, right=keys, policy=st.sampled_from([KeyPolicy.BOTH, KeyPolicy.ALL]))
def test_both_keys_and_points_for_all_never_lower(chosen: tuple[str, ...], right: str, policy: KeyPolicy) -> None:
    assert not change(taken(*chosen), (), correction(policy, right=right)).lowers


@given(chosen=chosen, decided=st.lists(st.tuples(policies, keys), max_size=4))
def test_nothing_is_lowered_that_nobody_asked_for_however_often_a_key_is_mended(
    chosen: tuple[str, ...], decided: list[tuple[KeyPolicy, str]]
) -> None:
    attempt = taken(*chosen)
    corrections = [correction(policy, right=right) for policy, right in decided]

    after = rescore(attempt, corrections)

    assert 0 <= after.points <= after.maximum
    assert not Change(before=rescore(attempt, ()), after=after).lowers


def essay(points: int) -> Quiz:
    """A question that people mark, whose first item of the rubric gives so many points."""
    return usable_quiz(
        HEAD,
        f"""
        - id: essay
          type: extended
          objective: know
          prompt: What do you do?
          points: {points + 1}
          rubric:
            - {{id: ask, text: Asks, points: {points}, for_learner: Ask first.}}
            - {{id: stay, text: Stays, points: 1, for_learner: Stay.}}
        """,
    )


def test_whoever_received_an_item_of_a_rubric_gets_its_new_points() -> None:
    old, now = essay(1), essay(3).questions[0]
    given = {"essay": Given(response=Response(written=(("answer", "I ask."),)))}
    marking = Marking(marker_id=UUID(int=1), turn=Turn.FIRST, received=frozenset({"ask"}))
    placed = (Placed(id="essay", arrangement={}),)
    attempt = Taken(quiz=old, placed=placed, given=given, markings={"essay": marking})

    changed = change(attempt, (), KeyCorrection(question="essay", now=now, policy=KeyPolicy.NEW))

    assert (int(changed.before.points), int(changed.before.maximum)) == (1, 2)
    assert (int(changed.after.points), int(changed.after.maximum)) == (3, 4)
    assert changed.after.waiting == ()
