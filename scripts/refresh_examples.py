#!/usr/bin/env python3
"""Run the examples of the documentation and of README.md, and put in what they print.

A ``console`` block holds a command behind ``$`` and what it prints on stdout; a
``python`` block is followed by a ``text`` block with what it prints.  A line
``...`` in the output stands for lines that are left out.  All run one after the
other in a scratch copy of the checkout; a command met twice runs once.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# In this order: the workspace that the first one makes serves the others.
PAGES = (
    *(
        ROOT / f"aligner/docs/{name}.md"
        for name in ("corpus-builder", "translator", "terminologist")
    ),
    ROOT / "README.md",
)

_CONSOLE = re.compile(
    r"```console\n\$ (?P<command>(?:[^\n]*\\\n)*[^\n]+)\n(?P<output>.*?)```", re.DOTALL
)
_PYTHON = re.compile(
    r"```python\n(?P<code>.*?)```\n\n```text\n(?P<printed>.*?)```",
    re.DOTALL,
)
_EXAMPLE = re.compile(f"{_CONSOLE.pattern}|{_PYTHON.pattern}", re.DOTALL)
_LEFT_OUT = "..."


def refreshed(texts: Mapping[Path, str]) -> dict[Path, str]:
    """The pages with the outputs of their examples as they are now."""
    with tempfile.TemporaryDirectory(prefix="examples-") as name:
        folder = Path(name)
        _furnish(folder)

        @cache
        def printed(*command: str) -> str:
            return _run(command, folder)

        def example(match: re.Match[str]) -> str:
            if match["command"]:
                output = _shortened(printed("sh", "-c", match["command"]), match["output"])
                return f"```console\n$ {match['command']}\n{output}```"
            output = printed(sys.executable, "-c", match["code"])
            return f"```python\n{match['code']}```\n\n```text\n{output}```"

        return {path: _EXAMPLE.sub(example, text) for path, text in texts.items()}


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


def _shortened(output: str, shown: str) -> str:
    """As many first and last lines of an output as a page shows."""
    before, gap, after = shown.partition(f"{_LEFT_OUT}\n")
    if not gap:
        return output
    lines = output.splitlines(keepends=True)
    first, last = before.count("\n"), after.count("\n")
    return "".join([*lines[:first], gap, *lines[len(lines) - last :]])


def _furnish(folder: Path) -> None:
    """Make a folder look like a checkout whose environment is set up: this one."""
    (folder / "corpora").symlink_to(ROOT / "corpora")
    (folder / "out").mkdir()
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (folder / "scripts").mkdir()
    (folder / "scripts" / "run").symlink_to(ROOT / "scripts" / "run")
    (folder / "scripts" / "setup").symlink_to("/bin/true")


def _run(command: tuple[str, ...], folder: Path) -> str:
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
    now = refreshed({path: path.read_text("utf-8") for path in PAGES})
    for path, text in now.items():
        path.write_text(text, "utf-8")
