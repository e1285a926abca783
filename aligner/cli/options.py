"""Options and arguments that more than one command takes."""

import getpass
from collections.abc import Callable
from functools import wraps
from inspect import signature
from pathlib import Path

import click

from aligner.cli.outputs import OutputPath
from aligner.exporters import ORDERED_FORMATS, ORDERS
from aligner.languages import PROFILES
from aligner.parts import DEFAULT_WEIGHTS

Command = Callable[..., None]


class Group(click.Group):
    """A group whose help gives the summary of each command in full, on several lines if need be."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with the first line of their help."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, (found.help or "").splitlines()[0]) for name, found in commands if found]
            )


def example(*commands: str) -> str:
    """The closing part of a command's help: how it is called, line by line."""
    # The backspace keeps click from joining the lines.
    return "\n".join(["\b", "Example:", *(f"  {command}" for command in commands)])


def gathered(
    name: str, make: Callable[..., object], *options: Callable[[Command], Command]
) -> Callable[[Command], Command]:
    """A decorator that adds several options to a command, which takes them as one value.

    Parameters
    ----------
    name : str
        Name of the command's parameter.
    make : callable
        Makes the value; its parameters have the names of those of the options.
    *options : decorator
        In the order of the help.
    """
    names = tuple(signature(make).parameters)

    def decorate(command: Command) -> Command:
        @wraps(command)
        def with_value(*args: object, **given: object) -> None:
            value = make(**{key: given.pop(key) for key in names})
            command(*args, **given, **{name: value})

        decorated: Command = with_value
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def _user() -> str:
    """The user's name, nothing where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def require_order(order: str, format_name: str) -> None:
    """UsageError if a format does not take an order."""
    if order != "text" and format_name not in ORDERED_FORMATS:
        known = ", ".join(sorted(ORDERED_FORMATS))
        message = f"--order {order} is for {known}; {format_name} keeps the order of the text"
        raise click.UsageError(message)


workspace_option = click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Workspace folder.",
)
glossary_option = click.option(
    "--glossary",
    "-g",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Glossary file: TSV, CSV, XLSX, TBX, or an export from memoQ, OmegaT, DeepL, Google or "
    "Amazon.",
)
weights_option = click.option(
    "--weights",
    default=DEFAULT_WEIGHTS,
    show_default=True,
    help="Aligner weights: the name of a shipped set, or a file written by `aligner train`.",
)
encoder_option = click.option(
    "--encoder",
    help="Sentence encoder: use.v1, or sentence-transformers:MODEL, where MODEL is a folder or the "
    "name of a Hugging Face model that you have downloaded before.  [default: that of the weights, "
    "if it is part of aligner]",
)
evidence_option = click.option(
    "--evidence",
    type=click.Choice(["fast", "best"]),
    default="fast",
    show_default=True,
    help="With 'best', doubtful beads get a second look at the tokens of their segments: slower, "
    "and meant for free translations.  Needs the extra 'tokens'; without it, 'fast' is used.",
)
lexicon_option = click.option(
    "--lexicon",
    type=click.Path(dir_okay=False),
    help="Bilingual lexicon to use in place of the shipped one: a file written by `aligner train "
    "--lexicon`.",
)
segmentation_option = click.option(
    "--segmentation",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.srx",
    help="Split texts by the rules of this SRX 2.0 file, the format of OmegaT, Okapi and other "
    "tools; languages that it does not cover are split as usual.",
)
abbreviations_option = click.option(
    "--abbreviations",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Text file of abbreviations that do not end a sentence: one per line, with its full "
    "stop, such as Reg.",
)
languages_option = click.option(
    "--languages",
    type=(str, str),
    default=None,
    metavar="SOURCE TARGET",
    help="Languages of the two sides, for example: zh en.  [default: detected per text]",
)
unit_languages_option = click.option(
    "--languages",
    type=(str, str),
    default=None,
    metavar="SOURCE TARGET",
    help="Languages of the units to take, the source first, for example: zh-TW en.  [default: all "
    "of two languages as they are; of more, Chinese and English]",
)
decisions_option = click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Table of pairs (.tsv, .csv) with force or forbid in the decision column.",
)
threshold_option = click.option(
    "--threshold",
    type=click.FloatRange(0.0, 1.0),
    default=0.5,
    show_default=True,
    help="Minimum probability of a document pair.",
)
author_option = click.option(
    "--author", default=_user, show_default="your user name", help="Name to record as the author."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    default=None,
    help="Number of processes.  [default: 1 for small jobs, otherwise one per core]",
)
order_option = click.option(
    "--order",
    type=click.Choice(ORDERS),
    default="text",
    show_default=True,
    help="Order of the units of tsv, xlsx, xliff and xliff12: that of the text, or the most "
    "doubtful first.",
)
profile_option = click.option(
    "--profile",
    type=click.Choice(PROFILES),
    help="Style of language tags: zh and en (plain), zh-Hans and en (script), or zh-CN and en-US "
    "(region); traditional Chinese is zh-Hant or zh-TW.",
)
target_precision_option = click.option(
    "--target-precision",
    type=click.FloatRange(0.0, 1.0),
    default=None,
    help="Keep the largest set of beads with at least this expected precision, for example 0.99.",
)
output_option = click.option(
    "--output",
    "-o",
    type=OutputPath(path_type=Path, dir_okay=False),
    default=None,
    help="Output file, written atomically.  [default: stdout]",
)
