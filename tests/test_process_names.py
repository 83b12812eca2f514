"""A process is told to have ended only where that is certain."""

import os
import subprocess
import sys

from trainer.process_names import has_ended, own_name


def test_a_process_that_runs_has_not_ended() -> None:
    assert own_name().split()[2] == str(os.getpid())
    assert not has_ended(own_name())


def test_a_process_that_was_waited_for_has_ended() -> None:
    program = "from trainer.process_names import own_name; print(own_name())"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert has_ended(ended.stdout.strip())


def test_a_process_that_ended_unnoticed_by_its_parent_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as unnoticed:
        os.waitid(os.P_PID, unnoticed.pid, os.WEXITED | os.WNOWAIT)

        assert has_ended(name_with(unnoticed.pid, "1"))


def test_a_process_has_ended_whose_number_another_one_has_by_now() -> None:
    assert has_ended(name_with(os.getpid(), "1"))


def test_of_processes_elsewhere_nobody_can_tell() -> None:
    machine, counted, *_ = own_name().split()
    elsewhere = (f"other {counted} 999999 1", f"{machine} elsewhere 999999 1", "999999", "", f"{machine} {counted} x 1")

    assert [has_ended(name) for name in elsewhere] == [False] * 5


def name_with(process: int, began: str) -> str:
    machine, counted, *_ = own_name().split()
    return f"{machine} {counted} {process} {began}"
