"""Reading without a connection: the worker of the browser, its plain page, the headers that say what to keep."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.paths import static_folder
from trainer.web.edge import user

offline = Blueprint("offline", __name__)

_WORKER = "scripts/offline.js"
_PARTS = ("site.css", "pages.css", "scripts/site.js", "icon.svg")
_FONTS = ("serif.woff2", "serif-italic.woff2", "sans.woff2")
_TEMPLATES = ("learn/offline.html", "layout.html", "components/frame.html")
_KEPT = frozenset({"learn.module", "learn.references", "learn.glossary"})


def register(app: Flask) -> None:
    """Tell the worker whose browser it is in, on every page, and which pages it may keep."""

    @app.after_request
    def tell(response: Response) -> Response:
        if response.mimetype != "text/html" or response.status_code >= 500:
            return response
        found = user()
        if found and found.identity.keeps_until:
            until = int(found.identity.keeps_until.timestamp() * 1000)
            response.headers["Trainer-Device"] = f"{found.identity.session_id.hex} {until}"
            if request.endpoint in _KEPT and response.status_code == 200 and not request.args:
                response.headers["Trainer-Keep"] = "yes"
        return response


@offline.get("/offline.js")
def worker() -> ResponseReturnValue:
    """The worker. It is another one as soon as anything of its shell is, and browsers then take it anew."""
    fonts = url_for("static", filename="fonts/")
    parts = [url_for("static", filename=name) for name in _PARTS] + [fonts + name for name in _FONTS]
    text = _worker(static_folder() / _WORKER)
    templates = "".join(_template(name) for name in _TEMPLATES)
    version = hashlib.sha256("\0".join([text, templates, *parts]).encode()).hexdigest()[:12]
    shell = json.dumps({"version": version, "page": url_for(".page"), "parts": parts})
    response = Response(f"const SHELL = {shell};\n{text}", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@offline.get("/offline")
def page() -> ResponseReturnValue:
    """What the worker shows where it has nothing else; it fetches this as a stranger, so nobody's name stands in it."""
    return render_template("learn/offline.html")


@lru_cache(maxsize=2)
def _worker(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _template(name: str) -> str:
    environment = current_app.jinja_env
    return environment.loader.get_source(environment, name)[0] if environment.loader else ""
