"""A test that is skipped or expected to fail fails the run."""

import os
import subprocess
import sys
from pathlib import Path

from tests.house.source import ROOT

EXAMPLE = """
import pytest

def test_that_passes(): ...

@pytest.mark.skip(reason="later")
def test_that_is_marked(): ...

def test_that_skips_itself():
    pytest.skip("no time")

@pytest.mark.xfail
def test_that_is_expected_to_fail():
    assert False

@pytest.mark.xfail
def test_that_is_expected_to_fail_and_does_not(): ...
"""


def run(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_example.py").write_text(text)
    plugins = ["-p", "tests.support.nothing_left_out", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *plugins, "--rootdir", str(folder), "-c", str(folder / "pytest.ini")]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        [*command, str(folder)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_test_that_is_left_out_fails(tmp_path: Path) -> None:
    told = run(tmp_path, EXAMPLE)
    assert told.returncode == 1
    assert "3 failed, 1 passed, 1 error" in told.stdout.splitlines()[-1]


def test_a_file_that_skips_itself_fails(tmp_path: Path) -> None:
    told = run(tmp_path, 'import pytest\npytest.importorskip("no_such_library")\ndef test_that_passes(): ...\n')
    assert told.returncode != 0
    assert "1 error" in told.stdout.splitlines()[-1]
