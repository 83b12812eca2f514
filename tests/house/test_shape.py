"""Files are short, begin with one sentence, and are called by what they are about."""

import pytest

from tests.house.shape import complaints
from tests.house.source import PythonFile, python_files

BODY = "    pass\n"


@pytest.mark.parametrize("file", python_files("trainer", "tests"), ids=lambda file: file.path)
def test_a_file_has_the_shape_of_the_house(file: PythonFile) -> None:
    assert complaints(file) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("trainer/a.py", "import json\n"),
        ("trainer/a.py", '"""No full stop"""\n'),
        ("trainer/a.py", '"""Two sentences. On one line."""\n'),
        ("trainer/a.py", '"""One sentence.\n\nAnd more."""\n'),
        ("trainer/a.py", '"""Long."""\n' + "\n" * 350),
        ("trainer/a.py", '"""Long."""\ndef publish():\n' + BODY * 60),
        ("trainer/a.py", '"""Verbs."""\ndef handle_request(): ...\n'),
        ("trainer/a.py", '"""Verbs."""\nclass A:\n    async def _process_it(self): ...\n'),
        ("trainer/utils.py", '"""Things."""\n'),
        ("trainer/web/helpers/dates.py", '"""Things."""\n'),
        ("trainer/manager.py", '"""Things."""\n'),
    ],
)
def test_another_shape_is_found(path: str, text: str) -> None:
    assert len(complaints(PythonFile(path, text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        '"""Lets `python -m trainer` do what `trainer` does."""\n',
        '"""Long."""\n' + "\n" * 349,
        '"""Long."""\ndef publish():\n' + BODY * 59,
        '"""Verbs."""\ndef handled(): ...\ndef processes(): ...\n',
    ],
)
def test_the_shape_of_the_house_is_not_complained_of(text: str) -> None:
    assert complaints(PythonFile("trainer/a.py", text)) == []
