"""The columns of a glossary table: their names, and how a cell holds several forms."""

import re
import unicodedata
from dataclasses import dataclass

from aligner.text import is_han

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

_PIECE = re.compile(r"\\[\\|]|[^\\|]+|\||\\")
_LOOSE = re.compile(r"[|\n;；]")
_SEPARATORS = re.compile(r"[\s_.\-]+")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】\n]{0,100}+[)）\]】]|[*＊:：]")
_LANGUAGE_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Parameters
    ----------
    role : str
        ``"preferred"``, ``"admitted"``, ``"abbreviation"`` or ``"deprecated"``
        for forms, or the name of a field: ``"note"``, ``"domain"`` ...
    language : str
        BCP 47 tag of forms; ``"source"`` and ``"target"`` until they are told.
    """

    role: str
    language: str = ""

    def __str__(self) -> str:
        return f"{self.language} {self.role}".strip()


# Names of columns, in the form `_plain` gives them, by what they hold.
_NAMES: dict[Column, str] = {
    Column("id"): "id|concept id|entry id|编号|概念编号|条目编号|术语编号",
    Column("preferred", "zh"): "zh|chi|zho|chinese|simplified chinese|chinese simplified"
    "|chinese term|中文|汉语|中文术语|中文名称|中文名|中文词条|中文表述|简体中文|中文简体|中文原文",
    Column(
        "admitted", "zh"
    ): "zh aliases|zh admitted|zh allowed|chinese aliases|aliases|alias|别名|又称"
    "|异名|中文别名|中文简称|中文同义词|中文变体",
    Column("deprecated", "zh"): "zh deprecated|zh forbidden|中文禁用",
    Column("preferred", "en"): "en preferred|en|eng|english|english term|preferred"
    "|preferred term|英文|英语|英文术语|英文名称|英文名|英译|英文译名|英文译文|英文译法|英文对应词",
    Column("admitted", "en"): "en admitted|en allowed|英文同义词|英文变体|英文别名",
    Column("abbreviation", "en"): "en abbreviation|english abbreviation|英文缩写|英文简称",
    Column("deprecated", "en"): "en deprecated|en forbidden|英文禁用",
    Column("preferred", "source"): "source|source term|src|term|原文|术语|源术语|源语|源语言|词条",
    Column("preferred", "target"): "target|target term|tgt|translation|preferred translation"
    "|译文|译名|译法|翻译|目标术语|目标语|目标语言|对应词|首选|首选译名|首选译法|推荐译名"
    "|推荐译法|标准译法|规范译名",
    Column("admitted", "target"): "admitted|allowed|variants|variant|synonyms|alternatives"
    "|admitted forms|allowed forms"
    "|允许|可用|备选|备选译法|备选译名|其他译法|允许译法|可接受译法|同义词",
    Column("abbreviation", "target"): "abbreviation|abbreviations|abbr|acronym|缩写|缩略语"
    "|缩写形式",
    Column("deprecated", "target"): "deprecated|forbidden|do not use|not recommended|banned|禁用"
    "|禁止|禁用译法|禁用译名|禁用词|不可用|不推荐|错误译法|误译|deprecated forms|forbidden forms",
    Column("use_instead"): "use instead|replacement|instead|改用|应改为|替换为|应译为",
    Column("deprecated_from"): "deprecated from|forbidden from|禁用日期|禁用起始日",
    Column("domain"): "domain|subject|subject field|field|category|领域|学科|类别|分类|专业|主题",
    Column("definition"): "definition|定义|释义|解释",
    Column("note"): "note|notes|comment|comments|remark|remarks|description|备注|说明|注释|注|附注",
    Column("term_notes"): "term notes|译文备注",
    Column("reliability"): "reliability|confidence|可靠性|可靠度|可信度",
    Column("weak"): "weak|泛指",
    Column("case"): "case|case sensitive|大小写|区分大小写",
    Column("match"): "match|match mode|匹配|匹配方式",
    Column("valid_from"): "valid from|生效日期|启用日期",
    Column("valid_until"): "valid until|失效日期|停用日期|截止日期",
    Column("status"): "status|term status|状态|术语状态",
}
_BY_NAME = {name: column for column, names in _NAMES.items() for name in names.split("|")}
# Codes that are also words of headings (id, no, is ...) are left out.
_LANGUAGES = frozenset(
    [
        "ar",
        "bg",
        "bn",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "he",
        "hi",
        "hr",
        "hu",
        "it",
        "ja",
        "jp",
        "ko",
        "kk",
        "km",
        "lo",
        "lt",
        "lv",
        "mn",
        "ms",
        "my",
        "nl",
        "nb",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "sv",
        "sw",
        "ta",
        "th",
        "tr",
        "uk",
        "ur",
        "uz",
        "vi",
        "zh",
    ]
)


def column_of(heading: str) -> Column | None:
    """What a column with this heading holds, None if that is not known.

    Examples
    --------
    >>> str(column_of("英文（必填）")), str(column_of("中文 Chinese")), str(column_of("zh-TW"))
    ('en preferred', 'zh preferred', 'zh-TW preferred')
    >>> column_of("colour") is None
    True
    """
    plain = _plain(heading)
    # Many headings say the same in two languages: 中文 Chinese.
    known = _BY_NAME.get(plain) or _BY_NAME.get("".join(filter(is_han, plain)))
    if known is not None:
        return known
    tag = language_of(heading)
    return Column("preferred", tag) if tag else None


def language_of(heading: str) -> str:
    """The language tag a heading is, in the usual capitals; ``""`` if it is none."""
    match = _LANGUAGE_TAG.fullmatch(heading.strip())
    if match is None or match[1].lower() not in _LANGUAGES:
        return ""
    script, region = match[2], match[3]
    parts = [match[1].lower(), script and script.title(), region and region.upper()]
    return "-".join(part for part in parts if part)


def _plain(heading: str) -> str:
    """A heading as names are compared: without case, brackets, marks and separators."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return _SEPARATORS.sub(" ", _BRACKETS.sub(" ", text)).strip()


def join_cell(forms: list[str]) -> str:
    r"""Several forms as one cell: bars between them, ``\|`` and ``\\`` inside them."""
    return "|".join(form.replace("\\", "\\\\").replace("|", "\\|") for form in forms)


def split_cell(cell: str) -> list[str]:
    r"""The forms in a cell, trimmed, without empty ones.

    Examples
    --------
    >>> split_cell(r"CNIPA | a\|b |")
    ['CNIPA', 'a|b']
    """
    return [form for form in split_parallel(cell) if form]


def split_parallel(cell: str) -> list[str]:
    """The items of a cell, trimmed, empty ones kept in their place."""
    if "|" not in cell and "\\" not in cell:
        return [cell.strip()]
    parts = [""]
    for piece in _PIECE.findall(cell):
        if piece == "|":
            parts.append("")
        else:
            parts[-1] += piece[1] if piece in {"\\\\", "\\|"} else piece
    return [part.strip() for part in parts]


def split_loosely(cell: str) -> list[str]:
    """The forms in a cell of a table kept by hand: lines, bars or semicolons part them.

    The Chinese enumeration comma does not: it stands inside terms.

    Examples
    --------
    >>> split_loosely("专利；知识产权创造、运用和保护")
    ['专利', '知识产权创造、运用和保护']
    """
    return [form for part in _LOOSE.split(cell) if (form := part.strip())]
