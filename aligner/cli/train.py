"""``aligner train``: gold alignments to weights."""

from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import data_output
from aligner.core import Recipe, save_weights
from aligner.pipeline.training import read_gold, train_on

__all__ = ["train"]


@click.command(epilog=options.example("aligner train gold/house-style -o house-style.json"))
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", default="custom.v1", show_default=True, help="Name in signatures.")
@click.option(
    "--omissions",
    is_flag=True,
    help="Train on copies with segments left out as well: for abridged translations.",
)
@options.output_option
def train(
    *,
    folders: tuple[Path, ...],
    name: str,
    omissions: bool,
    output: Path | None,
) -> None:
    """Train weights on gold alignments.

    Each of FOLDERS holds documents as three files: NAME.zh and NAME.en with
    one segment a line, and NAME.gold with one bead a line, [0]:[0, 1].  The
    same folders give the same weights, to the byte.
    """
    max_run = Recipe().max_side + 1
    documents = [d for folder in folders for d in read_gold(folder, max_run=max_run)]
    with data_output(output) as stream:
        stream.write(save_weights(train_on(documents, name=name, omissions=omissions)).encode())
