"""Whether a Chinese sentence ends at an ellipsis: by what breaks off there and what begins."""

from aligner.patterns import lazy_pattern
from aligner.splitters.chinese_marks import WHEN, is_stopping, opens

# When it happened; not what is told of it: 那天的事.
_DATED = (
    r"(?:那一?[天年晚夜]|第[一二三四五六七八九十百\d]+[天年日晚夜]|次日|次年|翌日|翌年|当晚|當晚|此后|此後|从此|從此|"
    r"过了很久|過了很久|[一二三四五六七八九十几幾数數多\d]+(?:天|年|个月|個月|小时|小時)[以之]?[后後])(?!\w{0,3}的)"
)
_NEXT = lazy_pattern(rf"{WHEN}|{_DATED}")
# Where a new sentence clearly begins behind an ellipsis.
NEW_BEGINNING = (
    rf"(?:(?={WHEN})(?=[^。！？!?…；“「]{{1,12}}[，,])|"
    rf"(?={_DATED})(?=[^。！？!?…；“「]{{6}})|"
    r"(?=[ \u3000]+[\u3400-\u9fff][^。！？!?…；“「]{4,60}[。！？!?])|"
    r"(?=(?:[我他她它][们們]?|也[许許][，,]?)\w{2})(?=[^。！？!?…；“「]{4,60}[。！？!?])|"
    r"(?=[\u3400-\u9fff]{1,3}?(?P<doing>[\u3400-\u9fff])了(?P=doing))|"
    r"(?=[可但]是?[我你他她它])|(?=[你您谁誰]|为什么|為什麼|怎么|怎麼|难道|難道)(?=[^。！!…；“「]{2,16}[？?]))"
)
# What goes on behind an ellipsis, if it is neither what was told before nor a new sentence.
_GOING_ON = (
    r"[各却卻还還都又也才便而并並且或和与與及等像能会會要让讓把被使给給是不样樣]|再(?!后来|後來)|就(?!连|連)|没(?!想到|有?人)|沒(?!想到|有?人)|"
    r"有(?!人|一[天次])|最[终終]|[终終][于於]|然[后後]|从来|從來|一切|[这這那]些|[无無]不|[应應]有|仿佛|彷彿|似乎|好像|直(?!到)|"
    r"慢慢|[渐漸]{2}|悄悄|[继繼][续續]|接[着著]|一[边邊直]|已[经經]|早已|只(?!有|是)|真[是的]"
)
# A clause behind an ellipsis that may be a sentence: 雨一直下，一直下……街上一个人也没有。
CLAUSE = (
    rf"(?:(?<=是吧……)(?=又)|"
    r"(?:(?<=[吧吗嗎]…)|(?<=[吧吗嗎]……)|(?<=[吧吗嗎]………)|(?<=[别別]\w了…)|(?<=[别別]\w了……))"
    r"(?=[\u3400-\u9fff]{3})|"
    rf"(?=(?!{_GOING_ON})[\u3400-\u9fff]"
    r"[^。！？!?…；：，、“「—]{4}[^。！？!?…“「—]*[。！？]))"
)
# No sentence ends behind these: a condition, a time, a thing, what is left open.
_OPEN = lazy_pattern(
    r"^从.*到\w{1,6}$|一[边邊].*一[边邊]\w{1,3}$|"
    r"(?:[来來]自|[为為]了|成[为為]|[变變]成|叫做|[等属屬][于於]|[像从從向往对對给給比用跟])$|(?:(?<![没沒未])[说說]|[得想是在把被的和与與]|什么|什麼|怎么|怎麼|[点點]多?|[时時]候?|[以之]?[后後前]|[这這那今昨明当當每]一?[天年月日夜晚]|[晚早]上)$|"
    r"^[^，,]*、|[“「『][^”」』]*$|：|^(?:如果|要是|假如|即使|因为|因為|虽然|雖然|只要|除非)(?!.{6})"
)
_FINISHED = lazy_pattern(
    r"(?:[，,](?:\w{3,}|\w+了)|\w{7,}|\w{4,}了|\w{2,}(?<![起到见見出])了|[还還正仍]在\w{1,2}|"
    # Short ones that nothing is missing from: 门虚掩着, 他张了张嘴, 夜色渐浓, 列车缓缓开动.
    r"\w{2,}着|(?P<once>\w)了(?P=once)\w{0,2}|\w[渐漸]\w|越[来來]越\w{1,2}|忽\w忽\w|"
    r"(?P<slow>[缓緩慢轻輕静靜悄渐漸默])(?P=slow)\w{2,4}|[闭閉睁睜低抬转轉垂][上下起过過开開]了?\w{1,2})[》”]?$"
)
# What is said when something is hard to believe ends whatever follows: 不是吧……又加班？
_DISBELIEF = lazy_pattern(
    r"(?:不是吧|不[会會]吧|怎[么麼](?:[会會](?:[这這]样|[这這]樣)?|可能)|不可能)$"
)
# What somebody is asked or told to do is said to its end: 走吧…船不等人.
_SETTLED = lazy_pattern(r"(?<![说說])[吧吗嗎]$|(?:^|[，。！？“])[别別]\w{1,3}了$")
_CLAUSE_NEXT = lazy_pattern(rf"(?!{_GOING_ON}|那[就么麼])[\u3400-\u9fff]{{3}}")
_LONGEST_TOLD = 60
_AGAIN = 3
# Behind a clause that is told to its end, a pronoun begins a new sentence: 那么突然……我至今不信.
_WHO = lazy_pattern(r"\s*(?:[我他她它][们們]?|也[许許][，,]?)\w")
_TOLD = lazy_pattern(r"(?:[，,]\w{3,}|\w{7,}|\w[很太]\w{1,2}|\w{3,}了)[》”]?$")
# Who gives up what was not said to its end: “我以为……算了，不说也罢。”.
_GIVING_UP = lazy_pattern(r"算了|罢了|罷了|不说了|不說了")
_CLAUSE_TOLD = lazy_pattern(r"\w{7,}(?<![想说說是要把被])(?<!以[为為])(?<![觉覺]得)$")
_CONDITION = lazy_pattern(r"如果|要是|假如|即使|因为|因為|虽然|雖然|只要|除非|[得说說想是]$")
_CLAUSE = 30
# Who told as much as this is not looking for words.
_LONG = 9
# Words that no speech ends with, and what tells that it stops; no new sentence: “后来……”说完.
_UNFINISHED = lazy_pattern(
    r"(?:(?<![谢謝爱愛恨怪想找等求信帮幫骗騙])[我你您他她它]|[可但果为為就也把被跟和与與对對这這那只还還刚剛却卻又再更最"
    r"会會能该該让讓像于於或且]|后来|後來|[只不就还還可]是|[还還]有|[难難]道|[本后後]来想?|本來想?|因[为為]|"
    r"[虽雖]然|不[过過])$"
)


