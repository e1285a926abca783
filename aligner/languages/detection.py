"""Language of a text by its script and its commonest words."""

import re
from collections.abc import Iterable

from aligner.languages.spelling import english_variant
from aligner.text import HAN

# Common characters that exist in one of the two scripts only.
_SIMPLIFIED = re.compile(
    "[们这来时国会为发对动过还进说种长开关东车马见门问间业产务员应义观现规视觉认识证评讲设许论"
    "试话该语误请诸课调谈责财购贸费资赛质达运远连选边过适钱银铁错闻阅队际难须领题风飞饭馆鱼龙"
    "与专个举乐书买乱争于亚亿仅从价优传伤体余儿党兰兴养写军农决况净减几击创别则刚剧劳势区协单卖"
    "压厂历县参双变号叶吗听启园围图团场坏块坚处备头夺奖妇学宁宝实审宪宽对导将尔层岁岛币师带帮应库废"
    "张强归当录总恶悬惊惯愿战执扩扬扫护报担拥择换损据斗旧显术机权条极构标样树桥检欢欧毕气汉济涨汇"
    "湿满灭灯灵点热爱独环现电画监盖盘确离种积称稳类约级纪纯纲线练组细织终绍经结绝统继续维网罗职联胜脑"
    "节药获营虽补装复觉计订训议讯记许访诉词译诚详误课谁谢贡负败货贯贵贷贺赞转轮软轻载较辑输办边迁迈违递"
    "邮针钟铭销锋锐键镇闭闲阔阳阴阵阶随险韩顶项顺顾预频额颜飞饮驱验]",
)
_TRADITIONAL = re.compile(
    "[們這來時國會為發對動過還進說種長開關東車馬見門問間業產務員應義觀現規視覺認識證評講設許論"
    "試話該語誤請諸課調談責財購貿費資賽質達運遠連選邊適錢銀鐵錯聞閱隊際難須領題風飛飯館魚龍"
    "與專個舉樂書買亂爭於亞億僅從價優傳傷體餘兒黨蘭興養寫軍農決況淨減幾擊創別則剛劇勞勢區協單賣"
    "壓廠歷縣參雙變號葉嗎聽啟園圍圖團場壞塊堅處備頭奪獎婦學寧寶實審憲寬導將爾層歲島幣師帶幫庫廢"
    "張強歸當錄總惡懸驚慣願戰執擴揚掃護報擔擁擇換損據鬥舊顯術機權條極構標樣樹橋檢歡歐畢氣漢濟漲匯"
    "濕滿滅燈靈點熱愛獨環電畫監蓋盤確離積稱穩類約級紀純綱線練組細織終紹經結絕統繼續維網羅職聯勝腦"
    "節藥獲營雖補裝複覺計訂訓議訊記訪訴詞譯誠詳誰謝貢負敗貨貫貴貸賀贊轉輪軟輕載較輯輸辦遷邁違遞"
    "郵針鐘銘銷鋒銳鍵鎮閉閒闊陽陰陣階隨險韓頂項順顧預頻額顏飲驅驗]",
)
_HAN = re.compile(f"[{HAN}]")
# Scripts that one language alone is written in.
_OWN_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
}
# Scripts that several languages are written in: a text tells no more than the script.
_SHARED_SCRIPTS = {
    "und-Cyrl": re.compile("[\u0400-\u052f]"),
    "und-Arab": re.compile("[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "und-Deva": re.compile("[\u0900-\u097f]"),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
}
# Unlike kana among Chinese characters, letters of these scripts stand in words of their own.
_MOST_OF_SHARED_SCRIPT = 0.5
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[A-Za-z]+")
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|on|for|with|by|at|from|is|was|are|were|that|this|has|have|will|its|as|an?)\b",
    re.IGNORECASE,
)
# The most frequent function words of other languages.
_COMMON_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "de": "der die das und ist nicht ein eine mit von zu den dem des im auf für sich auch wird",
        "es": "el la los las de y que en un una por con para del se es su al lo como más fue",
        "fr": "le la les de des et est une un du dans pour que qui sur par au aux avec ce il ne",
        "it": "il lo la gli le di e che è un una per con del della dei nel sono si al da non alla",
        "nl": "de het een en van is op te dat in met voor niet zijn aan er door ook bij naar werd",
        "pl": "i w na z do się nie że jest to o po za od dla jak przez oraz ale był która który",
        "pt": "o a os as de e que do da dos das em um uma para com não por no na se foi é ao",
        "tr": "ve bir bu da de için ile olarak olan en çok daha gibi sonra kadar ne o ki ise",
    }.items()
}
_SAMPLE = 20_000
# A Han character says about as much as three to four Latin letters.
_LATIN_LETTERS_PER_HAN = 4
_MOST_OF_OWN_SCRIPT = 0.05
_LEAST_ENGLISH = 0.08
_LEAST_COMMON = 0.15
# Of the letters of a paragraph that is in one language, a Han character as four.
_MOST_OF_OTHER = 0.25
_LEAST_WIDTH = 24
# What the lesser of two languages has of a page, but for quotations and lists of references.
_LEAST_PARAGRAPHS = 3
_LEAST_SHARE = 0.3
# A headline may contain no function word at all; a longer text must.
_FEW_WORDS = 12


