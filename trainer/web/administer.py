"""Pages for administrators of the site."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission, RoleName
from trainer.actions import changing_people, cohorts, inviting, people, retrying
from trainer.errors import Invalid, NotAllowed
from trainer.queries.administered_people import PeopleAsked, administered_person, course_slugs, people_page
from trainer.queries.administration import administration
from trainer.queries.messages import STATES, outbox_page
from trainer.queries.people import list_cohorts
from trainer.web.edge import actor, db, now, whole_number

administer = Blueprint("administer", __name__, url_prefix="/administer")
_ROLES = tuple((role.value, role.value.capitalize()) for role in RoleName)


@administer.before_request
def site_only() -> None:
    """Let nobody in but administrators of the whole site."""
    if not actor().may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Your role does not include this page.")


@administer.get("/")
def page() -> ResponseReturnValue:
    """The platform as a whole."""
    with db().reading() as session:
        return render_template("administer/overview.html", page=administration(session, db(), actor(), now()))


@administer.get("/people")
def everybody() -> ResponseReturnValue:
    """People, to be searched and invited."""
    return _everybody({}, {})


@administer.post("/people")
def invite() -> ResponseReturnValue:
    """Invite somebody; the message waits in the outbox."""
    form = request.form
    try:
        role, course, cohort = _role(form.get("role", "")), form.get("course") or None, form.get("cohort") or None
        inviting.invite(db(), actor(), form.get("address", ""), role, course=course, cohort=cohort, now=now())
    except Invalid as error:
        return _everybody(dict(error.problems), form.to_dict()), 422
    flash("The invitation is on its way; its link works for 14 days.", "good")
    return redirect(url_for(".everybody"), 303)


@administer.get("/people/<uuid:person_id>")
def person(person_id: UUID) -> ResponseReturnValue:
    """What somebody may do here."""
    return _person(person_id, {})


@administer.post("/people/<uuid:person_id>/roles")
def give_role(person_id: UUID) -> ResponseReturnValue:
    """Give somebody a further role."""
    form = request.form
    with db().reading() as session:
        address = administered_person(session, actor(), person_id, now()).person.address

    def give() -> None:
        role, course, cohort = _role(form.get("role", "")), form.get("course") or None, form.get("cohort") or None
        people.grant_role(db(), actor(), address, role, course=course, cohort=cohort, now=now())

    return _done(person_id, "The role is given.", give)


@administer.post("/people/<uuid:person_id>/roles/<uuid:role_id>/withdrawal")
def withdraw_role(person_id: UUID, role_id: UUID) -> ResponseReturnValue:
    """Take a role away."""
    return _done(
        person_id,
        "The role is taken away.",
        lambda: changing_people.withdraw_role(db(), actor(), person_id, role_id, now()),
    )


@administer.post("/people/<uuid:person_id>/closing")
def close(person_id: UUID) -> ResponseReturnValue:
    """Let somebody sign in no more."""
    return _done(
        person_id,
        "They can sign in no more. Everything recorded stays.",
        lambda: changing_people.close_account(db(), actor(), person_id, now()),
    )


@administer.post("/people/<uuid:person_id>/opening")
def open_again(person_id: UUID) -> ResponseReturnValue:
    """Let somebody sign in again."""
    return _done(
        person_id, "They can sign in again.", lambda: changing_people.open_account(db(), actor(), person_id, now())
    )


@administer.post("/people/<uuid:person_id>/reset")
def reset(person_id: UUID) -> ResponseReturnValue:
    """Send somebody a link for a new password."""
    return _done(
        person_id,
        "A link for a new password is on its way; it works for two hours.",
        lambda: changing_people.send_reset(db(), actor(), person_id, now()),
    )


@administer.post("/people/<uuid:person_id>/sessions/end")
def end_sessions(person_id: UUID) -> ResponseReturnValue:
    """Sign somebody out everywhere."""
    return _done(
        person_id,
        "They are signed out of every browser.",
        lambda: changing_people.end_sessions(db(), actor(), person_id, now()),
    )


@administer.get("/cohorts")
def every_cohort() -> ResponseReturnValue:
    """Cohorts, and a form for another."""
    return _cohorts({}, {})


@administer.post("/cohorts")
def add_cohort() -> ResponseReturnValue:
    """Begin a cohort."""
    form = request.form
    try:
        starts_on, ends_on = _days(form.get("starts", ""), form.get("ends", ""))
        cohorts.add_cohort(db(), actor(), form.get("name", ""), form.get("course", ""), starts_on, ends_on, now())
    except Invalid as error:
        return _cohorts(dict(error.problems), form.to_dict()), 422
    flash("The cohort is there. It keeps the rules that are published now.", "good")
    return redirect(url_for(".every_cohort"), 303)


@administer.get("/outbox")
def outbox() -> ResponseReturnValue:
    """What was sent and what waits."""
    with db().reading() as session:
        page = outbox_page(session, actor(), request.args.get("state", ""))
    return render_template("administer/outbox.html", page=page, states=STATES)


@administer.post("/outbox/retry")
def retry() -> ResponseReturnValue:
    """Try again to send what could not be sent."""
    retried = retrying.retry(db(), now())
    lost = f" {retried.lost} cannot be sent any more: their links were removed." if retried.lost else ""
    flash(f"{retried.again} {'message is' if retried.again == 1 else 'messages are'} tried again.{lost}", "good")
    return redirect(url_for(".outbox"), 303)


def _everybody(errors: dict[str, str], given: dict[str, str]) -> str:
    wanted = request.args.get("role", "")
    asked = PeopleAsked(
        words=request.args.get("words", "").strip()[:100],
        role=RoleName(wanted) if wanted in {role.value for role in RoleName} else None,
        page=max(1, whole_number(request.args.get("page"), 1)),
    )
    with db().reading() as session:
        page = people_page(session, actor(), asked, now())
    return render_template("administer/people.html", page=page, errors=errors, given=given, roles=_ROLES)


def _person(person_id: UUID, errors: dict[str, str]) -> str:
    with db().reading() as session:
        page = administered_person(session, actor(), person_id, now())
    return render_template("administer/person.html", page=page, errors=errors, given=request.form, roles=_ROLES)


def _cohorts(errors: dict[str, str], given: dict[str, str]) -> str:
    with db().reading() as session:
        slugs = course_slugs(session)
    choices = tuple((slug, slug) for slug in slugs)
    return render_template(
        "administer/cohorts.html", cohorts=list_cohorts(db()), course_choices=choices, errors=errors, given=given
    )


def _done(person_id: UUID, words: str, act: Callable[[], None]) -> ResponseReturnValue:
    try:
        act()
    except Invalid as error:
        return _person(person_id, dict(error.problems)), 422
    flash(words, "good")
    return redirect(url_for(".person", person_id=person_id), 303)


def _role(given: str) -> RoleName:
    if given not in {role.value for role in RoleName}:
        raise Invalid([("role", "Choose a role.")])
    return RoleName(given)


def _days(starts: str, ends: str) -> tuple[date, date]:
    problems, days = [], []
    for name, given in (("starts", starts), ("ends", ends)):
        try:
            days.append(date.fromisoformat(given))
        except ValueError:
            problems.append((name, "Give a day such as 2026-09-14."))
    if problems:
        raise Invalid(problems)
    return days[0], days[1]
