"""A trainee's own notes, highlights, and marks to come back."""

from uuid import UUID

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import noting
from trainer.actions.noting import Draft
from trainer.errors import Invalid, NotFound, Stale
from trainer.queries.notes import NotePage, note_page, notes_page, section_notes
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs
from trainer.web.notes_markdown import as_markdown, file_name

notes = Blueprint("notes", __name__, url_prefix="/courses/<course>")
notes.before_request(needs(Permission.LEARN, Permission.READ_COURSE))


@notes.get("/notes")
def page(course: str) -> ResponseReturnValue:
    """Everything noted and marked, by module and section."""
    marks_only = request.args.get("show") == "marks"
    with db().reading() as session:
        found = notes_page(session, db(), actor(), course, now(), marks_only=marks_only)
    return render_template("learn/notes.html", page=found)


@notes.get("/notes.md")
def export(course: str) -> ResponseReturnValue:
    """The same list as a file."""
    with db().reading() as session:
        found = notes_page(session, db(), actor(), course, now())
    text = as_markdown(found, current_app.jinja_env.filters["day"])
    answer = Response(text, mimetype="text/markdown")
    answer.headers.set("Content-Disposition", "attachment", filename=file_name(found))
    return answer


@notes.post("/modules/<area>/<name>/sections/<section>/notes")
def add(course: str, area: str, name: str, section: str) -> ResponseReturnValue:
    """Keep a new note, or say what keeps it from being kept beside what was typed."""
    key, draft = f"{area}/{name}", _draft()
    try:
        note_id = noting.add_note(db(), actor(), course, key, section, draft, now())
    except Invalid as error:
        with db().reading() as session:
            found = section_notes(session, db(), actor(), course, key, section, now())
        return render_template("learn/notes_new.html", page=found, draft=draft, errors=dict(error.problems)), 422
    if _is_fragment():
        return _fragment(course, key, section, note_id)
    return redirect(_at_note(course, key, note_id), 303)


@notes.post("/notes")
def put_back(course: str) -> ResponseReturnValue:
    """Keep a note that was just removed, as it was."""
    form = request.form
    try:
        document_id = UUID(form.get("document", ""))
    except ValueError:
        raise NotFound("There is no such text.") from None
    edition = whole_number(form.get("edition"), 0)
    note_id = noting.put_back(db(), actor(), course, document_id, edition, form.get("section", ""), _draft(), now())
    with db().reading() as session:
        found = note_page(session, db(), actor(), course, note_id, now())
    return redirect(_back(found), 303)


@notes.get("/notes/<uuid:note_id>")
def note(course: str, note_id: UUID) -> ResponseReturnValue:
    """One note alone, to be changed or removed."""
    with db().reading() as session:
        found = note_page(session, db(), actor(), course, note_id, now())
    return render_template("learn/note.html", page=found, words=found.note.words, errors={})


@notes.post("/notes/<uuid:note_id>")
def change(course: str, note_id: UUID) -> ResponseReturnValue:
    """Save new words; where other words were saved since, both are shown."""
    words, seen = request.form.get("words", ""), whole_number(request.form.get("number"), 0)
    template, errors, code = "", {}, 303
    try:
        noting.change_note(db(), actor(), course, note_id, words, seen, now())
    except Stale:
        template, code = "learn/notes_conflict.html", 409
    except Invalid as error:
        template, errors, code = "learn/note.html", dict(error.problems), 422
    with db().reading() as session:
        found = note_page(session, db(), actor(), course, note_id, now())
    if template:
        return render_template(template, page=found, words=words, errors=errors), code
    if _is_fragment() and found.section:
        return _fragment(course, found.module, found.section, note_id)
    return redirect(_back(found), 303)


@notes.post("/notes/<uuid:note_id>/remove")
def remove(course: str, note_id: UUID) -> ResponseReturnValue:
    """Remove a note, and offer to put it back."""
    with db().reading() as session:
        found = note_page(session, db(), actor(), course, note_id, now())
    row = noting.remove_note(db(), actor(), course, note_id, now())
    if _is_fragment() and found.section:
        return _fragment(course, found.module, found.section, None, removed=row)
    return render_template("learn/notes_removed.html", page=found, removed=row)


@notes.post("/modules/<area>/<name>/sections/<section>/mark")
def mark(course: str, area: str, name: str, section: str) -> ResponseReturnValue:
    """Mark a section to come back to, or take the mark away."""
    key = f"{area}/{name}"
    if request.form.get("mark") == "no":
        noting.unmark_section(db(), actor(), course, key, section, now())
    else:
        noting.mark_section(db(), actor(), course, key, section, now())
    if request.form.get("from") == "notes":
        return redirect(url_for(".page", course=course), 303)
    return redirect(url_for("learn.module", course=course, area=area, name=name, _anchor=f"end-{section}"), 303)


def _draft() -> Draft:
    form = request.form
    return Draft(
        words=form.get("words", ""),
        quote=form.get("quote", ""),
        before=form.get("before", ""),
        after=form.get("after", ""),
    )


def _is_fragment() -> bool:
    return request.headers.get("X-Fragment") == "1"


def _fragment(course: str, key: str, section: str, note_id: UUID | None, removed: object = None) -> ResponseReturnValue:
    with db().reading() as session:
        found = section_notes(session, db(), actor(), course, key, section, now())
    return render_template("learn/notes_fragment.html", page=found, changed=note_id, removed=removed)


def _back(found: NotePage) -> str:
    if not found.module or not found.section:
        return url_for(".page", course=found.course.slug, _anchor=f"own-{found.note.id}")
    return _at_note(found.course.slug, found.module, found.note.id)


def _at_note(course: str, key: str, note_id: UUID) -> str:
    area, _, name = key.partition("/")
    return url_for("learn.module", course=course, area=area, name=name, _anchor=f"own-{note_id}")
