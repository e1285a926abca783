"""How quantities are written in Chinese, and what stands around them."""

import re

from aligner.languages.amounts import ARABIC
from aligner.languages.han_units import MEASURE_UNITS
from aligner.patterns import lazy_pattern

NUMERALS = "零〇○一二两三四五六七八九"
# 千 may belong to the unit behind it: 250万千瓦 has 250万 of them.
_U = "(?:十?(?:[百千](?![分克米瓦卡帕焦赫巴伏安欧牛]|比特|字节)|[万亿](?!分))+)"
ODD = "[多余几来]"
_SPELLED = rf"[{NUMERALS}十百千万亿]++(?:点[{NUMERALS}]++(?:[十百千]?[万亿]++)?)?"
_MIXED = rf"{ARABIC}(?:\s?{ODD}?{_U}(?:{ARABIC}\s?{_U})*(?!{ARABIC}\s?{_U}))?"
_SIGN = r"(?i:HK\$|US\$|NT\$|RMB|HKD|USD|CNY|EUR|人民币|港币|新台币|美[金币元]|欧元|英镑|[$¥€£])"
_SHORT = rf"\d{{1,2}}|[{NUMERALS}十]{{1,3}}"
_TO = r"\s?(?:[-–—~～至到/]|--)\s?"
_FOUR = rf"(?:\d{{4}}|[一二][{NUMERALS}]{{3}})"
# Where anything may begin at all; without looking first, most of the time goes into trying
# every way of writing at every character.
_FIRST = (
    rf"\dA-Za-z_.$¥€£½⅓⅔¼¾{NUMERALS}十百千万亿廿卅卌第翻半大过数几好首民人港新美欧英"
    "图表式公方算加"
)
START = rf"(?:(?=[{_FIRST}])|^)"
FOUND = lazy_pattern(
    rf"{START}(?:"
    + "|".join(
        (
            (
                r"(?P<skip>https?://\S++|(?<![\w.])[\w.]{1,64}+@[\w.]++|\d{41,}+"
                r"|(?<!\d)9[·.]?11(?=事件|后|恐怖|袭击|以来)|\d+[万亿]+分之\S{1,3}"
                # Groups of states by name, and quarters in a list.
                r"|(?:二十|20|七|7|八|8)国集团|第[1-4一二三四](?:[、及和与]第?[1-4一二三四])+季度?"
                # A figure, table or equation by its number.
                r"|(?:图|表|式|公式|方程|算式)\s?[(（]?\d{1,3}[.-]\d{1,3}(?![\d%])[)）]?)"
            ),
            r"(?P<tens>(?P<tens_percent>百分之)?[廿卅卌][一二三四五六七八九]?(?P<tens_unit>[百千万亿]*))",
            r"(?P<dotted>(?<![\d.])(?:19|20)\d\d\.(?:0[1-9]|1[0-2])(?![\d.]|\s?[万亿元%]))",
            (
                r"(?P<hour>(?<![\d.])\d{1,2})(?:[:：∶](?P<minute>\d\d)(?:[:：∶]\d\d)?(?!\d)"
                r"|\s?[时点](?:\s?(?P<minute2>\d{1,2})\s?分|半|整|(?![\d间限刻期代效])))"
            ),
            r"(?P<label>(?<![\d.])\d++(?:\.\d++){2,}|^[^\S\n]*+[(（]?(?:\d{1,2}\.(?!\d)|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、]))",
            (
                r"(?P<code>(?<![A-Za-z])(?!(?i:RMB|HKD|USD|CNY|EUR|FY|Q)\s?\d)"
                r"(?:(?:ZL|CN)\s?(?:\d{4}\s?\d\s?\d{7}|\d{7,9}(?!\d))(?:\.[\dX])?(?:\s?[A-Z]\d?(?!\w))?(?![\w-])"
                r"|[A-Za-z]++[-_]?\d[\w.\-]*+))"
            ),
            r"第?(?P<plan>[一二三四五六七八九十\d]{1,3})个五年(?=规划|计划)",
            (
                r"(?P<plan_short>十[一二三四五六七八九]?|[一二三四五六七八九])五"
                r"(?=[”」』\"'’》]?(?:规划|计划|时期|期间|以来|末|开局))"
            ),
            r"(?P<iso>(?<!\d)\d{4}(?P<cut>[-/.])\d{1,2}(?P=cut)\d{1,2}(?!\d))",
            rf"(?P<from_year>(?<!\d){_FOUR})年?{_TO}(?P<to_year>{_FOUR}|\d\d)(?:财政|学)?年(?!代)",
            r"(?P<fiscal>(?<!\d)(?:19|20)\d\d)[/–-](?P<fiscal_to>\d\d)(?!\d)",
            (
                # Later dates of an act leave the name of the calendar out: 九十八年十一月三日.
                rf"(?P<year>(?<!\d){_FOUR}|民国(?:\d{{1,3}}|[{NUMERALS}十百]{{1,5}})"
                rf"|(?<![\d{NUMERALS}十百千万.])(?:\d{{2,3}}|[{NUMERALS}十百]{{2,5}})"
                rf"(?=\s?年\s?(?:{_SHORT})\s?月\s?(?:{_SHORT})\s?[日号]))\s?年(?![代龄级])"
                rf"(?:\s?(?P<month>{_SHORT})\s?月(?:\s?(?P<day>{_SHORT})\s?[日号])?)?"
            ),
            rf"(?P<from_month>(?<![\d.]){_SHORT})月?(?:{_TO}|[、及和与])(?P<to_month>{_SHORT})月(?!\d*[日号])",
            (
                rf"(?P<month2>(?<![\d.{NUMERALS}十百个])(?<!\d\s)(?:\d{{1,2}}|十?[一二三四五六七八九]|十))\s?月(?![球亮饼])"
                rf"(?:\s?(?P<day2>{_SHORT})\s?[日号])?"
            ),
            r"(?P<day3>(?<![\d.])\d{1,2})\s?[日号](?![元内以间前后之])",
            r"(?P<decade>(?<!\d)(?:\d\d)?\d0|[二三四五六七八九]十)\s?年代",
            rf"(?P<century>{_SHORT})\s?世纪",
            r"(?P<quarter>第[一二三四1-4]季度?|(?<![上下前后每这])[一二三四1-4]季度|Q[1-4]|首季)",
            rf"(?P<percent>[百千万])分之(?P<percent_value>{ARABIC}|(?:[{NUMERALS}十百点](?<![{NUMERALS}点]两))+)",
            rf"(?P<whole>\d{{1,4}}|[{NUMERALS}十百千]{{1,6}})分之(?P<part>\d{{1,4}}|[{NUMERALS}十百]{{1,6}})",
            r"(?P<slash>(?<![\d/.])\d{1,3}/\d{1,4}(?![\d/]))",
            rf"(?P<doubles>翻了?(?P<doubled>[{NUMERALS}])?番|加倍)",
            r"(?P<half>(?<![上下前后两])半年(?!度|报)|一半|半数|过半(?!的?年)|大半|[½⅓⅔¼¾])",
            rf"(?P<vague>[数几好][十百千万亿]++|(?<![{NUMERALS}十百千万亿])[十百千万亿]++几[十百千万亿]*+)",
            (
                rf"(?P<either>(?<![{NUMERALS}十百千万亿])[一二三四五六七八九]{{2}})(?P<either_unit>[十百千万亿]*+)"
                rf"(?=[余多]?(?:个|年|月|天|日|人|次|岁|名|家|倍|成|点|元|公里|分钟|小时))"
            ),
            (
                rf"(?:(?P<sign>{_SIGN})\s?)?(?:(?P<ordinal>第)\s?)?(?P<number>{_MIXED}|{_SPELLED}(?:{ODD}{_U})?)"
                # 20K, but for ohms and carats.
                r"(?P<kilo>(?<=\d)\s?[kK](?![A-Za-zΩω金]|\s?[白黄玫]))?"
            ),
        )
    )
    + ")",
    re.MULTILINE | re.ASCII,
)
AFTER = lazy_pattern(
    rf"\s?(?P<odd>{ODD}|左右)?\s?(?:(?P<percent>%|个?百分点|厘(?!米))|(?P<permille>‰)"
    r"|(?P<tenth>成)(?P<tenth_half>半)?"
    r"(?![为立功果员本熟长人年就份分效交语品绩都因型套群千百像文])"
    r"|(?P<times>倍)"
    r"|(?P<half>[年天月倍]半|个半(?:[年月]|小时|钟头)?)"
    r"|(?P<period>个?(?:工作|营业|自然|交易|公历)?日(?![元圆本币报语军美中韩])|天(?![然下空津文平])"
    r"|个?(?:星期|礼拜)(?![一二三四五六日天末])|周(?:[年岁]|(?![期刊末一二三四五六日]))|个月"
    r"|[年岁](?![代级度龄轻青纪终底中初末]|\s?\d{1,2}\s?月)|个?(?:小时|钟头)|分钟)(?:之?内(?![部容在]))?"
    rf"|(?P<measure>{'|'.join(sorted(MEASURE_UNITS, key=len, reverse=True))})"
    r"|(?P<money>(?i:港元|港币|美元|美金|人民币|欧元|英镑|日元|日圆|澳元|加元|新?台币"
    r"|新加坡元|瑞士法郎|韩元|卢布|卢比|元|圆|块钱)))?"
    r"(?P<later>左右|上下|以上|以下|以内|多|余)?",
)
BEFORE = lazy_pattern(
    r"(?:(?P<over>不得(?:少于|低于|小于)|超过|超|逾|多于|高于|大于|至少|最少|不少于|不低于|不小于|突破|[>≥])"
    r"|(?P<under>不得(?:超过|逾|多于|高于|大于)|将近|接近|近|不到|不足|少于|低于|小于|至多|最多|不超过|不多于|[<≤])"
    r"|(?P<about>大约|约|大概|左右|大致|平均))(?:了|是|为|有|达到?)?\s?$"
)
# 1，500万 is one number; three digits follow, and no more.
WIDE_THOUSANDS = lazy_pattern(
    r"(?<=(?<![\d,])\d)，(?=\d{3}(?![\d,]))|(?<=(?<![\d,])\d\d)，(?=\d{3}(?![\d,]))"
    r"|(?<=(?<![\d,])\d{3})，(?=\d{3}(?![\d,]))"
)
# 二OO八年 has letters for its zeros.
HAN_LETTERS = lazy_pattern(rf"(?<=[{NUMERALS}])O{{1,3}}(?=[{NUMERALS}年])")
# 百分之○．七 has a point between numerals.
HAN_POINT = lazy_pattern(rf"(?<=[{NUMERALS}])[.．](?=[{NUMERALS}])")
