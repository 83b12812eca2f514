"""Who may open what: every address of the application, for every role, with one's own things and another's."""

from typing import Final

from flask import Flask

from tests.support.addresses import addresses, authored_things, things_of
from tests.support.clinic import ADA, DORA, GRETA, IDA, ILSE, JONAS, MAREN, NILS, PASSWORD, SVEN
from tests.web.conftest import As, csrf_token
from trainer.storage.database import Database

# In the order of the columns below. Everything asked for is Maren's, or of her cohort and course: for Jonas (of her
# cohort) and Ida (of another) it is somebody else's; Nils teaches another course; Dora supervises another cohort.
PEOPLE: Final = (None, MAREN, JONAS, IDA, ILSE, NILS, SVEN, DORA, ADA, GRETA)
EXPECTED: Final = {
    "GET account.page": "303 200 200 200 200 200 200 200 200 303",
    "GET administer.every_cohort": "303 403 403 403 403 403 403 403 200 303",
    "GET administer.everybody": "303 403 403 403 403 403 403 403 200 303",
    "GET administer.outbox": "303 403 403 403 403 403 403 403 200 303",
    "GET administer.page": "303 403 403 403 403 403 403 403 200 303",
    "GET administer.person": "303 403 403 403 403 403 403 403 404 303",
    "GET audit_log.as_csv": "303 403 403 403 403 403 403 403 200 303",
    "GET audit_log.page": "303 403 403 403 403 403 403 403 200 303",
    "GET author.content": "303 403 403 403 200 200 403 403 200 303",
    "GET author.difference": "303 403 403 403 404 404 403 403 404 303",
    "GET author.history": "303 403 403 403 200 404 403 403 200 303",
    "GET author.text": "303 403 403 403 200 404 403 403 200 303",
    "GET author_comments.comment": "303 403 403 403 200 404 403 403 200 303",
    "GET author_comments.page": "303 403 403 403 200 404 403 403 200 303",
    "GET author_comments.place": "303 403 403 403 303 404 403 403 303 303",
    "GET bibliography.page": "303 403 403 403 200 404 403 403 200 303",
    "GET bibliography.source": "303 403 403 403 200 404 403 403 200 303",
    "GET bibliography_pasting.page": "303 403 403 403 200 404 403 403 200 303",
    "GET certificate_checks.check": "404 404 404 404 404 404 404 404 404 404",
    "GET certificate_checks.form": "200 200 200 200 200 200 200 200 200 200",
    "GET certificates.as_pdf": "303 404 404 404 403 403 403 403 403 303",
    "GET certificates.page": "303 200 200 200 403 403 403 403 403 303",
    "GET changes.page": "303 200 200 200 200 404 200 200 200 303",
    "GET cohort_files.as_csv": "303 403 403 403 403 403 200 404 200 303",
    "GET cohort_files.as_xlsx": "303 403 403 403 403 403 200 404 200 303",
    "GET comfort.page": "303 200 200 200 200 200 200 200 200 303",
    "GET comments.comment": "303 200 404 404 404 404 404 404 404 303",
    "GET comments.new": "303 200 200 200 200 404 200 200 200 303",
    "GET comments.new_on_question": "303 404 404 404 404 404 404 404 404 303",
    "GET comments.page": "303 200 200 200 200 404 200 200 200 303",
    "GET course_preview.inside": "303 403 403 403 200 404 403 403 200 303",
    "GET course_preview.page": "303 403 403 403 200 404 403 403 200 303",
    "GET documents.own_file": "303 404 404 404 403 403 403 403 403 303",
    "GET documents.page": "303 404 404 404 403 403 403 403 403 303",
    "GET due.calendar": "303 200 200 200 404 404 404 404 404 303",
    "GET editions.edition": "303 200 200 200 200 404 200 200 200 303",
    "GET editions.every": "303 200 200 200 200 404 200 200 200 303",
    "GET editions.glossary": "303 200 200 200 200 404 200 200 200 303",
    "GET editions.module": "303 200 200 200 200 404 200 200 200 303",
    "GET editions.references": "303 200 200 200 200 404 200 200 200 303",
    "GET evaluation.page": "303 200 200 200 403 403 403 403 403 303",
    "GET evaluations.results": "303 403 403 403 200 404 200 200 200 303",
    "GET front_forms.page": "303 403 403 403 200 404 403 403 200 303",
    "GET glossary_forms.new": "303 403 403 403 200 404 403 403 200 303",
    "GET glossary_forms.page": "303 403 403 403 200 404 403 403 200 303",
    "GET glossary_forms.term": "303 403 403 403 200 404 403 403 200 303",
    "GET health.alive": "200 200 200 200 200 200 200 200 200 200",
    "GET health.ready": "200 200 200 200 200 200 200 200 200 200",
    "GET learn.about": "303 200 200 200 200 404 200 200 200 303",
    "GET learn.area": "303 200 200 200 200 404 200 200 200 303",
    "GET learn.glossary": "303 200 200 200 200 404 200 200 200 303",
    "GET learn.home": "303 200 200 200 200 404 200 200 200 303",
    "GET learn.module": "303 200 200 200 200 404 200 200 200 303",
    "GET learn.references": "303 200 200 200 200 404 200 200 200 303",
    "GET learn.standing": "303 200 200 200 404 404 404 404 404 303",
    "GET ledger.as_csv": "303 200 200 200 403 403 403 403 403 303",
    "GET ledger.entry": "303 404 404 404 403 403 403 403 403 303",
    "GET ledger.new": "303 200 200 200 403 403 403 403 403 303",
    "GET ledger.new_in_place": "303 404 404 404 403 403 403 403 403 303",
    "GET ledger.page": "303 200 200 200 403 403 403 403 403 303",
    "GET mail_choices.page": "303 200 200 200 200 200 200 200 200 303",
    "GET mail_links.page": "404 404 404 404 404 404 404 404 404 404",
    "GET media.figure": "303 200 200 200 200 404 200 200 200 303",
    "GET meetings.meeting": "303 403 403 403 403 403 404 404 404 303",
    "GET meetings.page": "303 403 403 403 403 403 200 404 200 303",
    "GET notes.export": "303 200 200 200 404 404 404 404 404 303",
    "GET notes.note": "303 200 404 404 404 404 404 404 404 303",
    "GET notes.page": "303 200 200 200 404 404 404 404 404 303",
    "GET observing.new": "303 403 403 403 403 403 404 404 404 303",
    "GET observing.page": "303 403 403 403 403 403 404 404 404 303",
    "GET offline.page": "200 200 200 200 200 200 200 200 200 200",
    "GET offline.worker": "200 200 200 200 200 200 200 200 200 200",
    "GET outline_forms.page": "303 403 403 403 200 404 403 403 200 303",
    "GET own_data.page": "303 200 200 200 200 200 200 200 200 303",
    "GET patterns.page": "303 403 403 403 200 200 200 200 200 303",
    "GET person.choose_transfer": "303 403 403 403 403 403 200 404 200 303",
    "GET person.decisions": "303 403 403 403 403 403 200 404 200 303",
    "GET person.notes": "303 403 403 403 403 403 200 404 200 303",
    "GET person.timeline": "303 403 403 403 403 403 200 404 200 303",
    "GET publishing.difference": "303 403 403 403 200 404 403 403 200 303",
    "GET publishing.every": "303 403 403 403 200 404 403 403 200 303",
    "GET publishing.page": "303 403 403 403 200 404 403 403 200 303",
    "GET publishing.publication": "303 403 403 403 200 404 403 403 200 303",
    "GET quiz_forms.attempt": "303 403 403 403 200 404 403 403 200 303",
    "GET quiz_forms.page": "303 403 403 403 200 404 403 403 200 303",
    "GET quiz_forms.question": "303 403 403 403 200 404 403 403 200 303",
    "GET quiz_retiring.page": "303 403 403 403 200 404 403 403 200 303",
    "GET quizzes.attempt": "303 200 404 404 404 404 404 404 404 303",
    "GET quizzes.result": "303 303 404 404 404 404 404 404 404 303",
    "GET quizzes.review": "303 200 404 404 404 404 404 404 404 303",
    "GET quizzes.start_page": "303 200 200 200 200 404 200 200 200 303",
    "GET redaction.every": "303 403 403 403 403 403 403 403 200 303",
    "GET redaction.form": "303 403 403 403 403 403 403 403 200 303",
    "GET redaction.picture": "303 403 403 403 403 403 403 403 404 303",
    "GET reflections.page": "303 404 404 404 403 403 403 403 403 303",
    "GET requirements.appeal": "303 404 404 404 403 403 403 403 403 303",
    "GET requirements.page": "303 200 200 200 403 403 403 403 403 303",
    "GET requirements.remark": "303 404 404 404 403 403 403 403 403 303",
    "GET review.document": "303 403 403 403 403 403 403 403 200 303",
    "GET review.every": "303 403 403 403 403 403 403 403 200 303",
    "GET review_comments.page": "303 403 403 403 200 404 403 403 200 303",
    "GET search.page": "303 200 200 200 200 404 200 200 200 303",
    "GET search.suggest": "303 200 200 200 200 404 200 200 200 303",
    "GET signing_off.appeal": "303 403 403 403 403 403 404 404 404 303",
    "GET signing_off.sign": "303 403 403 403 403 403 404 404 404 303",
    "GET signing_off.waiting": "303 403 403 403 403 403 200 200 200 303",
    "GET signing_off.withdraw": "303 403 403 403 403 403 404 404 404 303",
    "GET static": "200 200 200 200 200 200 200 200 200 200",
    "GET supervise.cohort": "303 403 403 403 403 403 200 404 200 303",
    "GET supervise.cohorts": "303 403 403 403 403 403 200 200 200 303",
    "GET supervise.person": "303 403 403 403 403 403 200 404 200 303",
    "GET supervised_certificates.page_of": "303 403 403 403 403 403 200 404 200 303",
    "GET supervised_certificates.pdf_of": "303 403 403 403 403 403 404 404 404 303",
    "GET supervised_documents.file_of": "303 403 403 403 403 403 404 404 404 303",
    "GET supervised_documents.page_of": "303 403 403 403 403 403 404 404 404 303",
    "GET supervised_ledger.as_csv": "303 403 403 403 403 403 200 404 200 303",
    "GET supervised_ledger.entry": "303 403 403 403 403 403 404 404 404 303",
    "GET supervised_ledger.page": "303 403 403 403 403 403 200 404 200 303",
    "GET supervised_reflections.page_of": "303 403 403 403 403 403 404 404 404 303",
    "GET supervised_requirements.page_of": "303 403 403 403 403 403 200 404 200 303",
    "GET supervised_transcripts.csv_of": "303 403 403 403 403 403 200 404 200 303",
    "GET supervised_transcripts.json_of": "303 403 403 403 403 403 200 404 200 303",
    "GET supervised_transcripts.page_of": "303 403 403 403 403 403 200 404 200 303",
    "GET transcripts.as_csv": "303 200 200 200 403 403 403 403 403 303",
    "GET transcripts.as_json": "303 200 200 200 403 403 403 403 403 303",
    "GET transcripts.page": "303 200 200 200 403 403 403 403 403 303",
    "GET uploads.page": "303 403 403 403 200 404 403 403 200 303",
    "GET visitors.front": "303 303 303 303 303 303 303 303 303 303",
    "GET visitors.invitation": "404 404 404 404 404 404 404 404 404 404",
    "GET visitors.new_password": "404 404 404 404 404 404 404 404 404 404",
    "GET visitors.reset": "200 200 200 200 200 200 200 200 200 200",
    "GET visitors.sign_in": "200 303 303 303 303 303 303 303 303 200",
    "GET ways.card": "303 404 404 404 404 404 404 404 404 303",
    "GET ways.cards": "303 200 200 200 200 404 200 200 200 303",
    "GET ways.objectives": "303 200 200 200 200 404 200 200 200 303",
    "GET ways.phases": "303 200 200 200 200 404 200 200 200 303",
    "GET writing.page": "303 403 403 403 200 404 403 403 200 303",
    "GET writing.pickable": "303 403 403 403 200 404 403 403 200 303",
    "GET writing.preview": "303 403 403 403 200 404 403 403 200 303",
    "GET writing.saved_before": "303 403 403 403 200 404 403 403 200 303",
    "GET writing_new.page": "303 403 403 403 200 404 403 403 200 303",
    "POST account.end_session": "303 303 404 404 404 404 404 404 404 303",
    "POST account.sign_out": "303 303 303 303 303 303 303 303 303 303",
    "POST administer.add_cohort": "303 403 403 403 403 403 403 403 422 303",
    "POST administer.close": "303 403 403 403 403 403 403 403 404 303",
    "POST administer.end_sessions": "303 403 403 403 403 403 403 403 404 303",
    "POST administer.give_role": "303 403 403 403 403 403 403 403 404 303",
    "POST administer.invite": "303 403 403 403 403 403 403 403 422 303",
    "POST administer.open_again": "303 403 403 403 403 403 403 403 404 303",
    "POST administer.reset": "303 403 403 403 403 403 403 403 404 303",
    "POST administer.retry": "303 403 403 403 403 403 403 403 303 303",
    "POST administer.withdraw_role": "303 403 403 403 403 403 403 403 404 303",
    "POST author.bring_back": "303 403 403 403 303 403 403 403 303 303",
    "POST author.restore": "303 403 403 403 404 403 403 403 404 303",
    "POST author_comments.answer": "303 403 403 403 422 404 403 403 422 303",
    "POST bibliography.save": "303 403 403 403 409 404 403 403 409 303",
    "POST bibliography_pasting.add": "303 403 403 403 422 404 403 403 422 303",
    "POST bibliography_pasting.look": "303 403 403 403 422 404 403 403 422 303",
    "POST changes.confirm": "303 409 409 409 404 404 404 404 404 303",
    "POST comfort.choose": "303 422 422 422 422 422 422 422 422 303",
    "POST comfort.keep": "303 422 422 422 422 422 422 422 422 303",
    "POST comments.add": "303 422 422 422 422 404 422 422 422 303",
    "POST comments.add_on_question": "303 404 404 404 404 404 404 404 404 303",
    "POST comments.ask_again": "303 422 404 404 404 404 404 404 404 303",
    "POST course_preview.again": "303 403 403 403 303 404 403 403 303 303",
    "POST course_preview.choose": "303 403 403 403 422 404 403 403 422 303",
    "POST course_preview.inside": "303 403 403 403 303 404 403 403 303 303",
    "POST documents.remove": "303 404 404 404 403 403 403 403 403 303",
    "POST documents.upload": "303 404 404 404 403 403 403 403 403 303",
    "POST evaluation.answer": "303 404 404 404 403 403 403 403 403 303",
    "POST front_forms.save": "303 403 403 403 409 404 403 403 409 303",
    "POST glossary_forms.add": "303 403 403 403 409 404 403 403 409 303",
    "POST glossary_forms.save": "303 403 403 403 409 404 403 403 409 303",
    "POST learn.answer_check": "303 404 404 404 404 404 404 404 404 303",
    "POST learn.finish_section": "303 303 303 303 404 404 404 404 404 303",
    "POST learn.open_section": "303 303 303 303 404 404 404 404 404 303",
    "POST ledger.add": "303 422 422 422 403 403 403 403 403 303",
    "POST ledger.give_code": "303 303 303 303 403 403 403 403 403 303",
    "POST ledger.put_in_place": "303 404 404 404 403 403 403 403 403 303",
    "POST mail_choices.choose": "303 422 422 422 422 422 422 422 422 303",
    "POST mail_links.stop": "404 404 404 404 404 404 404 404 404 404",
    "POST meetings.call_off": "303 403 403 403 403 403 404 404 404 303",
    "POST meetings.plan": "303 403 403 403 403 403 422 404 422 303",
    "POST meetings.record": "303 403 403 403 403 403 404 404 404 303",
    "POST notes.add": "303 422 422 422 404 404 404 404 404 303",
    "POST notes.change": "303 303 404 404 404 404 404 404 404 303",
    "POST notes.mark": "303 303 303 303 404 404 404 404 404 303",
    "POST notes.put_back": "303 404 404 404 404 404 404 404 404 303",
    "POST notes.remove": "303 200 404 404 404 404 404 404 404 303",
    "POST observing.rate": "303 403 403 403 403 403 404 404 404 303",
    "POST observing.record": "303 403 403 403 403 403 404 404 404 303",
    "POST observing.withdraw": "303 403 403 403 403 403 404 404 404 303",
    "POST outline_forms.list_new": "303 403 403 403 404 404 403 403 404 303",
    "POST outline_forms.save": "303 403 403 403 409 404 403 403 409 303",
    "POST own_data.archive": "303 200 200 200 200 200 200 200 200 303",
    "POST person.add_note": "303 403 403 403 403 403 422 404 422 303",
    "POST person.excuse": "303 403 403 403 403 403 422 404 422 303",
    "POST person.pause": "303 403 403 403 403 403 422 404 422 303",
    "POST person.resume": "303 403 403 403 403 403 422 404 422 303",
    "POST person.transfer": "303 403 403 403 403 403 422 404 422 303",
    "POST person.withdraw_excusal": "303 403 403 403 403 403 404 404 404 303",
    "POST person.withdraw_note": "303 403 403 403 403 403 404 404 404 303",
    "POST publishing.decide": "303 403 403 403 422 404 403 403 422 303",
    "POST publishing.withdraw": "303 403 403 403 303 403 403 403 303 303",
    "POST quiz_forms.answer": "303 403 403 403 200 404 403 403 200 303",
    "POST quiz_forms.save": "303 403 403 403 409 404 403 403 409 303",
    "POST quiz_forms.save_question": "303 403 403 403 409 404 403 403 409 303",
    "POST quiz_retiring.retire": "303 403 403 403 409 404 403 403 409 303",
    "POST quizzes.answer": "303 404 404 404 404 404 404 404 404 303",
    "POST quizzes.ask_for_attempt": "303 403 403 403 404 404 404 404 404 303",
    "POST quizzes.start": "303 303 303 303 404 404 404 404 404 303",
    "POST quizzes.submit": "303 303 404 404 404 404 404 404 404 303",
    "POST redaction.places": "303 403 403 403 403 403 403 403 422 303",
    "POST redaction.redact": "303 403 403 403 403 403 403 403 422 303",
    "POST redaction.redact_picture": "303 403 403 403 403 403 403 403 404 303",
    "POST reflections.choose_readers": "303 404 404 404 403 403 403 403 403 303",
    "POST reflections.keep": "303 404 404 404 403 403 403 403 403 303",
    "POST reflections.save": "303 404 404 404 403 403 403 403 403 303",
    "POST requirements.appealed": "303 404 404 404 403 403 403 403 403 303",
    "POST requirements.remarked": "303 404 404 404 403 403 403 403 403 303",
    "POST review.comment": "303 403 403 403 403 403 403 403 404 303",
    "POST review.remove_comment": "303 403 403 403 403 403 403 403 404 303",
    "POST review.return_it": "303 403 403 403 403 403 403 403 404 303",
    "POST review.sign": "303 403 403 403 403 403 403 403 404 303",
    "POST review.withdraw": "303 403 403 403 403 403 403 403 404 303",
    "POST review_comments.settle": "303 403 403 403 404 403 403 403 404 303",
    "POST signing_off.decide": "303 403 403 403 403 403 404 404 404 303",
    "POST signing_off.signed": "303 403 403 403 403 403 404 404 404 303",
    "POST signing_off.withdrawn": "303 403 403 403 403 403 404 404 404 303",
    "POST supervise.grant": "303 403 403 403 403 403 422 404 422 303",
    "POST supervised_certificates.correct_name": "303 403 403 403 403 403 404 404 404 303",
    "POST supervised_certificates.issue": "303 403 403 403 403 403 422 404 422 303",
    "POST supervised_certificates.reissue": "303 403 403 403 403 403 404 404 404 303",
    "POST supervised_certificates.revoke": "303 403 403 403 403 403 404 404 404 303",
    "POST supervised_documents.decide": "303 403 403 403 403 403 404 404 404 303",
    "POST supervised_ledger.countersign": "303 403 403 403 403 403 404 404 404 303",
    "POST supervised_ledger.give_back": "303 403 403 403 403 403 404 404 404 303",
    "POST supervised_reflections.answer": "303 403 403 403 403 403 404 404 404 303",
    "POST uploads.add": "303 403 403 403 422 404 403 403 422 303",
    "POST uploads.begin_transcript": "303 403 403 403 404 404 403 403 404 303",
    "POST uploads.describe": "303 403 403 403 404 403 403 403 404 303",
    "POST uploads.give_up": "303 403 403 403 404 403 403 403 404 303",
    "POST uploads.take": "303 403 403 403 404 403 403 403 404 303",
    "POST visitors.begin_session": "422 422 422 422 422 422 422 422 422 422",
    "POST visitors.join": "404 404 404 404 404 404 404 404 404 404",
    "POST visitors.keep_password": "404 404 404 404 404 404 404 404 404 404",
    "POST visitors.send_reset": "200 200 200 200 200 200 200 200 200 200",
    "POST writing.bring_up": "303 403 403 403 409 403 403 403 409 303",
    "POST writing.give_up": "303 403 403 403 409 403 403 403 409 303",
    "POST writing.save": "303 403 403 403 303 403 403 403 303 303",
    "POST writing.tell_of_oneself": "303 403 403 403 200 403 403 403 200 303",
    "POST writing_new.begin": "303 403 403 403 422 404 403 403 422 303",
}


