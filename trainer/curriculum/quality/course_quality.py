"""What was found in a course, module by module."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.curriculum.quality.bank import Bank, Lengths, Positions
from trainer.curriculum.quality.finding import Finding
from trainer.curriculum.quality.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleQuality:
    """A module and its quiz: how its text reads, how much is asked, and what a reader may stumble over."""

    code: str
    title: str
    path: str
    reading: Reading
    questions: int
    findings: tuple[Finding, ...]

    @property
    def warnings(self) -> int:
        """How many rules are broken."""
        return sum(finding.is_warning for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseQuality:
    """A course's modules in order, its bank of questions, and findings in what belongs to no module."""

    modules: tuple[ModuleQuality, ...]
    elsewhere: tuple[Finding, ...]
    bank: Bank

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, by file and line."""
        return tuple(sorted((*self.elsewhere, *(each for module in self.modules for each in module.findings))))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Where a rule of good teaching is broken."""
        return tuple(finding for finding in self.findings if finding.is_warning)

    @property
    def information(self) -> tuple[Finding, ...]:
        """What an author may want to look at."""
        return tuple(finding for finding in self.findings if not finding.is_warning)


def bank_in_words(bank: Bank) -> Sequence[str]:
    """The figures of the bank as sentences, for people who read the report."""
    lines = [f"{bank.questions} questions; {bank.options} options, {bank.right_options} of them right."]
    lines += map(_of_lengths, bank.lengths)
    lines += map(_of_positions, bank.positions)
    if bank.statements:
        lines.append(f"true-false: {bank.true_statements} of {bank.statements} statements are true.")
    if bank.firm:
        share, overall = bank.firm_right / bank.firm, bank.right_options / bank.options
        lines.append(
            f"Options with words such as 'always' or 'only': {bank.firm}, of which {share:.0%} are right "
            f"(of all options {overall:.0%})."
        )
    return lines


def _of_lengths(lengths: Lengths) -> str:
    return (
        f"{lengths.type}: the longest option is right in {lengths.longest:.0%} of {lengths.questions}, "
        f"the shortest in {lengths.shortest:.0%}; by chance it would be {lengths.chance:.0%}."
    )


def _of_positions(positions: Positions) -> str:
    places = ", ".join(map(str, positions.right))
    return (
        f"{positions.type} with {len(positions.right)} options ({positions.questions}): "
        f"right options by place, from first to last: {places}."
    )
