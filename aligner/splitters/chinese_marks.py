"""Marks of notes, speech tags, names and ellipses in Chinese."""

from aligner.patterns import lazy_pattern

# The mark of a note; one before which a sentence begins, "[1] 见前引书", has a space behind it.
_NOTE = lazy_pattern(
    r"(?:\[(?:\d{1,3}(?:\s?[,，、–-]\s?\d{1,3})*|[A-Za-z]|[ivx]{1,4}|注释?\w?|[来來]源[请請]求)\]|［(?:\d{1,3}|注\w?)］|"
    r"〔(?:\d{1,3}|注\w?|[一二三四五六七八九十]{1,3})〕|【(?:\d{1,3}|注\w?)】|（见?注\w?）|\(注\w?\)|[*†‡※]{1,3}|"
    r"[¹²³⁰⁴-⁹]+)+(?!\s)"
)
# Where one begins the paragraph, or follows what they are called, notes are listed.
_LISTED = lazy_pattern(r"\s*[*†‡※]|(?:\w{0,8}[：:])?\s*[\[［〔【][\d一二三四五六七八九十]")
_CIRCLED = lazy_pattern(r"[①-⑳❶-❿⑴-⒇]")
# Characters that may be white space before the mark of a note.
_GAP = 8
_ENDED = frozenset("。！？!?”’」』）")

