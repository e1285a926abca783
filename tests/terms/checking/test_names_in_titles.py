"""In a title, where verbs have capitals, too, the words in place of a name are a name."""

from datetime import date

import pytest

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.values import ConceptEntry, Term, TranslationUnit

NAMES = {
    "国家知识产权局": "China National Intellectual Property Administration",
    "世界卫生组织": "World Health Organization",
    "水利部": "Ministry of Water Resources",
    "海关总署": "General Administration of Customs",
    "欧洲专利局": "European Patent Office",
    "最高人民法院": "Supreme People's Court",
    "商标局": "Trademark Office",
    "农业农村部": "Ministry of Agriculture and Rural Affairs",
    "国家气象局": "National Meteorological Administration",
    "国家林业局": "State Forestry Administration",
    "审计署": "National Audit Office",
    "亚洲开发银行": "Asian Development Bank",
    "标准化委员会": "Standardization Committee",
}
GLOSSARY = Glossary(
    tuple(ConceptEntry(zh, (Term(zh, "zh"), Term(en, "en"))) for zh, en in NAMES.items())
)


def renderings(source: str, target: str) -> dict[str, str]:
    """What is said to stand for each term, be the unit in doubt or not."""
    made = check_bitext(
        [TranslationUnit("u", "zh", "en", source, target, 1.0)],
        GLOSSARY,
        published=date(2020, 1, 1),
        source_document="a",
        target_document="b",
    )
    return {f.source_term: f.found for f in (*made.findings, *made.doubtful) if f.found}


@pytest.mark.parametrize(
    ("source", "target", "name"),
    [
        ("国家知识产权局召开新闻发布会", "State Patent Bureau Holds Press Conference", 3),
        ("国家知识产权局发布通知", "Notice of National Invention Council Issued", (2, 5)),
        ("世界卫生组织宣布疫情结束", "Global Medical Agency Declares End of Epidemic", 3),
        (
            "世界卫生组织总干事发表讲话",
            "Director General of World Medical Association Delivers Speech",
            (3, 6),
        ),
        ("最高人民法院组织集中学习", "Top Tribunal Organizes Study Session", 2),
        ("商标局召开专家座谈会", "Brand Office Convenes Expert Symposium on Standards", 2),
        ("海关总署开展保护行动", "Customs Bureau Launches Protection Campaign", 2),
        ("欧洲专利局局长访华", "President of Europe Invention Bureau Visits China", (2, 5)),
        ("农业农村部公布春耕计划", "Farming Ministry Publishes Spring Ploughing Plan", 2),
        ("国家气象局发布高温预警", "Central Weather Bureau Issues Heat Warning", 3),
        (
            "国家林业局局长视察林场",
            "Head of National Woodland Agency Inspects Forest Farm",
            (2, 5),
        ),
        ("审计署署长谈改革", "Chief of State Control Commission Talks About Reform", (2, 5)),
        ("亚洲开发银行提供贷款", "Asia Growth Fund Grants Loan for Railway Project", 3),
        ("标准化委员会召开全体会议", "Committee for Norms Holds Plenary Session", 3),
        # The same of running text in which a name follows on another word in capitals.
        (
            "国家林业局的领导会见外宾。",
            "Leaders of the National Woodland Agency met foreign guests.",
            (3, 6),
        ),
    ],
)
def test_a_name_in_a_title_ends_where_the_title_goes_on(
    source: str, target: str, name: int | tuple[int, int]
) -> None:
    first, last = (0, name) if isinstance(name, int) else name
    (found,) = renderings(source, target).values()
    assert found == " ".join(target.split()[first:last])


def test_each_name_of_a_title_is_its_own() -> None:
    found = renderings(
        "水利部与海关总署签署备忘录", "Irrigation Ministry and Customs Agency Sign Memorandum"
    )
    assert found == {"水利部": "Irrigation Ministry", "海关总署": "Customs Agency"}


def test_a_name_goes_on_where_its_form_does() -> None:
    title = "Notice of the Ministry of Farming and Villages on Issuing the Plan"
    found = renderings("农业农村部关于印发规划的通知", title)
    assert found == {"农业农村部": "Ministry of Farming and Villages"}
