"""Files over HTTP: in pieces, for ever, for those who may see them, and harmless when opened by themselves."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.support.clinic import ILSE, MAREN, NILS
from tests.support.media_files import MP3, VTT, mp4, pdf
from tests.support.pictures import picture
from tests.web.conftest import As
from tests.web.uploading import sent
from trainer.curriculum.media_pointers import fingerprint
from trainer.storage.database import Database
from trainer.web.media import LARGEST_PIECE, LARGEST_WHOLE

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
SOUND = MP3 * 8  # 10,008 bytes


@pytest.fixture
def ilse(signed_in: As) -> FlaskClient:
    """An author's browser."""
    return signed_in(ILSE)


@pytest.fixture
def sound(ilse: FlaskClient) -> str:
    """The address of a recording that she has uploaded."""
    assert sent(ilse, ("breath.mp3", SOUND)).status_code == 303
    return f"/media/{fingerprint(SOUND)}.mp3"


@pytest.mark.parametrize(
    ("name", "data", "kind", "policy"),
    [
        ("breath.mp3", SOUND, "audio/mpeg", SANDBOX),
        ("room.mp4", mp4(), "video/mp4", SANDBOX),
        ("room.vtt", VTT, "text/vtt; charset=utf-8", SANDBOX),
        ("card.pdf", pdf(), "application/pdf",
         "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"),
    ],
)  # fmt: skip
def test_a_file_is_served_as_what_it_is_and_runs_nothing(
    ilse: FlaskClient, name: str, data: bytes, kind: str, policy: str
) -> None:
    sent(ilse, (name, data))
    answer = ilse.get(f"/media/{fingerprint(data)}.{name.rpartition('.')[2]}")
    assert (answer.status_code, answer.data) == (200, data)
    assert {name: answer.headers.get(name) for name in (
        "Content-Type", "Content-Length", "Content-Security-Policy", "X-Content-Type-Options", "Cache-Control",
        "Accept-Ranges", "ETag",
    )} == {
        "Content-Type": kind,
        "Content-Length": str(len(data)),
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=31536000, immutable",
        "Accept-Ranges": "bytes",
        "ETag": f'"{fingerprint(data)}"',
    }  # fmt: skip


def test_a_handout_opens_in_the_browser_under_its_own_name(ilse: FlaskClient) -> None:
    sent(ilse, ("card.pdf", pdf()))
    answer = ilse.get(f"/media/{fingerprint(pdf())}.pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="card.pdf"'


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, 10_007),
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=10000-", 10_000, 10_007),
        ("bytes=10000-99999999", 10_000, 10_007),
        ("bytes=-8", 10_000, 10_007),
        ("bytes=-99999999", 0, 10_007),
    ],
)
def test_a_part_is_answered_with_where_it_lies(
    ilse: FlaskClient, sound: str, asked: str, first: int, last: int
) -> None:
    answer = ilse.get(sound, headers={"Range": asked})
    assert (answer.status_code, answer.headers["Content-Range"]) == (206, f"bytes {first}-{last}/10008")
    assert answer.data == SOUND[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=10008-", "bytes=99999999999999999999-"])
def test_a_part_that_is_not_there_is_refused_with_how_long_the_file_is(
    ilse: FlaskClient, sound: str, asked: str
) -> None:
    answer = ilse.get(sound, headers={"Range": asked})
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, "bytes */10008")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes=-0",
        "bytes",
        "bytes=",
        "bytes=a-b",
        "bytes=5-2",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes=--1",
        "\xff=0-1",
        "bytes=0-1-2",
    ],
)
def test_what_asks_for_no_part_gets_the_whole(ilse: FlaskClient, sound: str, asked: str) -> None:
    answer = ilse.get(sound, headers={"Range": asked})
    assert (answer.status_code, answer.data) == (200, SOUND)


def test_a_part_of_another_file_than_was_begun_is_the_whole_of_this_one(ilse: FlaskClient, sound: str) -> None:
    same, other = f'"{fingerprint(SOUND)}"', f'"{"0" * 64}"'
    found = [
        ilse.get(sound, headers={"Range": "bytes=0-9", "If-Range": tag}).status_code
        for tag in (same, other, "Wed, 21 Oct 2026 07:28:00 GMT")
    ]
    assert found == [206, 200, 200]


def test_what_a_browser_has_is_not_sent_again(ilse: FlaskClient, sound: str) -> None:
    answer = ilse.get(sound, headers={"If-None-Match": f'"{fingerprint(SOUND)}"'})
    assert (answer.status_code, answer.data) == (304, b"")


def test_only_the_head_is_sent_where_only_that_is_asked_for(ilse: FlaskClient, sound: str) -> None:
    answer = ilse.head(sound)
    assert (answer.status_code, answer.data, answer.headers["Content-Length"]) == (200, b"", "10008")


def test_a_long_film_is_answered_in_pieces_and_never_at_once(ilse: FlaskClient) -> None:
    film = mp4()[:-72] + (LARGEST_WHOLE + 72).to_bytes(4, "big") + b"mdat" + b"\x00" * (LARGEST_WHOLE + 64)
    assert sent(ilse, ("room.mp4", film)).status_code == 303
    url = f"/media/{fingerprint(film)}.mp4"

    piece = ilse.get(url, headers={"Range": "bytes=0-"})
    whole = ilse.get(url)

    assert (piece.status_code, len(piece.data)) == (206, LARGEST_PIECE)
    assert piece.headers["Content-Range"] == f"bytes 0-{LARGEST_PIECE - 1}/{len(film)}"
    assert (whole.status_code, whole.headers["Content-Range"]) == (416, f"bytes */{len(film)}")


def test_a_file_has_one_address_and_nobody_else_sees_it(signed_in: As, sound: str) -> None:
    other_kinds = [sound.replace(".mp3", end) for end in (".pdf", ".svg", ".html", ".mp4", "")]
    assert {signed_in(ILSE).get(url).status_code for url in other_kinds} == {404}
    assert [signed_in(who).get(sound).status_code for who in (MAREN, NILS, None)] == [404, 404, 303]


def test_a_file_whose_bytes_are_lost_is_not_pretended(clinic: Database, ilse: FlaskClient, sound: str) -> None:
    with clinic.writing() as session:
        session.execute(text("DELETE FROM blob_part"))
        session.commit()
    assert ilse.get(sound).status_code == 500
    assert ilse.get(f"/media/{fingerprint(picture())}.png").status_code == 404