_SPOKEN = (
    r"(?<!小)(?:说|說)(?!明)|(?<![知街报報味难難管频頻轨軌渠通大铁鐵车車隧跑赤一二三四五六七八九十百几幾两兩])道(?![路德理歉具])|"
    r"(?<![访訪顾顧疑学學])(?:问|問)(?!题|題|卷|世)|(?<!的回)答(?!案|卷|[我你他她]?们?的)|喊|叫(?!卖|賣)|(?<![名职職对對号號])(?:称|稱)|"
    r"表示|指出|介绍|介紹|强调|強調|认为|認為|回忆|回憶|补充|補充|解释|解釋|坦言|告诉|告訴|"
    r"谈到|談到|回应|回應|惊呼|驚呼|高呼|欢呼|歡呼|呼唤|呼喚|呼救|嚷|吼|骂|罵|叹|嘆|歎|呻吟|"
    r"嘟囔|嘟噥|嘀咕|咕哝|咕噥|低语|低語|自语|自語|呓语|囈語|耳语|耳語|喃喃|呢喃|念叨|"
    r"抽泣|哽咽|反驳|反駁|插嘴|附和|央求|恳求|懇求|哀求|乞求|"
    r"一[声聲]令下|感慨|起誓|发誓|發誓|默念|[宣诵誦][读讀]|[吟背朗][诵誦]|"
    r"(?<![概想纪紀悬懸观觀信留怀懷惦])念(?=[道叨完了出给給])|[读讀](?=[道完了出])|打[气氣]|"
    r"打断|打斷|争辩|爭辯|开玩笑|開玩笑|"
    r"[应應]了?一?[声聲]|[断斷厉厲怒]喝|喝[道令止问問斥]|[喝哼吼叫喊嚷笑嘘噓叹嘆歎唤喚呸]了?一[声聲]|一[声聲][断斷大怒厉厲暴][喝吼]"
)
_LAST_SPOKEN = (
    r"吩咐|提醒|警告|安慰|嘱咐|囑咐|叮嘱|叮囑|劝|勸|催促|质疑|質疑|坚持|堅持|承认|承認|否认|否認|抱怨|"
    r"供[述认認]|坦[承白]|回[复復覆]|留言|打[听聽趣]|[评評][论論]|[点點][评評]|[调調]侃|呼吁|[总總][结結]|分析|自嘲|嘲[笑讽諷]|"
    r"[挖]苦|取笑|道[歉谢謝]|致[谢謝]|寒暄|吆喝|[呵训訓申]斥|斥[责責]|[责責][备備怪]|[数數]落|求[饶饒救]|[辩辯][解白护護]|"
    r"狡[辩辯]|推[辞辭脱脫]|婉拒|[许許][诺諾]|承[诺諾]|保[证證]|威[胁脅]|恐[吓嚇]|[请請]求|建[议議]|提[议議]|命令|下令|"
    r"[应應](?=[着著])|抗[议議]|求情|透露|披露|直言|催|"
    r"鼓[劲勁]|制止|[请請]教|告[别別]|道[别別]|[劝勸][谏諫]|[惊驚]叫|[夸誇][奖獎]|[称稱][赞讚]|[赞讚][叹嘆]|表[态態]|自[责責]|[责責嗔]怪|打?招呼|[问問]好|起哄|附[议議]|搭[话話腔]|接[话話口]|插[话話]|打[圆圓][场場]|[开開][导導]|"
    r"鼓[励勵]|安[抚撫]|[吓嚇]唬|[讥譏][讽諷]|揶揄|[唠嘮絮]叨|叮[咛嚀]|埋怨|赞同|贊同|宣布|宣佈|宣告|拒绝|拒絕|心想|暗想|思忖|嚎|哭诉|哭訴|欲言又止|祈祷|祈禱|写"
)
# Nobody is said to speak: "她什么也没说", "但他并不回答我的问题".
_SILENT = (
    r"\w{0,12}?(?:[没沒未]有?|[无無]|不(?!答反))人?(?:再|曾|肯|能|敢|想|愿意?|願意?|多|急着|急著|继续|繼續|直接|正面|立刻|"
    rf"马上|馬上|得到\w{{0,8}}){{0,2}}(?:{_SPOKEN}|回?答|回应|回應|吭声|吭聲|作声|作聲|出声|出聲|开口|開口)"
)
# Sentences of their own that begin with a verb of speaking or hearing: "据说", "说完", "听了这话".
_OPENING = (
    r"(?:虽|雖|再|按|照|老实|老實|坦白|比如|例如|应该|應該|可以?|不用|[俗老]话|[俗老]話|常言|也就是|换句话|換句話|"
    r"一般来|一般來|总的来|總的來|严格来|嚴格來|具体来|具體來|简单来|簡單來)(?:说|說)|"
    r"[据據](?!理)|[听聽闻聞](?:[到了着著完罢罷得见見闻聞]|说|說)|[说說问問喊言](?:[完罢罷毕畢着著]|到|起)|"
    r"(?:说|說)(?:不定|白了|实话|實話|真的|是)|[话話](?:音|虽|雖|是)|[提谈談讲講][到起及]"
)
_REPORTING = lazy_pattern(
    rf"\s*(?!{_SILENT}|{_OPENING})"
    r"(?:[\w·]|(?<=[A-Za-z])\. ?(?=\w)|(?<=[A-Za-z]) (?=[A-Z])){0,30}?"
    rf"(?:(?:{_SPOKEN})\w{{0,6}}|(?:{_LAST_SPOKEN})(?:[我你他她它][们們]?|自己)?[道着著了]?)"
    r"(?=[，。！？,.!?]|$)",
)
# The same in Cantonese, where 話 is a verb too: 「未呀！」我話。
_SAID_IN_CANTONESE = lazy_pattern(
    r"\s*(?:[佢我你][哋]?|阿\w{1,2}|\w{2,3})(?:細聲|大聲|即刻|笑住|就|又|再)?"
    r"(?:(?<![電说說講的笑神通對對童閒廢實空])話|講|嗌)(?:我知|佢知)?(?=[，。！,.!]|$)"
)
# The same behind one or two other things that the speaker does: “有人吗？”邮差敲了敲门，喊道。
_DOING_AND_REPORTING = lazy_pattern(
    rf"\s*(?!{_OPENING})(?:[\w·]{{1,20}}[，,]){{1,2}}"
    rf"(?!\w{{0,10}}?(?:[没沒未](?!好[气氣])|[无無]人|不(?:再|肯|能|敢|想)?(?:{_SPOKEN})))"
    rf"\w{{0,10}}?(?:{_SPOKEN})(?:[道着著]|起[来來])?(?=[，。！？,.!?]|$)"
)

