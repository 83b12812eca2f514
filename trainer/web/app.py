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
from trainer.web import (
    compression,
    editing_urls,
    errors,
    filters,
    form_tokens,
    gates,
    headers,
    looks,
    navigation,
    offline,
    paper,
    remembered,
    request_log,
    request_sizes,
    static_files,
    unreadable,
)
from trainer.web.account import account
from trainer.web.administer import administer
from trainer.web.audit import audit_log
from trainer.web.author import author
from trainer.web.author_comments import author_comments
from trainer.web.bibliography import bibliography
from trainer.web.bibliography_pasting import bibliography_pasting
from trainer.web.certificate_checks import certificate_checks
from trainer.web.certificates import certificates, supervised_certificates
from trainer.web.changes import changes
from trainer.web.cohort_files import cohort_files
from trainer.web.comfort import comfort
from trainer.web.comments import comments
from trainer.web.course_preview import course_preview
from trainer.web.documents import documents
from trainer.web.documents import supervised as supervised_documents
from trainer.web.due import due
from trainer.web.edge import SignedInUser, db, now
from trainer.web.editions import editions
from trainer.web.evaluation import evaluation, evaluations
from trainer.web.front_forms import front_forms
from trainer.web.glossary_forms import glossary_forms
from trainer.web.health import health
from trainer.web.learn import learn
from trainer.web.ledger import ledger
from trainer.web.mail_choices import mail_choices
from trainer.web.mail_links import mail_links
from trainer.web.media import media
from trainer.web.meetings import meetings
from trainer.web.notes import notes
from trainer.web.observing import observing
from trainer.web.outline_forms import outline_forms
from trainer.web.own_data import own_data
from trainer.web.patterns import patterns
from trainer.web.person import person
from trainer.web.publishing import publishing
from trainer.web.quiz_forms import quiz_forms
from trainer.web.quiz_retiring import quiz_retiring
from trainer.web.quizzes import quizzes
from trainer.web.redaction import redaction
from trainer.web.reflections import reflections
from trainer.web.reflections import supervised as supervised_reflections
from trainer.web.requirements import requirements
from trainer.web.requirements import supervised as supervised_requirements
from trainer.web.review import review
from trainer.web.review_comments import review_comments
from trainer.web.search import search
from trainer.web.signing_off import signing_off
from trainer.web.supervise import supervise
from trainer.web.supervised_ledger import supervised_ledger
from trainer.web.transcripts import supervised, transcripts
from trainer.web.uploads import uploads
from trainer.web.visitors import visitors
from trainer.web.ways import ways
from trainer.web.writing import writing
from trainer.web.writing_new import writing_new

_BLUEPRINTS = (
    visitors,
    account,
    comfort,
    mail_choices,
    mail_links,
    own_data,
    offline.offline,
    learn,
    notes,
    comments,
    changes,
    editions,
    ways,
    search,
    due,
    quizzes,
    author,
    author_comments,
    writing,
    writing_new,
    quiz_forms,
    quiz_retiring,
    outline_forms,
    front_forms,
    glossary_forms,
    bibliography,
    bibliography_pasting,
    publishing,
    course_preview,
    uploads,
    review,
    redaction,
    review_comments,
    supervise,
    cohort_files,
    person,
    transcripts,
    supervised,
    certificates,
    supervised_certificates,
    certificate_checks,
    requirements,
    supervised_requirements,
    ledger,
    supervised_ledger,
    meetings,
    observing,
    signing_off,
    documents,
    supervised_documents,
    reflections,
    supervised_reflections,
    media,
    patterns,
    administer,
    audit_log,
    evaluation,
    evaluations,
    health,
)


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
        WTF_CSRF_TIME_LIMIT=None,
        TRUSTED_HOSTS=_hosts(settings),
    )
    app.jinja_environment = remembered.Templates
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["trainer.settings"] = settings
    app.extensions["trainer.database"] = database
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask documents this
    request_log.register(app)  # before whatever may answer in a view's place, so that this is logged too
    request_sizes.register(app)  # before the token is looked for in a form
    CSRFProtect(app).exempt(mail_links)  # mail programs post there
    _sign_in_with(app)
    filters.register(app, settings)
    editing_urls.register(app)
    unreadable.register(app)
    gates.register(app)
    headers.register(app)
    compression.register(app)
    form_tokens.register(app)
    looks.register(app)
    errors.register(app)
    navigation.register(app)
    paper.register(app)
    offline.register(app)
    remembered.register(app)
    static_files.register(app, static_folder())
    for blueprint in _BLUEPRINTS:
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
        if found and db().library.learn(found.redaction):
            remembered.forget(app)
        return SignedInUser(token, found) if found else None
