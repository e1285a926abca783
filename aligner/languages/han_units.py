"""The units, currencies and words of quantities in Chinese text."""

from aligner.patterns import lazy_pattern

CURRENCIES = {
    "港元": "HKD", "港币": "HKD", "港圆": "HKD", "美元": "USD", "美金": "USD", "美币": "USD",
    "人民币": "CNY",
    "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "日圆": "JPY", "澳元": "AUD", "加元": "CAD",
    "新台币": "TWD", "台币": "TWD", "新加坡元": "SGD", "瑞士法郎": "CHF", "韩元": "KRW",
    "卢布": "RUB", "卢比": "INR", "元": "", "圆": "", "块钱": "",
    "hk$": "HKD", "us$": "USD", "nt$": "TWD", "rmb": "CNY", "hkd": "HKD", "usd": "USD",
    "cny": "CNY", "eur": "EUR", "$": "", "¥": "", "€": "EUR", "£": "GBP",
}  # fmt: skip
MEASURE_UNITS = {
    "亩": "mu", "公顷": "ha", "英亩": "acre", "平方公里": "km2", "平方千米": "km2",
    "平方英里": "sq mile", "平方米": "m2", "平米": "m2", "斤": "jin", "克": "g",
    "公斤": "kg", "千克": "kg",
    "吨": "t", "磅": "lb", "米": "m", "公里": "km", "千米": "km", "英里": "mile", "英尺": "ft",
    "摄氏度": "C", "华氏度": "F", "℃": "C", "°C": "C", "°F": "F", "℉": "F", "度": "C",
}  # fmt: skip
# What may follow a number, and the time it counts.
PERIODS = {
    "日": "day", "天": "day", "周": "week", "期": "week", "拜": "week", "月": "month",
    "年": "year", "岁": "year", "时": "hour", "头": "hour", "钟": "minute",
}  # fmt: skip
# What makes percentage points a difference of two shares; alone they may be a share.
CHANGES = lazy_pattern(
    r"(?:[增长加升涨多降落减少窄缩跌高低差]|提高|扩大)[出至]?了?(?:大?约|近|超过|逾)?\s?$"
)
RISES = lazy_pattern(r"(?:增|长|加|升|涨|提高|扩大|多)[出至]?了?(?:约|近|超过|逾)?$")
MEASURE = lazy_pattern(
    r"\s?(?:个|名|位|人|家|项|次|年|天|周|小时|分钟|秒|件|条|种|批|类|篇|本|份|套|台|艘|辆|架|座|间|所|"
    r"户|只|头|匹|张|把|块|片|层|级|代|届|期|章|节|倍|岁|里|公里|米|吨|斤|公斤|亩|公顷|国|省|市|县|方面|"
    r"大|亿|万|成|元|星期|轮|场|点|步|面)"
)
NOT_NUMERAL = lazy_pattern(
    r"十[分足]|千万(?![元人吨件个户亩美港亿辆平])|[一十]万火急|一[一点千百万]?$|万一|十字|十一[黄长]|五一"
)
# 15日 is the 15th of a month, but for what makes it fifteen days.
LASTING_BEFORE = lazy_pattern(
    r"(?:(?<!日期)(?<!时间)为|满|达到?|[超经]过|[超逾近约共每前后起经处]|至[少多]|最[少多长短]|[不多少]于|不[足满]"
    r"|延长|缩短|期限|连续|提前|长达|历[时经]|持续|停留|拘留|间隔|[宽展]限|给予)了?\s?$"
)
LASTING_AFTER = lazy_pattern(
    r"[内后前间之]|以[内上下后前]|期间|的?(?:期限|时限|限期|公示|公告|异议|上诉|答辩|举证|宽限|通知)期?"
)
TENS = {"廿": 20, "卅": 30, "卌": 40}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
THOUSAND = 1000
