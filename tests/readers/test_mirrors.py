"""What copying does to texts is undone, and what only looks like it stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.offsets import Traced
from aligner.readers.cleaning.characters import clean, clean_text, resolve_entities
from aligner.readers.cleaning.mirrors import without_insertions

_MARK = "www.mirror-example.com"


def _clean_page(*texts: str) -> list[str]:
    return [text.text for text in without_insertions([Traced.of(text) for text in texts])]


@pytest.mark.parametrize(
    ("dirty", "text"),
    [
        ("國家知識(shí)產(chǎn)權(quán)局", "國家知識產權局"),
        ("專利審查（chá）與複（fù）審", "專利審查與複審"),
        ("產(chan)業(ye)", "產業"),
        # A syllable that carries a tone is a reading, whatever the character.
        ("女(nǚ)律師(lǜ)", "女律師"),
    ],
)
def test_readings_are_taken_out(dirty: str, text: str) -> None:
    assert _clean_page(dirty) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "第三条(a)项和第四条(b)项",
        "专利合作条约(pct)与海牙协定(ha)",
        "一种鱻(xiān)鱼的养殖方法",
        "附件(shí行)",
        "The office (shí) and the code (chǎn).",
        "方法(an)和装置(de)",
        "款(i)与(ii)",
    ],
)
def test_brackets_that_are_no_readings_stay(text: str) -> None:
    assert _clean_page(text) == [text]


@pytest.mark.parametrize(
    ("dirty", "texts"),
    [
        ([f"国家知识产{_MARK}权局发布公告。"], ["国家知识产权局发布公告。"]),
        ([f"会议在京召开。{_MARK}"], ["会议在京召开。"]),
        ([f"会议强调{_MARK}，要加强保护", f"为{_MARK}245件"], ["会议强调，要加强保护", "为245件"]),
        ([f"The adminis{_MARK}"], [f"The adminis{_MARK}"]),
        ([f"It ends.{_MARK}"], ["It ends."]),
    ],
)
def test_watermarks_are_taken_out(dirty: list[str], texts: list[str]) -> None:
    # The address is known for a watermark where it comes twice.
    dirty = [*dirty, f"国家知识产{_MARK}权局", f"要{_MARK}加强"] if len(dirty) > 1 else dirty
    assert _clean_page(*dirty)[: len(texts)] == texts


@pytest.mark.parametrize(
    "text",
    [
        "请登录www.example.gov.cn查询结果。",
        "网址：www.example.gov.cn",
        "www.example.gov.cn",
        "（http://www.example.gov.cn）",
        "详见http://www.example.gov.cn/art/2023/index.html。",
        "由中国专利信息网www.example.com.cn主办",
        "visit www.example.org for details",
        "write to press@www.example.org",
        "新平台www.example.org已上线",
    ],
)
def test_addresses_that_are_meant_stay(text: str) -> None:
    assert _clean_page(text) == [text]


@pytest.mark.parametrize(
    ("dirty", "text"),
    [
        ("国 家 知 识 产 权 局", "国家知识产权局"),
        ("我 局 于 2 0 2 0 年 ， 发 布 公 告 。", "我局于2020年，发布公告。"),
        ("ＰＣＴ２０２３", "PCT2023"),
        ("增长３．５％（见表１）；Ａ类", "增长3.5％（见表1）；A类"),
        ("知\u200b识\ufeff产\u2060权\u200e", "知识产权"),
        ("inter\u00adnational and inter\u00ad\nnational", "international and international"),
        ("a\x00b\ud800c", "abc"),
        ("&nbsp;&ldquo;R&amp;amp;D&rdquo;&#8203;", "“R&D”"),
        ("⼀种⽅法及⻓⻋", "一种方法及长车"),
        ("金額\uf90a", "金額金"),
        ("2023\n年", "2023年"),
        ("北京\n市", "北京市"),
    ],
)
def test_dirt_in_characters_is_cleaned(dirty: str, text: str) -> None:
    assert clean_text(dirty) == text


@pytest.mark.parametrize(
    "text",
    [
        "张 三 李四光 王五",
        "发布时间：2016年03月24日 来源：某局 字号：【大 中 小】",
        "公 告",
        "索 引 号",
        "会议 议程 专题",
        "“十四五”（2021—2025年），",
        "國務院發布公報",
        "占％以上！？：；",
        "〇二三",
        "ﬁ and ½ stay",
        "&lt;p&gt; &bogus; A&B; R&D",
        "一、二、（三）",
        "々",
    ],
)
def test_what_only_looks_dirty_stays(text: str) -> None:
    assert clean_text(text) == text


def test_a_wide_space_that_parts_a_name_becomes_one_space() -> None:
    assert clean_text("张　三、李　四") == "张 三、李 四"


_PIECES = st.sampled_from(
    [
        "中",
        "文 ",
        "字",
        "　",
        " ",
        "\n",
        "&amp;",
        "nbsp;",
        "&nbsp;",
        "#38;",
        "\u200b",
        "\u00ad",
        "Ａ",
        "．",
        "1",
        "５",
        "⼀",
        "，",
        "a",
        "&#8203;",
        "\x00",
    ]
)


@given(text=st.lists(_PIECES, max_size=12).map("".join))
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(text=st.lists(_PIECES, max_size=12).map("".join))
def test_cleaning_keeps_the_way_back(text: str) -> None:
    cleaned = clean(resolve_entities(Traced.of(text)))
    offsets = cleaned.offsets()
    previous = 0
    for index in range(len(cleaned.text)):
        start, stop = offsets.span(index, index + 1)
        assert previous <= start < stop <= len(text)
        previous = start