def test_every_address_answers_everybody_as_the_table_says(app: Flask, clinic: Database, signed_in: As) -> None:
    addresses = _addresses(app, clinic)
    found = {what: [_status(signed_in, who, what, url) for who in PEOPLE] for what, url in addresses.items()}
    assert {what: " ".join(map(str, statuses)) for what, statuses in found.items()} == EXPECTED


def test_a_form_without_its_token_changes_nothing(app: Flask, clinic: Database, signed_in: As) -> None:
    addresses = _addresses(app, clinic)
    client = signed_in(MAREN)
    posts = {what: client.post(url).status_code for what, url in addresses.items() if what.startswith("POST")}
    # Mail programs have no form: what their address carries is the token, and this one is of nothing.
    assert posts == {**dict.fromkeys(posts, 400), "POST mail_links.stop": 404}
    assert client.get("/account/").status_code == 200


def test_every_answer_carries_the_policy(app: Flask, clinic: Database, signed_in: As) -> None:
    addresses = _addresses(app, clinic)
    client = signed_in(MAREN)
    gets = {what: client.get(url).headers for what, url in addresses.items() if what.startswith("GET")}
    policies = {what: headers["Content-Security-Policy"] for what, headers in gets.items() if "media" not in what}
    assert policies == dict.fromkeys(
        policies,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'",
    )
    sandboxed = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert gets["GET media.figure"]["Content-Security-Policy"] == sandboxed
    assert {headers["X-Content-Type-Options"] for headers in gets.values()} == {"nosniff"}


def test_a_request_for_another_host_is_refused_in_words(signed_in: As) -> None:
    answer = signed_in().get("/sign-in", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.get_data(as_text=True)) == (400, "This host is not served here.\n")


def test_signing_in_leads_back_on_this_site_and_to_no_other(signed_in: As) -> None:
    wanted = ("/author/", "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)")
    landed = {}
    for target in wanted:
        client = signed_in()
        form = {"csrf_token": csrf_token(client), "address": MAREN, "password": PASSWORD, "next": target}
        landed[target] = client.post("/sign-in", data=form).headers["Location"]
    assert landed == {**dict.fromkeys(wanted, "/"), "/author/": "/author/"}


def _addresses(app: Flask, clinic: Database) -> dict[str, str]:
    """An address for each rule and method, about Maren's things and those of her course."""
    things = things_of(clinic, MAREN) | authored_things(clinic)
    return {address.what: address.url() for address in addresses(app, things)}


def _status(signed_in: As, who: str | None, what: str, url: str) -> int:
    client = signed_in(who)
    if what.startswith("GET"):
        return client.get(url).status_code
    return client.post(url, data={"csrf_token": csrf_token(client), "address": str(who)}).status_code
