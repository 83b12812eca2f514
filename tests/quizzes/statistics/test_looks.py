"""The questions that deserve a look come first, with the reason in words."""

import pytest

from tests.quizzes.statistics.reading import figures
from trainer.quizzes.statistics.looks import Known, Look, looks


def looked(text: str, **known: Known) -> tuple[Look, ...]:
    return looks([(each, known.get(each.asked.id, Known())) for each in figures(text).questions])


def lines(*pattern: tuple[int, str]) -> str:
    return "\n".join(["a,b,c,d", *(line for times, line in pattern for _ in range(times))])


def test_a_question_that_the_good_get_wrong_comes_before_all_others() -> None:
    text = lines((20, "0,1,1,1"), (5, "1,1,0,0"), (20, "1,0,0,0"))
    found = looked(text)
    assert found[0].question == "a"
    assert found[0].reasons[0].startswith("Those who did well in the rest did worse here: the key may be wrong")


def test_with_few_answers_it_may_be_chance() -> None:
    found = looked(lines((3, "1,1,1,0"), (3, "0,1,1,1"), (3, "1,0,0,0"), (3, "0,0,0,0"), (2, "0,1,1,1")))
    chance = "Those who did well in the rest did not do better here; with so few answers this may be chance."
    assert [look.question for look in found if chance in look.reasons] == ["a"]


def test_a_safety_critical_question_that_one_in_five_misses() -> None:
    text = lines((16, "1,1,1,0"), (4, "0,0,0,0"))
    (look,) = (each for each in looked(text, a=Known(is_safety_critical=True)) if each.question == "a")
    assert look.reasons[0] == "It is safety-critical, and 20 % of its points are missed."


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (Known(), "It is very hard: 80 % of its points are missed."),
        (Known(guess=0.25), "Guessing blindly would earn 25 %; people earn 20 %."),
    ],
)
def test_a_hard_question(known: Known, reason: str) -> None:
    text = lines((3, "1,1,1,1"), (6, "0,1,1,0"), (6, "0,0,1,0"))
    (look,) = (each for each in looked(text, a=known) if each.question == "a")
    assert reason in look.reasons


def test_a_question_that_everybody_has_right() -> None:
    (look,) = (each for each in looked(lines((12, "1,1,0,1"), (8, "1,0,0,0"))) if each.question == "a")
    assert look.reasons == ("Nearly everybody has it right (100 %), so it tells little about what people know.",)


def test_nothing_is_said_of_fewer_than_ten_answers() -> None:
    assert looked(lines((5, "0,1,1,1"), (4, "1,0,0,0"))) == ()


def test_a_good_question_is_not_named() -> None:
    found = looked(lines((8, "1,1,1,1"), (4, "1,1,0,0"), (8, "0,0,0,0")))
    assert "a" not in {look.question for look in found}


@pytest.mark.parametrize(("times", "is_named"), [(1, False), (40, True)])
def test_a_question_that_tells_nobody_apart_is_named_where_that_is_no_chance(times: int, is_named: bool) -> None:
    found = looked(
        lines((3 * times, "1,1,1,1"), (2 * times, "0,1,1,1"), (3 * times, "1,0,0,0"), (3 * times, "0,0,0,0"))
    )
    named = [look.reasons[0] for look in found if look.question == "a"]
    assert named == (["It hardly tells those who did well in the rest from the others (10 %)."] if is_named else [])
