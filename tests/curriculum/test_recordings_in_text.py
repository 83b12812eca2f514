"""Recordings and handouts on a module's page: what is made of them, and what they have to have beside them."""

from collections.abc import Mapping

import pytest

from tests.curriculum.small_course import LINKS, ROUTES, course_files, html_of, module_text
from tests.support.media_files import MP3, VTT, mp4, pdf
from trainer.curriculum.assembling import assemble
from trainer.curriculum.checking import check_course
from trainer.curriculum.media_pointers import Pointer, fingerprint, write_pointer
from trainer.curriculum.rendering import Renderer

BREATH, SPOKEN = "curriculum/media/breath.mp3", "curriculum/media/breath.md"
ROOM, CAPTIONS, SAID = "curriculum/media/room.mp4", "curriculum/media/room.vtt", "curriculum/media/room.md"
CARD = "curriculum/media/card.pdf"
Files = Mapping[str, str | bytes | None]


def course_showing(text: str, files: Files) -> dict[str, bytes]:
    """The files of a course whose module on routes has this text below its figure, on line 15."""
    body = f"Opening.\n\n## Peak {{#peak}}\n\n![Three curves](../figures/routes.svg)\n\n{text}\n"
    return course_files({ROUTES: module_text(body), **files})


def shown(text: str, files: Files) -> str:
    """The HTML of the section."""
    course = assemble(course_showing(text, files)).course()
    return html_of(Renderer(course=course, links=LINKS).module("pharmacology/routes")[0].sections[0].parts)


def problems(text: str, files: Files) -> list[str]:
    """What is wrong with the whole course."""
    return [str(problem) for problem in check_course(course_showing(text, files), LINKS).problems]


def test_a_recording_is_a_player_that_loads_nothing_with_its_words_below() -> None:
    html = shown(
        '![A voice counts breaths](../media/breath.mp3 "Ten *breaths*")', {BREATH: MP3, SPOKEN: "Breathe **in**."}
    )
    assert html.partition("</figure>\n")[2] == (
        f'<figure><audio controls preload="none" src="/media/{fingerprint(MP3)}.mp3" '
        'aria-label="A voice counts breaths"></audio>'
        "<figcaption>Recording: Ten <em>breaths</em></figcaption>\n"
        '<details class="transcript"><summary>Transcript</summary><p>Breathe <strong>in</strong>.</p>\n'
        "</details></figure>"
    )


def test_a_video_has_its_size_and_captions_and_without_a_caption_the_words_for_it() -> None:
    film = mp4()
    html = shown("![Somebody lies down](../media/room.mp4)", {ROOM: film, CAPTIONS: VTT, SAID: "Lie down."})
    assert html.partition("</figure>\n")[2] == (
        f'<figure><video controls preload="none" src="/media/{fingerprint(film)}.mp4" '
        'aria-label="Somebody lies down" width="640" height="360">'
        f'<track kind="captions" src="/media/{fingerprint(VTT)}.vtt" label="Captions" default=""></video>'
        "<figcaption>Video: Somebody lies down</figcaption>\n"
        '<details class="transcript"><summary>Transcript</summary><p>Lie down.</p>\n</details></figure>'
    )


def test_a_handout_is_a_link() -> None:
    html = shown("Take [the card](../media/card.pdf) along.", {CARD: pdf()})
    assert html.endswith(f'<p>Take <a href="/media/{fingerprint(pdf())}.pdf">the card</a> along.</p>')


def test_a_pointer_stands_for_the_file_itself() -> None:
    pointer = write_pointer(Pointer(digest=fingerprint(MP3), media_type="audio/mpeg", size=len(MP3)))
    text = "![A voice](../media/breath.mp3)"
    assert shown(text, {BREATH: pointer, SPOKEN: "In."}) == shown(text, {BREATH: MP3, SPOKEN: "In."})


def test_a_whole_course_with_media_has_no_problem() -> None:
    files: Files = {BREATH: MP3, SPOKEN: "In.", ROOM: mp4(), CAPTIONS: VTT, SAID: "Down.", CARD: pdf()}
    text = "![A voice](../media/breath.mp3)\n\n![A room](../media/room.mp4)\n\n[Card](../media/card.pdf)"
    assert problems(text, files) == []


