"""What a mended key would change, before anything happens."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.errors import NotFound
from trainer.queries.correcting_effects import Effects, effects_of
from trainer.queries.history import DocumentHead
from trainer.queries.quiz_statistics import quiz_of
from trainer.quizzes.rescoring import KeyPolicy
from trainer.quizzes.scoring import Result, percent
from trainer.storage.correcting_ground import Rescored, digest_of, ground_of
from trainer.storage.correcting_rows import CorrectionRow
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLine:
    """What a policy comes to: how many results rise, fall, newly pass and no longer pass."""

    policy: KeyPolicy
    rise: int
    fall: int
    passes: int
    fails: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One result as it is and as it would be; `new`, `standing` and `certificates` are completions it touches."""

    enrolment_id: UUID
    attempt_id: UUID
    name: str
    number: int
    points: Fraction
    maximum: Fraction
    percent: int
    is_passed: bool
    points_then: Fraction
    maximum_then: Fraction
    percent_then: int
    passes_then: bool
    lowers: bool
    rises: bool
    new: tuple[str, ...]
    standing: tuple[str, ...]
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One policy, looked at: its changes by name, and how many are of people whom the reader does not supervise.

    `completions` become complete, `kept` stay so, with `certificates` that rest on them, whoever sees the names.
    """

    line: PolicyLine
    digest: str
    changes: tuple[ChangeLine, ...]
    unnamed: int
    completions: int
    kept: int
    certificates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPage:
    """A question of a published quiz, what it was, and what can be decided for those who answered it then.

    `unknown` are ids that answers name and the corrected question lacks, each with how many do: then not by its key.
    `revision` is published now, `wrong` are the revisions in which the question was another one. `scored` results
    hold it; of `left_out` ones words were erased, and `still_open` attempts have none yet.
    """

    document: DocumentHead
    question: str
    prompt: str
    is_gone: bool
    unknown: tuple[tuple[str, int], ...]
    revision: int
    wrong: tuple[int, ...]
    scored: int
    left_out: int
    still_open: int
    seen: int
    lines: tuple[PolicyLine, ...]
    shown: Shown | None
    earlier: tuple[CorrectionRow, ...]


def correct_page(
    session: Session,
    database: Database,
    actor: Actor,
    course: str,
    path: str,
    question: str,
    policy: KeyPolicy | None,
    now: Now,
) -> CorrectPage:
    """What a question's being mended would change. Raises NotFound for a question that no revision in use held."""
    document, document_id = quiz_of(session, database, actor, course, path)
    head = newest_edition(session, course)
    edition = database.library.edition(session, head.edition_id) if head else None
    ref = edition.revisions.get(path) if edition else None
    if head is None or edition is None or ref is None or document.quiz is None:
        raise NotFound("This quiz is not part of the course any more.")
    ground = ground_of(session, database, document_id, ref.revision_id, question)
    asked = ground.now or ground.old
    if asked is None:
        raise NotFound("There is no such question.")
    rescored = {each: ground.rescored(each) for each in ground.policies} if ground.wrong else {}
    shown = None
    if policy is not None and policy in rescored:
        effects = effects_of(session, database, edition.outline, document.quiz, rescored[policy], now)
        shown = _shown(actor, head.course_id, policy, rescored[policy], effects)
    return CorrectPage(
        document=document,
        question=question,
        prompt=" ".join(asked.common.prompt.text.split()),
        is_gone=ground.now is None,
        unknown=tuple(ground.unknown.items()),
        revision=ref.number,
        wrong=tuple(ground.wrong.values()),
        scored=len(ground.taken),
        left_out=ground.left_out,
        still_open=ground.still_open,
        seen=ground.seen,
        lines=tuple(_line(each, changes) for each, changes in rescored.items()),
        shown=shown,
        earlier=tuple(each for each in ground.corrections if each.question == question),
    )


def _line(policy: KeyPolicy, rescored: Sequence[Rescored]) -> PolicyLine:
    return PolicyLine(
        policy=policy,
        rise=sum(each.change.rises for each in rescored),
        fall=sum(each.change.lowers for each in rescored),
        passes=sum(each.change.passes for each in rescored),
        fails=sum(each.change.fails for each in rescored),
    )


def _shown(actor: Actor, course_id: UUID, policy: KeyPolicy, rescored: Sequence[Rescored], effects: Effects) -> Shown:
    named = [
        each
        for each in rescored
        if actor.may(Permission.SUPERVISE, course_id=course_id, cohort_id=each.attempt.cohort_id)
    ]
    return Shown(
        line=_line(policy, rescored),
        digest=digest_of(rescored),
        changes=tuple(_change(each, effects) for each in named),
        unnamed=len(rescored) - len(named),
        completions=sum(map(len, effects.new.values())),
        kept=sum(map(len, effects.standing.values())),
        certificates=sum(map(len, effects.certificates.values())),
    )


def _change(each: Rescored, effects: Effects) -> ChangeLine:
    attempt, before, after = each.attempt, each.change.before, each.change.after
    enrolment_id = attempt.enrolment_id
    return ChangeLine(
        enrolment_id=enrolment_id,
        attempt_id=attempt.id,
        name=attempt.name,
        number=attempt.number,
        points=before.points,
        maximum=before.maximum,
        percent=_percent(before),
        is_passed=before.passed,
        points_then=after.points,
        maximum_then=after.maximum,
        percent_then=_percent(after),
        passes_then=after.passed,
        lowers=each.change.lowers,
        rises=each.change.rises,
        new=effects.new.get(enrolment_id, ()) if each.change.passes else (),
        standing=effects.standing.get(enrolment_id, ()) if each.change.fails else (),
        certificates=effects.certificates.get(enrolment_id, ()) if each.change.fails else (),
    )


def _percent(result: Result) -> int:
    return percent(result.points, result.maximum)
