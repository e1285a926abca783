"""A report as a patent office might get it; all sentences and names are invented."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from aligner.reports import TermReport
from aligner.reports.term_report import (
    Context,
    DriftNote,
    InconsistencyNote,
    MixtureNote,
    RenderingUse,
    ScoreRow,
    TermPage,
    WaivedFinding,
)
from aligner.values import (
    Finding,
    FindingCode,
    OccurrenceStatus,
    Severity,
    Waiver,
    WaiverKind,
    describe_finding,
)

__all__ = ["composed_report", "large_report", "make_finding"]

# Term, expected, found instead, Chinese sentence, English frame.
_TERMS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "商业秘密",
        "trade secret",
        "business secret",
        "会议强调，要加强{}保护，完善司法救济。",
        "The meeting stressed stronger protection of {} and better judicial remedies.",
    ),
    (
        "驰名商标",
        "well-known trademark",
        "famous trademark",
        "对{}的跨类保护应当遵循个案认定原则。",
        "Cross-class protection of a {} follows case-by-case recognition.",
    ),
    (
        "地理标志",
        "geographical indication",
        "geographic sign",
        "两局将就{}互认产品清单开展磋商。",
        "The two offices will consult on lists of products with a {} for mutual recognition.",
    ),
    (
        "专利审查高速路",
        "Patent Prosecution Highway",
        "patent examination highway",
        "双方同意将{}试点项目再延长五年。",
        "Both sides agreed to extend the {} pilot by five years.",
    ),
    (
        "高价值发明专利",
        "high-value invention patent",
        "high value patent",
        "每万人口{}拥有量达到十二件。",
        "There were twelve {} holdings per 10,000 inhabitants.",
    ),
    (
        "惩罚性赔偿",
        "punitive damages",
        "punishment compensation",
        "新修订的条例细化了{}的适用情形。",
        "The revised regulations detail when {} may be awarded.",
    ),
    (
        "专利权人",
        "patentee",
        "patent owner",
        "{}可以在答复期限内修改权利要求。",
        "The {} may amend the claims within the time limit for reply.",
    ),
    (
        "实用新型",
        "utility model",
        "new utility",
        "{}专利的平均授权周期缩短至六个月。",
        "The average time to grant of a {} fell to six months.",
    ),
    (
        "外观设计",
        "design",
        "appearance design",
        "本季度受理{}国际注册申请四百余件。",
        "More than 400 applications for international registration of a {} were received.",
    ),
    (
        "集体商标",
        "collective mark",
        "group trademark",
        "鼓励行业协会注册{}，规范使用管理。",
        "Trade associations are encouraged to register a {} and to govern its use.",
    ),
    (
        "优先权",
        "right of priority",
        "preference right",
        "申请人未按期要求{}的，视为未要求。",
        "A {} not claimed in time shall be deemed not to have been claimed.",
    ),
    (
        "技术转移",
        "technology transfer",
        "technical moving",
        "高校应当健全{}机构的收益分配机制。",
        "Universities should improve how offices for {} share their income.",
    ),
    (
        "职务发明",
        "service invention",
        "job invention",
        "关于{}奖励报酬的约定优先适用。",
        "An agreement on the reward for a {} takes precedence.",
    ),
)
_TERMS += tuple(
    (
        zh,
        en,
        other,
        "有关部门就{}问题印发了通知。",
        "The departments issued a notice concerning {}.",
    )
    for zh, en, other in (
        ("复审", "reexamination", "review"),
        ("无效宣告", "invalidation", "void declaration"),
        ("强制许可", "compulsory licence", "forced license"),
        ("权利要求", "claim", "right requirement"),
        ("现有技术", "prior art", "existing technology"),
        ("新颖性", "novelty", "newness"),
        ("创造性", "inventive step", "creativity"),
        ("植物新品种", "new plant variety", "new vegetable kind"),
        ("集成电路布图设计", "integrated circuit layout design", "IC cloth map design"),
        ("恶意抢注", "bad-faith registration", "malicious registration"),
        ("知识产权质押融资", "IP pledge financing", "intellectual property mortgage"),
        ("专利导航", "patent navigation", "patent pilot"),
    )
)
_CODES = (
    (FindingCode.FORBIDDEN, Severity.ERROR, "wrong-term"),
    (FindingCode.OTHER_RENDERING, Severity.WARNING, "wrong-term"),
    (FindingCode.OMITTED, Severity.WARNING, "omission"),
    (FindingCode.INCONSISTENT, Severity.NOTE, "inconsistent-use-of-terminology"),
    (FindingCode.SPELLING, Severity.SUGGESTION, "spelling"),
)
_FIRST_DAY = date(2016, 3, 1)


def make_finding(number: int, *, text: str | None = None) -> Finding:
    """One finding; with a text, everything a person wrote is that text."""
    zh, en, other, frame, english = _TERMS[number * 7 % len(_TERMS)]
    code, severity, mqm = _CODES[number % len(_CODES)]
    found = "" if code is FindingCode.OMITTED else other
    source, target = frame.format(zh), english.format(found or "it")
    start, first = frame.index("{}"), english.index("{}")
    told = {} if text is None else dict.fromkeys(("zh", "en", "found", "source", "target"), text)
    wrong = f"\u201c{found}\u201d stands there" if found else "not found in the translation"
    return Finding(
        id=f"{number * 2654435761 % 2**64:016x}" if text is None else text,
        code=code,
        severity=severity,
        message=text or f"{zh} is expected as \u201c{en}\u201d; {wrong}",
        concept=f"ip-{number * 7 % len(_TERMS):03d}",
        source_term=told.get("zh", zh),
        expected=(told.get("en", en),),
        found=told.get("found", found),
        unit=f"u{number}" if text is None else text,
        source_document=text or f"2023/{number % 9 + 1:02d}/release-{number % 11:04d}.zh.html",
        target_document=text or f"2023/{number % 9 + 1:02d}/release-{number % 11:04d}.en.html",
        source_text=told.get("source", source),
        target_text=told.get("target", target),
        source_span=(start, start + len(zh)) if text is None else (0, len(text)),
        target_span=(first, first + len(found)) if text is None and found else None,
        confidence=round(0.98 - number * 13 % 50 / 100, 2),
        details=(
            ("mqm", mqm),
            ("elsewhere", text or f"{40 - number % 30} x {en}"),
            ("elsewhere", f"{number % 6 + 1} x {other}"),
        ),
    )


def _score(name: str, n: int, share: float) -> ScoreRow:
    low, high = max(share - 0.9 / n**0.5, 0.0), min(share + 0.5 / n**0.5, 1.0)
    return ScoreRow(
        name,
        n,
        n - n // 9,
        share,
        (low, high),
        share * 0.97,
        (low * 0.95, high * 0.99),
        share,
        (low, high),
    )


def _page(number: int, n_findings: int) -> TermPage:
    """A concept whose usage changed if its number is divisible by four."""
    zh, en, other, frame, english = _TERMS[number % len(_TERMS)]
    n = 300 // (number % 25 + 1) + 12
    wrong = n // (4 + number % 5)
    contexts = {
        form: Context(
            f"2019/release-{number:04d}.zh.html",
            f"2019/release-{number:04d}.en.html",
            _FIRST_DAY + timedelta(days=40 * (number % 40)),
            frame.format(zh),
            english.format(form),
            (frame.index("{}"), frame.index("{}") + len(zh)),
            (english.index("{}"), english.index("{}") + len(form)),
        )
        for form in (en, other)
    }
    drifts = number % 4 == 0
    periods = tuple(
        (
            str(year),
            {
                en: 2 + (year - 2015) * 3,
                other: max(9 - (year - 2016) * 3, 0),
                f"{en} right": year % 2,
            },
        )
        for year in range(2016, 2026)
    )
    used = OccurrenceStatus.PREFERRED, OccurrenceStatus.FORBIDDEN
    return TermPage(
        concept=f"ip-{number:03d}",
        source_terms=(zh,),
        expected=(en,),
        score=_score(zh, n, 1 - wrong / n),
        forbidden=(other,),
        domain=("patents", "trademarks", "cooperation")[number % 3],
        note="See the office's style guide, section 4." if number % 6 == 0 else "",
        renderings=(
            RenderingUse(en, used[0], n - wrong, _FIRST_DAY, date(2025, 8, 4), (contexts[en],)),
            RenderingUse(
                other, used[1], wrong - 2, _FIRST_DAY, date(2019, 2, 27), (contexts[other],)
            ),
            RenderingUse("", OccurrenceStatus.OMITTED, 2),
        ),
        periods=periods if number % 2 == 0 else (),
        drift=DriftNote(date(2019, 2, 27), date(2019, 3, 1), other, en, 31, 96, 0.00021)
        if drifts
        else None,
        mixture=None
        if drifts or number % 5
        else MixtureNote("there and back", ((en, n - wrong), (f"{en} right", 12))),
        n_findings=n_findings,
    )


def composed_report() -> TermReport:
    """Sixty findings on 25 terms."""
    findings = tuple(make_finding(number) for number in range(60))
    counts = [sum(f.concept == f"ip-{k:03d}" for f in findings) for k in range(len(_TERMS))]
    return TermReport(
        findings=findings,
        further=tuple(
            replace(make_finding(number), severity=Severity.NOTE, confidence=0.2)
            for number in range(100, 104)
        ),
        doubtful=tuple(make_finding(number) for number in range(60, 65)),
        waived=(
            _waived(70, WaiverKind.ACCEPTED, "Quoted from an older treaty.", "Lin"),
            _waived(71, WaiverKind.FALSE_ALARM, "Another concept.", "A. Weber"),
        ),
        stale=(
            Waiver(
                "00c0ffee00c0ffee",
                WaiverKind.ACCEPTED,
                "A heading, kept short.",
                "Lin",
                describe_finding(make_finding(72)),
            ),
        ),
        known=tuple(make_finding(number).id for number in range(80, 94)),
        overall=_score("all", 1310, 0.9412),
        by_document=tuple(
            _score(f"2023/{k % 9 + 1:02d}/release-{k:04d}.en.html", 40 + k, 0.7 + k / 100)
            for k in range(11)
        ),
        by_domain=tuple(_score(*row) for row in _DOMAINS),
        by_year=(*_years(), ScoreRow("undated", 4, 0)),
        terms=tuple(_page(number, counts[number]) for number in range(len(_TERMS))),
        inconsistent_terms=_INCONSISTENT,
        n_documents=11,
        glossary="office-terms-2025.tsv",
        signature="terms:zh-en.v1",
    )


_DOMAINS = (("cooperation", 190, 0.88), ("patents", 760, 0.951), ("trademarks", 360, 0.95))
_INCONSISTENT = (
    InconsistencyNote(
        "产业链",
        84,
        (("industrial chain", 38), ("industry chain", 31), ("value chain", 15)),
        0.452,
        (0.35, 0.56),
    ),
    InconsistencyNote(
        "营商环境",
        61,
        (("business environment", 41), ("business climate", 20)),
        0.672,
        (0.55, 0.78),
    ),
)


def _waived(number: int, kind: WaiverKind, reason: str, author: str) -> WaivedFinding:
    finding = make_finding(number)
    return WaivedFinding(finding, Waiver(finding.id, kind, reason, author))


def _years() -> Iterator[ScoreRow]:
    """A share that rises year by year."""
    for year in range(2016, 2026):
        yield _score(str(year), 60 + year % 10 * 11, 0.82 + (year - 2016) / 70)


def large_report(n_documents: int) -> TermReport:
    """Two findings a document, a thousand concepts."""
    return TermReport(
        findings=tuple(make_finding(number) for number in range(2 * n_documents)),
        doubtful=tuple(make_finding(number) for number in range(-(n_documents // 10), 0)),
        overall=_score("all", 40 * n_documents, 0.94),
        by_document=tuple(
            _score(f"2023/release-{k:06d}.en.html", 40 + k % 17, 0.5 + k % 499 / 1000)
            for k in range(n_documents)
        ),
        by_year=tuple(_score(str(year), 4000, 0.9) for year in range(2016, 2026)),
        terms=tuple(_page(number, 5) for number in range(1000)),
        n_documents=n_documents,
        glossary="office-terms-2025.tsv",
        signature="terms:zh-en.v1",
    )
