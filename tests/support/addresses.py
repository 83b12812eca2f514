"""Every address of the application, about the things of one trainee of the clinic."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from tests.support.care_course import ROUTES
from tests.support.clinic import COURSE, EVENING, ILSE, actor_of, after, enrolment_of
from trainer.actions import commenting, drafting, noting, reading, taking_quizzes
from trainer.actions.drafting import Seen
from trainer.actions.noting import Draft
from trainer.actions.publications import Plan, plan
from trainer.curriculum.change import Change
from trainer.curriculum.commenting import Said
from trainer.previewing.choice import Choice, to_address
from trainer.queries.writing import writing_page
from trainer.storage.content import Cohort, Document, Revision
from trainer.storage.database import Database
from trainer.storage.drafts import GivenUp
from trainer.storage.people import SignedIn

_ARGUMENT: Final = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
_MODULE: Final = "curriculum/pharmacology/routes.md"
_OF_QUIZ_FORMS: Final = {"path": "quizzes/routes.yml", "key": "im-peak"}
_OF_CORRECTING: Final = {"path": "quizzes/routes.yml", "question": "im-peak"}
_OF_PREVIEWS: Final = {"choice": to_address(Choice(day=date(2026, 11, 23))), "path": f"courses/{COURSE}/"}
_OF_NOTHING: Final = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000000"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A rule of the application for one method; `values` are what fills its arguments."""

    method: str
    endpoint: str
    rule: str
    values: Mapping[str, str]

    @property
    def what(self) -> str:
        """For example 'POST quizzes.start'."""
        return f"{self.method} {self.endpoint}"

    def url(self, **quoted: str) -> str:
        """The path; `quoted` replaces single values, sent as they are."""
        filled = {name: quote(value) for name, value in self.values.items()} | quoted
        return _ARGUMENT.sub(lambda found: filled[found[2]], self.rule)


def addresses(app: Flask, values: Mapping[str, str]) -> tuple[Address, ...]:
    """An address for each rule and method; what `values` does not know is an id of nothing."""
    found = [
        Address(
            method=method,
            endpoint=rule.endpoint,
            rule=rule.rule,
            values={
                name: _value(rule.endpoint, name, values) or _OF_NOTHING.get(kind, "none")
                for kind, name in _ARGUMENT.findall(rule.rule)
            },
        )
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    return tuple(sorted(found, key=lambda address: address.what))


def _value(endpoint: str, name: str, values: Mapping[str, str]) -> str | None:
    if endpoint.startswith(("quiz_forms.", "quiz_retiring.", "statistics.")) and name in _OF_QUIZ_FORMS:
        return _OF_QUIZ_FORMS[name]
    if endpoint.startswith("correcting.") and name in _OF_CORRECTING:
        return _OF_CORRECTING[name]
    if endpoint.startswith("bibliography.") and name == "key":
        return "hirlinger1984"
    if endpoint.startswith("glossary_forms.") and name == "key":
        return "troche"
    if endpoint.startswith("requirement_") and name == "part":
        return "documents"
    if endpoint.startswith("course_preview.") and name in _OF_PREVIEWS:
        return _OF_PREVIEWS[name]
    return values.get(name)


def things_of(database: Database, person: str, *, course: str = COURSE, cohort: str = EVENING) -> dict[str, str]:
    """What fills the arguments of learners' rules: things of somebody who read, noted and began a quiz."""
    actor = actor_of(database, person)
    reading.finish_section(database, actor, COURSE, ROUTES, "peak", after())
    attempt = taking_quizzes.start(database, actor, COURSE, "routes", after())
    note = noting.add_note(database, actor, COURSE, ROUTES, "summary", Draft(quote="Ask first."), after())
    said = Said(kind="unclear", quote="Ask first.")
    comment = commenting.comment_on_section(database, actor, COURSE, ROUTES, "summary", said, 0, after())
    with database.reading() as session:
        cohort_id = session.scalars(select(Cohort.id).where(Cohort.name == cohort)).one()
        drawn = select(Revision.blob_digest).join(Document)
        figure = session.scalars(drawn.where(Document.path == "curriculum/figures/routes.svg")).first()
        ended = session.scalars(select(SignedIn.id).where(SignedIn.person_id == actor.person_id)).first()
    return {
        "course": course,
        "area": "pharmacology",
        "name": "routes",
        "section": "peak",
        "check": "none",
        "slug": "routes",
        "attempt_id": str(attempt),
        "question": "none",
        "cohort_id": str(cohort_id),
        "enrolment_id": str(enrolment_of(database, actor)),
        "digest": str(figure),
        "extension": "svg",
        "ended": str(ended),
        "token": "none",
        "filename": "site.css",
        "kept": "r1",
        "note_id": str(note),
        "comment_id": str(comment),
        "path": _MODULE,
    }


def authored_things(database: Database) -> dict[str, str]:
    """What fills the arguments of authors' rules: a draft that was given up, another that is to be published."""
    return {"given_up_id": str(_given_up(database)), "publication_id": str(_planned(database))}


def _given_up(database: Database) -> UUID:
    ilse = actor_of(database, ILSE)
    path = "curriculum/pharmacology/half-lives.md"
    drafting.save(database, ilse, COURSE, path, "Half-lives.\n", Seen(version=0, revision=None), after())
    drafting.give_up(database, ilse, COURSE, path, 1, after())
    with database.reading() as session:
        return session.scalars(select(GivenUp.id)).one()


def _planned(database: Database) -> UUID:
    ilse = actor_of(database, ILSE)
    with database.reading() as session:
        shown = writing_page(session, ilse, COURSE, _MODULE)
    seen = Seen(version=shown.version, revision=shown.revision)
    version = drafting.save(database, ilse, COURSE, _MODULE, shown.text + "\nMore.\n", seen, after()).version
    wanted = Plan(versions={_MODULE: version}, change=Change.TYPO, note="", due_at=after(days=100).at)
    return plan(database, ilse, COURSE, wanted, after())
