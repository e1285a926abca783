"""The options of programs that measure on gold alignments."""

import argparse
from pathlib import Path

from aligner.parts import DEFAULT_WEIGHTS

__all__ = ["gold_parser", "trials_parser"]


def gold_parser(description: str | None) -> argparse.ArgumentParser:
    """A parser of folders of gold and of the weights that align them."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument(
        "--weights", default=DEFAULT_WEIGHTS, help="name or file; default %(default)s"
    )
    return parser


def trials_parser(
    description: str | None, *, count: int, counted: str = "trials"
) -> argparse.ArgumentParser:
    """A parser of programs that make trials of the gold, and fit a model to them if asked to."""
    parser = gold_parser(description)
    parser.add_argument(
        "--count", type=int, default=count, help=f"{counted} a set; default %(default)s"
    )
    parser.add_argument(
        "--most", type=int, default=10, help="documents of a set; default %(default)s"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the places; default %(default)s")
    parser.add_argument("--fit", type=Path, metavar="FILE", help="write the model there")
    return parser
