#!/usr/bin/env python3
"""Run the examples of README.md and put in what they print.

A ``console`` block holds a command behind ``$`` and what it prints on stdout; a
``python`` block is followed by a ``text`` block with what it prints.  All
run one after the other in a scratch copy of the checkout.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_CONSOLE = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)
_PYTHON = re.compile(
    r"```python\n(?P<code>.*?)```\n\n```text\n(?P<output>.*?)```",
    re.DOTALL,
)
_EXAMPLE = re.compile(
    f"{_CONSOLE.pattern}|{_PYTHON.pattern}".replace("(?P<output>", "("), re.DOTALL
)


def refreshed(text: str) -> str:
    """The text with the outputs of its examples as they are now."""
    with tempfile.TemporaryDirectory(prefix="readme-") as folder:
        _furnish(Path(folder))

        def example(match: re.Match[str]) -> str:
            if match["command"]:
                printed = _run(["sh", "-c", match["command"]], Path(folder))
                return f"```console\n$ {match['command']}\n{printed}```"
            printed = _run([sys.executable, "-c", match["code"]], Path(folder))
            return f"```python\n{match['code']}```\n\n```text\n{printed}```"

        return _EXAMPLE.sub(example, text)


def masked(text: str) -> str:
    """The text without what differs between runs: folders, times, sizes, probabilities.

    The last digits of a probability depend on the processor, and so does the
    count of those under a limit.
    """
    text = re.sub(r"^made in .*", "made in FOLDER", text, flags=re.MULTILINE)
    text = re.sub(r" +\d+ KiB", " SIZE", text)
    text = re.sub(r"^(\w[\w ]+?  +\d+ +\d+) +\d+\.\d$", r"\1 TIME", text, flags=re.MULTILINE)
    text = re.sub(r"^(below 0\.9) .*", r"\1 SOME", text, flags=re.MULTILINE)
    return re.sub(r"\b[01]\.\d{2,3}\b", "PROBABILITY", text)


def _furnish(folder: Path) -> None:
    """Make a folder look like a checkout whose environment is set up: this one."""
    (folder / "corpora").symlink_to(ROOT / "corpora")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (folder / "scripts").mkdir()
    (folder / "scripts" / "run").symlink_to(ROOT / "scripts" / "run")
    (folder / "scripts" / "setup").symlink_to("/bin/true")


def _run(command: list[str], folder: Path) -> str:
    """What a command prints on stdout; it must succeed."""
    path = f"{folder}/.venv/bin:{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S603 - our own examples
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"{command[-1]} ended with {done.returncode}:\n{done.stderr}"
        raise SystemExit(message)
    return done.stdout.replace(str(folder), "~/aligner")


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(refreshed(readme.read_text("utf-8")), "utf-8")
