"""What a course asks for beside modules is edited by small acts; every line that was not meant stays as it was."""

import pytest

from trainer.curriculum.course import CourseFile
from trainer.curriculum.course_file import PATH, parse_course_file
from trainer.curriculum.requirements.competency import Competency
from trainer.curriculum.requirements_acts import act_on_requirements
from trainer.curriculum.requirements_editing import (
    add_requirement,
    change_requirements,
    remove_requirement,
)
from trainer.quizzes.editing import Change
from trainer.quizzes.editing_fields import Value
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import CannotEdit

BARE = "course: care\ntitle: Care  # a remark\nareas:\n  - {id: one, title: One, modules: []}\n"
COMPETENCIES = """\
  competencies:
    # Asked of everybody.
    - id: consent
      title: Consent  # its remark
      level: 3
      anchors:
        1: Reads it out
        2: With a prompt  # of the second level
        3: >-
          Lets the patient say it
          in their own words.
    - id: scope
      title: Scope
      anchors: {1: a, 2: b, 3: c}
"""
PRACTICUM = """\
  practicum:
    - {id: observed, title: Sessions observed, count: 4, roles: [lead, observer], routes: 2}  # the first
    - {id: group, title: Group, hours: 10}
"""
SOURCE = f"""\
{BARE}evaluation: offered
requirements:
{COMPETENCIES}{PRACTICUM}  documents:
    - {{id: licence, title: Licence, expires: true}}
about:
  contact: Somebody
"""
HOSTILE = (
    "Consent: asked, heard",
    "# not a remark",
    "&anchor and *alias",
    "*alias",
    "- a dash",
    "? a question",
    "it's \"quoted\" and 'quoted'",
    "{braces} [brackets], and: more #5",
    "\U0001f642 Ärztin, 問い",
    "yes",
    "null",
    "12",
    "2026-11-23",
    "<script>alert(1)</script> & more",
    "%TAG !! | > @ `",
    "back\\slash \\n",
    "a: " + "long " * 60 + "end",
)
LINES = ("two\nlines", "one: a\n\n- two\n# three", "  indented\n\n\n'last'")


def read(text: str) -> CourseFile:
    file, problems = parse_course_file(PATH, text)
    assert problems == ()
    assert file is not None
    return file


def set_in(source: str, part: str | None, entry: str | None, key: str, value: Value | None) -> str:
    return change_requirements(source, (Change(place=Place(part=part, entry=entry), key=key, value=value),))


@pytest.mark.parametrize(
    ("place", "key", "value", "before", "after"),
    [
        ((None, None), "evaluation", "required", "evaluation: offered", "evaluation: required"),
        ((None, None), "evaluation", None, "evaluation: offered\n", ""),
        (("competencies", "consent"), "title", "Asking", "title: Consent  #", "title: Asking  #"),
        (("competencies", "consent"), "level", "2", "level: 3", "level: 2"),
        (("competencies", "consent"), "observed", 2, "level: 3\n", "level: 3\n      observed: 2\n"),
        (("competencies", "consent"), "level", None, "      level: 3\n", ""),
        (("anchors", "consent"), "2", "Once reminded", "2: With a prompt  #", "2: Once reminded  #"),
        (("anchors", "scope"), "2", "d: e", "2: b", "2: 'd: e'"),
        (("practicum", "observed"), "count", 5, "count: 4", "count: 5"),
        (("practicum", "observed"), "routes", None, ", routes: 2", ""),
        (("practicum", "observed"), "roles", ("lead",), "[lead, observer]", "[lead]"),
        (("practicum", "observed"), "phases", ("dosing",), "observer], ", "observer], phases: [dosing], "),
        (("practicum", "group"), "roles", None, "", ""),
        (("documents", "licence"), "expires", None, ", expires: true", ""),
    ],
)
def test_a_field_changes_its_own_lines(
    place: tuple[str | None, str | None], key: str, value: Value | None, before: str, after: str
) -> None:
    changed = set_in(SOURCE, *place, key, value)
    assert changed == SOURCE.replace(before, after, 1)
    read(changed)


def test_hours_take_the_place_of_times() -> None:
    place = Place(part="practicum", entry="observed")
    changes = (Change(place=place, key="count", value=None), Change(place=place, key="hours", value=12))
    changed = change_requirements(SOURCE, changes)
    assert changed == SOURCE.replace("count: 4, roles", "hours: 12, roles", 1)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_any_kind_are_read_back_as_they_were_typed(words: str) -> None:
    titled = set_in(SOURCE, "competencies", "consent", "title", words)
    anchored = set_in(titled, "anchors", "scope", "3", words)
    braced = set_in(anchored, "documents", "licence", "title", words)
    added = add_requirement(braced, "reflections", {"title": words, "prompt": words}, ()).source

    consent, scope, _, _, licence, reflection = read(added).rules.requirements
    assert isinstance(scope, Competency)
    assert (consent.title, scope.anchors[3], licence.title, reflection.title) == (words, words, words, words)
    assert [line for line in SOURCE.split("\n") if line not in added.split("\n")] == [
        line
        for line in (
            "      title: Consent  # its remark",
            "      anchors: {1: a, 2: b, 3: c}",
            "    - {id: licence, title: Licence, expires: true}",
        )
        if line not in added.split("\n")
    ]


