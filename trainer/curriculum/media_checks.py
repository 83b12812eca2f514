"""Finds what recordings lack, and what belongs to none."""

from trainer.curriculum.assembling import Assembled
from trainer.curriculum.media_use import BEGINNING, RECORDINGS, VIDEOS, captions_of, is_transcript, transcripts_of
from trainer.problem import Problem


def check_media(assembled: Assembled) -> tuple[Problem, ...]:
    """The problems between recordings, captions and transcripts, which lie beside each other under one name."""
    present = assembled.media.keys() | assembled.transcripts.keys() | assembled.unreadable
    problems = []
    for path in sorted(assembled.media):
        if path.endswith(RECORDINGS):
            problems += _lacking(path, present)
        elif path.endswith(".vtt"):
            problems += _orphaned(path, "captions", present)
    for path in sorted(assembled.transcripts):
        problems += _orphaned(path, "a transcript", present)
        text = assembled.transcripts[path].text
        if not text.strip() or text == BEGINNING:
            problems.append(Problem(path, 1, "this transcript says nothing yet; write what is said in the recording"))
    return tuple(problems)


def _lacking(path: str, present: set[str]) -> list[Problem]:
    problems = []
    if path.endswith(VIDEOS) and captions_of(path) not in present:
        message = "this video has no captions, for those who do not hear it"
        problems.append(Problem(path, 1, f"{message}; put {captions_of(path)} beside it"))
    transcripts = [each for each in transcripts_of(path) if each in present]
    if not transcripts:
        message = "this recording has no transcript, for those who cannot play it"
        problems.append(Problem(path, 1, f"{message}; write {transcripts_of(path)[0]}"))
    if len(transcripts) > 1:
        problems.append(Problem(transcripts[1], 1, f"{transcripts[0]} is a transcript of the same recording; keep one"))
    return problems


def _orphaned(path: str, what: str, present: set[str]) -> list[Problem]:
    stem = path.rpartition(".")[0]
    if any(f"{stem}{extension}" in present for extension in RECORDINGS):
        return []
    cure = "give it the name of its recording" if is_transcript(path) else "give them the name of their recording"
    return [Problem(path, 1, f"there is no recording beside {what} of this name; {cure}")]
