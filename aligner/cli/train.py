"""``aligner train``: gold alignments to weights, translation memories to a lexicon."""

from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import data_output, remark
from aligner.cli.outputs import WritingCommand
from aligner.core import Recipe, load_weights, save_weights
from aligner.parts import DEFAULT_ENCODER
from aligner.pipeline import adaptation_gain, read_gold, table_of_memories, train_on


@click.command(
    cls=WritingCommand,
    epilog=options.example(
        "aligner train gold/house-style -o house-style.json",
        "aligner train --lexicon memory.tmx older.tmx -o words.bin",
    ),
)
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--lexicon",
    is_flag=True,
    help="Learn a bilingual lexicon from translation memories (INPUTS are TMX files, Chinese and "
    "English) instead of weights, merged with the shipped one.",
)
@click.option(
    "--name",
    default="custom.v1",
    show_default=True,
    help="Name of the weights, shown in signatures.",
)
@click.option(
    "--base",
    help="Weights to adapt, by name or file; a few hundred beads in your house style are then "
    "enough.  The gain on held-out beads is reported on stderr.",
)
@click.option(
    "--encoder",
    default=DEFAULT_ENCODER,
    show_default=True,
    help="Encoder to train with: use.v1, or sentence-transformers:MODEL, where MODEL is a folder "
    "or the name of a Hugging Face model that you have downloaded before.",
)
@click.option(
    "--evidence",
    type=click.Choice(["fast", "best"]),
    default="fast",
    show_default=True,
    help="Evidence to train on: with 'best', the tokens of doubtful beads as well, for use with "
    "`aligner align --evidence best`.",
)
@options.output_option
def train(  # noqa: PLR0913 - one parameter an option
    *,
    inputs: tuple[Path, ...],
    lexicon: bool,
    name: str,
    base: str | None,
    encoder: str,
    evidence: str,
    output: Path | None,
) -> None:
    """Train the aligner, or learn a lexicon.

    Weights are trained on gold alignments; a lexicon (--lexicon) is learned from
    translation memories.

    Each of INPUTS is a folder that holds documents as three files: NAME.zh and NAME.en with one
    segment per line, and NAME.gold with one bead per line, such as [0]:[0, 1].
    Training is deterministic: the same folders give identical weights.
    """
    if lexicon:
        table, n_units, n_read = table_of_memories(inputs, name=name, notice=remark)
        with data_output(output, binary=True) as stream:
            stream.write(table)
        remark(f"learned from {n_units} of {n_read} translation units")
        return
    adapted = load_weights(base) if base else None
    max_run = adapted.max_run if adapted else Recipe().max_run
    documents = [
        document
        for folder in inputs
        for document in read_gold(folder, max_run=max_run, encoder=encoder)
    ]
    with data_output(output) as stream:
        weights = train_on(
            documents, name=name, base=adapted, encoder=encoder, tokens=evidence == "best"
        )
        stream.write(save_weights(weights).encode())
    if adapted:
        before, after = adaptation_gain(documents, adapted, encoder=encoder)
        remark(
            f"held out in turn, {after.strict_recall.total} beads: strict F1 "
            f"{before.strict_f1:.4f} with {adapted.name}, {after.strict_f1:.4f} adapted"
        )
