#!/usr/bin/env python3
"""How well charsets are told: 300 composed texts in eight charsets, declared, undeclared, wrong.

    scripts/bench_charsets.py [--seed N] [--list]

Half of the texts are short (a headline), half long (a page).  A text is right if all of it
is read; a text that is wrong or doubtful must be refused, or be said to be doubtful.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from opencc import OpenCC

from aligner.errors import FormatError
from aligner.tables import decode

_HEADS = (
    "关于召开专利代理监管工作会议的通知",
    "上半年商标注册申请量稳步增长",
    "两局续签审查合作备忘录",
    "地理标志保护条例征求意见",
    "局长会见来访的欧洲客人",
    "集成电路布图设计登记费用调整",
    "第九届知识产权论坛在南京开幕",
    "公布年度优秀案例名单",
    "审查员培训班结业",
    "海牙体系中文版上线",
)
_SENTENCES = (
    "会议听取了各处室的汇报，并对下一阶段的任务作出部署。",
    "该公约于1985年3月19日对我国生效。",
    "申请人可以自收到通知之日起三个月内陈述意见。",
    "双方就数据交换、人员往来和自动化等议题交换了看法。",
    "截至六月底，有效发明专利拥有量达四百余万件，同比增长12.6%。",
    "有关负责人回答了记者提出的问题。",
    "“创新是第一动力”，他在致辞中说。",
    "请各单位结合实际认真贯彻执行；执行中的问题请及时反映。",
    "本办法由国家知识产权局负责解释，自发布之日起施行。",
    "展览将持续到下周五，免费向公众开放。",
)
_ENGLISH = (
    "The Office’s new fees – lower than last year’s – take effect on May 5.",
    "“We welcome the decision,” said Mr Müller of the Zürich delegation.",
    "The café “Señor José” lost its appeal against the refusal of its mark…",
    "A fee of €200 is due within three months; no extension is possible.",
    "The applicant’s façade design was registered in Genève in 1998.",
    "Decisions are published in the Bulletin – see “Notices”, page 12.",
)
_KOREAN = (
    "특허청은 오늘 새로운 심사 기준을 발표하였다.",
    "출원인은 통지를 받은 날부터 두 달 이내에 의견을 제출할 수 있다.",
    "양국은 정보 교환과 인력 교류를 계속하기로 합의하였다.",
    "이 규정은 공포한 날부터 시행한다.",
)
_JAPANESE = (
    "特許庁は本日、新しい審査基準を公表しました。",
    "出願人は通知を受け取った日から三か月以内に意見を述べることができます。",
    "両国はデータの交換と職員の交流を続けることで合意しました。",
    "この規則は公布の日から施行する。",
)
_MANY = 24
_TRADITIONAL = OpenCC("s2twp")
# Charset, texts, script, names that pages in it give.
_CHARSETS = (
    ("utf-8", "zh", None, "utf-8"),
    ("gb18030", "zh", None, "gb2312"),
    ("big5hkscs", "zh", _TRADITIONAL, "big5"),
    ("utf-16-le", "zh", None, "utf-16"),
    ("utf-16-be", "zh", _TRADITIONAL, "utf-16"),
    ("cp1252", "en", None, "iso-8859-1"),
    ("cp949", "ko", None, "euc-kr"),
    ("cp932", "ja", None, "shift_jis"),
)
_WRONG = ("utf-8", "gb2312", "big5", "iso-8859-1")
_TEXTS = {
    "zh": (_HEADS, _SENTENCES),
    "en": (_ENGLISH, _ENGLISH),
    "ko": (_KOREAN, _KOREAN),
    "ja": (_JAPANESE, _JAPANESE),
}
_TEXTS_IN_ALL = 300


class Case(NamedTuple):
    """A text as bytes, with how it was made."""

    name: str
    text: str
    data: bytes


class Result(NamedTuple):
    """What came of a case: ``refused``, ``right`` or ``wrong``, with ``, doubted`` where told."""

    case: Case
    outcome: str
    encoding: str


def cases(seed: int = 0) -> Iterator[Case]:
    """The texts, in all charsets and declarations in turn."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    for number in range(_TEXTS_IN_ALL):
        charset, language, script, declared = _CHARSETS[number % len(_CHARSETS)]
        form = ("undeclared", "declared", "wrong")[number // len(_CHARSETS) % 3]
        size = ("short", "long")[number // (3 * len(_CHARSETS)) % 2]
        heads, sentences = _TEXTS[language]
        many = chance.choices(sentences, k=_MANY)
        text = chance.choice(heads) if size == "short" else "\n".join([chance.choice(heads), *many])
        text = text if script is None else script.convert(text)
        page = text
        if form != "undeclared":
            wrong = [name for name in _WRONG if name != declared]
            name = declared if form == "declared" else chance.choice(wrong)
            page = f'<html><head><meta charset="{name}"></head><body><p>{text}</p></body></html>'
        yield Case(f"{charset}, {form}, {size}", text, page.encode(charset, "replace"))


def judged(case: Case) -> Result:
    """What comes of a case."""
    try:
        found = decode(case.data, "text")
    except FormatError:
        return Result(case, "refused", "")
    outcome = "right" if case.text in found.text else "wrong"
    return Result(case, f"{outcome}, doubted" if found.doubt else outcome, found.encoding)


def main() -> None:
    """Print how many texts are right."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--list", action="store_true", help="show those that are not right")
    options = parser.parse_args()
    results = [judged(case) for case in cases(options.seed)]
    for outcome, count in Counter(result.outcome for result in results).most_common():
        print(f"{outcome:16} {count:5}")
    for result in results:
        if options.list and result.outcome != "right":
            print(f"{result.outcome}: {result.case.name}: {result.case.text[:30]!r}", end=" ")
            print(f"read as {result.encoding}" if result.encoding else "")


if __name__ == "__main__":
    main()
