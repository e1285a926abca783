"""Readable explanations of the evidence for and against a pair."""

from collections.abc import Callable
from dataclasses import dataclass

from aligner.languages import describe_date
from aligner.pairing.collection import Rarity
from aligner.pairing.evidence import days_after, shared_keys
from aligner.pairing.geometry import Cover
from aligner.pairing.ladder import LadderEvidence, relation_of
from aligner.pairing.marks import FigureMatch
from aligner.pairing.profiles import Profile
from aligner.values import Relation

# Evidence below this many nats is not mentioned.
_LEAST_NATS = 0.3
_NAMED = 3
# Without an alignment, a text counts as abridged if this share of the other has no counterpart.
_ABRIDGED, _KEPT = 0.35, 0.2


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measured pair, with the data for its explanation.

    Parameters
    ----------
    source, target : Profile
    cover : Cover
    ladder : LadderEvidence or None
        None if the pair was not aligned.
    rarity : Rarity
    nats : dict of str to float
        Contribution of each family of evidence.
    word_shares : (float, float)
        Shares of the words of the source and of the target that the lexicon finds rendered
        in the other text.
    address : str
        Key shared by the two addresses, ``""`` if none.
    """

    source: Profile
    target: Profile
    cover: Cover
    ladder: LadderEvidence | None
    rarity: Rarity
    nats: dict[str, float]
    word_shares: tuple[float, float] = (0.0, 0.0)
    address: str = ""


def explain(comparison: Comparison) -> tuple[str, ...]:
    """Reasons for a pair, strongest first, then those against it.

    The last reason tells if one text covers only part of the other.
    """
    words, against = _sorted_words(comparison)
    return (*words, *(f"but {word}" for word in against), *_extent(comparison))


def speaking_for(comparison: Comparison) -> list[str]:
    """Reasons for a candidate, strongest first."""
    return _sorted_words(comparison)[0]


def summarize(comparison: Comparison) -> str:
    """The strongest evidence for and against a candidate, in one clause."""
    words, against = _sorted_words(comparison)
    first = words[0] if words else "little in common"
    return f"{first}, but {against[0]}" if against else first


def _sorted_words(comparison: Comparison) -> tuple[list[str], list[str]]:
    """Reasons for and reasons against, each strongest first."""
    ordered = sorted(comparison.nats.items(), key=lambda item: (-abs(item[1]), item[0]))
    words: tuple[list[str], list[str]] = ([], [])
    for family, nats in ordered:
        if abs(nats) >= _LEAST_NATS and (word := _WORDS[family](comparison, nats > 0)):
            words[nats <= 0].append(word)
    return words


def _extent(comparison: Comparison) -> tuple[str, ...]:
    """Statement that one text covers only part of the other, if so."""
    if comparison.ladder is not None:
        return _RELATIONS[relation_of(comparison.ladder)](comparison.ladder)
    cover = comparison.cover
    missing_source, missing_target = 1 - cover.source_share, 1 - cover.target_share
    if missing_source >= _ABRIDGED and missing_target <= _KEPT:
        return (f"abridged: {missing_source:.0%} of the source has no counterpart",)
    if missing_target >= _ABRIDGED and missing_source <= _KEPT:
        return (f"expanded: {missing_target:.0%} of the target has no counterpart",)
    return ()


def _part(ladder: LadderEvidence) -> tuple[str, ...]:
    run = ladder.source.covered
    return (
        f"translation of a part: the source from {run.begin:.0%} to {run.end:.0%} of its length",
    )


def _abridged(ladder: LadderEvidence) -> tuple[str, ...]:
    return (f"abridged translation: {ladder.source.alone:.0%} of the source has no counterpart",)


def _expanded(ladder: LadderEvidence) -> tuple[str, ...]:
    alone = ladder.target.alone
    return (f"translation with additions: {alone:.0%} of the target has no counterpart",)


def _rarest(comparison: Comparison, kind: str) -> list[str]:
    """Shared keys of a kind, rarest first."""
    keys = shared_keys(comparison.source, comparison.target, kind)
    return sorted(keys, key=lambda key: (-comparison.rarity.nats(kind, key), key))


def _counted(comparison: Comparison, kind: str, noun: str) -> str:
    """``12 of 14 numbers agree``, relative to the side with fewer."""
    held = min(len(p.keys[kind]) for p in (comparison.source, comparison.target))
    shared = len(shared_keys(comparison.source, comparison.target, kind))
    return f"{shared} of {held} {noun} agree" if held else ""


def _opposed(match: FigureMatch | None, noun: str) -> str:
    """``3 of 12 numbers agree sentence by sentence``, if some do not."""
    if match is None or round(match.opposed) < 1:
        return ""
    total = round(match.shared) + round(match.opposed)
    return f"{round(match.shared)} of {total} {noun} agree sentence by sentence"


def _numbers(comparison: Comparison, is_for: bool) -> str:  # noqa: FBT001 - one signature for all words
    ladder = comparison.ladder
    if not is_for and (opposed := _opposed(ladder.numbers if ladder else None, "numbers")):
        return opposed
    counted = _counted(comparison, "numbers", "numbers")
    rarest = _rarest(comparison, "numbers")[:_NAMED]
    return f"{counted} ({', '.join(rarest)})" if rarest and counted else counted


def _dates(comparison: Comparison, is_for: bool) -> str:  # noqa: FBT001
    rarest = _rarest(comparison, "dates")
    days = [key for key in rarest if "-" in key] or rarest
    if is_for and days:
        return f"both name {_listed([describe_date(key) for key in days[:_NAMED]])}"
    ladder = comparison.ladder
    if not is_for and (opposed := _opposed(ladder.dates if ladder else None, "dates")):
        return opposed
    return _counted(comparison, "dates", "dates")


def _persons(comparison: Comparison, is_for: bool) -> str:  # noqa: FBT001
    shared = [key.title() for key in _rarest(comparison, "persons")]
    if is_for:
        return f"both name {_listed(shared[:_NAMED])}" if shared else ""
    is_latin = comparison.source.script != "han"
    latin, other = (
        (comparison.source, comparison.target)
        if is_latin
        else (comparison.target, comparison.source)
    )
    missing = sorted(latin.keys["persons"] - other.keys["persons"])
    names = _listed([key.title() for key in missing[:_NAMED]])
    return f"only the {'source' if is_latin else 'target'} names {names}" if missing else ""


def _named(kind: str, change: Callable[[str], str]) -> "Callable[[Comparison, bool], str]":
    """Wording for shared names of a kind."""

    def words(comparison: Comparison, is_for: bool) -> str:  # noqa: FBT001
        shared = [change(key) for key in _rarest(comparison, kind)[:_NAMED]]
        if is_for:
            return f"both name {_listed(shared)}" if shared else ""
        nouns = {"places": "places and offices", "pinyin": "Chinese names", "tokens": "Latin words"}
        return _counted(comparison, kind, nouns[kind])

    return words


def _document_numbers(comparison: Comparison, is_for: bool) -> str:  # noqa: FBT001
    shared = _rarest(comparison, "document-numbers")
    if is_for and shared:
        year, slash, number = shared[0].partition("/")
        return f"both cite No. {number} of {year}" if slash else f"both cite No. {year[2:]}"
    return "they cite different document numbers"


def _published(comparison: Comparison, _: bool) -> str:  # noqa: FBT001
    days = days_after(comparison.source, comparison.target)
    if days is None:
        return ""
    if not days:
        return "published on the same day"
    unit = "day" if abs(days) == 1 else "days"
    scripts = comparison.source.script, comparison.target.script
    first = "the Chinese text" if "han" in scripts else "the source"
    return f"published {abs(days)} {unit} {'later' if days > 0 else f'before {first}'}"


def _title(comparison: Comparison, is_for: bool) -> str:  # noqa: FBT001
    if not (comparison.source.has_title and comparison.target.has_title):
        return ""
    return "the headlines agree" if is_for else "the headlines differ"


def _body(_: Comparison, is_for: bool) -> str:  # noqa: FBT001
    return "similar overall" if is_for else "dissimilar overall"


def _cover(comparison: Comparison, _: bool) -> str:  # noqa: FBT001
    ladder = comparison.ladder
    if ladder is not None:
        shares = sorted(side.segments for side in ladder.sides)
        sure = f", {ladder.probability:.2f} sure on average" if ladder.matched else ""
    else:
        shares = sorted((comparison.cover.source_share, comparison.cover.target_share))
        sure = ""
    if shares[1] - shares[0] > _KEPT:
        return f"{shares[0]:.0%} of one and {shares[1]:.0%} of the other have a counterpart{sure}"
    return f"{shares[0]:.0%} of the sentences have a counterpart{sure}"


def _rendered(comparison: Comparison, is_for: bool) -> str:  # noqa: FBT001
    only = "" if is_for else "only "
    most = max(comparison.word_shares)
    return f"{only}{most:.0%} of the words are rendered in the other text" if most else ""


def _length(comparison: Comparison, is_for: bool) -> str:  # noqa: FBT001
    lengths = sorted((comparison.source.length, comparison.target.length))
    if is_for:
        return "the lengths fit"
    return f"one text is {lengths[1] / max(lengths[0], 1.0):.1f} times as long"


def _address(comparison: Comparison, _: bool) -> str:  # noqa: FBT001
    return f"the file names agree ({comparison.address})" if comparison.address else ""


def _listed(words: list[str]) -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


_WORDS: dict[str, Callable[[Comparison, bool], str]] = {
    "numbers": _numbers,
    "dates": _dates,
    "persons": _persons,
    "pinyin": _named("pinyin", str.title),
    "places": _named("places", str),
    "tokens": _named("tokens", str.upper),
    "document-numbers": _document_numbers,
    "published": _published,
    "title": _title,
    "body": _body,
    "cover": _cover,
    "words": _rendered,
    "length": _length,
    "address": _address,
}

_RELATIONS: dict[Relation, Callable[[LadderEvidence], tuple[str, ...]]] = {
    Relation.TRANSLATION: lambda _: (),
    Relation.PARTIAL: _part,
    Relation.ABRIDGED: _abridged,
    Relation.EXPANDED: _expanded,
}
