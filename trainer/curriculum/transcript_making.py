"""Makes a transcript of what was done in an enrolment."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from fractions import Fraction

from trainer.curriculum.asked import is_required
from trainer.curriculum.requirements import PREFIXES
from trainer.curriculum.standing import COURSE, quiz_item
from trainer.curriculum.state import module_state
from trainer.curriculum.transcript import Cell, Column, Field, Points, Table, Transcript, Value, cell
from trainer.curriculum.transcript_competencies import COMPETENCIES, competency_rows
from trainer.curriculum.transcript_facts import AttemptIn, CompletionIn, HelpIn, ReadingIn, TranscriptFacts
from trainer.curriculum.transcript_ledger import MEETINGS, PRACTICUM, meeting_rows, practicum_rows
from trainer.curriculum.transcript_titles import Titles
from trainer.curriculum.transcript_totals import completed_at, totals
from trainer.curriculum.transcript_uploads import DOCUMENTS, REFLECTIONS, document_rows, reflection_rows
from trainer.quizzes.scoring import percent

IS_NOT = (
    "This is a record of what was done in this course, and of what supervisors signed. It is no certificate, and no "
    "right to practise; what is not signed, it does not vouch for."
)
_RETIRED = "no longer published"


def transcript(facts: TranscriptFacts, zone: tzinfo, zone_name: str) -> Transcript:
    """The transcript of an enrolment, with days and times in `zone`."""
    titles = Titles(facts.outline, facts.earlier, facts.rules.requirements)
    return Transcript(
        course=facts.outline.slug,
        zone=zone_name,
        is_not=IS_NOT,
        head=_head(facts, zone, zone_name),
        totals=totals(facts),
        tables=(
            _modules(facts, titles, zone),
            _sections(facts, titles, zone),
            _attempts(facts, titles, zone),
            _help(facts, titles, zone),
            _completions(facts, titles, zone),
            _competencies(facts, titles, zone),
            _practicum(facts, titles, zone),
            _meetings(facts, titles, zone),
            _decisions(facts, titles, zone),
            _certificates(facts, zone),
            _documents(facts, titles, zone),
            _reflections(facts, titles, zone),
        ),
    )


def _head(facts: TranscriptFacts, zone: tzinfo, zone_name: str) -> tuple[Field, ...]:
    enrolled = facts.enrolled
    fields: tuple[tuple[str, str, Value], ...] = (
        ("name", "Name", enrolled.name),
        ("course", "Course", facts.outline.title),
        ("enrolment", "Enrolment number", enrolled.number),
        ("enrolled", "Enrolled", enrolled.at),
        ("cohort", "Cohort", enrolled.cohort),
        ("first_day", "First day", enrolled.starts_on),
        ("last_day", "Last day", enrolled.ends_on),
        ("completed", "Course completed", completed_at(facts)),
        ("edition", "Edition now in force", enrolled.edition),
        ("rules", "Revision of the rules in force", enrolled.rules_revision),
        ("made_on", "Made on", facts.made_on),
        ("zone", "Times are of", zone_name),
    )
    return tuple(Field(key=key, heading=heading, cell=cell(value, zone)) for key, heading, value in fields)


def _modules(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    columns = (
        Column(key="module", heading="Module"),
        Column(key="code", heading="Code"),
        Column(key="required", heading="Required"),
        Column(key="finished", heading="Sections finished", is_number=True),
        Column(key="sections", heading="Sections in all", is_number=True),
        Column(key="first_day", heading="First day"),
        Column(key="last_day", heading="Last day"),
        Column(key="state", heading="Today"),
    )
    by_path: dict[str, list[ReadingIn]] = {}
    for reading in facts.readings:
        by_path.setdefault(reading.path, []).append(reading)
    rows: list[tuple[Value, ...]] = []
    for module in facts.outline.modules():
        reached = facts.standings.module(module.key)
        state = module_state(module, facts.rules, facts.standings, ends_on=facts.enrolled.ends_on, today=facts.made_on)
        rows.append(
            (
                module.title,
                module.code,
                is_required(module, facts.rules) and not reached.is_excused,
                len(reached.finished),
                len(module.sections),
                *_days(by_path.pop(module.path, ()), zone),
                state.word,
            )
        )
    for path in sorted(by_path):
        finished = len({each.section for each in by_path[path] if each.is_finished})
        days = _days(by_path[path], zone)
        rows.append((titles.module(path), titles.code(path), False, finished, None, *days, _RETIRED))
    return _table("modules", "Modules", "The course holds no modules yet.", columns, rows, zone)


def _days(readings: Sequence[ReadingIn], zone: tzinfo) -> tuple[Value, Value]:
    """The first and the last day on which a section was opened or finished."""
    days = [each.at.astimezone(zone).date() for each in readings]
    return min(days, default=None), max(days, default=None)


def _sections(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    columns = (
        Column(key="module", heading="Module"),
        Column(key="section", heading="Section"),
        Column(key="first_finished", heading="First finished"),
        Column(key="last_finished", heading="Last finished"),
        Column(key="revision", heading="Revision", is_number=True),
        Column(key="edition", heading="Edition", is_number=True),
        Column(key="counts", heading="Counts today"),
    )
    finished: dict[tuple[str, str], list[ReadingIn]] = {}
    for reading in facts.readings:
        if reading.is_finished:
            finished.setdefault((reading.path, reading.section), []).append(reading)
    rows: list[tuple[Value, ...]] = []
    for path, section in sorted(finished, key=lambda place: titles.place(*place)):
        readings = finished[path, section]
        last = max(readings, key=lambda each: (each.at, each.revision))
        first_day, last_day = _days(readings, zone)
        title = titles.section(path, section)
        counts = _counts(facts, titles, path, section)
        rows.append((titles.module(path), title, first_day, last_day, last.revision, last.edition, counts))
    return _table("sections", "Sections finished", "No section is finished yet.", columns, rows, zone)


def _counts(facts: TranscriptFacts, titles: Titles, path: str, section: str) -> str:
    module = titles.published_module(path)
    reached = facts.standings.module(module.key) if module else None
    if reached and section in reached.finished:
        return "yes"
    return "changed, to read again" if reached and section in reached.again else _RETIRED


def _attempts(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    columns = (
        Column(key="quiz", heading="Quiz"),
        Column(key="attempt", heading="Attempt", is_number=True),
        Column(key="started", heading="Started"),
        Column(key="handed_in", heading="Handed in"),
        Column(key="handed_in_by", heading="Handed in by"),
        Column(key="revision", heading="Revision", is_number=True),
        Column(key="edition", heading="Edition", is_number=True),
        Column(key="points", heading="Points", is_number=True),
        Column(key="maximum", heading="Points in all", is_number=True),
        Column(key="percent", heading="Per cent", is_number=True),
        Column(key="pass_mark", heading="Pass mark", is_number=True),
        Column(key="result", heading="Result"),
        Column(key="safety_critical_missed", heading="Safety-critical missed"),
    )
    ordered = sorted(facts.attempts, key=lambda each: (*titles.quiz_place(each.fact.path), each.fact.number))
    rows = [_attempt(each, titles) for each in ordered]
    return _table("attempts", "Attempts at quizzes", "No quiz is begun yet.", columns, rows, zone)


def _attempt(each: AttemptIn, titles: Titles) -> tuple[Value, ...]:
    fact = each.fact
    head = (titles.quiz(fact.path), fact.number, fact.started_at, fact.submitted_at)
    if fact.submitted_at is None:
        return (*head, None, each.revision, each.edition, None, None, None, each.pass_mark, "open", None)
    by = "the platform, when the time was up" if each.was_closed_by_time else "the trainee"
    if each.was_closed_by_pause:
        by = "a supervisor, when the enrolment was paused"
    if fact.score_id is None:
        return (*head, by, each.revision, each.edition, None, None, None, each.pass_mark, "being marked", None)
    is_pre_test = each.pass_mark is None
    result = "any result counts" if is_pre_test else _passed(fact.is_passed)
    if each.before:
        points, maximum, passed = each.before
        before = f"{percent(Fraction(points), Fraction(maximum))} %" + ("" if is_pre_test else f", {_passed(passed)}")
        result += f"; corrected since a key was wrong, before: {before}"
    return (
        *head,
        by,
        each.revision,
        each.edition,
        Points(fact.points),
        Points(fact.maximum),
        percent(Fraction(fact.points), Fraction(fact.maximum)),
        each.pass_mark,
        result,
        None if is_pre_test else fact.missed_critical,
    )


def _passed(is_passed: bool) -> str:
    return "passed" if is_passed else "not passed"


def _help(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    columns = (
        Column(key="quiz", heading="Quiz"),
        Column(key="happened", heading="What happened"),
        Column(key="at", heading="When"),
        Column(key="attempts", heading="Attempts granted", is_number=True),
        Column(key="by", heading="By"),
        *((Column(key="reason", heading="Reason"),) if facts.shows_reasons else ()),
    )
    ordered = sorted(facts.help, key=lambda each: (*titles.quiz_place(each.path), each.at))
    rows = [_help_row(each, titles, shows_reasons=facts.shows_reasons) for each in ordered]
    empty = "No further attempt was asked for or granted."
    return _table("further_attempts", "Further attempts asked for and granted", empty, columns, rows, zone)


def _help_row(each: HelpIn, titles: Titles, *, shows_reasons: bool) -> tuple[Value, ...]:
    happened = "asked for" if each.attempts is None else "granted"
    row = (titles.quiz(each.path), happened, each.at, each.attempts, each.by)
    return (*row, each.reason) if shows_reasons else row


def _completions(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    columns = (
        Column(key="kind", heading="Kind"),
        Column(key="completed_item", heading="What was completed"),
        Column(key="at", heading="When"),
        Column(key="revision", heading="Revision", is_number=True),
        Column(key="edition", heading="Edition", is_number=True),
        Column(key="rules", heading="By revision of the rules", is_number=True),
        Column(key="since", heading="Since then"),
    )
    ordered = sorted(facts.completions, key=lambda each: (*titles.item_place(each.item), each.at))
    rows = [_completion(each, facts, titles) for each in ordered]
    return _table("completions", "Completions", "Nothing is complete yet.", columns, rows, zone)


def _completion(each: CompletionIn, facts: TranscriptFacts, titles: Titles) -> tuple[Value, ...]:
    kind, title = titles.item(each.item)
    since = "withdrawn" if each.is_withdrawn else _since(each.item, facts)
    return kind, title, each.at, each.revision, each.edition, each.rules, since


def _since(item: str, facts: TranscriptFacts) -> str:
    if item == COURSE:
        return "stays complete"
    if item.startswith(quiz_item("")):
        return "stays complete" if facts.outline.quiz(item.removeprefix(quiz_item(""))) else _RETIRED
    if item.startswith(PREFIXES):
        return "stays complete" if any(each.item == item for each in facts.rules.requirements) else "asked no more"
    key = item.partition(":")[2]
    if facts.outline.module(key) is None:
        return _RETIRED
    return "changed since" if facts.standings.module(key).is_changed_since else "unchanged"


def _decisions(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    columns = (
        Column(key="decision", heading="What was decided"),
        Column(key="about", heading="About"),
        Column(key="at", heading="When"),
        Column(key="by", heading="By"),
        Column(key="reason", heading="Reason"),
    )
    rows: list[tuple[Value, ...]] = []
    for each in sorted(facts.decisions, key=lambda each: each.at):
        about = titles.item(each.item)[1] if each.item else each.cohort
        reason = each.reason if facts.shows_reasons or each.is_shared else "kept for supervisors"
        rows.append((each.what, about, each.at, each.by, reason))
    empty = "Nothing was excused, eased, paused or transferred."
    return _table("decisions", "Excusals, accommodations, pauses and transfers", empty, columns, rows, zone)


def _competencies(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    empty, rows = "No competency was seen or signed yet.", competency_rows(facts, titles)
    return _table("competencies", "Competencies", empty, COMPETENCIES, rows, zone)


def _practicum(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    empty = "Nothing is entered in the ledger yet."
    rows = practicum_rows(facts, titles)
    return _table("practicum", "Practicum and consultation", empty, PRACTICUM, rows, zone)


def _meetings(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    empty = "No attendance at a live meeting is signed yet."
    return _table("meetings", "Live meetings", empty, MEETINGS, meeting_rows(facts, titles), zone)


def _certificates(facts: TranscriptFacts, zone: tzinfo) -> Table:
    columns = (
        Column(key="serial", heading="Serial"),
        Column(key="printed_name", heading="Name as printed"),
        Column(key="issued", heading="Issued"),
        Column(key="by", heading="By"),
        Column(key="status", heading="Status"),
        Column(key="ended", heading="Held until"),
        Column(key="revoked_because", heading="Why it was revoked"),
    )
    rows = [
        (each.serial, each.name, each.at, each.by, each.status, each.ended_at, each.why_revoked)
        for each in facts.certificates
    ]
    return _table("certificates", "Certificates", "No certificate was issued.", columns, rows, zone)


def _documents(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    rows = document_rows(facts, titles)
    return _table("documents", "Documents", "No document was uploaded.", DOCUMENTS, rows, zone)


def _reflections(facts: TranscriptFacts, titles: Titles, zone: tzinfo) -> Table:
    rows = reflection_rows(facts, titles)
    return _table("reflections", "Reflections", "No reflection was kept.", REFLECTIONS, rows, zone)


def _table(
    key: str,
    caption: str,
    empty: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Value, ...]],
    zone: tzinfo,
) -> Table:
    cells: tuple[tuple[Cell, ...], ...] = tuple(tuple(cell(value, zone) for value in row) for row in rows)
    return Table(key=key, caption=caption, empty=empty, columns=columns, rows=cells)
