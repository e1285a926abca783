"""The concepts of a glossary in each segment: keys by which segments of both languages meet."""

from collections.abc import Sequence

from aligner.glossary import Glossary
from aligner.languages import read_chinese, read_english
from aligner.terms.matching.index import index_of
from aligner.text import base_language


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