def detect_language(text: str) -> str:
    """``"zh-Hans"``, ``"zh-Hant"``, ``"en"``, another language, or ``"und"`` if it is not known.

    English is ``"en-GB"`` or ``"en-US"`` where its spelling decides.
    The others are those with scripts of their own, such as Japanese, Korean and Greek,
    and the languages of `_COMMON_WORDS`, for texts of a dozen words or more.  Of Cyrillic,
    Arabic and Devanagari text only the script is told: ``"und-Cyrl"``.

    Parameters
    ----------
    text : str
        Only the first 20,000 characters are looked at.

    Examples
    --------
    >>> detect_language("国务院发布公报"), detect_language("國務院發布公報")
    ('zh-Hans', 'zh-Hant')
    """
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    letters = len(_LETTER.findall(sample))
    if not letters:
        return "und"
    for language, script in _OWN_SCRIPTS.items():
        if len(script.findall(sample)) > _MOST_OF_OWN_SCRIPT * letters:
            return language
    if han * (_LATIN_LETTERS_PER_HAN + 1) > letters:
        return _script(sample)
    for language, script in _SHARED_SCRIPTS.items():
        if len(script.findall(sample)) > _MOST_OF_SHARED_SCRIPT * letters:
            return language
    return _by_common_words(sample, letters)


def _script(sample: str) -> str:
    """Which of the two scripts a Chinese text is written in."""
    simplified = len(_SIMPLIFIED.findall(sample))
    traditional = len(_TRADITIONAL.findall(sample))
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _by_common_words(sample: str, letters: int) -> str:
    """Language of a text without Chinese: English, or one whose function words are frequent."""
    words = [word.casefold() for word in _LETTERS.findall(sample)]
    counts = {name: sum(w in common for w in words) for name, common in _COMMON_WORDS.items()}
    other = max(counts, key=lambda name: counts[name])
    is_other = len(words) >= _FEW_WORDS and counts[other] > _LEAST_COMMON * len(words)
    # Several languages have an "in", an "a" or an "is"; English text has more of its own words.
    if is_other and counts[other] > len(_ENGLISH.findall(sample)):
        return other
    return english_variant(sample) if _is_english(sample, letters) else "und"


def _is_english(sample: str, letters: int) -> bool:
    """Whether a text without Chinese is English."""
    words = _WORD.findall(sample)
    if 2 * sum(map(len, words)) < letters:
        return False
    if len(words) < _FEW_WORDS:
        return sample.isascii() or bool(_ENGLISH.search(sample))
    return len(_ENGLISH.findall(sample)) > _LEAST_ENGLISH * len(words)


def holds_two_languages(paragraphs: Iterable[str]) -> bool:
    """Whether paragraphs in Chinese and in Latin letters share a text between them.

    Parameters
    ----------
    paragraphs : iterable of str
        Those in both scripts at once, and those of a few words, do not count.

    Examples
    --------
    >>> chinese, english = "会议在北京举行，双方交换了意见。", "The meeting was held in Beijing."
    >>> holds_two_languages([chinese, english] * 4), holds_two_languages([chinese] * 8)
    (True, False)
    """
    chinese: list[int] = []
    latin: list[int] = []
    for paragraph in paragraphs:
        han = len(_HAN.findall(paragraph)) * _LATIN_LETTERS_PER_HAN
        letters = sum(map(len, _WORD.findall(paragraph)))
        if min(han, letters) > _MOST_OF_OTHER * (han + letters) or han + letters < _LEAST_WIDTH:
            continue
        (chinese if han > letters else latin).append(han + letters)
    if min(len(chinese), len(latin)) < _LEAST_PARAGRAPHS:
        return False
    return min(sum(chinese), sum(latin)) > _LEAST_SHARE * (sum(chinese) + sum(latin))
