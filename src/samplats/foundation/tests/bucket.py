"""An invented bucket in the memory of the test, in place of the folder; and file servers that misbehave."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from samplats.foundation.files.bucket import Address, Bucket

ADDRESS = Address("exempel", "kommunen", "", "eu-north-1", "AKEY", "secret")


@contextmanager
def invented() -> Iterator[None]:
    """Amazon's answers come from memory, and the bucket is there."""
    from moto import mock_aws

    with mock_aws():
        Bucket(ADDRESS, Path())._client.create_bucket(
            Bucket=ADDRESS.bucket, CreateBucketConfiguration={"LocationConstraint": ADDRESS.region}
        )
        yield


@pytest.fixture
def bucket(settings: object, tmp_path: Path) -> Iterator[Bucket]:
    """Files are kept in a bucket during the test."""
    settings.FILES_BUCKET = ADDRESS
    settings.CACHE_FOLDER = tmp_path / "cache"
    with invented():
        yield Bucket(ADDRESS, tmp_path / "cache" / "passing")


@pytest.fixture(params=["folder", "bucket"])
def anywhere(request: pytest.FixtureRequest) -> None:
    """The same in a folder and in a bucket."""
    if request.param == "bucket":
        request.getfixturevalue("bucket")


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a file server on this machine that deals with each connection as told, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _client = listening.accept()
                except OSError:
                    return
                with connection:
                    answer(connection)

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            listening.shutdown(socket.SHUT_RDWR)


def refusing(status: int, code: str) -> Callable[[socket.socket], None]:
    """Says no to every request, in the words of the protocol."""
    body = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()
    head = f"HTTP/1.1 {status} No\r\nContent-Type: application/xml\r\nContent-Length: {len(body)}\r\n"

    def answer(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(head.encode() + b"Connection: close\r\n\r\n" + body)

    return answer


def breaking_off(connection: socket.socket) -> None:
    """Asks for the content, takes the beginning of it and is gone."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    connection.recv(65536)
