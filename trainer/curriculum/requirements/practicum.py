"""An amount of practicum or consultation, countersigned entry by entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self, TypeVar

from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.amount import Amount, read_amount
from trainer.curriculum.requirements.requirement import Evidence, Reached, Requirement, Role, many
from trainer.yaml_text import Fields, nearest

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practicum(Requirement):
    """Asks for sessions or hours in some roles and phases (none given: any), by a number of different routes."""

    kind: ClassVar[str] = "practicum"
    part: ClassVar[str] = "practicum"
    rests_on: ClassVar[str] = "entries of the ledger, each countersigned by a supervisor"

    amount: Amount
    roles: tuple[Role, ...] = ()
    phases: tuple[Phase, ...] = ()
    routes: int = 0

    @classmethod
    def read(cls, fields: Fields, requirement_id: str, title: str) -> Self | None:
        """Read the amount, the roles and phases that count, and the number of routes."""
        amount = read_amount(fields)
        roles, phases = _choices(fields, "roles", Role), _choices(fields, "phases", Phase)
        routes = fields.integer("routes", 0, least=0, most=5) or 0
        if amount is None:
            return None
        return cls(id=requirement_id, title=title, amount=amount, roles=roles, phases=phases, routes=routes)

    @property
    def asks(self) -> str:
        """The amount, and what counts towards it."""
        counts = [" or ".join(role.word for role in self.roles), " or ".join(phase.value for phase in self.phases)]
        if self.routes:
            counts.append(many(self.routes, "route", "different routes"))
        only = "; ".join(words for words in counts if words)
        return self.amount.asks("session", "sessions") + (f" ({only})" if only else "")

    def reach(self, evidence: Sequence[Evidence]) -> Reached:
        """Every countersigned entry in a role and phase that counts."""
        counting = [each for each in evidence if self._counts(each)]
        done = self.amount.done(counting)
        routes = {each.route for each in counting if each.route}
        missing = []
        if done < self.amount.asked:
            missing.append(f"{self.amount.of(done)} countersigned")
        if len(routes) < self.routes:
            more = self.routes - len(routes)
            missing.append(f"{many(more, 'further route', 'further routes')} to be seen")
        left = f"{'; '.join(missing)}." if missing else ""
        return Reached(reached=done, asked=self.amount.asked, left=left, counted=tuple(each.id for each in counting))

    def harder_than(self, old: Self) -> tuple[str, ...]:
        """More of it, another measure, fewer roles or phases that count, or more routes."""
        lines = list(self.amount.harder_than(old.amount, self.title))
        if self.roles and not (old.roles and set(old.roles) <= set(self.roles)):
            lines.append(f"{self.title}: fewer roles count")
        if self.phases and not (old.phases and set(old.phases) <= set(self.phases)):
            lines.append(f"{self.title}: fewer phases count")
        if self.routes > old.routes:
            lines.append(f"{self.title}: {old.routes} different routes were asked for, not {self.routes}")
        return tuple(lines)

    def _counts(self, evidence: Evidence) -> bool:
        in_role = not self.roles or evidence.role in self.roles
        return in_role and (not self.phases or evidence.phase in self.phases)


def _choices(fields: Fields, key: str, choices: type[Choice]) -> tuple[Choice, ...]:
    known = [choice.value for choice in choices]
    found = []
    for text in fields.texts(key):
        if text.text in known:
            found.append(choices(text.text))
        else:
            fields.report.error(text.line, f"'{text.text}' is not a choice for '{key}'; {nearest(text.text, known)}")
    return tuple(found)
