"""The words of a text as a lexicon knows them."""

from aligner.languages import read_chinese, read_english

_MOST_KEPT = 1 << 16


def chinese_keys(text: str) -> list[str]:
    """Words of a Chinese text in order, folded to the simplified script, without marks.

    Examples
    --------
    >>> chinese_keys("《專利法》實施細則，2021年。")
    ['专利法', '实施细则', '2021', '年']
    """
    import rjieba  # noqa: PLC0415 - loads a dictionary, which few commands need

    words = rjieba.cut(read_chinese(text).folded.lower(), hmm=False)
    return [word for word in words if _IS_WORD[word]]


def english_keys(text: str) -> list[str]:
    """Words of an English text in order, folded for case, number and spelling; no articles.

    Examples
    --------
    >>> english_keys("The Offices' programmes, 2021")
    ['office', 'program', '2021']
    """
    return list(read_english(text).keys)


class _WordTest(dict[str, bool]):
    """Whether tokens have letters or digits, kept for the next time."""

    def __missing__(self, token: str) -> bool:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[token] = is_word = any(map(str.isalnum, token))
        return is_word


_IS_WORD = _WordTest()
