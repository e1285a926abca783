#!/usr/bin/env python3
"""Draw the compositions in corpora/compositions as pages, and write their gold.

Exit status: 0 the tree is as it should be, 1 --check found differences,
3 a composition or the glossary is faulty.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sample_corpus import (
    Composition,
    Side,
    build_tree,
    differences,
    find_problems,
    load_compositions,
    read_annotated_terms,
    write_tree,
)

from aligner.errors import FormatError

_CORPORA = Path(__file__).resolve().parent.parent / "corpora"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status of the command."""
    options = _parser().parse_args(arguments)
    folder: Path = options.corpora
    try:
        compositions = _checked_compositions(folder)
    except ExceptionGroup as group:
        for error in group.exceptions:
            print(error, file=sys.stderr)
        return 3
    tree = build_tree(compositions)
    if options.check:
        return _report(differences(tree, folder))
    write_tree(tree, folder)
    print(_summary(compositions), file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; list what is not up to date and exit 1 if anything is",
    )
    parser.add_argument(
        "--corpora",
        type=Path,
        default=_CORPORA,
        metavar="DIR",
        help="folder with compositions/ (and glossary/); default: corpora/ of this checkout",
    )
    return parser


def _checked_compositions(folder: Path) -> tuple[Composition, ...]:
    """The compositions of a corpus folder; an ExceptionGroup of all problems if there are any."""
    compositions, errors = load_compositions(folder / "compositions")
    glossary = folder / "glossary" / "ip_terms.tsv"
    problems = list(errors)
    if not compositions and not problems:
        problems = [FormatError("no *.txt compositions here", str(folder / "compositions"))]
    try:
        terms = read_annotated_terms(glossary) if glossary.exists() else None
    except FormatError as error:
        problems.append(error)
        terms = None
    problems += find_problems(compositions, terms)
    if problems:
        raise ExceptionGroup("the sample corpus is faulty", problems)
    return compositions


def _report(found: list[str]) -> int:
    """Say what differs; exit status 1 if anything does."""
    for line in found:
        print(line)
    return 1 if found else 0


def _summary(compositions: Sequence[Composition]) -> str:
    """One line with the sizes of the corpus."""
    pairs = [c for c in compositions if c.is_pair]
    beads = sum(len(c.beads) for c in pairs)
    alone = [sum(c.sides == (side,) for c in compositions) for side in Side]
    return (
        f"{len(pairs)} pairs with {beads} beads, "
        f"{alone[0]} source and {alone[1]} target releases without partner"
    )


if __name__ == "__main__":
    sys.exit(main())
