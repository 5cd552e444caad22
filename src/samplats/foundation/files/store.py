"""Keep, open and erase files. Called by actions and jobs, inside their transaction."""

import hashlib
import tempfile
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO

from django.db import transaction

from samplats.foundation.files.bucket import HALF_WRITTEN
from samplats.foundation.files.models import StoredFile
from samplats.foundation.files.shelf import shelf
from samplats.foundation.files.sweeping import named_among
from samplats.foundation.tenancy.models import Tenant

CLOCKS_DIFFER = timedelta(minutes=1)  # a bucket tells by its own clock when something was put


def keep_file(tenant: Tenant, chunks: Iterable[bytes], *, name: str, content_type: str = "") -> StoredFile:
    """Store the bytes durably under their hash and return the file's record."""
    place = shelf()
    digest = hashlib.sha256()
    size = 0
    with tempfile.NamedTemporaryFile(dir=place.room(), prefix=HALF_WRITTEN, delete=False) as target:
        written = Path(target.name)
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
            target.flush()
            place.put(written, digest.hexdigest())
        finally:
            written.unlink(missing_ok=True)
    return StoredFile.objects.create(
        tenant=tenant,
        sha256=digest.hexdigest(),
        size=size,
        name=Path(name).name[-200:] or "fil",
        content_type=content_type or "application/octet-stream",
    )


def open_file(stored: StoredFile) -> IO[bytes]:
    """The file's bytes as a stream; raises `FileNotFoundError` when they are gone."""
    return open_bytes(stored.sha256)


def open_bytes(sha256: str) -> IO[bytes]:
    """The bytes with this hash as a stream; raises `FileNotFoundError` when they are gone."""
    return shelf().open(sha256)


def on_disk(stored: StoredFile) -> AbstractContextManager[Path]:
    """A path to the file's bytes while the context is open; it leads nowhere when they are gone."""
    return shelf().on_disk(stored.sha256)


def erase_file(stored: StoredFile) -> None:
    """Erase the record, and with the end of the transaction the bytes when nothing else names them.

    What is put again while the transaction runs may get its record yet: such bytes are left to the daily sweep.
    """
    before = stored.kept_at + CLOCKS_DIFFER
    stored.delete()
    transaction.on_commit(partial(_erase_unnamed, stored.sha256, before))


def _erase_unnamed(sha256: str, before: datetime) -> None:
    if not named_among([sha256]):
        shelf().erase_older(sha256, before)
