"""The files of the sample corpus: built in memory, compared with or written to a folder."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from sample_corpus.compositions import Composition, Side
from sample_corpus.gold import gold_files
from sample_corpus.pages import draw_page

__all__ = ["build_tree", "differences", "write_tree"]

# Everything below these is made here; files that no composition makes are stale.
_OWNED = ("releases", "gold/alignments", "gold/terms")
_N_RELATED = 3


def build_tree(compositions: Sequence[Composition]) -> dict[str, bytes]:
    """Path under the corpus folder and bytes of every file, in order of path."""
    tree = {f"gold/{path}": text.encode() for path, text in gold_files(compositions).items()}
    for side in Side:
        pile = [c for c in compositions if side in c.sides]
        pile.sort(key=lambda c: c.header(side, "file"))
        for index, composition in enumerate(pile):
            path = f"releases/{side}/{composition.header(side, 'file')}"
            tree[path] = draw_page(composition, side, _related(pile, index, side))
    return dict(sorted(tree.items()))


def differences(tree: Mapping[str, bytes], folder: Path) -> list[str]:
    """What a folder lacks, has otherwise or has too much, one sentence a file."""
    found = []
    for path, content in tree.items():
        file = folder / path
        if not file.is_file():
            found.append(f"{path} is missing")
        elif file.read_bytes() != content:
            found.append(f"{path} is out of date")
    return found + [f"{path} comes from no composition" for path in _stale(tree, folder)]


def write_tree(tree: Mapping[str, bytes], folder: Path) -> None:
    """Make a folder hold the tree: write what differs, remove what is stale."""
    for path, content in tree.items():
        file = folder / path
        if file.is_file() and file.read_bytes() == content:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.tmp")
        beside.write_bytes(content)
        os.replace(beside, file)  # noqa: PTH105 - the atomic call by its name
    for path in _stale(tree, folder):
        (folder / path).unlink()


def _related(pile: Sequence[Composition], index: int, side: Side) -> list[str]:
    """Titles of the releases that follow in the pile, as a page's related links."""
    following = [pile[(index + step) % len(pile)] for step in range(1, _N_RELATED + 1)]
    return [c.blocks(side)[0][1] for c in following if c is not pile[index]]


def _stale(tree: Mapping[str, bytes], folder: Path) -> list[str]:
    """Files in the owned folders that the tree does not have."""
    present = (p for owned in _OWNED for p in sorted((folder / owned).rglob("*")) if p.is_file())
    paths = (path.relative_to(folder).as_posix() for path in present)
    return [path for path in paths if path not in tree]
