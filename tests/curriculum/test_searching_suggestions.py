"""What is suggested while somebody types."""

import pytest

from trainer.curriculum.searching_suggestions import candidate, suggest

CANDIDATES = (
    candidate("Module", "a", "", "Routes and absorption", ["P1"]),
    candidate("Module", "b", "", "Screening"),
    candidate("Term", "", "benzodiazepine", "Benzodiazepines", ["benzos"]),
    candidate("Section", "a", "peak", "The peak and the route"),
    candidate("Section", "b", "cafe", "Café"),
)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("rou", ["Routes and absorption", "The peak and the route"]),
        ("the rou", ["The peak and the route"]),
        ("rou abs", ["Routes and absorption"]),
        ("P1", ["Routes and absorption"]),
        ("benzos", ["Benzodiazepines"]),
        ("cafe", ["Café"]),
        ("ute", []),
        ("", []),
        ('* ( "', []),
    ],
)
def test_what_begins_like_it_is_suggested(typed: str, labels: list[str]) -> None:
    assert [each.label for each in suggest(typed, CANDIDATES)] == labels


def test_no_more_are_suggested_than_fit() -> None:
    many = [candidate("Module", str(number), "", f"Route {number}") for number in range(100)]
    assert [each.label for each in suggest("route", many, most=3)] == ["Route 0", "Route 1", "Route 2"]
