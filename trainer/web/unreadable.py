"""Refuses requests with a NUL byte, which no page of ours sends and PostgreSQL keeps in no text."""

from collections.abc import Iterable, Iterator

from flask import Flask, abort, request


def register(app: Flask) -> None:
    """Answer them with 400 before a gate, view or action reads them."""

    @app.before_request
    def refuse() -> None:
        sent = (request.path, *_texts(request.args.lists()))
        if request.method not in ("GET", "HEAD"):  # a view reads no form of these, and parsing one costs time
            sent = (*sent, *_texts(request.form.lists()))
        if any("\0" in text for text in sent):
            abort(400)


def _texts(fields: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    for name, values in fields:
        yield name
        yield from values
