"""Where authors write documents."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import at_work, drafting
from trainer.actions.drafting import Diverged, Saved, Seen
from trainer.errors import Invalid, Stale
from trainer.queries.at_work import at_work_now
from trainer.queries.writing import writing_page
from trainer.queries.writing_preview import PreviewPage, preview_page
from trainer.queries.writing_room import picks, saved_version, writing_room
from trainer.web.edge import actor, db, now, settings, uuid_or_none, wants_json, whole_number
from trainer.web.gates import needs
from trainer.web.source_forms import both_texts

writing = Blueprint("writing", __name__, url_prefix="/author/<course>")
writing.before_request(needs(Permission.AUTHOR))

_PLACE: Final = "<path:path>"


@writing.get(f"/write/{_PLACE}")
def page(course: str, path: str) -> ResponseReturnValue:
    """A document's text, with its problems and how it will look."""
    with db().reading() as session:
        room = writing_room(session, actor(), course, path, now())
    return render_template("author/write.html", page=room)


@writing.post(f"/write/{_PLACE}")
def save(course: str, path: str) -> ResponseReturnValue:
    """Save the text; where somebody wrote at the same place both texts are shown, and nothing is saved."""
    text = request.form.get("text", "")
    try:
        saved = drafting.save(db(), actor(), course, path, text, _seen(), now())
    except Stale as error:
        return _diverged(course, path, error)
    except Invalid as error:
        if wants_json():
            return {"message": str(error)}, 422
        return _refused(course, path, text, error)
    if wants_json():
        return _told(saved)
    if saved.is_merged:
        flash("Saved, together with what somebody else wrote meanwhile at other places.", "good")
    else:
        flash("Saved." if saved.version else "There is nothing to save: this is what is published.", "good")
    return redirect(url_for(".page", course=course, path=path), 303)


@writing.get(f"/preview/{_PLACE}")
def preview(course: str, path: str) -> ResponseReturnValue:
    """A document as readers will meet it, with drafts in the place of what is published; nothing is recorded."""
    with db().reading() as session:
        found = preview_page(session, actor(), course, path)
    if wants_json():
        return _shown(found)
    return render_template("author/write_look.html", preview=found)


@writing.get(f"/picks/{_PLACE}")
def pickable(course: str, path: str) -> ResponseReturnValue:
    """What can be put into a document, for the script."""
    with db().reading() as session:
        return dict(picks(session, actor(), course, path))


@writing.get(f"/saved/{_PLACE}/<int(min=1, max=999999999):version>")
def saved_before(course: str, path: str, version: int) -> ResponseReturnValue:
    """What was saved as an earlier version, to be read and copied."""
    with db().reading() as session:
        text = saved_version(session, actor(), course, path, version)
    return render_template("author/write_saved.html", course=course, path=path, version=version, text=text)


@writing.post(f"/at-work/{_PLACE}")
def tell_of_oneself(course: str, path: str) -> ResponseReturnValue:
    """A browser tells that the document is open there, and hears who else has it open."""
    if request.form.get("leaves") == "yes":
        at_work.leave(db(), actor(), course, path)
        return {"colleagues": [], "version": 0}
    at_work.come(db(), actor(), course, path, now())
    with db().reading() as session:
        found = at_work_now(session, actor(), course, path, now())
    return {"colleagues": [[each.name, each.seconds] for each in found.colleagues], "version": found.version}


@writing.post(f"/give-up/{_PLACE}")
def give_up(course: str, path: str) -> ResponseReturnValue:
    """Give the draft up, and offer to bring it back."""
    version = whole_number(request.form.get("version"), 0)
    given_up_id = drafting.give_up(db(), actor(), course, path, version, now())
    with db().reading() as session:
        document = writing_page(session, actor(), course, path, may_be_new=True)
    return render_template("author/write_given_up.html", page=document, given_up_id=given_up_id, version=version)


@writing.post(f"/bring-up/{_PLACE}")
def bring_up(course: str, path: str) -> ResponseReturnValue:
    """Bring a draft up to what was published since it was begun."""
    version = whole_number(request.form.get("version"), 0)
    conflicts = drafting.bring_up(db(), actor(), course, path, version, now())
    if conflicts:
        words = "1 place holds" if conflicts == 1 else f"{conflicts} places hold"
        flash(f"{words} both texts between marks: keep the words that belong there and delete the marks.", "warning")
    else:
        flash("The draft holds now what was published meanwhile.", "good")
    return redirect(url_for(".page", course=course, path=path), 303)


def _seen() -> Seen:
    form = request.form
    return Seen(version=whole_number(form.get("version"), 0), revision=uuid_or_none(form.get("revision")))


def _diverged(course: str, path: str, error: Stale) -> ResponseReturnValue:
    found = error.current
    if wants_json() and isinstance(found, Diverged):
        return {"message": str(error), "version": found.version, "conflicts": len(found.places)}, 409
    return both_texts(course, path, error)


def _refused(course: str, path: str, text: str, error: Invalid) -> ResponseReturnValue:
    """The text as it was sent, which no draft can hold, with what to do."""
    words = text.replace("\x00", "").encode("utf-8", "replace").decode()
    form = request.form
    return render_template(
        "author/write_refused.html",
        course=course,
        path=path,
        text=words,
        version=form.get("version", ""),
        revision=form.get("revision", ""),
        errors=dict(error.problems),
    ), 422


def _told(saved: Saved) -> dict[str, object]:
    """What the script needs to go on: the version that stands now, and its text where it is not what was sent."""
    local = now().at.astimezone(settings().zone)
    told: dict[str, object] = {"version": saved.version, "saved_at": f"{local:%H:%M}"}
    if saved.revision:
        told["revision"] = str(saved.revision)
    if saved.is_merged:
        told["text"] = saved.text
    return told


def _shown(found: PreviewPage) -> dict[str, object]:
    return {
        "html": render_template("author/write_preview.html", preview=found),
        "figures": render_template("author/write_figures.html", preview=found),
        "problems": found.problem_list,
    }
