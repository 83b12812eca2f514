"""The core is pure: time, chance and identity are arguments, and no file is opened."""

import pytest

from tests.house.purity import impurities
from tests.house.source import PythonFile, python_files

PURE = python_files("trainer/quizzes", "trainer/curriculum", "trainer/bulk", "trainer/kinetics") + [
    file for file in python_files("trainer") if file.path in ("trainer/problem.py", "trainer/yaml_text.py")
]


@pytest.mark.parametrize("file", PURE, ids=lambda file: file.path)
def test_a_file_of_the_core_is_pure(file: PythonFile) -> None:
    assert impurities(file) == []


def test_the_core_is_there() -> None:
    assert len(PURE) > 40


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime\ndatetime.now()",
        "from datetime import date\ndate.today()",
        "import time",
        "from time import monotonic",
        "import random",
        "from random import shuffle",
        "from random import Random\nRandom()",
        "from uuid import uuid4",
        "import os",
        "from os import environ",
        "import os.path",
        "open('course.yml')",
        "from pathlib import Path\nPath('course.yml').read_text()",
        "from flask import g",
        "from sqlalchemy import select",
        "from urllib.request import urlopen",
        "from urllib import request",
    ],
)
def test_what_is_not_pure_is_found(text: str) -> None:
    assert len(impurities(PythonFile("trainer/quizzes/example.py", text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "from random import Random\nRandom(seed)",
        "from uuid import UUID",
        "from datetime import datetime\nnow.today",
        "from urllib.parse import urlsplit",
        "from importlib.resources import files",
    ],
)
def test_what_is_pure_is_not_complained_of(text: str) -> None:
    assert impurities(PythonFile("trainer/quizzes/example.py", text)) == []
