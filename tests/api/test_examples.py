"""The examples in docstrings print what they say."""

import doctest
import importlib
import shutil
from pathlib import Path

import pytest

import aligner

ROOT = Path(aligner.__file__).parent
MODULES = sorted(
    ".".join(["aligner", *path.relative_to(ROOT).with_suffix("").parts]).removesuffix(".__init__")
    for path in ROOT.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.fixture
def examples_folder(
    tmp_path: Path,
    source_pile: Path,
    target_pile: Path,
    small_glossary: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The working folder of the examples: two piles and a glossary of four terms."""
    source_pile.rename(tmp_path / "zh")
    for path in target_pile.iterdir():
        path.rename(path.with_name(path.name.removeprefix("en-")))
    target_pile.rename(tmp_path / "en")
    shutil.move(small_glossary, tmp_path / "terms.tsv")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("examples_folder")
@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted
    assert not result.failed
