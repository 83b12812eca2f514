"""What a change of course.yml asks more or less of people is known before it is saved."""

import pytest

from tests.curriculum.test_requirements_editing import SOURCE
from trainer.curriculum.course_file import PATH, parse_course_file
from trainer.curriculum.requirements_effect import Altered, effect_of

CONSENT = "Level 3 (independent), seen in 1 encounter"


def test_every_kind_says_in_words_what_it_asks_for() -> None:
    more = """\
  meetings:
    - {id: drills, title: Drills, count: 1}
    - {id: calls, title: Calls, hours: 1}
  reflections:
    - {id: first, title: First, prompt: What?}
about:"""
    source = SOURCE.replace("hours: 10}", "hours: 10, roles: [lead, second], phases: [dosing, integration]}")
    source = source.replace("expires: true}\n", "expires: true}\n    - {id: cover, title: Cover}\n").replace(
        "about:", more
    )
    file, problems = parse_course_file(PATH, source)
    assert problems == ()
    assert file is not None
    assert {each.item: each.asks for each in file.rules.requirements} == {
        "competency:consent": CONSENT,
        "competency:scope": CONSENT,
        "practicum:observed": "4 sessions (lead or observer; 2 different routes)",
        "practicum:group": "10 hours (lead or second; dosing or integration)",
        "meetings:drills": "1 meeting",
        "meetings:calls": "1 hour",
        "document:licence": "A document, until the day that stands on it",
        "document:cover": "A document",
        "reflection:first": "A text",
    }


@pytest.mark.parametrize(
    ("before", "after", "is_harder", "is_milder", "altered"),
    [
        (
            "level: 3",
            "level: 2",
            False,
            True,
            ("Consent", CONSENT, "Level 2 (safe with prompting), seen in 1 encounter"),
        ),
        (
            "level: 3",
            "level: 3\n      observed: 2",
            True,
            False,
            ("Consent", CONSENT, "Level 3 (independent), seen in 2 separate encounters"),
        ),
        (
            "level: 3",
            "level: 2\n      observed: 2",
            True,
            True,
            ("Consent", CONSENT, "Level 2 (safe with prompting), seen in 2 separate encounters"),
        ),
        ("hours: 10", "hours: 8", False, True, ("Group", "10 hours", "8 hours")),
        ("hours: 10", "count: 8", True, True, ("Group", "10 hours", "8 sessions")),
        (", expires: true", "", False, True, ("Licence", "A document, until the day that stands on it", "A document")),
        ("    - {id: group, title: Group, hours: 10}\n", "", False, True, ("Group", "10 hours", "Nothing")),
        ("id: group", "id: small", True, True, ("Group", "10 hours", "Nothing")),
        (
            "evaluation: offered",
            "evaluation: required",
            True,
            False,
            (
                "Evaluation",
                "Asked of whoever completed the course; it may be left out",
                "Asked of whoever completed the course, before the certificate",
            ),
        ),
    ],
)
def test_a_change_that_asks_more_or_less_is_told(
    before: str, after: str, is_harder: bool, is_milder: bool, altered: tuple[str, str, str]
) -> None:
    effect = effect_of(SOURCE, SOURCE.replace(before, after, 1))
    assert effect is not None
    title, was, is_now = altered
    assert (effect.is_harder, effect.is_milder) == (is_harder, is_milder)
    assert effect.altered[0] == Altered(title=title, before=was, after=is_now)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: Consent", "title: Asking"),
        ("1: Reads it out", "1: Reads"),
        ("observer]", "observer]  # a remark"),
        ("title: Care", "title: [Care"),
        ("evaluation: offered", "complete_when: {quizzes: passed}\nevaluation: offered"),
    ],
)
def test_a_change_of_words_is_no_news_to_anybody(before: str, after: str) -> None:
    assert effect_of(SOURCE, SOURCE.replace(before, after, 1)) is None


def test_each_effect_is_told_by_its_own_word() -> None:
    told = [effect_of(SOURCE, SOURCE.replace("count: 4", f"count: {count}")) for count in (5, 6, 5)]
    words = [effect.told for effect in told if effect]
    assert (len(words), len(set(words)), words[0] == words[2]) == (3, 2, True)
