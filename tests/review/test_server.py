"""The server answers our page and nobody else, and loses nothing that it was told."""

import asyncio
import resource
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import uvicorn
from made_workspace import Server, make_workspace, serving
from starlette.types import Receive
from uvicorn.server import ServerState

from aligner.review.connections import BriskProtocol
from aligner.review.serving import usual_port
from aligner.workspace import Workspace

NAMES = {"source": "first.html", "target": "en-first.html"}
SHEET = "/api/sheet?source=first.html&target=en-first.html"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("made") / "work", {"first": 60, "second": 12})


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for tests that change nothing."""
    folder = tmp_path_factory.mktemp("shared") / "work"
    shutil.copytree(made, folder)
    with serving(folder) as server:
        yield server


def bead(server: Server, index: int) -> str:
    status, sheet, _ = server.ask(SHEET)
    assert status == 200
    return str(sheet["beads"]["items"][index]["id"])


def move(kind: str, bead: str, author: str = "Li", **more: object) -> dict[str, object]:
    return {**NAMES, "author": author, "move": {"kind": kind, "bead": bead, **more}}


def edits(server: Server) -> int:
    return len(server.ask(SHEET.replace("sheet", "history"))[1])


def test_the_page_and_its_files_are_there(shared: Server) -> None:
    status, page, told = shared.ask("/")
    assert status == 200
    assert b'src="/static/main.js"' in page
    assert "script-src 'self'" in told["content-security-policy"]
    assert told["x-frame-options"] == "DENY"
    for name, kind in (("main.js", "text/javascript"), ("review.css", "text/css")):
        status, _, told = shared.ask(f"/static/{name}")
        assert (status, told["content-type"].partition(";")[0]) == (200, kind)


def test_a_code_opens_the_review_once(folder: Path) -> None:
    with serving(folder) as server:
        nobody = {"X-Review-Session": ""}
        assert server.ask("/api/queue", headers=nobody)[0] == 403
        assert server.ask("/api/session", {"code": "guess"}, headers=nobody)[0] == 403
        assert server.session
        status, content, _ = server.ask("/api/session", {"code": server.code}, headers=nobody)
        assert (status, content["error"]) == (403, "this address was opened before")
        assert server.ask("/api/queue")[0] == 200


def test_the_code_is_in_the_part_of_the_address_that_is_not_sent(shared: Server) -> None:
    assert "/#code=" in shared.address
    assert shared.session not in shared.address


@pytest.mark.parametrize("session", ["", "wrong", "\N{LATIN SMALL LETTER E WITH ACUTE}"])
@pytest.mark.parametrize("path", ["/api/queue", "/api/me", SHEET])
def test_without_the_session_nothing_is_answered(shared: Server, path: str, session: str) -> None:
    status, content, _ = shared.ask(path, headers={"X-Review-Session": session})
    assert status == 403
    assert "open the address" in content["error"]


def test_cookies_of_other_programs_change_nothing(shared: Server) -> None:
    for cookie in ("a=b", f"review-{shared.port}=wrong", "{bad; =; x", "a=" + "x" * 4000):
        status, _, told = shared.ask("/api/queue", headers={"Cookie": cookie})
        assert status == 200
        assert "set-cookie" not in told
    only_cookie = {"X-Review-Session": "", "Cookie": f"x-review-session={shared.session}"}
    assert shared.ask("/api/queue", headers=only_cookie)[0] == 403


def test_idle_connections_keep_nobody_out(folder: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 1100
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, wanted + 400), hard), hard))
    with serving(folder) as server, ExitStack() as idle:
        assert server.ask("/api/queue")[0] == 200
        for number in range(wanted):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            idle.enter_context(connection)
            if number % 2:
                # Half a head, as of a program that never comes to its end.
                with suppress(OSError):
                    connection.sendall(b"GET /api/queue HTTP/1.1\r\nHost: ")
        assert server.ask("/api/queue")[0] == 200
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: ",
        b"POST /api/move HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n{",
    ],
)
def test_a_request_has_to_come_in_time(start: bytes) -> None:
    """Of a protocol with no patience: what does not go on is closed."""

    class Hasty(BriskProtocol):
        patience = 0.2

    async def ask() -> bytes:
        loop = asyncio.get_running_loop()
        config = uvicorn.Config(_silent, log_level="critical", lifespan="off")
        config.load()
        state = ServerState()
        server = await loop.create_server(
            lambda: Hasty(config=config, server_state=state, app_state={}), "127.0.0.1", 0
        )
        async with server:
            place = server.sockets[0].getsockname()[:2]
            reader, writer = await asyncio.open_connection(*place)
            writer.write(start)
            try:
                async with asyncio.timeout(30):
                    return await reader.read()
            except ConnectionError:
                return b""
            finally:
                writer.close()

    assert b"200" not in asyncio.run(ask())


async def _silent(scope: object, receive: Receive, send: object) -> None:
    """An application that waits for all of the body."""
    del scope, send
    message = await receive()
    while message.get("more_body"):
        message = await receive()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
def test_writes_of_other_pages_are_refused(shared: Server, headers: dict[str, str]) -> None:
    status, content, _ = shared.ask("/api/move", move("confirm", bead(shared, 0)), headers=headers)
    assert status in {403, 415}
    assert content["error"]
    assert edits(shared) == 0


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://example.org"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}],
)
@pytest.mark.parametrize("path", ["/", "/api/queue"])
def test_reads_of_other_pages_are_refused(
    shared: Server, path: str, headers: dict[str, str]
) -> None:
    assert shared.ask(path, headers=headers)[0] == 403


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org:80", "127.0.0.1:1", "["])
def test_other_names_for_us_are_not_answered(shared: Server, host: str) -> None:
    status, _, _ = shared.ask("/api/queue", headers={"Host": host})
    assert status == 421


@pytest.mark.parametrize(
    "path",
    [
        "/static/../application.py",
        "/static/%2e%2e/application.py",
        "/static/..%2fapplication.py",
        "/static//etc/passwd",
        "/static/",
        "/etc/passwd",
        "/api/",
    ],
)
def test_no_other_file_is_given_out(shared: Server, path: str) -> None:
    assert shared.ask(path)[0] == 404


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_only_posts_write(shared: Server, method: str) -> None:
    status, _, _ = shared.ask("/api/move", move("confirm", bead(shared, 0)), method=method)
    assert status == 405
    assert edits(shared) == 0


def test_huge_bodies_are_refused(shared: Server) -> None:
    status, content, _ = shared.ask("/api/move", "x" * (2 << 20))
    assert (status, content["error"]) == (413, "this is too long")
    status, _, _ = shared.ask("/api/move", "{}", headers={"Content-Length": "99999999999"})
    assert status == 413
    assert shared.ask("/api/queue")[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "[" * 50_000,
        "{}",
        '{"source": 1}',
        {**NAMES, "author": "Li", "move": []},
        {**NAMES, "author": "Li", "move": {}},
        {**NAMES, "author": "Li", "move": {"kind": "confirm", "segment": "1"}},
        {**NAMES, "author": "Li", "move": {"kind": "confirm", "segment": True}},
        {**NAMES, "author": "Li", "move": {"kind": "confirm", "__class__": "x"}},
        {**NAMES, "author": "Li", "move": {"kind": "correct", "seen": None}},
    ],
)
def test_what_is_no_move_is_refused(shared: Server, body: object) -> None:
    status, content, _ = shared.ask("/api/move", body)
    assert status == 400
    assert content["error"]


def test_what_makes_no_sense_is_told_in_words(shared: Server) -> None:
    status, content, _ = shared.ask("/api/move", move("reopen", bead(shared, 0)))
    assert (status, content["error"]) == (422, "this pair has not been decided yet")
    assert shared.ask("/api/move", move("confirm", "0-1-2-3"))[0] == 409
    assert shared.ask("/api/move", move("confirm", bead(shared, 0), author=" "))[0] == 422
    assert shared.ask("/api/sheet?source=no&target=no")[0] == 404
    assert shared.ask("/api/sheet")[0] == 400


def test_a_patch_holds_what_has_changed(folder: Path) -> None:
    with serving(folder) as server:
        # The first edit lets the machine look at all of it: the beads were made up.
        assert server.ask("/api/move", move("confirm", bead(server, 0)))[0] == 200
        _, whole, _ = server.ask(SHEET)
        body = {**move("merge", whole["beads"]["items"][3]["id"]), "version": whole["version"]}
        _, patch, _ = server.ask("/api/move", body)
        assert whole["whole"]
        assert not patch["whole"]
        assert patch["source_segments"]["items"] == []
        beads = whole["beads"]["items"]
        changed = patch["beads"]
        beads[changed["start"] : changed["stop"]] = changed["items"]
        _, now, _ = server.ask(SHEET)
        assert beads == now["beads"]["items"]
        assert len(changed["items"]) < len(beads) / 2


def test_edits_of_twenty_reviewers_are_all_kept(folder: Path) -> None:
    with serving(folder) as server:
        _, sheet, _ = server.ask(SHEET)
        names = [item["id"] for item in sheet["beads"]["items"]]

        def review(person: int) -> list[int]:
            return [
                server.ask("/api/move", move("confirm", name, author=f"reviewer {person}"))[0]
                for name in names[person::20]
            ]

        with ThreadPoolExecutor(20) as pool:
            found = [status for statuses in pool.map(review, range(20)) for status in statuses]
        assert found == [200] * len(names)
        assert server.stop() == 0
    with Workspace.open(folder) as workspace:
        made = workspace.edits(*NAMES.values())
        assert len(made) == len(names)
        assert len({edit.author for edit in made}) == 20


def test_what_was_done_is_there_after_a_restart(folder: Path) -> None:
    with serving(folder) as server:
        server.ask("/api/move", move("merge", bead(server, 2)))
        _, before, _ = server.ask(SHEET)
        assert server.stop() == 0
    with serving(folder) as server:
        _, after, _ = server.ask(SHEET)
        assert after["beads"] == before["beads"]
        assert after["undo"].startswith("merge")
        status, undone, _ = server.ask("/api/undo", {**NAMES, "author": "Li"})
        assert status == 200
        assert len(undone["beads"]["items"]) == 60


def test_an_edit_outlives_a_killed_server(folder: Path) -> None:
    with serving(folder) as server:
        server.ask("/api/move", move("delete", bead(server, 1)))
        server.process.kill()
    with serving(folder) as server:
        _, sheet, _ = server.ask(SHEET)
        assert sheet["beads"]["items"][1]["ruling"] == "deleted"


def test_a_second_server_is_told_who_is_there(folder: Path) -> None:
    with serving(folder), serving(folder) as second:
        assert second.address == ""
        assert second.process.wait(60) == 3
        assert second.process.stderr is not None
        assert "is writing to this workspace" in second.process.stderr.read()


def test_a_port_that_is_taken_is_told(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "other")
    with serving(folder) as first, serving(tmp_path / "other", "--port", str(first.port)) as second:
        assert second.process.wait(60) == 2
        assert second.process.stderr is not None
        assert f"port {first.port} cannot be used" in second.process.stderr.read()


def test_a_workspace_has_the_same_port_every_time(folder: Path) -> None:
    ports = []
    for _ in range(2):
        with serving(folder) as server:
            ports.append(server.port)
            assert server.stop() == 0
    assert ports == [usual_port(folder)] * 2


def test_a_taken_port_is_no_hindrance(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", usual_port(folder)))
        other.listen()
        with serving(folder) as server:
            assert server.port != usual_port(folder)
            assert server.stop() == 0