# What is called by a quoted name: “谁来了？”餐厅.
_NAMED = lazy_pattern(
    r"(?:主题|主題|系列|大型|专项|專項)?"
    r"(?:餐厅|餐廳|餐馆|餐館|小吃店|面馆|麵館|酒馆|酒館|饭店|飯店|酒店|酒吧|咖啡|茶馆|茶館|书店|書店|书屋|書屋|商店|小店|超市|"
    r"专卖店|專賣店|旗舰店|旗艦店|公司|集团|集團|品牌|乐队|樂隊|乐团|樂團|合唱团|合唱團|组合|組合|"
    r"剧团|劇團|剧场|劇場|杂志|雜誌|周刊|週刊|网站|網站|频道|頻道|栏目|欄目|专栏|專欄|热线|熱線|游戏|遊戲|软件|軟件|节目|節目|电影|電影|"
    r"影片|纪录片|紀錄片|专辑|專輯|歌曲|活动|活動|行动|行動|计划|計劃|计画|计划|项目|項目|工程|运动|"
    r"運動|夏令营|夏令營|冬令营|训练营|訓練營|展览|展覽|画展|畫展|特展|展|音乐会|音樂會|演唱会|演唱會|"
    r"音乐节|音樂節|晚会|晚會|论坛|論壇|讲座|講座|比赛|比賽|大赛|大賽|竞赛|競賽|奖|獎|课程|課程|"
    r"幼儿园|幼兒園|学校|學校|学院|學院|工作室|俱乐部|俱樂部|基金|平台|小组|小組|团队|團隊|课题|課題|一书|一書|一文|一词|一詞|一案|"
    r"二字|三字|四字|字样|字樣|口号|口號|标语|標語|号|號|牌|"
    r"旅行社|旅社|律师行|律師行|照相馆|照相館|食堂|客栈|客棧|民宿|诊所|診所|健身房|电影院|電影院|"
    r"\w{0,4}(?:公司|事务所|事務所)|"
    r"(?![我你您他她它咱这這那有])\w{1,2}(?<![进進出了到在开開回离離])店(?![员員主长長里裡外门門内內铺鋪]))"
    # Where something is: “说书的来了！”茶馆里热闹起来.
    r"(?![里裡外内內]|[门門]口)"
)

