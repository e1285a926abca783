"""The concepts of a glossary in each segment: keys by which segments of both languages meet."""

from collections import Counter
from collections.abc import Sequence

from aligner.glossary import Glossary
from aligner.languages import read_chinese, read_english
from aligner.terms.matching.index import index_of
from aligner.text import base_language

# A concept is an anchor if the segments that hold it are, on the side that has more of them,
# at most so many times those of the other side, and at most this share of all, or a few.
_UNEVEN, _COMMON_SHARE, _FEW = 4 / 3, 0.1, 3

_Keys = tuple[frozenset[str], ...]


def concept_anchors(
    glossary: Glossary,
    source: tuple[Sequence[str], str],
    target: tuple[Sequence[str], str],
) -> tuple[_Keys, _Keys]:
    """Keys of the concepts that show which segments of two texts belong together.

    Parameters
    ----------
    glossary : Glossary
    source, target : (sequence of str, str)
        Segments and language.

    Notes
    -----
    A concept that one text names in a third more segments than the other is none: where
    it is named once in the one and twice in the other, it tells nothing.  Nor is one that
    most segments name.
    """
    sides = [concept_keys(glossary, *side) for side in (source, target)]
    counts = [Counter(key for keys in side for key in keys) for side in sides]
    most = max(_FEW, _COMMON_SHARE * max(map(len, sides)))
    kept = frozenset(
        key
        for key in counts[0].keys() & counts[1].keys()
        if max(count[key] for count in counts) <= min(most, _UNEVEN * min(c[key] for c in counts))
    )
    one, other = (tuple(keys & kept for keys in side) for side in sides)
    return one, other


def concept_keys(
    glossary: Glossary, texts: Sequence[str], language: str
) -> tuple[frozenset[str], ...]:
    """Keys of the concepts whose terms stand in each text.

    Parameters
    ----------
    glossary : Glossary
    texts : sequence of str
    language : str
        A tag; texts that are neither Chinese nor English have no keys.

    Notes
    -----
    Any form counts, deprecated ones as well: what a document should not have called a
    concept still shows where the concept is.
    """
    index, base = index_of(glossary), base_language(language)

    def found(text: str) -> frozenset[str]:
        if base == "zh":
            matches = index.find_source(read_chinese(text))
            return frozenset(f"concept:{c}" for match in matches for c in match.concepts)
        if base == "en":
            forms = index.find_target(read_english(text))
            return frozenset(f"concept:{match.form.concept}" for match in forms)
        return frozenset()

    return tuple(map(found, texts))
