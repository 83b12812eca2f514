"""The pages of what completion asks for beside modules."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.queries.requirements import own_requirements, supervised_requirements
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs

requirements = Blueprint("requirements", __name__, url_prefix="/courses/<course>/requirements")
requirements.before_request(needs(Permission.LEARN))
supervised = Blueprint(
    "supervised_requirements", __name__, url_prefix="/supervise/enrolments/<uuid:enrolment_id>/requirements"
)
supervised.before_request(needs(Permission.SUPERVISE))


@requirements.get("")
def page(course: str) -> ResponseReturnValue:
    """What completing the course asks of one beside its modules."""
    with db().reading() as session:
        found = own_requirements(session, db(), actor(), course, now())
    return render_template("learn/requirements.html", page=found)


@supervised.get("")
def page_of(enrolment_id: UUID) -> ResponseReturnValue:
    """What completing the course asks of somebody beside its modules, for a supervisor."""
    with db().reading() as session:
        found = supervised_requirements(session, db(), actor(), enrolment_id, now())
    return render_template("learn/requirements.html", page=found)
