"""Patterns for bylines, credits and page furniture on Chinese and English pages."""

import re

from aligner.languages import MONTH_NAME
from aligner.text import HAN


def _any(*patterns: str) -> re.Pattern[str]:
    """Join patterns as case-insensitive alternatives."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


SENTENCE_END = re.compile(r"[。！？!?.；;…][”’」』）)\]\"']*$")
# Byline field names, as in ``name: value``.
_DATA_ORIGINS = "[资資]料[来來]源|[数數][据據][来來]源|Data sources?|Sources? of data"
_ORIGINS = f"信息来源|文章来源|文章來源|稿件来源|新闻来源|{_DATA_ORIGINS}|来源|來源|稿源|Sources?"
_FIELDS = (
    f"{_ORIGINS}|作者|撰稿|摄影|审校|终审|初审|复审|记者|記者|通讯员|编辑|編輯|责任编辑|責任編輯|责编|"
    "审核|校对|供稿|"
    "发布时间|发布日期|發布時間|發布日期|发表时间|发表日期|發表時間|更新時間|更新时间|更新日期|成文日期|"
    "发文日期|生成日期|日期|[时時][间間]|"
    "点击量|点击数|点击|浏览量|浏览次数|浏览|阅读量|阅读次数|阅读|访问量|字号|字体|字體|打印|分享|"
    "索引号|索 引 号|主题分类|主题词|发文机关|发布机构|公开方式|文号|文 号|发文字号|"
    "公文种类|有效性|点赞|"
    "Authors?|Updated|Last updated|Published|Publish time|Publish date|Release time|Release date|"
    "Released on|Date|Time|Editor|Edited by|Posted|Posted on|Views|Hits|Clicks|Reads|Document No.|"
    "Font size|Text size|"
    "Font|Print|Share|Reporters?|Correspondents?|Photographers?|Photography"
)
BYLINE = _any(rf"[【\[（(]?\s*(?:{_FIELDS})\s*[:：]")
# Fields that also occur in the text of a notice.
AMBIGUOUS = _any(
    r"(?:[时時][间間]|日期|文号|记者|記者|作者|编辑|审核|Time|Date|Editor|Authors?|Reporters?|"
    r"Correspondents?)\s*[:：]"
)
# Of these, the ones that name somebody; at the end of a page they are credits.
CREDIT = _any(
    r"(?:记者|記者|作者|编辑|审核|校对|Editor|Authors?|Reporters?|Correspondents?)\s*[:：]"
)
# The field that names the source of a text, or of the data in a table or figure.
SOURCE = _any(rf"[【\[（(]?\s*(?:{_DATA_ORIGINS}|[来來]源|Sources?)\s*[:：]")
# A field name alone; its value is on the next line.
LABEL = _any(rf"[【\[（(]?\s*(?:{_FIELDS})\s*[:：]\s*[】\])）]?")
# A field after another on the same line.
FIELD_INSIDE = _any(rf"[\s,，;；|](?:{_FIELDS})\s*[:：]")
# A timestamp line, as on news sites: ``某网 10-18 08:15 阅读 3.2万``.
STAMPED = _any(
    rf"[^。！？!?；;]{{0,40}}?{MONTH_NAME}\.? \d{{1,2}},? \d{{4}}[\s|]+\d{{1,2}}:\d\d"
    r"[^。！？!?；;]{0,60}",
    r"[^。！？!?；;]{0,40}?(?:\d{1,2}\s?[-/月]\s?\d{1,2}日?|\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?)"
    r"\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?[^。！？!?；;]{0,60}",
)
# Fields that some pages write without a colon, before a number or a date.
UNMARKED_FIELD = _any(
    r"(?:发布时间|发布日期|更新时间|更新日期|点击量|点击数|浏览量|浏览次数|阅读量|阅读次数|阅读|浏览|Views?|Hits)"
    r"\s*\d[\d\s:：.,/年月日时分秒万次-]*$"
)
DATED_BYLINE = _any(rf".{{0,30}}\d{{1,2}}.{{0,12}}(?:\s|(?<=日))(?:{_FIELDS})\s*[:：]")
# ``By`` and names, not ``By 2025, the office ...``: upper case counts here.
_NAMES = r"(?: [A-Z][\w.'-]*){1,4}"
BY_NAME = re.compile(rf"By{_NAMES}(?: and{_NAMES})?(?:, [\w ]{{3,40}})?")
ORIGIN = _any(rf"(?:{_ORIGINS})\s*[:：]\s*[“\"《]?(?P<name>.{{2,80}})")
NEXT_FIELD = re.compile(
    rf"\s*(?:[;；,，]\s*(?:edited|translated|编辑|作者|记者)|(?:{_FIELDS})\s*[:：]|[|｜\[【)）\]】]|\d{{4}}[-/年]|字号|\s{{2,}}).*",
    re.IGNORECASE | re.DOTALL,
)
SIZE_LABEL = _any(r"[\[【（(]?\s*(?:字[号体體號]|(?:Font|Text) ?size)\s*[:：]?")
SIZES = _any(
    r"[\[【（(]?\s*(?:超?[大中小](?:号|號)?|默认|A[+-]?|Big|Medium|Small|Large)\s*[\]】）)]?"
)
TEXT_SIZE = _any(
    r"[\[【（(]?\s*(?:字[号体體號]?\s*[:：]?\s*)?(?:[大中小](?:号|號)?[\s|/、]*){2,3}[\]】）)]?",
    r"(?:A[+-]?\s*){2,3}",
)
# Persons: Chinese ones of up to four characters, and words with a capital letter.
_HAN_NAME = rf"[{HAN}]{{1,4}}(?:[·•][{HAN}]{{1,6}})*"
_HAN_NAMES = rf"{_HAN_NAME}(?:\s*[、，,/]\s*{_HAN_NAME}|\s+{_HAN_NAME}){{0,5}}"
_PRESS = r"(?:(?:Xinhua|CNS|staff)\s)?(?:reporters?|correspondents?|photographers?|writers?)\s"
_LATIN_NAME = rf"(?:{_PRESS})?(?-i:[A-Z])[\w.'’-]*(?: (?-i:[A-Z])[\w.'’-]*){{0,3}}"
_LATIN_NAMES = rf"{_LATIN_NAME}(?:(?:,| and|, and| &|/) {_LATIN_NAME}){{0,4}}"
_FULL_NAME = r"(?-i:[A-Z])[\w.'’-]*(?: (?-i:[A-Z])[\w.'’-]*){1,3}"
_FULL_NAMES = rf"{_FULL_NAME}(?:(?:,| and|, and| &) {_FULL_NAME}){{0,4}}"
_CREDITS = (
    r"Translat(?:ed|ion|ors?)\b|Sources?\s*[:：]|Source (?:from|(?-i:[A-Z]))|"
    r"Editor|Edited|Reported by|Editing by|Writing by|"
    r"(?:(?:Xinhua|Staff) )?(?:Reporters?|Correspondents?)\b|Authors?\b|Contributed by|"
    "Excerpted from|Reprinted from|Reposted from|"
    rf"By (?:{_PRESS}|{_FULL_NAMES}(?=[,)）]| in | for | from ))|"
    "本报|本刊|本网|新华社|新華社|中新社|记者|記者|摄影|攝影|撰稿|撰文|译者|校对|"
    f"通讯员|{_DATA_ORIGINS}|来源|來源|责任编辑|責任編輯|责编|编辑|作者|供稿|转载|转自|编译|翻译|原标题|原载|原載|摘自|"
    "据.{1,20}(?:[电電报報网網社讯訊台]|报道|報道|消息|整理)(?=[)）])"
)
_ASIDE = r"(?:[(（][^（）()]{0,60}[)）][^（）()]{0,60})?"
# A whole sentence in brackets is an aside of the text.
BRACKETED = _any(
    rf"[（(\[【]\s*(?:{_CREDITS})[^（）()]{{0,120}}{_ASIDE}(?<![。！？!?.])[）)\]】]\s*[.。]?"
)
_PICTURES, _WORDS = "(?:photos?|pictures?|images?)", "(?:text|words)"
_BOTH = rf"(?:{_PICTURES} ?(?:/|and|&) ?{_WORDS}|{_WORDS} ?(?:/|and|&) ?{_PICTURES})"
_DRAWN = "(?:[图圖] ?[/、] ?文|文 ?[/、] ?[图圖]|[图圖]文|[摄攝]影)"
_OF_PRESS = "(?:(?:新华社|新華社|中新社|本报|本刊)(?:记者|記者)?|记者|記者)"
_OPENED, _CLOSED = r"[（(\[【]\s*", r"\s*[）)\]】]"
# Lines and brackets that hold nothing but who took the pictures, or wrote the text as well.
PICTURED = _any(
    rf"(?:{_OPENED})?{_DRAWN}\s*[:：/ ]\s*{_HAN_NAMES}(?:{_CLOSED})?",
    rf"{_OPENED}(?:[图圖]片?|供[图圖])\s*[:：/]\s*{_HAN_NAMES}{_CLOSED}",
    rf"(?:{_OPENED})?{_OF_PRESS}?\s*{_HAN_NAMES}\s+[摄攝](?:{_CLOSED})?",
    rf"(?:{_OPENED})?(?:{_BOTH}|{_PICTURES}|photographed|video)(?: taken)? by {_LATIN_NAMES}"
    rf"(?:{_CLOSED})?\.?",
    rf"(?:{_OPENED})?{_BOTH}\s?: ?{_LATIN_NAMES}(?:{_CLOSED})?",
    rf"{_OPENED}{_PICTURES}\s?: ?{_LATIN_NAMES}{_CLOSED}",
)
TRANSLATED = _any(r"Translated (?:from|by) [^.]{2,100}\.?", r"(?:编译|翻译)自[^。]{2,60}。?")
# ``(SIPO)`` or （完） on a line of its own under the text.
SIGNED = re.compile(r"[（(](?:[A-Z]{2,8}|完|End)[)）]")
ABSTRACT = _any(
    r"[【\[]?\s*(?:摘\s*要|导\s*读|内容提要|核心提示|Abstract|Summary)\s*[】\]:：]",
)
PHOTO_CREDIT = re.compile(
    r".{0,200}(?:\S [摄攝]|/[摄攝]|供[图圖]|[图圖]片由.{1,30}提供|"
    r"[(\[]Photo[^)\]]{0,80}[)\]]|/ ?Photo)[）)。.]{0,2}",
)
DATELINE = re.compile(
    r"(?:新华社|新華社|中新社|本报|本报讯)?[^，。]{0,12}\d{1,2}月\d{1,2}日[电電讯訊]"
    r"|[A-Z][A-Z .,'-]{2,30}, [A-Z][a-z]{2,8}\.? \d{1,2}(?: \([A-Z][\w ]{1,20}\))?\s?[-–—]*",
)
# Headings of the matter after an article.
_RELATED = (
    "友情链接|热点推荐|热门推荐|热门新闻|最新推荐|猜你喜欢|相关链接|相关新闻|相关阅读|相关文章|相关文档|相關新聞|相關連結|延伸阅读|推荐阅读|热点推荐|"
    "Related (?:News|Links|Articles|Stories|Content|Documents?)|More News|Latest News|"
    "Hot (?:News|Topics)|You may also like"
)
_NEIGHBOURS = (
    "上一篇|下一篇|上一条|下一条|上一页|下一页|上一頁|下一頁|"
    "Previous(?: article)?(?=\\s*:)|Next(?: article)?(?=\\s*:)"
)
RELATED = _any(_RELATED)
# ``Copyright registrations grew.`` and ``infringement of copyright by websites`` are text: only
# a name, a year or a sign makes a notice of the word.
_NOTICE = (
    r"All rights reserved|©|Copyright\s*\(c\)|"
    r"(?-i:Copyright|COPYRIGHT)(?:\s*\d{4}|\s+(?-i:by|BY)\s+(?-i:[A-Z]))"
)
ENDS_PAGE = _any(
    # A heading or a link; ``Related documents shall be filed.`` is a sentence.
    rf"(?!.*[^.][。.；;]$)(?:{_RELATED}|{_NEIGHBOURS})",
    rf"(?:{_RELATED}|{_NEIGHBOURS})\s*[:：]",
    r"版权所有(?:\s*[:：©|]|\s|$)",
    r"Copyright\s*[:：|]",
    rf"(?=Copyright\b).*(?:{_NOTICE})",
)
# What begins a footer, but a heading or a sentence as well.
MAY_END_PAGE = _any(r"版权所有(?![人者方权的])", r"Copyright\b", r"主办(?:单位)?[:：]")
_BUTTON = (
    "(?:我要)?打印(?:本页|此页|文章)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)?|收藏|分享到?|推荐给朋友|"
    "Print|Close|Share(?: (?:to|on|this))?|Back to top|Top|E-?mail|Bookmark|微信|微博"
)
FURNITURE = _any(
    r"(?:您(?:现在)?(?:所在)?的?(?:当前)?位置|当前位置|當前位置|所在位置|You are here|"
    r"Current (?:position|location))\s*[:：]?.*",
    r"(?:首页|首頁|Home)\s*[>»›/·→].*",
    rf"(?:{_NEIGHBOURS})\s*[:：].*",
    rf"(?:{_RELATED})\s*[:：]?",
    rf"[【\[]?\s*(?:{_BUTTON})(?:[\s|/【】\[\]、:：]*(?:{_BUTTON}))*\s*[】\]:：]?",
    r"(?:扫一扫|扫码|微信扫|用微信)[^。]{0,40}",
    r"(?:更多|更多内容|More|Read more)\s*[>»+…]*",
    r".{0,40}(?:版权所有|版權所有)(?![人者方权權的]).*",
    rf".*(?:{_NOTICE}).*",
    r".*(?:ICP[备備]|ICP证|公网安备|网站标识码|备案序号|备案编号).*",
    r"(?:主办(?:单位)?|承办(?:单位)?|技术支持|网站维护|运行维护|Sponsored by)\s*[:：].{0,80}",
    r"Powered by .{0,80}",
    r"今天是.{0,60}",
    r".{0,30}欢迎(?:您|访问|光临).{0,20}",
    r"建议使用.{0,60}(?:浏览|分辨率).{0,20}",
    r"网站地图|联系我们|关于我们|无障碍(?:浏览)?|长者模式|登录|注册|搜索|首页",
    r"繁體(?:中文)?|简体(?:中文)?|English(?: Version)?|中文(?:版)?|Search|Login|Home",
    r"Sitemap|Site Map|Contact Us|About Us|Accessibility",
)
