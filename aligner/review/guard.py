"""Access to the server: only one browser on this machine, and only our own pages in it."""

import secrets
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse

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


class Guard:
    """Only accepts requests from our own page that carry our secret.

    The secret is passed once, in the address that the user opens, and then kept in an
    HttpOnly, same-site cookie. The Host header is checked, to prevent DNS rebinding; writes
    must be same-origin.

    Parameters
    ----------
    app : ASGI application
    token : str
    port : int
        Tells our cookie from those of other servers on this machine.
    """

    def __init__(self, app: "ASGIApp", token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._port = port
        self._cookie = f"review-{port}"

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        await self._app(scope, _Limited(receive), _with_headers(send))

    def _refusal(self, scope: "Scope", headers: Headers) -> JSONResponse | RedirectResponse | None:
        """The answer to a request that must not pass, None if it may."""
        host, _, port = headers.get("host", "").rpartition(":")
        if host not in _LOOPBACK or port != str(self._port):
            return _refused(421, "this server answers to its own name only")
        if headers.get("sec-fetch-site", "same-origin") not in _SAME_SITE:
            return _refused(403, "requests of other sites are not answered")
        given = _token_in(scope["query_string"])
        if scope["path"] == "/" and given and self._is_token(given):
            return self._welcome()
        if not self._is_token(self._token_of(headers)):
            return _refused(403, "open the address that the command printed")
        return None if scope["method"] in {"GET", "HEAD"} else self._refused_write(headers)

    def _refused_write(self, headers: Headers) -> JSONResponse | None:
        if headers.get("origin", "") != f"http://{headers['host']}":
            return _refused(403, "writes must come from our own page")
        if headers.get("content-type", "").partition(";")[0] != "application/json":
            return _refused(415, "writes must be JSON")
        length = headers.get("content-length", "")
        if not length.isdigit() or int(length) > _LONGEST_BODY:
            return _refused(413, "this is too long")
        return None

    def _welcome(self) -> RedirectResponse:
        """Keep the secret in a cookie, and take it out of the address."""
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return response

    def _token_of(self, headers: Headers) -> str:
        cookies: SimpleCookie = SimpleCookie()
        for line in headers.getlist("cookie"):
            cookies.load(line)
        return cookies[self._cookie].value if self._cookie in cookies else ""

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self._token.encode())


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


def _token_in(query: bytes) -> str:
    """The secret in an address."""
    name, _, value = query.decode("ascii", "replace").partition("=")
    return value if name == "token" else ""


def _refused(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": message}, status_code=status)
