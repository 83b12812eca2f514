"""What is exported and published again is the same, byte for byte."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from tests.support.courses import COURSE_FILE, course_text, module_text, quiz_text, tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import publish
from trainer.course_folder import read_folder, write_folder
from trainer.queries.editions import edition_files
from trainer.storage.database import Database

SETTINGS = settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

WORDS = st.text(
    st.sampled_from("ab é字\t\u00a0\u2028\u0085\x0c#*_`[]<>&\"'\\\n"), max_size=40
)  # what breaks lines elsewhere is among them, though not for us
ENDS = st.sampled_from(["", "\n", "\n\n\n", "  \n", "\t"])
NAMES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,60}", fullmatch=True)


@st.composite
def courses(draw: st.DrawFn) -> dict[str, bytes]:
    """A course with odd names, odd words, odd ends and a figure."""
    module, figure = draw(NAMES), draw(NAMES)
    begun = f"So it begins. {draw(WORDS)}\n\n![A dot](../figures/{figure}.svg)"
    key = f"basics/{module}"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A dot</title></svg>'
    return tiny_course(
        areas={"basics": (), "practice": ()},
        files={
            COURSE_FILE: course_text(areas={"basics": (f"'{module}'",)}) + draw(ENDS),
            f"curriculum/{key}.md": module_text("first", {"begin": begun, "end": "So it ends."}) + draw(ENDS),
            f"quizzes/{module}.yml": quiz_text(key) + draw(st.sampled_from(["", "# é字 \u2028\n", "\n\n"])),
            f"curriculum/figures/{figure}.svg": svg + draw(ENDS),
        },
    )


@SETTINGS
@given(course=courses())
def test_a_course_comes_out_of_two_databases_as_it_went_into_the_first(
    templates: Templates, course: dict[str, bytes]
) -> None:
    first, second = templates.get("newest"), templates.get("newest")
    assume(publish(first, course, november(1)).number == 1)

    once = _exported(first)
    again = publish(second, once, november(1))

    assert once == course
    assert again.number == 1
    assert _exported(second) == course
    assert publish(first, once, november(2)).is_unchanged
    assert publish(second, once, november(2)).is_unchanged


def _exported(database: Database) -> dict[str, bytes]:
    """What stands in a folder into which the newest edition was written."""
    with TemporaryDirectory() as folder:
        write_folder(Path(folder), edition_files(database, None).files)
        files, problems = read_folder(Path(folder))
    assert problems == ()
    return files
