"""Documents that stand in a pile several times: compared once, paired copy by copy."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from aligner.pairing.profiles import Sketch


@dataclass(frozen=True, slots=True)
class Copies:
    """One document and the ids under which it stands in its pile, in order."""

    sketch: Sketch
    ids: tuple[str, ...]


def group_copies(sketches: Sequence[Sketch], apart: Collection[str]) -> list[Copies]:
    """Documents with equal text, headline and date of publication, as one each.

    Parameters
    ----------
    sketches : sequence of Sketch
        In order of their ids.
    apart : collection of str
        Documents that stand for themselves only, since a person spoke of them.
    """
    groups: dict[tuple[str, str], list[Sketch]] = {}
    for sketch in sketches:
        name = sketch.profile.id
        key = ("", name) if name in apart else (sketch.copy_key, "")
        groups.setdefault(key, []).append(sketch)
    return [
        Copies(group[0], tuple(sketch.profile.id for sketch in group)) for group in groups.values()
    ]


def match_copies(sources: Sequence[str], targets: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of ids of two documents that are a pair: copies in like folders go together.

    Parameters
    ----------
    sources, targets : sequence of str
        Ids of all copies of either.
    """
    parts = {name: set(PurePosixPath(name).parts) for name in (*sources, *targets)}
    ordered = sorted(
        ((source, target) for source in sources for target in targets),
        key=lambda pair: (-len(parts[pair[0]] & parts[pair[1]]), pair),
    )
    partners: dict[str, str] = {}
    taken: set[str] = set()
    for source, target in ordered:
        if source not in partners and target not in taken:
            partners[source] = target
            taken.add(target)
    return sorted(partners.items())
