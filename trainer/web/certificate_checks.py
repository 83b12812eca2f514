"""Anybody checks a certificate by its serial, without signing in."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.actions.checking_certificates import note_miss
from trainer.errors import NotAllowed
from trainer.queries.certificate_check import checked_certificate
from trainer.web.edge import db, now, settings

certificate_checks = Blueprint("certificate_checks", __name__, url_prefix="/certificates")


@certificate_checks.after_request
def keep_out_of_indexes(response: Response) -> Response:
    """Ask search engines to keep nothing of it: names stand on certificates."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@certificate_checks.get("/")
def form() -> ResponseReturnValue:
    """Ask for a serial; a typed one leads to its own address."""
    typed = request.args.get("serial", "").strip()[:100]
    if typed:
        return redirect(url_for(".check", serial=typed), 303)
    return render_template("certificates/check_form.html", typed="", is_unknown=False, refused="")


@certificate_checks.get("/<serial>")
def check(serial: str) -> ResponseReturnValue:
    """Say whether a certificate holds; the same words for every serial that is none."""
    network = request.remote_addr or ""
    try:
        with db().reading() as session:
            found = checked_certificate(session, serial, network, now(), settings().base_url)
    except NotAllowed as error:
        return _form(serial, 429, refused=str(error))
    if found is None:
        note_miss(db(), network, now())
        return _form(serial, 404)
    return render_template("certificates/check.html", found=found)


def _form(serial: str, status: int, refused: str = "") -> Response:
    page = render_template("certificates/check_form.html", typed=serial[:100], is_unknown=not refused, refused=refused)
    return make_response(page, status)
