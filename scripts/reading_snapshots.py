"""Pages as Chromium saves them whole: MHTML, by its debugging protocol over pipes."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["save_pages"]

# The descriptors from which Chromium reads commands and to which it writes answers.
_COMMANDS, _ANSWERS = 3, 4


def save_pages(command: Sequence[str], home: Path, pages: dict[str, Path]) -> None:
    """Save each page, by its address, to a file.

    Parameters
    ----------
    command : sequence of str
        What starts Chromium without a window.
    home : pathlib.Path
        Its home folder.
    pages : dict of str to pathlib.Path

    Raises
    ------
    RuntimeError
        If Chromium refuses or dies.
    """
    with _chromium(command, home) as browser:
        target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for address, path in pages.items():
            browser.ask("Page.navigate", session, url=address)
            while not _is_loaded(browser, session, address):
                pass
            path.write_text(browser.ask("Page.captureSnapshot", session)["data"], newline="")


def _is_loaded(browser: "_Browser", session: str, address: str) -> bool:
    asked = "document.readyState + ' ' + location.href"
    answer = browser.ask("Runtime.evaluate", session, expression=asked)
    return bool(answer["result"]["value"] == f"complete {address}")


class _Browser:
    """Asks Chromium one thing at a time."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers, self._number, self._read = commands, answers, 0, b""

    def ask(self, method: str, session: str = "", **parameters: object) -> dict[str, Any]:
        """What Chromium answers to a method; other messages are passed over."""
        self._number += 1
        asked = {"id": self._number, "method": method, "params": parameters}
        if session:
            asked["sessionId"] = session
        os.write(self._commands, json.dumps(asked).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            pass
        if "result" not in answer:
            raise RuntimeError(answer)
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            more = os.read(self._answers, 1 << 16)
            if not more:
                message = "Chromium ended"
                raise RuntimeError(message)
            self._read += more
        answered, _, self._read = self._read.partition(b"\0")
        answer: dict[str, Any] = json.loads(answered)
        return answer


@contextmanager
def _chromium(command: Sequence[str], home: Path) -> Iterator[_Browser]:
    """Chromium with two pipes, until the end of the block."""
    read, commands = os.pipe()
    answers, write = os.pipe()
    # The shell puts the pipes where Chromium looks for them.
    shell = f'exec "$@" {_COMMANDS}<&{read} {_ANSWERS}>&{write}'
    with subprocess.Popen(  # noqa: S603
        ["/bin/bash", "-c", shell, "bash", *command, "--remote-debugging-pipe"],
        pass_fds=(read, write), stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(home)},
    ) as process:  # fmt: skip
        os.close(read)
        os.close(write)
        try:
            yield _Browser(commands, answers)
        finally:
            process.terminate()
            os.close(commands)
            os.close(answers)
