"""Trainees of tests, who read and answer through the same actions as everybody."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select

from trainer.access import Actor, HeldRole, RoleName
from trainer.actions import reading, taking_quizzes
from trainer.actions.enrolling import enrol, find_scope, give_role
from trainer.clock import Now
from trainer.curriculum.standing import Standings
from trainer.curriculum.state import why_not_complete
from trainer.demonstration.answering import right_form, wrong_form
from trainer.ids import AttemptId, PersonId
from trainer.queries.attempt import attempt_head
from trainer.quizzes.codes import code
from trainer.storage.adding import add
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, own_enrolment
from trainer.storage.people import Person, Role
from trainer.storage.standings import current_standings


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainee:
    """Somebody who learns."""

    database: Database
    actor: Actor
    course: str

    def read(self, module: str, now: Now, *sections: str) -> None:
        """Finish sections of a module; all of its sections of the tiny course unless some are named."""
        for section in sections or ("begin", "end"):
            reading.finish_section(self.database, self.actor, self.course, module, section, now)

    def start(self, quiz: str, now: Now) -> AttemptId:
        """Begin an attempt."""
        return taking_quizzes.start(self.database, self.actor, self.course, quiz, now)

    def answer(self, attempt_id: AttemptId, now: Now, *, wrong: int = 0) -> None:
        """Answer every question of an attempt, the first so many of the quiz's file wrongly."""
        with self.database.reading() as session:
            head, _ = attempt_head(session, self.database, attempt_id)
        missed = [question.common.id for question in head.quiz.questions][:wrong]
        for placed in head.layout.questions:
            make = wrong_form if placed.id in missed else right_form
            form = make(head.quiz.question(placed.id), placed, head.layout.salt)
            name = code(head.layout.salt, "question", placed.id)
            taking_quizzes.answer(self.database, self.actor, attempt_id, name, form, 0, now)

    def submit(self, attempt_id: AttemptId, now: Now) -> None:
        """Hand an attempt in."""
        taking_quizzes.submit(self.database, self.actor, attempt_id, now)

    def take(self, quiz: str, now: Now, *, wrong: int = 0) -> AttemptId:
        """Begin an attempt, answer every question, hand it in."""
        attempt_id = self.start(quiz, now)
        self.answer(attempt_id, now, wrong=wrong)
        self.submit(attempt_id, now)
        return attempt_id

    def complete(self, module: str, now: Now) -> AttemptId:
        """Read a module and pass its quiz."""
        self.read(module, now)
        return self.take(module.rpartition("/")[2], now)

    def enrolment(self, now: Now) -> EnrolmentRow:
        """The enrolment, with the rules in force on a day."""
        with self.database.reading() as session:
            found = own_enrolment(session, self.actor.person_id, self.course, now.today)
        assert found is not None
        return found

    def unmet(self, now: Now) -> set[str]:
        """The items that keep the trainee from being complete."""
        enrolment, standings = self.enrolment(now), self.standings(now)
        with self.database.reading() as session:
            outline = self.database.library.edition(session, enrolment.edition_id).outline
            rules = self.database.library.rules(session, enrolment.rules_revision_id)
        return {each.item for each in why_not_complete(outline, rules, standings, now.at)}

    def standings(self, now: Now) -> Standings:
        """Where the trainee stands, as pages show it."""
        enrolment = self.enrolment(now)
        with self.database.reading() as session:
            return current_standings(session, self.database.library, enrolment, now.at)


def join(database: Database, name: str, now: Now, *, cohort: str | None = None, course: str = "tiny") -> Trainee:
    """Somebody joins a course as a trainee, in a cohort or alone."""
    actor = add_person(database, name, now)
    with database.writing() as session:
        scope = find_scope(session, course=course, cohort=cohort)
        give_role(session, actor.person_id, RoleName.TRAINEE, scope, now)
        enrol(session, database, actor, scope, now)
        session.commit()
    role = HeldRole(name=RoleName.TRAINEE, course_id=scope.course_id, cohort_id=scope.cohort_id)
    return Trainee(database=database, actor=Actor(person_id=actor.person_id, name=name, roles=(role,)), course=course)


def find(database: Database, name: str, *, course: str = "tiny") -> Trainee:
    """Somebody who joined in a template, by name."""
    with database.reading() as session:
        row = session.execute(
            select(Person.id, Role.course_id, Role.cohort_id).join(Role).where(Person.name == name)
        ).one()
    role = HeldRole(name=RoleName.TRAINEE, course_id=row.course_id, cohort_id=row.cohort_id)
    actor = Actor(person_id=PersonId(row.id), name=name, roles=(role,))
    return Trainee(database=database, actor=actor, course=course)


def add_person(database: Database, name: str, now: Now, *roles: HeldRole) -> Actor:
    """Somebody who has joined, with roles that only the actor knows of; nobody can sign in as them."""
    person_id: UUID = uuid4()
    address = f"{name.lower().replace(' ', '.')}@example.org"
    person = Person(id=person_id, name=name, address=address, email_key=address, is_active=True, created_at=now.at)
    with database.writing() as session:
        add(session, person)
        session.commit()
    return Actor(person_id=PersonId(person_id), name=name, roles=roles)
