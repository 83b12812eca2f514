"""Sources that were retracted or superseded: how it is written, what readers see, which claims rest on them."""

import pytest

from tests.support.care_course import care_course
from trainer.addresses import links_of
from trainer.curriculum.bibliography import PATH, parse_bibliography
from trainer.curriculum.bibliography_marks import Mark, Status
from trainer.curriculum.checking import check_course
from trainer.curriculum.citations import citations_of
from trainer.curriculum.previewing import preview
from trainer.curriculum.rendering import Renderer

NEWER = "@misc{newer,\n  author = {Otto, J.},\n  title = {Newer},\n  year = {2020}\n}\n"
MODULE = "curriculum/pharmacology/routes.md"
QUIZ = "quizzes/routes.yml"
LINKS = links_of("care")


def marked(lines: str) -> str:
    """A bibliography whose first entry has these lines, from line 5 on."""
    return f"@misc{{old,\n  author = {{Grant, I.}},\n  title = {{Old}},\n  year = {{1981}},\n{lines}\n}}\n{NEWER}"


def problems_of(lines: str) -> list[str]:
    """The problems of such a bibliography."""
    return [f"{each.line}: {each.severity}: {each.message}" for each in parse_bibliography(PATH, marked(lines))[1]]


def mark_of(lines: str) -> Mark | None:
    return parse_bibliography(PATH, marked(lines))[0]["old"].mark


RETRACTED = """\
  status = {retracted},
  status_note = {Data were invented, https://example.org/a_b.},
  status_date = {2010-02-02}"""
SUPERSEDED = "  status = {superseded},\n  superseded_by = {newer}"


def test_a_mark_is_read_from_fields_of_its_own() -> None:
    assert problems_of(RETRACTED) == []
    assert mark_of(RETRACTED) == Mark(
        status=Status.RETRACTED, note="Data were invented, https://example.org/a_b.", day="2010-02-02"
    )
    assert problems_of(SUPERSEDED) == []
    assert mark_of(SUPERSEDED) == Mark(status=Status.SUPERSEDED, by="newer")
    assert mark_of("  note = {kept}") is None


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("  status = {retratced}", "5: error: 'retratced' is not what became of a source; did you mean 'retracted'?"),
        (
            "  status_note = {Why}",
            "5: error: the entry 'old' does not say what became of it; "
            "add 'status = {retracted}' or 'status = {superseded}'",
        ),
        (
            "  status = {retracted}",
            "5: warning: the entry 'old' does not say why it was retracted; "
            "add 'status_note = {...}' with the reason and where it was announced",
        ),
        (
            "  status = {superseded}",
            "5: warning: the entry 'old' does not say by what it was superseded; "
            "add 'superseded_by = {key}', or 'status_note = {...}'",
        ),
        (
            "  status = {superseded},\n  superseded_by = {new}",
            "6: error: there is no entry 'new' to supersede 'old'; did you mean 'newer'?",
        ),
        (
            "  status = {superseded},\n  superseded_by = {old}",
            "6: error: the entry 'old' cannot be superseded by itself; name the other source",
        ),
        (
            "  status = {superseded},\n  status_note = {Why},\n  status_date = {2010-02-30}",
            "7: error: '2010-02-30' is no day of the calendar; "
            "write a year, a month or a day, such as 'status_date = {2010-02-02}'",
        ),
    ],
)
def test_a_mark_that_says_too_little_or_something_else_is_a_problem_at_its_line(lines: str, problem: str) -> None:
    assert problems_of(lines) == [problem]


def test_sources_do_not_supersede_each_other_in_a_circle() -> None:
    text = marked(SUPERSEDED).replace("year = {2020}", "year = {2020}, status = {superseded}, superseded_by = {old}")
    assert [f"{each.line}: {each.message}" for each in parse_bibliography(PATH, text)[1]] == [
        "6: 'old' is superseded in a circle; let one of the sources be the newest",
        "11: 'newer' is superseded in a circle; let one of the sources be the newest",
    ]


def test_readers_see_the_mark_before_the_entry_and_its_reason_behind() -> None:
    assert citations_of(marked(RETRACTED)).reference("old") == (
        "<strong>⚠\ufe0e Retracted:</strong> Grant, I. (1981). <i>Old</i>. [Data were invented, "
        '<a href="https://example.org/a_b" rel="noopener noreferrer">https://example.org/a_b</a>.; 2010-02-02]'
    )
    assert citations_of(marked(SUPERSEDED)).reference("old") == (
        "<strong>↻ Superseded by Otto, 2020:</strong> Grant, I. (1981). <i>Old</i>."
    )


def test_the_words_of_a_mark_are_no_markup() -> None:
    text = marked("  status = {retracted},\n  status_note = {<script>x</script> & more}")
    assert "[&lt;script&gt;x&lt;/script&gt; &amp; more]" in citations_of(text).reference("old")


def care(lines: str) -> dict[str, bytes]:
    """The course `care`, whose one source has these lines."""
    references = care_course()[PATH].decode().rstrip().removesuffix("}")
    return care_course({PATH: f"{references},\n{lines}\n}}\n{NEWER}"})


def test_every_claim_on_a_retracted_source_is_a_warning_at_its_line() -> None:
    found = check_course(care("  status = {retracted},\n  status_note = {Why}"), LINKS)

    assert found.course is not None
    assert [str(each) for each in found.problems] == [
        "curriculum/pharmacology/routes.md:9: warning: 'hirlinger1984' was retracted, and this rests on it: "
        "“An opening about a troche.”; find another source, or reword it",
        "quizzes/routes.yml:15: warning: 'hirlinger1984' was retracted, and this rests on it: “When does the "
        "concentration peak after an intramuscular injection?”; find another source, or reword it",
    ]


def test_a_superseded_source_may_be_cited_on_purpose() -> None:
    assert check_course(care(SUPERSEDED), LINKS).problems == ()


def test_an_author_is_warned_while_writing_of_the_text_at_hand_only() -> None:
    files = care("  status = {retracted},\n  status_note = {Why}")

    assert [each.line for each in preview(files, MODULE, LINKS).problems] == [9]
    assert [each.line for each in preview(files, QUIZ, LINKS).problems] == [15]
    assert preview(files, PATH, LINKS).problems == ()


def test_a_module_and_a_quiz_tell_of_a_retraction_where_they_cite() -> None:
    course = check_course(care("  status = {retracted},\n  status_note = {Why}"), LINKS).course
    assert course is not None
    renderer = Renderer(course=course, links=LINKS)

    module = renderer.module("pharmacology/routes")[0]
    texts = renderer.quiz(course.quizzes[[quiz.path for quiz in course.quizzes].index(QUIZ)])[0]

    assert "<strong>⚠\ufe0e Retracted:</strong> Hirlinger" in module.sources[0].html
    assert "<strong>⚠\ufe0e Retracted:</strong> Hirlinger" in module.opening_notes[0].html
    assert texts.sources["hirlinger1984"].striptags() == "Hirlinger & Dick, 1984, retracted"
