"""Files in an S3-compatible bucket, under the names that they would have in a folder."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import urlsplit

BLOCK = 1 << 20
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
OLDEST_LEFTOVER = timedelta(days=1)  # a copy that old was left by a process that was killed
HALF_WRITTEN = "tmp"  # how names of files begin that are being written

NOT_INSTALLED = "SAMPLATS_FILES needs the packages of requirements/s3.lock, which are not installed."
SILENT = "The file server {server} does not answer, or broke off ({what}). Look at SAMPLATS_S3_ENDPOINT."
CHANGED = "The bucket {bucket} gave back other bytes than were put in ({key})."
OTHER = "The file server {server} answered {code} to {operation}."
UNKNOWN = "The file server does not accept the key: look at SAMPLATS_S3_KEY and SAMPLATS_S3_SECRET ({code})."
ELSEWHERE = "The bucket {bucket} lies in another region: look at SAMPLATS_S3_REGION ({code})."
FORBIDDEN = "The key may not do {operation} in the bucket {bucket}; it needs to put, get, list and delete there."
NO_BUCKET = "There is no bucket {bucket} at {server}: make it, or look at SAMPLATS_FILES."
WRONG = {
    "NoSuchBucket": NO_BUCKET,
    "InvalidAccessKeyId": UNKNOWN,
    "SignatureDoesNotMatch": UNKNOWN,
    "AccessDenied": FORBIDDEN,
    "AllAccessDisabled": FORBIDDEN,
    "PermanentRedirect": ELSEWHERE,
    "AuthorizationHeaderMalformed": ELSEWHERE,
    "RequestTimeTooSkewed": "The clock of this machine differs from the file server's by more than it allows ({code}).",
}
KEEPS_VERSIONS = (
    "The bucket {bucket} keeps versions, so that what is erased stays. Turn that off, or let old ones expire."
)
IN_THE_CLEAR = "SAMPLATS_S3_ENDPOINT is http: files travel in the clear. Use https beyond this machine."


class FilesUnreachable(RuntimeError):
    """Files cannot be kept or read; the text is one line with what is wrong."""


@dataclass(frozen=True)
class Address:
    """Which bucket, where, and the key to it. Without an endpoint it is Amazon's own."""

    bucket: str
    prefix: str
    endpoint: str
    region: str
    key: str = field(repr=False)
    secret: str = field(repr=False)


_HELD: ContextVar[dict[tuple[Address, str], Path]] = ContextVar("held")


