"""Certificates: one's own to read, print and download; a supervisor issues, corrects and revokes them."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import certifying
from trainer.curriculum.certificate import Signed, Size
from trainer.curriculum.certificate_entering import Entered
from trainer.curriculum.note_words import cleaned
from trainer.curriculum.reviewing_words import one_line
from trainer.errors import Invalid, NotAllowed, Stale
from trainer.queries.certificate import own_certificate, own_pdf, supervised_certificate, supervised_pdf
from trainer.web.edge import actor, db, now, settings, whole_number
from trainer.web.gates import needs

certificates = Blueprint("certificates", __name__, url_prefix="/courses/<course>")
certificates.before_request(needs(Permission.LEARN))
supervised_certificates = Blueprint("supervised_certificates", __name__, url_prefix="/supervise")
supervised_certificates.before_request(needs(Permission.SUPERVISE))

_ISSUING: Final = "issue"


@certificates.get("/certificate")
def page(course: str) -> ResponseReturnValue:
    """One's certificate, or what is left until there is one."""
    with db().reading() as session:
        found = own_certificate(session, db(), actor(), course, now(), settings().base_url)
    return render_template("certificates/own.html", page=found)


@certificates.get("/certificate.pdf")
def as_pdf(course: str) -> ResponseReturnValue:
    """One's certificate as PDF."""
    with db().reading() as session:
        body = own_pdf(session, actor(), course, _size(), now())
    return _pdf(body, url_for(".page", course=course))


@supervised_certificates.get("/enrolments/<uuid:enrolment_id>/certificate")
def page_of(enrolment_id: UUID) -> ResponseReturnValue:
    """Somebody's certificates, for a supervisor."""
    return _show(enrolment_id)


@supervised_certificates.get("/enrolments/<uuid:enrolment_id>/certificate.pdf")
def pdf_of(enrolment_id: UUID) -> ResponseReturnValue:
    """Somebody's certificate as PDF."""
    with db().reading() as session:
        body = supervised_pdf(session, actor(), enrolment_id, _size(), now())
    return _pdf(body, url_for(".page_of", enrolment_id=enrolment_id))


@supervised_certificates.post("/enrolments/<uuid:enrolment_id>/certificate")
def issue(enrolment_id: UUID) -> ResponseReturnValue:
    """Issue a certificate."""
    return _decide(
        enrolment_id,
        _ISSUING,
        lambda entered: certifying.issue(db(), actor(), enrolment_id, entered, now()),
        "The certificate is issued. Its PDF is made within a minute.",
    )


@supervised_certificates.post("/enrolments/<uuid:enrolment_id>/certificate/<uuid:certificate_id>/reissue")
def reissue(enrolment_id: UUID, certificate_id: UUID) -> ResponseReturnValue:
    """Issue another certificate in place of one that holds."""
    return _decide(
        enrolment_id,
        "reissue",
        lambda entered: certifying.reissue(db(), actor(), enrolment_id, certificate_id, entered, now()),
        "Another certificate is issued, and the earlier one is superseded.",
    )


@supervised_certificates.post("/enrolments/<uuid:enrolment_id>/certificate/<uuid:certificate_id>/name")
def correct_name(enrolment_id: UUID, certificate_id: UUID) -> ResponseReturnValue:
    """Correct the name on a certificate."""
    return _decide(
        enrolment_id,
        "correct",
        lambda entered: certifying.correct_name(db(), actor(), enrolment_id, certificate_id, entered, now()),
        "A certificate with the corrected name is issued, and the earlier one is superseded.",
    )


@supervised_certificates.post("/enrolments/<uuid:enrolment_id>/certificate/<uuid:certificate_id>/revoke")
def revoke(enrolment_id: UUID, certificate_id: UUID) -> ResponseReturnValue:
    """Revoke a certificate."""
    return _decide(
        enrolment_id,
        "revoke",
        lambda entered: certifying.revoke(db(), actor(), enrolment_id, certificate_id, entered, now()),
        "The certificate is revoked. Whoever checks it reads your reason.",
    )


def _decide(enrolment_id: UUID, form: str, act: Callable[[Entered], None], done: str) -> ResponseReturnValue:
    try:
        act(_entered())
    except Invalid as error:
        return _show(enrolment_id, form, dict(error.problems), 422)
    except NotAllowed as error:
        return _show(enrolment_id, form, {"": str(error)}, 403)
    except Stale as error:
        return _show(enrolment_id, form, {"": str(error)}, 409)
    flash(done, "good")
    return redirect(url_for(".page_of", enrolment_id=enrolment_id), 303)


def _entered() -> Entered:
    form = request.form
    return Entered(
        name=one_line(form.get("name", "")),
        signed=Signed(name=one_line(form.get("signed_by", "")), function=one_line(form.get("signed_as", ""))),
        reason=cleaned(form.get("reason", "")),
        nevertheless=cleaned(form.get("nevertheless", "")),
        seen=whole_number(form.get("seen"), 0),
    )


def _show(
    enrolment_id: UUID, form: str = "", errors: Mapping[str, str] | None = None, status: int = 200
) -> ResponseReturnValue:
    """The page, with the form that was sent as it was typed. A field's id is its form's name with its own."""
    with db().reading() as session:
        found = supervised_certificate(session, db(), actor(), enrolment_id, now(), settings().base_url)
    wrong = {f"{form}-{field}" if field else "": words for field, words in (errors or {}).items()}
    typed = request.form if form else {}
    answer = render_template("certificates/supervise.html", page=found, open_form=form, typed=typed, errors=wrong)
    return answer, status


def _size() -> Size:
    return Size.LETTER if request.args.get("size") == Size.LETTER.value else Size.A4


def _pdf(body: bytes | None, page_url: str) -> ResponseReturnValue:
    if body is None:
        return render_template("certificates/no_pdf.html", page_url=page_url), 503
    response = Response(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="certificate.pdf"'
    return response
