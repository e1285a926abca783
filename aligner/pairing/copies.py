"""Documents that stand in a pile several times: compared once, paired copy by copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from aligner.pairing.inputs import PairingInput

__all__ = ["Copies", "group_copies", "match_copies"]


@dataclass(frozen=True, slots=True)
class Copies:
    """One document and the ids under which it stands in its pile, in order."""

    item: PairingInput
    ids: tuple[str, ...]


def group_copies(inputs: Sequence[PairingInput]) -> list[Copies]:
    """Documents with equal text, headline and date of publication, as one each.

    Parameters
    ----------
    inputs : sequence of PairingInput
        In order of their ids.
    """
    groups: dict[tuple[object, ...], list[PairingInput]] = {}
    for item in inputs:
        document = item.document
        blocks = tuple((b.kind, b.text) for b in document.blocks if b.kind.is_content)
        # Without text there is nothing to be equal in.
        key = (blocks, document.title, document.published) if blocks else (document.id,)
        groups.setdefault(key, []).append(item)
    return [
        Copies(group[0], tuple(item.document.id for item in group)) for group in groups.values()
    ]


def match_copies(sources: Copies, targets: Copies) -> list[tuple[str, str]]:
    """Pairs of ids of two documents that are a pair: copies in like folders go together."""
    parts = {name: set(PurePosixPath(name).parts) for name in (*sources.ids, *targets.ids)}
    ordered = sorted(
        ((source, target) for source in sources.ids for target in targets.ids),
        key=lambda pair: (-len(parts[pair[0]] & parts[pair[1]]), pair),
    )
    partners: dict[str, str] = {}
    taken: set[str] = set()
    for source, target in ordered:
        if source not in partners and target not in taken:
            partners[source] = target
            taken.add(target)
    return sorted(partners.items())
