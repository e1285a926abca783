"""Fully reviewed documents as gold data for training and scoring."""

from pathlib import Path

from aligner.claims import placed_claims
from aligner.core import span_of
from aligner.errors import ConfigError, InputError
from aligner.evaluation import ladder_lines
from aligner.files import whole_file
from aligner.signature import digest_values
from aligner.text import base_language, one_line
from aligner.values import Bead, BeadRuling, Bitext, DocumentPair, MovedLink
from aligner.workspace import Workspace

# pairs written, beads written, pairs of which some beads are open
GoldSummary = tuple[int, int, int]


def write_gold(workspace: Workspace, folder: Path) -> GoldSummary:
    """Write every pair whose beads were all ruled on: two texts and a ladder.

    The files are those that `aligner train` and `aligner evaluate` read,
    ``NAME.zh``, ``NAME.en`` and ``NAME.gold``, one segment a line.  The texts
    are those of the pages, for that is what an aligner will see.  Beads that
    are no translations, or deleted, become beads with no counterpart.  Moved text
    comes last, as beads that cross the others.

    Raises
    ------
    ConfigError
        If the folder cannot be made.
    InputError
        If no pair was reviewed from end to end.
    """
    n_beads, written, n_open = 0, 0, 0
    for names in workspace.edited_pairs():
        pair = DocumentPair(*names, 1.0)
        if workspace.alignment_key(pair) is None:
            continue
        bitext = workspace.bitext(pair)
        placed = placed_claims(workspace, *names)
        rulings = {span_of(bead): claim.ruling for bead, claim in placed.beads}
        moved = [link for link, claim in placed.moved if claim.is_moved]
        if any(span_of(bead) not in rulings for bead in bitext.alignment):
            n_open += 1
            continue
        beads = [part for bead in bitext.alignment for part in _parts(bead, rulings[span_of(bead)])]
        alone = [bead for bead in beads if not any(_is_side(bead, link) for link in moved)]
        _write(bitext, alone, moved, folder)
        written += 1
        n_beads += len(alone) + len(moved)
    if not written:
        raise InputError(
            f"no pair was reviewed from end to end ({n_open} in part): "
            "confirm or correct every bead of a pair, then give the command again"
        )
    return written, n_beads, n_open


def _parts(bead: Bead, ruling: BeadRuling | None) -> list[Bead]:
    """What a bead is worth as gold."""
    a, b, c, d = span_of(bead)
    if ruling is BeadRuling.CONFIRMED:
        return [Bead(a, b, c, d)]
    alone = [Bead(i, i + 1, c, c) for i in range(a, b)]
    return alone + [Bead(b, b, j, j + 1) for j in range(c, d)]


def _is_side(bead: Bead, link: MovedLink) -> bool:
    """Whether a bead holds one side of moved text."""
    return bead.is_null and any(link.shared(bead.span))


def _write(bitext: Bitext, beads: list[Bead], moved: list[MovedLink], folder: Path) -> None:
    """Write the three files of a pair."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be made: {error.strerror}") from error
    source, target = bitext.source, bitext.target
    stem = Path(source.document.id).stem
    name = f"{stem}-{digest_values(source.document.id, target.document.id)[:8]}"
    for side in (source, target):
        path = folder / f"{name}.{base_language(side.document.language)}"
        with whole_file(path) as stream:
            stream.writelines(f"{one_line(text)}\n".encode() for text in side.texts)
    with whole_file(folder / f"{name}.gold") as stream:
        stream.writelines(f"{line}\n".encode() for line in ladder_lines(beads, moved))
