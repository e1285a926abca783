"""Connections that wait for nothing too long, and are never too many."""

import asyncio
import socket

from uvicorn import Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from aligner.waiting import told_wait

# Open connections; a browser has six.
MOST = 100


class BriskProtocol(H11Protocol):
    """A connection on which requests have to come soon.

    One that has been waiting for a request for too long is closed, and the one that has
    been waiting longest makes room for a new one when there are many: programs that open
    connections and ask for nothing keep nobody out.
    """

    # Seconds within which a request has to come, with all of its body.
    patience = 10.0
    _timer: asyncio.TimerHandle | None = None
    _since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._expect()
        if len(self.connections) > MOST:
            others = [other for other in self.connections if isinstance(other, BriskProtocol)]
            waiting = [other for other in others if other.is_waiting]
            min(waiting or [self], key=lambda other: other._since).transport.abort()  # noqa: SLF001 - one of us

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in a part of a request; once its head is there, its body may take as long."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._expect()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._expect()
        super().on_response_complete()

    @property
    def is_waiting(self) -> bool:
        """Whether it is the other side's turn."""
        cycle = self.cycle
        return cycle is None or cycle.response_complete or cycle.more_body

    def _expect(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._since = self.loop.time()
        self._timer = self.loop.call_later(self.patience, self._give_up)

    def _give_up(self) -> None:
        if self.is_waiting:
            self.transport.abort()


class EndingServer(Server):
    """A server that tells what it waits for when it is stopped."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Wait for the answers under way, for a limited time."""
        with told_wait("answers under way in the browser", self.config.timeout_graceful_shutdown):
            await super().shutdown(sockets)
