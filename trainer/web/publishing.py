"""Instructors publish what they have drafted."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import publications
from trainer.errors import Invalid, Stale
from trainer.queries.draft_difference import draft_difference
from trainer.queries.publications import publication_page, publications_page
from trainer.queries.publishing_page import PublishingPage, publishing_page
from trainer.web.edge import actor, db, now, settings, wants_json
from trainer.web.gates import needs
from trainer.web.publishing_form import Entered, empty_form, read_form

publishing = Blueprint("publishing", __name__, url_prefix="/author/<course>")
publishing.before_request(needs(Permission.AUTHOR))


@publishing.get("/publish")
def page(course: str) -> ResponseReturnValue:
    """Every draft of a course, and what would come of publishing them."""
    return _show(course, empty_form())


@publishing.post("/publish")
def decide(course: str) -> ResponseReturnValue:
    """Publish the chosen drafts together, or, asked to look only, show what would come of it."""
    entered = read_form(request.form)
    if entered.is_look:
        return _show(course, entered)
    try:
        wanted = entered.plan(now(), settings().zone)
        with db().reading() as session:
            found = publishing_page(session, db(), actor(), course, now(), entered.paths)
        _require_yes(found, entered)
        publication_id = publications.plan(db(), actor(), course, wanted, now())
    except Invalid as error:
        return _show(course, entered, dict(error.problems), status=422)
    except Stale as error:
        return _show(course, entered, {"": str(error)}, status=409)
    return redirect(url_for(".publication", course=course, publication_id=publication_id), 303)


@publishing.get("/publish/<path:path>")
def difference(course: str, path: str) -> ResponseReturnValue:
    """A draft beside what is published, as readers see it and as text."""
    with db().reading() as session:
        found = draft_difference(session, db(), actor(), course, path)
    return render_template("author/publish_difference.html", page=found)


@publishing.get("/publications")
def every(course: str) -> ResponseReturnValue:
    """What was decided to be published: what waits first."""
    with db().reading() as session:
        return render_template("author/publish_list.html", page=publications_page(session, actor(), course))


@publishing.get("/publications/<uuid:publication_id>")
def publication(course: str, publication_id: UUID) -> ResponseReturnValue:
    """One publication, and what came of it."""
    with db().reading() as session:
        found = publication_page(session, db(), actor(), course, publication_id, now())
    if wants_json():
        return {"state": found.row.state}
    return render_template("author/publish_outcome.html", page=found)


@publishing.post("/publications/<uuid:publication_id>/withdraw")
def withdraw(course: str, publication_id: UUID) -> ResponseReturnValue:
    """Take back what is planned for a day to come."""
    publications.withdraw(db(), actor(), course, publication_id, now())
    return redirect(url_for(".publication", course=course, publication_id=publication_id), 303)


def _require_yes(page: PublishingPage, entered: Entered) -> None:
    """Errors stop it, and to warnings the publisher has to have said yes. Raises Invalid."""
    if page.errors:
        raise Invalid([("", "The errors below stop publishing; mend them, or leave their drafts out.")])
    if page.behind:
        raise Invalid([("", "Bring up the drafts that are behind first, or leave them out.")])
    if page.warnings and entered.warnings != page.warnings:
        raise Invalid([("warnings", "Look at the warnings, and say that you publish with them.")])


def _show(
    course: str, entered: Entered, errors: Mapping[str, str] | None = None, *, status: int = 200
) -> ResponseReturnValue:
    with db().reading() as session:
        found = publishing_page(session, db(), actor(), course, now(), entered.paths)
    zone = now().at.astimezone(settings().zone).tzname()
    return render_template(
        "author/publish.html", page=found, entered=entered, errors=errors or {}, zone=zone, today=now().today
    ), status
