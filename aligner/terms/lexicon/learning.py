"""Learn a lexicon from translation units and the terms of a glossary."""

from collections.abc import Iterable, Iterator

from aligner.glossary import Glossary
from aligner.languages import fold_chinese, read_chinese, read_english
from aligner.lexicon import (
    LexicalModel,
    chinese_words,
    evenly,
    learn_counts,
    learn_phrases,
    unit_pairs,
)
from aligner.terms.matching.index import index_of
from aligner.values import TermStatus, TranslationUnit, chinese_first

# More units add little, and cost a minute for every few thousand.
_MOST_UNITS = 20_000


def learn_lexicon(
    units: Iterable[TranslationUnit],
    glossary: Glossary | None = None,
    *,
    base: bool = True,
    most: int = _MOST_UNITS,
) -> LexicalModel:
    """A lexicon learned from units of any number of documents.

    Parameters
    ----------
    units : iterable of TranslationUnit
        Chinese with English or English with Chinese; the same units in the same
        order give the same model.
    glossary : Glossary, optional
        Its accepted terms serve as additional training pairs, and runs of words
        that render them are learned as well.
    base : bool
        Whether the shipped table is used for words that are rare in the units.
    most : int
        If there are more units than this, that many evenly spaced ones are used.
    """
    chosen = [chinese_first(unit) for unit in evenly(tuple(units), most)]
    pairs = [*unit_pairs(chosen), *(glossary_pairs(glossary) if glossary else ())]
    phrases = learn_phrases(term_units(chosen, glossary)) if glossary else {}
    return LexicalModel(learn_counts(pairs), phrases, has_base=base)


def glossary_pairs(glossary: Glossary) -> Iterator[tuple[list[str], list[str]]]:
    """Words of the accepted terms of a glossary: a small dictionary."""
    accepted = (TermStatus.PREFERRED, TermStatus.ADMITTED)
    for entry in glossary.entries:
        for source in entry.forms("zh", *accepted)[:1]:
            for target in entry.forms("en", *accepted)[:1]:
                yield chinese_words(source.text), list(read_english(target.text).keys)


def term_units(
    units: Iterable[TranslationUnit], glossary: Glossary
) -> list[tuple[list[str], tuple[str, ...]]]:
    """The folded terms and the English words of each unit."""
    index = index_of(glossary)
    made = []
    for unit in units:
        found = index.find_source(read_chinese(unit.source_text))
        terms = [fold_chinese(unit.source_text[match.start : match.stop]) for match in found]
        made.append((terms, read_english(unit.target_text).keys))
    return made
