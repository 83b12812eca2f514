"""Checks captions: a text in WebVTT, whose words are shown at their times."""

import re
from typing import Final

from trainer.curriculum.text_files import decode
from trainer.yaml_text import Report

LARGEST: Final = 400_000
_TIME: Final = r"(?:(\d{2,3}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_CUE: Final = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")


def check_captions(data: bytes, report: Report) -> bool:
    """Whether a file is WebVTT whose times can be; each mistake is noted with its line."""
    before = len(report.problems)
    if len(data) > LARGEST:
        report.error(1, f"these captions have {len(data):,} bytes, more than {LARGEST:,}; cut the recording in two")
        return False
    lines = decode(data, report).split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        report.error(1, "captions begin with a line 'WEBVTT'; save them as WebVTT")
        return False
    cues = 0
    for number, line in enumerate(lines, 1):
        if line.startswith(("STYLE", "REGION")) and not lines[number - 2].strip():
            report.error(number, f"'{line.split()[0]}' is not used in captions; take that block out")
        elif "-->" in line:
            cues += 1
            _check_times(line, number, report)
    if not cues:
        report.error(1, "these captions say nothing; add lines such as '00:01.000 --> 00:04.000' with words below")
    return len(report.problems) == before


def _check_times(line: str, number: int, report: Report) -> None:
    found = _CUE.fullmatch(line.strip())
    if found is None:
        report.error(number, "these times cannot be read; write them as '00:01.000 --> 00:04.000'")
    elif _milliseconds(found, 0) >= _milliseconds(found, 4):
        report.error(number, "these words end before they begin; mend the times")


def _milliseconds(found: re.Match[str], first: int) -> int:
    hours, minutes, seconds, thousandths = (int(found[first + each] or 0) for each in range(1, 5))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