# When something happens, with which a new sentence begins.
WHEN = (
    r"第[一二三四五六七八九十百\d]+[天年日晚夜]|次日|次年|翌日|翌年|隔天|那天|那年|那晚|那夜|这天|這天|"
    r"当天|當天|当晚|當晚|当夜|後來|后来|不久|天亮|天黑|黎明|傍晚|清晨|早晨|早上|中午|下午|晚上|深夜|"
    r"半夜|夜里|夜裡|从此|從此|直到|多年|过了|過了|"
    r"[一二三四五六七八九十几幾数數多半\d]+(?:天|年|周|週|日|个月|個月|小时|小時|分钟|分鐘)[以之]?[后後]|"
    r"就在[这這那此][时時刻]|等[我你他她它们們]{1,2}\w{1,6}|突然|忽然|终于|終於|可是|然而|但是|不过|不過|不料|谁知|誰知|没想到|沒想到|原来|原來|最后|最後|自从|自從|从那|從那|自那|如今|现在|現在|今天|昨天|明天|今年|去年|有一天|"
    r"某天|此时|此時|此刻|这时|這時|那时|那時|与此同时|與此同時|当时|當時|唉|哎|算了|罢了|罷了|不说了|不說了|总之|總之"
)
# Waves that end a sentence in chats, not between the ends of a range: 平安～链接失效了, 周一～周五;
# nor where a sound is repeated: 啦～啦～.
WAVES = (
    r"(?:(?<![～~])[～~]{2,5}(?![～~])|(?<=[好是]的)[～~]|(?<=(?P<sung>[吧啦呀啊哦呢嘛哈了耶哇喔噢呐哟喲呦咯哒噠咧嘞喽嘍呗唄安好谢謝见見]))[～~](?!(?P=sung))|"
    r"(?<=[\u3400-\u9fff]{4})(?<![一二三四五六七八九十日月年天时時点點级級岁歲页頁章學学中])[～~])"
    r"(?=\s*[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]*[\u3400-\u9fff])"
)
# Where a quotation is from, behind it: “知之为知之。”（《论语》）这话.
_SOURCE = lazy_pattern(
    r"[（(](?=[^（）()。！？!?]{0,40}(?:[》〉]|\d[:：]\d|第[\w]{1,5}[页頁章条條节節卷回]|[^，,（）()]{1,8}[语語])[^，。（）()]{0,20}[）)])"
    r"[^（）()。！？!?]{1,60}[）)](?![的是，、：；。！？“「])|[（(][^（）()。！？!?，]{2,8}[）)]\s*$|——[^，。！？!?“”—]{2,20}$"
)
# Who does something in a new sentence behind a quoted one: 一句‘保重。’我到今天还记得.
_SUBJECT = lazy_pattern(
    r"[我你您他她它咱谁誰]|[没沒]有?人|[无無]人|[这這那](?!样|樣|么|麼|种|種|个|個|句|一|番|话|話)|大家|"
    rf"{WHEN}"
)
# What is no part of the sentence around a quotation with a full stop: 标语是“安全第一。”字迹.
_NOT_CONTINUED = lazy_pattern(
    r"\s*(?![就便后後时時等这這那的而来來以使让讓字行四三五六七八九十几幾一二两兩也都才又还還则則与與和及或之是为為云作"
    r"结結开開收大])[\u3400-\u9fff]"
)
# What takes a quoted question or cry as its subject: “谁来付钱？”这个问题.
_TAKING = (
    r"\s*(?:[这這那]\w{0,3}?(?:问题|問題|疑问|疑問|问句|問句|问候|問候|话|話|字|词|詞|口号|口號|标语|標語|喊叫|"
    r"叫喊|呼喊|喊声|喊聲|呼声|呼聲|提问|提問|追问|追問|说法|說法|念头|念頭|想法|题目|題目|句子)|"
    r"(?:已|也|便|就|又|才|始终|始終|一直|总|總|仍|不过|不過|只)?是|(?:已|便|就|又)?(?:成了|成为|成為)|"
    r"等(?![等我你您他她它咱到会會了着著]|一[会會下])\w|"
    r"(?:不[仅僅只]|[并並][非不]|[绝絕]不|[绝絕]非|既|曾[经經]?|可以[说說]|一向|仍然|依然|正|也[许許])?是(?!的|[吗嗎吧啊呀谁誰])|"
    r"用[来來于於]|像|[一二三四五六七八九十几幾]个?個?[大小红紅金黑白]?字)"
)
_TAKEN_UP = lazy_pattern(_TAKING)
_SAYING = lazy_pattern(rf"(?!\s*[这這那]){_TAKING}")
# The same behind further quotations: 围绕“钱从哪里来？”“人往哪里去？”等问题.
_CHAINED = lazy_pattern(rf"(?:\s*[“‘「『][^“”‘’「」『』]{{1,60}}[”’」』]){{1,4}}{_TAKING}")
# Who speaks goes on, or is stopped, behind a dash: “我不是——”他刚开口，就被打断了。
_CUT_SHORT = lazy_pattern(r"\s*[我你您他她它咱]")
_STOPPING = lazy_pattern(
    r"[^。！？!?“”「」『』]{0,16}(?:[没沒未]有?再?(?:继续|繼續)?(?:往下)?[说說](?:完|下去)|[说說]不下去|"
    r"欲言又止|哽住|打住|住了?[口嘴]|不再?[说說](?:了|话|話)|停[住下]了?)"
)
_OPENS = lazy_pattern(rf"\s*(?:{_OPENING})")
# What the speaker's face or hands do meanwhile: “真的？”弟弟睁大了眼睛。
_GESTURE = lazy_pattern(
    r"\s*(?!\w{0,7}们|\w{0,7}們)\w{1,8}?[了着著起大下紧緊开開红紅摇搖点點皱皺]\w{0,2}?"
    r"(?:眼睛?|眉头?|眉頭|头|頭|嘴巴?|脸|臉|手|肩膀?|拳头?|拳頭|舌头?|舌頭|鼻子|脚|腳)(?=[，。！,.!])"
)
# The same as an answer: 孩子摇摇头.
_ANSWER = lazy_pattern(r"[摇搖点點]\w{0,3}[头頭]$")
# What somebody thinks or says without quotation marks is told behind it: 真的吗？他想。
_THINKING = lazy_pattern(
    r"\s*(?!\w{0,4}[不没沒都也])(?:[我他她它][们們]?|(?![你您再先快别別请請去就得要还還])\w{2,4}?(?<![再来來说說细細好]))(?:心里|心裡|暗自|暗暗|不禁|忍不住)?"
    r"(?:[心暗]?想|[寻尋]思|琢磨|嘀咕|[纳納][闷悶]|自[问問]|[问問]自己|"
    r"[问問喊說说叫答]|[惊驚]呼|大[喊叫])[着著道]?(?=。)"
)
# Of a thing, unlike 的确 and 的士.
_OF = lazy_pattern(
    r"\s*(?:的(?![确確士])|[一几幾数數两兩三]声(?!不)|[一几幾数數两兩三]聲(?!不)|"
    r"[一几幾数數]阵\w{0,3}?[声响]|[一幾數]陣\w{0,3}?[聲響]|一[个個]\w{0,4}?[声聲]音|\w{1,4}[传傳][来來]\w{0,4}?(?:[声聲]音|[喊叫呼][声聲救])|一下[，,]|"
    r"\w{1,4}的(?:吆喝|叫[卖賣]|[喊叫吼歌]|呼[喊救]|哭喊|喝彩)[声聲])"
)
# Whose cries they are, behind several: “左！”“右！”教官的口令越来越快。
_SOUNDING = lazy_pattern(r"\s*\w{0,8}?(?:口令|口[号號]|[声聲])")
_CRIES = lazy_pattern(r"(?:[“「『][^“”「」『』]{1,6}[！!][”」』]){2,}")
# What a machine tells who plays: 【获得经验50点】他继续走。 Not what only names what follows.
_TOLD_BY_MACHINE = lazy_pattern(
    r"【(?=[^】]*(?:[获獲]得|恭喜|任[务務]|[经經][验驗]|等[级級]|升[级級]|系[统統]|[检檢][测測]|宿主|技能|[积積]分|"
    r"[奖獎][励勵]|激活|解[锁鎖]|完成|[：:]))[^】]{6,}(?<!提示)(?<!通知)(?<!公告)(?<!警告)(?<!消息)(?<!名[单單])】"
)
# Between these, a message of several sentences is no aside.
_SENTENCES = lazy_pattern(r"【[^【】]*。[^【】]*[。！？!?]】")
# Between the parts of a name or number, where it ends no sentences: 卡尔．林顿, 一．五公里.
_JOINED = lazy_pattern(r"(?<=[\u3400-\u9fff])．(?=[\u3400-\u9fff])")


