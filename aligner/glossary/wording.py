"""What people write about terms: statuses, notes that forbid a form, parts of speech."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from aligner.patterns import lazy_pattern
from aligner.text import has_han
from aligner.values import TermStatus

YES = frozenset({"yes", "y", "true", "1", "x", "是", "有", "√", "✓", "✔", "☑"})
NO = frozenset({"no", "n", "false", "0", "否", "无", "-", "—", "/"})

# Words anywhere in a status.
_FORBIDDING = (
    r"forbid|deprecat|reject|obsolet|supersed|banned|wrong|incorrect|avoid|retired|withdrawn"
    r"|\bbad\b|blacklist|\b(?:un|dis)(?:approved|allowed|preferred|accepted|recommended|permitted)"
    r"|\b(?:un|dis)authori[sz]ed|\bunacceptable|\binadmissible|\bdiscouraged|\bmistranslat"
    r"|\bnot\b|\bnever\b|n['’]t\b|invalid|\bold\b|\bformer|\bprohibit|[×✗✘❌]"
    r"|\bnon[- ]?(?:recommended|preferred|approved|accepted|acceptable|allowed|permitted|admitted)"
    r"|避免|拒|禁|不|勿|弃|废|停用|淘汰|错|误|旧|过时|失效|作废|删|否"
)
_ADMITTING = (
    r"admit|allow|accept|permit|alternat|provision|propos|pending|draft|new|candidate|review"
    r"|non[ -]?standard|secondary|variant|synonym|允许|可用|可接受|可以|备选|次选|待|候选|草|拟"
    r"|暂|未审|同义|其他"
)
_PREFERRING = (
    r"prefer|approv|standard|recommend|valid|final|official|confirmed|current|\bok\b|\buse\b"
    r"|首选|推荐|规范|标准|批准|审定|已审|通过|确认|正式|现行|有效|优先|定稿|使用"
)
# Those that forbid come first: "not approved" is no approval.
_STATUS_WORDS = (
    (TermStatus.DEPRECATED, _FORBIDDING),
    (TermStatus.ADMITTED, _ADMITTING),
    (TermStatus.PREFERRED, _PREFERRING),
)
_FORBIDS = lazy_pattern(_FORBIDDING, re.IGNORECASE)


def forbids(text: str) -> bool:
    """Whether a heading or status has a word that forbids."""
    return _FORBIDS.search(text) is not None


@cache
def status_of(text: str) -> TermStatus | None:
    """The status that a cell states, None if its words are not known.

    Examples
    --------
    >>> [str(status_of(text)) for text in ("Not recommended", "审定", "待定", "blue")]
    ['deprecated', 'preferred', 'admitted', 'None']
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if plain in YES:
        return TermStatus.PREFERRED
    if plain in NO:
        return TermStatus.DEPRECATED
    for status, words in _STATUS_WORDS:
        if re.search(words, plain):
            return status
    return None


@dataclass(frozen=True, slots=True)
class Ban:
    """What a note forbids.

    Parameters
    ----------
    forms : tuple of str
        The forms it names; none if it is about the term beside it.
    is_clear : bool
        False where the note seems to forbid something and cannot be read.
    """

    forms: tuple[str, ...] = ()
    is_clear: bool = True


_USE = r"(?:翻译|使用|采用|译|写|用|称|叫|说|作)?(?:为|成|作)?"
_BAN_ZH = lazy_pattern(
    r"(?:不得|不能|不可|不可以|不宜|不应|不应当|不要|不再|不|切勿|请勿|勿|禁止|禁|严禁|避免|慎)"
    rf"(?P<use>{_USE})[:：]?\s*(?P<forms>[^,，。;；()（）]*)"
)
_BAN_EN = lazy_pattern(
    r"\b(?:do not|don't|don’t|never|must not|should not|not to be|not|avoid|forbidden|deprecated)\b"
    r"(?:\s+(?:be|to|using|use|used|translate|translated|render|rendered|write|written|say|as))*"
    r"\s*:?\s*(?P<forms>[^.;()]*)",
    re.IGNORECASE,
)
_WHOLE_BAN = lazy_pattern(
    r"(?:本|此|该|这一?|this |the )?(?:译名|译法|译文|译|词|术语|条|form |term |translation )?\s*"
    r"(?:已经?|现已?|均|一律|is |now |has been )*\s*"
    r"(?:禁用|禁止使用|禁止|禁|不得使用|不可用|不能用|不再使用|不用|不要用|勿用|请勿使用|停用|停止使用"
    r"|弃用|废弃|废止|作废|淘汰|不推荐|不推荐使用|不建议使用|误译|错误|错译|旧译|旧译名|过时"
    r"|forbidden|deprecated|obsolete|do not use|don't use|don’t use|not recommended|not allowed"
    r"|not approved|banned|superseded|withdrawn|rejected|wrong|incorrect|mistranslation)"
    r"(?:\s*(?:的|译名|译法|词|form|term|translation|anymore|any more))?[\s!！.。]*",
    re.IGNORECASE,
)
_NO_BAN = lazy_pattern(
    r"混淆|混同|混用|区别|区分|不同|不是|不含|不包括|不限|不在此|不仅|不一定|不变|不可数|不规则"
    r"|confus|mistake|mix|not (?:the same|only|countable|necessarily|including|limited|capitali)"
    r"|differ|cf\.?",
    re.IGNORECASE,
)
_QUOTES = "\"'“”‘’「」『』《》 \t"
_OR = lazy_pattern(r"\s*(?:[、,，/]|或者?|和|\bor\b|\band\b)\s*")
_STRAY = (
    "in for when if with at on the a an as by this it yet only always applicable available common "
    "official known defined found to be all every used recommended of"
)
_STRAY_WORDS = frozenset(_STRAY.split())
# A form that a note forbids is a short one.
_MOST_LETTERS = 80
_CLAUSES = lazy_pattern(
    r"[;；。\n]|[,，](?=\s*(?:不|勿|禁|请勿|切勿|避免|do not|don't|not\b|never\b))"
)


