"""What the server answers: the page, and the desk's answers as JSON."""

import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib import resources
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from aligner.errors import (
    AlignerError,
    AlignmentImpossible,
    ConfigError,
    InputError,
    MoveOutdated,
    MoveRefused,
    WorkspaceError,
)
from aligner.review.desk import Desk
from aligner.review.desk_thread import DeskThread
from aligner.review.guard import Access
from aligner.review.views import BeadView, Move, MovedView, Replacement, ReviewSheet, SegmentView

_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
# How many versions of a sheet are kept to tell pages what has changed.
_KEPT = 8
_MOVE_FIELDS = {field.name: field.type for field in fields(Move)}
_STATUS: dict[type[AlignerError], int] = {
    MoveRefused: 422,
    MoveOutdated: 409,
    WorkspaceError: 404,
    InputError: 422,
    ConfigError: 422,
    AlignmentImpossible: 422,
}

Answer = Callable[[Request], Awaitable[Response]]

# Long lists of a sheet, of which an edit changes a few items.
_LISTS = ("beads", "source_segments", "target_segments")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page is told when it begins.

    Parameters
    ----------
    author : str
        Who reviews, if the page does not say otherwise.
    language : str
        Of the page; ``""`` for that of the browser.
    saves : str
        Name of the file that the pair is saved to; ``""`` if there is none.
    """

    author: str
    language: str = ""
    saves: str = ""


def make_application(desk: DeskThread, access: Access, facts: Facts) -> Starlette:
    """The application of the review.

    Parameters
    ----------
    desk : DeskThread
    access : Access
    facts : Facts
    """
    answers = _Answers(desk, access, facts)
    reads = {
        "me": answers.me,
        "queue": answers.queue,
        "sheet": answers.sheet,
        "version": answers.version,
        "terms": answers.terms,
        "history": answers.history,
    }
    writes = {
        "session": answers.session,
        "code": answers.code,
        "move": answers.move,
        "replace": answers.replace,
        "save": answers.save,
        "undo": answers.undo,
        "redo": answers.redo,
        "waive": answers.waive,
        "variant": answers.accept_variant,
        "entry": answers.add_entry,
    }
    routes = [Route("/", answers.page)]
    routes += [Route(f"/static/{name}", answers.file) for name in _files()]
    routes += [Route(f"/api/{name}", answer) for name, answer in reads.items()]
    routes += [Route(f"/api/{name}", answer, methods=["POST"]) for name, answer in writes.items()]
    handlers: dict[Any, Any] = {
        AlignerError: _told,
        HTTPException: _http_error,
        ClientDisconnect: _too_long,
    }
    return Starlette(routes=routes, exception_handlers=handlers)


class _Answers:
    """Answers to requests."""

    def __init__(self, desk: DeskThread, access: Access, facts: Facts) -> None:
        self._desk = desk
        self._access = access
        self._facts = facts
        # Sheets that pages may show, by pair, author and version.
        self._shown: OrderedDict[tuple[str, str, str, int], ReviewSheet] = OrderedDict()

    async def page(self, _: Request) -> Response:
        return _file("review.html")

    async def file(self, request: Request) -> Response:
        return _file(request.url.path.removeprefix("/static/"))

    async def session(self, request: Request) -> Response:
        (code,) = _texts(await _body(request), "code")
        session = self._access.exchange(code)
        if session is None:
            raise HTTPException(403, "this address was opened before")
        return _json({"session": session})

    async def code(self, request: Request) -> Response:
        await _body(request)
        return _json({"code": self._access.new_code()})

    async def me(self, _: Request) -> Response:
        return _json(record(self._facts))

    async def queue(self, request: Request) -> Response:
        text, only_open = request.query_params.get("text", ""), "open" in request.query_params
        queue = await self._desk.ask(lambda desk: desk.queue(text, only_open=only_open))
        return _json(record(queue))

    async def sheet(self, request: Request) -> Response:
        source, target = _names(request.query_params)
        author = request.query_params.get("author", self._facts.author)
        sheet = await self._desk.ask(lambda desk: desk.sheet(source, target, author))
        await self._desk.prepare(source, target)
        return _json(self._patch(sheet, author, None))

    async def version(self, request: Request) -> Response:
        source, target = _names(request.query_params)
        return _json(await self._desk.ask(lambda desk: desk.version(source, target)))

    async def terms(self, request: Request) -> Response:
        source, target = _names(request.query_params)
        return _json(
            record(await self._desk.ask_aside(lambda desk: desk.terms_question(source, target)))
        )

    async def history(self, request: Request) -> Response:
        source, target = _names(request.query_params)
        return _json(record(await self._desk.ask(lambda desk: desk.history(source, target))))

    async def move(self, request: Request) -> Response:
        body = await _body(request)
        source, target, author = _pair(body)
        move = _move(body.get("move"))
        sheet = await self._desk.edit(lambda desk: desk.move(source, target, move, author))
        return _json(self._patch(sheet, author, body.get("version")))

    async def replace(self, request: Request) -> Response:
        body = await _body(request)
        source, target, author = _pair(body)
        wanted = _replacement(body)
        sheet = await self._desk.edit(lambda desk: desk.replace(source, target, wanted, author))
        return _json(self._patch(sheet, author, body.get("version")))

    async def save(self, request: Request) -> Response:
        await _body(request)
        await self._desk.ask(Desk.save)
        return _json({})

    async def undo(self, request: Request) -> Response:
        return await self._back(request, Desk.undo)

    async def redo(self, request: Request) -> Response:
        return await self._back(request, Desk.redo)

    async def waive(self, request: Request) -> Response:
        body = await _body(request)
        source, target, author = _pair(body)
        finding, kind, reason = _texts(body, "finding", "kind", "reason")
        return _json(
            record(
                await self._desk.edit(
                    lambda desk: desk.waive(source, target, finding, kind, reason, author)
                )
            )
        )

    async def accept_variant(self, request: Request) -> Response:
        body = await _body(request)
        source, target, author = _pair(body)
        (finding,) = _texts(body, "finding")
        terms = await self._desk.edit(
            lambda desk: desk.accept_variant(source, target, finding, author)
        )
        return _json(record(terms))

    async def add_entry(self, request: Request) -> Response:
        body = await _body(request)
        source, target, author = _pair(body)
        left, right = _texts(body, "source_term", "target_term")
        terms = await self._desk.edit(
            lambda desk: desk.add_entry(source, target, left, right, author)
        )
        return _json(record(terms))

    async def _back(
        self, request: Request, step: Callable[[Desk, str, str, str], ReviewSheet]
    ) -> Response:
        body = await _body(request)
        source, target, author = _pair(body)
        sheet = await self._desk.edit(lambda desk: step(desk, source, target, author))
        return _json(self._patch(sheet, author, body.get("version")))

    def _patch(self, sheet: ReviewSheet, author: str, version: object) -> dict[str, Any]:
        """What a page needs that shows a version of the sheet."""
        names = sheet.source, sheet.target, author
        known = self._shown.get((*names, version)) if isinstance(version, int) else None
        self._shown[*names, sheet.version] = sheet
        self._shown.move_to_end((*names, sheet.version))
        while len(self._shown) > _KEPT:
            self._shown.popitem(last=False)
        return sheet_patch(known, sheet)


def _files() -> list[str]:
    """Names of the files of the page; nothing else is ever read."""
    folder = resources.files("aligner.review") / "static"
    return sorted(entry.name for entry in folder.iterdir() if "." in entry.name)


def _file(name: str) -> Response:
    content = (resources.files("aligner.review") / "static" / name).read_bytes()
    kind = _TYPES[name[name.rindex(".") :]]
    return Response(content, media_type=f"{kind}; charset=utf-8")


def _names(values: Any) -> tuple[str, str]:  # noqa: ANN401 - a mapping of texts
    """The pair that a request is about."""
    source, target = _texts(dict(values), "source", "target")
    return source, target


def _pair(body: dict[str, Any]) -> tuple[str, str, str]:
    """The pair that a write is about, and who writes."""
    source, target, author = _texts(body, "source", "target", "author")
    if not author.strip():
        raise MoveRefused("say who you are: what is done is kept under a name")
    return source, target, author.strip()


def _texts(body: dict[str, Any], *names: str) -> tuple[str, ...]:
    for name in names:
        if not isinstance(body.get(name), str):
            raise HTTPException(400, f"{name} is missing")
    return tuple(body[name] for name in names)


def _move(value: object) -> Move:
    """The move of a request."""
    if not isinstance(value, dict) or not set(value) <= set(_MOVE_FIELDS):
        raise HTTPException(400, "this is not a move")
    for name, given in value.items():
        kind = int if name in {"segment", "place"} else str
        if type(given) is not kind:
            raise HTTPException(400, f"{name} is not what a move has there")
    if "kind" not in value:
        raise HTTPException(400, "a move has a kind")
    return Move(**value)


def _replacement(body: dict[str, Any]) -> Replacement:
    """What a request wants replaced."""
    side, found, text = _texts(body, "side", "found", "text")
    segments = body.get("segments")
    if not isinstance(segments, list) or any(type(number) is not int for number in segments):
        raise HTTPException(400, "say in which sentences")
    return Replacement(side, tuple(segments), found, text)


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "this is not JSON") from error
    if not isinstance(body, dict):
        raise HTTPException(400, "this is not a JSON object")
    return body


def _json(value: object) -> Response:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    data = text.encode("utf-8", "replace")
    return Response(data, media_type="application/json")


def _told(_: Request, error: AlignerError) -> Response:
    """An error of the desk in words."""
    status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), 500)
    return JSONResponse({"error": str(error)}, status_code=status)


def _http_error(_: Request, error: HTTPException) -> Response:
    return JSONResponse({"error": error.detail}, status_code=error.status_code)


def _too_long(_: Request, __: ClientDisconnect) -> Response:
    return JSONResponse({"error": "this is too long"}, status_code=413)


def record(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A value of the desk as JSON holds it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: record(getattr(value, name)) for name in _field_names(type(value))}
    if isinstance(value, BeadView | MovedView | SegmentView):
        return {name: record(item) for name, item in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [record(item) for item in value]
    return value


def sheet_patch(before: ReviewSheet | None, after: ReviewSheet) -> dict[str, Any]:
    """What a page needs that shows the sheet before; all of it if there is none.

    Of every long list the items from ``start`` to ``stop`` are replaced by ``items``.
    """
    names = [name for name in _field_names(ReviewSheet) if name not in _LISTS]
    patch: dict[str, Any] = {name: record(getattr(after, name)) for name in names}
    for name in _LISTS:
        old: Sequence[object] = () if before is None else getattr(before, name)
        patch[name] = _splice(old, getattr(after, name))
    patch["whole"] = before is None
    return patch


def _splice(old: Sequence[object], new: Sequence[object]) -> dict[str, object]:
    """The shortest run to replace."""
    if old is new:
        return {"start": 0, "stop": 0, "items": []}
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    items = [record(item) for item in new[start : len(new) - end]]
    return {"start": start, "stop": len(old) - end, "items": items}


@cache
def _field_names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