def has_wide_stops(text: str) -> bool:
    """Whether wide full stops end the sentences of a text; else they may join parts of a name."""
    return "。" not in text and text.rstrip(" ”」』）)")[-1:] in {".", "．"}


def joins(text: str, place: int) -> bool:
    """Whether a wide dot is between Chinese characters, as in a name."""
    return _JOINED.match(text, place) is not None


def behind_note(text: str, end: int, *, circled: bool) -> int:
    """A sentence end moved behind the note marks that stand there."""
    note = _NOTE.match(text, end) or (_CIRCLED.match(text, end) if circled else None)
    if note is not None and _LISTED.match(text):
        return end
    return end if note is None else note.end()


def has_circled_notes(text: str) -> bool:
    """Whether circled numbers behind sentences are marks of notes; else they begin items.

    They are where one closes the paragraph behind a sentence, or where the only one stands
    behind a sentence.
    """
    if not _CIRCLED.search(text):
        return False
    marks = [match.span() for match in _CIRCLED.finditer(text)]
    # No item begins with a bracket: 在两座城市遭禁。②（两书今均已绝版。）
    if any(text[stop : stop + 1] in {"（", "“", "「"} for _, stop in marks):
        return all(_is_behind_sentence(text, start) for start, _ in marks)
    start, stop = marks[-1]
    closes = stop == len(text.rstrip())
    return _is_behind_sentence(text, start) and (closes or len(marks) == 1)