@pytest.mark.parametrize(
    ("text", "files", "problem"),
    [
        ("![A voice](../media/breath.mp3)", {BREATH: MP3},
         f"{BREATH}:1: error: this recording has no transcript, for those who cannot play it; write {SPOKEN}"),
        ("![A room](../media/room.mp4)", {ROOM: mp4(), SAID: "Down."},
         f"{ROOM}:1: error: this video has no captions, for those who do not hear it; put {CAPTIONS} beside it"),
        ("![A voice](../media/breath.mp3)", {BREATH: MP3, SPOKEN: " \n"},
         f"{SPOKEN}:1: error: this transcript says nothing yet; write what is said in the recording"),
        ("![A voice](../media/breath.mp3)", {BREATH: MP3, SPOKEN: "Write here what is said, and who says it.\n"},
         f"{SPOKEN}:1: error: this transcript says nothing yet; write what is said in the recording"),
        ("![A voice](../media/breath.mp3)", {BREATH: MP3, SPOKEN: "In.", "curriculum/media/breath.txt": "In."},
         f"curriculum/media/breath.txt:1: error: {SPOKEN} is a transcript of the same recording; keep one"),
        ("![A voice](../media/breath.mp3)", {BREATH: MP3, SPOKEN: "A [@nobody] breath."},
         f"{SPOKEN}:1: error: the bibliography has no 'nobody'; known are: hirlinger1984, zanos2018"),
        ("![A voice](../media/breath.mp3)", {BREATH: MP3, SPOKEN: "![Again](breath.mp3)"},
         f"{SPOKEN}:1: error: a transcript holds words; take the picture or recording out"),
        ("![](../media/breath.mp3)", {BREATH: MP3, SPOKEN: "In."},
         f"{ROUTES}:15: error: this picture says nothing to people who do not see it; "
         "write what it shows between the brackets"),
        ("![A voice](../media/braeth.mp3)", {BREATH: MP3, SPOKEN: "In."},
         f"{ROUTES}:15: error: there is no recording 'braeth.mp3'; did you mean 'breath.mp3'?"),
        ("[A voice](../media/breath.mp3)", {BREATH: MP3, SPOKEN: "In."},
         f"{ROUTES}:15: error: a link leads to no recording; "
         "show it with '![what one hears or sees](../media/breath.mp3)'"),
        ("![A card](../media/card.pdf)", {CARD: pdf()},
         f"{ROUTES}:15: error: there is no recording 'card.pdf'; write '[its title](...)' without '!'"),
        ("[A card](../media/crad.pdf)", {CARD: pdf()},
         f"{ROUTES}:15: error: there is no handout 'crad.pdf'; did you mean 'card.pdf'?"),
        ("Words.", {CARD: pdf()},
         f"{CARD}:1: warning: no text shows this file or links to it; do so, or delete it"),
        ("Words.", {CAPTIONS: VTT},
         f"{CAPTIONS}:1: error: there is no recording beside captions of this name; "
         "give them the name of their recording"),
        ("Words.", {SPOKEN: "In."},
         f"{SPOKEN}:1: error: there is no recording beside a transcript of this name; "
         "give it the name of its recording"),
    ],
)  # fmt: skip
def test_what_is_missing_or_leads_nowhere_is_told_with_its_cure(text: str, files: Files, problem: str) -> None:
    assert problem in problems(text, files)


def test_a_broken_recording_is_one_problem_and_not_two() -> None:
    files: Files = {BREATH: b"<html>", SPOKEN: "In."}
    assert problems("![A voice](../media/breath.mp3)", files) == [
        f"{BREATH}:1: error: the file's name says MP3, but its bytes do not; save the recording anew as MP3"
    ]


def test_a_long_transcript_is_shown_whole() -> None:
    paragraphs = "\n\n".join(f"Sentence {number} of many." for number in range(3000))
    html = shown("![A voice](../media/breath.mp3)", {BREATH: MP3, SPOKEN: paragraphs})
    assert html.count("<p>Sentence ") == 3000
    assert problems("![A voice](../media/breath.mp3)", {BREATH: MP3, SPOKEN: paragraphs}) == []


def test_no_area_is_called_like_the_folder_of_media() -> None:
    outline = "course: small\ntitle: Small\nareas: [{id: media, title: Media, modules: [one]}]\n"
    files = course_files({"curriculum/course.yml": outline})
    assert (
        "curriculum/course.yml:3: error: 'media' is the folder of recordings and handouts; give the area another id"
        in [str(problem) for problem in check_course(files, LINKS).problems]
    )
