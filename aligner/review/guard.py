"""Access to the server: only who was given a code, and only our own page in a browser."""

import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
# A move is a few hundred bytes; a long comment some thousand.
_LONGEST_BODY = 1 << 20
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
_SAME_SITE = frozenset({"same-origin", "none"})
_SESSION = "x-review-session"
# Where a page gives its code for the session.
EXCHANGE = "/api/session"


class Access:
    """One-time codes, and the session that they are exchanged for.

    A code stands in an address, which other users of the machine may see in the list of
    processes.  It opens the review once; the session is known to the page alone.
    ``is_opened`` tells whether any code was exchanged.
    """

    def __init__(self) -> None:
        self._session = secrets.token_urlsafe(32)
        self._codes: list[str] = []
        self.is_opened = False

    def new_code(self) -> str:
        """A code that can be exchanged once."""
        code = secrets.token_urlsafe(32)
        self._codes.append(code)
        return code

    def exchange(self, code: str) -> str | None:
        """The session for a code, which is void then; None for any other text."""
        found = [known for known in self._codes if _is_same(code, known)]
        for known in found:
            self._codes.remove(known)
            self.is_opened = True
        return self._session if found else None

    def is_session(self, given: str) -> bool:
        """Whether a request comes from a page that gave a code."""
        return _is_same(given, self._session)


class Guard:
    """Only accepts requests from our own page in a browser that gave a code.

    The page itself and its files hold nothing secret and are given to everybody.  All else
    is asked for with the session in a header, which the page keeps for its own origin:
    unlike a cookie it is not sent to other ports of this machine, and no other program
    there can set it.  The Host header is checked, to prevent DNS rebinding; writes must be
    same-origin.

    Parameters
    ----------
    app : ASGI application
    access : Access
    port : int
        The port that the server listens on.
    """

    def __init__(self, app: "ASGIApp", access: Access, port: int) -> None:
        self._app = app
        self._access = access
        self._port = port

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope, Headers(scope=scope))
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        await self._app(scope, _Limited(receive), _with_headers(send))

    def _refusal(self, scope: "Scope", headers: Headers) -> JSONResponse | None:
        """The answer to a request that must not pass, None if it may."""
        host, _, port = headers.get("host", "").rpartition(":")
        if host not in _LOOPBACK or port != str(self._port):
            return _refused(421, "this server answers to its own name only")
        # Browsers of any age send one of the two.
        is_own = headers.get("origin", _origin(headers)) == _origin(headers)
        if not is_own or headers.get("sec-fetch-site", "same-origin") not in _SAME_SITE:
            return _refused(403, "requests of other sites are not answered")
        is_open = scope["path"] == EXCHANGE or not scope["path"].startswith("/api/")
        if not is_open and not self._access.is_session(headers.get(_SESSION, "")):
            return _refused(403, "open the address that the command printed")
        return None if scope["method"] in {"GET", "HEAD"} else _refused_write(headers)


def _origin(headers: Headers) -> str:
    """The origin of our own page."""
    return f"http://{headers['host']}"


def _refused_write(headers: Headers) -> JSONResponse | None:
    if headers.get("origin", "") != _origin(headers):
        return _refused(403, "writes must come from our own page")
    if headers.get("content-type", "").partition(";")[0] != "application/json":
        return _refused(415, "writes must be JSON")
    length = headers.get("content-length", "")
    if not length.isdigit() or int(length) > _LONGEST_BODY:
        return _refused(413, "this is too long")
    return None


class _Limited:
    """A body that ends where a long one would go on, whatever its head says."""

    def __init__(self, receive: "Receive") -> None:
        self._receive = receive
        self._left = _LONGEST_BODY

    async def __call__(self) -> "Message":
        message = await self._receive()
        body = message.get("body", b"")
        self._left -= len(body)
        if self._left < 0:
            return {"type": "http.disconnect"}
        return message


def _with_headers(send: "Send") -> "Send":
    """Add the headers that keep the page to itself."""

    async def sending(message: "Message") -> None:
        if message["type"] == "http.response.start":
            extra = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
            message["headers"] = [*message.get("headers", []), *extra]
        await send(message)

    return sending


def _is_same(given: str, known: str) -> bool:
    return secrets.compare_digest(given.encode(), known.encode())


def _refused(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": message}, status_code=status)
