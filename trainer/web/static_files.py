"""Serves stylesheets, scripts and fonts: named by their digest, compressed once, kept for a year."""

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response, abort, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

_SQUEEZED = (".css", ".js", ".svg")


class _NoneForFiles(SecureCookieSessionInterface):
    """Keeps `Vary: Cookie` from files: browsers would fetch them anew whenever somebody signs in."""

    _signer: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:  # of a library of Flask's
        """Flask's own, made once: the key and how it signs are those of the program, for every request."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if request.path.startswith("/static/"):
            return self.make_null_session(app)
        return super().open_session(app, request)


def register(app: Flask, folder: Path) -> None:
    """Serve a folder under /static."""
    app.session_interface = _NoneForFiles()
    known = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}

    @lru_cache(maxsize=64)
    def content(name: str) -> tuple[bytes, bytes | None, str]:
        plain = known[name].read_bytes()
        squeezed = gzip.compress(plain, mtime=0) if name.endswith(_SQUEEZED) else None
        return plain, squeezed, hashlib.sha256(plain).hexdigest()[:12]

    @app.get("/static/<path:filename>")
    def static(filename: str) -> Response:
        if filename not in known:
            abort(404)
        plain, squeezed, _ = content(filename)
        response = Response(plain, mimetype=mimetypes.guess_type(filename)[0] or "application/octet-stream")
        if squeezed and request.accept_encodings["gzip"] > 0:
            response.set_data(squeezed)
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    @app.url_defaults
    def name_by_digest(endpoint: str, values: dict[str, Any]) -> None:  # what Flask hands over
        if endpoint == "static" and values.get("filename") in known:
            values.setdefault("v", content(values["filename"])[2])
