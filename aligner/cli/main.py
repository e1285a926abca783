"""The group of commands: loads each when it is called, and ends every error in one place."""

import errno
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

import click

from aligner.cli.console import STDOUT_NAME, full_stdout_named, harmless_stderr, remark
from aligner.cli.options import example
from aligner.errors import FULL, AlignerError, InputError, InternalError, no_temporary_space
from aligner.side_threads import is_any_alive

_INTERRUPTED = 130  # 128 + SIGINT, as shells count
_TERMINATED = 143  # 128 + SIGTERM
_BROKEN_PIPE = 141  # 128 + SIGPIPE


class Termination(KeyboardInterrupt):
    """SIGTERM: everything that Ctrl-C cleans up is cleaned up."""


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command lives, and its line in the overview, known without loading it."""

    path: str
    summary: str


class LazyGroup(click.Group):
    """A group that imports the module of a command when the command is called.

    Parameters
    ----------
    commands : mapping of str to LazyCommand
        By name, in the order of the overview.
    """

    def __init__(self, *args: object, lazy: Mapping[str, LazyCommand], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own options
        self.lazy = dict(lazy)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Command names in the order of a typical workflow."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        entry = self.lazy.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.path.partition(":")
        return cast("click.Command", getattr(import_module(module), attribute))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the overview without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.lazy.items()])


class MainGroup(LazyGroup):
    """The outermost group: what goes wrong below ends here, once."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as in click
        """Run the program; nothing that it says does harm to a terminal."""
        with harmless_stderr():
            return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; errors become one line on stderr and an exit status."""
        try:
            result = super().invoke(ctx)
            with full_stdout_named():
                sys.stdout.flush()
        except AlignerError as error:
            _complain(str(error))
            ctx.exit(error.exit_code)
        except Termination:
            remark("stopped by SIGTERM")
            ctx.exit(_TERMINATED)
        except KeyboardInterrupt:
            remark("stopped by Ctrl-C")
            ctx.exit(_INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:
                _silence_stdout()
                ctx.exit(_BROKEN_PIPE)
            if error.filename == STDOUT_NAME:
                _silence_stdout()
            _complain(_describe(error))
            ctx.exit(InputError.exit_code)
        return result


def _complain(message: str) -> None:
    remark(f"error: {message}")


def _describe(error: OSError) -> str:
    if error.errno in FULL and error.filename is None:
        return no_temporary_space()
    reason = error.strerror or str(error)
    return reason if error.filename is None else f"{error.filename}: {reason}"


def _silence_stdout() -> None:
    """Nothing more can go there: what is left in the buffer must not be complained about."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=MainGroup,
    lazy={
        "run": LazyCommand(
            "aligner.cli.run:run", "Pair, align and check two collections of documents."
        ),
        "align": LazyCommand("aligner.cli.align:align", "Align two files."),
        "pair": LazyCommand(
            "aligner.cli.pair:pair", "Find which target document translates which source document."
        ),
        "decide": LazyCommand(
            "aligner.cli.decide:decide",
            "Record that two documents are, or are not, translations of each other.",
        ),
        "review": LazyCommand(
            "aligner.cli.review:review",
            "Check and correct alignments in the browser, least certain first.",
        ),
        "terms": LazyCommand(
            "aligner.cli.terms:terms", "Check terminology, maintain and extend glossaries."
        ),
        "export": LazyCommand(
            "aligner.cli.export:export", "Export a workspace as a parallel corpus."
        ),
        "search": LazyCommand(
            "aligner.cli.search:search", "Search a workspace for words in either language."
        ),
        "workspace": LazyCommand(
            "aligner.cli.workspace:workspace",
            "Inspect and maintain a workspace; exchange reviewers' decisions.",
        ),
        "read": LazyCommand("aligner.cli.read:read", "Show what is read from a file."),
        "train": LazyCommand("aligner.cli.train:train", "Train the aligner, or learn a lexicon."),
        "evaluate": LazyCommand(
            "aligner.cli.evaluate:evaluate", "Score results against gold data."
        ),
        "docs": LazyCommand("aligner.cli.docs:docs", "Read the documentation in the browser."),
    },
    epilog=example(
        "aligner run releases/source releases/target --workspace work",
        "aligner export --workspace work --format tmx -o releases.tmx",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="aligner", prog_name="aligner")
def cli() -> None:
    """Align Chinese-English translations, check their terms, export parallel corpora.

    Results go to stdout; progress and messages go to stderr.

    Exit status: 0 success, 1 a check found problems, 2 wrong usage, 3 invalid
    input, 4 no alignment possible, 70 internal error.
    """


def _terminate(_number: int, _frame: object) -> None:
    """Stop as by Ctrl-C; who asks again is obeyed at once."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise Termination


def main() -> None:
    """Entry point of the ``aligner`` command."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        cli(prog_name="aligner")
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0
    except Exception:  # noqa: BLE001 - whatever it is, it is a fault of this program
        # A traceback may quote texts from outside, too.
        remark(traceback.format_exc())
        status = InternalError.exit_code
    _leave(status)


def _leave(status: int) -> None:
    """End the process, also where a thread is stuck, which nobody can end."""
    if not is_any_alive():
        sys.exit(status)
    # The interpreter would stop the thread inside compiled code, which ends in a crash.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)
