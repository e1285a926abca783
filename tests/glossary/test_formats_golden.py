"""Files of every format: what we write, byte for byte, and what we read of others' files.

``golden/rich.tbx`` is written in each format beside it; ``golden/foreign`` holds
files in the habits of others, each with what is read from it (``*.read``).
"""

from pathlib import Path

import pytest

from aligner.glossary import Glossary, read_glossary, write_glossary
from aligner.glossary.formats import FORMATS
from aligner.glossary.losses import loss_lines
from aligner.glossary.table import table_bytes
from aligner.glossary.utx import utx_bytes

WRITTEN = [name for name, known in FORMATS.items() if known.is_written]
GOLDEN = Path(__file__).parent / "golden"
FOREIGN = sorted(path for path in (GOLDEN / "foreign").iterdir() if path.suffix != ".read")
SUFFIXES = {"tsv": "tsv", "csv": "csv", "deepl": "tsv", "utx": "utx", "omegat": "txt"}


@pytest.fixture(scope="module")
def rich() -> Glossary:
    return read_glossary(GOLDEN / "rich.tbx")


def golden_path(name: str) -> Path:
    suffix = "tbx" if name.startswith("tbx") else SUFFIXES.get(name, "csv")
    return GOLDEN / f"{name}.{suffix}"


@pytest.mark.parametrize("name", [name for name in WRITTEN if name not in {"xlsx", "utx"}])
def test_what_is_written(rich: Glossary, name: str, tmp_path: Path) -> None:
    write_glossary(rich, tmp_path / "made", name)
    assert (tmp_path / "made").read_text("utf-8") == golden_path(name).read_text("utf-8")


def test_what_is_written_as_utx(rich: Glossary) -> None:
    made = utx_bytes(rich).decode().split("\n", 1)
    golden = golden_path("utx").read_text("utf-8").split("\n", 1)
    assert made[0].startswith("#UTX 1.20; zh/en; ")
    assert made[1] == golden[1]


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_said_to_be_lost(rich: Glossary, name: str, tmp_path: Path) -> None:
    losses = loss_lines(write_glossary(rich, tmp_path / "made", name))
    text = (GOLDEN / "losses.txt").read_text("utf-8")
    blocks = dict(block.split("\n", 1) for block in text.split("== ")[1:])
    assert losses == blocks[f"{name}"].splitlines()


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.name)
def test_what_is_read_of_others(path: Path) -> None:
    golden = path.with_name(f"{path.name}.read").read_text("utf-8")
    assert shown(read_glossary(path)) == golden


def shown(glossary: Glossary) -> str:
    """A glossary as our table, with its languages, and what was odd or not read."""
    tags = sorted({term.language for entry in glossary.entries for term in entry.terms})
    lines = [
        table_bytes(glossary).decode().rstrip("\n"),
        f"languages: {' '.join(tags)}",
        f"unread: {' '.join(f'{name}={count}' for name, count in glossary.unread)}",
        *(f"{problem.line} {problem.code}: {problem.message}" for problem in glossary.problems),
    ]
    return "\n".join(lines) + "\n"


def test_every_format_has_a_golden_file() -> None:
    assert all(golden_path(name).exists() for name in WRITTEN if name != "xlsx")
    assert len(FOREIGN) > 9
