"""Keep, open and erase files. Called by actions and jobs, inside their transaction."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from samplats.foundation.files.models import StoredFile
from samplats.foundation.tenancy.current import across_tenants
from samplats.foundation.tenancy.models import Tenant


def keep_file(tenant: Tenant, chunks: Iterable[bytes], *, name: str, content_type: str = "") -> StoredFile:
    """Store the bytes durably under their hash and return the file's record."""
    folder = Path(settings.FILES_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as target:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    place = path_of(digest.hexdigest())
    place.parent.mkdir(parents=True, exist_ok=True)
    os.replace(target.name, place)
    return StoredFile.objects.create(
        tenant=tenant,
        sha256=digest.hexdigest(),
        size=size,
        name=Path(name).name[-200:] or "fil",
        content_type=content_type or "application/octet-stream",
    )


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.FILES_FOLDER) / sha256[:2] / sha256


def file_path(stored: StoredFile) -> Path:
    """Where the file's bytes lie, for reading."""
    return path_of(stored.sha256)


def erase_file(stored: StoredFile) -> None:
    """Erase the record, and the bytes when no other record needs them."""
    sha256 = stored.sha256
    stored.delete()
    with across_tenants("bytes are shared by hash between tenants; they go with the last record"):
        if not StoredFile.objects.filter(sha256=sha256).exists():
            path_of(sha256).unlink(missing_ok=True)
