"""What a file is: by its content, whatever its name; prose is never taken for anything else."""

import json
import zipfile
from io import BytesIO

import pytest

from aligner.errors import FormatError
from aligner.readers.formats import reader_name

_ENGLISH = "The Office issued a notice today; it takes effect on May 5.\n" * 3
_CHINESE = "国家知识产权局今日发布公告；自5月5日起施行。\n" * 3


def _zip(**members: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le")


_MHTML = (
    b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    b"\ttype=text/html\r\n\r\n--x"
)


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (b"%PDF-1.7", "pdf.v1"),
        (b"{\\rtf1\\ansi a}", "rtf.v1"),
        (_zip(**{"word__document.xml": ""}), "docx.v2"),
        (_zip(**{"ppt__presentation.xml": ""}), "pptx.v1"),
        (_zip(**{"xl__workbook.xml": ""}), "xlsx.v1"),
        (_zip(mimetype="application/vnd.oasis.opendocument.text"), "odt.v1"),
        (_zip(mimetype="application/epub+zip"), "epub.v1"),
        (_ole("WordDocument"), "libreoffice.v1"),
        (_ole("PowerPoint Document"), "libreoffice.v1"),
        (b"<?xml version='1.0'?>\n<office:document xmlns:office='x'>", "odt.v1"),
        (b"<?xml version='1.0'?><!-- a --><w:wordDocument xmlns:w='x'>", "libreoffice.v1"),
        (b"<!DOCTYPE html><p>a", "html.v4"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='y'>", "html.v4"),
        (("<p>第一段。</p>\n<p>第二段。</p>\n<br>" * 3).encode(), "html.v4"),
        (("第一段。<br />第二段。<br />" * 5).encode("gb18030"), "html.v4"),
        ("<html><body>中文".encode("utf-16"), "html.v4"),
        (_MHTML, "mime.v1"),
        (_MHTML.replace(b"MIME-Version: 1.0\r\n", b""), "mime.v1"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.", "subtitles.v1"),
        ("\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\n你好。".encode(), "subtitles.v1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.doc", "a", "a.pdf"])
def test_the_content_tells_the_reader(data: bytes, reader: str, name: str) -> None:
    assert reader_name(data, name, name) == reader


@pytest.mark.parametrize("text", [_ENGLISH, _CHINESE, "1. First;\n2. Second;\n3. Third.\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_prose_is_prose(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert reader_name(data, "a.txt", "a.txt") == "text.v3"
    assert reader_name(data, "a", "a") == "text.v3"
    assert reader_name(data, "a.html", "a.html") == "html.v4"
    assert reader_name(data, "a.md", "a.md") == "markdown.v1"


@pytest.mark.parametrize(
    "text",
    [
        "[1] The first note of the report.\n[2] The second note.\n",
        "From: A\nSubject: B\n\nDear all, the meeting begins at nine.\n",
        "Q: When does it take effect?\nA: On May 5.\n" * 4,
        "Tel: 010-12345678\nFax: 010-12345679\nE-mail: a@b.cn\nAddress: 6 Huan Lu\nZip: 100088\n",
        "import duties fall\nfrom May 5 on;\nfor all goods;\nif they are listed.\nreturn goods\n",
        '{Draft}\n"The Office" means the office;\n"Mark" means a trade mark;\n',
        "BM is the mark of a company; PK is another.\n",
        "MZ, ID3 and AT&T are names that a notice may begin with.\n",
        "Applicants use <b>bold</b> type and the tag <p> as the manual says.\n",
        "class 9 (computers)\nclass 25 (clothing)\nclass 35 (shops)\nclass 42 (software)\nAll.\n",
        (
            "if nobody replies (Art. 37)\nwhile it runs (Art. 38)\nreturn of fees (Art. 39)\n"
            "for each of them (Art. 40)\nwith no delay (Art. 41)\n"
        ),
        "# 2 filer in the region\nThe office is open.\n",
        "One part\n\n----\n\nAnother part\n\n----\n\nA third part\n\n----\n",
    ],
)
def test_what_looks_a_little_like_code_is_prose(text: str) -> None:
    assert reader_name(text.encode(), "a.txt", "a.txt") == "text.v3"


_PYTHON = (
    '"""A module."""\n\nimport os\nimport sys\n\n\ndef main():\n    print(os.name)\n    return 0\n'
)
_C = "/* 变换 */\n#include <stdio.h>\n#include <math.h>\nint main(void) {\n  return 0;\n}\n"
_CSS = "body {\n  margin: 0;\n  color: black;\n}\n.title {\n  font-size: 12px;\n}\n"
_JAVASCRIPT = "var a=1;function b(c){return c&&c.d||{};}" * 20


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (_PYTHON, "source code"),
        (_C, "source code"),
        (_CSS, "source code"),
        (_JAVASCRIPT, "source code"),
        ("#!/bin/sh\necho a\n", "source code"),
        (json.dumps({"标题": "公告", "text": "a"}, ensure_ascii=False), "JSON"),
        ('[\n  {"title": "Notice"}\n]', "JSON"),
        ('msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n', "a message catalogue"),
        ("name: a\nversion: 1\nlist:\n  - item\nopen: true\nlast: x\n", "settings"),
        ("<?xml version='1.0'?><tmx version='1.4'>", "a translation memory (TMX)"),
        ("<?xml version='1.0'?><xliff version='2.0'>", "a translation file (XLIFF)"),
        ("<?xml version='1.0'?><rss version='2.0'>", "a news feed (RSS)"),
        ("<?xml version='1.0'?><order><line/></order>", "XML (<order>)"),
        ("<svg xmlns='x'><text>a</text></svg>", "a drawing (SVG)"),
        ("\\documentclass{article}\n\\begin{document}", "LaTeX"),
        ("BEGIN:VCALENDAR\nVERSION:2.0\n", "a calendar or addresses"),
        ("=E5=9B=BD=E5=AE=B6=E7=9F=A5=\n" * 8, "encoded data"),
        ("UEsDBBQABgAIAAAAIQDfpNJsWgEAACAFAAATAAgCW0NvbnRlbnRfVHlwZXNdLnht\n" * 8, "encoded data"),
        ("[Script Info]\nTitle: a\n", "subtitles (ASS, SSA)"),
        ("{0}{25}Hello.|Welcome.\n{30}{60}Good night.\n", "subtitles (MicroDVD)"),
        ("0:00:01.000,0:00:04.000\nHello.\n\n0:00:05.000,0:00:06.000\nBye.\n", "subtitles (SBV)"),
        ("[ti:A]\n[00:12.00]One\n[00:17.20]Two\n[00:21.10]Three\n", "lines with their times"),
        ("\\section{A}\nText \\cite{b}.\n\\begin{itemize}\n", "LaTeX"),
        ("== Fees ==\n'''Fees''' of [[patent]]s.\n{| class=x\n|-\n|}\n", "the markup of a wiki"),
        ("Fees\n====\n\n.. note::\n   A fee.\n\nSee :ref:`fees`.\n", "reStructuredText"),
        ("= Fees\n:toc:\n\n== First\n\nText.\n", "AsciiDoc"),
        ("#+TITLE: Fees\n#+DATE: 2024\n\n* Fees\n", "notes of Org"),
        (".TH FEES 1\n.SH NAME\nfees\n.PP\nText.\n", "a manual page (troff)"),
        ("--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-Old.\n+New.\n", "a list of changes (diff)"),
        ("".join(f"\\u{ord(sign):04x}" for sign in _CHINESE), "encoded data"),
        ("&lt;p&gt;A fee.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "HTML whose signs are escaped"),
        ("From a@b.cn Tue Mar  5 09:00:00 2024\nSubject: A\n\nText.\n", "a mailbox"),
        ("title: 专利\nname: 商标\ntext: 审查\nopen: 是\nlast: 否\n", "settings"),
    ],
)  # fmt: skip
def test_code_and_markup_are_refused_by_what_they_are(text: str, kind: str) -> None:
    with pytest.raises(FormatError) as caught:
        reader_name(text.encode(), "a.txt", "folder/a.txt")
    assert str(caught.value).startswith(f"folder/a.txt: {kind}")
    assert len(caught.value.message.partition(": ")[2]) > 8, "no way out"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "a picture (JPEG)"),
        (b"BM" + bytes(30), "a picture (BMP)"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(20), "an archive (RAR)"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), "an archive (7z)"),
        (b"\x1f\x8b\x08" + bytes(20), "a compressed file (gzip)"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(20), "a film"),
        (b"ID3\x03" + bytes(20), "a sound"),
        (b"MZ\x90\x00" + bytes(60), "a program"),
        (b"CAJ\x00" + bytes(60), "an article of CNKI"),
        (b"SQLite format 3\x00" + bytes(60), "a database"),
        (b"%!PS-Adobe-3.0\n", "PostScript"),
        (_zip(**{"a.html": ""}), "a zip archive"),
        (_zip(**{"OFD.xml": ""}), "an OFD document"),
        (_zip(**{"Index__Document.iwa": ""}), "a document of Pages"),
        (_ole("__substg1.0_0037001F"), "an Outlook message"),
        (_ole("EncryptedPackage"), "protected by a password"),
        (_ole("Catalog"), "a file of an old office program"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx"])
def test_binary_files_are_refused_by_what_they_are(data: bytes, kind: str, name: str) -> None:
    with pytest.raises(FormatError) as caught:
        reader_name(data, name, name)
    assert caught.value.message.startswith(kind)


@pytest.mark.parametrize("name", ["a.css", "a.py", "a.json", "a.yaml"])
def test_the_name_of_code_tells_where_most_of_it_is_remarks(name: str) -> None:
    with pytest.raises(FormatError, match="source code"):
        reader_name(_ENGLISH.encode(), name, name)


def test_a_table_in_a_folder_is_no_document() -> None:
    with pytest.raises(FormatError, match=r"a table: .* --bitext"):
        reader_name(b"path,title\na.html,Notice\n", "a.csv", "a.csv")


def test_markdown_is_told_by_its_signs_where_the_name_does_not() -> None:
    text = "# 通知\n\n## 费用\n\n费用为**九百元**。\n"
    assert reader_name(text.encode(), "a.txt", "a.txt") == "markdown.v1"


def test_the_type_of_an_open_document_need_not_be_its_first_member() -> None:
    data = _zip(**{"content.xml": ""}, mimetype="application/vnd.oasis.opendocument.text-template")
    assert reader_name(data, "a.ott", "a.ott") == "odt.v1"


# Separate by blank lines.
_TALKS = """\
applicant: the person who files the application
inventor: the person who made it
agent: whoever acts for the applicant
office: the place where it is filed
fee: what is paid when it is filed

q: where is it filed?
a: at the office.
q: when?
a: by Friday.
q: is there a fee?

chair: the meeting is open.
li: thank you.
zhang: we agree.
li: so do we.
chair: closed.

monday: we open at nine
tuesday: closed.
wednesday: training of the new staff
thursday: visitors from the north
friday: we close at noon

patent: 对发明创造授予的专有权利。
mark: 区别商品来源的标志。
design: 对产品外观的新设计。
secret: 不为公众所知悉的信息。
fee: 申请时缴纳的费用。

li: 会议现在开始。
wang: 谢谢。
li: 请发言！
wang: 有问题吗？
li: 没有。

first: open the file and read it
second: sign on the last page
third: hand it in at the counter
fourth: wait for the letter
fifth: pay the fee in time

- ask: may we come in?
- answer: you may.
- ask: now?
- answer: yes, now.
- ask: good.

aim: better services for applicants
means: longer hours at the counters
cost: none that we know of
start: the first of next month
end: open

when: the office opens late
where: in the old town hall
who: the staff of the centre
why: repairs
how: by a special entrance on the left
"""


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("text", _TALKS.split("\n\n"))
def test_words_behind_names_in_lower_case_are_no_settings(text: str, charset: str) -> None:
    assert reader_name(text.encode(charset), "a.txt", "a.txt") == "text.v3"


@pytest.mark.parametrize(
    "text",
    [
        "name: a tool for all of us\nversion: 1.0\nlicense: MIT\nlanguage: zh\npublic: true\n",
        "on: push\nruns-on: ubuntu\nrun: pip install -r needed.txt\nname: Test\nuses: make\n",
    ],
)
def test_settings_with_a_few_words_are_settings(text: str) -> None:
    with pytest.raises(FormatError, match="settings"):
        reader_name(text.encode(), "a.txt", "a.txt")
