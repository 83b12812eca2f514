"""Puts the application together."""

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from trainer.paths import data_folder, static_folder
from trainer.queries.signed_in import identity
from trainer.settings import Settings
from trainer.storage.database import Database
from trainer.tokens import digest_of
from trainer.web import compression, errors, filters, gates, headers, navigation, remembered, request_log, static_files
from trainer.web.account import account
from trainer.web.author import author
from trainer.web.edge import SignedInUser, db, now
from trainer.web.health import health
from trainer.web.learn import learn
from trainer.web.media import media
from trainer.web.patterns import patterns
from trainer.web.quizzes import quizzes
from trainer.web.supervise import supervise
from trainer.web.visitors import visitors

LARGEST_REQUEST = 64 * 1024


def create_app(settings: Settings, database: Database) -> Flask:
    """An application on a database whose schema is known to be right."""
    app = Flask("trainer", template_folder=str(data_folder("templates")), static_folder=None)
    app.secret_key = settings.secret_key
    app.config.update(
        SESSION_COOKIE_NAME="trainer",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=1000,
        WTF_CSRF_TIME_LIMIT=None,
        TRUSTED_HOSTS=_hosts(settings),
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["trainer.settings"] = settings
    app.extensions["trainer.database"] = database
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask documents this
    CSRFProtect(app)
    _sign_in_with(app)
    filters.register(app, settings)
    gates.register(app)
    headers.register(app)
    compression.register(app)
    errors.register(app)
    navigation.register(app)
    remembered.register(app)
    request_log.register(app)
    static_files.register(app, static_folder())
    for blueprint in (visitors, account, learn, quizzes, author, supervise, media, patterns, health):
        app.register_blueprint(blueprint)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    return app


def _hosts(settings: Settings) -> list[str] | None:
    host = urlsplit(settings.base_url).hostname
    return [host, "127.0.0.1", "localhost"] if host else None


def _sign_in_with(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app)

    @manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
    def load(token: str) -> SignedInUser | None:
        with db().reading() as session:
            found = identity(session, digest_of(token), now().at)
        return SignedInUser(token, found) if found else None
