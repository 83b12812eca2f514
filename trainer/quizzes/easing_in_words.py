"""Says in words what is eased for a person."""

from trainer.quizzes.accommodations import USUAL_TIME, Accommodation


def in_words(eased: Accommodation) -> str:
    """A sentence such as 'Half as much time again, 1 further attempt.'; empty where nothing is eased."""
    parts = []
    if eased.time_factor > USUAL_TIME:
        parts.append(_TIMES.get(eased.time_factor, f"{eased.time_factor} % of the usual time"))
    if eased.attempts:
        parts.append("1 further attempt" if eased.attempts == 1 else f"{eased.attempts} further attempts")
    if eased.closes:
        parts.append(f"open until {eased.closes.day} {eased.closes:%B %Y}")
    sentence = ", ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""


_TIMES = {
    125: "a quarter more time",
    150: "half as much time again",
    200: "twice the time",
    300: "three times the time",
}
