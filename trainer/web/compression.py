"""Squeezes pages for browsers that take them squeezed."""

import threading
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import zstandard
from flask import Flask, Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

_SMALLEST: Final = 1400  # bytes; what fits into one packet gains nothing
_GZIP: Final = 16 + zlib.MAX_WBITS
_of_thread: Final = threading.local()
# The library's own level, which finds more in a long module with a larger table. What is still long goes through a
# level that leaves a fourteenth less for a millisecond more, so that a module costs its reader under 20 KB.
_ZSTD: Final = zstandard.ZstdCompressionParameters.from_level(3, hash_log=17)
_ZSTD_OF_LONG: Final = zstandard.ZstdCompressionParameters.from_level(12)
_LONG: Final = 19_000  # bytes, squeezed
_GZIP_LEVEL: Final = 4  # a long module stays under 20 KB; a faster level leaves more than that


def register(app: Flask) -> None:
    """Squeeze every page of text that has not been squeezed yet.

    Lax cookies keep other sites from having our pages made with somebody's session, so that nothing can be
    learnt from their size; those that show words of their address are `unsqueezed` all the same.
    """

    @app.after_request
    def squeeze(response: Response) -> Response:
        is_text = response.mimetype in ("text/html", "application/json") and not response.cache_control.no_transform
        if not is_text or response.direct_passthrough or "Content-Encoding" in response.headers:
            return response
        response.vary.add("Accept-Encoding")
        body = response.get_data()
        way = _way(request.headers.get("Accept-Encoding", "")) if len(body) >= _SMALLEST else None
        if way:
            name, squeezed = way
            response.set_data(squeezed(body))
            response.headers["Content-Encoding"] = name
        return response


def unsqueezed(response: Response) -> Response:
    """An answer that nobody squeezes, here or on the way: its size must not tell what stands beside words of a URL."""
    response.cache_control.no_store = True
    response.cache_control.no_transform = True
    return response


@lru_cache(200)
def _way(accepted: str) -> tuple[str, Callable[[bytes], bytes]] | None:
    codings = parse_accept_header(accepted, Accept)
    if codings["zstd"] > 0:
        return "zstd", _zstd
    return ("gzip", _gzip) if codings["gzip"] > 0 else None


def _zstd(body: bytes) -> bytes:
    squeezed = _zstd_with("zstd", _ZSTD, body)
    return squeezed if len(squeezed) < _LONG else _zstd_with("zstd_of_long", _ZSTD_OF_LONG, body)


def _zstd_with(name: str, parameters: zstandard.ZstdCompressionParameters, body: bytes) -> bytes:
    squeezer = getattr(_of_thread, name, None)
    if squeezer is None:  # making one costs a fourth of what it does
        squeezer = zstandard.ZstdCompressor(compression_params=parameters)
        setattr(_of_thread, name, squeezer)
    squeezed: bytes = squeezer.compress(body)
    return squeezed


def _gzip(body: bytes) -> bytes:
    squeezer = zlib.compressobj(level=_GZIP_LEVEL, wbits=_GZIP)
    return squeezer.compress(body) + squeezer.flush()
