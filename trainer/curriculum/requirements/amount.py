"""How much of something is asked for: a number of times, or hours."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.curriculum.requirements.requirement import Evidence, many
from trainer.yaml_text import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """`asked` times, or, where it is measured in hours, `asked` minutes."""

    asked: int
    in_hours: bool

    def done(self, evidence: Sequence[Evidence]) -> int:
        """What evidence adds up to, in the same unit."""
        return sum(each.minutes for each in evidence) if self.in_hours else len(evidence)

    def of(self, done: int) -> str:
        """What is done of what is asked, in words."""
        if self.in_hours:
            return f"{hours(done)} of {many(self.asked // 60, 'hour', 'hours')} are"
        return f"{done} of {self.asked} {'is' if done == 1 else 'are'}"

    def asks(self, one: str, more: str) -> str:
        """What is asked for in words, such as '4 sessions' or '10 hours'."""
        return many(self.asked // 60, "hour", "hours") if self.in_hours else many(self.asked, one, more)

    def harder_than(self, old: "Amount", title: str) -> tuple[str, ...]:
        """What is asked for more than before; another measure is always more."""
        if self.in_hours != old.in_hours:
            return (f"{title}: it was counted in {'hours' if old.in_hours else 'times'}",)
        if self.asked > old.asked:
            was, is_now = (hours(old.asked), hours(self.asked)) if self.in_hours else (old.asked, self.asked)
            return (f"{title}: {was} were asked for, not {is_now}",)
        return ()


def hours(minutes: int) -> str:
    """Minutes as hours with at most two decimals, such as '1.5'."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def read_amount(fields: Fields) -> Amount | None:
    """Read `count` or `hours`, exactly one of them."""
    count = fields.integer("count", None, least=1, most=999)
    asked_hours = fields.integer("hours", None, least=1, most=9999)
    if (count is None) == (asked_hours is None):
        fields.error("say how much is asked for: either 'count: ...' or 'hours: ...'")
        return None
    return Amount(asked=count or (asked_hours or 0) * 60, in_hours=count is None)
