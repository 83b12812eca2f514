"""Earlier editions of a course, as they were."""

from typing import Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.queries.earlier import edition_page, editions_page
from trainer.queries.earlier_module import earlier_module_page
from trainer.queries.earlier_reference import earlier_reference_page
from trainer.queries.module import ClosedModulePage
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs

editions = Blueprint("editions", __name__, url_prefix="/courses/<course>/editions")
editions.before_request(needs(Permission.LEARN, Permission.READ_COURSE))

_NUMBER: Final = "<int(min=1, max=999999999):number>"  # what a column of the database holds


@editions.get("/")
def every(course: str) -> ResponseReturnValue:
    """Every edition with its date and note."""
    with db().reading() as session:
        page = editions_page(session, db(), actor(), course, now())
    return render_template("learn/editions.html", page=page)


@editions.get(f"/{_NUMBER}")
def edition(course: str, number: int) -> ResponseReturnValue:
    """What an edition holds."""
    with db().reading() as session:
        page = edition_page(session, db(), actor(), course, number, now())
    return render_template("learn/edition.html", page=page)


@editions.get(f"/{_NUMBER}/modules/<area>/<name>")
def module(course: str, number: int, area: str, name: str) -> ResponseReturnValue:
    """A module as it was; nothing is recorded."""
    with db().reading() as session:
        page = earlier_module_page(session, db(), actor(), course, number, f"{area}/{name}", now())
    if isinstance(page, ClosedModulePage):
        return render_template("learn/closed_module.html", page=page), 403
    return render_template("learn/edition_module.html", page=page)


@editions.get(f"/{_NUMBER}/references")
def references(course: str, number: int) -> ResponseReturnValue:
    """Every source of an edition."""
    return _reference("learn/edition_references.html", course, number)


@editions.get(f"/{_NUMBER}/glossary")
def glossary(course: str, number: int) -> ResponseReturnValue:
    """Every term of an edition."""
    return _reference("learn/edition_glossary.html", course, number)


def _reference(template: str, course: str, number: int) -> ResponseReturnValue:
    with db().reading() as session:
        page = earlier_reference_page(session, db(), actor(), course, number, now())
    return render_template(template, page=page)
