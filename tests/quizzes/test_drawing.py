"""An attempt is drawn once, from a seed, and stored."""

from collections import Counter

import pytest

from tests.quizzes.reading import usable_quiz
from trainer.quizzes.blueprint import blueprint
from trainer.quizzes.drawing import Layout, Placed, draw, layout_from_json, layout_to_json
from trainer.quizzes.quiz import Quiz

MODULE = "module: ../curriculum/pharmacology/routes.md\n"


def numeric(question_id: str, objective: str, *, critical: bool = False) -> str:
    safety = ", safety_critical: true" if critical else ""
    return f"- {{id: {question_id}, type: numeric, objective: {objective}, prompt: '?', answer: 1, why: So.{safety}}}"


def uneven(number: int) -> Quiz:
    """Nine questions: six of one objective, two of another, one of a third; two of the first are safety-critical."""
    questions = [numeric(f"a{n}", "one", critical=n < 2) for n in range(6)]
    questions += [numeric("b0", "two"), numeric("b1", "two"), numeric("c0", "three")]
    return usable_quiz(f"{MODULE}draw: {number}\n", "\n".join(questions))


def ids(layout: Layout) -> list[str]:
    return [placed.id for placed in layout.questions]


def test_without_a_number_all_questions_are_drawn(routes: Quiz) -> None:
    layout = draw(routes, seed=1, salt="s")

    assert (layout.seed, layout.salt) == (1, "s")
    assert sorted(ids(layout)) == ["hours", "im-peak", "peaks", "signs", "steps", "transfer", "whom"]


def test_the_same_seed_draws_the_same(routes: Quiz) -> None:
    assert draw(routes, seed=7, salt="s") == draw(routes, seed=7, salt="s")
    assert len({tuple(ids(draw(routes, seed=seed, salt="s"))) for seed in range(30)}) > 20


def test_safety_critical_questions_are_always_drawn() -> None:
    quiz = uneven(3)

    for seed in range(50):
        assert {"a0", "a1"} <= set(ids(draw(quiz, seed=seed, salt="s")))


def test_safety_critical_questions_are_drawn_beyond_the_number() -> None:
    assert sorted(ids(draw(uneven(1), seed=1, salt="s"))) == ["a0", "a1"]


@pytest.mark.parametrize(
    ("number", "spread"),
    [
        (3, {"a": 2}),
        (4, {"a": 2, "b": 1, "c": 1}),
        (5, {"a": 2, "b": 2, "c": 1}),
        (6, {"a": 3, "b": 2, "c": 1}),
        (9, {"a": 6, "b": 2, "c": 1}),
    ],
)
def test_the_rest_is_spread_over_objectives(number: int, spread: dict[str, int]) -> None:
    quiz = uneven(number)

    for seed in range(50):
        drawn = ids(draw(quiz, seed=seed, salt="s"))
        held = Counter(question_id[0] for question_id in drawn)
        assert len(drawn) == len(set(drawn)) == number
        assert {key: held[key] for key in spread} == spread


def test_a_quiz_on_several_modules_is_spread_over_them_before_their_objectives() -> None:
    """Twenty questions on one objective of one module; three of another module, on two objectives."""
    questions = [numeric(f"a{n}", "pharmacology/routes#one") for n in range(20)]
    questions += [numeric(f"b{n}", f"pharmacology/disposition#{each}") for n, each in enumerate(("x", "x", "y"))]
    quiz = usable_quiz("purpose: final\ndraw: 4\n", "\n".join(questions))

    for seed in range(50):
        drawn = ids(draw(quiz, seed=seed, salt="s"))
        assert Counter(question_id[0] for question_id in drawn) == {"a": 2, "b": 2}
        assert "b2" in drawn
    shares = {share.objective.rpartition("/")[2]: (share.least, share.most) for share in blueprint(quiz, ())}
    assert shares == {"routes#one": (2, 2), "disposition#x": (1, 1), "disposition#y": (1, 1)}


@pytest.mark.parametrize("number", range(1, 14))
def test_the_blueprint_holds_for_every_draw(number: int) -> None:
    modules = {"one": ("a", "a", "a", "b", "b"), "two": ("c",), "three": ("d", "d", "e", "e", "f", "f", "f")}
    questions = [
        numeric(f"{module}{n}", f"x/{module}#{each}", critical=(module, n) == ("one", 0))
        for module, objectives in modules.items()
        for n, each in enumerate(objectives)
    ]
    quiz = usable_quiz(f"purpose: final\ndraw: {number}\n", "\n".join(questions))
    objective_of = {question.common.id: question.common.objective for question in quiz.questions}

    met = [Counter(objective_of[each] for each in ids(draw(quiz, seed=seed, salt="s"))) for seed in range(300)]

    for share in blueprint(quiz, ()):
        counts = [held[share.objective] for held in met]
        assert (min(counts), max(counts)) == (share.least, share.most)


def test_every_question_has_its_turn() -> None:
    quiz = uneven(4)

    turns = Counter(question_id for seed in range(400) for question_id in ids(draw(quiz, seed=seed, salt="s")))

    assert turns["b0"] + turns["b1"] == 400
    assert 150 < turns["b0"] < 250


def test_what_is_not_shuffled_stands_in_the_authors_order() -> None:
    quiz = usable_quiz(f"{MODULE}shuffle: false\ndraw: 4\n", "\n".join(numeric(f"q{n}", f"o{n % 3}") for n in range(9)))

    for seed in range(20):
        drawn = ids(draw(quiz, seed=seed, salt="s"))
        assert drawn == sorted(drawn)


def test_a_layout_is_stored_as_stable_text_and_read_back() -> None:
    layout = Layout(
        seed=7,
        salt="5a17",
        questions=(
            Placed(id="b", arrangement={"right": ("y", "x"), "left": ("x",)}),
            Placed(id="a", arrangement={}),
        ),
    )

    text = layout_to_json(layout)

    assert text == (
        '{"questions":[{"arrangement":{"left":["x"],"right":["y","x"]},"id":"b"},{"arrangement":{},"id":"a"}],'
        '"salt":"5a17","seed":7}'
    )
    assert layout_from_json(text) == layout


def test_a_place_is_found_by_its_question() -> None:
    placed = Placed(id="a", arrangement={})
    layout = Layout(seed=1, salt="s", questions=(placed,))

    assert layout.placed("a") == placed
    with pytest.raises(LookupError, match="the attempt does not hold the question 'b'"):
        layout.placed("b")
