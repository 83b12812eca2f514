"""Sends prepared requests over kept-alive connections and times each answer; a program of its own."""

# It reads a plan from standard input and writes what it saw to standard output, both as JSON. It does as little as it
# can for each request, since it shares the processors with the servers that it measures.

import json
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any, Final

_HEAD_ENDS: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length: "
_PATIENCE: Final = 10.0  # seconds without any answer


@dataclass(slots=True)
class _Connection:
    socket: socket.socket
    requests: list[bytes]
    sent: int = 0
    sent_at: float = 0.0
    received: bytearray = field(default_factory=bytearray)


def send(plan: dict[str, Any]) -> dict[str, Any]:  # JSON objects, written and read in tests/bench/servers.py
    """Send every request of a plan, or go round them until its seconds are over.

    The plan holds `port`, `expect` (the status of each right answer), `seconds`, `goes_round` and `connections`:
    for each connection its requests in order. Gives the seconds it took, the milliseconds of each request and the
    bytes received. Raises ValueError for an answer of another status.
    """
    expected = f"HTTP/1.1 {plan['expect']} ".encode()
    selector = selectors.DefaultSelector()
    waiting: list[float] = []
    received = 0
    for requests in plan["connections"]:
        opened = socket.create_connection(("127.0.0.1", plan["port"]), timeout=_PATIENCE)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = _Connection(opened, [request.encode() for request in requests])
        selector.register(opened, selectors.EVENT_READ, connection)
    begun = time.perf_counter()
    until = begun + plan["seconds"]
    open_now = [key.data for key in selector.get_map().values()]
    for connection in open_now:
        _send_next(connection, selector, until, goes_round=plan["goes_round"])
    while selector.get_map():
        ready = selector.select(_PATIENCE)
        if not ready:
            raise ValueError(f"no answer came for {_PATIENCE:.0f} seconds")
        for key, _ in ready:
            connection = key.data
            connection.received += connection.socket.recv(1 << 18)
            if _is_whole(connection.received, expected):
                waiting.append((time.perf_counter() - connection.sent_at) * 1000)
                received += len(connection.received)
                _send_next(connection, selector, until, goes_round=plan["goes_round"])
    return {"seconds": time.perf_counter() - begun, "milliseconds": waiting, "bytes": received}


def _send_next(connection: _Connection, selector: selectors.BaseSelector, until: float, *, goes_round: bool) -> None:
    is_through = connection.sent == len(connection.requests) and not goes_round
    connection.sent_at = time.perf_counter()
    if is_through or connection.sent_at >= until:
        selector.unregister(connection.socket)
        connection.socket.close()
        return
    connection.received.clear()
    connection.socket.sendall(connection.requests[connection.sent % len(connection.requests)])
    connection.sent += 1


def _is_whole(answer: bytearray, expected: bytes) -> bool:
    end = answer.find(_HEAD_ENDS)
    if end < 0:
        if not answer:
            raise ValueError("the server closed the connection")
        return False
    if not answer.startswith(expected):
        raise ValueError(f"expected {expected.decode().strip()}, got {bytes(answer[:400])!r}")
    length = answer.find(_LENGTH, 0, end)
    if length < 0:
        return True  # 204 and its like
    return len(answer) >= end + len(_HEAD_ENDS) + int(answer[length + len(_LENGTH) : answer.index(b"\r", length)])


if __name__ == "__main__":
    json.dump(send(json.load(sys.stdin)), sys.stdout)
