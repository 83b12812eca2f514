"""A term of the glossary is added, changed and taken out, and the lines of other terms stay as they are."""

from pathlib import Path

import pytest

from trainer.curriculum.glossary_editing import add_term, change_term, remove_term
from trainer.curriculum.glossary_file import parse_glossary
from trainer.curriculum.glossary_form import terms_of
from trainer.quizzes.editing import Change
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import CannotEdit

GLOSSARY = """\
# Words of the course.
aneurysm:
  term: Aneurysm
  definition: A bulge.

troche:
  term: Troche
  also: [lozenge]
  definition: >-
    A tablet that melts
    in the mouth.
"""
SHIPPED = (Path(__file__).parents[2] / "curriculum" / "glossary.yml").read_text(encoding="utf-8")


def keys(text: str) -> list[str]:
    terms, problems = parse_glossary("curriculum/glossary.yml", text)
    assert problems == ()
    return list(terms)


def test_a_term_is_added_where_the_alphabet_puts_it() -> None:
    added = add_term(GLOSSARY, "Half-life: the time", ("half life",), "The time: until half is gone [@zanos2018b].")
    assert added.key == "half-life-the-time"
    assert added.source == GLOSSARY.replace(
        "\ntroche:",
        """
half-life-the-time:
  term: 'Half-life: the time'
  also: [half life]
  definition: 'The time: until half is gone [@zanos2018b].'

troche:""",
    )


@pytest.mark.parametrize(("term", "place"), [("Absorption", 0), ("Midazolam", 1), ("Zofran", 2)])
def test_a_term_stands_apart_from_its_neighbours(term: str, place: int) -> None:
    added = add_term(GLOSSARY, term, (), "Words.")
    assert keys(added.source).index(added.key) == place
    assert added.source.count("\n\n") == 2
    assert remove_term(added.source, added.key) == GLOSSARY


@pytest.mark.parametrize("begun", ["", "\n", "# Words of the course.\n"])
def test_the_first_term_begins_the_glossary(begun: str) -> None:
    added = add_term(begun, "Troche", (), "A lozenge.")
    assert keys(added.source) == ["troche"]
    assert added.source.startswith(begun.strip())


def test_a_key_never_comes_twice() -> None:
    assert add_term(GLOSSARY, "Troche", (), "Another.").key == "troche-2"
    assert add_term(GLOSSARY, "Bolus", (), "Words.", retired={"bolus"}).key == "bolus-2"


def test_a_field_changes_its_own_lines() -> None:
    changed = change_term(
        GLOSSARY,
        (
            Change(place=Place(part="terms", entry="troche"), key="definition", value="A tablet that melts\nslowly."),
            Change(place=Place(part="terms", entry="troche"), key="also", value=None),
            Change(place=Place(part="terms", entry="aneurysm"), key="also", value=("bulge", "no: colon")),
        ),
    )
    folded, literal = ">-\n    A tablet that melts\n    in the mouth.", "|-\n    A tablet that melts\n    slowly."
    assert changed == GLOSSARY.replace("  also: [lozenge]\n", "").replace(folded, literal).replace(
        "Aneurysm\n", "Aneurysm\n  also: [bulge, 'no: colon']\n"
    )


def test_every_term_of_the_shipped_glossary_can_be_taken_out_and_leaves_the_rest() -> None:
    terms = terms_of(SHIPPED)
    assert len(terms) > 30
    for term in terms[::7]:
        left = remove_term(SHIPPED, term.key)
        assert keys(left) == [key for key in keys(SHIPPED) if key != term.key]
        assert "\n\n\n" not in left
        assert not left.startswith("\n")


def test_what_cannot_be_done_is_told() -> None:
    with pytest.raises(CannotEdit, match="no term 'bolus' any more"):
        change_term(GLOSSARY, (Change(place=Place(part="terms", entry="bolus"), key="term", value="Bolus"),))
    with pytest.raises(CannotEdit, match="the only term"):
        remove_term("troche:\n  term: Troche\n  definition: A lozenge.\n", "troche")
    with pytest.raises(CannotEdit):
        terms_of("troche: [")
