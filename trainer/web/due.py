"""The calendar file of what is due, by RFC 5545."""

from datetime import datetime, timedelta
from typing import assert_never

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from icalendar import Calendar, Event

from trainer.access import Permission
from trainer.curriculum.quoting import quoted_list
from trainer.queries.due import Due, DueKind, DuePage, due_page
from trainer.web.edge import actor, db, now, settings
from trainer.web.gates import needs

due = Blueprint("due", __name__, url_prefix="/courses/<course>")
due.before_request(needs(Permission.LEARN, Permission.READ_COURSE))


@due.get("/calendar.ics")
def calendar(course: str) -> ResponseReturnValue:
    """Every date of one's own enrolment."""
    with db().reading() as session:
        page = due_page(session, db(), actor(), course, now())
    address = settings().base_url + url_for("learn.standing", course=course)
    response = Response(written(page, now().at, address), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{page.course.slug}.ics"'
    return response


def written(page: DuePage, at: datetime, address: str) -> bytes:
    """The file as it stands at a moment, with a link for each date.

    A file taken later has higher numbers (SEQUENCE), so that a calendar takes its dates in place of the earlier ones.
    """
    found = Calendar()
    found.add("prodid", "-//Trainer//Due dates//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    for each in page.dates:
        event = Event()
        event.add("uid", str(each.id))
        event.add("dtstamp", at)
        event.add("sequence", int(at.timestamp()) // 60)
        event.add("summary", _summary(each))
        if each.left:
            event.add("description", f"Still to do: {quoted_list(each.left)}.")
        event.add("dtstart", each.on)
        if not isinstance(each.on, datetime):
            event.add("dtend", each.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("url", address)
        found.add_component(event)
    return bytes(found.to_ical())


def _summary(each: Due) -> str:
    match each.kind:
        case DueKind.END:
            return f"Last day: {each.title}"
        case DueKind.OPENS:
            return f"Quiz can be started: {each.title}"
        case DueKind.SUBMITTED:
            return f"Attempt is submitted by itself: {each.title}"
        case other:
            assert_never(other)
