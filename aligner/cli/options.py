"""Options and arguments that more than one command takes."""

import getpass
from pathlib import Path

import click


def example(*commands: str) -> str:
    """The closing part of a command's help: how it is called, line by line."""
    # The backspace keeps click from joining the lines.
    return "\n".join(["\b", "Example:", *(f"  {command}" for command in commands)])


def _user() -> str:
    """The user's name, nothing where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


workspace_option = click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder of the workspace.",
)
glossary_option = click.option(
    "--glossary",
    "-g",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Glossary: .tsv, .csv, .xlsx, .tbx, or as memoQ, OmegaT, DeepL ... write it.",
)
weights_option = click.option(
    "--weights",
    default="mixed.v2",
    show_default=True,
    help="Weights of the aligner: a shipped set or a file that `aligner train` made.",
)
encoder_option = click.option(
    "--encoder",
    help="Encoder: use.v1, or sentence-transformers:MODEL with a folder or the name of a model "
    "on the hub.  [default: the one the weights were trained for]",
)
languages_option = click.option(
    "--languages",
    type=(str, str),
    default=None,
    metavar="SOURCE TARGET",
    help="Languages of the two sides, as in: de fr.  [default: told from each text]",
)
decisions_option = click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Table (.tsv, .csv) of pairs with `force` or `forbid` in its decision column.",
)
threshold_option = click.option(
    "--threshold",
    type=click.FloatRange(0.0, 1.0),
    default=0.5,
    show_default=True,
    help="Least probability of a pair of pages.",
)
author_option = click.option(
    "--author", default=_user, show_default="the user's name", help="Who says so."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    default=None,
    help="Processes to use.  [default: 1 for a small job, else the cores there are]",
)
target_precision_option = click.option(
    "--target-precision",
    type=click.FloatRange(0.0, 1.0),
    default=None,
    help="Keep as many beads as leave this share of them right, by their probabilities: 0.99.",
)
output_option = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="File to write, at once or not at all.  [default: stdout]",
)
