"""A folder that is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _


class Refused(Exception):
    """The command cannot go on; the text is the one line that says why and what to do."""


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files beside the folder first, then put them in its place in one step."""
    if folder.exists() and not folder.is_dir():
        raise Refused(_("--out: %(folder)s är en fil. Ange en mapp.") % {"folder": folder})
    if folder.is_dir() and {one.name for one in folder.iterdir()} - set(files):
        raise Refused(_("--out: mappen %(folder)s innehåller annat. Ange en ny eller tom mapp.") % {"folder": folder})
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise Refused(
            _("--out: %(folder)s går inte att skriva (%(system)s). Välj en annan mapp.")
            % {"folder": folder, "system": error.strerror}
        ) from None
    try:
        for name, content in files.items():
            (beside / name).write_bytes(content)
        beside.chmod(0o777 & ~_umask())
        if folder.is_dir():
            shutil.rmtree(folder)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
