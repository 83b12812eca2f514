"""How much a request may carry: little, but for what authors write."""

from typing import Final

from flask import Flask, request

LARGEST: Final = 64 * 1024
LARGEST_OF_AUTHORS: Final = 1024 * 1024  # a text has up to 400,000 bytes, and a form may need three for one


def register(app: Flask) -> None:
    """Set the limits before anything reads the form."""
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST, MAX_FORM_PARTS=1000)

    @app.before_request
    def allow_texts() -> None:
        if request.path.startswith("/author/"):
            request.max_content_length = LARGEST_OF_AUTHORS
            request.max_form_memory_size = LARGEST_OF_AUTHORS
