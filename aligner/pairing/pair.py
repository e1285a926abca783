"""Pair the documents of two piles."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from threadpoolctl import threadpool_limits

from aligner.errors import PairingError
from aligner.lexicon import BilingualTable, shipped_table
from aligner.pairing.decisions import Decisions
from aligner.pairing.inputs import Judge, Pairing, PairingInput
from aligner.pairing.ladder import relation_of
from aligner.pairing.leftovers import ComparedPile, Outcome, leave_all
from aligner.pairing.model import load_pair_weights
from aligner.pairing.profiles import Profile, Sketch, profile_documents, sketch_document
from aligner.pairing.reasons import explain
from aligner.pairing.vectors import VectorStore
from aligner.pairing.weighing import Weighed, consult, weigh
from aligner.pairing.writing import UNKNOWN
from aligner.values import DocumentPair, Relation

_SET = "set by a person"
# Pairs of copies whose folders are compared.
_MOST_COPIES_COMPARED = 100_000


def is_set_by_person(pair: DocumentPair) -> bool:
    """Whether a pair was set by a reviewer."""
    return pair.reasons[:1] == (_SET,)


def pair_documents(  # noqa: PLR0913 - options, all with names
    sources: Iterable[PairingInput],
    targets: Iterable[PairingInput],
    *,
    threshold: float = 0.5,
    judge: Judge | None = None,
    lexicon: BilingualTable | None = None,
    forced: Collection[tuple[str, str]] = (),
    forbidden: Collection[tuple[str, str]] = (),
) -> Pairing:
    """Find which target document translates which source document, with evidence.

    The assignment is one-to-one over the whole collection; a document whose best pair is
    below the threshold stays unpaired.

    Parameters
    ----------
    sources, targets : iterable of PairingInput
        Each is iterated once, and documents are not kept in memory. Ids must be unique
        within each pile; neither the order nor which pile is in Chinese matters.
    threshold : float, default=0.5
        Least probability of a pair, 0 to 1.
    judge : Judge or None
        Aligns undecided candidates, a bounded number per document. This distinguishes
        translations from texts about the same event, and determines the relation of each
        pair.
    lexicon : BilingualTable or None
        Tells which words render which; None stands for the shipped one.
    forced, forbidden : collection of (str, str)
        Pairs set by reviewers, which get probability 1, and pairs ruled out by them.

    Returns
    -------
    pairing : Pairing
        Contains every document of both piles exactly once.

    Raises
    ------
    PairingError
        If an id occurs twice in a pile, both piles are in one language, a forced pair names
        an unknown document, or forced and forbidden pairs contradict each other.

    Notes
    -----
    Runs on one thread: sums must not depend on the number of threads, and two threads on
    busy cores are many times slower.
    """
    table = lexicon or shipped_table()
    with threadpool_limits(limits=1, user_api="blas"), VectorStore() as store:
        piles = (
            _sketched((sketch_document(item, store, table) for item in sources), "source"),
            _sketched((sketch_document(item, store, table) for item in targets), "target"),
        )
        known = [{sketch.profile.id for sketch in pile} for pile in piles]
        decisions = Decisions.of(forced, forbidden, (known[0], known[1]))
        sides = _sides(piles, decisions)
        del piles
        if not all(side.has_text for side in sides):
            partners = _partners(_without_text(decisions, ()))
            return Pairing(
                tuple(partners[0].values()),
                leave_all(sides[0], partners[0]),
                leave_all(sides[1], partners[1]),
            )
        _check_languages(sides[0].profiles, sides[1].profiles)
        pair_numbers = decisions.numbered((sides[0].numbers, sides[1].numbers))
        weighed = weigh(
            sides[0].profiles,
            sides[1].profiles,
            load_pair_weights(),
            store,
            table,
            forced=pair_numbers[0],
            forbidden=pair_numbers[1],
        )
        if judge is not None:
            weighed = consult(
                weighed,
                judge,
                lambda pair: (sides[0].first_id(pair[0]), sides[1].first_id(pair[1])),
            )
        return _outcome(sides, weighed, decisions, threshold)


def _sketched(pile: Iterable[Sketch], name: str) -> list[Sketch]:
    """The pile sorted by id, so that the result does not depend on the input order."""
    sketches = list(pile)
    counts = Counter(sketch.profile.id for sketch in sketches)
    twice = sorted(document for document, count in counts.items() if count > 1)
    if twice:
        raise PairingError(f"{twice[0]}: two {name} documents have this id; ids must be unique")
    return sorted(sketches, key=lambda sketch: sketch.profile.id)


def _sides(
    piles: tuple[list[Sketch], list[Sketch]], decisions: Decisions
) -> tuple[ComparedPile, ComparedPile]:
    """Both piles with copies grouped, and their profiles."""
    groups = [group_copies(pile, decisions.named(side)) for side, pile in enumerate(piles)]
    profiles = profile_documents([group.sketch for pile in groups for group in pile])
    ids = [[group.ids for group in pile] for pile in groups]
    return ComparedPile(ids[0], profiles[: len(ids[0])]), ComparedPile(
        ids[1], profiles[len(ids[0]) :]
    )


def _check_languages(sources: Sequence[Profile], targets: Sequence[Profile]) -> None:
    """Refuse two piles in one language."""
    leading = []
    for profiles in (sources, targets):
        scripts = Counter(profile.script for profile in profiles if not profile.is_empty)
        script, count = scripts.most_common(1)[0]
        known = script != UNKNOWN and count > scripts.total() / 2
        leading.append(script if known else None)
    if leading[0] is not None and leading[0] == leading[1]:
        language = "Chinese" if leading[0] == "han" else f"one language ({leading[0]})"
        raise PairingError(
            f"both sets of pages are in {language}: one must hold the translations of the other "
            "(was the same folder given twice?)",
        )


def _outcome(
    sides: tuple[ComparedPile, ComparedPile],
    weighed: Weighed,
    decisions: Decisions,
    threshold: float,
) -> Pairing:
    """The chosen pairs, and the unpaired documents with reasons."""
    pairs = [
        pair
        for number in weighed.choose(threshold)
        for pair in _pairs(sides, weighed, number, decisions)
    ]
    partners = _partners([*pairs, *_without_text(decisions, pairs)])
    outcome = Outcome(sides, weighed, partners, threshold)
    return Pairing(tuple(partners[0].values()), outcome.left_over(0), outcome.left_over(1))


# What is known in parts is added up in another order, which changes the last digits.
_DIGITS = 6


def _pairs(
    sides: tuple[ComparedPile, ComparedPile], weighed: Weighed, number: int, decisions: Decisions
) -> list[DocumentPair]:
    """Pairs for a chosen candidate, one per copy."""
    left, right = weighed.evidence.pairs[number]
    ladder = weighed.ladders.get(number)
    relation = Relation.TRANSLATION if ladder is None else relation_of(ladder)
    reasons = explain(weighed.compare(number))
    return [
        DocumentPair(*ids, 1.0, (_SET, *reasons), relation)
        if ids in decisions.forced
        else DocumentPair(*ids, round(weighed.probabilities[number], _DIGITS), reasons, relation)
        for ids in match_copies(sides[0].groups[left], sides[1].groups[right])
    ]


def _without_text(decisions: Decisions, pairs: Sequence[DocumentPair]) -> list[DocumentPair]:
    """Pairs set by a reviewer that could not be compared."""
    compared = {pair.source for pair in pairs}
    return [
        DocumentPair(source, target, 1.0, (_SET,))
        for source, target in sorted(decisions.forced)
        if source not in compared
    ]


def _partners(
    pairs: Sequence[DocumentPair],
) -> tuple[Mapping[str, DocumentPair], Mapping[str, DocumentPair]]:
    """Pairs by source and by target, in the order of source ids."""
    ordered = sorted(pairs, key=lambda pair: pair.source)
    return {pair.source: pair for pair in ordered}, {pair.target: pair for pair in ordered}


@dataclass(frozen=True, slots=True)
class Copies:
    """One document and its ids in the pile, sorted."""

    sketch: Sketch
    ids: tuple[str, ...]


def group_copies(sketches: Sequence[Sketch], apart: Collection[str]) -> list[Copies]:
    """Group documents with equal text, headline and publication date.

    Parameters
    ----------
    sketches : sequence of Sketch
        In order of their ids.
    apart : collection of str
        Ids of documents not to be grouped, because a reviewer decided about them.
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
    """Pair up the copies of two paired documents; copies in similar folders go together.

    Where there are so many copies that not all of them can be compared, such as thousands of one
    error page, they are paired in the order of their names.

    Parameters
    ----------
    sources, targets : sequence of str
        Ids of all copies of either.
    """
    if len(sources) * len(targets) > _MOST_COPIES_COMPARED:
        return list(zip(sorted(sources), sorted(targets), strict=False))
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