@pytest.mark.parametrize("words", LINES)
def test_words_of_several_lines_leave_the_braces(words: str) -> None:
    anchored = set_in(SOURCE, "anchors", "consent", "3", words)
    braced = "reflections:\n    - {id: first, title: First, prompt: What?}  # a remark\n"
    source = anchored.replace("about:", f"about:\n  help: Call.\n#{'-' * 10}\n").replace(
        "  documents:", f"  {braced}  documents:"
    )
    changed = set_in(source, "reflections", "first", "prompt", words)

    assert [getattr(each, "prompt", "") for each in read(changed).rules.requirements][-1] == words.strip()
    assert "    - id: first  # a remark\n      title: First\n      prompt: |" in changed
    assert isinstance(read(changed).rules.requirements[0], Competency)


@pytest.mark.parametrize(
    ("do", "before", "after"),
    [
        ("down:competencies.consent", "", ""),
        ("up:practicum.group", "", ""),
        ("save", "", ""),
    ],
)
def test_moving_there_and_back_leaves_every_byte(do: str, before: str, after: str) -> None:
    moved = act_on_requirements(SOURCE, do)
    verb, _, what = do.partition(":")
    back = {"up": "down", "down": "up"}.get(verb)
    assert sorted(moved.split("\n")) == sorted(SOURCE.split("\n"))
    assert (moved != SOURCE) == bool(back)
    assert act_on_requirements(moved, f"{back}:{what}" if back else "save") == SOURCE.replace(before, after)


def test_a_remark_above_a_requirement_moves_with_it() -> None:
    moved = act_on_requirements(SOURCE, "down:competencies.consent")
    assert moved.index("- id: scope") < moved.index("# Asked of everybody.") < moved.index("- id: consent")


@pytest.mark.parametrize(
    ("part", "key", "gone"),
    [
        ("practicum", "group", "    - {id: group, title: Group, hours: 10}\n"),
        ("documents", "licence", "  documents:\n    - {id: licence, title: Licence, expires: true}\n"),
        ("competencies", "scope", "    - id: scope\n      title: Scope\n      anchors: {1: a, 2: b, 3: c}\n"),
    ],
)
def test_what_is_taken_out_takes_its_own_lines(part: str, key: str, gone: str) -> None:
    assert remove_requirement(SOURCE, part, key) == SOURCE.replace(gone, "", 1)


def test_the_last_requirement_takes_the_whole_key_and_the_first_one_begins_it() -> None:
    source = f"{BARE}about:\n  contact: Somebody\n"
    added = add_requirement(source, "meetings", {"title": "Drills", "count": 2}, ())
    assert added.key == "drills"
    assert added.source == source.replace(
        "about:", "requirements:\n  meetings:\n    - id: drills\n      title: Drills\n      count: 2\nabout:"
    )
    assert remove_requirement(added.source, "meetings", "drills") == source


@pytest.mark.parametrize("empty", ["requirements:\n", "requirements: {}\n", "requirements:  # later\n"])
def test_a_key_that_holds_nothing_yet_is_begun(empty: str) -> None:
    added = add_requirement(f"{BARE}{empty}", "documents", {"title": "Licence", "expires": True}, ()).source
    assert [each.item for each in read(added).rules.requirements] == ["document:licence"]
    assert added.count("requirements:") == 1
    assert ("# later" in added) == ("# later" in empty)


def test_an_id_is_made_of_the_title_and_none_comes_back() -> None:
    found = []
    source = SOURCE
    for _ in range(2):
        source, key = add_requirement(source, "documents", {"title": "Lïcence!"}, {"licence-2"})
        found.append(key)
    assert found == ["licence-3", "licence-4"]
    assert add_requirement(source, "documents", {"title": "問い"}, ()).key == "requirement"


def test_a_new_entry_is_written_as_its_neighbours_are() -> None:
    added = add_requirement(SOURCE, "practicum", {"title": "Led", "count": 4, "roles": ("lead",)}, ()).source
    neighbour = "    - {id: group, title: Group, hours: 10}\n"
    assert added == SOURCE.replace(neighbour, f"{neighbour}    - {{id: led, title: Led, count: 4, roles: [lead]}}\n")


@pytest.mark.parametrize(
    ("do", "words"),
    [
        ("up:competencies.consent", "this is the first one already"),
        ("down:practicum.group", "this is the last one already"),
        ("up:practicum.none", "'none' is not there any more"),
        ("up:none.observed", "'observed' is not there any more"),
        ("up:reflections.none", "'none' is not there any more"),
        ("up", "is not there any more"),
        ("remove:documents.licence", "this button is unknown"),
    ],
)
def test_what_cannot_be_done_is_told(do: str, words: str) -> None:
    with pytest.raises(CannotEdit, match=words):
        act_on_requirements(SOURCE, do)


def test_line_breaks_of_the_file_stay() -> None:
    source = SOURCE.replace("\n", "\r\n")
    for changed in (
        set_in(source, "anchors", "consent", "3", "one\ntwo"),
        add_requirement(source, "reflections", {"title": "First", "prompt": "a\n\nb"}, ()).source,
        add_requirement(BARE.replace("\n", "\r\n"), "documents", {"title": "Licence"}, ()).source,
        remove_requirement(source, "documents", "licence"),
        act_on_requirements(source, "up:practicum.group"),
    ):
        assert changed.replace("\r\n", "").count("\n") == 0
        read(changed)
