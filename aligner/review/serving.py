"""Starting and stopping the server: its port, its codes, its end."""

import gc
import os
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import ConfigError
from aligner.pipeline import RunOptions
from aligner.review.desk import Desk
from aligner.review.desk_thread import DeskThread
from aligner.review.saving import Output
from aligner.signature import digest_bytes
from aligner.waiting import tell_wait

if TYPE_CHECKING:
    from aligner.review.guard import Access

_HOST = "127.0.0.1"
# The ports that workspaces have by default.
_FIRST_PORT, _PORTS = 20_000, 10_000
# Seconds for answers under way when the review is stopped.
_ENDING = 30
# Seconds in which a browser that was asked to open the page should have done so.
_OPENING = 20.0
# Objects that are made until the young, those that survived once, and all are looked
# through for cycles.  Every answer makes some ten thousand tuples and leaves no cycle,
# and a look through all of a long document takes longer than the answer.
_COLLECTIONS = (50_000, 50, 50)


@dataclass(frozen=True, slots=True)
class Review:
    """What is reviewed, by whom.

    Parameters
    ----------
    workspace : Path
    author : str
    glossary : Path or None
    options : RunOptions or None
        Those of the run.
    port : int or None
        0 takes any that is free.  None takes one that is always the same for the workspace,
        and any if that is taken: what was typed and not saved is kept by the browser under it.
    language : str
        Of the page, ``"en"`` or ``"zh"``; ``""`` for that of the browser.
    output : Output or None
        Where the pair is saved, if there is only one.
    """

    workspace: Path
    author: str
    glossary: Path | None = None
    options: RunOptions | None = None
    port: int | None = None
    language: str = ""
    output: Output | None = None


def serve(review: Review, told: Callable[[str], None], *, open_browser: bool = True) -> None:
    """Serve the review until it is stopped with Ctrl-C; then everything is written.

    Parameters
    ----------
    review : Review
    told : callable
        Gets the address to open, which works once.
    open_browser : bool, default=True

    Raises
    ------
    WorkspaceError
        If there is no workspace, or another process is writing to it.
    ConfigError
        If the port is taken.
    InternalError
        If the workspace does not open, or is not written, within ten minutes.
    """
    import uvicorn  # noqa: PLC0415 - export reads the review and needs no server

    from aligner.review.application import Facts, make_application  # noqa: PLC0415
    from aligner.review.connections import BriskProtocol, EndingServer  # noqa: PLC0415
    from aligner.review.guard import Access, Guard  # noqa: PLC0415

    listening = _listen_at(review)
    port = listening.getsockname()[1]
    access = Access()
    try:
        desk = DeskThread(partial(_desk_of, review))
    except BaseException:
        listening.close()
        raise
    try:
        saves = review.output.path.name if review.output and review.output.path else ""
        facts = Facts(review.author, review.language, saves)
        config = uvicorn.Config(
            Guard(make_application(desk, access, facts), access, port),
            http=BriskProtocol,
            ws="none",
            log_level="critical",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=_ENDING,
        )
        told(_new_address(port, access))
        if open_browser:
            # Some browsers hold the caller until they are closed.  Theirs is another code:
            # the address that was told can still be opened.
            opened = _new_address(port, access)
            threading.Thread(target=webbrowser.open, args=(opened,), daemon=True).start()
        quiet = _OPENING if open_browser else None
        with _rare_collections(), _unopened_told(access, quiet):
            EndingServer(config).run([listening])
    except KeyboardInterrupt as stop:
        # Ctrl-C is how a review ends; SIGTERM, a kind of it, is still an interruption.
        if type(stop) is not KeyboardInterrupt:
            raise
    finally:
        desk.close()
        listening.close()


def _desk_of(review: Review) -> Desk:
    """The desk at which a review is done."""
    return Desk.open(
        review.workspace,
        glossary=review.glossary,
        options=review.options,
        output=review.output,
    )


def _new_address(port: int, access: "Access") -> str:
    """An address that can be opened once."""
    # A fragment is not sent to the server: it stays in the browser.
    return f"http://{_HOST}:{port}/#code={access.new_code()}"


@contextmanager
def _unopened_told(access: "Access", seconds: float | None) -> Iterator[None]:
    """Tell once if no browser has opened the page after some seconds; None tells nothing."""

    def look() -> None:
        if not access.is_opened:
            tell_wait("a browser to open the review; open the printed address yourself", None)

    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, look)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Let the cyclic garbage collector run rarely."""
    before = gc.get_threshold()
    gc.set_threshold(*_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def usual_port(workspace: Path) -> int:
    """The port of a workspace, below those that systems give to whoever asks for any."""
    folder = os.fsencode(workspace.resolve())
    return _FIRST_PORT + int(digest_bytes(folder)[:8], 16) % _PORTS


def _listen_at(review: Review) -> socket.socket:
    """A socket on the port that was asked for, or on the usual one if it is free."""
    if review.port is not None:
        return _listen(review.port)
    try:
        return _listen(usual_port(review.workspace))
    except ConfigError:
        return _listen(0)


def _listen(port: int) -> socket.socket:
    """A socket on the loopback interface."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        # A browser may connect as soon as the address is known.
        listening.listen()
    except OSError as error:
        listening.close()
        raise ConfigError(f"port {port} cannot be used: {error.strerror}; name another") from error
    return listening