def ban_in(note: str) -> Ban | None:
    """What a note forbids, None if it forbids nothing.

    Examples
    --------
    >>> ban_in("不得译为 famous trademark").forms, ban_in("禁用").forms, ban_in("2018年起")
    (('famous trademark',), (), None)
    """
    clauses = [clause.strip() for clause in _CLAUSES.split(note) if clause.strip()]
    found = [ban for clause in clauses if (ban := _ban_in_clause(clause)) is not None]
    if not found:
        return None
    if any(ban.is_clear and not ban.forms for ban in found):
        return Ban()
    forms = tuple(dict.fromkeys(form for ban in found for form in ban.forms))
    return Ban(forms, is_clear=all(ban.is_clear for ban in found))


def _ban_in_clause(clause: str) -> Ban | None:
    """What a part of a note forbids."""
    # What follows a comma says why, or what to use instead.
    if _WHOLE_BAN.fullmatch(re.split(r"[,，:：]", clause, maxsplit=1)[0]):
        return Ban()
    if _NO_BAN.search(clause):
        return None
    match = _BAN_ZH.search(clause) or _BAN_EN.search(clause)
    if match is None:
        return None
    forms = [form for part in _OR.split(match["forms"]) if (form := part.strip(_QUOTES))]
    is_english = match.re.pattern == _BAN_EN.pattern
    is_use = is_english or match["use"] or not has_han(match["forms"])
    if forms and is_use and all(map(_is_form, forms)):
        return Ban(tuple(forms))
    # A mere 不 inside a sentence forbids nothing.
    is_word = is_english or match[0].startswith(("禁", "严禁", "不得", "请勿", "切勿"))
    return Ban(is_clear=False) if is_word or match["use"] else None


def _is_form(text: str) -> bool:
    """Whether a text that a note forbids looks like a term, not like the rest of a sentence."""
    first = text.split(maxsplit=1)[0].casefold()
    return len(text) <= _MOST_LETTERS and first not in _STRAY_WORDS


_CLASS_WORDS = (
    "n v vt vi adj adv a ad prep conj abbr pron num art phr n.pl npl pl sing sg uc c u cn un "
    "noun nouns verb adjective adverb preposition plural singular uncountable countable phrase "
    "proper 名词 动词 形容词 副词 名 动 形 量词 介词 短语 缩略语 复数 单数 不可数 可数 "
    "专有名词 及物动词 不及物动词 动宾 名词短语"
)
_WORD_CLASSES = frozenset(_CLASS_WORDS.split())


def is_word_class(text: str) -> bool:
    """Whether a text names parts of speech and nothing else: ``n. pl.``, ``名词``."""
    words = re.split(r"[\s.,，、/;&]+", unicodedata.normalize("NFKC", text).casefold())
    named = [word for word in words if word]
    return bool(named) and _WORD_CLASSES.issuperset(named)


# What spreadsheets show in place of a value.
_NO_VALUE = frozenset({
    "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!", "#spill!", "#calc!",
})  # fmt: skip
_STROKES = lazy_pattern(r"[-/_—–―.…·*?？~～×\s]+")
_UNSETTLED = frozenset({
    "n/a", "n.a.", "tbd", "tbc", "todo", "t.b.d.", "待定", "待译", "待补", "待确认", "暂无",
})  # fmt: skip
_ASKING = ("?", "？")


def stands_for_nothing(text: str) -> bool:
    """Whether a cell for terms holds a sign that there is none: an error value, a stroke.

    Examples
    --------
    >>> [stands_for_nothing(text) for text in ("#N/A", "/", "——", "N/A", "§")]
    [True, True, True, False, False]
    """
    return text.casefold() in _NO_VALUE or _STROKES.fullmatch(text) is not None


def seems_unfinished(text: str) -> bool:
    """Whether a form is a word for one that is still to be found, or has a question behind it."""
    return text.casefold() in _UNSETTLED or text.endswith(_ASKING)
