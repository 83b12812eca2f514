"""The invented people of the demonstration."""

from dataclasses import dataclass

PASSWORD = "a quiet afternoon"  # noqa: S105 (it opens nothing but the demonstration)
EVENING, DAY = "Autumn, evening group", "Summer, day group"


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who teaches, supervises or administers; `cohort` None means the whole site."""

    name: str
    address: str
    role: str
    cohort: str | None = None


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody who learns. `story` names what they have done so far."""

    name: str
    address: str
    cohort: str
    story: str


STAFF = (
    Staff("Amara Osei", "admin@example.org", "administrator"),
    Staff("Dr Lena Vogt", "instructor@example.org", "instructor"),
    Staff("Ruth Adler (demonstration)", "reviewer@example.org", "reviewer"),
    Staff("Dr Tomás Rey", "supervisor@example.org", "supervisor", EVENING),
    Staff("Mireille Okafor", "second-supervisor@example.org", "supervisor", EVENING),
    Staff("Dr Ingrid Sol", "day-supervisor@example.org", "supervisor", DAY),
)
TRAINEES = (
    Trainee("Mara Lindqvist", "trainee@example.org", EVENING, "in the middle"),
    Trainee("Chidi Abara", "chidi@example.org", EVENING, "all modules done"),
    Trainee("Lea Brandt", "lea@example.org", EVENING, "completed before the change"),
    Trainee("Rosa Castro", "rosa@example.org", EVENING, "asks for an attempt"),
    Trainee("Jonas Eriksen", "jonas@example.org", EVENING, "was granted an attempt"),
    Trainee("Yuki Hayashi", "yuki@example.org", EVENING, "reading"),
    Trainee("Samir Haddad", "samir@example.org", EVENING, "quiz comes next"),
    Trainee("Nadia Petrova", "nadia@example.org", EVENING, "failed on safety"),
    Trainee("Theo Marchetti", "theo@example.org", EVENING, "not begun"),
    Trainee("Ana Ferreira", "ana@example.org", DAY, "complete"),
    Trainee("Ben Whitlock", "ben@example.org", DAY, "reading"),
    Trainee("Ivy Nakamura", "ivy@example.org", DAY, "in the middle"),
)
