"""A small server on this machine that answers as another municipality's would, faults included."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Server:
    """What it answers is set by the test; `asked` holds the query and the headers of every request."""

    def __init__(self, address: str) -> None:
        self.host = address
        self.address = f"http://{address}/requests.json"
        self.asked: list[tuple[dict[str, str], dict[str, str]]] = []
        self.answer: Callable[[dict[str, str]], tuple[int, dict[str, str], bytes]] = lambda _query: (200, {}, b"[]")
        self.slow = threading.Event()

    def says(self, *rows: Any, status: int = 200, body: bytes | None = None, **headers: str) -> None:
        """The same on the first page, nothing on later ones."""
        told = json.dumps(rows).encode() if body is None else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer = lambda query: (status, named, told if query.get("page", "1") == "1" else b"[]")


@contextmanager
def running() -> Iterator[Server]:
    """The server, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {name: found[0] for name, found in parse_qs(urlsplit(self.path).query).items()}
            known.asked.append((query, {name.lower(): value for name, value in self.headers.items()}))
            status, headers, body = known.answer(query)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if "X-Slow" in headers:
                known.slow.wait(5)
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Nothing on the terminal."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known = Server(f"127.0.0.1:{http.server_port}")
    threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield known
    finally:
        known.slow.set()
        http.shutdown()
        http.server_close()
