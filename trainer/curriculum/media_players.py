"""Makes the players of recordings, from what is known of them and never from an author's HTML."""

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from trainer.curriculum.course import Course, Medium
from trainer.curriculum.links import Links
from trainer.curriculum.media_use import captions_of

_WORDS: Final = {"audio": "Recording: ", "video": "Video: "}


def player(course: Course, medium: Medium, alt: str, links: Links) -> Element:
    """A player that loads nothing before it is asked to, with captions where there are some."""
    attributes = {
        "controls": "",
        "preload": "none",
        "src": links.media_url(medium.digest, medium.media_type),
        "aria-label": alt,
    }
    if medium.media_type.startswith("audio/"):
        return Element("audio", attributes)
    video = Element("video", {**attributes, "width": str(medium.width), "height": str(medium.height)})
    captions = course.media.get(captions_of(medium.path))
    if captions:
        source = links.media_url(captions.digest, captions.media_type)
        SubElement(video, "track", {"kind": "captions", "src": source, "label": "Captions", "default": ""})
    return video


def complete_recording(figure: Element, spoken: Iterable[Element]) -> None:
    """Say below a player what it is, also on paper, and put what is said into a part that opens."""
    recording, caption = figure[0], figure[1]
    caption.text = _WORDS[recording.tag] + (caption.text or "")
    blocks = list(spoken)
    if blocks:
        transcript = SubElement(figure, "details", {"class": "transcript"})
        SubElement(transcript, "summary").text = "Transcript"
        transcript.extend(blocks)
