"""Keys of English words that are equal for all their inflections."""

from functools import lru_cache

from aligner.languages import NOT_PLURAL, EnglishText, american, fold_word, plain_word

_LANGUAGE = "en"
_SHORTEST_STEM = 2
_VOWELS = frozenset("aeiouy")


def lemma_keys(text: EnglishText) -> tuple[str, ...]:
    """Keys of the words of a text, by their lemmas."""
    return tuple(lemma_key(text.word(i)) for i in range(len(text.keys)))


@lru_cache(maxsize=1 << 16)
def lemma_key(word: str) -> str:
    """Key of one word, equal for all its inflections and spellings.

    A word that may be a noun or a verb form counts as the verb: ``filing`` has the
    key of ``file``.

    Examples
    --------
    >>> [lemma_key(word) for word in ("examined", "Examining", "licences", "filing")]
    ['examine', 'examine', 'license', 'file']
    """
    if sum(c.isupper() for c in word) >= 2:  # noqa: PLR2004 - abbreviations do not inflect
        return fold_word(word)
    # The dictionary has "labeled", but not "labelled".
    folded = american(plain_word(word))
    if not folded.isalpha() or folded in NOT_PLURAL:
        return fold_word(word)
    lemma = _lemma(folded)
    if lemma == folded and folded.endswith("ing"):
        lemma = _verb_of(folded)
    return fold_word(lemma)


def _verb_of(word: str) -> str:
    """The verb of which a word in -ing is a form; the word itself if there is none."""
    stem = word.removesuffix("ing")
    if len(stem) < _SHORTEST_STEM or _VOWELS.isdisjoint(stem):
        return word
    candidates = [f"{stem}e", stem]
    if stem[-1] == stem[-2]:
        candidates.append(stem[:-1])
    return next(filter(_is_known, candidates), word)


def _lemma(word: str) -> str:
    """The lemma of a word; the word itself if it is not in the dictionary."""
    from simplemma import lemmatize  # noqa: PLC0415 - loads a large dictionary

    return str(lemmatize(word, lang=_LANGUAGE))


def _is_known(word: str) -> bool:
    """Whether a word is in the dictionary."""
    from simplemma import is_known  # noqa: PLC0415 - loads a large dictionary

    return bool(is_known(word, lang=_LANGUAGE))
