"""One answer from another server, fetched with care: over TLS, from the open internet, within a size and a time."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ..rules.pulling import ANSWER_AT_MOST, SECONDS_AT_MOST

PIECE = 1 << 16
OK, NOT_MODIFIED, TOO_MANY, BUSY = 200, 304, 429, 503
REDIRECTS = range(300, 400)


class FetchFailed(Exception):
    """No answer that can be used: a code and facts; `wait` is how many seconds the server wants to be left alone."""

    def __init__(self, code: str, *, wait: int = 0, **facts: object) -> None:
        super().__init__(code, facts)
        self.code, self.facts, self.wait = code, facts, wait


@dataclass(frozen=True)
class Fetched:
    """An answer; `body` is None when nothing has changed since the last one."""

    body: bytes | None
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Asking:
    """How to ask: who we say that we are, and which servers of the own network may be asked too ("host:port")."""

    agent: str
    inside: Collection[str] = ()
    etag: str = ""
    modified: str = ""
    seconds: float = SECONDS_AT_MOST
    at_most: int = ANSWER_AT_MOST


def check_address(address: str, inside: Collection[str]) -> SplitResult:
    """The parts of an address that may be asked; raises `FetchFailed` for one that may not, without asking anybody."""
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise FetchFailed("address_refused") from None
    host = parts.hostname or ""
    if not host or parts.username or parts.password or not address.isascii() or not address.isprintable():
        raise FetchFailed("address_refused")
    if parts.scheme not in {"https", "http"} or " " in address:
        raise FetchFailed("address_refused")
    if f"{host}:{port}" not in inside and (parts.scheme != "https" or port != 443):
        raise FetchFailed("not_https")
    return parts


def fetch(address: str, asking: Asking) -> Fetched:
    """The answer of one address. Another address that the server points to is not followed."""
    parts = check_address(address, asking.inside)
    until = monotonic() + asking.seconds
    connection = _Pinned(parts, _reachable(parts, asking.inside), asking.seconds)
    watchdog = threading.Timer(asking.seconds, connection.cut)
    watchdog.daemon = True
    watchdog.start()
    try:
        connection.request("GET", _path(parts), headers=_headers(asking))
        return _answer(connection.getresponse(), asking)
    except ssl.SSLCertVerificationError as wrong:
        raise FetchFailed("certificate", host=parts.hostname) from wrong
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as broken:
        if monotonic() >= until or isinstance(broken, TimeoutError):
            raise FetchFailed("too_slow", seconds=round(asking.seconds)) from broken
        if isinstance(broken, http.client.IncompleteRead):
            raise FetchFailed("cut_off") from broken
        raise FetchFailed("no_connection", host=parts.hostname) from broken
    finally:
        watchdog.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to the very machine that was checked: its name is not asked for again."""

    def __init__(self, parts: SplitResult, machine: str, seconds: float) -> None:
        is_tls = parts.scheme == "https"
        super().__init__(parts.hostname or "", parts.port or (443 if is_tls else 80), timeout=seconds)
        self._machine, self._is_late = machine, False
        self._tls = ssl.create_default_context() if is_tls else None

    def connect(self) -> None:
        plain = socket.create_connection((self._machine, self.port), self.timeout)
        self.sock = plain if self._tls is None else self._tls.wrap_socket(plain, server_hostname=self.host)
        if self._is_late:  # there was nothing to cut when time was up
            raise TimeoutError

    def cut(self) -> None:
        """Time is up: whatever waits for the server gives up."""
        self._is_late = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _reachable(parts: SplitResult, inside: Collection[str]) -> str:
    """The machine behind the name, unless it lies in a private network that nobody has let us into."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise FetchFailed("host_unknown", host=host) from None
    if f"{host}:{port}" not in inside and not all(map(is_open, found)):
        raise FetchFailed("host_private", host=host)
    return found[0]


def is_open(machine: str) -> bool:
    """Whether an address is one of the open internet, also when it is wrapped in another kind of address."""
    address: Any = ipaddress.ip_address(machine.partition("%")[0])
    inner = [address]
    if address.version == 6:
        inner += [one for one in (address.ipv4_mapped, address.sixtofour) if one is not None]
        inner += list(address.teredo or ())
        if address in ipaddress.ip_network("64:ff9b::/96"):
            inner.append(ipaddress.ip_address(int(address) & 0xFFFFFFFF))
    return all(one.is_global and not one.is_multicast and (one.version == 4 or _is_given_out(one)) for one in inner)


def _is_given_out(address: Any) -> bool:
    """Whether an address of version 6 can be anybody's, or stands for one of version 4."""
    return any(address in ipaddress.ip_network(network) for network in ("2000::/3", "64:ff9b::/96"))


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _headers(asking: Asking) -> dict[str, str]:
    asked = {"User-Agent": asking.agent, "Accept": "application/json", "Accept-Encoding": "identity"}
    if asking.etag:
        asked["If-None-Match"] = asking.etag
    if asking.modified:
        asked["If-Modified-Since"] = asking.modified
    return asked


def _answer(answer: http.client.HTTPResponse, asking: Asking) -> Fetched:
    if answer.status == NOT_MODIFIED:
        return Fetched(None, asking.etag, asking.modified)
    if answer.status in REDIRECTS:
        raise FetchFailed("redirected", to=urlsplit(answer.headers.get("Location", "")).hostname or "–")
    if answer.status in {TOO_MANY, BUSY}:
        wait = answer.headers.get("Retry-After", "")[:9]
        raise FetchFailed("busy", wait=int(wait) if wait.isascii() and wait.isdigit() else 0, status=answer.status)
    if answer.status != OK:
        raise FetchFailed("status", status=answer.status)
    kept = {name: answer.headers.get(name, "")[:200] for name in ("ETag", "Last-Modified")}
    return Fetched(_body(answer, asking.at_most), kept["ETag"], kept["Last-Modified"])


def _body(answer: http.client.HTTPResponse, at_most: int) -> bytes:
    body = bytearray()  # pieces kept apart would take more room the smaller they come
    while piece := answer.read1(PIECE):
        body += piece
        if len(body) > at_most:
            raise FetchFailed("too_large", limit_mb=at_most // 1024**2)
    if answer.length:  # so many bytes were promised and never came
        raise FetchFailed("cut_off")
    return bytes(body)
