"""Composed pages of any length, aligned; and the server of the review over them."""

import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

from aligner.pipeline import run
from aligner.splitters import split_document
from aligner.values import Alignment, Bead, Block, BlockKind, Document, DocumentPair
from aligner.workspace import Workspace

__all__ = ["MOVED", "Server", "make_moved", "make_workspace", "reviewing", "serving"]

_SUBJECTS = (
    ("审查员", "The examiner"),
    ("申请人", "The applicant"),
    ("代理师", "The attorney"),
    ("局长", "The commissioner"),
    ("法官", "The judge"),
    ("发明人", "The inventor"),
)
_ACTIONS = (
    ("提交了", "filed"),
    ("修改了", "amended"),
    ("审阅了", "reviewed"),
    ("公布了", "published"),
    ("讨论了", "discussed"),
)
_OBJECTS = (
    ("权利要求书", "the claims"),
    ("说明书", "the description"),
    ("专利申请", "the patent application"),
    ("优先权文件", "the priority documents"),
    ("商标名单", "the list of trademarks"),
    ("年度报告", "the annual report"),
    ("调查结果", "the findings of the survey"),
)
_ZH_NAME, _EN_NAME = "{}.html", "en-{}.html"


def sentences(n: int) -> list[tuple[str, str]]:
    """Sentences with their translations."""
    parts = list(product(_OBJECTS, _SUBJECTS, _ACTIONS))
    made = []
    for number in range(n):
        (zh_o, en_o), (zh_s, en_s), (zh_a, en_a) = parts[(number * 11) % len(parts)]
        made.append(
            (
                f"{zh_s}在第{number}次会议上{zh_a}{zh_o}。",
                f"{en_s} {en_a} {en_o} at meeting {number} in Geneva.",
            )
        )
    return made


def make_workspace(folder: Path, sizes: dict[str, int]) -> Path:
    """A workspace of documents of so many sentences, aligned one to one, some of them unsure."""
    with Workspace.open(folder, create=True) as workspace:
        for name, size in sizes.items():
            pairs = sentences(size)
            names = _ZH_NAME.format(name), _EN_NAME.format(name)
            put = (workspace, names, pairs)
            _put(*put, side=0)
            _put(*put, side=1)
            beads = [Bead(n, n + 1, n, n + 1, 0.55 if n % 5 == 2 else 0.999) for n in range(size)]
            beads = [
                Bead(*bead.span, bead.probability, ("closer with the next one",))
                if bead.probability < 0.9
                else bead
                for bead in beads
            ]
            pair = DocumentPair(*names, 1.0)
            workspace.put_alignment(pair, Alignment(tuple(beads), size, size), "made")
    return folder


# Names of the pair of `make_moved`.
MOVED = ("moved.html", "en-moved.html")
_TALKS = (
    ("会议于5月3日在北京举行。", "The meeting was held in Beijing on May 3."),
    ("局长出席会议并讲话。", "The commissioner attended the meeting and spoke."),
    ("他强调要加强专利保护。", "He stressed that patent protection must be strengthened."),
    ("去年受理商标申请700万件。", "Last year 7 million trademark applications were received."),
    ("双方签署了合作协议。", "Both sides signed a cooperation agreement."),
    ("代表参观了审查中心。", "The delegates visited the examination centre."),
    ("新的检索系统将于明年上线。", "The new search system will go online next year."),
    ("中小企业可以享受费用减免。", "Small and medium-sized enterprises can enjoy fee reductions."),
    (
        "培训班吸引了二十个国家的学员。",
        "The training course attracted participants from twenty countries.",
    ),
    ("晚宴在国家博物馆举行。", "The banquet took place at the National Museum."),
)


def make_moved(folder: Path) -> Path:
    """Two piles, and a workspace of them: the translation has sentences 3 and 4 at its end."""
    english = [_TALKS[n][1] for n in (0, 1, 2, 5, 6, 7, 8, 9, 3, 4)]
    texts = "".join(talk[0] for talk in _TALKS), " ".join(english)
    for pile, name, text in zip(("zh", "en"), MOVED, texts, strict=True):
        (folder / pile).mkdir(parents=True)
        page = f"<html><head><title></title></head><body><p>{text}</p></body></html>"
        (folder / pile / name).write_text(page, encoding="utf-8")
    run(folder / "zh", folder / "en", folder / "work")
    return folder / "work"


def _put(
    workspace: Workspace, names: tuple[str, str], pairs: list[tuple[str, str]], *, side: int
) -> None:
    """One side of a pair, ten sentences a paragraph."""
    joiner = ("", " ")[side]
    texts = [pair[side] for pair in pairs]
    paragraphs = [joiner.join(texts[i : i + 10]) for i in range(0, len(texts), 10)]
    blocks = []
    start = 0
    for text in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, text, start, start + len(text)))
        start += len(text) + 1
    title = f"{('审查工作会议', 'Meetings on Examination')[side]} {names[0].removesuffix('.html')}"
    language = ("zh-Hans", "en")[side]
    document = split_document(Document(names[side], language, tuple(blocks), "made", title=title))
    assert len(document.segments) == len(texts), "the splitter sees the sentences as they are meant"
    workspace.put_document(("source", "target")[side], document.document, document)


@dataclass
class Server:
    """A running review."""

    address: str
    process: "subprocess.Popen[str]"

    @property
    def port(self) -> int:
        """Its port."""
        found = re.search(r":(\d+)/", self.address)
        assert found
        return int(found[1])

    @property
    def code(self) -> str:
        """What opens it once."""
        return self.address.rpartition("=")[2]

    @cached_property
    def session(self) -> str:
        """What the code is exchanged for."""
        status, content, _ = self.ask(
            "/api/session", {"code": self.code}, headers={"X-Review-Session": ""}
        )
        assert status == 200, content
        return str(content["session"])

    def ask(
        self,
        path: str,
        body: object = None,
        *,
        method: str = "",
        headers: dict[str, str] | None = None,
    ) -> tuple[int, Any, dict[str, str]]:
        """Status, content and headers of an answer, as our own page would ask."""
        host = f"127.0.0.1:{self.port}"
        sent = {"Host": host}
        if "X-Review-Session" not in (headers or {}):
            sent["X-Review-Session"] = self.session
        if body is not None:
            sent |= {"Origin": f"http://{host}", "Content-Type": "application/json"}
        sent = {k: v for k, v in (sent | (headers or {})).items() if v}
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                method or ("GET" if body is None else "POST"),
                path,
                body=None if body is None else data,
                headers=sent,
            )
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        told = {name.lower(): value for name, value in response.getheaders()}
        is_json = told.get("content-type", "").startswith("application/json")
        return response.status, json.loads(text) if is_json and text else text, told

    def stop(self) -> int:
        """End it as Ctrl-C does; its status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Server]:
    """A review of a workspace in a process of its own."""
    with running("review", "-w", str(folder), "--author", "Li", *options) as process:
        assert process.stdout is not None
        yield Server(process.stdout.readline().strip(), process)


@contextmanager
def reviewing(*arguments: str) -> Iterator[Server]:
    """A review of two files in a process of its own; what it says before is passed over."""
    with running("align", *arguments, "--review", "--author", "Li") as process:
        assert process.stderr is not None
        found = (line.strip() for line in process.stderr if line.startswith("http://"))
        yield Server(next(found, ""), process)


@contextmanager
def running(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """A command in a process of its own, without a browser."""
    program = str(Path(sys.executable).with_name("aligner"))
    process = subprocess.Popen(
        [program, *arguments, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
