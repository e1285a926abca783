#!/usr/bin/env python3
"""Draw the rooms of the package from their imports, into the architecture page.

A room stands above all rooms that it imports.  An arrow that others already imply
is left out: where A imports B and B imports C, none is drawn from A to C.
"""

import ast
import html
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "aligner"
PAGE = ROOT / "docs" / "architecture.md"
DRAWING = ROOT / "docs" / "rooms.svg"

# Single modules beside the rooms are one box, except those that import rooms themselves.
GROUND = "ground"
ABOVE_GROUND = {"__init__", "__main__", "parts"}

Graph = dict[str, set[str]]
Node = tuple[str, str, int]  # a room twice, or the ends of an arrow that passes; and the layer

_BOX, _GAP, _ROW = 92, 14, 74
_HEIGHT = 30
_SWEEPS = 12

_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>The rooms of the package; arrows point to what is imported</title>
<style>
rect {{ fill: #f4f6f7; stroke: #59636e; }}
text {{ font: 13px system-ui, sans-serif; text-anchor: middle; fill: #1c2127; }}
path {{ fill: none; stroke: #8a96a1; }}
marker path {{ fill: #8a96a1; stroke: none; }}
@media (prefers-color-scheme: dark) {{
  rect {{ fill: #1f2529; stroke: #a0aab3; }}
  text {{ fill: #e3e6e8; }}
  path {{ stroke: #6b7680; }}
  marker path {{ fill: #6b7680; }}
}}
</style>
<defs>
<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
<path d="M0 0 8 4 0 8z"/>
</marker>
</defs>
{content}</svg>
"""


def main() -> None:
    """Write the drawing, and the table of rooms in the page."""
    graph = rooms()
    DRAWING.write_text(drawing(graph), "utf-8")
    PAGE.write_text(with_table(PAGE.read_text("utf-8"), graph), "utf-8")


def rooms() -> Graph:
    """Every room with those that it imports."""
    graph: Graph = {}
    for path in sorted(ROOT.rglob("*.py")):
        room = _room(path.relative_to(ROOT).parts[0].removesuffix(".py"))
        if room not in {"__init__", "__main__"}:
            graph.setdefault(room, set()).update(set(_imported(path)) - {room})
    return graph


def _room(name: str) -> str:
    """The room of a top-level name."""
    if name in ABOVE_GROUND or (ROOT / name).is_dir():
        return name
    return GROUND


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            first = rest.partition(".")[0]
            if (
                package == "aligner"
                and first
                and ((ROOT / first).is_dir() or (ROOT / f"{first}.py").is_file())
            ):
                yield _room(first)


def with_table(text: str, graph: Graph) -> str:
    """The page with a table of the rooms, from the top down."""
    levels = _levels(graph)
    rows = [
        f"| `{room}` | {_purpose(room)} |"
        for room in sorted(graph, key=lambda room: (-levels[room], room))
    ]
    table = "\n".join(["| room | what it holds |", "|---|---|", *rows])
    return re.sub(r"^\| room .*(?:\n\|.*)*", lambda _: table, text, flags=re.MULTILINE)


def _purpose(room: str) -> str:
    """The first line of the docstring of a room."""
    if room == GROUND:
        modules = sorted(p.stem for p in ROOT.glob("*.py") if _room(p.stem) == GROUND)
        return f"single modules that all rooms may use: {', '.join(modules)}"
    path = ROOT / room / "__init__.py" if (ROOT / room).is_dir() else ROOT / f"{room}.py"
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split()).rstrip(".").replace("``", "`")


def _levels(graph: Mapping[str, set[str]]) -> dict[str, int]:
    """How high each room stands: one above the highest that it imports."""
    levels: dict[str, int] = {}

    def level(room: str) -> int:
        if room not in levels:
            levels[room] = 1 + max((level(below) for below in graph[room]), default=-1)
        return levels[room]

    for room in graph:
        level(room)
    return levels


def _direct(graph: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """The imports that no others imply."""

    def reachable(room: str) -> set[str]:
        return graph[room].union(*(reachable(below) for below in graph[room]))

    return [
        (room, below)
        for room in sorted(graph)
        for below in sorted(graph[room])
        if not any(below in reachable(other) for other in graph[room] - {below})
    ]


def drawing(graph: Graph) -> str:
    """The rooms and their imports as SVG."""
    levels = _levels(graph)
    chains = [_chain(above, below, levels) for above, below in _direct(graph)]
    layers = _ordered(levels, chains)
    width = max(sum(map(_width, layer)) + _GAP * (len(layer) - 1) for layer in layers) + 2 * _GAP
    height = len(layers) * _ROW
    places: dict[Node, tuple[float, float]] = {}
    for at, layer in enumerate(layers):
        x = (width - sum(map(_width, layer)) - _GAP * (len(layer) - 1)) / 2
        for node in layer:
            places[node] = (x + _width(node) / 2, height - (at + 0.5) * _ROW)
            x += _width(node) + _GAP
    arrows = "".join(_arrow([places[node] for node in chain]) for chain in chains)
    boxes = "".join(
        f'<rect x="{x - _BOX / 2:.0f}" y="{y - _HEIGHT / 2:.0f}" '
        f'width="{_BOX}" height="{_HEIGHT}" rx="4"/>'
        f'<text x="{x:.0f}" y="{y + 4.5:.0f}">{html.escape(above)}</text>\n'
        for (above, below, _), (x, y) in sorted(places.items())
        if above == below
    )
    return _FRAME.format(width=round(width), height=round(height), content=arrows + boxes)


def _width(node: Node) -> float:
    return _BOX if node[0] == node[1] else 0


def _chain(above: str, below: str, levels: Mapping[str, int]) -> list[Node]:
    """An arrow as the nodes it passes, one a layer, from the top down."""
    passed = [(above, below, level) for level in range(levels[above] - 1, levels[below], -1)]
    return [(above, above, levels[above]), *passed, (below, below, levels[below])]


def _ordered(levels: Mapping[str, int], chains: list[list[Node]]) -> list[list[Node]]:
    """The nodes of each layer from the ground up, in an order with few crossings.

    Each node goes to the middle of its neighbours, layer by layer, up and down.
    """
    nodes = {(room, room, level) for room, level in levels.items()}.union(*chains)
    layers = [
        sorted(node for node in nodes if node[2] == level)
        for level in range(max(levels.values()) + 1)
    ]
    neighbours: dict[Node, list[Node]] = {node: [] for node in nodes}
    for chain in chains:
        for one, other in pairwise(chain):
            neighbours[one].append(other)
            neighbours[other].append(one)
    place = {node: float(at) for layer in layers for at, node in enumerate(layer)}
    for _ in range(_SWEEPS):
        for layer in [*layers, *reversed(layers)]:
            middle = {
                node: sum(place[other] for other in around) / len(around)
                for node in layer
                if (around := neighbours[node])
            }
            layer.sort(key=lambda node: (middle.get(node, place[node]), node))
            for at, node in enumerate(layer):
                place[node] = at - len(layer) / 2
    return layers


def _arrow(points: list[tuple[float, float]]) -> str:
    """A smooth line through the middle of each layer it passes."""
    (x, y), *rest = points
    y += _HEIGHT / 2
    path = f"M{x:.0f} {y:.0f}"
    for at, (next_x, next_y) in enumerate(rest, start=1):
        end_y = next_y - (_HEIGHT / 2 if at == len(rest) else 0)
        bend = (end_y - y) / 2
        path += f"C{x:.0f} {y + bend:.0f} {next_x:.0f} {end_y - bend:.0f} {next_x:.0f} {end_y:.0f}"
        x, y = next_x, end_y
    return f'<path d="{path}" marker-end="url(#tip)"/>\n'


if __name__ == "__main__":
    main()