@dataclass(frozen=True)
class Bucket:
    """A shelf (see `shelf.Shelf`) in a bucket; copies that somebody needs as a path lie in a folder of this machine."""

    address: Address
    passing: Path
    attempts: int = 4

    def room(self) -> Path:
        self.passing.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self.passing

    def put(self, path: Path, sha256: str) -> None:
        with path.open("rb") as body, self._asked():  # in one request: the bucket has it whole or not at all
            self._client.put_object(**self._of(sha256), Body=body)

    def open(self, sha256: str) -> IO[bytes]:
        with self._asked():
            return cast("IO[bytes]", self._client.get_object(**self._of(sha256))["Body"])

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[Path]:
        """One copy, also where it is asked for again inside; gone when the outermost context is left."""
        held = _HELD.get({})
        which = (self.address, sha256)
        if which in held:
            yield held[which]
            return
        with tempfile.TemporaryDirectory(dir=self.room()) as folder:
            path = Path(folder, sha256)
            with suppress(FileNotFoundError):
                self._copy(sha256, path)
            before = _HELD.set({**held, which: path})
            try:
                yield path
            finally:
                _HELD.reset(before)

    def erase(self, sha256: str) -> None:
        with self._asked():
            self._client.delete_object(**self._of(sha256))

    def names(self) -> Iterator[str]:
        yield from (name for name, _put_at in self.dated())

    def dated(self) -> Iterator[tuple[str, datetime]]:
        for found in self._listed(self._key("")):
            name = found["Key"].rpartition("/")[2]
            if found["Key"] == self._key(name):
                yield name, found["LastModified"]

    def erase_older(self, sha256: str, before: datetime) -> bool:
        """The protocol cannot erase on a condition: what is put between question and erasing, in moments, goes too."""
        try:
            with self._asked():
                put_at = self._client.head_object(**self._of(sha256))["LastModified"]
        except FileNotFoundError:
            return False
        if put_at >= before:
            return False
        self.erase(sha256)
        return True

    def check(self) -> None:
        """Put, list, get and erase a few bytes, and clear away what killed processes left on this machine."""
        self.clear_leftovers(datetime.now(UTC) - OLDEST_LEFTOVER)
        content = secrets.token_bytes(16)
        sha256 = hashlib.sha256(content).hexdigest()
        with tempfile.NamedTemporaryFile(dir=self.room()) as written:
            written.write(content)
            written.flush()
            self.put(Path(written.name), sha256)
        try:
            list(self._listed(self._key(sha256)))
            self._copy(sha256, Path(os.devnull))
        finally:
            self.erase(sha256)

    def doubts(self) -> list[str]:
        parts = urlsplit(self.address.endpoint)
        found = [IN_THE_CLEAR] if parts.scheme == "http" and parts.hostname not in THIS_MACHINE else []
        with suppress(FilesUnreachable), self._asked():  # a key may lack this right, and a server the question
            told = self._client.get_bucket_versioning(Bucket=self.address.bucket)
            if told.get("Status") == "Enabled":
                found.append(KEEPS_VERSIONS.format(bucket=self.address.bucket))
        return found

    @property
    def _client(self) -> Any:
        return _client(self.address, self.attempts, os.getpid())

    def _key(self, sha256: str) -> str:
        place = f"{sha256[:2]}/{sha256}" if sha256 else ""
        return f"{self.address.prefix}/{place}" if self.address.prefix else place

    def _of(self, sha256: str) -> dict[str, str]:
        return {"Bucket": self.address.bucket, "Key": self._key(sha256)}

    def _listed(self, beginning: str) -> Iterator[dict[str, Any]]:
        with self._asked():
            for part in self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.address.bucket, Prefix=beginning
            ):
                yield from part.get("Contents", [])

    def _copy(self, sha256: str, path: Path) -> None:
        digest = hashlib.sha256()
        with self._asked(), self.open(sha256) as source, path.open("wb") as target:
            while block := source.read(BLOCK):
                digest.update(block)
                target.write(block)
        if digest.hexdigest() != sha256:
            raise FilesUnreachable(CHANGED.format(bucket=self.address.bucket, key=self._key(sha256)))

    def clear_leftovers(self, before: datetime) -> int:
        cleared = 0
        for path in self.room().rglob("*"):
            with suppress(OSError):
                if path.is_file() and path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    cleared += 1
        return cleared

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """What the library raises in words of ours; what is not there is a file that is not there."""
        _client(self.address, self.attempts, os.getpid())
        from botocore.exceptions import BotoCoreError, ClientError

        facts = {"bucket": self.address.bucket, "server": self.address.endpoint or "Amazon S3"}
        try:
            yield
        except ClientError as refused:
            code = str(refused.response.get("Error", {}).get("Code", ""))
            if code == "NoSuchKey" or (code == "404" and refused.operation_name == "HeadObject"):  # a head has no words
                raise FileNotFoundError("no such file in the bucket") from None
            facts |= {"code": code, "operation": refused.operation_name}
            raise FilesUnreachable(WRONG.get(code, OTHER).format(**facts)) from None
        except BotoCoreError as silent:
            raise FilesUnreachable(SILENT.format(**facts, what=type(silent).__name__)) from None


@cache
def _client(address: Address, attempts: int, _process: int) -> Any:
    """One for each process: a forked one must not talk on its parent's connections."""
    try:
        from botocore.config import Config
        from botocore.session import Session
    except ModuleNotFoundError:
        raise FilesUnreachable(NOT_INSTALLED) from None
    config = Config(
        connect_timeout=5,
        read_timeout=30,
        retries={"mode": "standard", "total_max_attempts": attempts},
        # The whole content is signed by its hash, which every server checks; newer checksums many do not know.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": "path" if address.endpoint else "auto", "payload_signing_enabled": True},
    )
    return Session().create_client(
        "s3",
        region_name=address.region,
        endpoint_url=address.endpoint or None,
        aws_access_key_id=address.key,
        aws_secret_access_key=address.secret,
        config=config,
    )
