"""Removes insertions by mirror sites: pinyin readings and watermark addresses."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from aligner.languages import pinyin_readings
from aligner.offsets import Traced
from aligner.patterns import lazy_pattern
from aligner.text import HAN

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_BRACKETED = lazy_pattern(rf"(?<=[{HAN}])[(（]\s?([a-zü{_TONES}]{{1,6}})\s?[)）]")
_TONE = lazy_pattern(f"[{_TONES}]")
_SYLLABLE = lazy_pattern(
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:[iu]?ang|i?ong|eng|ing|ia[no]|ua[in]|üan|üe|[aeiuü]n|ai|ei|ui|ao|ou|iu|ie|ue|er|ia|ua|uo"
    "|[aoeiuü])|m|n|ng"
)
# A page may gloss one rare character or cite one address; a mirror inserts many.
_FEWEST = 2
_ADDRESS = lazy_pattern(
    r"(?:https?://(?:www\.)?|www\.)[a-z0-9-]{2,30}(?:\.[a-z0-9-]{2,30}){0,3}"
    r"\.(?:cn|com|net|org|gov|edu|int|info|hk|tw|eu|uk)/?(?![a-z_/?=&%-]|\.\w)",
    re.IGNORECASE | re.ASCII,
)
# After these words and marks, or before those below, an address belongs to the text.
_MEANT_BEFORE = lazy_pattern(
    "(?:登[录陆錄]|访问|訪問|查阅|查询|浏览|进入|点击|打开|网址|網址|网站|網站|官网|网页|域名|平台|系统|门户"
    "|主页|链接|地址|邮箱|[：:（(《<【\\[“\"‘'、/@=]|\\s"
    r"|\b(?:visit|at|on|see|via|to|website|site|is|or|and|from|of|in|by))$",
    re.IGNORECASE,
)
_MEANT_BEHIND = lazy_pattern(
    r"\s|[)）》>】\]”\"’'、/@]|下载|查[询阅]|注册|提交|填报|报名|申报|网站|平台|获取|了解|浏览|办理"
)
# Here too, unless the address is a known watermark.
_LINKED_BEFORE = lazy_pattern(r"[网網通过至到在从见为是由的和与及或即于向，,]$")
_LINKED_BEHIND = lazy_pattern(r"[上中为是已将等和与及或]|发布|公布")
_REACH = 9
_MAY_HOLD = lazy_pattern("www\\.|https?://", re.IGNORECASE)


def without_insertions(texts: Sequence[Traced]) -> list[Traced]:
    """Remove pinyin readings and watermark addresses from the texts of one page.

    Both are judged by the whole page: one bracket may be a gloss and one address a
    citation, but not many. A text is never emptied.
    """
    return without_watermarks(without_readings(texts))


def without_readings(texts: Sequence[Traced]) -> list[Traced]:
    """Remove pinyin readings in brackets from the texts of a page, if there are many.

    A bracket holds a reading if it has a tone mark, or is one of the readings of the
    character before it: ``第三条(a)`` keeps its letter, and so
    does a page its one gloss of a rare character.

    Examples
    --------
    >>> [text.text for text in without_readings([Traced.of("知識(shí)產(chǎn)權(quán)(IP)")])]
    ['知識產權(IP)']
    """
    found = [list(_readings(text.text)) for text in texts]
    if sum(map(len, found)) < _FEWEST:
        return list(texts)
    return [
        text.edited([(*span, "") for span in spans]) if spans else text
        for text, spans in zip(texts, found, strict=True)
    ]


def _readings(text: str) -> Iterable[tuple[int, int]]:
    """Spans of the brackets that hold a reading."""
    if "(" not in text and "（" not in text:
        return
    for match in _BRACKETED.finditer(text):
        reading = match[1]
        if not _SYLLABLE.fullmatch(_toneless(reading)):
            continue
        if _TONE.search(reading) or _is_reading(text[match.start() - 1], reading):
            yield match.span()


def _toneless(reading: str) -> str:
    """The letters of a syllable, ü kept."""
    letters = []
    for letter in reading:
        parts = unicodedata.normalize("NFD", letter)
        letters.append("ü" if "\u0308" in parts else parts[0])
    return "".join(letters)


def _is_reading(character: str, syllable: str) -> bool:
    """Whether a syllable of more than one letter is a reading of a character."""
    return len(syllable) > 1 and syllable in pinyin_readings(character)


def without_watermarks(texts: Sequence[Traced]) -> list[Traced]:
    """Remove watermark addresses from the texts of a page.

    An address is a watermark if it has no space around it, the context does not refer to it
    (请登录……查询), and it splits a word, follows the last sentence, or is repeated. A text is
    never emptied.

    Examples
    --------
    >>> cut = Traced.of("国家知识产www.example.gov.cn权局发布公告。")
    >>> meant = Traced.of("请登录www.example.gov.cn查询。")
    >>> [text.text for text in without_watermarks([cut, meant])]
    ['国家知识产权局发布公告。', '请登录www.example.gov.cn查询。']
    """
    glued = [list(_glued(text.text)) for text in texts]
    seen = Counter(
        match.group().lower()
        for text, matches in zip(texts, glued, strict=True)
        for match in matches
        if not _is_linked(text.text, match)
    )
    known = {address for address, count in seen.items() if count >= _FEWEST}
    return [
        _without(text, [m for m in matches if _is_mark(text.text, m, known)]) if matches else text
        for text, matches in zip(texts, glued, strict=True)
    ]


def _glued(text: str) -> Iterator[re.Match[str]]:
    """Addresses without spaces or introduction, in a text that has more than the address."""
    if not _MAY_HOLD.search(text):
        return
    for match in _ADDRESS.finditer(text):
        start, stop = match.span()
        before = text[max(0, start - _REACH) : start]
        alone = not before and stop == len(text)
        if not (alone or _MEANT_BEFORE.search(before) or _MEANT_BEHIND.match(text, stop)):
            yield match


def _is_linked(text: str, match: re.Match[str]) -> bool:
    """Whether the context makes the address part of the sentence."""
    before = text[max(0, match.start() - 1) : match.start()]
    return bool(_LINKED_BEFORE.search(before) or _LINKED_BEHIND.match(text, match.end()))


def _is_mark(text: str, match: re.Match[str], known: set[str]) -> bool:
    """Whether a glued address is a watermark."""
    start, stop = match.span()
    if match.group().lower() in known:
        return True
    if not start or _is_linked(text, match):
        return False
    if stop == len(text):
        return text[start - 1] in "。！？.!?；;”’）)"
    return _cuts_word(text[max(0, start - _REACH) : start], text[stop : stop + _REACH])


def _cuts_word(before: str, behind: str) -> bool:
    """Whether a dictionary word spans the boundary between two texts."""
    if before[-1].isascii() and behind[0].isascii():
        return before[-1].isalpha() and behind[0].islower()
    position = 0
    for word in _words()(before + behind):
        if position < len(before) < position + len(word):
            return True
        position += len(word)
    return False


def _words() -> Callable[[str], list[str]]:
    """Chinese word segmenter."""
    from rjieba import cut  # noqa: PLC0415 - hardly a page needs it

    return cut


def _without(text: Traced, matches: list[re.Match[str]]) -> Traced:
    """The text without the matches, unless nothing would be left."""
    left = text.edited([(*match.span(), "") for match in matches]).strip()
    return left if left.text else text
