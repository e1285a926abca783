"""Web sites around a release: menus, search boxes, related links and footers of four designs."""

import html

from reading_releases import Part

__all__ = ["furnished"]

_WORDS = {
    "zh": {
        "site": "某某市知识产权局", "menu": "首页 机构概况 新闻中心 政务公开 办事服务 互动交流",
        "search": "搜索", "hint": "请输入关键词", "here": "当前位置：", "related": "相关链接",
        "links": "全市知识产权工作会议召开|年度宣传周活动安排公布|服务窗口调整办公时间",
        "hot": "热点专题", "share": "分享到： 微信 微博 打印本页",
        "foot": "主办单位：某某市知识产权局　版权所有　备案编号：某备00000000号",
        "address": "地址：某某市人民路1号　邮编：000000　电话：000-0000000",
        "more": "更多", "day": "发布时间：{} 来源：某某市知识产权局",
        "columns": "关于我们|联系方式|网站地图|使用帮助", "cookie": "本站使用缓存改善浏览体验。",
    },
    "en": {
        "site": "Some City Intellectual Property Office",
        "menu": "Home About News Laws Services Contact", "search": "Search", "hint": "Keywords",
        "here": "You are here: ", "related": "Related News",
        "links": "City Holds Annual Work Conference|Publicity Week Programme Released|"
        "Counters Change Opening Hours",
        "hot": "Special Topics", "share": "Share: Facebook X Print",
        "foot": "Copyright © Some City Intellectual Property Office. All rights reserved.",
        "address": "Address: 1 Renmin Road, Some City. Telephone: 000-0000000",
        "more": "More", "day": "{} Source: Some City IP Office",
        "columns": "About us|Contact|Site map|Help",
        "cookie": "This site uses cookies to improve your experience.",
    },
}  # fmt: skip
_STYLE = (
    "body{font-family:%s;font-size:%s;margin:0 auto;max-width:%s}"
    "ul.nav{list-style:none;padding:0}ul.nav li{display:inline-block;margin-right:14px}"
    ".side{float:%s;width:24%%}.main{%s}.foot{font-size:12px;color:#666;clear:both}"
    "table.data{border-collapse:collapse;width:100%%}table.data td{%spadding:4px;width:%s}"
    ".cols{display:flex;gap:40px}h1{font-size:1.6em}h2{font-size:1.2em}.note{font-size:12px}"
)


def furnished(parts: tuple[Part, ...], number: int, language: str, day: str) -> str:
    """A whole page."""
    words = _WORDS[language]
    design = number % 4
    title = next(part.text for part in parts if part.kind == "title")
    before, after = (_portal, _sidebar, _modern, _old)[design](words)
    article = "".join(_shown(part, design) for part in parts)
    article = article.replace("</h1>", f'</h1><p class="info">{words["day"].format(day)}</p>', 1)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>'
        f"{html.escape(title)}{' - ' if design % 2 else '_'}{words['site']}</title><style>"
        f"{_style(number, language)}</style></head><body>{before}{article}{after}</body></html>"
    )


def _style(number: int, language: str) -> str:
    family = ("serif", "sans-serif", "Georgia,serif", "Arial,sans-serif")[number % 4]
    if language == "zh":
        # A font of a kind that Chromium can cut down: prints with others are four times as big.
        family = f"'WenQuanYi Zen Hei',{family}"
    border = "border:1px solid #999;" if number // 2 % 2 == 0 else ""
    side = ("left", "right")[number // 4 % 2]
    main = f"margin-{side}:27%" if number % 4 == 1 else ""
    width = "25%" if number % 2 == 0 else "33%"
    size = ("14px", "16px", "15px", "14px")[number % 4]
    return _STYLE % (family, size, "900px", side, main, border, width)


def _link(text: str) -> str:
    return f'<a href="https://site.example/{len(text)}">{text}</a>'


def _menu(words: dict[str, str]) -> str:
    items = "".join(f"<li>{_link(word)}</li>" for word in words["menu"].split())
    return f'<ul class="nav">{items}</ul>'


def _search(words: dict[str, str]) -> str:
    return f'<form><input placeholder="{words["hint"]}"><button>{words["search"]}</button></form>'


def _related(words: dict[str, str], heading: str) -> str:
    days = ("2024-03-10", "2024-04-11", "2024-05-12")
    links = zip(words["links"].split("|"), days, strict=True)
    items = "".join(f"<li>{_link(text)} <span>{day}</span></li>" for text, day in links)
    return f"<div><h3>{words[heading]}</h3><ul>{items}</ul></div>"


def _foot(words: dict[str, str]) -> str:
    return f'<div class="foot"><p>{words["foot"]}</p><p>{words["address"]}</p></div>'


def _crumb(words: dict[str, str]) -> str:
    home, _, news, *_ = words["menu"].split()
    return f"<div>{words['here']}{_link(home)} &gt; {_link(news)}</div>"


def _portal(words: dict[str, str]) -> tuple[str, str]:
    before = f"<div><b>{words['site']}</b></div>{_menu(words)}{_search(words)}{_crumb(words)}"
    return before, f"<div>{words['share']}</div>{_related(words, 'related')}{_foot(words)}"


def _sidebar(words: dict[str, str]) -> tuple[str, str]:
    side = f'<div class="side">{_related(words, "hot")}<p>{_link(words["more"])}</p></div>'
    return f"{_menu(words)}{side}<div class='main'>", f"</div>{_foot(words)}"


def _modern(words: dict[str, str]) -> tuple[str, str]:
    before = f"<header><h3>{words['site']}</h3>{_menu(words)}{_search(words)}</header><main>"
    columns = words["columns"].split("|")
    lists = "".join(f"<div><p>{_link(a)}</p><p>{_link(b)}</p></div>" for a, b in
                    (columns[:2], columns[2:]))  # fmt: skip
    after = f"</main>{_related(words, 'related')}<footer><div class='cols'>{lists}</div>"
    return before, f"{after}<p>{words['cookie']}</p>{_foot(words)}</footer>"


def _old(words: dict[str, str]) -> tuple[str, str]:
    cells = "".join(f"<td>{_link(word)}</td>" for word in words["menu"].split())
    links = "".join(f"<p>· {_link(text)}</p>" for text in words["links"].split("|"))
    before = f"<center><h3>{words['site']}</h3></center><table><tr>{cells}</tr></table><hr>"
    return before, f"<hr><p>{words['related']}</p>{links}<center>{_foot(words)}</center>"


def _shown(part: Part, design: int) -> str:
    """One part of the release in HTML."""
    text = html.escape(part.text)
    if part.kind == "table":
        cells = [f"<td>{html.escape(cell)}</td>" for cell in part.cells]
        rows = (
            f"<tr>{''.join(cells[start : start + part.columns])}</tr>"
            for start in range(0, len(cells), part.columns)
        )
        return f'<table class="data">{"".join(rows)}</table>'
    if part.kind == "item":
        return f"<ul><li>{text}</li></ul>"
    if part.kind == "note":
        return f'<p class="note"><sup>1</sup> {text}</p>'
    mark = "<sup>1</sup>" if part.noted else ""
    tag = {"title": "h1", "head": "h2"}.get(part.kind, "p")
    justify = ' style="text-align:justify"' if tag == "p" and design % 2 else ""
    return f"<{tag}{justify}>{text}{mark}</{tag}>"
