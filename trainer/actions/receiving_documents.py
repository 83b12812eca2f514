"""Takes in the file of a document: tells what it is, looks through it, makes pictures anew."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO, Final

from trainer.actions.remaking_pictures import BadPicture, made_anew
from trainer.curriculum.media_incoming import HEAD, extension_of
from trainer.curriculum.media_pdf import why_not_pdf
from trainer.errors import Invalid

LARGEST: Final = 10_000_000
"""Bytes of a file as it comes."""
_PICTURES: Final = {"png": "image/png", "jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedDocument:
    """A file as it is kept."""

    media_type: str
    body: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of what is kept."""
        return hashlib.sha256(self.body).hexdigest()


def receive_document(file: BinaryIO) -> ReceivedDocument:
    """Look at a file and take it in. Raises Invalid with the reason and its cure.

    Pictures are made anew, so that nothing of where and when they were taken is kept; a PDF that acts by itself is
    refused.
    """
    file.seek(0)
    data = file.read(LARGEST + 1)
    if not data:
        raise _invalid("This file is empty. Choose another.")
    if len(data) > LARGEST:
        raise _invalid(
            "This file has more than 10 MB. Scan it in grey at 150 dots per inch, or take a smaller picture."
        )
    extension = extension_of(data[:HEAD])
    if extension == "pdf":
        reason = why_not_pdf(data)
        if reason:
            raise _invalid(f"This PDF {reason}.")
        return ReceivedDocument(media_type="application/pdf", body=data)
    if extension not in _PICTURES:
        raise _invalid("This is no PDF, PNG or JPEG. Scan the document as a PDF, or take a picture of it.")
    try:
        body = made_anew(data, _PICTURES[extension])
    except BadPicture as error:
        words = str(error)
        raise _invalid(f"{words[:1].upper()}{words[1:]}.") from error
    return ReceivedDocument(media_type=_PICTURES[extension], body=body)


def _invalid(words: str) -> Invalid:
    return Invalid([("file", words)])
