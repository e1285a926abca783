#!/usr/bin/env python3
"""Take the picture of the review that the README shows.

scripts/picture_review.py --workspace out/sample --glossary GLOSSARY -o corpora/pictures/review.png
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests" / "reports"), str(ROOT / "tests" / "review")]

from browser import Browser  # noqa: E402 - the tests' own
from made_workspace import serving  # noqa: E402 - the tests' own


def main() -> None:
    """Open the review of a copy of a workspace, decide a little, and take the picture."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--workspace", "-w", type=Path, required=True)
    parser.add_argument("--glossary", "-g", type=Path, required=True)
    parser.add_argument("--output", "-o", type=Path, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "work"
        shutil.copytree(options.workspace, copy)
        with (
            serving(copy, "--glossary", str(options.glossary)) as server,
            Browser(Path(folder) / "profile") as browser,
        ):
            browser.look(1280, "light", height=720)
            browser.go(server.address)
            browser.wait("document.documentElement.dataset.ready")
            browser.wait("document.querySelector('.term')")
            for key in ("k", "k", "Enter"):
                browser.press(key)
            browser.wait("document.querySelector('.bead.confirmed .notes').textContent")
            browser.wait("document.querySelector('.bead.focused .reasons')")
            browser.picture(options.output)


if __name__ == "__main__":
    main()