def _is_behind_sentence(text: str, place: int) -> bool:
    """Whether a sentence ends before a place, but for white space."""
    return text[max(0, place - _GAP) : place].rstrip()[-1:] in _ENDED


def is_reporting(text: str, place: int) -> bool:
    """Whether a clause tells who said the quotation that ends here: ``孩子小声问``."""
    found = _REPORTING.match(text, place) or _DOING_AND_REPORTING.match(text, place)
    return (found or _SAID_IN_CANTONESE.match(text, place)) is not None


def begins_anew(text: str, place: int, *, stopped: bool) -> bool:
    """Whether a new sentence begins behind a quoted one, which may have its own full stop."""
    if is_reporting(text, place):
        return False
    begins = _SUBJECT.match(text, place) is not None
    return begins or (stopped and _NOT_CONTINUED.match(text, place) is not None)


def is_cut_short(text: str, place: int) -> bool:
    """Whether a speech with a dash at its end is told of further: ``“我不是——”他刚开口``."""
    return (_CUT_SHORT.match(text, place) or _STOPPING.match(text, place)) is not None


def behind_source(text: str, end: int) -> int:
    """The end of a quotation moved behind the bracket that tells where it is from."""
    source = _SOURCE.match(text, end)
    return end if source is None else source.end()


def is_taken_up(text: str, place: int) -> bool:
    """Whether the quoted question before it is the subject of what follows: ``这个问题``."""
    return _TAKEN_UP.match(text, place) is not None


def is_saying(text: str, place: int) -> bool:
    """Whether a quoted sentence is the subject of what follows: ``是师傅常说的一句话``."""
    return _SAYING.match(text, place) is not None


def is_chained(text: str, place: int) -> bool:
    """Whether further quotations follow, and then what takes all of them up."""
    return _CHAINED.match(text, place) is not None


def is_gesture(text: str, place: int, *, asked: bool) -> bool:
    """Whether it follows what the speaker's face or hands do: ``弟弟睁大了眼睛``.

    Who nods or shakes the head behind a question answers it.
    """
    gesture = _GESTURE.match(text, place)
    return gesture is not None and not (asked and _ANSWER.search(gesture.group()))


def is_thinking(text: str, place: int) -> bool:
    """Whether a short sentence tells who thinks or says what stands before it: ``他想。``."""
    return _THINKING.match(text, place) is not None


def is_attribute(text: str, place: int) -> bool:
    """Whether ``的`` makes what stands before it an attribute of what follows."""
    return _OF.match(text, place) is not None


def is_sounding(text: str, start: int, stop: int) -> bool:
    """Whether several cries from `start` on are those of what follows: ``教官的口令``."""
    return _CRIES.fullmatch(text, start, stop) is not None and (
        _SOUNDING.match(text, stop) is not None
    )


def is_message(text: str, start: int, stop: int) -> bool:
    """Whether a bracket holds what a machine tells: ``【获得经验50点】``."""
    return _TOLD_BY_MACHINE.fullmatch(text, start, stop) is not None


def holds_sentences(text: str, start: int, stop: int) -> bool:
    """Whether a bracket holds several sentences of a message: ``【任务失败。扣除积分。】``."""
    return _SENTENCES.fullmatch(text, start, stop) is not None


def is_named(text: str, place: int) -> bool:
    """Whether what is called by the quoted name before it follows: ``餐厅``."""
    return _NAMED.match(text, place) is not None


def is_stopping(text: str, place: int) -> bool:
    """Whether it is told that who speaks stops: ``没有说下去``."""
    return _STOPPING.match(text, place) is not None


def opens(text: str, place: int) -> bool:
    """Whether a verb of speaking or hearing begins a sentence of its own: ``听了这话``."""
    return _OPENS.match(text, place) is not None
