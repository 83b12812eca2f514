"""A response is stored as keys and words apart."""

from trainer.quizzes.questions.question import BLANK, Response
from trainer.quizzes.response_text import chosen_to_json, response_from_json, written_to_json

MIXED = Response(chosen=(("a", ("x", "y")), ("who", ("p",))), written=(("when", "sofort ü"),))


def test_keys_and_words_are_written_apart() -> None:
    assert chosen_to_json(MIXED) == '{"a":["x","y"],"who":["p"]}'
    assert written_to_json(MIXED) == '{"when":"sofort \\u00fc"}'
    assert (chosen_to_json(BLANK), written_to_json(BLANK)) == ("{}", "{}")


def test_a_response_is_read_back() -> None:
    assert response_from_json(chosen_to_json(MIXED), written_to_json(MIXED)) == MIXED
    assert response_from_json("{}") == BLANK


def test_where_the_words_were_erased_the_keys_stand() -> None:
    assert response_from_json(chosen_to_json(MIXED)) == Response(chosen=MIXED.chosen)


def test_the_order_of_slots_in_stored_text_makes_no_difference() -> None:
    assert response_from_json('{"who":["p"],"a":["x","y"]}', '{"when":"sofort ü"}') == MIXED
