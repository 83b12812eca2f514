"""Reads when a quiz is open, and which of its attempts is the result."""

from trainer.quizzes.policy import Counts, Policy
from trainer.yaml_text import Fields

_MOST_GRACE = 60
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def read_policy(fields: Fields, *, attempts: int, is_limited: bool) -> Policy:
    """The policy of a quiz with so many attempts; `is_limited` is whether an attempt has a time limit."""
    opens, closes = fields.date("opens"), fields.date("closes")
    for key, day in (("opens", opens), ("closes", closes)):
        if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            fields.error(f"'{key}' must be in the years from {_FIRST_YEAR} to {_LAST_YEAR}, found {day}", key)
    if opens and closes and closes < opens:
        fields.error(f"'closes' is before the quiz opens on {opens}; write a later day", "closes")
    grace = fields.integer("grace_minutes", 0, least=0, most=_MOST_GRACE) or 0
    if grace and not is_limited:
        fields.warn(
            "there is no time limit, so 'grace_minutes' changes nothing; add 'minutes' or remove it", "grace_minutes"
        )
    counts = fields.one_of("counts", Counts, Counts.BEST)
    if counts is Counts.FIRST and attempts > 1:
        fields.warn(
            "only the first attempt counts, so who fails it cannot pass with the others; say so in the module, or "
            "use 'counts: best'",
            "counts",
        )
    return Policy(opens=opens, closes=closes, grace_minutes=grace, counts=counts)
