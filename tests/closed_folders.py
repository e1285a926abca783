"""Folders that nobody may open."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest


def closed_folders(monkeypatch: pytest.MonkeyPatch) -> set[Path]:
    """An empty set; folders that are put in it cannot be opened, whoever tries."""
    found: set[Path] = set()
    real = os.scandir

    def scandir(path: str | Path = ".") -> Iterator[os.DirEntry[str]]:
        if Path(path) in found:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    return found
