"""What the page of requirements shows of each competency: its anchors, where it was seen, who signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.curriculum.observing import asked as asked_words
from trainer.curriculum.observing import carrying, missing_for
from trainer.curriculum.requirements.competency import LEVELS, Competency
from trainer.curriculum.requirements.requirement import Requirement
from trainer.queries.requirement_seen import Seen, SignatureRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a level is called, and what it looks like."""

    level: int
    word: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyPart:
    """A competency beside its standing. `seen_at` counts the encounters by the level that they carry.

    `may_be_signed` is whether the encounters carry a signature that is still asked for; `missing` says why not.
    """

    asked: str
    anchors: tuple[Anchor, ...]
    seen_at: tuple[tuple[int, str, int], ...]
    missing: str
    may_be_signed: bool
    signatures: tuple[SignatureRow, ...]


def competency_parts(session: Session, seen: Seen, asked: Sequence[Requirement]) -> Mapping[str, CompetencyPart]:  # noqa: ARG001 -- one call for all kinds
    """Each competency's part; what it rests on is in `seen`."""
    return {each.item: _part(seen, each) for each in asked if isinstance(each, Competency)}


def anchors_of(competency: Competency) -> tuple[Anchor, ...]:
    """The levels above 0 with what they look like."""
    return tuple(
        Anchor(level=level, word=word, words=competency.anchors.get(level, ""))
        for level, word in LEVELS.items()
        if level
    )


def _part(seen: Seen, competency: Competency) -> CompetencyPart:
    signatures = seen.signatures_of(competency.item)
    withdrawn = seen.withdrawals()
    stands = [each for each in signatures if each.decision == "accepted" and each.id not in withdrawn]
    missing = missing_for(competency, seen.rated_for_actor(), competency.level, seen.now.today)
    is_signed = any((each.level or 0) >= competency.level for each in stands)
    return CompetencyPart(
        asked=asked_words(competency),
        anchors=anchors_of(competency),
        seen_at=_seen_at(seen, competency),
        missing=missing,
        may_be_signed=seen.may_sign and not missing and not is_signed,
        signatures=tuple(each for each in signatures if each.decision == "accepted"),
    )


def _seen_at(seen: Seen, competency: Competency) -> tuple[tuple[int, str, int], ...]:
    def reached(level: int) -> int:
        return len(carrying(seen.rated_for_actor(), competency.item, level, seen.now.today))

    counts = {level: reached(level) - (reached(level + 1) if level < max(LEVELS) else 0) for level in LEVELS if level}
    return tuple((level, LEVELS[level], count) for level, count in counts.items() if count)
