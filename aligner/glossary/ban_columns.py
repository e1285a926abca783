"""Headings of columns of forbidden forms, in whatever words and order they say so."""

import re

from aligner.patterns import lazy_pattern

# What forbids, without words such as "old" that headings of other columns have as well.
_BAN = lazy_pattern(
    r"\b(?:do not|do n't|don ?['’]?t|dont|never|must not|should not|cannot)(?: be)?"
    r"(?: (?:use|used|translate|translated|say|write|render|rendered))?(?: as)?\b"
    r"|\bnot (?:to be |to |be )?(?:use|used|preferred|recommended|allowed|approved|accepted"
    r"|acceptable|permitted|admitted|valid|standard|ok)\b"
    r"|\b(?:non|un|dis) ?(?:preferred|recommended|approved|accepted|acceptable|allowed|permitted"
    r"|authori[sz]ed|admitted|usable)\b"
    r"|\b(?:forbid(?:den)?|deprecat(?:ed|e|ions?)|ban(?:s|ned)?|prohibit(?:ed)?|reject(?:ed|s)?"
    r"|obsolete|superseded|avoid(?:ed)?|to avoid|incorrect|wrong|faulty|erroneous|bad|invalid"
    r"|inadmissible|discouraged|withdrawn|retired|blacklist(?:ed)?|black list"
    r"|mistranslat(?:ed|ions?))\b"
    r"|(?:严禁|禁止|禁用|禁译|禁(?!令)|请勿|切勿|勿|不可|不得|不能|不要|不应|不宜|不再|不予|不建议|不推荐"
    r"|不准|不许|不允许|避免|拒绝)(?:再)?(?:使用|采用|译作|译为|译成|写作|译|用)?"
    r"|不(?:使用|采用|译作|译为|译成|写作|译|用)|不规范|不正确|不标准|非规范|非标准|非推荐|非首选|错误|错译|误译|误用|废弃|废止|弃用|弃译|停用"
    r"|淘汰|过时|作废|黑名单"
)
# What a heading may say of forbidden forms besides: nothing that makes it another thing.
_NEUTRAL = lazy_pattern(
    r"\b(?:terms?|forms?|translations?|words?|names?|variants?|synonyms?|expressions?|renderings?"
    r"|equivalents?|alternatives?|usages?|versions?|spellings?|phrases?|lists?|these|the|in|for|of"
    r"|and|any|as|use|used)\b|的|译法|译名|译词|译文|译语|译|术语|词语|词汇|词条|词|形式|用法|用语|说法"
    r"|表达|名称|写法|表述|叫法|变体|同义|名|[\d一二三四五六/,，、!！'’\"“”…]"
)
_LANGUAGES = (
    (
        "zh",
        r"\b(?:(?:simplified|traditional) )?(?:chinese|mandarin)\b|(?:简体|繁体)?中文|汉语|华语",
    ),
    ("en", r"\b(?:american |british )?(?:english|eng)\b|英文|英语"),
    ("source", r"\b(?:source(?: language| text)?|src)\b|原文|源语言|源语"),
    ("target", r"\b(?:target(?: language| text)?|tgt)\b|目标语言|目标语|译入语"),
)
_TAG = lazy_pattern(r"\b(?P<tag>[a-z]{2}(?: hans| hant)?(?: [a-z]{2})?)\b")

# Words of headings that look like tags.
_NO_TAGS = frozenset({"", "by", "in", "to", "no", "or"})


def is_ban(heading: str) -> bool:
    """Whether a heading, flattened, has a word that can hardly mean anything but a ban.

    Examples
    --------
    >>> is_ban("non preferred english"), is_ban("old id")
    (True, False)
    """
    return _BAN.search(heading) is not None


def banned_language(heading: str) -> str | None:
    """The language whose forbidden forms a flattened heading announces.

    ``"source"`` or ``"target"`` where it says so, ``"target"`` where it says nothing;
    None where it says more than that, or nothing of a ban.  A tag is returned as it
    stands in the heading.

    Examples
    --------
    >>> banned_language("forbidden english"), banned_language("don't use")
    ('en', 'target')
    >>> banned_language("rejected by") is None
    True
    """
    if not is_ban(heading):
        return None
    rest, found = heading, []
    for language, words in _LANGUAGES:
        shorter = re.sub(words, " ", rest)
        found += [language] if shorter != rest else []
        rest = shorter
    rest = _NEUTRAL.sub(" ", _BAN.sub(" ", rest)).strip()
    match = _TAG.fullmatch(rest) if rest not in _NO_TAGS else None
    if match is not None:
        found.append(match["tag"].replace(" ", "-"))
        rest = ""
    named = set(found) - {"target"} or set(found)
    if rest or len(named) > 1:
        return None
    return named.pop() if named else "target"
