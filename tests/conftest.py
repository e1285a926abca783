"""Settings for all tests, and two small piles of releases.

The same examples in every run, no deadlines on shared cores, no network.
"""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")

_PILES = Path(__file__).parent / "data" / "piles"


@pytest.fixture
def source_pile(tmp_path: Path) -> Path:
    """Four Chinese releases; three have translations in `target_pile`."""
    return Path(shutil.copytree(_PILES / "source", tmp_path / "source"))


@pytest.fixture
def target_pile(tmp_path: Path) -> Path:
    """Four English releases; three are translations of those in `source_pile`."""
    return Path(shutil.copytree(_PILES / "target", tmp_path / "target"))


@pytest.fixture
def small_glossary(tmp_path: Path) -> Path:
    """A two-column glossary of four terms."""
    path = tmp_path / "glossary.tsv"
    rows = ["知识产权\tintellectual property", "发明专利\tinvention patent"]
    rows += ["外观设计\tindustrial design", "地理标志\tgeographical indication"]
    path.write_text("\n".join(["zh\ten", *rows]) + "\n", encoding="utf-8")
    return path