def breaks_off(text: str, start: int, end: int) -> bool:
    """Whether a speech breaks off at the ellipsis at `start`: “可是，我……”她咬住嘴唇."""
    broken = _UNFINISHED.search(text, max(0, start - _AGAIN), start)
    return (broken is not None or is_stopping(text, end)) and not opens(text, end)


def is_doubting(text: str, place: int) -> bool:
    """Whether something hard to believe was said before an ellipsis: ``怎么会这样``."""
    return _DISBELIEF.search(text[max(0, place - _CLAUSE) : place]) is not None


def is_settled(text: str, start: int, end: int) -> bool:
    """Whether a clause begins behind the ellipsis of what is asked or told to do: ``走吧…``."""
    head = text[max(0, start - _CLAUSE) : start]
    if _CLAUSE_NEXT.match(text, end) is None or _SETTLED.search(head) is None:
        return False
    return text[end] not in head[-_AGAIN:]


def is_told(text: str, start: int, end: int, sentence: int) -> bool:
    """Whether a clause is told to its end before the ellipsis at `start`: what follows is new."""
    head = text[max(sentence, start - _LONGEST_TOLD) : start].lstrip()
    if is_doubting(text, start):
        return True
    if _OPEN.search(head) or not _FINISHED.search(head):
        return False
    return text[end : end + 2] not in head and text[end] not in head[-_AGAIN:]


def hesitates(text: str, start: int, end: int) -> bool:
    """Whether a speaker hesitates at an ellipsis: ``后来……后来``, ``那么……你``."""
    if _GIVING_UP.match(text, end):
        return _CLAUSE_TOLD.search(text[max(0, start - _CLAUSE) : start]) is None
    if _WHO.match(text, end) and not _NEXT.match(text, end):
        head = text[max(0, start - _CLAUSE) : start]
        if not _TOLD.search(head) or _CONDITION.search(head):
            return True
        if len(head) > _LONG and text[end : end + 2] not in head:
            return False
    before = text[max(0, start - _AGAIN - 1) : start].rstrip("》")[-_AGAIN:]
    # "等啊，等啊……忽然": where it is told what happens next, nobody hesitates behind two words.
    words = before[1:] if _NEXT.match(text, end) else before
    return (
        text[end : end + _AGAIN].lstrip()[:1] in before
        or len(before) < _AGAIN
        or not words.isalnum()
    )
