"""Schemas that others publish: not part of the project, used where a folder holds them."""

import os
from pathlib import Path

import pytest

__all__ = ["public_schema"]


def public_schema(name: str) -> Path:
    """Path of a schema somewhere below the folder that ``ALIGNER_SCHEMAS`` names."""
    folder = os.environ.get("ALIGNER_SCHEMAS")
    if not folder:
        pytest.skip("ALIGNER_SCHEMAS does not name a folder of schemas")
    found = next(iter(sorted(Path(folder).rglob(name))), None)
    if found is None:
        pytest.skip(f"no {name} below ALIGNER_SCHEMAS")
    return found
