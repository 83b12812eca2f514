"""Where authors add sources by pasting them."""

from collections.abc import Collection, Mapping
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.curriculum.documents import BIBLIOGRAPHY_PATH
from trainer.errors import Invalid, Stale
from trainer.queries.bibliography_pasting import PastedPage, PastedRow, pasted_page, with_added
from trainer.queries.writing import writing_page
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs
from trainer.web.source_forms import both_texts

bibliography_pasting = Blueprint("bibliography_pasting", __name__, url_prefix="/author/<course>/bibliography/add")
bibliography_pasting.before_request(needs(Permission.AUTHOR))

_KEY: Final = "key-"


@bibliography_pasting.get("")
def page(course: str) -> ResponseReturnValue:
    """Where sources are pasted."""
    with db().reading() as session:
        document = writing_page(session, actor(), course, BIBLIOGRAPHY_PATH, may_be_new=True)
    return render_template("author/bibliography_paste.html", document=document, errors={}, text="")


@bibliography_pasting.post("/look")
def look(course: str) -> ResponseReturnValue:
    """What was understood of it; nothing is written."""
    found = _pasted(course, {})
    if not found.rows:
        words = " ".join(f"Line {each.line}: {each.message}." for each in found.problems)
        return render_template(
            "author/bibliography_paste.html", document=found.document, errors={"text": words}, text=found.text
        ), 422
    chosen = {row.pasted.number for row in found.rows if row.pasted.can_be_added and not row.alike}
    return _show(found, chosen, {})


@bibliography_pasting.post("")
def add(course: str) -> ResponseReturnValue:
    """Add the chosen sources below the others, as a draft of the bibliography."""
    keys = {
        whole_number(name.removeprefix(_KEY), 0): value.strip()[:200]
        for name, value in request.form.items()
        if name.startswith(_KEY)
    }
    numbers = {whole_number(value, 0) for value in request.form.getlist("take")}
    found = _pasted(course, keys)
    rows = found.chosen(numbers)
    errors = _errors(found, rows, numbers)
    if errors:
        return _show(found, numbers, errors)
    if not rows:
        flash("These sources are in the draft already.", "note")
        return redirect(url_for("bibliography.page", course=course), 303)
    text = with_added(found, rows)
    if not isinstance(text, str):
        return _show(found, numbers, text)
    seen = Seen(version=found.document.version, revision=found.document.revision)
    try:
        drafting.save(db(), actor(), course, BIBLIOGRAPHY_PATH, text, seen, now())
    except Stale as error:
        return both_texts(course, BIBLIOGRAPHY_PATH, error)
    except Invalid as error:
        return _show(found, numbers, {"form": str(error)})
    cites = ", ".join(f"[@{row.pasted.key}]" for row in rows[:5]) + (" and others" if len(rows) > 5 else "")
    words = "1 source is" if len(rows) == 1 else f"{len(rows)} sources are"
    flash(f"{words} in the draft. Cite with {cites}.", "good")
    return redirect(url_for("bibliography.page", course=course, _anchor=f"source-{rows[0].pasted.key}"), 303)


def _pasted(course: str, keys: Mapping[int, str]) -> PastedPage:
    with db().reading() as session:
        return pasted_page(session, actor(), course, request.form.get("text", ""), keys)


def _errors(found: PastedPage, rows: Collection[PastedRow], numbers: set[int]) -> dict[str, str]:
    """What stands in the way of adding, by the field to go to."""
    if not numbers.intersection(row.pasted.number for row in found.rows):
        return {"form": "Choose the sources to add."}
    return {
        f"{_KEY}{row.pasted.number}": f"Source {row.pasted.number}: {row.pasted.problems[0].message}."
        for row in rows
        if not row.pasted.can_be_added
    }


def _show(found: PastedPage, chosen: Collection[int], errors: Mapping[str, str]) -> ResponseReturnValue:
    return render_template("author/bibliography_look.html", page=found, chosen=chosen, errors=errors), (
        422 if errors else 200
    )
