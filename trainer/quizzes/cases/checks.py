"""Finds what is wrong with a branching case as a whole: names, ways in, ways out."""

from collections.abc import Iterable, Iterator, Mapping, Set

from trainer.quizzes.cases.case import Branch, BranchingCase, Choice, Scene
from trainer.quizzes.cases.moments import every_moment
from trainer.yaml_text import Report, nearest


def check_case(case: BranchingCase, report: Report) -> None:
    """Report what keeps a case, whose parts are all readable, from being played to an ending."""
    _check_variations(case, report)
    _check_points(case, report)
    if not _has_known_targets(case, report):
        return
    _check_critical(case, report)
    ways = {scene.id: {branch.scene for choice in scene.choices for branch in choice.then} for scene in case.scenes}
    has_ways_in = _check_ways_in(case, ways, report)
    if _check_ways_out(case, ways, report) and has_ways_in:
        _check_moments(case, report)


def _has_known_targets(case: BranchingCase, report: Report) -> bool:
    known = [scene.id for scene in case.scenes]
    before = len(report.problems)
    if case.first not in known:
        report.error(case.first_line, f"there is no scene '{case.first}' to begin with; {nearest(case.first, known)}")
    for _, _, branch in _branches(case):
        if branch.scene not in known:
            report.error(branch.line, f"there is no scene '{branch.scene}'; {nearest(branch.scene, known)}")
    return len(report.problems) == before


def _branches(case: BranchingCase) -> Iterator[tuple[Scene, Choice, Branch]]:
    for scene in case.scenes:
        for choice in scene.choices:
            for branch in choice.then:
                yield scene, choice, branch


def _check_variations(case: BranchingCase, report: Report) -> None:
    measures = {measure.id: measure for measure in case.state}
    for variation in case.variations:
        for key, value in variation.start.items():
            measure = measures[key]
            if measure.within(value) != value and variation.words:
                message = f"'{key}' starts at {value} in '{variation.id}', but runs from {measure.least} to"
                report.error(variation.words.line, f"{message} {measure.most}; change one of them")
    for scene, _, branch in _branches(case):
        for key, number in (*branch.at_least.items(), *branch.below.items()):
            measure = measures[key]
            if not measure.least < number <= measure.most:
                message = f"'{key}' runs from {measure.least} to {measure.most}, so that this says the same of every"
                report.warn(branch.line, f"{message} run in '{scene.id}'; use a number in between")


def _check_points(case: BranchingCase, report: Report) -> None:
    told: set[str] = set()
    for scene in case.scenes:
        for choice in scene.choices:
            told.update(key for key, points in choice.points.items() if points)
            if not choice.points:
                report.warn(choice.line, "this choice tells nothing of any competency; add 'points: {...}', 0 to 2")
    for each in case.competencies:
        if each not in told:
            cure = "give points in it to some choice, or take it out"
            report.error(case.competencies_line, f"no choice earns points in the competency '{each}'; {cure}")


def _check_critical(case: BranchingCase, report: Report) -> None:
    endings = {scene.id for scene in case.scenes if scene.ending}
    for _, choice, branch in _branches(case):
        if choice.is_critical and branch.scene not in endings:
            cure = "lead it to a scene with 'ending: harm', or take 'critical' out"
            report.error(branch.line, f"a critical error ends the run, but '{branch.scene}' is no ending; {cure}")


def _check_ways_in(case: BranchingCase, ways: Mapping[str, Set[str]], report: Report) -> bool:
    met = _closure([case.first], ways)
    missed = [scene for scene in case.scenes if scene.id not in met]
    for scene in missed:
        cure = "lead a choice to it with 'then', or take it out"
        report.error(scene.line, f"no choice leads to the scene '{scene.id}', nor does the case begin with it; {cure}")
    return not missed


def _check_ways_out(case: BranchingCase, ways: Mapping[str, Set[str]], report: Report) -> bool:
    back: dict[str, set[str]] = {}
    for scene_id, targets in ways.items():
        for target in targets:
            back.setdefault(target, set()).add(scene_id)
    free = _closure([scene.id for scene in case.scenes if scene.ending], back)
    caught = [scene for scene in case.scenes if scene.id not in free]
    for scene in caught:
        cure = "lead a choice to an ending, or to a scene from which one is reached"
        report.error(scene.line, f"no way leads from the scene '{scene.id}' to an ending; {cure}")
    return not caught


def _check_moments(case: BranchingCase, report: Report) -> None:
    """What only the measures tell: scenes whose conditions never hold, and circles that nobody can leave."""
    found = every_moment(case)
    if found is None:
        return
    for scene in case.scenes:
        if scene.id not in found.met:
            cure = "change the numbers in 'when' or 'below', or what choices change"
            report.error(scene.line, f"no run ever comes to the scene '{scene.id}', whatever is chosen; {cure}")
        elif scene.id in found.stuck:
            cure = "let a condition that leads out hold sooner or later"
            report.error(scene.line, f"a run can come to '{scene.id}' and never to an ending from there; {cure}")


def _closure(first: Iterable[str], ways: Mapping[str, Iterable[str]]) -> set[str]:
    waiting, met = list(first), set(first)
    while waiting:
        for target in ways.get(waiting.pop(), ()):
            if target not in met:
                met.add(target)
                waiting.append(target)
    return met
