"""How much a request may carry: little, but for what authors write."""

from typing import Final

from flask import Flask, request

from trainer.access import Permission
from trainer.web.edge import user

LARGEST: Final = 64 * 1024
LARGEST_OF_UPLOADS: Final = 112 * 1024 * 1024  # a video has up to 100 MB; what is long is kept in a file, not in memory
LARGEST_OF_DOCUMENTS: Final = 11 * 1024 * 1024  # a document has up to 10 MB
LARGEST_OF_TABLES: Final = 4 * 1024 * 1024  # a table has up to 2 MB, and pasting may write a sign as three
LARGEST_OF_AUTHORS: Final = 1024 * 1024  # a text has up to 400,000 bytes, and a form may need three for one


def register(app: Flask) -> None:
    """Set the limits before anything reads the form."""
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST, MAX_FORM_PARTS=1000)

    @app.before_request
    def allow_texts() -> None:
        if request.endpoint == "uploads.add" and _may(Permission.AUTHOR):
            request.max_content_length = LARGEST_OF_UPLOADS
        elif request.endpoint == "documents.upload" and _may(Permission.LEARN):
            request.max_content_length = LARGEST_OF_DOCUMENTS
        elif request.endpoint == "bulk.take" and _may(Permission.ADMINISTER):
            request.max_content_length = LARGEST_OF_TABLES
            request.max_form_memory_size = LARGEST_OF_TABLES
        elif request.path.startswith("/author/"):
            request.max_content_length = LARGEST_OF_AUTHORS
            request.max_form_memory_size = LARGEST_OF_AUTHORS


def _may(permission: Permission) -> bool:
    """Whether it is sent by who may: nobody else makes a worker read so much."""
    found = user()
    return found is not None and found.identity.actor.has(permission)
