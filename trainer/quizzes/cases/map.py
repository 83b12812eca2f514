"""Lays out the scenes of a branching case as a map: each below those that lead to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trainer.quizzes.cases.case import BranchingCase, Scene

ACROSS: Final = 76
DOWN: Final = 92
RADIUS: Final = 19
_MARGIN: Final = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A scene at its place, with the number by which the list beside the map names it."""

    number: int
    scene: Scene
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A way from one scene to another, as an SVG path; `is_critical` where a critical error leads there."""

    path: str
    is_critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The scenes with the ways between them, and how large it all is."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int

    def number(self, scene_id: str) -> int:
        """The number of a scene; 0 for one that there is not."""
        return next((node.number for node in self.nodes if node.scene.id == scene_id), 0)


def map_of(case: BranchingCase) -> Map:
    """The map of a case, also of one with mistakes in it."""
    scenes = {scene.id: scene for scene in case.scenes}
    ways = {key: _targets(scene, scenes) for key, scene in scenes.items()}
    layers = _layers(case, ways)
    width = max((len(layer) for layer in layers), default=1) * ACROSS + 2 * _MARGIN
    places: dict[str, tuple[int, int]] = {}
    for depth, layer in enumerate(layers):
        first = (width - (len(layer) - 1) * ACROSS) // 2
        for index, scene_id in enumerate(_in_order(layer, ways, places)):
            places[scene_id] = first + index * ACROSS, _MARGIN + depth * DOWN
    numbers = {scene.id: number for number, scene in enumerate(case.scenes, start=1)}
    nodes = tuple(Node(number=numbers[key], scene=scenes[key], x=x, y=y) for key, (x, y) in places.items())
    edges = tuple(
        Edge(path=_path(places[key], places[target]), is_critical=is_critical)
        for key, targets in ways.items()
        for target, is_critical in targets.items()
        if key in places and target in places
    )
    ordered = tuple(sorted(nodes, key=lambda node: node.number))
    return Map(nodes=ordered, edges=edges, width=width, height=_MARGIN * 2 + max(len(layers) - 1, 0) * DOWN)


def _targets(scene: Scene, scenes: Mapping[str, Scene]) -> Mapping[str, bool]:
    """Where a scene leads, and whether only critical errors lead there from it."""
    found: dict[str, bool] = {}
    for choice in scene.choices:
        for branch in choice.then:
            if branch.scene in scenes:
                found[branch.scene] = found.get(branch.scene, True) and choice.is_critical
    return found


def _layers(case: BranchingCase, ways: Mapping[str, Mapping[str, bool]]) -> list[list[str]]:
    """Scenes by how many choices lead there at least; those to which none leads stand last, endings below the rest."""
    depths = {case.first: 0} if case.first in ways else {}
    waiting = list(depths)
    for scene_id in waiting:
        for target in ways[scene_id]:
            if target not in depths:
                depths[target] = depths[scene_id] + 1
                waiting.append(target)
    endings = {scene.id for scene in case.scenes if scene.ending}
    deepest = max((depth for key, depth in depths.items() if key not in endings), default=0)
    for scene in case.scenes:
        if scene.id in endings:
            depths[scene.id] = deepest + 1
        else:
            depths.setdefault(scene.id, deepest)
    layers: list[list[str]] = [[] for _ in range(max(depths.values(), default=-1) + 1)]
    for scene in case.scenes:
        layers[depths[scene.id]].append(scene.id)
    return [layer for layer in layers if layer]


def _in_order(
    layer: Sequence[str], ways: Mapping[str, Mapping[str, bool]], places: Mapping[str, tuple[int, int]]
) -> list[str]:
    """A layer from left to right, each scene below those that lead to it."""

    def middle(scene_id: str) -> float:
        above = [places[key][0] for key, targets in ways.items() if scene_id in targets and key in places]
        return sum(above) / len(above) if above else 0.0

    return sorted(layer, key=middle)


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x1, y1), (x2, y2) = start, end
    if y2 > y1:
        bend = (y2 - y1) / 2
        return f"M{x1} {y1 + RADIUS}C{x1} {y1 + bend:g} {x2} {y2 - bend:g} {x2} {y2 - RADIUS - 5}"
    if y1 == y2:
        way = 1 if x2 > x1 else -1
        if abs(x2 - x1) == ACROSS:
            return f"M{x1 + way * RADIUS} {y1}H{x2 - way * (RADIUS + 5)}"
        low = y1 + DOWN // 2
        return f"M{x1} {y1 + RADIUS}C{x1} {low} {x2} {low} {x2} {y2 + RADIUS + 5}"
    side = max(x1, x2) + ACROSS // 2 + 8
    return f"M{x1 + RADIUS} {y1}C{side} {y1} {side} {y2} {x2 + RADIUS + 5} {y2}"
