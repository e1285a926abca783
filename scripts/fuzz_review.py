"""Requests to the server of the review as `fuzz_inputs.py` damages them, without a network."""

import asyncio
import json
import random
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fuzz_targets import Target, change_json, change_value
from fuzz_workspaces import PAIR, sample_workspace

from aligner.errors import InputError
from aligner.review.application import Facts, make_application
from aligner.review.desk import Desk
from aligner.review.desk_thread import DeskThread
from aligner.review.guard import Access, Guard

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_PORT = 8600
_HOST = f"127.0.0.1:{_PORT}"
_FAULT = 500
_SESSION = "SESSION"
_NAMES = dict(zip(("source", "target"), PAIR, strict=True))
_SIGNED = {**_NAMES, "author": "Li", "version": 0}
_QUERY = "&".join(f"{name}={value}" for name, value in _NAMES.items())
_READS = (
    *("/", "/static/main.js", "/api/me", "/api/queue?text=meeting&open=1"),
    *(f"/api/{name}?{_QUERY}" for name in ("sheet", "version", "terms", "history")),
)
_MOVES: tuple[dict[str, Any], ...] = (
    *({"kind": kind, "bead": "0-1|0-1"} for kind in ("confirm", "not-translation", "delete")),
    {"kind": "reopen", "bead": "BEAD"},
    {"kind": "merge", "bead": "BEAD", "side": "source", "direction": "next"},
    {"kind": "shift", "bead": "BEAD", "side": "target", "direction": "previous"},
    {"kind": "split", "bead": "BEAD", "side": "both", "segment": 1, "place": 1},
    {"kind": "anchor", "bead": "BEAD", "segment": 1, "place": 2},
    {"kind": "comment", "bead": "BEAD", "text": "a comment"},
    {"kind": "correct", "side": "target", "segment": 1, "text": "Another.", "seen": "x"},
    {"kind": "split-segment", "side": "source", "segment": 0, "place": 3, "text": "会议于5月3日"},
    {"kind": "join-segments", "side": "target", "segment": 0, "text": ""},
    {"kind": "link", "bead": "BEAD", "segment": 2, "place": 3},
)
_WRITES: tuple[tuple[str, dict[str, Any]], ...] = (
    *(("move", {**_SIGNED, "move": move}) for move in _MOVES),
    ("replace", {**_SIGNED, "side": "target", "found": "meeting", "text": "x", "segments": [0]}),
    ("undo", _SIGNED),
    ("redo", _SIGNED),
    ("waive", {**_SIGNED, "finding": "FINDING", "kind": "accepted", "reason": "house style"}),
    ("variant", {**_SIGNED, "finding": "FINDING"}),
    ("entry", {**_SIGNED, "source_term": "会议", "target_term": "meeting"}),
    ("save", {}),
    ("code", {}),
    ("session", {"code": "x"}),
)
_MOST_REQUESTS = 8


def _request(method: str, path: str, body: object = None) -> dict[str, Any]:
    headers = {"host": _HOST, "x-review-session": _SESSION}
    text = "" if body is None else json.dumps(body)
    if method == "POST":
        headers |= {
            "origin": f"http://{_HOST}",
            "content-type": "application/json",
            "content-length": str(len(text)),
        }
    return {"method": method, "path": path, "headers": headers, "body": text}


def samples() -> list[bytes]:
    """Lists of requests as the page sends them."""
    reads = [_request("GET", path) for path in _READS]
    writes = [_request("POST", f"/api/{name}", body) for name, body in _WRITES]
    return [json.dumps([read, write]).encode() for write in writes for read in reads]


def change(data: bytes, chance: random.Random, sources: list[bytes]) -> bytes:
    """One more request, or one whose path, head or body is another."""
    try:
        requests = json.loads(data)
        if len(requests) < _MOST_REQUESTS and chance.random() < 0.4:  # noqa: PLR2004
            requests += json.loads(chance.choice(sources))
            return json.dumps(requests).encode()
        one = chance.choice(requests)
        if one["body"] and chance.random() < 0.7:  # noqa: PLR2004
            one["body"] = change_json(one["body"].encode(), chance, [b"{}"]).decode("latin-1")
            one["headers"]["content-length"] = str(len(one["body"].encode("latin-1", "replace")))
        else:
            name = chance.choice(("method", "path", "headers", "body"))
            one[name] = change_value(one[name], chance)
        return json.dumps(requests).encode()
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return chance.choice(sources)


def attempt(data: bytes) -> None:
    """Send the requests to a review of a fresh workspace.

    Raises
    ------
    InputError
        If one is refused.
    RuntimeError
        If the server has no answer, or calls the fault its own.
    """
    try:
        requests = json.loads(data)
    except ValueError as error:
        raise InputError("cut off where cases are at their longest") from error
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for known, content in sample_workspace().items():
            (folder / known).write_bytes(content)
        with closing(DeskThread(lambda: Desk.open(folder))) as desk:
            statuses = asyncio.run(_all_answers(desk, requests))
    if any(status >= 400 for status in statuses):  # noqa: PLR2004
        raise InputError("refused")


async def _all_answers(desk: DeskThread, requests: list[dict[str, Any]]) -> list[int]:
    sheet = await desk.ask(lambda desk: desk.sheet(*PAIR, "Li"))
    terms = await desk.ask(lambda desk: desk.terms(*PAIR))
    known = {
        "BEAD": sheet.beads[1].id,
        "0-1|0-1": sheet.beads[0].id,
        "FINDING": terms.findings[0].id if terms.findings else "",
    }
    access = Access()
    known[_SESSION] = str(access.exchange(access.new_code()))
    app = Guard(make_application(desk, access, Facts("Li")), access, _PORT)
    return [await _status(app, one, known) for one in requests]


async def _status(app: Guard, request: dict[str, Any], known: dict[str, str]) -> int:
    """The status of the answer to one request."""

    def text(value: object) -> str:
        made = value if isinstance(value, str) else json.dumps(value)
        for name, meant in known.items():
            made = made.replace(name, meant)
        return made

    url = urlsplit("/" + text(request["path"]).removeprefix("/").replace("[", "("))
    body = text(request["body"]).encode("utf-8", "replace")
    headers = request["headers"] if isinstance(request["headers"], dict) else {}
    headers = {name: text(value) for name, value in headers.items()}
    if headers.get("content-length", "").isdigit():
        headers["content-length"] = str(len(body))
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: "MutableMapping[str, Any]") -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": text(request["method"]),
        "scheme": "http",
        "path": url.path,
        "raw_path": url.path.encode("utf-8", "replace"),
        "query_string": url.query.encode("utf-8", "replace"),
        "root_path": "",
        "headers": [
            (name.lower().encode("latin-1", "replace"), value.encode("latin-1", "replace"))
            for name, value in headers.items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", _PORT),
    }
    await app(scope, receive, send)
    if not sent:
        raise RuntimeError("no answer")
    status = int(sent[0]["status"])
    if status >= _FAULT:
        raise RuntimeError(f"status {status}: {sent[-1].get('body', b'')!r:.200}")
    return status


TARGET = Target(samples, change, attempt)
