"""The forms of requirements show what a source holds, and what was typed is written as it was meant."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.curriculum.test_requirements_editing import SOURCE, set_in
from trainer.curriculum.course_file import PATH, parse_course_file
from trainer.curriculum.requirements_editing import PARTS
from trainer.curriculum.requirements_filling import filled, wrong_in
from trainer.curriculum.requirements_form import new_requirement, problems_at, read_requirements_form
from trainer.quizzes.editing_tree import CannotEdit
from trainer.quizzes.form_changes import Unreadable, changes_of

SHIPPED = (Path(__file__).parents[2] / "curriculum" / "course.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ["", "course: [", "requirements: words\n", "requirements:\n  practicum: words\n", "requirements: [a]\n"],
)
def test_a_source_that_no_form_can_show_is_refused_in_words(text: str) -> None:
    with pytest.raises(CannotEdit):
        read_requirements_form(text)


def test_the_forms_of_the_shipped_course_change_nothing_when_they_are_sent_as_they_came() -> None:
    form = read_requirements_form(SHIPPED)
    fields = [form.evaluation, *(field for part in PARTS for each in form.parts[part] for field in each.fields)]
    assert len(fields) == 122
    for field in fields:
        sent = {"true": ["no", "yes"]}.get(field.words, field.words.split("\n") if field.choices else [field.words])
        assert changes_of((field,), {field.name: sent}) == ()


def test_a_level_that_is_left_out_is_shown_as_the_one_that_holds() -> None:
    scope = read_requirements_form(SOURCE).requirement("competencies", "scope")
    assert scope is not None
    level = next(field for field in scope.fields if field.key == "level")
    assert (level.words, level.choices) == ("3", ("1", "2", "3"))
    assert changes_of(scope.fields, {"requirement.level": ["3"]}) == ()


def test_roles_may_be_chosen_in_any_order_and_none_that_is_not_there() -> None:
    found = read_requirements_form(SOURCE).requirement("practicum", "observed")
    assert found is not None
    assert changes_of(found.fields, {"requirement.roles": ["", "lead", "observer"]}) == ()
    [change] = changes_of(found.fields, {"requirement.roles": ["", "second", "observer"]})
    assert change.value == ("observer", "second")
    with pytest.raises(Unreadable, match="Choose one of the list"):
        changes_of(found.fields, {"requirement.roles": ["king"]})


def test_a_field_of_the_shipped_course_changes_nothing_but_its_own_lines() -> None:
    form = read_requirements_form(SHIPPED)
    lines = SHIPPED.split("\n")
    for part in PARTS:
        for each in form.parts[part]:
            for field in each.fields:
                if field.name not in each.lines_of:
                    continue
                value = "Words" if not field.choices else field.choices[:1] if field.kind.value == "many" else "1"
                numeric = 1 if field.key in ("observed", "count", "hours", "routes") else value
                wanted = False if field.key == "expires" else numeric
                edited = set_in(SHIPPED, field.place.part, field.place.entry, field.key, wanted).split("\n")
                own = each.lines_of[field.name]
                above, below = lines[: own.start - 1], lines[own.stop - 1 :]
                assert (edited[: len(above)], edited[-len(below) :]) == (above, below), field.name
                assert edited != lines or field.words in ("1", "observer"), field.name


def fill(part: str, typed: Mapping[str, str | list[str]]) -> tuple[dict[str, str], dict[str, object]]:
    form = new_requirement(part)
    sent = {name: [value] if isinstance(value, str) else value for name, value in typed.items()}
    wrong = wrong_in(form, sent)
    return wrong, {} if wrong else dict(filled(form, sent))


def test_a_new_requirement_is_written_of_what_was_typed() -> None:
    typed: dict[str, str | list[str]] = {
        "requirement.title": " Led ",
        "requirement.count": "4",
        "requirement.hours": "",
        "requirement.roles": ["", "lead", "second"],
        "requirement.phases": [""],
    }
    assert fill("practicum", typed) == ({}, {"title": "Led", "count": 4, "roles": ("second", "lead")})
    assert fill("documents", {"requirement.title": "Licence", "requirement.expires": ["no", "yes"]}) == (
        {},
        {"title": "Licence", "expires": True},
    )
    anchors = {"anchors.1": "a", "anchors.2": "b", "anchors.3": "c"}
    assert fill("competencies", {"requirement.title": "Consent", "requirement.level": "2", **anchors}) == (
        {},
        {"title": "Consent", "level": 2, "anchors": {"1": "a", "2": "b", "3": "c"}},
    )


@pytest.mark.parametrize(
    ("part", "typed", "wrong"),
    [
        ("meetings", {}, {"requirement.title": "Say what it is called."}),
        (
            "meetings",
            {"title": "a"},
            {"requirement.count": "Say how much is asked for: either a number of times or hours."},
        ),
        (
            "meetings",
            {"title": "a", "count": "1", "hours": "1"},
            {"requirement.count": "Write either a number of times or hours, and leave the other one empty."},
        ),
        (
            "meetings",
            {"title": "a", "count": "0"},
            {"requirement.count": "Write a whole number from 1 to 999, in digits."},
        ),
        (
            "meetings",
            {"title": "a", "hours": "1e3"},
            {"requirement.hours": "Write a whole number from 1 to 9999, in digits."},
        ),
        (
            "practicum",
            {"title": "a", "count": "1", "routes": "-1"},
            {"requirement.routes": "Write a whole number from 0 to 5, in digits."},
        ),
        ("practicum", {"title": "a", "count": "1", "roles": "god"}, {"requirement.roles": "Choose from the list."}),
        (
            "practicum",
            {"title": "a", "count": "²"},
            {"requirement.count": "Write a whole number from 1 to 999, in digits."},
        ),
        ("reflections", {"title": "a", "prompt": " \n "}, {"requirement.prompt": "Say what is to be written about."}),
    ],
)
def test_what_cannot_be_typed_is_said_at_its_field(part: str, typed: dict[str, str], wrong: dict[str, str]) -> None:
    assert fill(part, {f"requirement.{key}": value for key, value in typed.items()})[0] == wrong


def test_a_mistake_is_shown_at_its_field_where_it_is_about_one() -> None:
    source = (
        SOURCE.replace("level: 3", "level: 7")
        .replace("roles: [lead, observer]", "roles: [king]")
        .replace("hours: 10", "hours: 10, count: 3, more: 1")
    )
    form = read_requirements_form(source)
    problems = parse_course_file(PATH, source)[1]

    def shown(part: str, key: str) -> tuple[dict[str, str], list[str]]:
        found = form.requirement(part, key)
        assert found is not None
        at_field, others = problems_at(found, problems)
        return at_field, [each.message for each in others]

    assert shown("competencies", "consent") == (
        {"requirement.level": "'level' must be a whole number from 1 to 3, found a number '7'."},
        [],
    )
    at_field, others = shown("practicum", "observed")
    assert (list(at_field), others) == (["requirement.roles"], [])
    at_field, others = shown("practicum", "group")
    assert at_field == {}
    assert others == [
        "say how much is asked for: either 'count: ...' or 'hours: ...'",
        "unknown key 'more'; known are: count, hours, id, phases, roles, routes, title",
    ]
    assert shown("competencies", "scope") == ({}, [])
