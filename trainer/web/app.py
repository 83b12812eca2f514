"""Puts the application together."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g, request
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from trainer.paths import data_folder, static_folder
from trainer.queries.signed_in import identity
from trainer.settings import Settings
from trainer.storage.database import Begun, Database
from trainer.storage.site_rows import site_at
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
    placed,
    remembered,
    request_log,
    request_sizes,
    site,
    static_files,
    unreadable,
)
from trainer.web.accommodations import accommodations
from trainer.web.account import account
from trainer.web.address_links import address_links
from trainer.web.administer import administer
from trainer.web.administered_account import administered_account
from trainer.web.audit import audit_log
from trainer.web.author import author
from trainer.web.author_cases import author_cases
from trainer.web.author_comments import author_comments
from trainer.web.bibliography import bibliography
from trainer.web.bibliography_pasting import bibliography_pasting
from trainer.web.bulk import bulk
from trainer.web.cases import cases
from trainer.web.certificate_checks import certificate_checks
from trainer.web.certificates import certificates, supervised_certificates
from trainer.web.changes import changes
from trainer.web.cohort_files import cohort_files
from trainer.web.comfort import comfort
from trainer.web.comments import comments
from trainer.web.correcting import correcting
from trainer.web.course_preview import course_preview
from trainer.web.documents import documents
from trainer.web.documents import supervised as supervised_documents
from trainer.web.due import due
from trainer.web.edge import SignedInUser, db, now
from trainer.web.editions import editions
from trainer.web.erasures import erasures
from trainer.web.evaluation import evaluation, evaluations
from trainer.web.front_forms import front_forms
from trainer.web.glossary_forms import glossary_forms
from trainer.web.grave_errors import grave_errors
from trainer.web.health import health
from trainer.web.learn import learn
from trainer.web.ledger import ledger
from trainer.web.mail_choices import mail_choices
from trainer.web.mail_links import mail_links
from trainer.web.marking import marking
from trainer.web.media import media
from trainer.web.meetings import meetings
from trainer.web.notes import notes
from trainer.web.observing import observing
from trainer.web.outline_forms import outline_forms
from trainer.web.own_account import own_account
from trainer.web.own_data import own_data
from trainer.web.own_erasure import own_erasure
from trainer.web.patterns import patterns
from trainer.web.person import person
from trainer.web.publishing import publishing
from trainer.web.quiz_forms import quiz_forms
from trainer.web.quiz_retiring import quiz_retiring
from trainer.web.quizzes import quizzes
from trainer.web.recall import recall, supervised_recall
from trainer.web.redaction import redaction
from trainer.web.reflections import reflections
from trainer.web.reflections import supervised as supervised_reflections
from trainer.web.requirement_forms import requirement_forms
from trainer.web.requirement_removing import requirement_removing
from trainer.web.requirements import requirements
from trainer.web.requirements import supervised as supervised_requirements
from trainer.web.retention import retention
from trainer.web.review import review
from trainer.web.review_comments import review_comments
from trainer.web.search import search
from trainer.web.signing_off import signing_off
from trainer.web.simulator import simulator
from trainer.web.site_settings import site_settings
from trainer.web.statistics import statistics
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
    own_account,
    address_links,
    administered_account,
    own_data,
    own_erasure,
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
    cases,
    recall,
    supervised_recall,
    author,
    author_cases,
    author_comments,
    writing,
    writing_new,
    quiz_forms,
    quiz_retiring,
    outline_forms,
    requirement_forms,
    requirement_removing,
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
    grave_errors,
    person,
    accommodations,
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
    marking,
    documents,
    supervised_documents,
    reflections,
    supervised_reflections,
    media,
    patterns,
    administer,
    bulk,
    audit_log,
    erasures,
    retention,
    simulator,
    site_settings,
    evaluation,
    evaluations,
    health,
    statistics,
    correcting,
)


class _Application(Flask):
    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is: none of ours is asynchronous, and asking costs each of a dozen hooks of a page."""
        return func


def create_app(settings: Settings, database: Database) -> Flask:
    """An application on a database whose schema is known to be right."""
    app = _Application("trainer", template_folder=str(data_folder("templates")), static_folder=None)
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
    placed.register(app)
    looks.register(app)
    errors.register(app)
    navigation.register(app)
    paper.register(app)
    site.register(app)
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
        with ExitStack() as end:
            session = end.enter_context(db().reading())
            found = identity(session, digest_of(token), now().at)
            if found:
                g.site = site_at(session, db().library, found.setting)
            if found and db().library.learn(found.redaction):
                remembered.forget(app)
            if found and _is_page_of_a_course() and db().library.is_up_to(session, found.redaction):
                g.begun_session = Begun(session, end.pop_all())
        return SignedInUser(token, found) if found else None

    @app.teardown_request
    def end_what_was_begun(_error: BaseException | None) -> None:
        begun: Begun | None = g.pop("begun_session", None)
        if begun:
            begun.close()


def _is_page_of_a_course() -> bool:
    """Whether the view reads with `page_session`, and does so before it writes anything."""
    return request.method == "GET" and request.blueprint == "learn"
