"""Small counts, ordinals and named periods: what can only stand for each other, and what cannot."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import differing_counts, differing_quantities
from tests.growth import assert_linear


def differences(chinese: str, english: str) -> list[str]:
    return [str(found) for found in differing_counts(chinese, "zh", english, "en")]


@pytest.mark.parametrize(
    ("chinese", "right", "wrong", "words"),
    [
        # Counts.
        ("会议讨论了三项原则。", "The meeting discussed three principles.",
         "The meeting discussed five principles.", "三项原则 (3) against five principles (5)"),
        ("两国交换了意见。", "The two countries exchanged views.",
         "The three countries exchanged views.", "两国 (2) against three countries (3)"),
        ("报告涉及四个方面。", "The report covers four aspects.",
         "The report covers five aspects.", "四个方面 (4) against five aspects (5)"),
        ("围绕四大重点领域展开。", "It focuses on four key areas.",
         "It focuses on six key areas.", "四大重点领域 (4) against six key areas (6)"),
        ("八部门联合印发通知。", "Eight departments issued the notice.",
         "Six departments issued the notice.", "八部门 (8) against Six departments (6)"),
        ("分為五個階段。", "It is divided into five stages.", "It is divided into four stages.",
         "五個階段 (5) against four stages (4)"),
        ("他获奖三次。", "He won three times.", "He won five times.",
         "三次 (3) against five times (5)"),
        ("五名委员出席。", "Five members attended.", "Seven members attended.",
         "五名委员 (5) against Seven members (7)"),
        ("三种语言的说明书。", "A description in 3 languages.", "A description in 5 languages.",
         "三种语言 (3) against 5 languages"),
        ("共有十二个国家参加。", "Twelve countries took part.", "Fifteen countries took part.",
         "十二个国家 (12) against Fifteen countries (15)"),
        ("违反前三项规定者。", "Violating the preceding three paragraphs.",
         "Violating the two preceding paragraphs.",
         "前三项 (3) against two preceding paragraphs (2)"),
        # Ordinals.
        ("第七届会议通过了决定。", "The seventh session adopted the decision.",
         "The ninth session adopted the decision.", "第七届 (7) against ninth session (9)"),
        ("第二次全体会议在京召开。", "The second plenary meeting was held in Beijing.",
         "The fourth plenary meeting was held in Beijing.",
         "第二次 (2) against fourth plenary meeting (4)"),
        ("依照第三条的规定。", "In accordance with Article 3.", "In accordance with Article 5.",
         "第三条 (3) against Article 5"),
        ("第四章另有规定的除外。", "Unless otherwise provided in Chapter IV.",
         "Unless otherwise provided in Chapter VI.", "第四章 (4) against Chapter VI (6)"),
        ("第三轮磋商开始。", "The third round of consultations began.",
         "The second round of consultations began.", "第三轮 (3) against second round (2)"),
        ("指定使用于第九类商品。", "Designated for goods of Class 9.",
         "Designated for goods of Class 6.", "第九类 (9) against Class 6"),
        ("依第九条及第十条处理。", "Under Articles 9 and 10.", "Under Articles 9 and 11.",
         "第九条及第十条 (10) against Articles 9 and 11"),
        ("第一百一十六条第二项。", "Paragraph 2 of Article 116.", "Paragraph 2 of Article 160.",
         "第一百一十六条 (116) against Article 160"),
        # Periods.
        ("上半年增长较快。", "Growth was fast in the first half of the year.",
         "Growth was fast in the second half of the year.",
         "上半年 against second half of the year"),
        ("上半年增长较快。", "Growth was fast in the first six months.",
         "Growth was fast in the first three quarters.", "上半年 against first three quarters"),
        ("前三季度受理五万件。", "January to September saw 50,000.",
         "The first half of 2020 saw 50,000.", "前三季度 against first half of 2020"),
        ("第一季度受理五万件。", "Q1 saw 50,000.", "The third quarter saw 50,000.",
         "第一季度 against third quarter"),
        ("会议于5月上旬举行。", "The meeting was held in early May.",
         "The meeting was held in late May.", "5月上旬 against late May"),
        ("年底完成。", "It will be done by the end of the year.",
         "It will be done by the beginning of the year.",
         "年底 against beginning of the year"),
        ("去年年底完成。", "It was done at the end of last year.",
         "It was done at the beginning of last year.",
         "去年年底 against beginning of last year"),
        ("3月底完成。", "It was done at the end of March.",
         "It was done at the beginning of March.", "3月底 against beginning of March"),
        ("会议周一举行。", "The meeting is on Monday.", "The meeting is on Thursday.",
         "周一 against Thursday"),
        ("週六和禮拜天休息。", "Closed on Saturday and Sunday.", "Closed on Friday and Sunday.",
         "週六 against Friday"),
        ("下午3点开始。", "It starts at 3 p.m.", "It starts at 3 a.m.", "下午3点 against 3 a.m."),
        ("上午九点开始。", "It starts at 9 in the morning.",
         "It starts at 9 o'clock in the evening.",
         "上午九点 against 9 o'clock in the evening"),
    ],
)  # fmt: skip
def test_another_number_of_the_same_thing(chinese: str, right: str, wrong: str, words: str) -> None:
    assert differences(chinese, right) == []
    assert differences(chinese, wrong) == [words]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        # No counts, or of other things.
        ("一些国家一起行动。", "Three countries acted together."),
        ("两岸关系", "Cross-Strait relations between the three parties"),
        ("双边贸易协定", "Trade agreements between the two countries"),
        ("三国演义是一部小说。", "It is one of the four classic novels and kingdoms."),
        ("三次产业结构", "It changed five times."),
        ("三番五次地来", "He came four times."),
        ("提出三个问题。", "It made five proposals."),
        ("三个国家机关", "five countries"),
        ("一个国家", "two countries"),
        ("三年级学生", "five students"),
        ("三年计划", "five plans"),
        ("三级医院", "five hospitals"),
        ("几个国家", "three countries"),
        ("十几个国家", "twelve countries"),
        ("三十多个国家", "thirty-two countries"),
        ("增长三倍多", "four times"),
        ("一带一路沿线三国", "three of the five countries along the route"),
        # The other number is said otherwise.
        ("两国", "Both sides said that the three countries agree."),
        ("三方面", "a triple task of five aspects"),
        ("五个国家", "two European and three Asian countries"),
        ("六个国家", "the other five countries and China itself"),
        ("三个国家", "two more countries besides France"),
        ("两三个国家", "four countries"),
        ("三至五个国家", "six countries"),
        ("三个国家", "four or five countries"),
        ("前两个阶段", "the three stages"),
        ("三个国家和五个国家", "three countries"),
        ("人数增至三倍，共三批", "three times as many, in two batches"),
        ("三个以上的委员会", "more than two committees"),
        ("七十二次日落", "not forty-four times, but seventy-two"),
        ("第二十三届会议", "the forty-third session, not the twenty-third"),
        # Ordinals that number other things, or in another way.
        ("第一，改进服务。", "The second session improved services."),
        ("十九届五中全会", "The fifth plenary session of the 19th Central Committee"),
        ("第七条之一", "Article 7-1"),
        ("依第十一条", "Under Article 1 1"),
        ("第六十二条。", "of the regulations. 2. The following"),
        ("第三条及第二项", "Articles 4 and paragraph 2"),
        ("第二届全国人大第三次会议", "the Third Session of the Second National People's Congress"),
        # Periods: the same, or vague, or of another clock.
        ("前三季度", "in the first nine months"),
        ("上半年", "January to June"),
        ("比年初增长5%", "up 5% from the end of last year"),
        ("较年初增长5%", "up 5% from the end of 2019"),
        ("比2020年初增长5%", "up 5% from the end of the year before"),
        ("周日凌晨", "late on Saturday night"),
        ("周一凌晨", "in the early hours after Sunday"),
        ("全年半年报", "the first half of the year"),
        ("本学期第一周三天课", "on Monday"),
        ("一周五天", "on Monday"),
        ("每周六天", "on Monday"),
        ("黑色星期五", "Cyber Monday"),
        ("耶稣受难日在周四之后", "Good Friday"),
        ("下午3点", "at 3:00"),
        ("下午3点", "at 15:00"),
        ("晚上12点", "at 12 a.m."),
        ("晚上8点（北京时间）", "8 a.m. EDT"),
        ("周五（北京时间）", "Thursday, local time"),
        ("周一至周五", "from Monday to Friday"),
    ],
)
def test_what_proves_nothing(chinese: str, english: str) -> None:
    assert differences(chinese, english) == []


def test_either_language_may_be_the_source() -> None:
    (found,) = differing_counts("Three countries signed.", "en-GB", "兩國簽署。", "zh-Hant")
    assert (found.source.text, found.target.text) == ("Three countries", "兩國")
    assert found.is_strong


@pytest.mark.parametrize("languages", [("zh", "zh"), ("en", "en"), ("zh", "de"), ("und", "en")])
def test_other_languages_are_not_compared(languages: tuple[str, str]) -> None:
    assert differing_counts("两国", languages[0], "three countries", languages[1]) == ()


def test_a_difference_is_named_once() -> None:
    found = differing_quantities("3个国家在第三季度签署", "zh", "5 countries in Q1", "en")
    assert [str(one) for one in found] == ["第三季度 (03) against Q1", "3 against 5"]


_PIECES = "二三五十第年月季半上下旬周星期日个项国届会议条、至和012 \nofArticleV-,"


@given(st.text(alphabet=_PIECES) | st.text(), st.text(alphabet=_PIECES) | st.text())
def test_any_texts_can_be_compared(chinese: str, english: str) -> None:
    for found in differing_counts(chinese, "zh", english, "en"):
        for text, one in ((chinese, found.source), (english, found.target)):
            assert 0 <= one.start < one.stop <= len(text)
            assert one.text == text[one.start : one.stop]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("三个国家", "five countries "),
        ("第三条、", "Article 5, "),
        ("第三", "article five-"),
        ("三", "three "),
        ("三个" + "前" * 9, "three big "),
        ("周一", "Tuesday"),
        ("上午3点", "3 p.m. "),
    ],
)
def test_time_grows_with_the_length(chinese: str, english: str) -> None:
    # Texts that were read before may be known.
    ends = map(str, count())
    assert_linear(
        lambda pair: differing_counts(pair[0], "zh", pair[1], "en"),
        lambda n: (f"{chinese * n}{next(ends)}", f"{english * n}{next(ends)}"),
        300,
    )
