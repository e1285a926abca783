"""The columns of a glossary table, known by their headings."""

import re
import unicodedata
from dataclasses import dataclass, replace

from aligner.glossary.ban_columns import banned_language, is_ban
from aligner.glossary.wording import forbids
from aligner.patterns import lazy_pattern
from aligner.text import base_language, is_han

# The columns of our own tables, and those that stand there only when something needs them.
COLUMNS = (
    "id",
    "zh",
    "zh_aliases",
    "en_preferred",
    "en_admitted",
    "en_abbreviation",
    "en_deprecated",
    "deprecated_from",
    "domain",
    "weak",
    "case",
    "reliability",
    "note",
)
EXTRA_COLUMNS = (
    "zh_deprecated",
    "use_instead",
    "match",
    "valid_from",
    "valid_until",
    "term_notes",
    "definition",
)

_SEPARATORS = lazy_pattern(r"[\s_.?\-]+")
_BRACKETS = lazy_pattern(r"[(（\[【][^)）\]】\n]{0,100}+[)）\]】]|[*＊:：]")
_OPEN_MARKS = lazy_pattern(r"[()（）\[\]【】*＊:：]")
_NUMBER = lazy_pattern(r" ?([1-9一二三四五六])$")
_FIRST = frozenset("1一")
_CHINESE_NAMES = frozenset({"chinese", "中文", "汉语"})
_LANGUAGE_NAME = lazy_pattern(
    r"(?P<tag>(?:zh|en)(?: [a-z]{4})?(?: (?:[a-z]{2}|\d{3}))?)(?= )"
    r"|chinese|中文|汉语|english|英文|英语"
)
_ACCEPTED_ROLES = frozenset({"preferred", "admitted", "abbreviation"})
_LANGUAGE_TAG = lazy_pattern(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Parameters
    ----------
    role : str
        ``"preferred"``, ``"admitted"``, ``"abbreviation"`` or ``"deprecated"``
        for forms, or the name of a field: ``"note"``, ``"domain"`` ...
    language : str
        BCP 47 tag of forms, and of forms that a status is about; ``"source"`` and
        ``"target"`` until they are told.
    """

    role: str
    language: str = ""

    def __str__(self) -> str:
        return f"{self.language} {self.role}".strip()


# Names of columns, in the form `_plain` gives them, by what they hold.
_NAMES: dict[Column, str] = {
    Column("id"): "id|concept id|entry id|term id|编号|概念编号|条目编号|术语编号",
    Column("number"): "no|nr|number|item|row|s n|序号|序|号",
    Column("preferred", "zh"): "zh|chi|zho|chinese|simplified chinese|chinese simplified"
    "|chinese term|mandarin|中文|汉语|中文术语|中文名称|中文名|中文词条|中文表述|简体中文|中文简体"
    "|中文原文|中国语",
    Column("admitted", "zh"): "zh aliases|zh admitted|zh allowed|chinese aliases|aliases|alias"
    "|别名|又称|异名|中文别名|中文简称|中文同义词|中文变体",
    Column("deprecated", "zh"): "zh deprecated|zh forbidden|中文禁用|旧称|原称|曾用名",
    Column("preferred", "en"): "en preferred|en|eng|english|english term|preferred"
    "|preferred term|英文|英语|英文术语|英文名称|英文名|英译|英译名|英文译名|英文译文|英文译法"
    "|英文对应词",
    Column("admitted", "en"): "en admitted|en allowed|英文同义词|英文变体|英文别名",
    Column("abbreviation", "en"): "en abbreviation|english abbreviation|英文缩写|英文简称",
    Column("deprecated", "en"): "en deprecated|en forbidden|英文禁用",
    Column("preferred", "source"): "source|source term|source string|sourcestring|source text|src"
    "|term|原文|术语|源术语|源语|源语言|词条|原词",
    Column("preferred", "target"): "target|target term|target string|targetstring|target text|tgt"
    "|translation|preferred translation|译文|译名|译法|翻译|目标术语|目标语|目标语言|对应词|首选"
    "|首选译名|首选译法|推荐译名|推荐译法|标准译法|标准译名|规范译名|现译名|现译",
    Column("admitted", "target"): "admitted|allowed|variants|variant|synonyms|synonym|alternatives"
    "|alternative|other|admitted forms|allowed forms|other translations|alternative translation"
    "|允许|可用|备选|备选译法|备选译名|其他译法|其他译名|其他|其它译名|允许译法|允许译名|可接受译法"
    "|同义词|变体",
    Column("abbreviation", "target"): "abbreviation|abbreviations|abbr|acronym|acronyms|short form"
    "|缩写|缩略语|缩略词|缩写形式|简称|简写",
    Column("deprecated", "target"): "deprecated|forbidden|do not use|not recommended|banned|禁用"
    "|禁止|禁用译法|禁用译名|禁用词|不可用|不推荐|错误译法|误译|deprecated forms|forbidden forms"
    "|旧译|旧译名|旧译法|原译名|曾用译名",
    Column("use_instead"): "use instead|replacement|instead|改用|应改为|替换为|应译为",
    Column("deprecated_from"): "deprecated from|forbidden from|禁用日期|禁用起始日",
    Column("domain"): "domain|subject|subject field|field|category|领域|学科|类别|分类|专业|主题",
    Column("definition"): "definition|定义|释义|解释",
    Column("note"): "note|notes|comment|comments|remark|remarks|description|备注|说明|注释|注|附注"
    "|reason|reasons|原因|理由|禁用原因|禁用理由",
    Column("term_notes"): "term notes|译文备注",
    Column("word_class"): "pos|part of speech|partofspeech|word class|grammar|词性|词类",
    Column("reliability"): "reliability|confidence|可靠性|可靠度|可信度",
    Column("weak"): "weak|泛指",
    Column("case"): "case|case sensitive|大小写|区分大小写",
    Column("match"): "match|match mode|匹配|匹配方式",
    Column("valid_from"): "valid from|生效日期|启用日期",
    Column("valid_until"): "valid until|失效日期|停用日期|截止日期",
    Column("status", "target"): "status|term status|translation status|usage|usage status|approval"
    "|状态|术语状态|译名状态|译文状态|译法状态|审定状态|审核状态|使用状态|是否可用",
}
_BY_NAME = {name: column for column, names in _NAMES.items() for name in names.split("|")}
# Codes that are also words of headings (id, no, is ...) are left out.
_CODES = (
    "ar bg bn cs da de el en es et fa fi fr he hi hr hu it ja jp ko kk km lo "
    "lt lv mn ms my nl nb pl pt ro ru sk sl sr sv sw ta th tr uk ur uz vi zh"
)
_LANGUAGES = frozenset(_CODES.split())


def column_of(heading: str) -> Column | None:
    """What a column with this heading holds, None if that is not known.

    A heading may name a language and say something of its terms: ``en-US Status``,
    ``英文（禁用）``, ``Forbidden English``.

    Examples
    --------
    >>> str(column_of("英文（必填）")), str(column_of("中文 Chinese")), str(column_of("zh-TW"))
    ('en preferred', 'zh preferred', 'zh-TW preferred')
    >>> str(column_of("English (forbidden)")), str(column_of("Translation 2"))
    ('en deprecated', 'target admitted')
    >>> str(column_of("Non-preferred English")), str(column_of("Don't use"))
    ('en deprecated', 'target deprecated')
    >>> column_of("colour") is None
    True
    """
    flat = _flat(heading, _OPEN_MARKS)
    return named_column(heading) or _of_ban(flat) or _of_ban_day(flat)


# The day from which forms are forbidden; 停用日期, until which they are right, has a name.
_START = lazy_pattern(
    r"(?:起始|开始|生效|起)(?:日期?|时间|之日)?|日期|时间|自何时起?|之日"
    r"|\b(?:since|from|as of|start(?:ing)?|date|day|time|on|of|effective)\b"
)


def _of_ban_day(flat: str) -> Column | None:
    """The column of the days from which forms are forbidden, by a heading in words of its own.

    Examples
    --------
    >>> str(_of_ban_day("禁用起始日期")), str(_of_ban_day("date of deprecation"))
    ('deprecated_from', 'deprecated_from')
    >>> _of_ban_day("rejected by") is None
    True
    """
    rest = _START.sub(" ", flat)
    return Column("deprecated_from") if rest != flat and banned_language(rest.strip()) else None


def is_unplaced_ban(heading: str) -> bool:
    """Whether a heading speaks of a ban in words that no column is known by."""
    return column_of(heading) is None and is_ban(_flat(heading, _OPEN_MARKS))


def named_column(heading: str) -> Column | None:
    """What a column with this heading holds, if it is one of the usual names."""
    whole = _flat(heading, _OPEN_MARKS)
    composed = _BY_NAME.get(whole) or _of_language(whole)
    if composed is not None:
        return composed
    plain = _flat(heading, _BRACKETS)
    # Many headings say the same in two languages: 中文 Chinese.
    known = _BY_NAME.get(plain) or _BY_NAME.get("".join(filter(is_han, plain)))
    tag = language_of(heading)
    found = known or (Column("preferred", tag) if tag else _of_language(plain)) or _numbered(plain)
    is_forbidden = forbids(whole) or is_ban(whole)
    if found is not None and found.role in _ACCEPTED_ROLES and is_forbidden:
        return replace(found, role="deprecated")
    if found is None and whole.startswith("是否") and forbids(whole[2:]):
        return Column("deprecated", "target")
    return found


def _of_ban(flat: str) -> Column | None:
    """A column of forbidden forms, by a heading that says this in words of its own."""
    language = banned_language(flat)
    if language is None:
        return None
    if language in {"source", "target"}:
        return Column("deprecated", language)
    tag = language_of(language)
    return Column("deprecated", tag) if tag else None


def _of_language(plain: str) -> Column | None:
    """What a heading means that starts with a language and goes on with a known name."""
    match = _LANGUAGE_NAME.match(plain)
    if match is None:
        return None
    language = "zh" if match[0] in _CHINESE_NAMES else "en"
    if match["tag"]:
        language = language_of(match["tag"].replace(" ", "-"))
    rest = plain[match.end() :].strip()
    named = _BY_NAME.get(rest) or (_numbered(f"target {rest}") if rest.isdigit() else None)
    if not language or named is None:
        return None
    if not named.language:
        # Which forms a field is about matters only where each form may have its own.
        return replace(named, language=language) if named.role == "status" else named
    is_short = named.role == "abbreviation" and base_language(language) == "zh"
    return Column("admitted" if is_short else named.role, language)


def _numbered(plain: str) -> Column | None:
    """What one of several columns of a name holds: 译名一, Translation 2."""
    match = _NUMBER.search(plain)
    named = _BY_NAME.get(plain[: match.start()].strip()) if match else None
    if match is None or named is None or not named.language:
        return None
    is_first = match[1] in _FIRST or named.role != "preferred"
    return named if is_first else replace(named, role="admitted")


def language_of(heading: str) -> str:
    """The language tag a heading is, in the usual capitals; ``""`` if it is none."""
    match = _LANGUAGE_TAG.fullmatch(heading.strip())
    if match is None or match[1].lower() not in _LANGUAGES:
        return ""
    script, region = match[2], match[3]
    parts = [match[1].lower(), script and script.title(), region and region.upper()]
    return "-".join(part for part in parts if part)


def _flat(heading: str, dropped: re.Pattern[str]) -> str:
    """A heading as names are compared: without case, separators and what is to be dropped."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return _SEPARATORS.sub(" ", dropped.sub(" ", text)).strip()
