"""A recording in a text is compared like any other part of it."""

from tests.curriculum.test_recordings_in_text import CAPTIONS, ROOM, SAID, shown
from tests.support.media_files import VTT, mp4
from trainer.curriculum.differences import difference, says_the_same
from trainer.curriculum.safe_html import trusted

FILM = "![Somebody lies down](../media/room.mp4)"


def page(said: str, width: int = 640) -> str:
    """A section with a video in which this is said."""
    return shown(FILM, {ROOM: mp4(width=width), CAPTIONS: VTT, SAID: said})


def differing(old: str, new: str) -> str:
    """How the difference of two pages is shown."""
    return " ".join(str(stretch) for stretch in difference([trusted(old)], [trusted(new)]))


def test_the_same_recording_says_the_same() -> None:
    assert says_the_same([trusted(page("Lie down."))], [trusted(page("Lie down."))])


def test_changed_words_of_a_transcript_are_marked_and_the_player_still_plays() -> None:
    found = differing(page("Lie down."), page("Sit down."))
    assert "<ins>" in found
    assert "Sit" in found
    assert '<track kind="captions"' in found


def test_another_film_in_the_same_place_is_a_difference() -> None:
    assert not says_the_same([trusted(page("Lie down."))], [trusted(page("Lie down.", width=320))])
